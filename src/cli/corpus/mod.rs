//! `mizan corpus …`: filtering, deduplicating, dividing, counting and sampling pairs.

mod against;
mod audit;
mod card;
mod cluster;
mod dedup;
mod documents;
mod filter;
mod fix;
mod fluency;
mod input;
mod made;
mod pipeline;
mod places;
mod record;
mod sample;
mod split;
mod state;
mod stats;

use self::input::Input;
use super::{Outcome, console::Console, empty::no_pairs, summary::count};
use mizan::{
    Error, Result,
    bitext::rows,
    corpus::{against::TestSetHits, parts::Broken},
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

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
    Fix(fix::Args),
    Dedup(dedup::Args),
    Split(split::Args),
    Stats(stats::Args),
    Audit(audit::Args),
    Fluency(fluency::Args),
    Sample(sample::Args),
    Documents(documents::Args),
    Run(pipeline::Args),
    Sign(cluster::Sign),
    Edges(cluster::Edges),
    Components(cluster::Components),
    Keep(cluster::Keep),
}

pub(super) fn run(command: Command, console: &Console) -> Result<Outcome> {
    match command {
        Command::Filter(args) => filter::run(args, console),
        Command::Fix(args) => fix::run(&args, console),
        Command::Dedup(args) => dedup::run(&args, console),
        Command::Split(args) => split::run(&args, console),
        Command::Stats(args) => stats::run(&args, console),
        Command::Audit(args) => audit::run(&args, console),
        Command::Fluency(args) => fluency::run(&args, console),
        Command::Sample(args) => sample::run(&args, console),
        Command::Documents(args) => documents::run(&args, console),
        Command::Run(args) => pipeline::run(&args, console),
        Command::Sign(args) => cluster::sign_rows(&args, console),
        Command::Edges(args) => cluster::find_edges(&args),
        Command::Components(args) => cluster::find_components(&args),
        Command::Keep(args) => cluster::keep_best(&args),
    }
}

/// The content of a report in JSON.
#[derive(Serialize)]
struct Report {
    schema: &'static str,
    rows: u64,
    unreadable: u64,
    #[serde(flatten)]
    counts: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    dropped: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fixed: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    test_sets: Vec<TestSetHits>,
}

impl Report {
    fn new(rows: usize, broken: &Broken, counts: impl IntoIterator<Item = (&'static str, u64)>) -> Self {
        Report {
            schema: rows::SCHEMA,
            rows: rows as u64,
            unreadable: broken.count,
            counts: counts.into_iter().collect(),
            dropped: BTreeMap::new(),
            fixed: BTreeMap::new(),
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

/// Reports rows that could not be read; an error if that is all of them, or if there are none.
fn broken(input: &Input, broken: &Broken, rows: u64, console: &Console) -> Result<()> {
    if rows == 0 {
        return Err(no_pairs(Path::new(&input.name())));
    }
    if broken.count > 0 && broken.count == rows {
        let first = broken.shown.first().cloned();
        return Err(first.unwrap_or_else(|| Error::new("no row can be read")));
    }
    broken.shown.iter().for_each(|error| console.error(error));
    let more = broken.count - broken.shown.len() as u64;
    if more > 0 {
        console.error(&Error::new(count(more as usize, "more row") + " could not be read"));
    }
    Ok(())
}
