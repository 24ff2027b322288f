//! Reviews by several people, from the command line.

use crate::run::Folder;
use mizan::{
    bitext::{Bitext, Header, Pair},
    review::{
        Edit, Project,
        edit::NewText,
        store::{JournalHead, Store},
    },
    text::Lang,
};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// The command that makes a project and is ended as soon as its page is there; returns what it said.
fn make(folder: &Folder, words: &str) -> String {
    let mut command = folder.command();
    command.arg("review").args(words.split(' ')).arg("--no-open");
    let mut child =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line)
        .unwrap();
    child.kill().unwrap();
    let said = child.wait_with_output().unwrap().stderr;
    String::from_utf8(said).unwrap()
}

fn edit(folder: &Folder, project: &str, who: &str, edits: &[Edit]) {
    let mut project = Project::open(&folder.path(project)).unwrap();
    project.sign(who);
    for edit in edits {
        project.edit(project.head().revision, edit).unwrap();
    }
}

fn write(piece: u32, text: &str) -> Edit {
    Edit::Texts { texts: vec![NewText { lang: Lang::En, piece, text: text.to_owned() }], cut: None }
}

fn english(folder: &Folder, project: &str) -> Vec<String> {
    let state = Store::peek(&folder.path(project)).unwrap();
    state.rows.iter().map(|row| state.line(Lang::En, row).text).collect()
}

/// A project and a copy of it, both corrected since.
fn copies() -> Folder {
    let folder = Folder::with(&[(
        "p.tsv",
        "وصل الوفد\tThe delegation arrived\nنعم\tyes\nلا\tno\nربما\tmaybe\n".as_bytes(),
    )]);
    make(&folder, "p.tsv");
    edit(&folder, "p.mizan", "both", &[Edit::Flag { row: 4, on: true }]);
    std::fs::copy(folder.path("p.mizan"), folder.path("sami.mizan")).unwrap();
    edit(
        &folder,
        "p.mizan",
        "Huda",
        &[write(0, "The delegates arrived"), Edit::Note { row: 2, text: "short".to_owned() }],
    );
    edit(
        &folder,
        "sami.mizan",
        "Sami",
        &[
            write(0, "A delegation arrived"),
            write(2, "nope"),
            Edit::Confirm { rows: vec![2], on: true, spare: false },
        ],
    );
    folder
}

#[test]
fn a_copy_is_merged_as_one_change_with_the_names_of_both() {
    let folder = copies();
    let before = Store::peek(&folder.path("p.mizan")).unwrap();
    // Where both wrote, nothing is decided for them.
    make(&folder, "p.mizan --merge sami.mizan");
    assert_eq!(Store::peek(&folder.path("p.mizan")).unwrap(), before);
    let merge = "p.mizan --merge sami.mizan --prefer theirs --reviewer Huda";
    let said = make(&folder, merge);
    assert!(said.contains("one undo reverts it"), "{said}");
    assert_eq!(english(&folder, "p.mizan"), ["A delegation arrived", "yes", "nope", "maybe"]);
    let mut project = Project::open(&folder.path("p.mizan")).unwrap();
    let marks = |row: usize, project: &Project| project.state().rows[row].marks.clone();
    assert_eq!(marks(0, &project).by.edited, "Sami");
    assert_eq!(
        (marks(1, &project).by.confirmed.as_str(), marks(1, &project).note.as_str()),
        ("Sami", "short")
    );
    let JournalHead { done, revision, .. } = project.head();
    assert_eq!(
        (
            project.journal().change(done).unwrap().unwrap().0.as_str(),
            project.journal().who(done).unwrap().as_str()
        ),
        ("merge-copy", "Huda")
    );
    project.undo(revision).unwrap();
    assert_eq!(project.state(), &before);
    drop(project);
    // The project itself as it was has nothing that is not there.
    std::fs::copy(folder.path("p.mizan"), folder.path("same.mizan")).unwrap();
    let said = make(&folder, "p.mizan --merge same.mizan");
    assert!(said.contains("nothing to merge") && !said.contains("undo"), "{said}");
}

#[test]
fn a_file_that_was_exported_and_corrected_elsewhere_comes_back() {
    let folder = copies();
    assert_eq!(folder.mizan("export p.mizan -o p.tmx").code, Some(0));
    edit(&folder, "p.mizan", "Huda", &[write(1, "yes indeed")]);
    folder.write("p.tmx", folder.read("p.tmx").replace(">maybe<", ">perhaps<"));
    make(&folder, "p.mizan --merge p.tmx");
    assert_eq!(english(&folder, "p.mizan"), ["The delegates arrived", "yes indeed", "no", "perhaps"]);
}

