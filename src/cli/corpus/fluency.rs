//! `mizan corpus fluency`: learns how usual texts look, for the filter of that name.

use super::{
    Input, broken,
    places::{Places, write_to},
};
use crate::cli::{Outcome, console::Console, output::Replace};
use mizan::{Result, corpus::fluency::Fluency};
use std::path::PathBuf;

/// Learn from a clean corpus how usual texts look, for the filter fluency
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus fluency trusted.jsonl -o fluency.tsv
  mizan corpus filter in.jsonl --fluency fluency.tsv --filter fluency -o out.jsonl

The model counts four letters at a time in each language and measures how many bits a letter of a text takes. One row in ten \
is held out: what is usual is their mean and three deviations, for short, middling and long texts. Thousands of rows of the \
kind that you want to keep are enough.")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// Write the model to this file
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    replace: Replace,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    Places::plan(&args.input, &args.replace.into(), &[], &[Some(&args.output)])?;
    let opened = args.input.open(console)?;
    let progress = console.progress("reading the corpus");
    let (models, unreadable) = Fluency::learn(&opened.corpus)?;
    drop(progress);
    broken(&args.input, &unreadable, u64::MAX, console)?;
    write_to(&args.output, |out| models.write(out))?;
    Ok(Outcome::Done)
}
