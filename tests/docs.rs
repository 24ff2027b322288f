//! The pages name the commands, options, formats and filters that the program has, and no others.

#![cfg(unix)]

use crate::{examples, run::Folder};
use mizan::bitext::Format;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    thread,
};

/// The pages for users.
const PAGES: [&str; 13] = [
    "README.md",
    "README.ar.md",
    "CONTRIBUTING.md",
    "bindings/python/README.md",
    "docs/aligning.md",
    "docs/checking.md",
    "docs/figures.md",
    "docs/findings.md",
    "docs/formats.md",
    "docs/html.md",
    "docs/reliability.md",
    "docs/review.md",
    "docs/scale.md",
];

/// Words that mark lines about other programs.
const OTHERS: [&str; 7] =
    ["cargo ", "scripts/", "spark-submit", "examples/", "pip ", "pdftotext", "--no-default-features"];

/// Options of spark-submit, and endings of the files of SQLite.
const NOT_OURS: [&str; 4] = ["--archives", "--master", "-journal", "-wal"];

/// Scripts with options that the pages name by themselves.
const SCRIPTS: [&str; 3] = ["examples/spark/align_corpus.py", "scripts/fit-adequacy", "scripts/noise.py"];

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The lines of shell blocks, without comments.
fn shell_lines(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    blocks.flat_map(str::lines).map(|line| line.split(" #").next().unwrap_or_default().trim())
}

/// The code of a page: the lines of its shell blocks, and the text between backticks outside of blocks.
fn code(page: &str) -> Vec<String> {
    let outside = page.split("```").step_by(2).collect::<String>().replace('\n', " ");
    let spans = outside.split('`').skip(1).step_by(2);
    shell_lines(page).chain(spans).map(str::to_owned).collect()
}

/// A command line divided into its programs.
fn programs(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', ';']).flat_map(|part| part.split("&&")).map(str::trim)
}

/// The options among words: `--format` of `--format=tsv`.
fn options(words: &str) -> Vec<&str> {
    let words = words.split([' ', '=', ',', '…', '[', ']']);
    words.filter(|word| word.len() > 1 && word.starts_with('-') && !word.starts_with("---")).collect()
}

/// The command at the beginning of a line, the longest first: `corpus filter` before `corpus`.
fn command_of<'a>(line: &str, commands: &'a BTreeMap<String, String>) -> Option<&'a str> {
    let begins =
        |name: &&String| line == *name || line.strip_prefix(*name).is_some_and(|rest| rest.starts_with(' '));
    commands.keys().rev().filter(|name| !name.is_empty()).find(begins).map(String::as_str)
}

/// True if a help text names the option.
fn names(help: &str, option: &str) -> bool {
    help.split([' ', ',', '\n', '[', '<', '=']).any(|word| word == option)
}

/// The errors in a command line of a page, or in options without a command.
fn faults(words: &str, commands: &BTreeMap<String, String>, scripts: &[String]) -> Vec<String> {
    let line = words.strip_prefix("mizan ");
    let words = line.unwrap_or(words);
    let command = command_of(words, commands);
    let is_call = line.is_some() && words.starts_with(|first: char| first.is_ascii_lowercase());
    let mut wrong = Vec::new();
    if is_call && command.is_none() {
        wrong.push(format!("there is no such command: {words}"));
    }
    for option in options(words) {
        let known = match command {
            Some(command) => names(&commands[command], option),
            None => {
                let of_script = |script: &String| script.contains(&format!("\"{option}\""));
                NOT_OURS.contains(&option)
                    || scripts.iter().any(of_script)
                    || commands.values().any(|help| names(help, option))
            }
        };
        if !known {
            wrong.push(format!("{option} is no option: {words}"));
        }
    }
    wrong
}

