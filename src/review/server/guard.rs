//! Authorization: the checks that every request must pass before anything is done.
//!
//! A page of another site can make a browser send requests here. It does not know the token, so it
//! never gets the cookie; the cookie is not sent with its requests (SameSite); a host name that it
//! points to 127.0.0.1 is not in the list of hosts; and requests that write must come from this
//! server's page and be JSON.

use super::limits::{COPIES, FILES};
use crate::{Error, Result};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use std::fmt::Write;

/// The secrets of one run and the addresses that it answers to.
#[derive(Debug)]
pub(super) struct Guard {
    token: String,
    cookie: String,
    cookie_name: String,
    hosts: [String; 2],
}

/// The decision on a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Accept it.
    Pass,
    /// It contains the token: set this cookie and redirect to the page.
    Welcome {
        /// The value of `Set-Cookie`.
        cookie: String,
    },
    /// Refuse it; the reason is for people.
    Refuse(StatusCode, &'static str),
}

impl Guard {
    /// Generates the secrets.
    ///
    /// # Errors
    /// When the system provides no random numbers.
    pub(super) fn new(port: u16) -> Result<Self> {
        Ok(Guard {
            token: secret()?,
            cookie: secret()?,
            // Cookies do not distinguish ports, so two projects at once need two names.
            cookie_name: format!("mizan-{port}"),
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
        })
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Judges a request by everything except its body.
    pub(super) fn judge(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Verdict {
        let only = |name: header::HeaderName| {
            let mut values = headers.get_all(name).iter();
            match (values.next(), values.next()) {
                (Some(value), None) => value.to_str().ok(),
                _ => None,
            }
        };
        let known = |host: &str| self.hosts.iter().any(|ours| ours == host);
        let Some(host) = only(header::HOST).filter(|host| known(host)) else {
            return Verdict::Refuse(StatusCode::MISDIRECTED_REQUEST, "this server answers to 127.0.0.1 only");
        };
        if uri.authority().is_some_and(|authority| !known(authority.as_str())) {
            return Verdict::Refuse(StatusCode::MISDIRECTED_REQUEST, "this server is no proxy");
        }
        let reads = matches!(*method, Method::GET | Method::HEAD);
        if !reads && *method != Method::POST {
            return Verdict::Refuse(StatusCode::METHOD_NOT_ALLOWED, "only GET and POST");
        }
        let origin_is_ours = |origin: &str| origin.strip_prefix("http://").is_some_and(|name| name == host);
        if let Some(origin) = headers.get(header::ORIGIN)
            && !origin.to_str().is_ok_and(origin_is_ours)
        {
            return Verdict::Refuse(StatusCode::FORBIDDEN, "the request comes from another site");
        }
        let query = uri.query().unwrap_or_default();
        if reads
            && uri.path() == "/"
            && let Some(token) = query.strip_prefix("token=")
        {
            return if same(token, &self.token) {
                let (name, value) = (&self.cookie_name, &self.cookie);
                Verdict::Welcome { cookie: format!("{name}={value}; HttpOnly; SameSite=Strict; Path=/") }
            } else {
                Verdict::Refuse(StatusCode::FORBIDDEN, "the token is not of this run; see the terminal")
            };
        }
        if headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
            return Verdict::Refuse(StatusCode::FORBIDDEN, "the request comes from another site");
        }
        if !self.has_cookie(headers) {
            let how = "open the address that `mizan review` printed; it holds the token";
            return Verdict::Refuse(StatusCode::FORBIDDEN, how);
        }
        if !reads {
            if !only(header::ORIGIN).is_some_and(origin_is_ours) {
                return Verdict::Refuse(
                    StatusCode::FORBIDDEN,
                    "a write must say that it comes from the page",
                );
            }
            let kind = only(header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
            // Files are sent as they are; a form of another site cannot send this type either.
            let file = matches!(uri.path(), FILES | COPIES) && kind == "application/octet-stream";
            if !file && kind != "application/json" && kind != "application/json; charset=utf-8" {
                return Verdict::Refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a write must be JSON");
            }
        }
        Verdict::Pass
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .any(|(name, value)| name == self.cookie_name && same(value, &self.cookie))
    }
}

/// 128 random bits in hexadecimal.
fn secret() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::new(format!("the system gives no random numbers: {error}")))?;
    let mut text = String::with_capacity(32);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// Compares in a time that does not reveal where two texts differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}
