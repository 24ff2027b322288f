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
    VectorServer::new(address, asking)?.embed(&Sides::new(ar.to_vec(), en.to_vec()), &|_| Ok(()))
}

fn asking() -> Asking {
    Asking { patience: Some(Duration::from_secs(5)), ..Asking::default() }
}

/// With a folder in which vectors are kept, and the name of a model.
fn keeping(folder: &std::path::Path, model: Option<&str>) -> Asking {
    Asking { model: model.map(str::to_owned), cache: Some(folder.to_owned()), ..asking() }
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
    let asking = || keeping(folder.path(), Some("m"));
    let first = embed(&address, asking(), &["نعم"], &["yes", "no"]).unwrap();
    let again = embed(&address, asking(), &["نعم"], &["yes", "no"]).unwrap();
    assert_eq!(first, again);
    embed(&address, asking(), &["نعم", "لا"], &["yes"]).unwrap();
    let asked: Vec<Vec<String>> = seen.lock().unwrap().iter().map(input).collect();
    let known = [cache::PROBE.to_owned()];
    assert_eq!(
        asked[1..].concat(),
        [&["نعم", "yes", "no"].map(str::to_owned)[..], &known, &known, &["لا".to_owned()]].concat()
    );
}

#[test]
fn a_server_that_has_ended_is_not_needed_where_nothing_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let (address, _) = server(|n, request| if n < 2 { right(request) } else { String::new() });
    let asking = || keeping(folder.path(), Some("m"));
    let first = embed(&address, asking(), &["نعم"], &["yes", "no"]).unwrap();
    assert_eq!(embed(&address, asking(), &["نعم"], &["yes", "no"]).unwrap(), first);
    assert!(embed(&address, asking(), &["نعم", "لا"], &["yes"]).is_err());
}

