//! `mizan export`: what a review has come to, as files, without the page.

use super::{Outcome, console::Console, output::OutputArgs};
use mizan::{
    Error, Result,
    review::{export, store::Store},
};
use std::path::PathBuf;

/// Write what a review has come to
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan export report.mizan -o report.tmx
  mizan export report.mizan --confirmed -o sure.tsv -o sure.jsonl
  mizan export report.mizan --unflagged --above 0.8 --format jsonl | head

The project may be open in the page at the same time.")]
pub(super) struct Args {
    /// The project
    #[arg(value_name = "FILE.mizan")]
    project: PathBuf,
    /// Only rows that were confirmed
    #[arg(long)]
    confirmed: bool,
    /// No rows that are flagged
    #[arg(long)]
    unflagged: bool,
    /// Only rows with at least this confidence (0 to 1), or confirmed
    #[arg(long, value_name = "N")]
    above: Option<f64>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(args: Args, console: &Console) -> Result<Outcome> {
    let outputs = args.output.plan(&[&args.project])?;
    if outputs.is_empty() {
        return Err(
            Error::new("nothing to write to").advise("add -o FILE.tmx (or .json, .jsonl, .tsv) or --format")
        );
    }
    if args.above.is_some_and(|above| !(0.0..=1.0).contains(&above)) {
        return Err(Error::new("--above is a probability from 0 to 1"));
    }
    let choice = export::Choice { confirmed: args.confirmed, unflagged: args.unflagged, above: args.above };
    let state = Store::peek(&args.project)?;
    let bitext = export::bitext(&state, &choice);
    let written = outputs.write(&bitext, console);
    console.say(format_args!("{} of {} rows", bitext.alignment.beads.len(), state.rows.len()));
    Ok(if written.failed { Outcome::Failed } else { Outcome::Done })
}
