//! The address on which a project is shared, beside 127.0.0.1.

use super::encryption::Encryption;
use crate::{Error, Result};
use std::net::{IpAddr, SocketAddr, UdpSocket};

/// Where a project is shared.
#[derive(Debug, Clone)]
pub(super) struct Sharing {
    pub(super) address: SocketAddr,
    /// Names under which people reach the address.
    pub(super) names: Vec<Name>,
    /// Encrypts the connections, if this server does that itself.
    pub(super) encryption: Option<Encryption>,
}

/// A name under which people reach the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    host: String,
    /// The port of a server in front of this one; `None` for the default of its scheme.
    port: Option<u16>,
    /// How a server in front of this one is reached; `None` if there is none.
    scheme: Option<Scheme>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

impl std::str::FromStr for Name {
    type Err = Error;

    /// `desk.example` for this computer; `https://desk.example` for a server in front of it.
    fn from_str(given: &str) -> Result<Self> {
        let wrong = || {
            Error::new(format!("{given} is no name of a computer"))
                .advise("write a name such as desk.example, or https://desk.example for a server with TLS")
        };
        let (scheme, rest) = match given.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Some(Scheme::Https), rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Some(Scheme::Http), rest),
            Some(_) => return Err(wrong()),
            None => (None, given),
        };
        let (host, port) = parts(rest.strip_suffix('/').unwrap_or(rest)).ok_or_else(wrong)?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._[]:".contains(c);
        if host.is_empty() || !host.chars().all(is_plain) || scheme.is_none() && port.is_some() {
            return Err(wrong());
        }
        Ok(Name { host: host.to_owned(), port, scheme })
    }
}

/// The name and the port of a host; `None` if the port is no number.
fn parts(host: &str) -> Option<(&str, Option<u16>)> {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => Some((name, Some(port.parse().ok()?))),
        _ => Some((host, None)),
    }
}

impl Sharing {
    /// True if a request may be for this host. A number cannot be pointed here by another site, a
    /// name can, so that names must have been given.
    pub(super) fn knows_host(&self, host: &str) -> bool {
        let Some((name, _)) = parts(host) else { return false };
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        bare.parse::<IpAddr>().is_ok() || self.named(name).next().is_some()
    }

    fn named(&self, host: &str) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(move |known| known.host.eq_ignore_ascii_case(host))
    }

    /// True if people reach this host by TLS only.
    pub(super) fn is_encrypted(&self, host: &str) -> bool {
        if self.encryption.is_some() {
            return true;
        }
        let Some((name, _)) = parts(host) else { return false };
        let mut named = self.named(name).peekable();
        named.peek().is_some() && named.all(|known| known.scheme == Some(Scheme::Https))
    }

    /// Cookies do not distinguish ports, so two projects at once need two names.
    pub(super) fn cookie_name(&self) -> String {
        format!("mizan-guest-{}", self.address.port())
    }

    /// The address for people, without a path.
    pub(super) fn site(&self) -> String {
        let own = self.address.port();
        let Some(Name { host, port, scheme }) = self.names.first() else {
            let start = if self.encryption.is_some() { "https" } else { "http" };
            return format!("{start}://{}", SocketAddr::new(self.reached_at(), own));
        };
        let is_encrypted = match scheme {
            Some(scheme) => *scheme == Scheme::Https,
            None => self.encryption.is_some(),
        };
        let start = if is_encrypted { "https" } else { "http" };
        match port.or_else(|| scheme.is_none().then_some(own)) {
            Some(port) => format!("{start}://{host}:{port}"),
            None => format!("{start}://{host}"),
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
            names: vec!["desk.example".parse().unwrap()],
            encryption: None,
        };
        for host in
            ["192.168.1.4:8080", "127.0.0.1", "[::1]:8080", "[fe80::1]", "desk.example", "Desk.example:443"]
        {
            assert!(sharing.knows_host(host), "{host}");
        }
        for host in ["evil.example", "evil.example:8080", "192.168.1.4.evil.example", "desk.example:x", ""] {
            assert!(!sharing.knows_host(host), "{host}");
        }
    }

    #[test]
    fn links_lead_to_the_server_in_front_and_its_cookies_need_tls() {
        for (name, site, is_encrypted) in [
            ("desk.example", "http://desk.example:8080", false),
            ("localhost", "http://localhost:8080", false),
            ("https://desk.example", "https://desk.example", true),
            ("HTTPS://Desk.example/", "https://Desk.example", true),
            ("https://desk.example:8443", "https://desk.example:8443", true),
            ("http://desk.example", "http://desk.example", false),
            ("https://[fd00::4]:8443", "https://[fd00::4]:8443", true),
        ] {
            let name: Name = name.parse().unwrap();
            let host = name.host.clone();
            let address = "127.0.0.1:8080".parse().unwrap();
            let sharing = Sharing { address, names: vec![name], encryption: None };
            assert_eq!(sharing.site(), site);
            assert!(sharing.knows_host(&host) && sharing.knows_host(&format!("{host}:8443")), "{site}");
            assert_eq!(sharing.is_encrypted(&host), is_encrypted, "{site}");
            assert!(!sharing.is_encrypted("192.168.1.4:8080"), "{site}");
        }
        for name in ["", "ftp://desk.example", "https://", "https://desk.example/mizan", "a b", "desk:8080"] {
            assert!(name.parse::<Name>().is_err(), "{name}");
        }
    }
}
