//! The address of a server of vectors.

use crate::{Error, Result};

/// The path of the interface.
const PATH: &str = "/v1/embeddings";

/// An address that requests can be sent to.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The whole address, which may have a key in its query.
    pub url: String,
    /// The address as messages have it: without its query.
    pub shown: String,
    /// The server is on this computer.
    pub is_local: bool,
    /// What is sent is encrypted.
    pub is_secure: bool,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown)
    }
}

/// A text that was given as an address, as messages may repeat it: without a user, a password and the query,
/// in which keys are put.
pub fn shown_address(text: &str) -> String {
    let text = text.trim();
    let without_query = text.split(['?', '#']).next().unwrap_or_default();
    match text.rsplit_once('@') {
        // A password may have any character in it: where it ends is sure only without a query.
        Some(_) if without_query != text => "…".to_owned(),
        Some((_, host)) => format!("…@{host}"),
        None => without_query.to_owned(),
    }
}

impl Address {
    /// Reads an address; `http://HOST` and `http://HOST/v1` are completed.
    ///
    /// # Errors
    /// When it is no address of a server, has a password in it, or needs TLS, which this program
    /// was built without.
    pub(super) fn read(text: &str) -> Result<Self> {
        let wrong = |what: &str| Error::new(format!("{what}: {}", shown_address(text)));
        let text = text.trim();
        let (scheme, rest) = text
            .split_once("://")
            .ok_or_else(|| wrong("no address of a server").advise("write http://HOST:PORT"))?;
        let is_secure = scheme.eq_ignore_ascii_case("https");
        if !is_secure && !scheme.eq_ignore_ascii_case("http") {
            return Err(wrong("neither http:// nor https://").advise("write http://HOST:PORT"));
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if rest.contains('@') {
            // The password must not be repeated.
            return Err(Error::new("an address with a user or a password in it").advise(format!(
                "put the key into the variable {}, and write %40 for an @ after the host",
                super::KEY
            )));
        }
        let host = host_of(authority);
        let is_bad = |c: char| c.is_whitespace() || c.is_control();
        if host.is_empty() || !ends_with_port(authority) || !text.is_ascii() || text.contains(is_bad) {
            return Err(wrong("no address of a server").advise("write http://HOST:PORT"));
        }
        if is_secure && !cfg!(feature = "tls") {
            return Err(wrong("https needs TLS, which this program was built without").advise(
                "build it with `cargo build --release --features tls`, or use http:// for a server of your own network",
            ));
        }
        let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
        let path = match path.trim_end_matches('/') {
            "" => PATH.to_owned(),
            bare if bare.ends_with("/v1") => format!("{bare}/embeddings"),
            _ => path.to_owned(),
        };
        let scheme = if is_secure { "https" } else { "http" };
        let shown = format!("{scheme}://{authority}{path}");
        Ok(Address { url: format!("{shown}{query}"), shown, is_local: is_loopback(host), is_secure })
    }

    /// The values of the query, of which one may be a key; those of a few letters are none.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        const KEY: usize = 6;
        let query = self.url.get(self.shown.len()..).unwrap_or_default();
        let parts = query.split(['?', '#', '&', ';']);
        parts
            .map(|part| part.split_once('=').map_or(part, |(_, value)| value))
            .filter(|value| value.len() >= KEY)
    }
}

/// True if nothing but the number of a port is after the host.
fn ends_with_port(authority: &str) -> bool {
    let after = match authority.strip_prefix('[') {
        Some(inner) => inner.split_once(']').map_or("?", |(_, after)| after),
        None => authority.find(':').map_or("", |at| &authority[at..]),
    };
    after.is_empty() || after.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
}

/// The host without its port and brackets.
fn host_of(authority: &str) -> &str {
    if let Some(inner) = authority.strip_prefix('[') {
        return inner.split(']').next().unwrap_or_default();
    }
    authority.split(':').next().unwrap_or_default()
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_completed_to_that_of_the_interface() {
        let url = |text: &str| Address::read(text).unwrap().url;
        for text in ["http://127.0.0.1:8080", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1/"] {
            assert_eq!(url(text), "http://127.0.0.1:8080/v1/embeddings");
        }
        assert_eq!(url("HTTP://h/api/v1"), "http://h/api/v1/embeddings");
        assert_eq!(url("http://h/v1/embeddings?version=2"), "http://h/v1/embeddings?version=2");
        assert!(Address::read("http://[::1]:90").unwrap().is_local);
        assert!(Address::read("http://localhost:11434").unwrap().is_local);
        assert!(!Address::read("http://localhost.example.com").unwrap().is_local);
    }

    #[test]
    fn what_is_no_address_is_refused_and_a_password_is_not_repeated() {
        for text in [
            "ftp://h",
            "http://",
            "http://:80",
            "http://h h/",
            "http://h\n/",
            "http://h:port/",
            "http://[::1",
        ] {
            assert!(Address::read(text).is_err(), "{text:?}");
        }
        let error = Address::read("http://me:secret@h/").unwrap_err().to_string();
        assert!(!error.contains("secret") && error.contains(super::super::KEY), "{error}");
    }

    #[test]
    fn a_key_in_an_address_is_in_no_message_whatever_is_wrong_with_it() {
        for text in [
            "ftp://me:secret@h",
            "me:secret@host:8080",
            "http://me:secret/more@h",
            "http://me:sec?secret@h",
            "http://me:a@secret@h",
            "https//h/v1?api-key=secret",
            "ftp://h?secret",
            "http://:80/?key=secret",
            "http://h h/#secret",
        ] {
            let (error, shown) = (Address::read(text).unwrap_err().to_string(), shown_address(text));
            assert!(!error.contains("secret") && !shown.contains("secret"), "{text}: {error} {shown}");
        }
        let address = Address::read("http://h/v1/?api-version=2&api-key=secret").unwrap();
        assert_eq!(address.url, "http://h/v1/embeddings?api-version=2&api-key=secret");
        assert_eq!(
            (address.shown.as_str(), format!("{address:?}")),
            ("http://h/v1/embeddings", address.shown.clone())
        );
        assert_eq!(address.values().collect::<Vec<_>>(), ["secret"]);
        assert_eq!(shown_address("model.npy"), "model.npy");
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn https_without_tls_says_how_to_get_it() {
        let error = Address::read("https://api.example.com/v1").unwrap_err().to_string();
        assert!(error.contains("--features tls"), "{error}");
    }
}
