//! Many documents: killed runs continue, broken input is reported, and the number of threads changes nothing.

use crate::run::{Folder, finish};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    thread,
};

fn text(n: usize, sentences: usize) -> (String, String) {
    let (mut ar, mut en) = (String::new(), String::new());
    for k in 0..sentences {
        let number = 3 + (n * 31 + k * 7) % 900;
        ar += &format!("وصل {number} رجلا إلى القاهرة يوم الأحد. ثم غادروها بعد {number} أيام.\n");
        en += &format!("{number} men arrived in Cairo on Sunday. Then they left it after {number} days.\n");
    }
    (ar, en)
}

/// A folder `docs` with pairs.
fn documents(count: usize, sentences: usize) -> Folder {
    let folder = Folder::new();
    fs::create_dir(folder.path("docs")).unwrap();
    for n in 0..count {
        let (ar, en) = text(n, sentences);
        folder.write(&format!("docs/d{n:03}.ar.txt"), ar);
        folder.write(&format!("docs/d{n:03}.en.txt"), en);
    }
    folder
}

/// Every file below a folder, with its bytes.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inside) = open.pop() {
        for entry in fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_batch_killed_at_twenty_moments_gives_the_bytes_of_an_undisturbed_run() {
    let folder = documents(60, 6);
    let words = "batch docs --shard-documents 4 --format jsonl.zst -o";
    let start = std::time::Instant::now();
    let ran = folder.mizan(&format!("{words} whole --jobs 1"));
    let undisturbed = start.elapsed();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let mut killed = 0;
    for round in 0..20_u32 {
        let mut command = folder.command();
        command
            .args(words.split_whitespace())
            .args(["again", "--jobs", "1"])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        // Moments in the first half of the time that a whole run takes on this machine.
        thread::sleep(undisturbed * (1 + (round * 7) % 20) / 40);
        // On Unix this is SIGKILL: the program cannot clean up.
        child.kill().unwrap();
        killed += u32::from(!child.wait().unwrap().success());
        // Ensures that there is always something left to kill.
        if folder.path("again/report.json").exists() {
            fs::remove_dir_all(folder.path("again")).unwrap();
        }
    }
    assert!(killed >= 10, "only {killed} runs were killed");
    let ran = folder.mizan(&format!("{words} again --jobs 2"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(tree(&folder.path("again")) == tree(&folder.path("whole")));
    assert_eq!(folder.read("again/manifest.tsv").lines().count(), 61);
}

#[test]
fn the_number_of_threads_changes_no_byte_of_a_stream() {
    let folder = Folder::new();
    let rows: String = (0..100)
        .map(|n| {
            let (ar, en) = text(n, 1 + n % 5);
            serde_json::json!({ "id": n, "ar": ar, "en": en }).to_string() + "\n"
        })
        .collect();
    let run = |jobs: &str| finish(folder.command().args(["stream", "--jobs", jobs]), rows.as_bytes());
    let (one, four) = (run("1"), run("4"));
    assert_eq!((one.code, four.code), (Some(0), Some(0)));
    assert!(one.stdout == four.stdout && one.stderr == four.stderr);
    let trailer: serde_json::Value = serde_json::from_str(&one.stderr).unwrap();
    assert_eq!((&trailer["documents"], &trailer["errors"]), (&100.into(), &0.into()));
    assert_eq!(trailer["bytes"], one.stdout.len());
}

#[test]
fn a_stream_answers_a_record_before_the_next_one_comes() {
    use std::io::{BufRead, BufReader, Write};
    let folder = Folder::new();
    let mut child =
        folder.command().args(["stream", "-q"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for n in 0..3 {
        writeln!(input, "{{\"id\":{n},\"ar\":\"نعم.\",\"en\":\"Yes.\"}}").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("{{\"id\":{n},")), "{answer}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_line_of_a_hundred_megabytes_is_an_error_in_a_stream_and_in_a_corpus() {
    let folder = Folder::new();
    let mut rows = b"{\"id\":\"d#1\",\"ar\":\"\xd9\x86\xd8\xb9\xd9\x85.\",\"en\":\"".to_vec();
    rows.extend(vec![b'x'; 100_000_000]);
    rows.extend("\"}\n{\"id\":\"d#2\",\"ar\":\"نعم.\",\"en\":\"Yes.\"}\n".as_bytes());
    folder.write("in.jsonl", &rows);
    let ran = folder.shell("$MIZAN stream -q < in.jsonl");
    let answers: Vec<&str> = ran.out().lines().collect();
    assert!(answers[0].starts_with("{\"line\":1,\"error\":\"the line has 100000"), "{}", answers[0]);
    assert!(answers[1].starts_with("{\"id\":\"d#2\""));
    let ran = folder.mizan("corpus sample in.jsonl -n 5 -o out.tsv");
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("in.jsonl, line 1: the line has 100000"), "{}", ran.stderr);
    assert_eq!(folder.read("out.tsv"), "نعم.\tYes.\t\t\td#2\n");
}

#[test]
fn the_number_of_threads_changes_no_byte_of_what_comes_out_of_a_corpus() {
    let folder = documents(30, 5);
    assert_eq!(folder.mizan("batch docs -o in -q").code, Some(0));
    for jobs in ["1", "3"] {
        fs::create_dir(folder.path(jobs)).unwrap();
        for words in [
            "filter in --preset clean --filter near --filter length=6-200 -o J/clean.jsonl.gz --rejected J/why.jsonl --report J/filter.json",
            "split in --train J/train.tsv --test J/test.tsv --test-share 0.2 --report J/split.json",
            "dedup in -o J/unique.ar --report J/dedup.json",
            "stats in --html J/stats.html",
            "sample in -n 7 -o J/sample.jsonl",
        ] {
            let ran = folder.mizan(&format!("corpus {} --jobs {jobs}", words.replace('J', jobs)));
            assert_eq!(ran.code, Some(0), "{words}: {ran:?}");
        }
    }
    // Records contain the command line, which differs.
    let made = |jobs: &str| {
        let mut files = tree(&folder.path(jobs));
        files.retain(|(path, _)| !path.to_string_lossy().ends_with(".run.json"));
        files
    };
    assert!(made("1") == made("3"));
    let report: serde_json::Value = serde_json::from_str(&folder.read("1/filter.json")).unwrap();
    let dropped: u64 = report["dropped"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!(report["rows"].as_u64().unwrap(), report["kept"].as_u64().unwrap() + dropped);
    assert_eq!(folder.read("1/why.jsonl").lines().count() as u64, dropped);
    assert!(dropped > 0 && folder.read("1/why.jsonl").starts_with("{\"rejected\":\""));
}

#[test]
fn what_a_corpus_cannot_be_made_of_is_said() {
    let folder = documents(2, 1);
    folder.write("bad.jsonl", "[1]\n{}\n");
    folder.write("one.ar", "نعم\nلا\n");
    folder.write("one.en", "yes\n");
    folder.write("half.jsonl.gz", [0x1f, 0x8b, 8, 0, 0]);
    folder.write("ok.tsv", "نعم\tyes\n");
    folder.write("pairs.tsv", "1\tnone.txt\tone.en\n");
    fs::create_dir(folder.path("empty")).unwrap();
    folder.write("full", "");
    for (words, complaint) in [
        ("corpus stats bad.jsonl", "bad.jsonl, line 1: not a pair in JSON"),
        (
            "corpus stats one.ar",
            "one.ar, line 2: the files of this corpus do not have the same number of lines",
        ),
        ("corpus stats half.jsonl.gz", "cannot be unpacked"),
        ("corpus stats none.tsv", "no such file"),
        ("corpus stats empty", "no corpus file in this folder"),
        ("corpus stats ok.tsv ok.tsv", "named twice"),
        ("corpus filter ok.tsv -o out.tsv", "no filter was named"),
        ("corpus filter ok.tsv --filter size -o out.tsv", "no filter is called `size`"),
        ("corpus filter ok.tsv --preset dirty", "no preset is called `dirty`"),
        ("corpus filter ok.tsv --preset clean --without near", "no filter of the preset is called `near`"),
        ("corpus filter ok.tsv --filter ratio -o ok.tsv", "it would be overwritten"),
        ("corpus filter ok.tsv --filter ratio -o out.docx", "does not say a corpus format"),
        ("corpus filter ok.tsv --filter ratio -o no/out.tsv", "folder to write into does not exist"),
        ("corpus dedup ok.tsv -o out.tsv --rejected why.tsv", "reasons are written as JSON Lines"),
        ("corpus split ok.tsv --train t.tsv --test t.tsv", "named twice as output"),
        ("corpus split ok.tsv --train t.tsv --test u.tsv --test-share 1", "below 1 together"),
        ("corpus split ok.tsv --train t.tsv --test u.tsv --dev-share 0.1", "--dev-share has nowhere to go"),
        ("batch none -o out", "no such file"),
        ("batch empty -o out", "no two files here are a pair"),
        ("batch docs -o docs", "the folder is not empty and no run has written it"),
        ("batch docs -o full", "full"),
        ("batch docs -o out --format xml", "no corpus format is called `xml`"),
        ("batch docs -o out --max-memory 5X", "use a number of bytes"),
    ] {
        let ran = folder.mizan(words);
        assert!(ran.code == Some(2) && ran.stderr.contains(complaint), "{words}: {ran:?}");
        ran.fails_with(complaint);
    }
    // Every document of this table fails, so the command as a whole fails.
    let ran = folder.mizan("batch pairs.tsv -o out");
    ran.fails_with("the document could not be aligned");
    assert!(folder.read("out/manifest.tsv").contains("pairs.tsv, line 1: none.txt is not there"));
    for left in ["out.tsv", "t.tsv", "u.tsv", "why.tsv"] {
        assert!(!folder.path(left).exists(), "{left}");
    }
}

#[test]
fn bad_rows_of_a_table_are_said_and_the_others_are_aligned() {
    let folder = documents(2, 1);
    folder.write("docs/not-utf8.en.txt", b"Yes.\xFF\xFE\x00\x01 No.\n");
    let table = "# id, Arabic, English\n\
        a\tdocs/d000.ar.txt\tdocs/d000.en.txt\n\
        b\tdocs/none.ar.txt\tdocs/d000.en.txt\n\
        a\tdocs/d001.ar.txt\tdocs/d001.en.txt\n\
        c\tdocs/d001.ar.txt\n\
        \tdocs/d001.ar.txt\tdocs/d001.en.txt\n\
        d\tdocs/d001.ar.txt\tdocs\n\
        e\tdocs/d001.en.txt\tdocs/d000.en.txt\n\
        f\tdocs/d001.ar.txt\tdocs/not-utf8.en.txt\n\
        g\tdocs/d001.ar.txt\tdocs/d001.en.txt\n";
    folder.write("pairs.tsv", table);
    let ran = folder.mizan("batch pairs.tsv -o out");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("9 documents (7 failed)"), "{}", ran.stderr);
    assert!(ran.stderr.contains("the reasons are in out/manifest.tsv"), "{}", ran.stderr);
    let manifest = folder.read("out/manifest.tsv");
    let rows: Vec<Vec<&str>> = manifest.lines().skip(1).map(|row| row.split('\t').collect()).collect();
    let wanted = [
        ("a", ""),
        ("b", "pairs.tsv, line 3: docs/none.ar.txt is not there"),
        ("a", "pairs.tsv, line 4: the id `a` is in an earlier row too"),
        ("c", "pairs.tsv, line 5: a row is id, Arabic file, English file"),
        ("", "pairs.tsv, line 6: a row without an id"),
        ("d", "pairs.tsv, line 7: docs is not there"),
        ("e", "both texts are English"),
        ("f", "docs/not-utf8.en.txt"),
        ("g", ""),
    ];
    assert_eq!(rows.len(), wanted.len());
    for (row, (id, why)) in rows.iter().zip(wanted) {
        let state = if why.is_empty() { "done" } else { "failed" };
        assert!(row[0] == id && row[1] == state && row[7].contains(why), "{row:?}: {why}");
    }
    let shard = folder.read("out/shards/00000.jsonl");
    assert!(shard.contains("\"id\":\"a#b1\"") && shard.contains("\"id\":\"g#b1\""), "{shard}");
}

#[test]
fn bad_rows_of_a_corpus_are_said_and_the_others_are_kept() {
    let folder = Folder::new();
    let mut rows = "{\"ar\":\"نعم.\",\"en\":\"Yes.\"}\n[1]\n7\n{\"ar\":\"لا.\"}\n".as_bytes().to_vec();
    rows.extend(b"{\"ar\":\"\xFF\",\"en\":\"a\"}\n{\"ar\":\"a\",\"en\":\"\\ud800\"}\nhalf {\n");
    rows.extend("{\"schema\":\"mizan/9.0\",\"ar\":\"لا.\",\"en\":\"No.\"}\n".as_bytes());
    rows.extend("{\"ar\":\"لا.\",\"en\":\"No.\"}\n".as_bytes());
    folder.write("in.jsonl", rows);
    let ran = folder.mizan("corpus sample in.jsonl -n 9 -o out.tsv");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let said: Vec<&str> = ran.stderr.lines().collect();
    for (line, words) in [
        "in.jsonl, line 2: not a pair in JSON",
        "in.jsonl, line 3: not a pair in JSON",
        "in.jsonl, line 4: a pair without texts",
        "in.jsonl, line 5, byte 7: invalid UTF-8",
        "in.jsonl, line 6: not a pair in JSON",
        "2 more rows could not be read",
        "2 of 9 pairs",
    ]
    .iter()
    .enumerate()
    {
        assert!(said[line].contains(words), "{words}: {said:?}");
    }
    assert_eq!(folder.read("out.tsv").lines().count(), 2);
    folder.write("pairs.tsv", b"a\tx\xFF\ty\n");
    folder.mizan("batch pairs.tsv -o out").fails_with("pairs.tsv, byte 3: invalid UTF-8");
}

#[test]
#[cfg(target_os = "linux")]
fn a_line_of_a_gigabyte_is_an_error_and_takes_no_memory() {
    let folder = Folder::new();
    // The limit on memory is less than the size of the line.
    let ran = folder.shell(
        r#"(printf '{"id":1,"ar":"'; head -c 1073741824 /dev/zero | tr '\0' x; printf '"}\n{"id":2,"ar":"نعم.","en":"Yes."}\n') |
        (ulimit -v 1000000; $MIZAN stream -q --jobs 1)"#,
    );
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let answers: Vec<&str> = ran.out().lines().collect();
    assert!(answers[0].starts_with("{\"line\":1,\"error\":\"the line has 1073741"), "{}", answers[0]);
    assert!(answers[1].starts_with("{\"id\":2,\"schema\""), "{}", answers[1]);
}

#[test]
fn a_batch_says_which_shards_it_writes_again() {
    let folder = documents(4, 1);
    let words = "batch docs -o out --shard-documents 2";
    assert_eq!(folder.mizan(words).code, Some(0));
    let before = tree(&folder.path("out"));
    folder.write("docs/d003.en.txt", "5 men arrived in Cairo on Sunday.\n");
    let ran = folder.mizan(words);
    assert_eq!(ran.stderr.lines().next(), Some("shard 00001 is written again: document d003 has changed"));
    let after = tree(&folder.path("out"));
    let changed: Vec<_> =
        before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.0.clone()).collect();
    let wanted = ["manifest.tsv", "report.json", "shards/00001.jsonl", "states/00001.tsv"];
    assert!(changed.iter().all(|path| wanted.iter().any(|wanted| path == Path::new(wanted))), "{changed:?}");
    assert!(folder.read("out/shards/00001.jsonl").contains("5 men arrived"));
}

#[test]
fn a_batch_of_another_version_is_refused() {
    let folder = documents(2, 1);
    assert_eq!(folder.mizan("batch docs -o out").code, Some(0));
    let run = folder.read("out/run.json");
    folder.write("out/run.json", run.replace(env!("CARGO_PKG_VERSION"), "99.0.0"));
    folder.mizan("batch docs -o out").fails_with("the folder belongs to another run: version is");
    folder.write("out/run.json", "{}");
    folder.mizan("batch docs -o out").fails_with("says nothing about a run");
}

#[test]
fn a_duplicate_is_named_after_the_row_that_stays_and_other_members_survive() {
    let folder = Folder::new();
    let row = |id: &str, adequacy: f64, ar: &str, en: &str| {
        let texts = serde_json::json!({ "ar": ar, "en": en });
        let row =
            serde_json::json!({ "id": id, "adequacy": adequacy, "translation": texts, "url": "http://x/1" });
        row.to_string() + "\n"
    };
    let rows = [
        row("d#1", 0.7, "وصل الوفد إلى القاهرة.", "The delegation came to Cairo."),
        row("d#2", 0.9, "وصل الوفد الى القاهره", "THE DELEGATION CAME TO CAIRO"),
        row("d#3", 0.8, "وصل الوفد إلى القاهرة.", "A mission reached the capital of Egypt."),
        row("d#4", 0.8, "لا شيء من ذلك يعنيهم.", "None of this is their business."),
    ];
    folder.write("in.jsonl", rows.concat());
    let ran = folder.mizan("corpus dedup in.jsonl -o out.jsonl --rejected why.jsonl");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(folder.read("out.jsonl"), rows[1..].concat());
    let why = folder.read("why.jsonl");
    assert!(
        why.starts_with(
            "{\"rejected\":\"duplicate\",\"duplicate_of\":\"d#2\",\"similarity\":1.0,\"side\":\"pair\","
        ),
        "{why}"
    );
    assert!(why.contains("\"url\":\"http://x/1\"") && why.lines().count() == 1, "{why}");
    let ran = folder.mizan("corpus dedup in.jsonl --side either --best first -o first.tsv");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(folder.read("first.tsv").lines().count(), 2);
    assert!(folder.read("first.tsv").starts_with("وصل الوفد إلى القاهرة.\t"));
}

#[test]
fn what_a_test_set_knows_is_dropped_by_either_side() {
    let folder = Folder::new();
    let long =
        "When the river rose above the old bridge the people of the village carried their goods to the hill";
    let rows = [
        (
            "وصل الوفد إلى القاهرة يوم الأحد.".to_owned(),
            "The delegation arrived in Cairo on Sunday.".to_owned(),
        ),
        ("جملة أولى لا علاقة لها بشيء.".to_owned(), "the delegation ARRIVED in Cairo, on Sunday".to_owned()),
        ("وصل الوفد الى القاهره يوم الاحد".to_owned(), "Some other words stand here.".to_owned()),
        ("جملة ثانية لا علاقة لها بشيء.".to_owned(), format!("{long}, as it seems, and stayed there.")),
        (
            "جملة ثالثة لا علاقة لها بشيء.".to_owned(),
            format!(
                "In the end {long} at once, which nobody had thought possible in such a time of the year, and then all of them slept."
            ),
        ),
        ("جملة رابعة.".to_owned(), "This one is of no test set.".to_owned()),
    ];
    folder.write("in.tsv", rows.iter().map(|(ar, en)| format!("{ar}\t{en}\n")).collect::<String>());
    folder
        .write("pairs.tsv", "وصل الوفد إلى القاهرة يوم الأحد.\tThe delegation arrived in Cairo on Sunday.\n");
    folder.write("lines.en", format!("{long}.\n"));
    for words in ["filter in.tsv", "dedup in.tsv", "split in.tsv --test test.tsv --test-share 0"] {
        let out = if words.starts_with("split") { "--train" } else { "-o" };
        let ran = folder.mizan(&format!(
            "corpus {words} {out} out.tsv --force --report r.json --against pairs.tsv lines.en"
        ));
        assert_eq!(ran.code, Some(0), "{words}: {ran:?}");
        assert_eq!(folder.read("out.tsv").lines().count(), 1, "{words}: {ran:?}");
        let report: serde_json::Value = serde_json::from_str(&folder.read("r.json")).unwrap();
        let sets = &report["test_sets"];
        assert_eq!((&sets[0]["equal"], &sets[0]["sentences"]), (&3.into(), &1.into()), "{report}");
        assert_eq!((&sets[1]["near"], &sets[1]["words"]), (&1.into(), &1.into()), "{report}");
    }
    folder.write("wrong.ar", format!("{long}\n"));
    folder.write("empty.txt", "\n...\n");
    for (words, complaint) in [
        ("corpus dedup in.tsv --against wrong.ar", "in another language than its name or columns say"),
        ("corpus dedup in.tsv --against empty.txt", "no sentence in this test set"),
        ("corpus dedup in.tsv --against none.tsv", "no such file"),
        ("corpus dedup in.tsv --side left", "`left` is no side"),
        ("corpus dedup in.tsv --best worst", "does not say which row is best"),
        ("corpus dedup in.tsv --keep 0", "nothing would be kept"),
    ] {
        let ran = folder.mizan(words);
        assert!(ran.code == Some(2) && ran.stderr.contains(complaint), "{words}: {ran:?}");
    }
}

#[test]
fn an_empty_part_is_said() {
    let folder = Folder::new();
    folder.write("in.tsv", "وصل الوفد.\tThe delegation came.\t1\t1-1\td#b1\n");
    let ran = folder.mizan("corpus split in.tsv --train a.tsv --dev b.tsv --test c.tsv --seed 2");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.stderr.contains("no pair is test data") && ran.stderr.contains("no pair is development data"),
        "{}",
        ran.stderr
    );
}

/// Four rows of another program with a domain and a score; three of them need repair.
fn rows_of_others() -> String {
    [
        ("وصل الوفد إلى القاهرة يوم الأحد.", "The delegation arrived in Cairo on Sunday.", "news", 0.9),
        ("قال &quot;نعم&quot;  أمس ثم ذهب.", "He said \"yes\" yesterday and then left.", "news", 0.3),
        ("ﻭﺻﻞ إلى القاهرة مع الوفد.", "He came to Cairo with the delegation.", "law", 0.8),
        ("راسلنا على ali@example.org غدا.", "Write to us at ali@example.org tomorrow.", "law", 0.7),
    ]
    .iter()
    .enumerate()
    .map(|(n, (ar, en, domain, laser))| {
        let texts = serde_json::json!({ "ar": ar, "en": en });
        let row = serde_json::json!({ "id": format!("d{n}#b1"), "translation": texts, "domain": domain, "laser": laser });
        row.to_string() + "\n"
    })
    .collect()
}

#[test]
fn texts_are_repaired_and_what_was_repaired_is_said() {
    let folder = Folder::new();
    folder.write("in.jsonl", rows_of_others());
    let ran = folder.mizan("corpus fix in.jsonl -o out.jsonl --pii --report r.json");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stderr.starts_with("3 of 4 pairs changed"), "{}", ran.stderr);
    let out: Vec<serde_json::Value> =
        folder.read("out.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let wanted = [
        ("وصل الوفد إلى القاهرة يوم الأحد.", None),
        ("قال \"نعم\" أمس ثم ذهب.", Some("entities blanks")),
        ("وصل إلى القاهرة مع الوفد.", Some("forms")),
        ("راسلنا على [mail] غدا.", Some("pii")),
    ];
    for (row, (ar, fixed)) in out.iter().zip(wanted) {
        assert_eq!((row["translation"]["ar"].as_str(), row["fixed"].as_str()), (Some(ar), fixed));
        assert!(row["domain"].is_string() && row["laser"].is_f64());
    }
    let report: serde_json::Value = serde_json::from_str(&folder.read("r.json")).unwrap();
    assert_eq!((&report["changed"], &report["fixed"]["forms"]), (&3.into(), &1.into()));
    let again = folder.mizan("corpus fix out.jsonl --pii");
    assert!(again.stderr.starts_with("0 of 4 pairs changed"), "{}", again.stderr);
    folder.mizan("corpus fix in.jsonl --without tatwil").fails_with("no repair is called `tatwil`");
}

