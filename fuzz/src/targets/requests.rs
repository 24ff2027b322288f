//! Requests to the review server: whatever is sent, it goes on answering.

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
}

/// The server, which runs until the process ends.
fn server() -> &'static Running {
    static SERVER: OnceLock<Running> = OnceLock::new();
    SERVER.get_or_init(|| {
        let made = Bitext::of_texts("وصل الوفد.", "The delegation came.", &TextOptions::default()).expect("a bitext");
        let project = Project::in_memory(&import::state(made)).expect("a project");
        let server = Server::bind(project, "fuzz", 0).expect("a free port");
        let (host, token) = server.address().trim_start_matches("http://").split_once("/?token=").expect("an address");
        let running = Running { address: host.parse().expect("a socket"), token: token.to_owned() };
        std::thread::spawn(move || server.run(std::future::pending()));
        running
    })
}

/// Requests that the page sends, with signs for what differs in every run.
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

fn ask(request: &[u8]) -> Vec<u8> {
    let mut answer = Vec::new();
    let Ok(mut stream) = TcpStream::connect(server().address) else { panic!("the server takes no connections") };
    let _ = stream.set_read_timeout(Some(Duration::from_millis(50)));
    // It may close the connection in the middle of a request.
    let _ = stream.write_all(request);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// Sends some bytes, and asks afterwards whether anybody is there.
pub(super) fn send(data: &[u8]) {
    let Running { address, token } = server();
    let text = String::from_utf8_lossy(data).replace("HOST", &address.to_string()).replace("TOKEN", token);
    for request in [data, text.as_bytes()] {
        ask(request);
    }
    let answer = ask(format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes());
    assert!(answer.starts_with(b"HTTP/1.1"), "no answer after {:?}", String::from_utf8_lossy(data));
}
