//! The server as seen by a browser and by an attacker, over a real connection.

use super::{
    connections::{HEAD, STRANGERS},
    limits::{LARGEST, SLOWEST},
    *,
};
use crate::review::{State, store::Store, testing};
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

mod guests;

/// A running server and the secrets that a page of it knows.
struct Running {
    port: u16,
    token: String,
    cookie: String,
    path: std::path::PathBuf,
    _serving: Serving,
    _folder: tempfile::TempDir,
}

/// A server at work in a thread of its own, until this is dropped.
struct Serving {
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Serving {
    fn new(server: Server) -> Self {
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            server
                .run(async {
                    let _ = stopped.await;
                })
                .unwrap();
        });
        Serving { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
        self.thread.take().unwrap().join().unwrap();
    }
}

/// Status, headers in lower case, and body.
type Answer = (u16, String, String);

impl Running {
    fn start(state: &State) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.mizan");
        Store::create(&path, state).unwrap();
        let server = Server::bind(Project::open(&path).unwrap(), "book", 0).unwrap();
        let (port, token) =
            server.address().trim_start_matches("http://127.0.0.1:").split_once("/?token=").unwrap();
        let (port, token) = (port.parse().unwrap(), token.to_owned());
        let serving = Serving::new(server);
        let mut running =
            Running { port, token, cookie: String::new(), path, _serving: serving, _folder: folder };
        let (status, headers, _) =
            running.raw(&format!("GET /?token={} HTTP/1.1\r\n{}", running.token, running.host()));
        assert_eq!(status, 303);
        let cookie = headers.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        assert!(cookie.contains("httponly") && cookie.contains("samesite=strict"), "{cookie}");
        running.cookie = cookie.split(';').next().unwrap().to_owned();
        running
    }

    fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}\r\n", self.port)
    }

    /// Sends a request head (and body) and reads the answer to its end.
    fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let (head, body) = request.split_once("\r\n\r\n").unwrap_or((request.trim_end(), ""));
        // A server that refuses early may close before it has read everything.
        let _ = stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n{body}").as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        (status, head.to_ascii_lowercase(), body.to_owned())
    }

    fn get(&self, path: &str) -> Answer {
        self.raw(&format!("GET {path} HTTP/1.1\r\n{}Cookie: {}\r\n", self.host(), self.cookie))
    }

    fn post(&self, path: &str, body: &str) -> Answer {
        self.raw(&format!(
            "POST {path} HTTP/1.1\r\n{}Cookie: {}\r\nOrigin: http://127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.host(), self.cookie, self.port, body.len()
        ))
    }

    fn json(&self, path: &str) -> serde_json::Value {
        let (status, _, body) = self.get(path);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap()
    }
}

fn three_rows() -> State {
    testing::state("ا\nب\nج", "a\nb\nc", &[(1, 1), (1, 1), (1, 1)])
}

