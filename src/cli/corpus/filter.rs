//! `mizan corpus filter`: drops pairs, with reasons.

use super::{
    Input, Report,
    against::AgainstArgs,
    broken,
    made::Made,
    places::{OutputArgs, Places},
    record::Record,
};
use crate::cli::{Outcome, console::Console, file::is_dash, summary};
use mizan::{
    Error, Result,
    corpus::{
        filter::{self, Criteria, Filter, FilterBound, FilterVerdicts, KEPT},
        fluency::Fluency,
        named::name_rows,
        note::Notes,
        parts::{DecisionFile, distribute, holds_reasons},
        source::Corpus,
        target::Target,
    },
};
use std::{path::PathBuf, str::FromStr};

/// Drop pairs that are not worth training on
#[derive(Debug, clap::Args)]
#[command(after_help = filters_help(), after_long_help = filters_help())]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// A set of filters: clean
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// Add a filter, or change one of the preset; NAME>=N and NAME<=N bound a number stored with
    /// the pairs; `all=report` writes the values that the filters see as members filter_NAME, and
    /// drops nothing; repeatable
    #[arg(long = "filter", value_name = "NAME[=VALUE]")]
    filters: Vec<Asked>,
    /// Leave out a filter of the preset; repeatable
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
    /// How usual texts look, for the filter fluency: a file of `mizan corpus fluency`
    #[arg(long, value_name = "FILE")]
    fluency: Option<PathBuf>,
    #[command(flatten)]
    against: AgainstArgs,
    #[command(flatten)]
    out: Out,
}

/// The values of `--filter`.
#[derive(Debug, Clone)]
enum Asked {
    Filter(Filter),
    Bound(FilterBound),
    Report,
}

impl FromStr for Asked {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "all=report" => Ok(Asked::Report),
            _ if text.contains(">=") || text.contains("<=") => text.parse().map(Asked::Bound),
            _ => text.parse().map(Asked::Filter),
        }
    }
}

/// The outputs for rows and counts.
#[derive(Debug, clap::Args)]
pub(super) struct Out {
    /// Write the pairs that are kept; without it they are only counted; - writes JSON Lines to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the dropped pairs, each with its reason, as JSON Lines; duplicates also with the pair
    /// that stays for them, the similarity and the side
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// Write the counts as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    how: OutputArgs,
}

fn filters_help() -> String {
    let mut out = "Examples:\n  mizan corpus filter aligned/ --preset clean -o clean.jsonl.zst\n  \
                   mizan corpus filter in.tsv --filter length=3-80 --filter near -o out.ar\n  \
                   mizan corpus filter in.tsv --preset clean --rejected why.jsonl -o - | head\n\n\
                   Filters, in the order in which they look at a pair (* is in the preset clean):\n"
        .to_owned();
    for known in Filter::ALL {
        let value = if known.value.is_empty() { String::new() } else { format!("={}", known.value) };
        let star = if known.clean { '*' } else { ' ' };
        out += &format!("  {star} {:<18} {}\n", format!("{}{value}", known.name), known.what);
    }
    out
}

pub(super) fn run(args: Args, console: &Console) -> Result<Outcome> {
    let mut filters = args.preset.as_deref().map(Filter::preset).transpose()?.unwrap_or_default();
    for name in &args.without {
        let before = filters.len();
        filters.retain(|filter| filter.name() != name);
        if filters.len() == before {
            return Err(Error::new(format!("no filter of the preset is called `{name}`"))
                .advise("see `mizan corpus filter --help`"));
        }
    }
    let mut bounds = Vec::new();
    for asked in args.filters {
        match asked {
            Asked::Filter(filter) => filters.push(filter),
            Asked::Bound(bound) => bounds.push(bound),
            Asked::Report => return write_values(&args.input, &args.out, console),
        }
    }
    let against = args.against.read()?;
    if filters.is_empty() && bounds.is_empty() && against.is_none() {
        return Err(
            Error::new("no filter was named").advise("give --preset clean, --filter NAME or --against FILE")
        );
    }
    let fluency = args.fluency.as_deref().map(Fluency::read).transpose()?;
    let read: Vec<PathBuf> = args.against.files().iter().chain(&args.fluency).cloned().collect();
    let (against, fluency) = (against.as_ref(), fluency.as_ref());
    let criteria = Criteria { filters, bounds, against, fluency, ..Criteria::default() };
    judge_and_write(&args.input, &criteria, &read, &args.out, console)
}

/// Writes all pairs with the values that the filters see in them.
fn write_values(input: &Input, out: &Out, console: &Console) -> Result<Outcome> {
    let places = Places::plan(input, &out.how, &[out.output.as_ref()], &[])?;
    let Some(target) = &places.targets[0] else {
        return Err(Error::new("all=report has nowhere to write to").advise("give -o FILE.jsonl"));
    };
    holds_reasons(target)?;
    let record = Record::begin(input, &[], (&places, &out.how), console)?;
    if record.as_ref().is_some_and(|record| record.is_done(console)) {
        return Ok(Outcome::Done);
    }
    let opened = input.open(console)?;
    let progress = console.progress("reading the corpus");
    let (rows, unreadable) = filter::report(&opened.corpus, target)?;
    drop(progress);
    broken(input, &unreadable, rows, console)?;
    places.finish()?;
    if let Some(record) = record {
        let pairs = rows - unreadable.count;
        let counts = Report::new(rows as usize, &unreadable, [("kept", pairs)]);
        record.finish(&Made { parts: vec![("train", target)], pairs, others: Vec::new() }, &counts)?;
    }
    console.say(format_args!(
        "{} with what the filters see of them",
        summary::count((rows - unreadable.count) as usize, "pair")
    ));
    Ok(Outcome::Done)
}

