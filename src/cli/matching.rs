//! `mizan match`: finds which document translates which.

use super::{
    Outcome,
    console::{Console, Stdout, failed, harmless},
    file,
    input::{self, ReadArgs},
    output::Replace,
    summary::count,
};
use clap::ValueEnum;
use mizan::{
    Error, Result,
    bitext::save,
    corpus::matching::{DocumentEntry, DocumentMatching, Partner, matched},
    document,
    lexicon::built_in,
    text::{Lang, Sides},
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
};

/// Find out which Arabic document translates which English one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan match ar/ en/ -o documents.tsv && mizan batch documents.tsv -o aligned/
  mizan match crawl/ -o documents.tsv
  mizan match ar.jsonl en.jsonl -o pairs.jsonl && mizan stream < pairs.jsonl > aligned.jsonl

For collections whose names do not say what belongs together. Documents are compared by figures, names and the words of \
the lexicon, rare ones first; the beginnings of those that are most alike are aligned and judged; each gets one partner or \
none. The languages are found out, so that one folder may hold both. \
In a file of documents each line is {\"id\": …, \"text\": …}. The table has the columns id, Arabic, English, score (the \
probability that the two translate each other; empty where there is too little to tell), likeness (0 to 1) and margin (how \
many times as alike as the next best choice); `mizan batch` reads it. With .jsonl as the extension each pair \
is {\"id\": …, \"ar\": TEXT, \"en\": TEXT}, as `mizan stream` reads it. Documents without a partner are listed on standard \
error, or in the file that --unpaired names.")]
pub(super) struct Args {
    /// Folders of documents, or files of documents (.jsonl)
    #[arg(required = true, num_args = 1..=2, value_name = "DIR")]
    inputs: Vec<PathBuf>,
    /// The table to write (.tsv), or the pairs with their texts (.jsonl); standard output without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// tsv: the table; jsonl: the pairs with their texts; otherwise as the extension says
    #[arg(long)]
    format: Option<Layout>,
    /// List the documents without a partner in this file
    #[arg(long, value_name = "FILE")]
    unpaired: Option<PathBuf>,
    #[command(flatten)]
    replace: Replace,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Tsv,
    Jsonl,
}

impl Args {
    /// True if the pairs are written with their texts.
    fn with_texts(&self) -> bool {
        self.format
            .map_or_else(|| self.output.as_deref().is_some_and(is_jsonl), |layout| layout == Layout::Jsonl)
    }
}

/// The source of a document.
enum Source {
    File(PathBuf),
    /// Id and text of a record.
    Record(String, String),
}

/// A document that has been read.
struct Known {
    /// Path or id.
    name: String,
    lang: Lang,
    /// Its data for comparison; removed once it has been compared.
    entry: Option<DocumentEntry>,
    /// The text, if it is to be written.
    text: Option<String>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    for path in args.output.iter().chain(&args.unpaired) {
        args.replace.allows(path)?;
    }
    let sources = sources(&args.inputs)?;
    let with_text = args.with_texts();
    let read = |source: Source| known(source, &args.read, with_text);
    let bar = console.counter("documents read", sources.len() as u64);
    let documents: Vec<Result<Known>> = sources.into_par_iter().map(read).inspect(|_| bar.add(1)).collect();
    drop(bar);
    let (mut known, mut unread) = (Sides::<Vec<Known>>::default(), 0);
    for document in documents {
        match document {
            Ok(document) => known[document.lang].push(document),
            Err(error) => {
                console.error(&error);
                unread += 1;
            }
        }
    }
    for (lang, side) in known.iter() {
        if side.is_empty() {
            return Err(Error::new(format!("no document is {}", lang.name()))
                .at(names(&args.inputs))
                .advise("give Arabic and English documents, in one folder or two"));
        }
    }
    let entries = |side: &mut Vec<Known>| -> Vec<DocumentEntry> {
        side.iter_mut().filter_map(|known| known.entry.take()).collect()
    };
    let entries = known.as_mut().map(entries);
    let bar = console.counter("documents compared", known.ar.len() as u64);
    let matching = matched(entries.as_ref().map(Vec::as_slice), |n| bar.add(n));
    drop(bar);
    let found = Found { known, matching };
    found.write(args)?;
    found.report(args, console)?;
    Ok(if unread > 0 { Outcome::Failed } else { Outcome::Done })
}

fn is_jsonl(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}

fn names(inputs: &[PathBuf]) -> String {
    inputs.iter().map(|path| file::name_of(path)).collect::<Vec<_>>().join(", ")
}

/// All documents of the inputs, in order.
fn sources(inputs: &[PathBuf]) -> Result<Vec<Source>> {
    if let [first, second] = inputs {
        let same = |path: &PathBuf| fs::canonicalize(path).ok();
        if first == second || same(first).is_some_and(|path| same(second) == Some(path)) {
            return Err(Error::new("named twice")
                .at(first.display())
                .advise("give two folders, or one that holds both languages once"));
        }
    }
    let mut sources = Vec::new();
    for input in inputs {
        let before = sources.len();
        if input.is_dir() {
            files_below(input, &mut sources)?;
        } else {
            records(input, &mut sources)?;
        }
        if sources.len() == before {
            return Err(Error::new("there is no document").at(input.display()));
        }
    }
    Ok(sources)
}

/// Adds the files below a folder sorted by path, without hidden ones.
fn files_below(folder: &Path, sources: &mut Vec<Source>) -> Result<()> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inside) = open.pop() {
        let failed = |error| Error::io(&inside, &error);
        for entry in fs::read_dir(&inside).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            match fs::symlink_metadata(entry.path()) {
                // Links to folders are not followed, because they may form a cycle.
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                _ => files.push(entry.path()),
            }
        }
    }
    files.sort();
    sources.extend(files.into_iter().map(Source::File));
    Ok(())
}