#[test]
fn nothing_is_kept_of_a_model_without_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let (address, seen) = server(|_, request| right(request));
    for model in [None, Some("")] {
        embed(&address, keeping(folder.path(), model), &["نعم"], &["yes"]).unwrap();
    }
    let asked: Vec<Vec<String>> = seen.lock().unwrap().iter().map(input).collect();
    assert_eq!(asked, [["نعم", "yes"], ["نعم", "yes"]]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn another_model_of_the_same_name_and_width_is_asked_for_everything() {
    let folder = tempfile::tempdir().unwrap();
    let (address, seen) = server(|n, request| {
        let one =
            |k: usize| format!(r#"{{"index":{k},"embedding":[{}]}}"#, if n < 2 { "1,2" } else { "2,-1" });
        let data: Vec<String> = (0..input(request).len()).map(one).collect();
        http("200 OK", &format!(r#"{{"data":[{}]}}"#, data.join(",")))
    });
    let asking = || keeping(folder.path(), Some("m"));
    embed(&address, asking(), &["نعم"], &["yes"]).unwrap();
    let made = embed(&address, asking(), &["نعم", "لا"], &["yes"]).unwrap();
    assert_eq!(made.ar, crate::align::Vectors::new(2, vec![2.0, -1.0, 2.0, -1.0]).unwrap());
    assert_eq!(input(&seen.lock().unwrap()[3]), ["نعم", "لا", "yes"]);
}

/// A server that reads no more than so many characters of a text, and says so with this status.
fn short_sighted(most: usize, status: &'static str) -> (String, Arc<Mutex<Vec<Request>>>) {
    server(move |_, request| match input(request).iter().any(|text| text.chars().count() > most) {
        true => http(status, r#"{"error":{"message":"the input is too large to process"}}"#),
        false => right(request),
    })
}

#[test]
fn of_a_text_that_is_too_long_the_beginning_is_sent() {
    let long = "سفينة ".repeat(400);
    for status in ["413 No", "400 No", "500 No"] {
        let (address, seen) = short_sighted(300, status);
        let made = embed(&address, asking(), &[&long, "نعم"], &["yes"]).unwrap();
        let wanted = crate::align::Vectors::new(2, vec![250.0, 1.0, 3.0, 1.0]).unwrap();
        assert_eq!(made.ar, wanted, "a quarter of the thousand characters that are sent at first");
        let longest = seen.lock().unwrap().iter().flat_map(input).map(|text| text.chars().count()).max();
        assert_eq!(longest, Some(1_000));
    }
    let (address, _) = short_sighted(1, "413 No");
    let error = embed(&address, asking(), &[&long], &["yes"]).unwrap_err().to_string();
    assert!(error.contains("answers 413") && error.contains("read longer texts"), "{error}");
}

#[test]
fn asking_tells_how_far_it_is_and_ends_when_the_callback_fails() {
    let (address, seen) = server(|_, request| right(request));
    let texts: Vec<String> = (0..100).map(|n| format!("سطر {n}")).collect();
    let texts = Sides::new(texts.iter().map(String::as_str).collect(), Vec::new());
    let shares = Mutex::new(Vec::new());
    let progress = |share: f64| {
        let mut shares = shares.lock().unwrap();
        shares.push(share);
        if shares.len() > 2 { Err(crate::Error::new("stopped")) } else { Ok(()) }
    };
    let error =
        VectorServer::new(&address, asking()).unwrap().embed(&texts, &progress).unwrap_err().to_string();
    assert_eq!((error.as_str(), seen.lock().unwrap().len()), ("stopped", 2));
    assert_eq!(*shares.lock().unwrap(), [0.0, 0.32, 0.64]);
}

#[test]
fn a_pause_that_a_server_asks_for_is_made_and_can_be_ended() {
    let later = |seconds: u32| {
        format!(
            "HTTP/1.1 429 Later\r\nRetry-After: {seconds}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
    };
    let (address, _) = server(move |n, request| if n == 0 { later(1) } else { right(request) });
    let start = Instant::now();
    embed(&address, asking(), &["نعم"], &["yes"]).unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
    let (address, _) = server(move |_, _| later(50));
    let start = Instant::now();
    let progress = |_: f64| if start.elapsed() > LITTLE { Err(crate::Error::new("stopped")) } else { Ok(()) };
    let texts = Sides::new(vec!["نعم"], vec!["yes"]);
    assert!(VectorServer::new(&address, asking()).unwrap().embed(&texts, &progress).is_err());
    assert!(start.elapsed() < Duration::from_secs(20));
}

/// A moment in which a pause has begun.
const LITTLE: Duration = Duration::from_millis(300);

#[test]
fn a_key_in_the_query_is_in_no_message() {
    let (address, seen) = server(|_, _| http("400 No", r#"{"error":{"message":"bad api-key s3cr3t-1"}}"#));
    let with_key = format!("{address}/v1/embeddings?api-key=s3cr3t-1");
    let error = embed(&with_key, asking(), &["نعم"], &["yes"]).unwrap_err().to_string();
    assert!(error.contains(&address) && error.contains("bad api-key …"), "{error}");
    assert!(seen.lock().unwrap()[0].0.contains("?api-key=s3cr3t-1"), "it is sent");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let gone = format!("http://{closed}/v1/embeddings?api-key=s3cr3t-1");
    for address in [&gone, &gone.replace("embeddings", "<{")] {
        let error = embed(address, asking(), &["نعم"], &["yes"]).unwrap_err().to_string();
        assert!(!error.contains("s3cr3t"), "{error}");
    }
    let server = VectorServer::new(&with_key, Asking::default()).unwrap();
    assert!(!format!("{server:?}").contains("s3cr3t"));
}

#[test]
fn a_server_that_is_referred_to_hears_nothing() {
    let (other, heard) = server(|_, request| right(request));
    let (address, _) = server(move |_, _| {
        format!(
            "HTTP/1.1 307 There\r\nLocation: {other}/v1/embeddings\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
    });
    let asking = Asking { key: Some("sk-1".to_owned()), ..asking() };
    let error = embed(&address, asking, &["نعم"], &["yes"]).unwrap_err().to_string();
    assert!(error.contains("answers 307") && heard.lock().unwrap().is_empty(), "{error}");
}

#[test]
fn when_the_model_has_changed_everything_is_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let (address, seen) = server(|n, request| {
        let wide = if n < 2 { "1,2" } else { "1,2,3" };
        let one = |k: usize| format!(r#"{{"index":{k},"embedding":[{wide}]}}"#);
        let data: Vec<String> = (0..input(request).len()).map(one).collect();
        http("200 OK", &format!(r#"{{"data":[{}]}}"#, data.join(",")))
    });
    let asking = || keeping(folder.path(), Some("m"));
    assert_eq!(embed(&address, asking(), &["نعم"], &["yes"]).unwrap().ar.dimensions(), 2);
    assert_eq!(embed(&address, asking(), &["نعم", "لا"], &["yes"]).unwrap().ar.dimensions(), 3);
    assert_eq!(seen.lock().unwrap().len(), 4);
}

#[test]
fn a_key_is_only_shown_to_others_unencrypted() {
    let shows = |address: &str, key: Option<&str>| {
        VectorServer::new(address, Asking { key: key.map(str::to_owned), ..Asking::default() })
            .unwrap()
            .shows_key()
    };
    assert!(shows("http://models.example", Some("k")));
    assert!(!shows("http://models.example", None) && !shows("http://127.0.0.1:1", Some("k")));
}