#[test]
fn the_pages_name_no_command_and_no_option_that_there_is_not() {
    let commands: BTreeMap<_, _> = examples::commands().into_iter().collect();
    let scripts = SCRIPTS.map(page);
    let mut seen = 0;
    let mut wrong = Vec::new();
    for name in PAGES {
        for line in code(&page(name)) {
            if OTHERS.iter().any(|other| line.contains(other)) {
                continue;
            }
            for words in programs(&line) {
                seen += options(words).len();
                let found = faults(words, &commands, &scripts);
                wrong.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 100, "only {seen} options were found in the pages");
}

/// A folder with all files that command lines of the pages name.
fn fixture() -> Folder {
    let folder = examples::fixture();
    folder.write("ar.json", "{\"open\": \"افتح {name}\"}");
    folder.write("en.json", "{\"open\": \"Open {name}\"}");
    folder.write("terms.tsv", "شاي\ttea\n");
    let copies = [("memory.tmx", "report.tmx"), ("memory.tmx", "old.tmx"), ("clean.jsonl", "train.jsonl")];
    for (from, to) in copies.into_iter().chain([("judged.jsonl", "look.jsonl")]) {
        folder.write(to, folder.read(from));
    }
    folder
}

#[test]
fn every_command_line_of_the_pages_runs_and_writes_what_it_says() {
    let fixture = fixture();
    let pages = PAGES.map(page);
    let lines: BTreeSet<&str> =
        pages.iter().flat_map(|page| shell_lines(page)).filter(|line| line.starts_with("mizan ")).collect();
    assert!(lines.len() > 20, "{lines:?}");
    let failures: Vec<String> = thread::scope(|scope| {
        let try_one =
            |line: &str| examples::run(&fixture, line).err().map(|why| format!("{line}\n    {why}"));
        let tried: Vec<_> = lines.iter().map(|line| scope.spawn(move || try_one(line))).collect();
        tried.into_iter().filter_map(|tried| tried.join().unwrap()).collect()
    });
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn a_wrong_command_and_a_wrong_option_are_noticed() {
    let commands: BTreeMap<_, _> = examples::commands().into_iter().collect();
    let faulty = |words: &str| !faults(words, &commands, &[]).is_empty();
    for wrong in
        ["mizan weigh a b", "mizan align a b --preset clean", "--colour", "corpus dedup --bset first"]
    {
        assert!(faulty(wrong), "{wrong}");
    }
    for right in ["mizan align a b -o c.tmx", "mizan corpus filter a --preset clean", "--color", "mizan.toml"]
    {
        assert!(!faulty(right), "{right}");
    }
}

#[test]
fn the_table_of_commands_in_the_readme_has_every_command() {
    let commands: BTreeMap<_, _> = examples::commands().into_iter().collect();
    let readme = page("README.md");
    let table = readme.split("## All commands").nth(1).unwrap().split("\n\n").nth(1).unwrap();
    let mut named = BTreeSet::new();
    for row in table.lines().skip(2) {
        let mut group = String::new();
        for span in row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2) {
            // After `corpus filter`, `dedup` is the command `corpus dedup`.
            let within = format!("{group} {span}");
            let command = command_of(&within, &commands).or_else(|| command_of(span, &commands));
            let command = command.unwrap_or_else(|| panic!("README.md: `{span}` is no command"));
            group = command.split_once(' ').map_or(String::new(), |(group, _)| group.to_owned());
            named.insert(command.to_owned());
        }
    }
    // The steps for a cluster are on the page about many documents.
    let scale = code(&page("docs/scale.md"));
    named.extend(scale.iter().filter_map(|line| command_of(line, &commands)).map(str::to_owned));
    let is_group = |name: &str| commands.keys().any(|other| other.starts_with(&format!("{name} ")));
    let all = commands.keys().filter(|name| !name.is_empty() && !is_group(name));
    let missing: Vec<_> = all.filter(|name| !named.contains(*name)).collect();
    assert!(missing.is_empty(), "in no table: {missing:?}");
}

#[test]
fn the_table_of_formats_has_the_formats_that_there_are() {
    let formats = page("docs/formats.md");
    let table = formats.split("\n## Pairs\n\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let cells = table.lines().skip(2).map(|row| row.split('|').nth(2).unwrap());
    let names =
        cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).filter(|name| !name.starts_with('.'));
    // The former name of the index alignment is still accepted.
    let named: BTreeSet<_> = names.filter(|name| *name != "ladder").collect();
    let there_are: BTreeSet<_> = Format::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(named, there_are);
}

#[test]
fn the_page_about_corpora_says_which_filters_are_not_in_the_preset() {
    let help = Folder::new().mizan("corpus filter --help");
    let list = help.out().split("Filters, in").nth(1).unwrap();
    let name = |line: &str| line.split([' ', '=']).next().unwrap_or_default().to_owned();
    let by_hand: BTreeSet<_> = list
        .lines()
        .filter_map(|line| {
            line.strip_prefix("    ").filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
        })
        .map(name)
        .collect();
    let scale = page("docs/scale.md").replace('\n', " ");
    let sentence = scale.split("`--preset clean` has all but ").nth(1).unwrap().split('.').next().unwrap();
    let said: BTreeSet<_> = sentence.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    assert_eq!(said, by_hand);
}
