//! `mizan corpus sign`, `edges`, `components` and `keep`: the steps of `dedup` on a cluster, which
//! sorts and groups between them.

use super::{Input, broken};
use crate::cli::{
    Outcome,
    console::{Console, Stdout},
    output::share,
};
use mizan::{
    Error, Result,
    corpus::{
        cluster::{components, edges, keep, sign},
        duplicates::Rule,
        rank::Best,
        side::DuplicateSide,
    },
};
use std::io::{self, Write};

/// The conditions under which rows count as duplicates, with the names used by `mizan corpus dedup`.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct RuleArgs {
    /// Similarity from which two pairs count as one, 0 to 1
    #[arg(long, value_name = "SIMILARITY", default_value = "0.8", value_parser = share)]
    near: f64,
    /// What must be alike: pair, ar, en, or both by themselves
    #[arg(long, value_name = "SIDE", default_value = "pair")]
    side: DuplicateSide,
    /// How many pairs stay of those that count as one
    #[arg(long, value_name = "K", default_value = "1")]
    keep: usize,
    /// Which of them stay: those of the highest adequacy or confidence, or the longest
    #[arg(long, value_name = "WHAT", default_value = "adequacy")]
    best: Best,
    /// Treat similar pairs as one even when their figures, negations or opposites differ
    #[arg(long)]
    loose: bool,
}

impl RuleArgs {
    fn rule(self) -> Result<Rule> {
        if self.side == DuplicateSide::Either || self.best == Best::First {
            return Err(Error::new("`either` and `first` depend on all rows at once")
                .advise("use pair, ar, en or both, and adequacy, confidence or longest"));
        }
        let RuleArgs { near, side, keep, best, loose } = self;
        Ok(Rule { near: Some(near), side, keep, best, loose, template: Some(keep), ..Rule::default() })
    }
}

/// Write a line for each pair by which a cluster finds duplicates
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus sign in.jsonl > signed.tsv

Cells: the place of the document in a division by --seed (0 to 1), the keys of the buckets with commas between them, the order \
(the least is the best), the template (equal but for figures), and for each side that is compared fingerprint, guard and \
signature. A pair that cannot be read is an empty line. How `edges`, `components` and `keep` go on: docs/scale.md.")]
pub(in crate::cli) struct Sign {
    #[command(flatten)]
    input: Input,
    /// The seed of the division into parts
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    #[command(flatten)]
    rule: RuleArgs,
}

/// Find the pairs of each bucket that are alike: lines of a key and what `sign` gives from the order on, sorted, on standard input
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus edges < buckets.tsv > edges.tsv")]
pub(in crate::cli) struct Edges {
    #[command(flatten)]
    rule: RuleArgs,
}

/// Name the component of each pair: lines of two orders on standard input, of an order and the best of its component on standard output
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus components < edges.tsv > components.tsv")]
pub(in crate::cli) struct Components {}

/// Find the pairs of each component that are dropped, and for which pair: lines of a component and
/// what `sign` gives from the order on, sorted, on standard input
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus keep < members.tsv > gone.tsv")]
pub(in crate::cli) struct Keep {
    #[command(flatten)]
    rule: RuleArgs,
}

pub(super) fn sign_rows(args: &Sign, console: &Console) -> Result<Outcome> {
    let rule = args.rule.rule()?;
    let opened = args.input.open(console)?;
    let mut out = Stdout::new();
    let (rows, unreadable) = sign(&opened.corpus, &rule, args.seed, &mut out)?;
    out.finish()?;
    // A part of a corpus on a cluster may have no rows.
    broken(&args.input, &unreadable, rows.max(1), console)?;
    Ok(Outcome::Done)
}

pub(super) fn find_edges(args: &Edges) -> Result<Outcome> {
    let rule = args.rule.rule()?;
    streamed(|out| edges(io::stdin().lock(), &rule, out))
}

pub(super) fn find_components(_: &Components) -> Result<Outcome> {
    streamed(|out| components(io::stdin().lock(), out))
}

pub(super) fn keep_best(args: &Keep) -> Result<Outcome> {
    let rule = args.rule.rule()?;
    streamed(|out| keep(io::stdin().lock(), &rule, out))
}

fn streamed(work: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<Outcome> {
    let mut out = Stdout::new();
    work(&mut out)?;
    out.finish()?;
    Ok(Outcome::Done)
}
