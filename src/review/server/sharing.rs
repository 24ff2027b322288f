//! The address on which a project is shared, beside 127.0.0.1.

use std::net::{IpAddr, SocketAddr, UdpSocket};

/// Where a project is shared.
#[derive(Debug, Clone)]
pub(super) struct Sharing {
    pub(super) address: SocketAddr,
    /// Names under which people reach the address.
    pub(super) names: Vec<String>,
    /// Whether connections are encrypted here.
    pub(super) tls: bool,
}

impl Sharing {
    /// True if a request may be for this host. A number cannot be pointed here by another site, a
    /// name can, so that names must have been given.
    pub(super) fn knows_host(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        };
        if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return false;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        bare.parse::<IpAddr>().is_ok() || self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// Cookies do not distinguish ports, so two projects at once need two names.
    pub(super) fn cookie_name(&self) -> String {
        format!("mizan-guest-{}", self.address.port())
    }

    /// The address for people, without a path.
    pub(super) fn site(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        let port = self.address.port();
        match self.names.first() {
            Some(name) => format!("{scheme}://{name}:{port}"),
            None => format!("{scheme}://{}", SocketAddr::new(self.reached_at(), port)),
        }
    }

    /// The number of this computer in its network, if it listens on all of them.
    fn reached_at(&self) -> IpAddr {
        let ip = self.address.ip();
        if !ip.is_unspecified() {
            return ip;
        }
        // The system chooses an interface for a way out; nothing is sent.
        let asked = UdpSocket::bind(SocketAddr::new(ip, 0)).and_then(|socket| {
            socket.connect(if ip.is_ipv4() { "192.0.2.1:9" } else { "[2001:db8::1]:9" })?;
            socket.local_addr()
        });
        asked.map_or(ip, |address| address.ip())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_and_names_only_if_they_were_given() {
        let sharing = Sharing {
            address: "0.0.0.0:8080".parse().unwrap(),
            names: vec!["desk.example".to_owned()],
            tls: false,
        };
        for host in
            ["192.168.1.4:8080", "127.0.0.1", "[::1]:8080", "[fe80::1]", "desk.example", "Desk.example:443"]
        {
            assert!(sharing.knows_host(host), "{host}");
        }
        for host in ["evil.example", "evil.example:8080", "192.168.1.4.evil.example", "desk.example:x", ""] {
            assert!(!sharing.knows_host(host), "{host}");
        }
        assert_eq!(sharing.site(), "http://desk.example:8080");
    }
}
