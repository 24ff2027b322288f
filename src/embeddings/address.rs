//! The address of a server of vectors.

use crate::{Error, Result};

/// The path of the interface.
const PATH: &str = "/v1/embeddings";

/// An address that requests can be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The whole address.
    pub url: String,
    /// The server is on this computer.
    pub is_local: bool,
    /// What is sent is encrypted.
    pub is_secure: bool,
}

impl Address {
    /// Reads an address; `http://HOST` and `http://HOST/v1` are completed.
    ///
    /// # Errors
    /// When it is no address of a server, has a password in it, or needs TLS, which this program
    /// was built without.
    pub(super) fn read(text: &str) -> Result<Self> {
        let wrong = |what: &str| Error::new(format!("{what}: {text}"));
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
        if authority.contains('@') {
            // The password must not be repeated.
            return Err(Error::new("an address with a user or a password in it")
                .advise(format!("put the key into the variable {}", super::KEY)));
        }
        let host = host_of(authority);
        if host.is_empty() || !text.is_ascii() || text.contains(|c: char| c.is_whitespace() || c.is_control())
        {
            return Err(wrong("no address of a server").advise("write http://HOST:PORT"));
        }
        if is_secure && !cfg!(feature = "tls") {
            return Err(wrong("https needs TLS, which this program was built without").advise(
                "build it with `cargo build --release --features tls`, or use http:// for a server of your own network",
            ));
        }
        let path = match path.trim_end_matches('/') {
            "" => PATH.to_owned(),
            "/v1" => PATH.to_owned(),
            _ if path.ends_with("/v1") || path.ends_with("/v1/") => {
                format!("{}/embeddings", path.trim_end_matches('/'))
            }
            _ => path.to_owned(),
        };
        let scheme = if is_secure { "https" } else { "http" };
        Ok(Address { url: format!("{scheme}://{authority}{path}"), is_local: is_loopback(host), is_secure })
    }
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
        for text in ["ftp://h", "http://", "http://:80", "http://h h/", "http://h\n/"] {
            assert!(Address::read(text).is_err(), "{text:?}");
        }
        let error = Address::read("http://me:secret@h/").unwrap_err().to_string();
        assert!(!error.contains("secret") && error.contains(super::super::KEY), "{error}");
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn https_without_tls_says_how_to_get_it() {
        let error = Address::read("https://api.example.com/v1").unwrap_err().to_string();
        assert!(error.contains("--features tls"), "{error}");
    }
}
