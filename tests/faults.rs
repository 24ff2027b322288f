//! Deliberate faults: full disks, folders that cannot be written, pipes that close, processes that
//! are killed, stopped or duplicated, files that are exchanged. docs/reliability.md lists which
//! test shows what.
//!
//! Disks are small file systems in memory in a mount namespace of the test, which requires Linux
//! and `unshare`.
#![cfg(target_os = "linux")]

use crate::run::{Folder, Ran};

const AR: &str = "وصل الوفد إلى القاهرة.\nغادر بعد 3 أيام.\n";
const EN: &str = "The delegation arrived in Cairo.\nIt left after 3 days.\n";

/// A folder with a pair, files of pairs and a folder of three pairs.
fn folder() -> Folder {
    let folder = Folder::with(&[("a.ar.txt", AR.as_bytes()), ("a.en.txt", EN.as_bytes())]);
    for n in 1..=3 {
        folder.write(&format!("docs/{n}.ar.txt"), AR);
        folder.write(&format!("docs/{n}.en.txt"), EN);
    }
    folder.write("pairs.tsv", "نعم هذا صحيح\tyes this is right\nلا\tno\n");
    folder.write(
        "rows.jsonl",
        "{\"ar\":\"نعم هذا صحيح\",\"en\":\"yes this is right\"}\n{\"ar\":\"هذا بيت كبير\",\"en\":\"this is a large house\"}\n",
    );
    folder
}

/// Runs a line of `sh` as root of a namespace in which `disk` is a file system of 256 KiB.
fn on_a_disk(folder: &Folder, line: &str) -> Ran {
    let script = format!("mkdir -p disk && mount -t tmpfs -o size=256k none disk && {line}");
    folder.write("line.sh", &script);
    folder.shell("exec unshare --mount --map-root-user sh line.sh 2>&1 >out")
}

/// Fills the disk; an existing file on it must stay unchanged.
const FILL: &str = "echo old >disk/old.tsv; dd if=/dev/zero of=disk/fill bs=4k 2>/dev/null; ";
/// Makes the disk read-only, even for root.
const SEAL: &str = "echo old >disk/old.tsv; mount -o remount,ro disk; ";

/// Checks a command on a disk that cannot be written: one line of error, and the disk unchanged.
#[track_caller]
fn refused_on(prepare: &str, command: &str, words: &str) {
    let folder = folder();
    let line = format!(
        "{prepare} ls -A disk >before; \"$MIZAN\" {command} 2>said >out; echo $? >code; ls -A disk >after; cat disk/old.tsv >kept"
    );
    let ran = on_a_disk(&folder, &line);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let said = folder.read("said");
    let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("mizan: ")).collect();
    assert_eq!(folder.read("code"), "2\n", "{said}");
    assert!(!errors.is_empty() && errors.iter().all(|line| line.contains(words)), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(folder.read("before"), folder.read("after"), "something was left behind: {said}");
    assert_eq!(folder.read("kept"), "old\n");
}

macro_rules! refusals {
    ($($name:ident: $prepare:expr, $command:expr => $words:expr;)*) => {
        $(#[test]
        fn $name() {
            refused_on($prepare, $command, $words);
        })*
    };
}

