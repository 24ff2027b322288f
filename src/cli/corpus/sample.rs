//! `mizan corpus sample`: draws random pairs for inspection.

use super::{
    Input, Report, broken,
    made::Made,
    places::{OutputArgs, Places},
    record::Record,
};
use crate::cli::{Outcome, console::Console, summary};
use mizan::{
    Error, Result,
    corpus::{
        parts::{DecisionFile, distribute},
        sample::{Strata, sample, stratified},
    },
};
use std::path::PathBuf;

/// Draw random pairs from a corpus
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus sample clean.jsonl.zst -n 200 -o look.tsv
  mizan corpus sample clean.jsonl -n 1000 --by doc --temperature 3 -o mix.jsonl
  mizan corpus sample clean.jsonl.zst -n 5 | jq .translation")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// Number of pairs
    #[arg(short = 'n', long, value_name = "N", default_value = "100")]
    count: usize,
    /// Seed: another number gives another sample
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// Divide the sample among the values of a member or column (domain, source, doc …)
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// 1 gives every value its share of the corpus; greater numbers make the shares more equal
    #[arg(long, value_name = "T", default_value = "1", requires = "by")]
    temperature: f64,
    /// Where the sample goes; - writes JSON Lines to standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    #[command(flatten)]
    how: OutputArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    if !(args.temperature >= 1.0 && args.temperature.is_finite()) {
        return Err(Error::new(format!("{} is not a temperature", args.temperature)).advise("give 1 or more"));
    }
    let places = Places::plan(&args.input, &args.how, &[Some(&args.output)], &[])?;
    let record = Record::begin(&args.input, &[], (&places, &args.how), console)?;
    if record.as_ref().is_some_and(|record| record.is_done(console)) {
        return Ok(Outcome::Done);
    }
    let opened = args.input.open(console)?;
    let progress = console.progress("reading the corpus");
    let (decisions, rows) = match &args.by {
        None => sample(&opened.corpus, args.count, args.seed)?,
        Some(by) => {
            let strata = Strata { by: by.clone(), temperature: args.temperature };
            stratified(&opened.corpus, args.count, args.seed, &strata)?
        }
    };
    broken(&args.input, &rows, decisions.len() as u64, console)?;
    let takes = |is_sampled: bool| is_sampled.then_some(None);
    let part = |target| DecisionFile { target, takes: &takes, notes: None };
    let parts: Vec<DecisionFile<'_, bool>> = places.targets.iter().flatten().map(part).collect();
    distribute(&opened.corpus, &decisions, &parts)?;
    drop(progress);
    places.finish()?;
    let count = decisions.iter().filter(|decision| **decision).count();
    if let Some(record) = record {
        let parts = places.targets.iter().flatten().map(|target| ("train", target)).collect();
        let counts = Report::new(decisions.len(), &rows, [("sampled", count as u64)]);
        record.finish(&Made { parts, pairs: count as u64, others: Vec::new() }, &counts)?;
    }
    console.say(format_args!("{count} of {}", summary::count(decisions.len(), "pair")));
    Ok(Outcome::Done)
}
