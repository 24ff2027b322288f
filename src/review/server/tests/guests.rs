//! Guests of a shared project whose invitation changes while their requests are on the way.

use super::{
    super::{
        answer::Asker,
        guests::Visitor,
        people::{Page, events},
    },
    *,
};
use axum::{extract::Query, response::IntoResponse};

/// A server with two projects, of which the first is open and shared.
struct Desk {
    shared: Arc<Shared>,
    _serving: Serving,
    folder: tempfile::TempDir,
}

impl Desk {
    fn start() -> Self {
        Desk::shared_by(|server| {
            server.share("127.0.0.1:0".parse().unwrap(), &["https://desk.example".to_owned()]).unwrap();
        })
    }

    fn shared_by(share: impl FnOnce(&mut Server)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [first, _] = ["first.mizan", "second.mizan"].map(|name| {
            let path = folder.path().join(name);
            Store::create(&path, &three_rows()).unwrap();
            path
        });
        let mut server = Server::bind(Project::open(&first).unwrap(), "first", 0).unwrap();
        share(&mut server);
        let shared = Arc::clone(&server.shared);
        Desk { shared, _serving: Serving::new(server), folder }
    }

    fn port(&self) -> u16 {
        self.shared.sharing.as_ref().unwrap().address.port()
    }

    /// Invites a person, and returns the cookie.
    fn invite(&self, name: &str, role: Role) -> String {
        let link = self.shared.invite(name, role).unwrap();
        let token = link.split_once("token=").unwrap().1;
        self.shared.guests().cookie_for(token).unwrap().to_owned()
    }

    fn visitor(&self, cookie: &str) -> Visitor {
        self.shared.guests().with_cookie(cookie).unwrap()
    }

