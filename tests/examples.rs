//! The examples in the help of every command are run as they are written.

#![cfg(unix)]

use crate::{embeddings, run::Folder};
use assert_cmd::cargo::cargo_bin;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
    thread,
};

/// A text and its translation, long enough to learn words from.
fn texts() -> [String; 2] {
    let ar = |n| {
        format!("وصلت السفينة {n} إلى الميناء يوم الأحد.\nحملت {n} صندوقا من الشاي.\nعادت السفينة فارغة.\n")
    };
    let en = |n| {
        format!(
            "Ship {n} reached the harbour on Sunday.\nIt carried {n} chests of tea.\nThe ship went back empty.\n"
        )
    };
    [(11..19).map(ar).collect(), (11..19).map(en).collect()]
}

/// Tools to which examples pass data; their output does not matter here.
const TOOLS: &[&str] = &["jq", "less", "man", "zstd", "zstdcat"];

/// Options and operators that are followed by a file to be written.
const WRITES: &[&str] = &[
    "-o",
    "--train",
    "--dev",
    "--test",
    "--rejected",
    "--html",
    "--annotate",
    "--findings",
    "--sample",
    "--report",
    ">",
];

/// Every command with its help, found through the lists of commands in it.
pub(crate) fn commands() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut open = vec![String::new()];
    while let Some(command) = open.pop() {
        let ran = Folder::new().mizan(format!("{command} --help").trim());
        assert_eq!(ran.code, Some(0), "{command}: {ran:?}");
        let help = ran.out().to_owned();
        let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
        let names = listed.take_while(|line| !line.is_empty()).filter_map(|line| {
            let name = line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?;
            name.split(' ').next().filter(|name| *name != "help")
        });
        open.extend(names.map(|name| format!("{command} {name}").trim().to_owned()));
        all.push((command, help));
    }
    all
}

/// The command lines of a help text, without their explanations.
fn examples(help: &str) -> Vec<String> {
    // After the first block, other texts are indented too.
    let tail = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    let mut first = true;
    let lines = tail.filter_map(|line| {
        first &= !line.is_empty();
        line.strip_prefix("  ").filter(|line| first || line.contains("mizan "))
    });
    lines.map(|line| line.split("  ").next().unwrap_or_default().to_owned()).collect()
}

/// A folder with all files used by examples.
pub(crate) fn fixture() -> Folder {
    let folder = Folder::new();
    let [ar, en] = texts();
    for name in ["report", "book", "book/tea", "crawl/tea"] {
        folder.write(&format!("{name}.ar.txt"), &ar);
        folder.write(&format!("{name}.en.txt"), &en);
    }
    for name in ["lines", "corpus", "newstest"] {
        folder.write(&format!("{name}.ar"), &ar);
        folder.write(&format!("{name}.en"), &en);
    }
    for (name, text) in [("report.txt", &ar), ("ar/tea.txt", &ar), ("en/tea.txt", &en)] {
        folder.write(name, text);
    }
    folder.write("crawl/boat-ar.html", format!("<p>{}</p>", ar.replace('\n', "</p><p>")));
    folder.write("crawl/boat-en.html", format!("<p>{}</p>", en.replace('\n', "</p><p>")));
    folder.write("documents.tsv", "tea\tar/tea.txt\ten/tea.txt\n");
    let json = |text: &str| text.replace('\n', " ");
    folder.write(
        "documents.jsonl",
        format!("{{\"id\":\"tea\",\"ar\":\"{}\",\"en\":\"{}\"}}\n", json(&ar), json(&en)),
    );
    folder.write("ar.jsonl", format!("{{\"id\":\"tea\",\"text\":\"{}\"}}\n", json(&ar)));
    folder.write("en.jsonl", format!("{{\"id\":\"tea\",\"text\":\"{}\"}}\n", json(&en)));
    let pairs: String = ar.lines().zip(en.lines()).map(|(ar, en)| format!("{ar}\t{en}\n")).collect();
    for name in ["pairs.tsv", "in.tsv", "memory.tsv", "flores.tsv"] {
        folder.write(name, &pairs);
    }
    folder.write("my.tsv", "ميزان\tscales\nشاي\ttea\n");
    folder.write("words.dic", "scales @ ميزان\ntea @ شاي\n");
    let steps = "[[step]]\nrun = \"batch\"\n[[step]]\nrun = \"dedup\"\n";
    folder.write("pipeline.toml", format!("input = [\"crawl\"]\noutput = \"corpus\"\n{steps}"));
    folder.write("accepted.tsv", "*\tadded-number\t\t3\n");
    let row = |n| format!("{{\"ar\":\"وصل {n} رجال إلى القاهرة\",\"en\":\"{n} men came to Cairo\"}}\n");
    folder.write("trusted.jsonl", (0..300).map(row).collect::<String>());
    catalogues(&folder);
    made(&folder);
    tools(&folder);
    folder
}

