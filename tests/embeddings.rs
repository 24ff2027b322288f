//! `--embeddings`: vectors of segments from files and from a server, which is a small one in the test itself.

use crate::run::{Folder, Ran};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Starts a server that answers the texts of each request as a function says; returns its address.
pub(crate) fn server(answer: impl Fn(&[String]) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let texts = texts(&stream);
            let body = answer(&texts);
            let head =
                format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
            let _ = (&stream).write_all((head + &body).as_bytes());
        }
    });
    address
}

/// The texts of a request.
fn texts(stream: &TcpStream) -> Vec<String> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    body["input"].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// The vectors of an ideal model: texts of one theme have one direction. The themes are words of [`AR`] and [`EN`].
pub(crate) fn right(texts: &[String]) -> String {
    let theme = |text: &String| {
        let of = |themes: [&str; 4]| themes.iter().position(|word| text.contains(word));
        of(["قمر", "بحر", "خبز", "حرب"]).or(of(["moon", "sea", "bread", "war"]))
    };
    let one = |(n, text): (usize, &String)| {
        let mut vector = [0.1; 5];
        vector[theme(text).unwrap_or(4)] = 1.0;
        serde_json::json!({ "index": n, "object": "embedding", "embedding": vector })
    };
    let data: Vec<_> = texts.iter().enumerate().map(one).collect();
    serde_json::json!({ "object": "list", "data": data }).to_string()
}

/// Lines that no lexicon joins except by their themes.
const AR: &str = "ططط ققق قمر\nظظظ ضضض بحر\nثثث ذذذ خبز\nغغغ ععع حرب\n";
const EN: &str = "zzqx moon wvvk\nqqpl bread mmxk\nvvtr war ppzk\n";

fn folder() -> Folder {
    Folder::with(&[("a.ar", AR.as_bytes()), ("a.en", EN.as_bytes())])
}

fn align(folder: &Folder, more: &str) -> Ran {
    folder.mizan(&format!("align --segmented a.ar a.en --format index {more}"))
}

/// The bytes of a matrix of NumPy.
fn npy(rows: &[&[f32]]) -> Vec<u8> {
    let shape = format!("({}, {})", rows.len(), rows.first().map_or(0, |row| row.len()));
    let mut header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}");
    header = format!("{header:<117}\n");
    let values = rows.iter().flat_map(|row| row.iter()).flat_map(|value| value.to_le_bytes());
    let head = [&b"\x93NUMPY\x01\x00"[..], &(header.len() as u16).to_le_bytes(), header.as_bytes()].concat();
    head.into_iter().chain(values).collect()
}

#[test]
fn vectors_of_a_server_decide_where_words_do_not() {
    let folder = folder();
    let ran = align(&folder, &format!("--embeddings {} --embeddings-cache=", server(right)));
    assert_eq!((ran.code, ran.out()), (Some(0), "[0]:[0]\n[1]:[]\n[2]:[1]\n[3]:[2]\n"), "{ran:?}");
}