#[test]
fn values_of_filters_and_scores_of_others_are_bounds() {
    let folder = Folder::new();
    folder.write("in.jsonl", rows_of_others());
    let ran = folder.mizan("corpus filter in.jsonl --filter all=report -o values.jsonl");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let values = folder.read("values.jsonl");
    let members = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row.as_object().unwrap().keys().filter(|name| name.starts_with("filter_")).count()
    };
    let counts: Vec<usize> = values.lines().map(members).collect();
    assert!(
        counts.len() == 4 && counts[0] > 20 && counts.iter().all(|count| *count == counts[0]),
        "{counts:?}"
    );
    for (words, kept) in [
        ("values.jsonl --filter filter_markup<=0", 3),
        ("in.jsonl --filter laser>=0.5", 3),
        ("in.jsonl --filter laser>=0.5 --filter laser<=0.75", 1),
        ("in.jsonl --filter laser>=0.5 --filter pii", 2),
    ] {
        let ran = folder.mizan(&format!("corpus filter {words}"));
        assert!(ran.stderr.starts_with(&format!("{kept} of 4 pairs kept")), "{words}: {ran:?}");
    }
    folder
        .mizan("corpus filter in.jsonl --filter lazer>=0.5")
        .fails_with("no pair has a number called `lazer`");
    folder.mizan("corpus filter in.jsonl --filter laser>=x").fails_with("`laser>=x` is no bound");
    folder.mizan("corpus filter in.jsonl --filter all=report").fails_with("nowhere to write to");
    folder.mizan("corpus filter in.jsonl --filter all=report -o v.tsv").fails_with("written as JSON Lines");
}

