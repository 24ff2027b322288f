//! Authorization: the checks that every request must pass before anything is done.
//!
//! A page of another site can make a browser send requests here. It does not know the token, so it
//! never gets the cookie; the cookie is not sent with its requests (SameSite); a host name that it
//! points to 127.0.0.1 is not in the list of hosts; and requests that write must come from this
//! server's page and be JSON. The same holds for the address that is shared, where each invited person
//! has a token and a cookie, and a role that says which requests are accepted.

use super::{
    guests::{Guests, Visitor},
    limits::{COPIES, FILES},
    secrets::{same, secret},
    sharing::Sharing,
};
use crate::Result;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

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
    /// Accept it from this person.
    Pass(Visitor),
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
}

/// The way that a request came: to the computer itself, or to the address that is shared.
#[derive(Debug, Clone, Copy)]
pub(super) enum Door<'a> {
    /// On 127.0.0.1: the owner, with this name.
    Own(&'a Guard, &'a str),
    /// On the shared address: invited people.
    Shared(&'a Sharing, &'a Guests),
}

/// The value of a header that is there once.
fn only(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// True if what is written is JSON, or a file where one is expected.
fn is_kind_of_write(headers: &HeaderMap, uri: &Uri) -> bool {
    let kind = only(headers, header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    // Files are sent as they are; a form of another site cannot send this type either.
    let file = matches!(uri.path(), FILES | COPIES) && kind == "application/octet-stream";
    file || kind == "application/json" || kind == "application/json; charset=utf-8"
}

impl Door<'_> {
    fn knows_host(&self, host: &str) -> bool {
        match self {
            Door::Own(guard, _) => guard.hosts.iter().any(|ours| ours == host),
            Door::Shared(sharing, _) => sharing.knows_host(host),
        }
    }

    fn is_origin(&self, origin: &str, host: &str) -> bool {
        let plain = origin.strip_prefix("http://").is_some_and(|name| name == host);
        match self {
            Door::Own(..) => plain,
            // A server of the owner in front of this one may speak TLS.
            Door::Shared(sharing, _) => {
                origin.strip_prefix("https://").is_some_and(|name| name == host)
                    || plain && !sharing.is_encrypted(host)
            }
        }
    }

    /// The value of `Set-Cookie` for a token that came to this host.
    fn cookie_for(&self, token: &str, host: &str) -> Option<String> {
        match self {
            Door::Own(guard, _) => same(token, &guard.token).then(|| {
                format!("{}={}; HttpOnly; SameSite=Strict; Path=/", guard.cookie_name, guard.cookie)
            }),
            Door::Shared(sharing, guests) => guests.cookie_for(token).map(|cookie| {
                let secure = if sharing.is_encrypted(host) { "; Secure" } else { "" };
                // An invitation holds until it is taken back.
                format!(
                    "{}={cookie}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000{secure}",
                    sharing.cookie_name()
                )
            }),
        }
    }

    fn visitor(&self, headers: &HeaderMap) -> Option<Visitor> {
        match self {
            Door::Own(guard, owner) => cookies(headers, &guard.cookie_name)
                .any(|value| same(value, &guard.cookie))
                .then(|| Visitor::owner(owner)),
            Door::Shared(sharing, guests) => {
                let name = sharing.cookie_name();
                cookies(headers, &name).find_map(|value| guests.with_cookie(value))
            }
        }
    }

    fn welcome(&self, token: &str, host: &str) -> Verdict {
        let why = match self {
            Door::Own(..) => "the token is not of this run; see the terminal",
            Door::Shared(..) => "this invitation does not hold; ask for another",
        };
        match self.cookie_for(token, host) {
            Some(cookie) => Verdict::Welcome { cookie },
            None => Verdict::Refuse(StatusCode::FORBIDDEN, why),
        }
    }

    /// Judges a request by everything except its body.
    pub(super) fn judge(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Verdict {
        let own = matches!(self, Door::Own(..));
        let Some(host) = only(headers, header::HOST).filter(|host| self.knows_host(host)) else {
            let why = if own {
                "this server answers to 127.0.0.1 only"
            } else {
                "this server does not answer to this name; see --host"
            };
            return Verdict::Refuse(StatusCode::MISDIRECTED_REQUEST, why);
        };
        if uri.authority().is_some_and(|authority| !self.knows_host(authority.as_str())) {
            return Verdict::Refuse(StatusCode::MISDIRECTED_REQUEST, "this server is no proxy");
        }
        let reads = matches!(*method, Method::GET | Method::HEAD);
        if !reads && *method != Method::POST {
            return Verdict::Refuse(StatusCode::METHOD_NOT_ALLOWED, "only GET and POST");
        }
        let origin_is_ours = |origin: &str| self.is_origin(origin, host);
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
            return self.welcome(token, host);
        }
        if headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
            return Verdict::Refuse(StatusCode::FORBIDDEN, "the request comes from another site");
        }
        let Some(visitor) = self.visitor(headers) else {
            let how = if own {
                "open the address that `mizan review` printed; it holds the token"
            } else {
                "open the link of your invitation; the owner of the project has it"
            };
            return Verdict::Refuse(StatusCode::FORBIDDEN, how);
        };
        if !reads {
            if !only(headers, header::ORIGIN).is_some_and(origin_is_ours) {
                let why = "a write must say that it comes from the page";
                return Verdict::Refuse(StatusCode::FORBIDDEN, why);
            }
            if !is_kind_of_write(headers, uri) {
                return Verdict::Refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a write must be JSON");
            }
        }
        match visitor.role.refuses(method, uri.path()) {
            Some(why) => Verdict::Refuse(StatusCode::FORBIDDEN, why),
            None => Verdict::Pass(visitor),
        }
    }
}

/// The values of the cookies with a name.
fn cookies<'a>(headers: &'a HeaderMap, wanted: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(name, _)| *name == wanted).map(|(_, value)| value)
}