/// Catalogues used by translators.
fn catalogues(folder: &Folder) {
    let strings = |text: &str| format!("<resources><string name=\"boxes\">{text}</string></resources>\n");
    folder.write("values/strings.xml", strings("%d boxes"));
    folder.write("values-ar/strings.xml", strings("%d صناديق"));
    folder.write("po/ar.po", "msgid \"Open %d files\"\nmsgstr \"افتح %d ملفات\"\n");
}

/// Files made by the program.
fn made(folder: &Folder) {
    for made in [
        "align report.ar.txt report.en.txt -o out.tmx -o out.json -o report.json -o memory.tmx -o in.jsonl",
        "align report.ar.txt report.en.txt -o a.jsonl -o corpus.jsonl -o reviewed.xliff -o job.xlf -q",
        "batch crawl -o aligned -q",
        "corpus fluency trusted.jsonl -o fluency.tsv -q",
        "corpus sample in.jsonl -o b.jsonl.gz -q",
        "corpus sample in.jsonl -o clean.jsonl.zst -q",
        "corpus sample in.jsonl -o unique.jsonl.zst -q",
        "corpus sample aligned -o clean.jsonl -q",
        "corpus audit clean.jsonl -n 1000 --sample look.jsonl --annotate judge.html -q",
        "check out.tmx --format xlsx -o findings.xlsx -q",
    ] {
        let ran = folder.mizan(made);
        assert_eq!(ran.code, Some(0), "{made}: {ran:?}");
    }
    folder.write("judged.jsonl", folder.read("look.jsonl").replace("\"verdict\":\"\"", "\"verdict\":\"ok\""));
    let signed = folder.mizan("corpus sign in.jsonl -q").stdout;
    let signed = String::from_utf8(signed).unwrap();
    let (mut buckets, mut members, mut edges) = (String::new(), String::new(), String::new());
    for line in signed.lines() {
        let cells: Vec<&str> = line.splitn(3, '\t').collect();
        let (key, order) = (&cells[1][..10], &cells[2][..32]);
        buckets += &format!("{key}\t{}\n", cells[2]);
        members += &format!("{order}\t{}\n", cells[2]);
        edges += &format!("{order}\t{order}\n");
    }
    for (name, text) in [("buckets.tsv", buckets), ("members.tsv", members), ("edges.tsv", edges)] {
        folder.write(name, text);
    }
    fs::copy(folder.path("documents.jsonl"), folder.path("crawl.jsonl.zst")).unwrap();
    serve(folder, "review report.ar.txt report.en.txt --no-open").unwrap();
    fs::copy(folder.path("report.mizan"), folder.path("hers.mizan")).unwrap();
}

/// Stand-ins for tools, and the folders for completions.
fn tools(folder: &Folder) {
    for tool in TOOLS {
        folder.write(&format!("bin/{tool}"), "#!/bin/sh\nexec cat\n");
        fs::set_permissions(folder.path(&format!("bin/{tool}")), fs::Permissions::from_mode(0o755)).unwrap();
    }
    for place in [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"] {
        fs::create_dir_all(folder.path(place)).unwrap();
    }
}