#[test]
fn columns_of_a_table_with_a_header_become_members() {
    let folder = Folder::new();
    let rows = "site\tEnglish\tArabic\tlaser\nnews\tHe came to Cairo.\tوصل إلى القاهرة.\t0.9\n\
                news\tHe left the town.\tغادر البلدة.\t0.4\n";
    folder.write("in.tsv", rows);
    let ran = folder.mizan("corpus filter in.tsv --filter laser>=0.5 -o out.jsonl");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let out = folder.read("out.jsonl");
    assert!(out.lines().count() == 1 && out.contains("\"site\":\"news\",\"laser\":\"0.9\""), "{out}");
}

#[test]
fn the_same_text_in_twenty_documents_is_dropped_and_not_before() {
    let folder = Folder::new();
    let row = |n: usize| {
        let texts = serde_json::json!({ "ar": format!("النص رقم {n} من هذا."), "en": "The same line stands in all of them." });
        serde_json::json!({ "id": format!("d{n}#b1"), "translation": texts }).to_string() + "\n"
    };
    for (documents, kept) in [(19, 19), (20, 0)] {
        folder.write("in.jsonl", (0..documents).map(row).collect::<String>());
        let ran = folder.mizan("corpus filter in.jsonl --filter frequent");
        assert!(ran.stderr.starts_with(&format!("{kept} of {documents} pairs kept")), "{ran:?}");
    }
}