/// A document as a line of JSON.
#[derive(Deserialize)]
struct Record {
    id: serde_json::Value,
    #[serde(alias = "ar", alias = "en", alias = "content")]
    text: String,
}

/// Adds the documents of a file with one record per line.
fn records(path: &Path, sources: &mut Vec<Source>) -> Result<()> {
    for (n, line) in file::open(path)?.lines().enumerate() {
        let line = line.map_err(|error| Error::io(path, &error))?;
        if line.trim().is_empty() {
            continue;
        }
        let record: Record = serde_json::from_str(&line).map_err(|error| {
            Error::new(format!("no document: {error}"))
                .at(path.display())
                .line(n as u64 + 1)
                .advise("a line is {\"id\": …, \"text\": …}; a folder of files does as well")
        })?;
        let id = match record.id {
            serde_json::Value::String(id) => id,
            other => other.to_string(),
        };
        sources.push(Source::Record(id, record.text));
    }
    Ok(())
}

fn known(source: Source, read: &ReadArgs, with_text: bool) -> Result<Known> {
    let document = match &source {
        Source::File(path) => input::document(path, &read.options(None, false))?,
        Source::Record(id, text) => document::plain(text, id, false),
    };
    let entry = Some(DocumentEntry::of(&document, built_in()));
    let name = match source {
        Source::File(path) => path.display().to_string(),
        Source::Record(id, _) => id,
    };
    Ok(Known { name, lang: document.lang, entry, text: with_text.then_some(document.text) })
}

fn thousandths(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

/// The documents of both sides and their pairs.
struct Found {
    known: Sides<Vec<Known>>,
    matching: DocumentMatching,
}

/// A pair with its texts, as `mizan stream` reads it.
#[derive(Serialize)]
struct Texts<'a> {
    id: String,
    #[serde(flatten)]
    texts: Sides<&'a str>,
    ar_id: &'a str,
    en_id: &'a str,
    score: Option<f64>,
    likeness: f64,
    margin: f64,
}

impl Found {
    fn documents(&self, pair: &Partner) -> Sides<&Known> {
        self.known.as_ref().zip(pair.documents).map(|(known, n)| &known[n])
    }

    fn write(&self, args: &Args) -> Result<()> {
        let Some(path) = args.output.as_deref().filter(|path| !file::is_dash(path)) else {
            let mut out = Stdout::new();
            let folder = Path::new("");
            let written = if args.with_texts() { self.texts(&mut out) } else { self.table(folder, &mut out) };
            written.map_err(|error| failed(&error))?;
            return out.finish();
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        save(path, |out| if args.with_texts() { self.texts(out) } else { self.table(folder, out) })
    }

    /// Writes one row per pair, with paths relative to the folder of the table.
    fn table(&self, folder: &Path, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "# id\tArabic\tEnglish\tscore\tlikeness\tmargin")?;
        for (n, pair) in self.matching.pairs.iter().enumerate() {
            let Partner { score, likeness, margin, .. } = pair;
            let score = score.map_or(String::new(), |score| format!("{score:.3}"));
            let Sides { ar, en } = self.documents(pair).map(|known| cell(&seen_from(folder, &known.name)));
            writeln!(out, "m{}\t{ar}\t{en}\t{score}\t{likeness:.3}\t{margin:.2}", n + 1)?;
        }
        Ok(())
    }

    fn texts(&self, out: &mut dyn Write) -> io::Result<()> {
        for (n, pair) in self.matching.pairs.iter().enumerate() {
            let documents = self.documents(pair);
            let row = Texts {
                id: format!("m{}", n + 1),
                texts: documents.map(|known| known.text.as_deref().unwrap_or_default()),
                ar_id: &documents.ar.name,
                en_id: &documents.en.name,
                score: pair.score.map(thousandths),
                likeness: thousandths(pair.likeness),
                margin: (pair.margin * 100.0).round() / 100.0,
            };
            mizan::bitext::rows::write_line(&row, out)?;
        }
        Ok(())
    }

    /// Reports what was found and lists the documents without a partner.
    fn report(&self, args: &Args, console: &Console) -> Result<()> {
        let DocumentMatching { pairs, alone: unpaired } = &self.matching;
        let line = |lang: Lang, n: usize| format!("{lang}\t{}", cell(&self.known[lang][n].name));
        let places = unpaired.iter().flat_map(|(lang, alone)| alone.iter().map(move |n| (lang, *n)));
        let alone: Vec<String> = places.map(|(lang, n)| line(lang, n)).collect();
        if let Some(path) = &args.unpaired {
            save(path, |out| alone.iter().try_for_each(|line| writeln!(out, "{line}")))?;
        } else {
            alone.iter().for_each(|line| {
                console.say(format_args!("no partner: {}", harmless(line.replace('\t', " "))));
            });
        }
        console.say(format_args!(
            "{} of {} and {}; without a partner: {} Arabic, {} English",
            count(pairs.len(), "pair"),
            count(self.known.ar.len(), "Arabic document"),
            count(self.known.en.len(), "English document"),
            unpaired.ar.len(),
            unpaired.en.len()
        ));
        Ok(())
    }
}

/// A path as written in a table in `folder`: relative if it is below the folder, else absolute. Ids
/// are unchanged.
fn seen_from(folder: &Path, name: &str) -> String {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (Ok(path), Ok(here)) = (fs::canonicalize(name), fs::canonicalize(here)) else {
        return name.to_owned();
    };
    path.strip_prefix(&here).unwrap_or(&path).display().to_string()
}

/// The text without characters that would break a table.
fn cell(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