refusals! {
    align_tells_of_a_full_disk: FILL, "align -q a.ar.txt a.en.txt -o disk/o.tsv" => "the disk is full";
    align_replaces_nothing_on_a_full_disk: FILL, "align -q --force a.ar.txt a.en.txt -o disk/old.tsv" => "the disk is full";
    align_writes_no_tmx_on_a_full_disk: FILL, "align -q a.ar.txt a.en.txt -o disk/o.tmx" => "the disk is full";
    align_writes_no_json_on_a_full_disk: FILL, "align -q a.ar.txt a.en.txt -o disk/o.json" => "the disk is full";
    align_writes_no_xlsx_on_a_full_disk: FILL, "align -q a.ar.txt a.en.txt -o disk/o.xlsx" => "the disk is full";
    align_writes_no_page_on_a_full_disk: FILL, "align -q a.ar.txt a.en.txt -o disk/o.html" => "the disk is full";
    convert_tells_of_a_full_disk: FILL, "convert -q pairs.tsv -o disk/o.tmx" => "the disk is full";
    convert_replaces_nothing_on_a_full_disk: FILL, "convert -q --force pairs.tsv -o disk/old.tsv" => "the disk is full";
    batch_tells_of_a_full_disk: FILL, "batch -q docs -o disk" => "disk";
    filter_tells_of_a_full_disk: FILL, "corpus filter -q --preset clean rows.jsonl -o disk/o.jsonl" => "the disk is full";
    dedup_tells_of_a_full_disk: FILL, "corpus dedup -q rows.jsonl -o disk/o.jsonl" => "the disk is full";
    sample_tells_of_a_full_disk: FILL, "corpus sample -q rows.jsonl -n 2 -o disk/o.jsonl" => "the disk is full";
    a_project_on_a_full_disk_claims_nothing: FILL, "review --no-open a.ar.txt a.en.txt --project disk/p.mizan" => "no project was made";
    align_tells_of_a_disk_that_cannot_be_written: SEAL, "align -q a.ar.txt a.en.txt -o disk/o.tsv" => "disk/o.tsv";
    align_replaces_nothing_on_a_disk_that_cannot_be_written: SEAL, "align -q --force a.ar.txt a.en.txt -o disk/old.tsv" => "disk/old.tsv";
    convert_tells_of_a_disk_that_cannot_be_written: SEAL, "convert -q pairs.tsv -o disk/o.tmx" => "disk/o.tmx";
    batch_tells_of_a_disk_that_cannot_be_written: SEAL, "batch -q docs -o disk/out" => "disk/out";
    filter_tells_of_a_disk_that_cannot_be_written: SEAL, "corpus filter -q --preset clean rows.jsonl -o disk/o.jsonl" => "disk/o.jsonl";
    a_project_is_not_made_where_nothing_can_be_written: SEAL, "review --no-open a.ar.txt a.en.txt --project disk/p.mizan" => "disk/p.mizan";
}

/// Runs a line in a folder with `p.mizan`, made by a review that is stopped at once.
fn with_project(line: &str) -> (Folder, Ran) {
    let folder = folder();
    let make = "\"$MIZAN\" review -q --no-open a.ar.txt a.en.txt --project p.mizan >address & \
        n=0; while [ ! -s address ] && [ $n -lt 300 ]; do sleep 0.1; n=$((n+1)); done; kill $!; wait $!; ";
    let ran = folder.shell(&format!("{make} {line}"));
    (folder, ran)
}

#[test]
fn a_project_on_a_disk_that_cannot_be_written_is_exported_and_nothing_is_left_beside_it() {
    let (folder, _) = with_project("");
    let line = "cp p.mizan disk && mount -o remount,ro disk && \"$MIZAN\" export disk/p.mizan -o o.tsv 2>said; \
        echo $? >code; ls -A disk >after";
    let ran = on_a_disk(&folder, line);
    assert_eq!((ran.code, folder.read("code").as_str()), (Some(0), "0\n"), "{ran:?} {}", folder.read("said"));
    assert!(folder.read("said").contains("cannot be written"), "{}", folder.read("said"));
    assert_eq!(folder.read("after"), "p.mizan\n");
    assert_eq!(folder.read("o.tsv").lines().count(), 2);
}

#[test]
fn a_project_on_a_disk_that_cannot_be_written_is_open_for_reading() {
    let (folder, _) = with_project("");
    let line = "cp p.mizan disk && mount -o remount,ro disk && (timeout 5 \"$MIZAN\" review --no-open disk/p.mizan >address 2>said; \
        ls -A disk >after)";
    on_a_disk(&folder, line);
    assert!(folder.read("said").contains("open for reading only"), "{}", folder.read("said"));
    assert!(folder.read("address").starts_with("http://127.0.0.1:"));
    assert_eq!(folder.read("after"), "p.mizan\n");
}

