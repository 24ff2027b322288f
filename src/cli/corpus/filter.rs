//! `mizan corpus filter` and `dedup`: which pairs stay, and why the others do not.

use super::{Input, Report, broken, targets};
use crate::cli::{Outcome, console::Console, output::share};
use mizan::{
    Error, Result,
    corpus::{
        filter::{self, Filter, KEPT, Verdicts},
        parts::{Part, distribute, holds_reasons},
    },
};
use std::path::PathBuf;

/// Drop pairs that are not worth training on
#[derive(Debug, clap::Args)]
#[command(after_help = filters_help(), after_long_help = filters_help())]
pub(in crate::cli) struct FilterArgs {
    #[command(flatten)]
    input: Input,
    /// Write the pairs that are kept; without it they are only counted
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A set of filters: clean
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// Add a filter, or change one of the preset; repeatable
    #[arg(long = "filter", value_name = "NAME[=VALUE]")]
    filters: Vec<Filter>,
    /// Leave out a filter of the preset; repeatable
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
    /// Write the dropped pairs, each with its reason, as JSON Lines
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// Write the counts as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

fn filters_help() -> String {
    let mut out = "Examples:\n  mizan corpus filter aligned/ --preset clean -o clean.jsonl.zst\n  \
                   mizan corpus filter in.tsv --filter length=3-80 --filter near -o out.ar --rejected why.jsonl\n\n\
                   Filters, in the order in which they look at a pair (* is in the preset clean):\n"
        .to_owned();
    for known in Filter::ALL {
        let value = if known.value.is_empty() { String::new() } else { format!("={}", known.value) };
        let star = if known.clean { '*' } else { ' ' };
        out += &format!("  {star} {:<18} {}\n", format!("{}{value}", known.name), known.what);
    }
    out
}

/// Drop pairs that stood earlier in the corpus
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus dedup a.jsonl b.jsonl.gz -o all.jsonl.zst
  mizan corpus dedup in.tsv --exact -o out.tsv

Pairs are equal when they differ only in spelling, vowel signs, case and marks; numbers count. Similar pairs are
found by MinHash over five-grams of characters. Similarity is an estimate, right to about 0.05: what is much more alike
than --near is found, of what is just as alike one half.")]
pub(in crate::cli) struct DedupArgs {
    #[command(flatten)]
    input: Input,
    /// Write the pairs that are kept; without it they are only counted
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only pairs that are equal, not those that are similar
    #[arg(long, conflicts_with = "near")]
    exact: bool,
    /// From which similarity on two pairs count as one, 0 to 1
    #[arg(long, value_name = "SIMILARITY", default_value = "0.8", value_parser = share)]
    near: f64,
    /// Write the dropped pairs, each with its reason, as JSON Lines
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// Write the counts as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub(super) fn run_filter(args: FilterArgs, console: &Console) -> Result<Outcome> {
    let mut filters = args.preset.as_deref().map(Filter::preset).transpose()?.unwrap_or_default();
    for name in &args.without {
        let before = filters.len();
        filters.retain(|filter| filter.name() != name);
        if filters.len() == before {
            return Err(Error::new(format!("no filter of the preset is called `{name}`"))
                .advise("see `mizan corpus filter --help`"));
        }
    }
    filters.extend(args.filters);
    if filters.is_empty() {
        return Err(Error::new("no filter was named").advise("give --preset clean or --filter NAME"));
    }
    judge_and_write(
        &args.input,
        &filters,
        args.output.as_ref(),
        args.rejected.as_ref(),
        args.report.as_ref(),
        console,
    )
}

pub(super) fn run_dedup(args: &DedupArgs, console: &Console) -> Result<Outcome> {
    let mut filters: Vec<Filter> = vec!["duplicate".parse()?];
    if !args.exact {
        filters.push(format!("near={}", args.near).parse()?);
    }
    judge_and_write(
        &args.input,
        &filters,
        args.output.as_ref(),
        args.rejected.as_ref(),
        args.report.as_ref(),
        console,
    )
}

fn judge_and_write(
    input: &Input,
    filters: &[Filter],
    output: Option<&PathBuf>,
    rejected: Option<&PathBuf>,
    report: Option<&PathBuf>,
    console: &Console,
) -> Result<Outcome> {
    let targets = targets(&[output, rejected])?;
    targets[1].as_ref().map_or(Ok(()), holds_reasons)?;
    let opened = input.open(console)?;
    let progress = console.progress("reading the corpus");
    let verdicts = filter::judge(&opened.corpus, filters)?;
    broken(&verdicts.broken, verdicts.decisions.len() as u64, console)?;
    let keep = |decision| (decision == KEPT).then_some(None);
    let reject = |decision| verdicts.reason(decision).map(Some);
    let mut parts: Vec<Part<'_>> = Vec::new();
    if let Some(target) = &targets[0] {
        parts.push(Part { target, takes: &keep });
    }
    if let Some(target) = &targets[1] {
        parts.push(Part { target, takes: &reject });
    }
    if !parts.is_empty() {
        distribute(&opened.corpus, &verdicts.decisions, &parts)?;
    }
    drop(progress);
    let mut counts = Report::new(verdicts.decisions.len(), &verdicts.broken, [("kept", verdicts.kept())]);
    counts.dropped = verdicts.counts().into_iter().collect();
    counts.save(report)?;
    console.say(describe(&verdicts));
    Ok(Outcome::Done)
}

fn describe(verdicts: &Verdicts) -> String {
    let mut out = format!("{} of {} pairs kept", verdicts.kept(), verdicts.decisions.len());
    if verdicts.broken.count > 0 {
        out += &format!("\n  {:<14} {}", "unreadable", verdicts.broken.count);
    }
    for (name, count) in verdicts.counts() {
        out += &format!("\n  {name:<14} {count}");
    }
    let (all, kept) = (verdicts.decisions.len() as u64, verdicts.kept());
    let most = verdicts.counts().into_iter().max_by_key(|(_, count)| *count);
    if let Some((name, _)) = most.filter(|_| all >= 10 && 10 * kept <= all) {
        out += &format!(
            "\nnearly all pairs are dropped, most by {name}: are these the columns of the texts (--columns)?"
        );
    }
    out
}
