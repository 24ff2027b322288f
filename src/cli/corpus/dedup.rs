//! `mizan corpus dedup`: keeps one of several duplicates.

use super::{
    Input,
    against::AgainstArgs,
    filter::{Out, judge_and_write},
};
use crate::cli::{Outcome, console::Console, output::share};
use mizan::{
    Error, Result,
    corpus::{
        duplicates::Rule,
        filter::{Criteria, Filter},
        rank::Best,
        side::DuplicateSide,
    },
};

/// Keep one pair of those that are equal or similar
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus dedup a.jsonl b.jsonl.gz -o all.jsonl.zst
  mizan corpus dedup in.tsv --exact -o out.tsv
  mizan corpus dedup in.jsonl --side either --keep 2 --best longest -o out.jsonl
  mizan corpus dedup in.jsonl --rejected why.jsonl -o - | head
  mizan corpus dedup in.jsonl --against newstest.ar newstest.en flores.tsv -o out.jsonl

Pairs are equal when they differ only in spelling, vowel signs, case and marks; numbers count. Similar pairs are \
found by MinHash over five-grams of characters, nine of ten of those that are just as alike as --near and all that are \
clearly more so. Pairs whose figures, negations or opposites (rise, fall) differ stay, unless --loose is given. What stays \
depends on --best, then on the ids, and not on the order of the input.")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// Drop only equal pairs, not similar ones
    #[arg(long, conflicts_with = "near")]
    exact: bool,
    /// Similarity from which two pairs count as one, 0 to 1
    #[arg(long, value_name = "SIMILARITY", default_value = "0.8", value_parser = share)]
    near: f64,
    /// What must be alike: the pair as one text, ar, en, either of them, or both by themselves
    #[arg(long, value_name = "SIDE", default_value = "pair")]
    side: DuplicateSide,
    /// How many pairs stay of those that count as one
    #[arg(long, value_name = "K", default_value = "1")]
    keep: usize,
    /// Which of them stay: those of the highest adequacy or confidence, the longest, or the first
    #[arg(long, value_name = "WHAT", default_value = "adequacy")]
    best: Best,
    /// Keep at most this many of the pairs that are equal except for their figures
    #[arg(long, value_name = "K")]
    template: Option<usize>,
    /// Treat similar pairs as one even when their figures, negations or opposites differ
    #[arg(long)]
    loose: bool,
    #[command(flatten)]
    against: AgainstArgs,
    #[command(flatten)]
    out: Out,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    if args.keep == 0 || args.template == Some(0) {
        return Err(Error::new("nothing would be kept").advise("keep 1 or more"));
    }
    let mut filters: Vec<Filter> = vec!["duplicate".parse()?];
    if !args.exact {
        filters.push(format!("near={}", args.near).parse()?);
    }
    let rule = Rule {
        side: args.side,
        template: args.template,
        loose: args.loose,
        keep: args.keep,
        best: args.best,
        ..Rule::default()
    };
    let against = args.against.read()?;
    let criteria = Criteria { filters, rule, against: against.as_ref(), ..Criteria::default() };
    judge_and_write(&args.input, &criteria, args.against.files(), &args.out, console)
}