#[test]
fn a_pipeline_runs_its_steps_and_leaves_out_what_has_not_changed() {
    let folder = Folder::new();
    folder.write("in.jsonl", rows_of_others());
    let steps = "[[step]]\nrun = \"fix\"\n[[step]]\nrun = \"filter\"\noptions = [\"--filter\", \"laser>=0.5\"]\n\
                 [[step]]\nrun = \"dedup\"\n[[step]]\nrun = \"split\"\n";
    folder.write("p.toml", format!("input = [\"in.jsonl\"]\noutput = \"out\"\n{steps}"));
    let ran = folder.mizan("corpus run p.toml");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("4 steps, 0 of them as they were"), "{}", ran.stderr);
    let first = tree(&folder.path("out"));
    let ran = folder.mizan("corpus run p.toml");
    assert!(ran.code == Some(0) && ran.stderr.contains("4 steps, 4 of them as they were"), "{ran:?}");
    assert!(tree(&folder.path("out")) == first);
    // The damaged output is written again, and the outputs after it are unchanged.
    folder.write("out/02-filter.jsonl.zst", "x");
    let ran = folder.mizan("corpus run p.toml");
    assert!(ran.code == Some(0) && ran.stderr.contains("4 steps, 3 of them as they were"), "{ran:?}");
    assert!(tree(&folder.path("out")) == first);
    let report: serde_json::Value = serde_json::from_str(&folder.read("out/report.json")).unwrap();
    assert_eq!((&report["steps"][0]["pairs"], &report["steps"][2]["counts"]["kept"]), (&4.into(), &3.into()));
    assert_eq!(folder.read("out/report.html").matches("<details>").count(), 5);
    // Other input: every step that depends on it runs again.
    folder.write("in.jsonl", rows_of_others().replace("Cairo", "the capital"));
    let ran = folder.mizan("corpus run p.toml");
    assert!(ran.code == Some(0) && ran.stderr.contains("4 steps, 0 of them as they were"), "{ran:?}");
}

