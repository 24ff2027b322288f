//! Input that is broken, empty, enormous or in the wrong place, and places that cannot be written: a clear error
//! or a defined result, never a panic, never half a file.

use crate::run::{Folder, finish};
use std::{
    io::Read,
    process::Stdio,
    time::{Duration, Instant},
};

const AR: &[u8] = "وصل الوفد إلى القاهرة يوم الأحد.\nغادر بعد ثلاثة أيام.\n".as_bytes();
const EN: &[u8] = b"The delegation arrived in Cairo on Sunday.\nIt left after three days.\n";

fn pair() -> Folder {
    Folder::with(&[("ar.txt", AR), ("en.txt", EN)])
}

/// The Arabic and English texts of JSON lines put together, without blanks.
fn texts(jsonl: &str) -> (String, String) {
    let rows: Vec<serde_json::Value> =
        jsonl.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let side = |key: &str| {
        rows.iter()
            .flat_map(|row| row[key].as_str().unwrap().chars())
            .filter(|c| !c.is_whitespace())
            .collect()
    };
    (side("ar"), side("en"))
}

#[test]
fn one_sentence_against_a_thousand_keeps_every_sentence() {
    let thousand: String = (0..1000).map(|n| format!("Sentence number {n} is about the sea.\n")).collect();
    let folder = Folder::with(&[("ar.txt", "هذه جملة واحدة.\n".as_bytes()), ("en.txt", thousand.as_bytes())]);
    let ran = folder.mizan("align ar.txt en.txt --format jsonl");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let (ar, en) = texts(ran.out());
    assert_eq!(ar, "هذهجملةواحدة.");
    assert_eq!(en, thousand.split_whitespace().collect::<String>());
}

#[test]
fn a_line_of_100_megabytes_is_read_to_its_end() {
    let folder = Folder::with(&[("ar.txt", "هذه جملة واحدة.\n".as_bytes())]);
    folder.write("en.txt", "word ".repeat(20_000_000));
    let ran = folder.mizan("align ar.txt en.txt -o out.jsonl");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let (ar, en) = texts(&folder.read("out.jsonl"));
    assert_eq!((ar.as_str(), en.len()), ("هذهجملةواحدة.", 80_000_000));
}

#[test]
fn a_table_row_of_100_megabytes_is_an_error_that_names_it() {
    let folder = Folder::new();
    folder.write("pairs.tsv", format!("نعم\tyes\n{}", "x".repeat(100_000_000)));
    folder.mizan("check pairs.tsv -q").fails_with("pairs.tsv, line 2: the line is longer than 64 MiB");
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let folder = pair();
    folder.write("out.tsv", "old");
    let mut rights = std::fs::metadata(folder.path("out.tsv")).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(folder.path("out.tsv"), rights).unwrap();
    folder.mizan("align ar.txt en.txt -q -o out.tsv --force").fails_with("out.tsv: permission denied");
    assert_eq!(folder.read("out.tsv"), "old");
    assert_eq!(folder.names(), ["ar.txt", "en.txt", "out.tsv"]);
}

