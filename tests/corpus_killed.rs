//! Corpus commands that are killed: what they leave is whole or nothing, and the same command ends what they began.

use crate::run::{Folder, Ran, finish};
use std::{fs, process::Command, process::Stdio, thread, time::Instant};

/// The commands, each with the files that it writes.
const COMMANDS: [(&str, &[&str]); 4] = [
    ("corpus fix ../in.jsonl -o fixed.jsonl", &["fixed.jsonl"]),
    ("corpus dedup ../in.jsonl -o unique.tsv --rejected why.jsonl", &["unique.tsv", "why.jsonl"]),
    (
        "corpus split ../in.jsonl --train train.tsv --dev dev.tsv --test test.tsv --dev-share 0.2 --test-share 0.2",
        &["train.tsv", "dev.tsv", "test.tsv"],
    ),
    ("corpus sample ../in.jsonl -n 90 -o few.ar", &["few.ar", "few.en", "few.ids"]),
];

/// Rows of some documents.
fn corpus() -> Folder {
    let folder = Folder::new();
    let rows: String = (0..600)
        .map(|n| {
            // Three rows in a row say the same, and others nothing alike.
            let numbers: Vec<String> = (3..11).map(|k| ((n / 3 + 1) * k * 7919 % 99_991).to_string()).collect();
            let (ar, en) = (format!("الأرقام &amp; هي {}", numbers.join(" ")), format!("The numbers are {}", numbers.join(" ")));
            let row = serde_json::json!({ "id": format!("d{}#b{n}", n / 9), "doc": format!("d{}", n / 9), "translation": { "ar": ar, "en": en } });
            row.to_string() + "\n"
        })
        .collect();
    folder.write("in.jsonl", rows);
    for name in ["whole", "again"] {
        fs::create_dir(folder.path(name)).unwrap();
    }
    folder
}

/// The program in a folder below, with a memory of what it wrote.
fn command(folder: &Folder, below: &str, words: &str) -> Command {
    let mut command = folder.command();
    command.current_dir(folder.path(below)).env("XDG_STATE_HOME", folder.path("state"));
    command.args(words.split_whitespace()).arg("-q");
    command
}

fn run(folder: &Folder, below: &str, words: &str) -> Ran {
    finish(&mut command(folder, below, words), b"")
}

#[test]
fn a_corpus_command_that_was_killed_is_run_again_to_the_same_bytes() {
    let folder = corpus();
    let mut killed = 0;
    for (words, files) in COMMANDS {
        let start = Instant::now();
        let ran = run(&folder, "whole", words);
        let undisturbed = start.elapsed();
        assert_eq!(ran.code, Some(0), "{words}: {ran:?}");
        let bytes = |below: &str, file: &str| fs::read(folder.path(below).join(file)).ok();
        for moment in 0..8_u32 {
            let mut child =
                command(&folder, "again", words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            thread::sleep(undisturbed * (3 + 2 * moment) / 18);
            // On Unix this is SIGKILL: the program cannot clean up.
            child.kill().unwrap();
            killed += u32::from(!child.wait().unwrap().success());
            for file in files {
                let there = bytes("again", file);
                assert!(there.is_none() || there == bytes("whole", file), "{words}: {file} is half written");
            }
            if folder.path("again").join(format!("{}.run.json", files[0])).exists() {
                fs::remove_dir_all(folder.path("again")).unwrap();
                fs::create_dir(folder.path("again")).unwrap();
            }
        }
        let ran = run(&folder, "again", words);
        assert_eq!(ran.code, Some(0), "{words}: {ran:?}");
        for file in files {
            assert!(bytes("again", file).is_some_and(|bytes| !bytes.is_empty()), "{file}");
            assert_eq!(bytes("again", file), bytes("whole", file), "{words}: {file}");
        }
    }
    assert!(killed >= 10, "only {killed} runs were killed");
}

#[test]
fn what_a_killed_run_has_put_in_place_may_be_replaced_and_nothing_else() {
    let folder = corpus();
    let words = "corpus fix ../in.jsonl -o fixed.jsonl";
    folder.write("again/fixed.jsonl", "{\"ar\":\"نعم\",\"en\":\"Yes\"}\n");
    run(&folder, "again", words).fails_with("fixed.jsonl: there is a file already");
    let place = fs::canonicalize(folder.path("again/fixed.jsonl")).unwrap();
    // Someone writes the file after a run that was killed before it wrote anything.
    folder.write("state/mizan/written-files", format!("-\t-\t{}\n", place.display()));
    run(&folder, "again", words).fails_with("fixed.jsonl: there is a file already");
    // The run was killed once the file was in place, which it had written down before.
    let found = fs::metadata(&place).unwrap();
    let changed = found.modified().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    let others = (0..600).map(|n| format!("1\t1\t/none/{n}\n")).collect::<String>();
    let line = format!("{others}{}\t{changed}\t{}\n", found.len(), place.display());
    folder.write("state/mizan/written-files", line);
    assert_eq!(run(&folder, "again", words).code, Some(0));
    let list = folder.read("state/mizan/written-files");
    let of_place = |line: &&str| line.ends_with(&format!("\t{}", place.display()));
    assert_eq!((list.lines().count(), list.lines().filter(of_place).count()), (500, 1));
    assert!(list.lines().last().is_some_and(|line| of_place(&line)), "the newest is the last");
    // It is known by its size and time, and a change is somebody's work.
    fs::remove_file(folder.path("again/fixed.jsonl.run.json")).unwrap();
    assert_eq!(run(&folder, "again", words).code, Some(0));
    fs::remove_file(folder.path("again/fixed.jsonl.run.json")).unwrap();
    folder.write("again/fixed.jsonl", "{\"ar\":\"لا\",\"en\":\"No\"}\n");
    run(&folder, "again", words).fails_with("fixed.jsonl: there is a file already");
}

#[test]
fn a_run_that_failed_does_not_know_what_others_wrote() {
    let folder = corpus();
    folder.write("bad.jsonl", "{\"ar\":1}\n");
    folder.write("again/fixed.jsonl", "{\"ar\":\"نعم\",\"en\":\"Yes\"}\n");
    let failed = run(&folder, "again", "corpus fix ../bad.jsonl ../missing.jsonl -o fixed.jsonl --force");
    assert_eq!(failed.code, Some(2), "{failed:?}");
    run(&folder, "again", "corpus fix ../in.jsonl -o fixed.jsonl").fails_with("there is a file already");
}
