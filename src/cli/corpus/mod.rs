//! `mizan corpus …`: filtering, de-duplicating, dividing, counting and sampling pairs.

mod against;
mod dedup;
mod filter;
mod places;
mod sample;
mod split;
mod stats;

use super::{
    Outcome,
    console::Console,
    input::{STDIN, is_dash, name_of},
};
use mizan::{
    Error, Result,
    bitext::{ColumnChoice, PairOptions, rows},
    corpus::{against::Found, parts::Broken, source::Corpus},
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    fs::File,
    io,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Work on the pairs of a whole corpus
#[derive(Debug, clap::Subcommand)]
#[command(after_help = "\
Examples:
  mizan corpus stats aligned/
  mizan corpus filter aligned/ --preset clean -o clean.jsonl
  mizan corpus dedup clean.jsonl -o unique.jsonl.zst
  mizan corpus split unique.jsonl.zst --train train.jsonl --test test.jsonl --test-share 0.5
  mizan corpus sample aligned/ -n 5 -o - | head")]
pub(super) enum Command {
    Filter(filter::Args),
    Dedup(dedup::Args),
    Split(split::Args),
    Stats(stats::Args),
    Sample(sample::Args),
}

pub(super) fn run(command: Command, console: &Console) -> Result<Outcome> {
    match command {
        Command::Filter(args) => filter::run(args, console),
        Command::Dedup(args) => dedup::run(&args, console),
        Command::Split(args) => split::run(&args, console),
        Command::Stats(args) => stats::run(&args, console),
        Command::Sample(args) => sample::run(&args, console),
    }
}

/// The corpus to be read.
#[derive(Debug, clap::Args)]
struct Input {
    /// Files (.jsonl, .tsv, .ar beside .en; with .gz or .zst), folders of them, the output of `mizan batch`,
    /// or - for JSON Lines on standard input
    #[arg(required = true, value_name = "IN")]
    files: Vec<PathBuf>,
    /// The columns of a table, by number or name, instead of finding them: ar=3,en=4,id=1 or ar=Target,en=Source
    #[arg(long, value_name = "COLUMNS")]
    columns: Option<ColumnChoice>,
    /// Character encoding of the files (UTF-8, UTF-16LE, windows-1256 …) instead of finding out
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// A corpus that is open; standard input lies in a folder that goes away at the end.
struct Opened {
    corpus: Corpus,
    _spool: Option<TempDir>,
}

impl Input {
    /// Opens the corpus; what comes on standard input is put into a file first.
    fn open(&self, console: &Console) -> Result<Opened> {
        let mut files = self.files.clone();
        let mut spool = None;
        for file in files.iter_mut().filter(|file| is_dash(file)) {
            if spool.is_some() {
                return Err(Error::new("standard input can be read only once").advise("name it once"));
            }
            let failed = |error: io::Error| Error::io(Path::new(STDIN), &error);
            let folder = tempfile::tempdir().map_err(failed)?;
            *file = folder.path().join("stdin.jsonl");
            let mut copy = File::create(&*file).map_err(failed)?;
            io::copy(&mut io::stdin().lock(), &mut copy).map_err(failed)?;
            spool = Some(folder);
        }
        let options = PairOptions {
            columns: self.columns.clone(),
            encoding: self.encoding.clone(),
            ..PairOptions::default()
        };
        let corpus = Corpus::with_options(&files, &options)?;
        corpus.remarks().for_each(|remark| console.say(remark));
        Ok(Opened { corpus, _spool: spool })
    }

    /// What the corpus is called.
    fn name(&self) -> String {
        self.files.iter().map(|file| name_of(file)).collect::<Vec<_>>().join(", ")
    }
}

/// What a report in JSON holds.
#[derive(Serialize)]
struct Report {
    schema: &'static str,
    rows: u64,
    unreadable: u64,
    #[serde(flatten)]
    counts: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    dropped: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    test_sets: Vec<Found>,
}

impl Report {
    fn new(rows: usize, broken: &Broken, counts: impl IntoIterator<Item = (&'static str, u64)>) -> Self {
        Report {
            schema: rows::SCHEMA,
            rows: rows as u64,
            unreadable: broken.count,
            counts: counts.into_iter().collect(),
            dropped: BTreeMap::new(),
            test_sets: Vec::new(),
        }
    }

    fn save(&self, path: Option<&PathBuf>) -> Result<()> {
        path.map_or(Ok(()), |path| {
            places::write_to(path, |out| {
                rows::write_pretty(self, out)?;
                out.write_all(b"\n")
            })
        })
    }
}

/// Tells of rows that could not be read. Nothing could be done when that is all of them.
fn broken(broken: &Broken, rows: u64, console: &Console) -> Result<()> {
    if broken.count > 0 && broken.count == rows {
        let first = broken.shown.first().cloned();
        return Err(first.unwrap_or_else(|| Error::new("no row can be read")));
    }
    broken.shown.iter().for_each(|error| console.error(error));
    let more = broken.count - broken.shown.len() as u64;
    if more > 0 {
        console.error(&Error::new(format!("{more} more rows could not be read")));
    }
    Ok(())
}
