//! `mizan corpus sample`: some pairs by chance, to be looked at.

use super::{Input, broken};
use crate::cli::{Outcome, console::Console};
use mizan::{
    Result,
    corpus::{
        parts::{Part, distribute},
        sample::{SAMPLED, sample},
        target::Target,
    },
};
use std::path::PathBuf;

/// Take some pairs of a corpus by chance
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus sample clean.jsonl.zst -n 200 -o look.tsv")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// How many
    #[arg(short = 'n', long, value_name = "N", default_value = "100")]
    count: usize,
    /// Another number gives another sample
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// Where the sample goes
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let target = Target::of_path(&args.output)?;
    let opened = args.input.open(console)?;
    let progress = console.progress("reading the corpus");
    let (decisions, rows) = sample(&opened.corpus, args.count, args.seed)?;
    broken(&rows, decisions.len() as u64, console)?;
    let takes = |decision| (decision == SAMPLED).then_some(None);
    distribute(&opened.corpus, &decisions, &[Part { target: &target, takes: &takes, notes: None }])?;
    drop(progress);
    let count = decisions.iter().filter(|decision| **decision == SAMPLED).count();
    console.say(format_args!("{count} of {} pairs", decisions.len()));
    Ok(Outcome::Done)
}