#[test]
fn vectors_in_files_do_the_same_as_those_of_a_server() {
    let folder = folder();
    let of = |n: usize| -> [f32; 5] { std::array::from_fn(|k| if k == n { 1.0 } else { 0.1 }) };
    let rows = [of(0), of(1), of(2), of(3)];
    let matrix = |numbers: &[usize]| npy(&numbers.iter().map(|&n| &rows[n][..]).collect::<Vec<_>>());
    folder.write("ar.npy", matrix(&[0, 1, 2, 3]));
    folder.write("en.npy", matrix(&[0, 2, 3]));
    let explained = "align --segmented a.ar a.en --explain -q";
    let from_files = folder.mizan(&format!("{explained} --embeddings ar.npy --embeddings-en en.npy"));
    let asked = folder.mizan(&format!("{explained} --embeddings {} --embeddings-cache=", server(right)));
    assert_eq!(from_files.out(), asked.out());
    assert!(asked.out().contains("vectors "), "{asked:?}");
    assert!(!folder.mizan(explained).out().contains("vectors "));
    folder.write("short.npy", matrix(&[0, 2]));
    align(&folder, "--embeddings ar.npy --embeddings-en short.npy")
        .fails_with("2 vectors for the English text, which has 3 segments");
    folder.write("narrow.npy", npy(&[&[1.0], &[1.0], &[1.0]]));
    align(&folder, "--embeddings ar.npy --embeddings-en narrow.npy").fails_with("make both with one model");
    folder.write("nan.npy", npy(&[&[1.0], &[f32::NAN], &[1.0]]));
    align(&folder, "--embeddings ar.npy --embeddings-en nan.npy").fails_with("nan.npy: vector 2 has NaN");
    align(&folder, "--embeddings ar.npy --embeddings-en a.en").fails_with("not a file of NumPy");
    align(&folder, "--embeddings ar.npy --embeddings-en none.npy").fails_with("no such file");
    align(&folder, "--embeddings ar.npy").fails_with("--embeddings-en");
    align(&folder, "--embeddings http://127.0.0.1:1 --embeddings-en ar.npy").fails_with("not to a server");
    align(&folder, "--embeddings-en ar.npy").fails_with("--embeddings");
    align(&folder, "--embeddings https://127.0.0.1:1").fails_with(if cfg!(feature = "tls") {
        "cannot be reached"
    } else {
        "built without"
    });
}

#[test]
fn a_server_that_is_gone_hangs_or_talks_nonsense_fails_with_one_line_and_writes_nothing() {
    let folder = folder();
    let try_with = |address: &str, words: &str| {
        let ran = folder.mizan(&format!(
            "align --segmented a.ar a.en -o out.tmx -q --embeddings {address} --embeddings-cache= --embeddings-timeout 1"
        ));
        ran.fails_with(words);
        assert!(!folder.path("out.tmx").exists());
    };
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    try_with(&format!("http://{closed}"), "cannot be reached");
    let hanging = TcpListener::bind("127.0.0.1:0").unwrap();
    try_with(&format!("http://{}", hanging.local_addr().unwrap()), "no answer within 1 s");
    try_with(&server(|_| "<html>Welcome</html>".to_owned()), "holds no vectors");
    try_with(&server(|_| r#"{"data":[{"index":0,"embedding":[1,2]}]}"#.to_owned()), "7 texts has 1 vectors");
    let uneven = |texts: &[String]| right(texts).replacen("[0.1,", "[", 1);
    try_with(&server(uneven), "vectors of");
    try_with(&server(|texts| right(texts).replacen("0.1", "NaN", 1)), "a number in it that is none");
}

#[test]
fn what_a_server_has_said_is_kept_in_the_cache_folder_and_nothing_is_asked_without_the_option() {
    let folder = folder();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let address = server(move |texts| {
        count.fetch_add(texts.len(), Ordering::SeqCst);
        right(texts)
    });
    let kept = format!("--embeddings {address} --embeddings-model m --embeddings-cache kept");
    let first = align(&folder, &kept);
    // One more is asked for in each run, to see whether it is the same model.
    assert_eq!((first.code, asked.load(Ordering::SeqCst)), (Some(0), 8), "{first:?}");
    let again = align(&folder, &kept);
    assert_eq!((again.out(), asked.load(Ordering::SeqCst)), (first.out(), 9));
    align(&folder, "");
    assert_eq!(asked.load(Ordering::SeqCst), 9);
    let nameless = align(&folder, &format!("--embeddings {address} --embeddings-cache kept"));
    assert_eq!((nameless.code, asked.load(Ordering::SeqCst)), (Some(0), 16));
    assert!(nameless.stderr.contains("no vectors are kept"), "{nameless:?}");
}

#[test]
fn a_password_in_an_address_is_not_repeated() {
    let folder = folder();
    for address in
        ["me:s3cr3t@host:8080", "ftp://me:s3cr3t@host", "http://me:s3cr3t@host", "host/v1?key=s3cr3t"]
    {
        let ran = align(&folder, &format!("--embeddings {address}"));
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(!ran.stderr.contains("s3cr3t"), "{ran:?}");
    }
}
