//! Requests to the review server: whatever is sent, it keeps answering clients that have the token.

use mizan::{
    bitext::{Bitext, TextOptions},
    review::{Project, import, server::Server},
};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::OnceLock,
    time::Duration,
};

struct Running {
    address: SocketAddr,
    token: String,
    /// The cookie of the page in this run.
    cookie: String,
}

/// The server, which runs until the process ends.
fn server() -> &'static Running {
    static SERVER: OnceLock<Running> = OnceLock::new();
    SERVER.get_or_init(|| {
        let made = Bitext::of_texts("وصل الوفد.", "The delegation came.", &TextOptions::default())
            .expect("a bitext");
        let project = Project::in_memory(&import::state(made)).expect("a project");
        let server = Server::bind(project, "fuzz", 0).expect("a free port");
        let (host, token) =
            server.address().trim_start_matches("http://").split_once("/?token=").expect("an address");
        let (address, token) = (host.parse().expect("a socket"), token.to_owned());
        std::thread::spawn(move || server.run(std::future::pending()));
        let welcome = format!("GET /?token={token} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        let answer = String::from_utf8(ask(address, welcome.as_bytes(), LONG)).expect("a head");
        let cookie =
            answer.split("\r\n").find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Running { address, token, cookie }
    })
}

/// Requests as sent by the page, with placeholders for what differs in every run.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    [
        "GET /?token=TOKEN HTTP/1.1\r\nHost: HOST\r\n\r\n",
        "GET /api/rows?from=0&to=10 HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        "POST /api/edit HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 44\r\n\r\n{\"revision\":0,\"edit\":{\"do\":\"merge\",\"row\":0}}",
        "POST /api/edit HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n\r\n",
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .collect()
}

/// Time limit for an answer.
const LONG: Duration = Duration::from_secs(30);

fn ask(address: SocketAddr, request: &[u8], patience: Duration) -> Vec<u8> {
    let mut answer = Vec::new();
    let Ok(mut stream) = TcpStream::connect(address) else { panic!("the server takes no connections") };
    let _ = stream.set_read_timeout(Some(patience));
    // The server may close the connection in the middle of a request.
    let _ = stream.write_all(request);
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// Sends some bytes, and checks that the server still answers.
pub(super) fn send(data: &[u8]) {
    let Running { address, token, cookie } = server();
    let text = String::from_utf8_lossy(data).replace("HOST", &address.to_string()).replace("TOKEN", token);
    for request in [data, text.as_bytes()] {
        ask(*address, request, Duration::from_millis(30));
    }
    let whole = format!("GET / HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
    let answer = ask(*address, whole.as_bytes(), LONG);
    assert!(
        answer.starts_with(b"HTTP/1.1"),
        "{:?} after {:?}",
        String::from_utf8_lossy(&answer),
        String::from_utf8_lossy(data)
    );
}