#[test]
fn copies_of_other_texts_and_files_of_other_kinds_are_refused_and_nothing_changes() {
    let folder = copies();
    let before = std::fs::read(folder.path("p.mizan")).unwrap();
    folder.write("q.tsv", "أهلا\twelcome\nمساء\tevening\nصباح\tmorning\n");
    make(&folder, "q.tsv");
    folder.write("torn.mizan", &std::fs::read(folder.path("sami.mizan")).unwrap()[..5000]);
    for (words, reason) in [
        ("p.mizan --merge q.mizan", "a review of other texts than this project, so nothing was merged"),
        ("p.mizan --merge q.tsv", "only 0 of its 3 pairs are of this project, so nothing was merged"),
        ("p.mizan --merge torn.mizan", "torn.mizan"),
        ("p.mizan --merge none.mizan", "no such file"),
        ("--merge sami.mizan", "--merge belongs to a project"),
    ] {
        folder.mizan(&format!("review {words} --no-open")).fails_with(reason);
    }
    folder.mizan("review p.mizan --prefer mine").fails_with("--merge");
    assert_eq!(std::fs::read(folder.path("p.mizan")).unwrap(), before);
}

/// A shared project that is open, with a cookie for every person: the owner first.
struct Shared {
    child: Child,
    people: Vec<Person>,
}

/// A person at a page.
#[derive(Clone)]
struct Person {
    port: u16,
    cookie: String,
}

