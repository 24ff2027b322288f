//! The client against small servers in the test itself.

use super::*;
use crate::align::Embedder;
use crate::text::Sides;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A request: its head and its body.
type Request = (String, serde_json::Value);

/// A server that answers each request as a function says; it returns its address and the requests so far.
fn server(answer: impl Fn(usize, &Request) -> String + Send + 'static) -> (String, Arc<Mutex<Vec<Request>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen: Arc<Mutex<Vec<Request>>> = Arc::default();
    let kept = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let request = read(&stream);
            let number = kept.lock().unwrap().len();
            let answered = answer(number, &request);
            kept.lock().unwrap().push(request);
            let _ = stream.write_all(answered.as_bytes());
        }
    });
    (address, seen)
}

fn read(stream: &TcpStream) -> Request {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (head, serde_json::from_slice(&body).unwrap())
}

fn http(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// The texts of a request.
fn input(request: &Request) -> Vec<String> {
    let texts = request.1["input"].as_array().unwrap();
    texts.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// A right answer: a vector of the number of letters of each text, and 1.
fn right(request: &Request) -> String {
    let one =
        |(n, text): (usize, &String)| format!(r#"{{"index":{n},"embedding":[{},1]}}"#, text.chars().count());
    let data: Vec<String> = input(request).iter().enumerate().map(one).collect();
    http("200 OK", &format!(r#"{{"object":"list","data":[{}]}}"#, data.join(",")))
}

fn embed(
    address: &str,
    asking: Asking,
    ar: &[&str],
    en: &[&str],
) -> crate::Result<Sides<crate::align::Vectors>> {
    Server::new(address, asking)?.embed(&Sides::new(ar.to_vec(), en.to_vec()))
}

fn asking() -> Asking {
    Asking { patience: Some(Duration::from_secs(5)), ..Asking::default() }
}

#[test]
fn texts_are_sent_once_in_batches_and_come_back_in_order() {
    let (address, seen) = server(|_, request| right(request));
    let ar: Vec<String> = (0..40).map(|n| "ا".repeat(n % 35 + 1)).collect();
    let ar: Vec<&str> = ar.iter().map(String::as_str).collect();
    let asking = Asking { model: Some("small".to_owned()), key: Some("sk-1".to_owned()), ..asking() };
    let made = embed(&address, asking, &ar, &["two\n words", " ", "ا"]).unwrap();
    assert_eq!((made.ar.len(), made.en.len(), made.en.dimensions()), (40, 3, 2));
    let wanted = crate::align::Vectors::new(2, vec![9.0, 1.0, 0.0, 0.0, 1.0, 1.0]).unwrap();
    assert_eq!(made.en, wanted);
    let seen = seen.lock().unwrap();
    assert_eq!(seen.iter().map(|request| input(request).len()).collect::<Vec<_>>(), [32, 4]);
    assert_eq!(seen[0].1["model"], "small");
    assert!(
        seen[0].0.starts_with("POST /v1/embeddings ") && seen[0].0.contains("Bearer sk-1"),
        "{}",
        seen[0].0
    );
}

#[test]
fn a_busy_server_is_asked_again_and_a_refusal_is_not_repeated() {
    let (address, seen) = server(|n, request| match n {
        0 => http("503 Busy", "loading"),
        1 => String::new(),
        _ => right(request),
    });
    assert!(embed(&address, asking(), &["نعم"], &["yes"]).is_ok());
    assert_eq!(seen.lock().unwrap().len(), 3);
    let (address, seen) = server(|_, _| http("429 Slow down", r#"{"error":{"message":"later"}}"#));
    let error = embed(&address, asking(), &["نعم"], &["yes"]).unwrap_err().to_string();
    assert!(error.contains("answers 429: later"), "{error}");
    assert_eq!(seen.lock().unwrap().len(), 3, "as often as that and no more");
    let (address, seen) = server(|_, _| http("401 No", r#"{"error":{"message":"wrong key sk-1"}}"#));
    let asking = Asking { key: Some("sk-1".to_owned()), ..asking() };
    let error = embed(&address, asking, &["نعم"], &["yes"]).unwrap_err().to_string();
    assert!(error.contains("answers 401") && error.contains(KEY) && !error.contains("sk-1"), "{error}");
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[test]
fn bad_answers_are_errors_of_one_line() {
    let cases: [(&str, &str); 7] = [
        ("<html>hello</html>", "holds no vectors"),
        (r#"{"data":[{"index":0,"embedding":[1,2]}]}"#, "2 texts has 1 vectors"),
        (
            r#"{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]},{"index":2,"embedding":[1]}]}"#,
            "has 3 vectors",
        ),
        (r#"{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1]}]}"#, "of 2 and of 1"),
        (
            r#"{"data":[{"index":0,"embedding":[1,NaN]},{"index":1,"embedding":[1,2]}]}"#,
            "a number in it that is none",
        ),
        (
            r#"{"data":[{"index":0,"embedding":[1,2]},{"index":0,"embedding":[1,2]}]}"#,
            "numbers its vectors wrongly",
        ),
        (r#"{"data":[{"index":0,"embedding":[1,2]},{"ind"#, "holds no vectors"),
    ];
    for (body, wanted) in cases {
        let (address, seen) = server(move |_, _| http("200 OK", body));
        let error = embed(&address, asking(), &["نعم"], &["yes"]).unwrap_err().to_string();
        assert!(error.contains(wanted) && error.contains(&address) && !error.contains('\n'), "{error}");
        assert_eq!(seen.lock().unwrap().len(), 1);
    }
}

#[test]
fn a_server_that_is_gone_hangs_or_refers_elsewhere_is_said() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = embed(&format!("http://{closed}"), asking(), &["نعم"], &["yes"]).unwrap_err().to_string();
    assert!(error.contains("cannot be reached") && error.contains("start it"), "{error}");
    let hanging = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", hanging.local_addr().unwrap());
    let (patience, start) = (Duration::from_millis(300), Instant::now());
    let asking_shortly = Asking { patience: Some(patience), ..Asking::default() };
    let error = embed(&address, asking_shortly, &["نعم"], &["yes"]).unwrap_err().to_string();
    assert!(error.contains("no answer within 0.3 s"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(5));
    let (address, _) = server(|_, _| {
        "HTTP/1.1 302 Found\r\nLocation: http://example.com/\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".to_owned()
    });
    let error = embed(&address, asking(), &["نعم"], &["yes"]).unwrap_err().to_string();
    assert!(error.contains("answers 302") && error.contains("another address"), "{error}");
}

#[test]
fn what_was_asked_once_is_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let (address, seen) = server(|_, request| right(request));
    let asking = || Asking { cache: Some(folder.path().to_owned()), ..asking() };
    let first = embed(&address, asking(), &["نعم"], &["yes", "no"]).unwrap();
    let again = embed(&address, asking(), &["نعم"], &["yes", "no"]).unwrap();
    assert_eq!(first, again);
    assert_eq!(seen.lock().unwrap().len(), 1);
    embed(&address, asking(), &["نعم", "لا"], &["yes"]).unwrap();
    assert_eq!(input(&seen.lock().unwrap()[1]), ["لا"]);
}

#[test]
fn when_the_model_has_changed_everything_is_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let (address, seen) = server(|n, request| {
        let wide = if n == 0 { "1,2" } else { "1,2,3" };
        let one = |k: usize| format!(r#"{{"index":{k},"embedding":[{wide}]}}"#);
        let data: Vec<String> = (0..input(request).len()).map(one).collect();
        http("200 OK", &format!(r#"{{"data":[{}]}}"#, data.join(",")))
    });
    let asking = || Asking { cache: Some(folder.path().to_owned()), ..asking() };
    assert_eq!(embed(&address, asking(), &["نعم"], &["yes"]).unwrap().ar.dimensions(), 2);
    assert_eq!(embed(&address, asking(), &["نعم", "لا"], &["yes"]).unwrap().ar.dimensions(), 3);
    assert_eq!(seen.lock().unwrap().len(), 3);
}

#[test]
fn a_key_is_only_shown_to_others_unencrypted() {
    let shows = |address: &str, key: Option<&str>| {
        Server::new(address, Asking { key: key.map(str::to_owned), ..Asking::default() }).unwrap().shows_key()
    };
    assert!(shows("http://models.example", Some("k")));
    assert!(!shows("http://models.example", None) && !shows("http://127.0.0.1:1", Some("k")));
}