    /// The status of a write, of which the body comes after `meanwhile`.
    fn write(&self, cookie: &str, path: &str, body: &str, meanwhile: impl FnOnce()) -> u16 {
        let (port, length) = (self.port(), body.len());
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: mizan-guest-{port}={cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        // The server says that it waits for the body: the request was judged.
        let mut go_on = [0; 25];
        stream.read_exact(&mut go_on).unwrap();
        assert!(go_on.starts_with(b"HTTP/1.1 100"), "{go_on:?}");
        meanwhile();
        stream.write_all(body.as_bytes()).unwrap();
        let (answer, _) = rest(&mut stream);
        answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    fn open(&self, name: &str) {
        self.shared.open_file(&self.folder.path().join(name)).unwrap();
    }

    fn kept(&self, name: &str) -> State {
        Store::peek(&self.folder.path().join(name)).unwrap()
    }
}

const MERGE: &str = r#"{"revision":0,"edit":{"do":"merge","row":1}}"#;

#[test]
fn a_request_that_was_judged_in_one_project_does_nothing_in_the_next() {
    let desk = Desk::start();
    let sami = desk.invite("Sami", Role::Edit);
    assert_eq!(desk.write(&sami, "/api/edit", MERGE, || desk.open("second.mizan")), 403);
    assert_eq!(desk.kept("second.mizan"), three_rows());
    // Nor is a guest of the first one let in, or kept when the next project cannot be opened.
    assert!(desk.shared.guests().with_cookie(&sami).is_none());
    let sami = desk.invite("Sami", Role::Edit);
    assert!(desk.shared.open_file(&desk.folder.path().join("none.mizan")).is_err());
    assert!(desk.shared.guests().with_cookie(&sami).is_none());
    assert!(desk.shared.invite("Sami", Role::Edit).is_err(), "no project is open");
    desk.open("second.mizan");
    let sami = desk.invite("Sami", Role::Edit);
    assert_eq!(desk.write(&sami, "/api/edit", MERGE, || ()), 200);
}

#[test]
fn a_request_that_was_judged_by_another_role_does_nothing() {
    let desk = Desk::start();
    let sami = desk.invite("Sami", Role::Edit);
    let lower = || drop(desk.invite("Sami", Role::Comment));
    assert_eq!(desk.write(&sami, "/api/edit", MERGE, lower), 403);
    desk.invite("Sami", Role::Edit);
    assert_eq!(desk.write(&sami, "/api/edit", MERGE, || desk.shared.guests().dismiss("Sami")), 403);
    assert_eq!(desk.kept("first.mizan"), three_rows());
}

#[test]
fn who_may_only_comment_now_does_not_undo_or_redo_what_editing_was() {
    let desk = Desk::start();
    let sami = desk.invite("Sami", Role::Edit);
    let step = |path: &str| desk.write(&sami, path, r#"{"revision":1}"#, || ());
    let edit = |edit: &str| {
        let revision = desk.shared.open().as_ref().unwrap().project.head().revision;
        desk.write(&sami, "/api/edit", &format!(r#"{{"revision":{revision},"edit":{edit}}}"#), || ())
    };
    let role = |role: Role| drop(desk.invite("Sami", role));
    for made in [r#"{"do":"confirm","rows":[1],"on":true}"#, r#"{"do":"merge","row":1}"#] {
        assert_eq!(edit(made), 200, "{made}");
        role(Role::Comment);
        assert_eq!(step("/api/undo"), 403, "{made}");
        role(Role::Edit);
        assert_eq!(step("/api/undo"), 200, "{made}");
        role(Role::Comment);
        assert_eq!(step("/api/redo"), 403, "{made}");
        role(Role::Edit);
    }
    role(Role::Comment);
    for made in [r#"{"do":"note","row":1,"text":"why?"}"#, r#"{"do":"flag","row":1,"on":true}"#] {
        assert_eq!(edit(made), 200, "{made}");
        assert_eq!((step("/api/undo"), step("/api/redo")), (200, 200), "{made}");
    }
}

#[tokio::test]
async fn who_was_dismissed_before_the_stream_begins_hears_nothing() {
    let desk = Desk::start();
    let (sami, reem) = (desk.invite("Sami", Role::Edit), desk.invite("Reem", Role::Read));
    let ask = async |visitor: Visitor| {
        let asker = Asker { shared: Arc::clone(&desk.shared), visitor };
        events(asker, Query(Page { page: "p1".to_owned() })).await.into_response().status().as_u16()
    };
    let (sami, reem) = (desk.visitor(&sami), desk.visitor(&reem));
    assert_eq!(ask(sami.clone()).await, 200);
    desk.shared.guests().dismiss("Sami");
    desk.invite("Reem", Role::Edit);
    assert_eq!((ask(sami.clone()).await, ask(reem).await), (403, 403));
    // Invited again, it is another invitation.
    desk.invite("Sami", Role::Edit);
    assert_eq!(ask(sami).await, 403);
    assert_eq!(ask(Visitor::owner("Huda")).await, 200);
}

#[test]
fn names_of_pages_are_short_because_everybody_sees_them() {
    let desk = Desk::start();
    let sami = desk.invite("Sami", Role::Edit);
    for (length, status) in [(41, 400), (40, 200)] {
        let page = "p".repeat(length);
        let flag = format!(r#"{{"revision":0,"edit":{{"do":"flag","row":1,"on":true}},"page":"{page}"}}"#);
        assert_eq!(desk.write(&sami, "/api/edit", &flag, || ()), status);
    }
}

#[test]
fn a_link_to_a_server_with_tls_gives_a_cookie_that_needs_it() {
    let desk = Desk::start();
    let link = desk.shared.invite("Sami", Role::Read).unwrap();
    let path = link.strip_prefix("https://desk.example").unwrap();
    for (host, is_secure) in [("desk.example", true), ("127.0.0.1", false)] {
        let mut stream = TcpStream::connect(("127.0.0.1", desk.port())).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let (answer, _) = rest(&mut stream);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert_eq!(answer.contains("; Secure"), is_secure, "{answer}");
    }
}

#[test]
fn a_page_that_reads_nothing_keeps_no_connection_and_nothing_that_was_for_it() {
    let desk = Desk::start();
    let sami = desk.invite("Sami", Role::Edit);
    let port = desk.port();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let head = format!(
        "GET /api/events?page=p1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: mizan-guest-{port}={sami}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut start = [0; 12];
    stream.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 200");
    // Its stream holds the hub until the connection has ended.
    let held = Arc::strong_count(&desk.shared.hub);
    // More than the buffers of the system and what may wait for a page.
    let much = "x".repeat(4 << 20);
    for _ in 0..16 {
        desk.shared.hub.tell("done", &much);
        std::thread::sleep(Duration::from_millis(20));
    }
    let end = std::time::Instant::now() + Duration::from_secs(30);
    while Arc::strong_count(&desk.shared.hub) >= held {
        assert!(std::time::Instant::now() < end, "the connection is still there");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[cfg(all(feature = "tls", feature = "embeddings"))]
#[test]
fn with_a_certificate_of_the_owner_everything_on_the_shared_address_is_encrypted() {
    let file =
        |name: &str| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resources/tls").join(name);
    let desk = Desk::shared_by(|server| {
        let refused = server.encrypt(&file("cert.pem"), &file("key.pem")).unwrap_err().to_string();
        assert!(refused.contains("only a shared address"), "{refused}");
        server.share("127.0.0.1:0".parse().unwrap(), &[]).unwrap();
        server.encrypt(&file("cert.pem"), &file("key.pem")).unwrap();
    });
    let link = desk.shared.invite("Sami", Role::Read).unwrap();
    let port = desk.port();
    assert!(link.starts_with(&format!("https://127.0.0.1:{port}/?token=")), "{link}");
    let pem = std::fs::read(file("cert.pem")).unwrap();
    let roots = ureq::tls::RootCerts::new_with_certs(&[ureq::tls::Certificate::from_pem(&pem).unwrap()]);
    let encrypted = ureq::tls::TlsConfig::builder().root_certs(roots).build();
    let config = ureq::Agent::config_builder().tls_config(encrypted).proxy(None).max_redirects(0).build();
    let agent: ureq::Agent = config.into();
    let welcome = agent.get(&link).call().unwrap();
    let cookie = welcome.headers().get("set-cookie").unwrap().to_str().unwrap().to_owned();
    assert!(cookie.contains("; Secure"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let page = agent.get(format!("https://127.0.0.1:{port}/")).header("Cookie", cookie).call().unwrap();
    assert_eq!(page.status().as_u16(), 200);
    // Who speaks plain HTTP is not answered.
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let (answer, _) = rest(&mut stream);
    assert!(!answer.contains("HTTP/1.1"), "{answer}");
}