impl Shared {
    fn start(folder: &Folder, words: &str, guests: usize) -> Self {
        let mut command = folder.command();
        command.arg("review").args(words.split(' ')).arg("--no-open");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().take(guests + 1);
        let people = lines.map(|line| Person::with_link(line.unwrap().split('\t').next().unwrap())).collect();
        Shared { child, people }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Person {
    fn with_link(link: &str) -> Self {
        let (port, path) = link.trim_start_matches("http://127.0.0.1:").split_once('/').unwrap();
        let mut person = Person { port: port.parse().unwrap(), cookie: String::new() };
        let head = person.send("GET", &format!("/{path}"), "").unwrap();
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        assert!(cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
        person.cookie = cookie.split(';').next().unwrap().to_owned();
        person
    }

    /// A request without its end.
    fn head(&self, method: &str, path: &str, body: &str) -> String {
        let (port, cookie, length) = (self.port, &self.cookie, body.len());
        format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n"
        )
    }

    /// The whole answer; `None` when the server died before answering.
    fn send(&self, method: &str, path: &str, body: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let request = format!("{}Connection: close\r\n\r\n{body}", self.head(method, path, body));
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        (!answer.is_empty()).then_some(answer)
    }

    fn status(&self, method: &str, path: &str, body: &str) -> u16 {
        self.send(method, path, body).unwrap().split(' ').nth(1).unwrap().parse().unwrap()
    }

    fn edits(&self, revision: u64, edit: &str) -> u16 {
        self.status("POST", "/api/edit", &format!("{{\"revision\":{revision},\"edit\":{edit}}}"))
    }
}

const NOTE: &str = r#"{"do":"note","row":1,"text":"why?"}"#;
const CONFIRM: &str = r#"{"do":"confirm","rows":[2],"on":true}"#;

/// Requests that only the owner of a project may make.
const FOR_THE_OWNER: [(&str, &str, &str); 6] = [
    ("POST", "/api/travel", r#"{"revision":5,"to":0}"#),
    ("POST", "/api/close", "{}"),
    ("GET", "/api/start", ""),
    ("GET", "/api/people", ""),
    ("POST", "/api/people", r#"{"name":"Eve","role":"edit"}"#),
    ("POST", "/api/merge", r#"{"revision":5,"theirs":[]}"#),
];

#[test]
fn roles_hold_in_the_server_and_invitations_until_they_are_taken_back() {
    let folder = copies();
    let words = "p.mizan --reviewer Huda --listen 127.0.0.1:0 --invite Reem=read --invite Omar=comment --invite Sami=edit";
    let shared = Shared::start(&folder, words, 3);
    let [huda, reem, omar, sami] = shared.people.as_slice() else { panic!("four people") };
    let revision = 3;
    assert_eq!(reem.status("GET", "/api/list", ""), 200);
    assert_eq!((reem.edits(revision, NOTE), reem.edits(revision, CONFIRM)), (403, 403));
    assert_eq!((omar.edits(revision, NOTE), omar.edits(revision, CONFIRM)), (200, 403));
    assert_eq!(
        sami.edits(revision, CONFIRM),
        200,
        "made on an earlier revision of a row that nobody touched"
    );
    for guest in [reem, omar, sami] {
        for (method, path, body) in FOR_THE_OWNER {
            assert_eq!(guest.status(method, path, body), 403, "{path}");
        }
    }
    // Nobody but its author and the owner undoes a change.
    let undo = r#"{"revision":5}"#;
    assert_eq!((reem.status("POST", "/api/undo", undo), omar.status("POST", "/api/undo", undo)), (403, 403));
    assert_eq!(sami.status("POST", "/api/undo", r#"{"revision":1}"#), 200);
    assert_eq!(huda.status("POST", "/api/undo", r#"{"revision":6}"#), 200);
    // The token of the owner opens nothing on the shared address, nor a cookie of one the other.
    let swapped = Person { port: sami.port, cookie: huda.cookie.clone() };
    assert_eq!(swapped.status("GET", "/api/list", ""), 403);
    let swapped = Person { port: huda.port, cookie: sami.cookie.clone() };
    assert_eq!(swapped.status("GET", "/api/list", ""), 403);
    let answer = huda.send("GET", "/api/people", "").unwrap();
    assert!(answer.contains(r#""name":"Sami","role":"edit","link":"http://127.0.0.1:"#), "{answer}");
    // Other names and other sites are refused on the shared address too.
    for (from, to, status) in [
        ("Host: 127.0.0.1", "Host: 127.0.0.1", 200),
        ("Host: 127.0.0.1", "Host: evil.example", 421),
        ("Origin: http://127.0.0.1", "Origin: http://evil.example", 403),
    ] {
        let body = r#"{"page":"p1","row":1}"#;
        let head = sami.head("POST", "/api/here", body).replace(from, to);
        let mut stream = TcpStream::connect(("127.0.0.1", sami.port)).unwrap();
        stream.write_all(format!("{head}Connection: close\r\n\r\n{body}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{to}: {answer}");
    }
    assert_eq!(huda.status("POST", "/api/people/dismiss", r#"{"name":"Sami"}"#), 200);
    assert_eq!(sami.status("GET", "/api/list", ""), 403);
    folder.mizan("review p.mizan --invite Sami=edit").fails_with("--listen");
    drop(shared);
    folder
        .mizan("review p.mizan --no-open --listen 127.0.0.1:0 --invite Sami=boss")
        .fails_with("boss is no role");
    folder
        .mizan("review --no-open --listen 127.0.0.1:0 --invite Sami=edit")
        .fails_with("no project is open to which somebody could be invited");
    folder
        .mizan("review p.mizan --no-open --listen 127.0.0.1:0 --host https://desk.example/mizan")
        .fails_with("is no name of a computer");
}

#[test]
fn a_change_is_heard_in_the_order_of_the_changes() {
    let folder = copies();
    let shared = Shared::start(&folder, "p.mizan --reviewer Huda --listen 127.0.0.1:0 --invite Sami=edit", 1);
    let [huda, sami] = shared.people.as_slice() else { panic!("two people") };
    let mut stream = TcpStream::connect(("127.0.0.1", sami.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "{}\r\n", sami.head("GET", "/api/events?page=p1", "")).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.any(|line| line == "event: here"));
    for n in 0..5 {
        let on = n % 2 == 0;
        assert_eq!(huda.edits(3 + n, &format!(r#"{{"do":"flag","row":1,"on":{on}}}"#)), 200);
    }
    assert_eq!(huda.status("POST", "/api/here", r#"{"page":"p9","row":3}"#), 200);
    let data: Vec<String> = lines.filter(|line| line.contains("\"way\":\"edit\"")).take(5).collect();
    for (n, line) in data.iter().enumerate() {
        let done: serde_json::Value = serde_json::from_str(line.trim_start_matches("data: ")).unwrap();
        assert_eq!((done["revision"].as_u64(), done["who"].as_str()), (Some(4 + n as u64), Some("Huda")));
    }
}

#[test]
fn nothing_that_two_people_saved_is_lost_when_the_server_is_killed() {
    let folder = copies();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut total = 0;
    for round in 0..40 {
        let mut shared =
            Shared::start(&folder, "p.mizan --reviewer Huda --listen 127.0.0.1:0 --invite Sami=edit", 1);
        let state = Store::peek(&folder.path("p.mizan")).unwrap();
        let kept = |state: &mizan::review::State, row: usize| -> u64 {
            state.rows[row].marks.note.parse().unwrap_or(0)
        };
        let confirmed = [AtomicU64::new(kept(&state, 0)), AtomicU64::new(kept(&state, 2))];
        let rows = [state.rows[0].id, state.rows[2].id];
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let wait = Duration::from_micros(20_000 + random % 120_000);
        std::thread::scope(|scope| {
            for ((person, row), confirmed) in shared.people.iter().zip(rows).zip(&confirmed) {
                scope.spawn(move || {
                    loop {
                        let next = confirmed.load(Ordering::SeqCst) + 1;
                        let body = format!("{{\"revision\":0,\"edit\":{{\"do\":\"note\",\"row\":{row},\"text\":\"{next}\"}}}}");
                        let current = person.send("GET", "/api/project", "");
                        let revision = current.and_then(|answer| Some(answer.split("\"revision\":").nth(1)?.split([',', '}']).next()?.to_owned()));
                        let Some(revision) = revision else { return };
                        let body = body.replacen(":0,", &format!(":{revision},"), 1);
                        match person.send("POST", "/api/edit", &body) {
                            Some(answer) if answer.starts_with("HTTP/1.1 200") => confirmed.store(next, Ordering::SeqCst),
                            Some(answer) => assert!(answer.starts_with("HTTP/1.1 409"), "round {round}: {answer}"),
                            None => return,
                        }
                    }
                });
            }
            std::thread::sleep(wait);
            let pid = shared.child.id().to_string();
            assert!(std::process::Command::new("kill").args(["-9", &pid]).status().unwrap().success());
        });
        shared.child.wait().unwrap();
        let state = Store::peek(&folder.path("p.mizan")).unwrap();
        for (row, confirmed) in [0, 2].into_iter().zip(&confirmed) {
            let (confirmed, kept) = (confirmed.load(Ordering::SeqCst), kept(&state, row));
            assert!(
                kept == confirmed || kept == confirmed + 1,
                "round {round}: {confirmed} confirmed, {kept} kept"
            );
            total = total.max(kept);
        }
    }
    assert!(total >= 10, "only {total} notes were made: the test tests nothing");
}

/// Twenty people who press a key each second on a project of 20,000 rows; prints the times.
#[test]
#[ignore = "takes minutes; the figures of docs/review.md"]
fn twenty_people_work_on_twenty_thousand_rows() {
    const PEOPLE: usize = 20;
    const ROWS: usize = 20_000;
    let folder = Folder::new();
    let state = mizan::review::import::state(rows(ROWS));
    Store::create(&folder.path("p.mizan"), &state).unwrap();
    let invited: Vec<String> = (1..PEOPLE).map(|n| format!("--invite P{n}=edit")).collect();
    let words = format!("p.mizan --reviewer Huda --listen 127.0.0.1:0 {}", invited.join(" "));
    let shared = Shared::start(&folder, &words, PEOPLE - 1);
    let times = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for (n, person) in shared.people.iter().enumerate() {
            let (times, state) = (&times, &state);
            scope.spawn(move || {
                // Everybody hears of everything.
                let mut stream = TcpStream::connect(("127.0.0.1", person.port)).unwrap();
                write!(stream, "{}\r\n", person.head("GET", &format!("/api/events?page=p{n}"), "")).unwrap();
                std::thread::spawn(move || std::io::copy(&mut stream, &mut std::io::sink()));
                std::thread::sleep(Duration::from_millis(1000 + n as u64 * 50));
                for key in 0..20 {
                    let row = state.rows[n * 1000 + key].id;
                    let body =
                        format!("{{\"revision\":0,\"edit\":{{\"do\":\"flag\",\"row\":{row},\"on\":true}}}}");
                    let began = Instant::now();
                    let status = person.status("POST", "/api/edit", &body);
                    times.lock().unwrap().push((began.elapsed(), status));
                    std::thread::sleep(Duration::from_secs(1).saturating_sub(began.elapsed()));
                }
            });
        }
    });
    let mut times = times.into_inner().unwrap();
    assert!(times.iter().all(|(_, status)| *status == 200));
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].0.as_millis();
    println!("{} keys: median {} ms, 95 % {} ms, slowest {} ms", times.len(), at(0.5), at(0.95), at(1.0));
    // A busy machine, and a program that is not optimised, get more time.
    assert!(at(0.5) < 5 * 200, "a key takes {} ms", at(0.5));
}

/// An alignment of many short rows.
fn rows(count: usize) -> Bitext {
    let pair = |n: usize| {
        Pair::new(
            format!("بلغ عدد الزوار {n} زائرا في اليوم."),
            format!("The number of visitors reached {n} a day."),
        )
    };
    Bitext::from_pairs("visitors", &Header::default(), (1..=count).map(pair))
}