/// Starts the server of a review, and stops it when it has printed its address.
fn serve(folder: &Folder, words: &str) -> Result<(), String> {
    let mut command = folder.command();
    command.args(words.split(' ')).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    if address.starts_with("http://127.0.0.1:") { Ok(()) } else { Err(format!("it said {address:?}")) }
}

/// The address of a server of vectors in examples.
const SERVER: &str = "http://127.0.0.1:11434";

/// The example with the address of a server that there is.
fn with_server(example: &str) -> String {
    if !example.contains(SERVER) {
        return example.to_owned();
    }
    example.replace(SERVER, &embeddings::server(embeddings::right))
}

/// Copies the content of a folder, without the files that the example is to write.
fn copy(from: &Path, to: &Path, written: &[&str]) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if written.iter().any(|path| path.trim_end_matches('/') == name) {
            continue;
        }
        if entry.path().is_dir() {
            fs::create_dir_all(to.join(&name)).unwrap();
            copy(&entry.path(), &to.join(&name), &[]);
        } else {
            fs::copy(entry.path(), to.join(&name)).unwrap();
        }
    }
}

/// Runs a command line in a copy of a folder, and returns the error.
pub(crate) fn run(fixture: &Folder, example: &str) -> Result<(), String> {
    let example = &with_server(example);
    let words: Vec<&str> = example.split(' ').collect();
    let mut written: Vec<&str> =
        words.windows(2).filter(|two| WRITES.contains(&two[0])).map(|two| two[1]).collect();
    if words[1] == "convert" {
        written.extend(words.get(3).copied().filter(|word| !word.starts_with('-')));
        written
            .extend(written.contains(&"corpus.moses").then_some(["corpus.ar", "corpus.en"]).iter().flatten());
    }
    let folder = Folder::new();
    copy(&fixture.path(""), &folder.path(""), &written);
    if words[..2] == ["mizan", "review"] {
        let quiet = if words.contains(&"--no-open") { "" } else { " --no-open" };
        return serve(&folder, &format!("{}{quiet}", words[1..].join(" ")));
    }
    let binary = cargo_bin("mizan");
    let mut places = vec![folder.path("bin"), binary.parent().unwrap().to_owned()];
    places.extend(env::split_paths(&env::var_os("PATH").unwrap()));
    let mut shell = Command::new("sh");
    shell.args(["-c", example]).current_dir(folder.path("")).env("HOME", folder.path(""));
    let ran = shell.env("PATH", env::join_paths(places).unwrap()).stdin(Stdio::null()).output().unwrap();
    let stderr = String::from_utf8_lossy(&ran.stderr).into_owned();
    let good = ran.status.code() == Some(0) || ran.status.code() == Some(1) && words[1] == "check";
    if !good || stderr.contains("mizan: ") {
        return Err(format!("ended with {:?}; {stderr}", ran.status.code()));
    }
    let missing = written.iter().find(|path| **path != "-" && !is_there(&folder, path));
    missing.map_or(Ok(()), |path| Err(format!("{path} was not written; {stderr}")))
}

/// True if a file that an example writes exists; a Moses corpus has another name.
fn is_there(folder: &Folder, path: &str) -> bool {
    let path = path.replace('~', "").trim_start_matches('/').to_owned();
    let moses = path.strip_suffix(".moses").map_or_else(|| path.clone(), |stem| format!("{stem}.ar"));
    folder.path(&moses).exists()
}

#[test]
fn every_example_in_the_help_runs_and_writes_what_it_says() {
    let fixture = fixture();
    let try_all = |(command, help): (String, String)| {
        let examples = examples(&help);
        let none = examples.is_empty().then(|| format!("`mizan {command} --help` has no example"));
        let failed = examples
            .iter()
            .filter_map(|example| run(&fixture, example).err().map(|why| format!("{example}\n    {why}")));
        none.into_iter().chain(failed).collect::<Vec<_>>()
    };
    let failures: Vec<String> = thread::scope(|scope| {
        let try_all = &try_all;
        let tried: Vec<_> =
            commands().into_iter().map(|command| scope.spawn(move || try_all(command))).collect();
        tried.into_iter().flat_map(|tried| tried.join().unwrap()).collect()
    });
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}