#[test]
fn a_page_reads_edits_undoes_and_finds_it_all_on_disk() {
    let server = Running::start(&three_rows());
    let project = server.json("/api/project");
    assert_eq!((project["name"].as_str(), project["progress"]["rows"].as_u64()), (Some("book"), Some(3)));
    assert_eq!(server.json("/api/list")["ids"], serde_json::json!([1, 2, 3]));
    let (status, _, body) = server.post("/api/edit", r#"{"revision":0,"edit":{"do":"merge","row":1}}"#);
    assert_eq!(status, 200, "{body}");
    let done: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(done["rows"][0]["ar"]["text"], "ا ب");
    assert_eq!((done["revision"].as_i64(), done["standing"]["undo"].as_str()), (Some(1), Some("merge")));
    // An acknowledged edit is on the disk.
    assert_eq!(Store::peek(&server.path).unwrap().rows.len(), 2);
    let (status, _, body) = server.post("/api/edit", r#"{"revision":0,"edit":{"do":"merge","row":1}}"#);
    assert_eq!(status, 409, "{body}");
    assert_eq!(server.post("/api/undo", r#"{"revision":1}"#).0, 200);
    assert_eq!(Store::peek(&server.path).unwrap(), three_rows());
    assert_eq!(server.post("/api/redo", r#"{"revision":2}"#).0, 200);
    assert_eq!(server.post("/api/redo", r#"{"revision":3}"#).0, 422);
    assert_eq!(server.json("/api/history")[0]["name"], "merge");
    assert_eq!(server.json("/api/rows?ids=1,3,99")["rows"].as_array().unwrap().len(), 2);
    let uneven = "/api/list?filter=%7B%22uneven%22%3Atrue%7D";
    assert_eq!(server.json(uneven)["ids"], serde_json::json!([1]));
    for (format, count) in [("tmx", 2), ("json", 2), ("findings-tsv", 0)] {
        assert_eq!(server.json(&format!("/api/export/count?format={format}"))["count"], count, "{format}");
    }
    let (_, head, body) = server.get("/api/export?format=tsv");
    assert!(head.contains("attachment; filename=\"book.tsv\""), "{head}");
    assert!(body.starts_with("ا ب\ta b\t"), "{body}");
}

#[test]
fn the_journal_leads_back_and_forth() {
    let server = Running::start(&three_rows());
    for (revision, row) in [(0, 1), (1, 1)] {
        let edit = format!(r#"{{"revision":{revision},"edit":{{"do":"merge","row":{row}}}}}"#);
        assert_eq!(server.post("/api/edit", &edit).0, 200);
    }
    assert_eq!(server.post("/api/travel", r#"{"revision":2,"to":0}"#).0, 200);
    assert_eq!(Store::peek(&server.path).unwrap(), three_rows());
    let history = server.json("/api/history");
    assert_eq!((history.as_array().unwrap().len(), history[0]["undone"].as_bool()), (2, Some(true)));
    assert_eq!(server.post("/api/travel", r#"{"revision":2,"to":1}"#).0, 409);
    assert_eq!(server.post("/api/travel", r#"{"revision":3,"to":9}"#).0, 422);
    assert_eq!(server.post("/api/travel", r#"{"revision":3,"to":1}"#).0, 200);
    assert_eq!(server.json("/api/list")["ids"], serde_json::json!([1, 3]));
}

#[test]
fn everything_that_is_offered_for_export_can_leave() {
    let server = Running::start(&three_rows());
    let formats = server.json("/api/export/formats");
    let formats: Vec<&str> = formats.as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
    assert!(formats.contains(&"findings-html") && !formats.contains(&"po"), "{formats:?}");
    for format in formats {
        let (status, head, body) = server.get(&format!("/api/export?format={format}"));
        assert_eq!((status, body.is_empty()), (200, false), "{format}: {body}");
        assert!(head.contains("filename=\"book."), "{format}: {head}");
    }
    assert_eq!(server.get("/api/export?format=po").0, 400);
}

#[test]
fn every_file_of_the_page_is_served_with_careful_headers() {
    let server = Running::start(&three_rows());
    let paths = assets::ALL.iter().map(|asset| asset.path).chain(["/"]);
    for path in paths {
        let (status, head, body) = server.get(path);
        assert_eq!((status, body.is_empty()), (200, false), "{path}");
        for needed in [
            "content-security-policy: default-src 'none'; script-src 'self'",
            "nosniff",
            "no-referrer",
            "no-store",
        ] {
            assert!(head.contains(needed), "{path}: {head}");
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of requests")]
fn hostile_requests_are_refused_and_change_nothing() {
    let server = Running::start(&three_rows());
    let (host, cookie, port) = (server.host(), format!("Cookie: {}\r\n", server.cookie), server.port);
    let edit = r#"{"revision":0,"edit":{"do":"merge","row":1}}"#;
    let ours = format!("Origin: http://127.0.0.1:{port}\r\n");
    let json = "Content-Type: application/json\r\n".to_owned();
    let length = format!("Content-Length: {}\r\n", edit.len());
    let post = |parts: &[&str]| format!("POST /api/edit HTTP/1.1\r\n{}{length}\r\n{edit}", parts.concat());
    let get = |path: &str, parts: &[&str]| format!("GET {path} HTTP/1.1\r\n{}", parts.concat());
    let deep = format!("{{\"revision\":0,\"edit\":{}", "[".repeat(100_000));
    let big = "x".repeat(5 << 20);
    let bodied = |body: &str| {
        format!(
            "POST /api/edit HTTP/1.1\r\n{host}{cookie}{ours}{json}Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    for (what, request, statuses) in [
        ("no token", get("/", &[&host]), vec![403]),
        ("wrong token", get("/?token=0123456789abcdef0123456789abcdef", &[&host]), vec![403]),
        ("empty token", get("/?token=", &[&host]), vec![403]),
        ("no cookie on data", get("/api/project", &[&host]), vec![403]),
        ("wrong cookie", get("/api/list", &[&host, &format!("Cookie: mizan-{port}=x\r\n")]), vec![403]),
        (
            "token on a write",
            post(&[&host, &ours, &json]).replace("/api/edit", &format!("/api/edit?token={}", server.token)),
            vec![403],
        ),
        ("host of a rebinding site", get("/api/list", &["Host: evil.example\r\n", &cookie]), vec![421]),
        ("host with another port", get("/api/list", &["Host: 127.0.0.1:1\r\n", &cookie]), vec![421]),
        (
            "host that begins like ours",
            get("/api/list", &[&format!("Host: 127.0.0.1:{port}.evil.example\r\n"), &cookie]),
            vec![400, 421],
        ),
        ("two hosts", get("/api/list", &[&host, "Host: evil.example\r\n", &cookie]), vec![400, 421]),
        ("no host", get("/api/list", &[&cookie]), vec![400, 421]),
        ("a proxy request", get("http://evil.example/api/list", &[&host, &cookie]), vec![421]),
        (
            "write from another site",
            post(&[&host, &cookie, "Origin: http://evil.example\r\n", &json]),
            vec![403],
        ),
        ("write from a file", post(&[&host, &cookie, "Origin: null\r\n", &json]), vec![403]),
        (
            "write from our host by https",
            post(&[&host, &cookie, &format!("Origin: https://127.0.0.1:{port}\r\n"), &json]),
            vec![403],
        ),
        ("write without origin", post(&[&host, &cookie, &json]), vec![403]),
        ("two origins", post(&[&host, &cookie, &ours, "Origin: http://evil.example\r\n", &json]), vec![403]),
        (
            "read that says it is cross-site",
            get("/api/list", &[&host, &cookie, "Sec-Fetch-Site: cross-site\r\n"]),
            vec![403],
        ),
        (
            "form post",
            post(&[&host, &cookie, &ours, "Content-Type: application/x-www-form-urlencoded\r\n"]),
            vec![415],
        ),
        ("plain text post", post(&[&host, &cookie, &ours, "Content-Type: text/plain\r\n"]), vec![415]),
        ("post without a type", post(&[&host, &cookie, &ours]), vec![415]),
        ("other method", get("/api/edit", &[&host, &cookie]).replace("GET", "PUT"), vec![405]),
        ("delete", get("/api/edit", &[&host, &cookie, &ours]).replace("GET", "DELETE"), vec![405]),
        ("edit by reading", get("/api/edit?revision=0", &[&host, &cookie]), vec![405]),
        ("path up", get("/page/../../../../etc/passwd", &[&host, &cookie]), vec![404]),
        ("path up, encoded", get("/page/%2e%2e%2f%2e%2e%2fetc%2fpasswd", &[&host, &cookie]), vec![404]),
        ("absolute path", get("//etc/passwd", &[&host, &cookie]), vec![400, 404]),
        ("path with a null", get("/page/main.js%00.html", &[&host, &cookie]), vec![404]),
        ("export to a path", get("/api/export?format=..%2F..%2Fx", &[&host, &cookie]), vec![400]),
        (
            "rows that are no numbers",
            get("/api/rows?ids=1;DROP%20TABLE%20bead", &[&host, &cookie]),
            vec![400],
        ),
        ("filter that is none", get("/api/list?filter=%7B%22path%22%3A1%7D", &[&host, &cookie]), vec![400]),
        ("unknown edit", bodied(r#"{"revision":0,"edit":{"do":"shell","row":1}}"#), vec![422]),
        (
            "edit with more in it",
            bodied(r#"{"revision":0,"edit":{"do":"merge","row":1,"file":"/etc/passwd"}}"#),
            vec![422],
        ),
        ("number out of range", bodied(r#"{"revision":0,"edit":{"do":"merge","row":-1}}"#), vec![422]),
        (
            "a request from another site",
            post(&[&host, &cookie, "Origin: http://evil.example\r\n", &json])
                .replace("/api/edit", "/api/travel"),
            vec![403],
        ),
        ("a request with more in it", bodied(edit).replace("/api/edit", "/api/travel"), vec![422]),
        ("deep nesting", bodied(&deep), vec![400, 422]),
        ("too much", bodied(&big), vec![413, 0]),
        ("not JSON", bodied("\u{0}\u{1}"), vec![400]),
    ] {
        let (status, head, body) = server.raw(&request);
        assert!(statuses.contains(&status), "{what}: {status} {head} {body}");
        assert!(!body.contains("root:") && !body.contains("\"ids\""), "{what}: {body}");
        if status != 0 && status != 400 {
            assert!(head.contains("content-security-policy"), "{what}: {head}");
        }
    }
    assert_eq!(Store::peek(&server.path).unwrap(), three_rows());
    assert_eq!(server.json("/api/project")["revision"], 0);
}

/// The bytes received on a connection until it is closed, and the time this took.
fn rest(stream: &mut TcpStream) -> (String, Duration) {
    let began = std::time::Instant::now();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    (String::from_utf8_lossy(&answer).into_owned(), began.elapsed())
}

#[test]
fn connections_that_wait_for_nothing_keep_no_page_out() {
    let server = Running::start(&three_rows());
    // One page keeps its connection.
    let mut page = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let ask = format!("GET /api/project HTTP/1.1\r\n{}Cookie: {}\r\n\r\n", server.host(), server.cookie);
    let mut answered = || {
        page.write_all(ask.as_bytes()).unwrap();
        let mut answer = [0; 12];
        page.read_exact(&mut answer).unwrap();
        let mut rest = [0; 1 << 16];
        let _ = page.read(&mut rest).unwrap();
        answer
    };
    assert_eq!(&answered(), b"HTTP/1.1 200");
    let idle: Vec<TcpStream> =
        (0..4 * STRANGERS).map(|_| TcpStream::connect(("127.0.0.1", server.port)).unwrap()).collect();
    assert_eq!(&answered(), b"HTTP/1.1 200");
    assert_eq!(server.json("/api/project")["revision"], 0);
    // The oldest connections are closed; the newest may still send requests.
    let mut oldest = &idle[0];
    oldest.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    assert!(!matches!(oldest.read(&mut [0]), Ok(1..)));
    let mut newest = idle.last().unwrap().try_clone().unwrap();
    newest
        .write_all(format!("GET / HTTP/1.1\r\n{}Connection: close\r\n\r\n", server.host()).as_bytes())
        .unwrap();
    assert!(rest(&mut newest).0.starts_with("HTTP/1.1 403"));
}

#[test]
fn heads_and_bodies_that_do_not_come_are_not_waited_for() {
    let server = Running::start(&three_rows());
    let bodied = |length: &str| {
        format!(
            "POST /api/edit HTTP/1.1\r\n{}Cookie: {}\r\nOrigin: http://127.0.0.1:{}\r\nContent-Type: application/json\r\n{length}\r\n\r\n",
            server.host(),
            server.cookie,
            server.port
        )
    };
    let too_large = format!("Content-Length: {}", LARGEST + 1);
    for (what, sent, status, within) in [
        ("half a head", "GET / HTTP/1.1\r\nHost: 127".to_owned(), "", HEAD),
        ("half a body", bodied("Content-Length: 100") + "{\"revision\":0", "HTTP/1.1 408", SLOWEST),
        ("half a piece", bodied("Transfer-Encoding: chunked") + "fff\r\n{", "HTTP/1.1 408", SLOWEST),
        ("says that it is too large", bodied(&too_large), "HTTP/1.1 413", Duration::ZERO),
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        let (answer, time) = rest(&mut stream);
        assert!(answer.starts_with(status), "{what}: {answer}");
        assert!(time < within + Duration::from_millis(900), "{what}: {time:?}");
    }
    // A body that grows without declaring its size.
    let piece = format!("{:x}\r\n{}\r\n", 1 << 20, "x".repeat(1 << 20));
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let _ = stream.write_all((bodied("Transfer-Encoding: chunked") + &piece.repeat(5)).as_bytes());
    let (answer, _) = rest(&mut stream);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert_eq!(server.json("/api/project")["revision"], 0);
}

#[test]
fn texts_with_scripts_come_back_as_data_only() {
    let texts = ["<script>alert(1)</script>", "</script><svg onload=alert(1)>", "\u{2028}\"};alert(1)//"];
    let state = testing::state(&texts.join("\n"), "a\nb\nc", &[(1, 1), (1, 1), (1, 1)]);
    let server = Running::start(&state);
    let (_, head, body) = server.get("/api/rows?ids=1,2,3");
    assert!(head.contains("content-type: application/json"));
    let rows: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(rows["rows"][0]["ar"]["text"], texts[0]);
    // The page itself never contains text of the project.
    assert!(!server.get("/").2.contains("alert"));
}
