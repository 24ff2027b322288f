//! `mizan corpus split`: divides a corpus into training, development and test data.

use super::{
    Input, Report,
    against::AgainstArgs,
    broken,
    made::Made,
    places::{OutputArgs, Places},
    record::Record,
};
use crate::cli::{Outcome, console::Console, file::is_dash, output::share, summary::count};
use mizan::{
    Error, Result,
    corpus::{
        parts::{DecisionFile, distribute},
        side::DuplicateSide,
        split::{Shares, Split, SplitDecision, SplitPlan, split},
    },
};
use std::path::PathBuf;

/// The parts of a corpus.
const PARTS: [SplitDecision; 3] = [SplitDecision::Train, SplitDecision::Dev, SplitDecision::Test];

/// Divide a corpus into training, development and test data
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus split clean.jsonl.zst --train train.jsonl --dev dev.jsonl --test test.jsonl
  mizan corpus split in.jsonl --train train.ar --test test.ar --test-share 0.5 --seed 7

A document is never divided, and its part does not change when others come or go. A pair in training that is similar \
to one in development or test data is dropped, and one in development data that is similar to one in test data; \
one side is enough. Similarity is an estimate, and where it is not sure the pair is dropped.")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// Where training data goes
    #[arg(long, value_name = "FILE")]
    train: PathBuf,
    /// Where development data goes
    #[arg(long, value_name = "FILE")]
    dev: Option<PathBuf>,
    /// Where test data goes
    #[arg(long, value_name = "FILE")]
    test: PathBuf,
    /// Share of the documents that is development data; 0 when --dev is not given
    #[arg(long, value_name = "SHARE", value_parser = share)]
    dev_share: Option<f64>,
    /// Share of the documents that is test data
    #[arg(long, value_name = "SHARE", default_value = "0.01", value_parser = share)]
    test_share: f64,
    /// What must be alike for a pair to leak: the pair as one text, ar, en, either of them, or both
    /// by themselves
    #[arg(long, value_name = "SIDE", default_value = "either")]
    side: DuplicateSide,
    /// Similarity from which two pairs count as one, 0 to 1
    #[arg(long, value_name = "SIMILARITY", default_value = "0.8", value_parser = share)]
    near: f64,
    /// Seed: another number gives another division
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    #[command(flatten)]
    against: AgainstArgs,
    /// Write the counts as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    how: OutputArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let rows = [Some(&args.train), args.dev.as_ref(), Some(&args.test)];
    let places = Places::plan(&args.input, &args.how, &rows, &[args.report.as_ref()])?;
    let shares = args.shares()?;
    let record = Record::begin(&args.input, args.against.files(), (&places, &args.how), console)?;
    if record.as_ref().is_some_and(|record| record.is_done(console)) {
        return Ok(Outcome::Done);
    }
    let against = args.against.read()?;
    let opened = args.input.open(console)?;
    let progress = console.progress("reading the corpus");
    let plan =
        SplitPlan { shares, side: args.side, near: args.near, seed: args.seed, against: against.as_ref() };
    let found = split(&opened.corpus, &plan)?;
    broken(&args.input, &found.broken, found.decisions.len() as u64, console)?;
    let takes = PARTS.map(|part| move |decision: SplitDecision| (decision == part).then_some(None));
    let parts: Vec<DecisionFile<'_, SplitDecision>> = places
        .targets
        .iter()
        .zip(&takes)
        .filter_map(|(target, takes)| Some(DecisionFile { target: target.as_ref()?, takes, notes: None }))
        .collect();
    distribute(&opened.corpus, &found.decisions, &parts)?;
    drop(progress);
    places.finish()?;
    let report = report(&found);
    report.save(args.report.as_ref())?;
    if let Some(record) = record {
        let named = ["train", "validation", "test"].into_iter().zip(&places.targets);
        let parts = named.filter_map(|(name, target)| Some((name, target.as_ref()?)));
        let parts = parts.filter(|(_, target)| places.is_file(target)).collect();
        let pairs = PARTS.map(|part| found.count(part)).iter().sum();
        let others = args.report.iter().filter(|path| !is_dash(path)).cloned().collect();
        record.finish(&Made { parts, pairs, others }, &report)?;
    }
    console.say(describe(&found));
    tell_of_empty_parts(&shares, &found, console);
    Ok(Outcome::Done)
}

impl Args {
    fn shares(&self) -> Result<Shares> {
        let dev = match (self.dev_share, &self.dev) {
            (Some(share), None) if share > 0.0 => {
                return Err(Error::new("--dev-share has nowhere to go").advise("give --dev FILE"));
            }
            (Some(share), _) => share,
            (None, Some(_)) => 0.01,
            (None, None) => 0.0,
        };
        Ok(Shares { dev, test: self.test_share })
    }
}

fn tell_of_empty_parts(shares: &Shares, found: &Split, console: &Console) {
    for (name, part, share, option) in [
        ("development", SplitDecision::Dev, shares.dev, "--dev-share"),
        ("test", SplitDecision::Test, shares.test, "--test-share"),
    ] {
        if share > 0.0 && found.count(part) == 0 {
            console.say(format_args!(
                "no pair is {name} data: no document falls into a share of {share}; try a larger {option}"
            ));
        }
    }
}

fn report(found: &Split) -> Report {
    let names = [
        ("train", SplitDecision::Train),
        ("dev", SplitDecision::Dev),
        ("test", SplitDecision::Test),
        ("dropped_as_near", SplitDecision::Similar),
        ("dropped_by_test_sets", SplitDecision::Known),
    ];
    let counts = names.map(|(name, part)| (name, found.count(part)));
    let mut report = Report::new(found.decisions.len(), &found.broken, counts);
    report.test_sets.clone_from(&found.found);
    report
}

fn describe(found: &Split) -> String {
    let [train, dev, test, leaks] =
        [SplitDecision::Train, SplitDecision::Dev, SplitDecision::Test, SplitDecision::Similar]
            .map(|part| found.count(part));
    let mut out = format!(
        "{} for training, {dev} for development, {test} for test; {leaks} dropped that would have leaked",
        count(train as usize, "pair")
    );
    if found.without_document > 0 {
        out += &format!(
            "\n{} without a document, divided one by one",
            count(found.without_document as usize, "pair")
        );
    }
    out + &super::against::describe(&found.found)
}
