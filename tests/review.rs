//! Reviews from the command line, and what remains of one whose process is killed.

use crate::run::Folder;
use std::{
    fs,
    io::{BufRead, BufReader, Cursor, Read, Write},
    net::TcpStream,
    process::{Child, Stdio},
    time::Duration,
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// A server and the secrets that a page of it knows.
struct Server {
    child: Child,
    port: u16,
    cookie: String,
}

impl Server {
    fn start(folder: &Folder, words: &str) -> Self {
        let mut command = folder.command();
        command.arg("review").args(words.split(' ')).arg("--no-open");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let (port, path) = address.trim().trim_start_matches("http://127.0.0.1:").split_once('/').unwrap();
        let mut server = Server { child, port: port.parse().unwrap(), cookie: String::new() };
        let head = server.send("GET", &format!("/{path}"), "").unwrap();
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        server.cookie = cookie.split(';').next().unwrap().to_owned();
        server
    }

    /// The whole answer; `None` when the server died before answering.
    fn send(&self, method: &str, path: &str, body: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let (port, cookie, length) = (self.port, &self.cookie, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        (!answer.is_empty()).then_some(answer)
    }

    fn kill(&mut self) {
        // On Unix this is SIGKILL.
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pairs() -> Folder {
    Folder::with(&[("p.tsv", "وصل الوفد\tThe delegation arrived\nنعم\tyes\nلا\tno\n".as_bytes())])
}

#[test]
fn every_acknowledged_edit_survives_a_hundred_kills_at_random_moments() {
    let folder = pairs();
    drop(Server::start(&folder, "p.tsv"));
    let (mut revision, mut acknowledged) = (0_u64, 0_u64);
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for round in 0..100 {
        let mut server = Server::start(&folder, "p.mizan");
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let wait = Duration::from_micros(random % 30_000);
        let writer = std::thread::scope(|scope| {
            let (sender, killer) = std::sync::mpsc::channel::<()>();
            let asked = &server;
            let writer = scope.spawn(move || {
                let mut acknowledged = acknowledged;
                let mut at = revision;
                let _ = sender.send(());
                loop {
                    let next = acknowledged + 1;
                    let edit = format!("{{\"revision\":{at},\"edit\":{{\"do\":\"note\",\"row\":1,\"text\":\"note {next}\"}}}}");
                    match asked.send("POST", "/api/edit", &edit) {
                        Some(answer) if answer.starts_with("HTTP/1.1 200") => {
                            acknowledged = next;
                            at += 1;
                        }
                        Some(answer) => panic!("round {round}: {answer}"),
                        None => return acknowledged,
                    }
                }
            });
            killer.recv().unwrap();
            std::thread::sleep(wait);
            let pid = server.child.id().to_string();
            assert!(std::process::Command::new("kill").args(["-9", &pid]).status().unwrap().success());
            writer.join().unwrap()
        });
        server.kill();
        acknowledged = writer;
        // The file opens, and contains the last acknowledged note, or the one in progress.
        let ran = folder.mizan("export p.mizan --format json");
        assert_eq!(ran.code, Some(0), "round {round}: {}", ran.stderr);
        let state = mizan::review::store::Store::peek(&folder.path("p.mizan")).unwrap();
        let kept: u64 = state.rows[0].marks.note.strip_prefix("note ").map_or(0, |n| n.parse().unwrap());
        assert!(
            kept == acknowledged || kept == acknowledged + 1,
            "round {round}: {acknowledged} acknowledged, {kept} kept"
        );
        (acknowledged, revision) = (kept, kept);
    }
    assert!(acknowledged >= 50, "only {acknowledged} edits were made: the test tests nothing");
}

impl Server {
    /// Makes an edit, which must be acknowledged.
    fn edit(&self, revision: u64, edit: &str) {
        let body = format!("{{\"revision\":{revision},\"edit\":{edit}}}");
        let answer = self.send("POST", "/api/edit", &body).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

/// Texts and marks of every row of a project: Arabic, English, confirmed, flagged, note.
fn rows(folder: &Folder, project: &str) -> Vec<(String, String, bool, bool, String)> {
    let state = mizan::review::store::Store::peek(&folder.path(project)).unwrap();
    let row = |row: &mizan::review::state::ReviewRow| {
        let marks = &row.marks;
        let line = |lang| state.line(lang, row).text;
        (
            line(mizan::text::Lang::Ar),
            line(mizan::text::Lang::En),
            marks.confirmed,
            marks.flagged,
            marks.note.clone(),
        )
    };
    state.rows.iter().map(row).collect()
}

#[test]
fn what_a_reviewer_said_is_exported_in_every_format_that_holds_it_and_comes_back() {
    let folder = pairs();
    let server = Server::start(&folder, "p.tsv");
    for (revision, edit) in [
        r#"{"do":"confirm","rows":[1],"on":true}"#,
        r#"{"do":"flag","row":2,"on":true}"#,
        r#"{"do":"note","row":2,"text":"راجع <هذا> & that"}"#,
        r#"{"do":"confirm","rows":[3],"on":true}"#,
        r#"{"do":"note","row":3,"text":"two\nlines"}"#,
    ]
    .into_iter()
    .enumerate()
    {
        server.edit(revision as u64, edit);
    }
    let said = rows(&folder, "p.mizan");
    assert_eq!((said[1].3, said[1].4.as_str()), (true, "راجع <هذا> & that"));
    for file in ["out.tmx", "out.xliff", "out.json", "out.jsonl", "out.csv"] {
        let ran = folder.mizan(&format!("export p.mizan -o {file}"));
        assert_eq!(ran.code, Some(0), "{file}: {}", ran.stderr);
        let project = format!("{file}.mizan");
        drop(Server::start(&folder, &format!("{file} --project {project}")));
        assert_eq!(rows(&folder, &project), said, "{file}");
        // It continues where it was left when the same file is named again.
        drop(Server::start(&folder, &format!("{file} --project {project}")));
    }
}

#[test]
fn memories_of_other_programs_are_reviewed_with_their_notes_and_their_source_language() {
    let tmx = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en-GB" datatype="plaintext"/>
<body>
<tu><note>ask the client</note><tuv xml:lang="en-GB"><seg>The delegation arrived.</seg></tuv><tuv xml:lang="ar-EG"><seg>وصل الوفد.</seg></tuv></tu>
<tu><tuv xml:lang="en-GB"><seg>They <hi>left</hi> at 7.</seg></tuv><tuv xml:lang="ar-EG"><seg>غادروا في الساعة ٩.</seg></tuv></tu>
<tu><tuv xml:lang="en-GB"><seg>Good</seg></tuv><tuv xml:lang="fr"><seg>Bon</seg></tuv></tu>
</body></tmx>
"#;
    let xliff = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="memo.docx" source-language="en" target-language="ar" datatype="plaintext"><body>
<trans-unit id="7"><source>The delegation arrived.</source><target>وصل الوفد.</target><note>ask the client</note></trans-unit>
<trans-unit id="8"><source>They left at 7.</source><target>غادروا في الساعة ٩.</target></trans-unit>
</body></file></xliff>
"#;
    let folder = Folder::with(&[("a.tmx", tmx.as_bytes()), ("b.xliff", xliff.as_bytes())]);
    for (file, project) in [("a.tmx", "a.mizan"), ("b.xliff", "b.mizan")] {
        drop(Server::start(&folder, file));
        let rows = rows(&folder, project);
        let texts: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.1.as_str(), row.4.as_str())).collect();
        let expected = [
            ("وصل الوفد.", "The delegation arrived.", "ask the client"),
            ("غادروا في الساعة ٩.", "They left at 7.", ""),
        ];
        assert_eq!(texts, expected, "{file}");
        let state = mizan::review::store::Store::peek(&folder.path(project)).unwrap();
        assert_eq!(state.source, mizan::text::Lang::En, "{file}");
        assert!(state.open_findings(&state.rows[1]).count() > 0, "{file}: the hours differ");
    }
}

#[test]
fn a_broken_file_of_pairs_makes_no_project() {
    let folder = Folder::with(&[("a.tmx", b"<tmx version=\"1.4\"><body><tu>"), ("e.tsv", b"\n")]);
    folder.mizan("review a.tmx --no-open").fails_with("a.tmx");
    folder.mizan("review e.tsv --no-open").fails_with("e.tsv");
    assert!(!folder.path("a.mizan").exists() && !folder.path("e.mizan").exists());
}

#[test]
fn what_is_open_is_exported_as_a_table_and_as_a_page() {
    let folder = Folder::with(&[("p.tsv", "بلغ العدد ٣٠ رجلا.\tThere were 40 men.\nنعم\tyes\n".as_bytes())]);
    drop(Server::start(&folder, "p.tsv"));
    let ran = folder.mizan("export p.mizan --findings open.html");
    assert_eq!((ran.code, ran.stderr.trim()), (Some(0), "1 open finding in open.html"));
    let ran = folder.mizan("export p.mizan --findings open.tsv -o out.jsonl");
    assert_eq!(
        (ran.code, ran.stderr.trim()),
        (Some(0), "an error is open in 1 of the rows\n1 open finding in open.tsv\n2 of 2 rows")
    );
    let (page, table) = (folder.read("open.html"), folder.read("open.tsv"));
    assert!(page.contains("<mark class=\"error\">40</mark>") && !page.contains("<script"), "{page}");
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(table.lines().nth(1).unwrap().starts_with("b1\terror\t"), "{table}");
    folder.mizan("export p.mizan --findings open.pdf").fails_with("ends in .html, .xlsx or .tsv");
    folder.mizan("export p.mizan --text en -o open.pdf").fails_with("ends in .txt, .md or .docx");
    assert!(!folder.path("open.pdf").exists());
}

/// Fills in cells of a workbook of findings, as a spreadsheet does.
fn judge(folder: &Folder, file: &str, cells: &[(&str, &str)]) {
    let bytes = fs::read(folder.path(file)).unwrap();
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            for (cell, value) in cells {
                let start = text.find(&format!("<c r=\"{cell}\"")).unwrap();
                let end = start + text[start..].find("/>").unwrap();
                let filled = format!("{} t=\"inlineStr\"><is><t>{value}</t></is></c>", &text[start..end]);
                text.replace_range(start..end + 2, &filled);
            }
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(text.as_bytes()).unwrap();
    }
    folder.write(file, new.finish().unwrap().into_inner());
}

#[test]
fn findings_judged_in_a_workbook_come_back() {
    let table = "بلغ العدد ٣٠ رجلا.\tThere were 40 men.\nنعم\tyes\nله ٧ كتب.\tHe has 8 books.\n";
    let folder = Folder::with(&[("p.tsv", table.as_bytes())]);
    drop(Server::start(&folder, "p.tsv"));
    assert_eq!(folder.mizan("export p.mizan --findings open.xlsx").code, Some(0));
    assert_eq!(folder.mizan("check p.tsv --format xlsx -o check.xlsx").code, Some(1));
    let state = || mizan::review::store::Store::peek(&folder.path("p.mizan")).unwrap();
    let open = |state: &mizan::review::State| -> Vec<usize> {
        state.rows.iter().map(|row| state.open_findings(row).count()).collect()
    };
    assert_eq!(open(&state()), [1, 0, 1]);
    // I is fixed, J is not an error, K is a remark.
    judge(&folder, "open.xlsx", &[("J2", "x"), ("K2", "as in the ministry&apos;s table"), ("I3", "x")]);
    let server = Server::start(&folder, "p.mizan --judged open.xlsx");
    drop(server);
    let now = state();
    assert_eq!(open(&now), [0, 0, 1]);
    assert_eq!(now.rows[0].marks.note, "as in the ministry's table");
    // The same workbook silences `check`, and only what was judged right.
    judge(&folder, "check.xlsx", &[("J3", "x")]);
    let ran = folder.mizan("check p.tsv --accepted check.xlsx --format jsonl");
    assert_eq!((ran.code, ran.out().lines().count()), (Some(1), 1), "{ran:?}");
    assert!(ran.out().contains("40 men"), "{ran:?}");
    let ran = folder.mizan("check p.tsv -o ending.xlsx");
    assert_eq!((ran.code, ran.out()), (Some(1), ""), "the ending names the layout");
    assert!(fs::read(folder.path("ending.xlsx")).unwrap().starts_with(b"PK"));
    judge(&folder, "check.xlsx", &[("I2", "x"), ("J2", "x")]);
    folder.mizan("check p.tsv --accepted check.xlsx").fails_with("check.xlsx, line 2");
    folder.mizan("review p.mizan --no-open --judged p.tsv").fails_with("not a workbook");
    folder.mizan("review --no-open --judged open.xlsx").fails_with("--judged belongs to a project");
}

#[test]
fn a_second_server_is_refused_by_process_and_an_export_is_not() {
    let folder = pairs();
    let server = Server::start(&folder, "p.tsv");
    let second = folder.mizan("review p.mizan --no-open");
    second.fails_with(&format!("open already in process {}", server.child.id()));
    let ran = folder.mizan("export p.mizan -o out.tmx -o out.html");
    assert_eq!((ran.code, ran.stderr.trim()), (Some(0), "3 of 3 rows"));
    assert_eq!(folder.read("out.tmx").matches("<tu ").count(), 3);
    assert!(folder.read("out.html").contains("The delegation arrived"));
}

#[test]
fn a_project_of_other_texts_is_not_touched() {
    let folder = pairs();
    drop(Server::start(&folder, "p.tsv"));
    folder.write("p.tsv", "نعم\tyes\n");
    folder.mizan("review p.tsv --no-open").fails_with("holds another version of the texts");
    folder.mizan("review missing.mizan --no-open").fails_with("no such file");
    folder.write("one.txt", "One text.\n");
    folder.mizan("review one.txt --no-open").fails_with("one text cannot be reviewed alone");
    folder.mizan("review none.txt --no-open").fails_with("none.txt");
    folder.mizan("export p.mizan").fails_with("nothing to write to");
}

#[test]
fn the_list_of_keys_in_the_docs_names_every_key_of_the_page() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("src/review/page/keys.js")).unwrap();
    let docs = std::fs::read_to_string(root.join("docs/keys.md")).unwrap();
    let table = page.split("([\n").nth(1).unwrap().split("\n]);").next().unwrap();
    let mut keys = 0;
    for key in table
        .lines()
        .filter_map(|line| line.split('[').nth(2)?.split(']').next())
        .flat_map(|keys| keys.split(", "))
    {
        let shown = key.trim_matches('\'').split('+').map(|part| match part {
            "ArrowDown" => "↓".to_owned(),
            "ArrowUp" => "↑".to_owned(),
            "PageDown" => "PgDn".to_owned(),
            "PageUp" => "PgUp".to_owned(),
            "BracketLeft" => "[".to_owned(),
            "BracketRight" => "]".to_owned(),
            "Slash" => "/".to_owned(),
            "Escape" => "Esc".to_owned(),
            "Equal" => "=".to_owned(),
            "Minus" => "-".to_owned(),
            other => other.trim_start_matches("Key").to_owned(),
        });
        let shown = shown.collect::<Vec<_>>().join(" ").replace("Shift /", "?");
        assert!(docs.contains(&format!("`{shown}`")), "{key}: `{shown}` is not in docs/keys.md");
        keys += 1;
    }
    assert!(keys > 40, "{keys}");
}

const FIRST: [(&str, &[u8]); 2] = [
    ("a.ar.md", "# تقرير\n\nله **٢٥** يوما.\n\nعاد إلى البيت.\n".as_bytes()),
    ("a.en.md", b"# Report\n\nHe has **52** days.\n\nHe went home.\n"),
];

/// The row that contains some English words, as sent to the page.
fn row_with(server: &Server, words: &str) -> serde_json::Value {
    let body = |path: &str| {
        let answer = server.send("GET", path, "").unwrap();
        serde_json::from_str::<serde_json::Value>(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    };
    let ids = body("/api/list")["ids"].to_string();
    let rows = body(&format!("/api/rows?ids={}", ids.trim_matches(['[', ']'])));
    let found = rows["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["en"]["text"].as_str().unwrap().contains(words));
    found.unwrap().clone()
}

#[test]
fn a_corrected_text_is_exported_with_its_layout_and_a_newer_version_keeps_what_was_said() {
    let folder = Folder::with(&FIRST);
    let server = Server::start(&folder, "a.ar.md a.en.md");
    let row = row_with(&server, "52");
    let (id, piece) = (&row["id"], &row["en"]["pieces"][0]["id"]);
    for (revision, edit) in [
        format!(r#"{{"do":"texts","texts":[{{"lang":"en","piece":{piece},"text":"He has 25 days."}}]}}"#),
        format!(r#"{{"do":"note","row":{id},"text":"look"}}"#),
        format!(r#"{{"do":"confirm","rows":[{id}],"on":true}}"#),
    ]
    .into_iter()
    .enumerate()
    {
        let body = format!(r#"{{"revision":{revision},"edit":{edit}}}"#);
        let answer = server.send("POST", "/api/edit", &body).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    drop(server);
    let ran = folder.mizan("export a.mizan --text en -o out.md");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let read = |name: &str| std::fs::read_to_string(folder.path(name)).unwrap();
    assert_eq!(read("out.md"), read("a.en.md").replace("52", "25"));
    let ran = folder.mizan("export a.mizan --text en -o out.txt");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(read("out.txt").contains("He has 25 days."), "{}", read("out.txt"));
    folder.mizan("export a.mizan --text en -o out.docx").fails_with("was not read from a file of this kind");
    folder.mizan("export a.mizan --text en --document b -o other.md").fails_with("no document is called b");
    folder.mizan("export a.mizan --text en").fails_with("one file");
    // A sentence is added at the beginning of both texts, and the last one changes.
    folder.write("a.ar.md", format!("انتهى اليوم.\n\n{}", read("a.ar.md").replace("البيت", "المكتب")));
    folder
        .write("a.en.md", format!("The day ended.\n\n{}", read("a.en.md").replace("home", "to the office")));
    folder.mizan("review a.ar.md a.en.md --no-open").fails_with("another version");
    let server = Server::start(&folder, "a.ar.md a.en.md --update");
    let row = row_with(&server, "25");
    assert_eq!((row["confirmed"].as_bool(), row["note"].as_str()), (Some(true), Some("look")), "{row}");
    assert_eq!(row_with(&server, "ended")["ar"]["text"], "انتهى اليوم.");
    assert_eq!(row_with(&server, "office")["ar"]["text"], "عاد إلى المكتب.");
    assert!(folder.path("a.before-1.mizan").exists());
    // While the page is open, an update is refused; the same texts a second time change nothing.
    folder.mizan("review a.ar.md a.en.md --update --no-open").fails_with("open already");
    drop(server);
    let server = Server::start(&folder, "a.ar.md a.en.md --update");
    assert_eq!(row_with(&server, "25")["confirmed"], true);
    assert!(!folder.path("a.before-2.mizan").exists());
    drop(server);
    folder.mizan("review a.mizan --update --no-open").fails_with("none is named");
    folder.write("p.tsv", "نعم\tyes\n");
    drop(Server::start(&folder, "p.tsv"));
    folder.mizan("review p.tsv --update --no-open").fails_with("file of pairs");
}

/// At a terminal, made by `script`, and with a desktop that consists only of the program that opens a browser.
#[test]
#[cfg(target_os = "linux")]
fn without_a_command_the_start_page_is_opened_at_a_desktop() {
    let folder = Folder::new();
    folder.write("bin/xdg-open", "#!/bin/sh\nprintf %s \"$1\" > opened\nkill -INT $PPID\n");
    let at = "chmod +x bin/xdg-open; PATH=\"$PWD/bin:$PATH\" script -qec \"$MIZAN\" /dev/null";
    folder.shell(&format!("DISPLAY=; WAYLAND_DISPLAY=; export DISPLAY WAYLAND_DISPLAY; {at}"));
    assert!(!folder.path("opened").exists(), "there is no desktop");
    folder.shell(&format!("DISPLAY=:9; export DISPLAY; {at}"));
    assert!(folder.read("opened").starts_with("http://127.0.0.1:"));
}