#[test]
fn a_pipeline_file_with_a_slip_is_refused_before_anything_is_written() {
    let folder = Folder::new();
    folder.write("in.jsonl", rows_of_others());
    folder.write("full/other.txt", "");
    let head = "input = [\"in.jsonl\"]\noutput = \"out\"\n";
    for (text, complaint) in [
        (format!("{head}[[step]]\nrun = \"clean\"\n"), "no step is called `clean`"),
        (
            format!("{head}[[step]]\nrun = \"fix\"\n[[step]]\nrun = \"batch\"\n"),
            "batch is in the wrong place",
        ),
        (format!("{head}[[step]]\nrun = \"fix\"\noptions = [\"-o\", \"x\"]\n"), "step 1 has the option -o"),
        (format!("{head}[[step]]\nrum = \"fix\"\n"), "no pipeline file"),
        (format!("{head}step = []\n"), "without input or steps"),
        ("input = [".to_owned(), "no pipeline file"),
        (head.replace("out\"", "full\"") + "[[step]]\nrun = \"fix\"\n", "no pipeline has written it"),
    ] {
        folder.write("p.toml", text);
        folder.mizan("corpus run p.toml").fails_with(complaint);
        assert!(!folder.path("out").exists(), "{complaint}");
    }
    folder.mizan("corpus run none.toml").fails_with("no such file");
}