#[test]
fn a_missing_folder_is_found_before_anything_is_written() {
    let folder = pair();
    folder
        .mizan("align ar.txt en.txt -q -o no/out.tmx -o out.tsv")
        .fails_with("no/out.tmx: the folder to write into");
    assert_eq!(folder.names(), ["ar.txt", "en.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_is_an_error() {
    for words in [
        "align ar.txt en.txt --format jsonl",
        "segment ar.txt",
        "figures en.txt --format jsonl",
        "completions bash",
        "man",
    ] {
        let folder = pair();
        folder
            .shell(&format!("\"$MIZAN\" {words} > /dev/full"))
            .fails_with("standard output: the disk is full");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_as_output_is_an_error() {
    let folder = pair();
    std::os::unix::fs::symlink("/dev/full", folder.path("out.tsv")).unwrap();
    folder.mizan("align ar.txt en.txt -q -o out.tsv").fails_with("out.tsv: the disk is full");
}

/// A limit on the size of files makes writing fail half way on any machine, without rights on a file system.
#[cfg(unix)]
#[test]
fn no_more_room_half_way_leaves_the_old_file_and_no_other() {
    let folder =
        Folder::with(&[("out.json", b"old"), ("ar.txt", &AR.repeat(100)), ("en.txt", &EN.repeat(100))]);
    folder
        .shell("trap '' XFSZ; ulimit -f 16; exec \"$MIZAN\" align ar.txt en.txt -q --force -o out.json -o new.tmx -o small.ladder")
        .failed_twice("out.json: a limit of the system", "new.tmx: a limit of the system");
    assert_eq!(folder.read("out.json"), "old");
    assert_eq!(folder.names(), ["ar.txt", "en.txt", "out.json", "small.ladder"]);
}

impl crate::run::Ran {
    #[track_caller]
    fn failed_twice(&self, first: &str, second: &str) {
        assert_eq!(self.code, Some(2), "{self:?}");
        let lines: Vec<&str> = self.stderr.lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].contains(first) && lines[1].contains(second), "{lines:?}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_writing_quietly() {
    let folder = Folder::new();
    folder.write("en.txt", "This is a sentence of some length. ".repeat(20_000));
    let mut child = folder
        .command()
        .args(["segment", "en.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 64]).unwrap();
    drop(out);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn a_closed_standard_error_does_not_change_the_exit_code() {
    let folder = pair();
    let ran = folder.shell("\"$MIZAN\" align ar.txt nothing-here.txt 2>&-");
    assert_eq!(ran.code, Some(2));
    let ran = folder.shell("\"$MIZAN\" align ar.txt en.txt 2>&-");
    assert_eq!(ran.code, Some(0));
}

#[test]
fn the_same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let folder = Folder::with(&[("ar.txt", &AR.repeat(40)), ("en.txt", &EN.repeat(40))]);
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for jobs in ["1", "2", "7"] {
        for format in ["tmx", "json"] {
            let mut command = folder.command();
            command.args(["align", "ar.txt", "en.txt", "--format", format, "--jobs", jobs]);
            let ran = finish(command.env("SOURCE_DATE_EPOCH", "1700000000"), b"");
            assert_eq!(ran.code, Some(0), "{ran:?}");
            seen.push(ran.stdout);
        }
    }
    assert!(seen.chunks(2).all(|run| run == &seen[..2]));
}

#[test]
fn hostile_bytes_end_in_an_error_or_a_result_within_a_second() {
    let hostile: [(&str, Vec<u8>); 6] = [
        ("nothing but NULs", vec![0; 4096]),
        ("every byte", (0..=255).collect()),
        ("a lonely mark of UTF-16", b"\xFF\xFE".to_vec()),
        ("half a character of UTF-16", b"\xFF\xFEa\0b".to_vec()),
        ("a zip", b"PK\x03\x04\x14\0\0\0\x08\0junk".to_vec()),
        ("deep brackets", "([{«".repeat(20_000).into_bytes()),
    ];
    for (what, bytes) in hostile {
        for words in [
            "align x.txt en.txt",
            "segment x.txt",
            "figures x.txt",
            "names x.txt",
            "check x.tsv",
            "check x.json",
            "check x.jsonl",
        ] {
            let folder = pair();
            for name in ["x.txt", "x.tsv", "x.json", "x.jsonl"] {
                folder.write(name, &bytes);
            }
            let start = Instant::now();
            let ran = folder.mizan(words);
            assert!(matches!(ran.code, Some(0..=2)), "{what}: {words}: {ran:?}");
            assert!(!ran.stderr.contains("panicked"), "{what}: {words}: {ran:?}");
            // Generous: a slow machine and a debug build.
            assert!(start.elapsed() < Duration::from_secs(10), "{what}: {words}: {:?}", start.elapsed());
        }
    }
}

/// What a translation tool or a program may leave behind: each must end in an error or a result, quickly and in little
/// memory.
#[test]
fn catalogues_and_tables_of_documents_that_are_broken_or_enormous_are_refused() {
    let deep = |open: &str| open.repeat(1_000_000);
    let keys = |n: usize| -> String { (0..n).map(|n| format!(",\n\"k{n}\": \"v\"")).collect() };
    let hostile: [(&str, String); 9] = [
        ("cut.ts", "<?xml version='1.0'?><TS language='ar'><context><message><source>Yes</sou".to_owned()),
        ("deep.ts", format!("<TS language='ar'>{}", deep("<context>"))),
        ("huge.ts", format!("<TS><context><message><source>{}", "x".repeat(20 << 20))),
        ("cut.xcstrings", "{\"sourceLanguage\": \"en\", \"strings\": {\"a\": {".to_owned()),
        ("deep.xcstrings", deep("{\"a\":")),
        ("deep.json", deep("[")),
        (
            "many.json",
            format!("{{\"ar\": {{\"a\": \"نعم\"{}}}, \"en\": {{\"a\": \"Yes\"}}}}", keys(1_000_000)),
        ),
        ("one.json", "{\"a\": \"Yes\"}".to_owned()),
        ("junk.docx", "PK\u{3}\u{4} cut off".to_owned()),
    ];
    for (name, text) in hostile {
        let folder = Folder::with(&[(name, text.as_bytes())]);
        for words in ["check", "convert --format tsv"] {
            let ran = folder.within_bounds(&format!("{words} {name}"));
            assert_eq!(ran.code, Some(2), "{name}: {ran:?}");
            assert!(ran.stderr.contains(name) && !ran.stderr.contains("panicked"), "{name}: {ran:?}");
        }
    }
}

#[test]
fn an_older_file_stays_when_the_source_breaks_off() {
    let unit = "<tu><tuv xml:lang='en'><seg>Yes</seg></tuv><tuv xml:lang='ar'><seg>نعم</seg></tuv></tu>";
    let cut = format!("<tmx version='1.4'><header srclang='en'/><body>{unit}{unit}<tu><tuv xml:lang='en'>");
    let folder = Folder::with(&[("in.tmx", cut.as_bytes()), ("out.tsv", b"old")]);
    let ran = folder.mizan("convert in.tmx out.tsv --force");
    assert!(ran.code == Some(2) && ran.stderr.contains("out.tsv: the file to be read breaks off"), "{ran:?}");
    assert_eq!(folder.read("out.tsv"), "old");
    // Without an older file, what could be read is written, and the exit code says that it is not all.
    let ran = folder.mizan("convert in.tmx new.tsv");
    assert_eq!((ran.code, folder.read("new.tsv").lines().count()), (Some(2), 2));
}