#[test]
fn a_second_review_of_a_project_is_refused() {
    let line = "\"$MIZAN\" review -q --no-open p.mizan >one & sleep 3; \"$MIZAN\" review -q --no-open p.mizan; code=$?; \
        kill $!; wait $!; exit $code";
    let (_, ran) = with_project(line);
    ran.fails_with("open already in process");
}

#[test]
fn a_review_that_is_stopped_keeps_its_project_to_itself() {
    let line = "\"$MIZAN\" review -q --no-open p.mizan >one & sleep 3; kill -STOP $!; \
        \"$MIZAN\" review -q --no-open p.mizan; code=$?; kill -KILL $!; exit $code";
    let (_, ran) = with_project(line);
    ran.fails_with("open already in process");
}

#[test]
fn a_review_that_was_killed_holds_nobody_up() {
    let line = "\"$MIZAN\" review -q --no-open p.mizan >one & sleep 3; kill -KILL $!; wait $! 2>/dev/null; \
        \"$MIZAN\" export -q p.mizan -o o.tsv && timeout 5 \"$MIZAN\" review -q --no-open p.mizan >two; [ -s two ]";
    let (folder, ran) = with_project(line);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(folder.read("o.tsv").lines().count(), 2);
}

#[test]
fn a_review_whose_project_is_open_is_exported_at_the_same_time() {
    let line = "\"$MIZAN\" review -q --no-open p.mizan >one & sleep 3; \"$MIZAN\" export -q p.mizan -o o.tsv; code=$?; \
        kill $!; wait $!; exit $code";
    let (folder, ran) = with_project(line);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(folder.read("o.tsv").lines().count(), 2);
}

#[test]
fn a_batch_that_was_killed_goes_on_to_the_end_of_an_undisturbed_one() {
    let folder = folder();
    for n in 4..=16 {
        folder.write(&format!("docs/{n}.ar.txt"), AR.repeat(4));
        folder.write(&format!("docs/{n}.en.txt"), EN.repeat(4));
    }
    assert_eq!(folder.mizan("batch -q docs -o calm --shard-documents 5").code, Some(0));
    let wanted = folder.shell("cd calm && find . -name '*.jsonl' | sort | xargs sha256sum");
    for wait in ["0.1", "0.3", "0.6", "1"] {
        folder.shell(&format!(
            "timeout -s KILL {wait} \"$MIZAN\" batch -q docs -o torn --shard-documents 5 2>/dev/null"
        ));
    }
    let ran = folder.mizan("batch -q docs -o torn --shard-documents 5");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let found = folder.shell("cd torn && find . -name '*.jsonl' | sort | xargs sha256sum");
    assert_eq!(found.out(), wanted.out());
    let left = folder.shell("find torn -name '.mizan-*'");
    assert!(left.out().is_empty() || !left.out().contains("jsonl"), "{left:?}");
}

#[test]
fn two_batches_into_one_folder_do_not_mix() {
    let folder = folder();
    for n in 4..=20 {
        folder.write(&format!("docs/{n}.ar.txt"), AR.repeat(10));
        folder.write(&format!("docs/{n}.en.txt"), EN.repeat(10));
    }
    let line = "\"$MIZAN\" batch -q docs -o out -j 1 & first=$!; n=0; while [ ! -d out ] && [ $n -lt 100 ]; do sleep 0.05; n=$((n+1)); done; \
        kill -STOP $first; \"$MIZAN\" batch -q docs -o out; code=$?; kill -CONT $first; wait $first || exit 9; exit $code";
    folder.shell(line).fails_with("out");
}

#[test]
fn pipes_that_close_are_no_errors() {
    let folder = folder();
    folder.write("many.tsv", "نعم هذا صحيح\tyes this is right\n".repeat(20_000));
    for command in
        ["convert -q many.tsv --format jsonl", "align -q a.ar.txt a.en.txt --format tsv", "figures many.tsv"]
    {
        let ran = folder.shell(&format!("{{ \"$MIZAN\" {command}; echo $? >code; }} | head -c 1 >/dev/null"));
        assert!(ran.stderr.is_empty(), "{command}: {ran:?}");
        assert!(matches!(folder.read("code").as_str(), "0\n" | "1\n"), "{command}: {}", folder.read("code"));
    }
}