/// Rows that differ clearly from each other, with members of another program.
fn many_rows(count: usize) -> String {
    let row = |n: usize| {
        let number = 3 + n * 7919 % 10_007;
        format!(
            "{{\"id\":\"d{}#b{n}\",\"translation\":{{\"ar\":\"وصل {number} رجلا إلى القاهرة يوم الأحد\",\"en\":\"{number} men \
             arrived in Cairo on Sunday\"}},\"url\":\"http://x/{n}\",\"n\":{n}}}\n",
            n / 10
        )
    };
    (0..count).map(row).collect()
}

#[test]
fn a_corpus_in_files_of_one_size_is_the_same_corpus() {
    let folder = Folder::new();
    let rows = many_rows(9000);
    folder.write("in.jsonl", &rows);
    fs::create_dir(folder.path("out")).unwrap();
    let words = "corpus filter in.jsonl --filter length=1-200 --shard-size 20K -o out/train.jsonl.gz";
    let ran = folder.mizan(words);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let files = || -> Vec<String> {
        let names = tree(&folder.path("out")).into_iter().map(|(path, _)| path.display().to_string());
        names.filter(|name| name.ends_with(".gz")).collect()
    };
    let first = files();
    assert!(first.len() > 2, "{first:?}");
    assert_eq!(first[0], format!("train-00000-of-{:05}.jsonl.gz", first.len()));
    let ran = folder.mizan("corpus filter out --filter length=1-200 -o back.jsonl");
    assert!(ran.code == Some(0) && folder.read("back.jsonl") == rows, "{ran:?}");
    // Another division removes the files of the first one.
    let ran = folder.mizan(&words.replace("20K", "60K"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let second = files();
    assert!(second.len() < first.len() && second.iter().all(|name| !first.contains(name)), "{second:?}");
    fs::remove_file(folder.path(&format!("out/{}", second[1]))).unwrap();
    folder.mizan("corpus stats out").fails_with("shard 00001 of");
    // The files themselves may be named.
    assert_eq!(folder.mizan(&format!("corpus stats out/{}", second[0])).code, Some(0));
}

#[test]
fn a_run_that_was_done_is_not_done_again_and_one_that_was_not_is() {
    let folder = Folder::new();
    folder.write("in.jsonl", many_rows(50));
    folder.write("known.ar", "لا شيء من ذلك يعنيهم اليوم.\n");
    let words = "corpus dedup in.jsonl --against known.ar -o out.jsonl --rejected why.jsonl --report r.json";
    let is_left_out = || {
        let ran = folder.mizan(words);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran.stderr.contains("nothing has changed since out.jsonl.run.json")
    };
    assert!(!is_left_out());
    let record: serde_json::Value = serde_json::from_str(&folder.read("out.jsonl.run.json")).unwrap();
    assert_eq!(record["counts"]["rows"], 50);
    assert!(
        record["inputs"]["known.ar"].is_string() && record["outputs"]["why.jsonl"].is_string(),
        "{record}"
    );
    assert!(is_left_out());
    // A change of any file that was read or written, and of the options.
    for name in ["in.jsonl", "known.ar"] {
        folder.write(name, folder.read(name).repeat(2));
        assert!(!is_left_out() && is_left_out(), "{name}");
    }
    fs::remove_file(folder.path("why.jsonl")).unwrap();
    assert!(!is_left_out() && is_left_out());
    let ran = folder.mizan(&format!("{words} --loose"));
    assert!(ran.code == Some(0) && !ran.stderr.contains("nothing has changed"), "{ran:?}");
    // Input that cannot be read twice leaves no record.
    assert_eq!(folder.shell("$MIZAN corpus dedup - -o piped.jsonl < in.jsonl").code, Some(0));
    assert!(!folder.path("piped.jsonl.run.json").exists());
}

#[test]
fn a_card_tells_the_steps_that_led_to_a_corpus() {
    let folder = Folder::new();
    folder.write("in.jsonl", many_rows(300));
    for words in [
        "corpus fix in.jsonl -o fixed.jsonl",
        "corpus filter fixed.jsonl --filter length=1-200 -o clean.jsonl.zst",
        "corpus split clean.jsonl.zst --train train.jsonl --dev dev.jsonl --dev-share 0.3 --test test.jsonl --near 1 \
         --side pair --test-share 0.3 --card README.md",
    ] {
        let ran = folder.mizan(words);
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
    let card = folder.read("README.md");
    assert!(card.starts_with("---\nlanguage:\n- ar\n- en\n"), "{card}");
    for wanted in [
        "- n<1K\n",
        "  - split: validation\n    path: \"dev.jsonl\"\n",
        "1. `mizan corpus fix in.jsonl -o fixed.jsonl`",
        "2. `mizan corpus filter fixed.jsonl",
        "3. `mizan corpus split clean.jsonl.zst",
        "   - kept: 300\n",
        "| clean.jsonl.zst | `",
    ] {
        assert!(card.contains(wanted), "{wanted}\n{card}");
    }
    folder
        .mizan("corpus filter in.jsonl --preset clean --card c.md")
        .fails_with("a card describes output files");
}

#[test]
fn an_audit_says_how_much_is_wrong_and_takes_what_people_say() {
    let folder = Folder::new();
    let mut rows = String::new();
    for n in 0..200 {
        let en = if n < 20 { n + 4 } else { n + 3 };
        let ar = n + 3;
        rows += &format!(
            "وصل {ar} رجلا إلى القاهرة يوم الأحد ثم غادروها.\tSome {en} men arrived in Cairo on Sunday and then left it.\n"
        );
    }
    folder.write("in.tsv", rows);
    let words = "corpus audit in.tsv -n 100 -o a.html --report a.json --sample look.jsonl";
    let ran = folder.mizan(words);
    assert!(ran.code == Some(0) && ran.stderr.starts_with("100 of 200 pairs looked at"), "{ran:?}");
    let report: serde_json::Value = serde_json::from_str(&folder.read("a.json")).unwrap();
    let figures =
        report["shares"].as_array().unwrap().iter().find(|share| share["fault"] == "figures").unwrap();
    let of = |name: &str| figures[name].as_f64().unwrap();
    assert!(of("low") <= 0.1 && 0.1 <= of("high") && of("high") < 0.25, "{figures}");
    let page = folder.read("a.html");
    assert!(
        page.contains("<span class=\"word\" lang=\"ar\" dir=\"rtl\">تدقيق<") && page.contains("<svg"),
        "{page}"
    );
    let judged = folder.read("look.jsonl").replace("\"verdict\":\"\"", "\"verdict\":\"ok\"");
    folder.write("judged.jsonl", judged);
    let ran = folder.mizan("corpus audit in.tsv -n 100 --judged judged.jsonl");
    assert!(ran.code == Some(0) && ran.stderr.contains("people judged 100, the program likewise"), "{ran:?}");
    folder
        .write("judged.jsonl", folder.read("look.jsonl").replace("\"verdict\":\"\"", "\"verdict\":\"bad\""));
    folder.mizan("corpus audit in.tsv -n 100 --judged judged.jsonl").fails_with("no verdict is called `bad`");
    folder.mizan("corpus audit in.tsv -n 0").fails_with("a sample of nothing");
}

#[test]
fn a_stream_of_pairs_is_a_corpus() {
    let folder = Folder::new();
    let (ar, en) = text(1, 3);
    let record = serde_json::json!({ "id": "a", "url": "http://x", "translation": { "ar": ar, "en": en } });
    folder.write("docs.jsonl", format!("{record}\n"));
    let ran = folder.shell(
        "$MIZAN stream --flat -q < docs.jsonl | $MIZAN corpus filter - --filter length=1-200 -o out.jsonl",
    );
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let rows = folder.read("out.jsonl");
    assert!(
        rows.lines().count() == 6 && rows.lines().all(|row| row.contains("\"url\":\"http://x\"")),
        "{rows}"
    );
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_program_without_parquet_says_so() {
    let folder = Folder::new();
    folder.write("in.jsonl", many_rows(1));
    folder.write("in.parquet", "PAR1");
    folder.mizan("corpus stats in.parquet").fails_with("built without Parquet");
    folder.mizan("corpus fix in.jsonl -o out.parquet").fails_with("built without Parquet");
    // A batch leaves no folder that would be another run's.
    folder.write("docs/a.ar.txt", "وصل الوفد يوم الأحد.\n");
    folder.write("docs/a.en.txt", "The delegation arrived on Sunday.\n");
    folder.mizan("batch docs -o out --format parquet").fails_with("built without Parquet");
    assert_eq!(folder.mizan("batch docs -o out --format jsonl").code, Some(0));
}

#[cfg(feature = "parquet")]
#[test]
fn every_command_reads_and_writes_parquet_and_loses_no_member() {
    let folder = Folder::new();
    folder.write("in.jsonl", many_rows(200));
    for (words, from, to) in [
        ("corpus fix in.jsonl -o a.parquet", "in.jsonl", "a.parquet"),
        ("corpus filter a.parquet --filter length=1-200 -o b.parquet", "a.parquet", "b.parquet"),
        ("corpus dedup b.parquet --exact -o c.parquet", "b.parquet", "c.parquet"),
        ("corpus sample c.parquet -n 1000 -o d.jsonl", "c.parquet", "d.jsonl"),
    ] {
        let ran = folder.mizan(words);
        assert_eq!(ran.code, Some(0), "{from} {to}: {ran:?}");
    }
    assert_eq!(folder.read("d.jsonl"), folder.read("in.jsonl"));
    // The number of threads changes no byte.
    for jobs in ["1", "3"] {
        let ran = folder
            .mizan(&format!("corpus filter in.jsonl --filter length=1-200 --jobs {jobs} -o j{jobs}.parquet"));
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
    assert!(fs::read(folder.path("j1.parquet")).unwrap() == fs::read(folder.path("j3.parquet")).unwrap());
    let whole = fs::read(folder.path("a.parquet")).unwrap();
    folder.write("cut.parquet", &whole[..whole.len() / 2]);
    folder
        .mizan("corpus filter cut.parquet --preset clean -o x.parquet")
        .fails_with("cannot be read as Parquet");
    assert!(!folder.path("x.parquet").exists());
}