/// Judges every row and writes the rows to their outputs; `read` are the files that the criteria come from.
pub(super) fn judge_and_write(
    input: &Input,
    criteria: &Criteria<'_>,
    read: &[PathBuf],
    out: &Out,
    console: &Console,
) -> Result<Outcome> {
    let rows = [out.output.as_ref(), out.rejected.as_ref()];
    let places = Places::plan(input, &out.how, &rows, &[out.report.as_ref()])?;
    places.targets[1].as_ref().map_or(Ok(()), holds_reasons)?;
    let record = Record::begin(input, read, (&places, &out.how), console)?;
    if record.as_ref().is_some_and(|record| record.is_done(console)) {
        return Ok(Outcome::Done);
    }
    let opened = input.open(console)?;
    let progress = console.progress("reading the corpus");
    let verdicts = filter::judge(&opened.corpus, criteria)?;
    broken(input, &verdicts.broken, verdicts.decisions.len() as u64, console)?;
    write_parts(&opened.corpus, &verdicts, &places.targets)?;
    drop(progress);
    places.finish()?;
    let mut counts = Report::new(verdicts.decisions.len(), &verdicts.broken, [("kept", verdicts.kept())]);
    counts.dropped = verdicts.counts().into_iter().collect();
    counts.test_sets.clone_from(&verdicts.found);
    counts.save(out.report.as_ref())?;
    if let Some(record) = record {
        let mut others: Vec<PathBuf> = out.report.iter().filter(|path| !is_dash(path)).cloned().collect();
        if let Some(target) = places.targets[1].as_ref().filter(|target| places.is_file(target)) {
            others.extend(target.written()?);
        }
        let kept = places.targets[0].iter().filter(|target| places.is_file(target));
        let parts = kept.map(|target| ("train", target)).collect();
        record.finish(&Made { parts, pairs: verdicts.kept(), others }, &counts)?;
    }
    console.say(describe(&verdicts));
    Ok(Outcome::Done)
}

/// Writes the rows that are kept to the first target and the others to the second.
fn write_parts(corpus: &Corpus, verdicts: &FilterVerdicts, targets: &[Option<Target>]) -> Result<()> {
    let keep = |decision| (decision == KEPT).then_some(None);
    let reject = |decision| verdicts.reason(decision).map(Some);
    let notes: Notes;
    let mut parts: Vec<DecisionFile<'_>> = Vec::new();
    if let Some(target) = &targets[0] {
        parts.push(DecisionFile { target, takes: &keep, notes: None });
    }
    if let Some(target) = &targets[1] {
        notes = name_rows(corpus, verdicts.notes())?;
        parts.push(DecisionFile { target, takes: &reject, notes: Some(&notes) });
    }
    if parts.is_empty() { Ok(()) } else { distribute(corpus, &verdicts.decisions, &parts) }
}

/// A guess why a filter drops nearly everything.
fn likely_cause(name: &str) -> &'static str {
    match name {
        "duplicate" | "near" | "template" => "is the same corpus named twice, under two names?",
        "against" => "is the test set a part of this corpus?",
        "confidence" | "score" | "bound" => "is this number on another scale, or the bound too strict?",
        "adequacy" | "holes" | "order" | "numbers" | "figures" | "names" => {
            "do the two sides belong together, line by line? A line too many in one file shifts all others"
        }
        "mojibake" => "were the files decoded in the wrong encoding (--encoding)?",
        "words" | "repeat" => "did an extraction from PDF run the words together or write them twice?",
        "frequent" => "does the member `doc` name pairs instead of documents?",
        _ => "are these the columns of the texts (--columns)?",
    }
}

fn describe(verdicts: &FilterVerdicts) -> String {
    let mut out = format!("{} of {} kept", verdicts.kept(), summary::count(verdicts.decisions.len(), "pair"));
    if verdicts.broken.count > 0 {
        out += &format!("\n  {:<14} {}", "unreadable", verdicts.broken.count);
    }
    for (name, count) in verdicts.counts().into_iter().filter(|(_, count)| *count > 0) {
        out += &format!("\n  {name:<14} {count}");
    }
    let (all, kept) = (verdicts.decisions.len() as u64, verdicts.kept());
    let most = verdicts.counts().into_iter().max_by_key(|(_, count)| *count);
    out += &super::against::describe(&verdicts.found);
    if let Some((name, _)) = most.filter(|_| all >= 10 && 10 * kept <= all) {
        out += &format!("\nnearly all pairs are dropped, most by {name}: {}", likely_cause(name));
    } else if let Some((name, count)) = most.filter(|(_, count)| all >= 10 && 10 * count > 9 * all) {
        out += &format!("\n{name} drops {count} of {all} pairs: {}", likely_cause(name));
    }
    out
}