#[test]
fn standard_output_that_is_full_is_an_error() {
    let folder = folder();
    for command in
        ["align -q a.ar.txt a.en.txt --format tsv", "convert -q pairs.tsv --format jsonl", "segment a.ar.txt"]
    {
        folder.shell(&format!("\"$MIZAN\" {command} >/dev/full")).fails_with("full");
    }
}

#[test]
fn standard_output_that_is_closed_is_an_error_or_quiet() {
    let folder = folder();
    for command in ["align -q a.ar.txt a.en.txt --format tsv", "convert -q pairs.tsv --format jsonl"] {
        let ran = folder.shell(&format!("\"$MIZAN\" {command} >&-"));
        assert!(ran.code.is_some_and(|code| code <= 2) && !ran.stderr.contains("panicked"), "{ran:?}");
    }
}

#[test]
fn a_clock_far_off_changes_nothing_that_is_written() {
    let folder = folder();
    let at = |time: &str| {
        let ran = folder
            .shell(&format!("SOURCE_DATE_EPOCH={time} \"$MIZAN\" align -q a.ar.txt a.en.txt --format jsonl"));
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran.stdout
    };
    assert_eq!(at("0"), at("4102444800"));
}

#[test]
fn a_file_that_is_a_folder_is_named() {
    let folder = folder();
    folder.mizan("align -q docs a.en.txt -o o.tsv").fails_with("docs");
    folder.mizan("convert -q docs -o o.tsv").fails_with("docs");
    assert!(!folder.path("o.tsv").exists());
}

#[test]
fn damaged_projects_are_refused_in_our_own_words_or_read_as_they_were() {
    let (folder, _) = with_project("");
    let whole = std::fs::read(folder.path("p.mizan")).unwrap();
    folder.write("whole.mizan", &whole);
    let wanted = folder.mizan("export -q whole.mizan --format tsv").stdout;
    let mut dice = crate::synthetic::Dice::new(19);
    let foreign = ["SQL", "sqlite", "malformed", "no such", "datatype", "column", "invalid type", "panicked"];
    let (mut refused, mut read) = (0, 0);
    for n in 0..300 {
        let mut bytes = whole.clone();
        match n % 3 {
            0 => {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(8);
            }
            1 => bytes.truncate(dice.below(whole.len())),
            _ => {
                let (from, length) = (dice.below(bytes.len()), 1 + dice.below(64));
                let end = (from + length).min(bytes.len());
                bytes[from..end].fill(dice.below(256) as u8);
            }
        }
        folder.write("harm.mizan", &bytes);
        let _ = std::fs::remove_file(folder.path("harm.mizan-wal"));
        let ran = folder.mizan("export -q harm.mizan --format tsv");
        let texts = |out: &[u8]| -> Vec<String> {
            let out = String::from_utf8_lossy(out).into_owned();
            out.lines().map(|line| line.split('\t').take(2).collect::<Vec<_>>().join("\t")).collect()
        };
        match ran.code {
            Some(0) => {
                read += 1;
                let (found, wanted) = (texts(&ran.stdout), texts(&wanted));
                // A row may be lost together with its numbers, but no text may change.
                assert!(
                    found.iter().all(|line| {
                        line.split('\t')
                            .all(|cell| cell.is_empty() || wanted.iter().any(|line| line.contains(cell)))
                    }),
                    "{n}: {found:?}"
                );
            }
            Some(2) => {
                refused += 1;
                let said = ran.stderr.to_lowercase();
                assert!(!foreign.iter().any(|word| said.contains(&word.to_lowercase())), "{n}: {said}");
            }
            _ => panic!("{n}: {ran:?}"),
        }
    }
    assert!(refused > 50 && read > 10, "{refused} refused, {read} read");
}
