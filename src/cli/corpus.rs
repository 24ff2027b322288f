//! `mizan corpus …`: filtering, de-duplicating, dividing, counting and sampling pairs.

use super::{
    Outcome,
    console::{Console, Stdout, failed},
    input::is_dash,
};
use clap::ValueEnum;
use mizan::{
    Error, Result,
    bitext::{rows, save},
    corpus::{
        filter::{self, Filter, KEPT, Verdicts},
        page::page,
        parts::{Broken, Part, distribute, holds_reasons},
        sample::{SAMPLED, sample},
        source::Corpus,
        split::{DEV, LEAK, Shares, TEST, TRAIN, split},
        statistics::{Statistics, statistics},
        target::Target,
    },
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Work on the pairs of a whole corpus
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    Filter(FilterArgs),
    Dedup(DedupArgs),
    Split(SplitArgs),
    Stats(StatsArgs),
    Sample(SampleArgs),
}

/// The corpus to be read.
#[derive(Debug, clap::Args)]
struct Input {
    /// Files (.jsonl, .tsv, .ar beside .en; with .gz or .zst), folders of them, the output of `mizan batch`,
    /// or - for JSON Lines on standard input
    #[arg(required = true, value_name = "IN")]
    files: Vec<PathBuf>,
}

/// Drop pairs that are not worth training on
#[derive(Debug, clap::Args)]
#[command(after_help = filters_help(), after_long_help = filters_help())]
pub(super) struct FilterArgs {
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
found by MinHash over five-grams of characters: at a similarity of 0.8 one in 5,000 is overlooked.")]
pub(super) struct DedupArgs {
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

/// Divide a corpus into training, development and test data
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus split clean.jsonl.zst --train train.jsonl --dev dev.jsonl --test test.jsonl
  mizan corpus split in.jsonl --train train.ar --test test.ar --dev-share 0 --test-share 0.05 --seed 7

A document is never divided, and its part does not change when others come or go. A pair in training that is similar
to one in development or test data is dropped, and one in development data that is similar to one in test data.")]
pub(super) struct SplitArgs {
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
    /// From which similarity on two pairs count as one, 0 to 1
    #[arg(long, value_name = "SIMILARITY", default_value = "0.8", value_parser = share)]
    near: f64,
    /// Another number gives another division
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// Write the counts as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Count what is in a corpus
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus stats clean.jsonl.zst
  mizan corpus stats aligned/ --html stats.html --format json")]
pub(super) struct StatsArgs {
    #[command(flatten)]
    input: Input,
    /// text: for people; json: everything
    #[arg(long, default_value = "text")]
    format: Layout,
    /// Write a page with plots
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Text,
    Json,
}

/// Take some pairs of a corpus by chance
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus sample clean.jsonl.zst -n 200 -o look.tsv")]
pub(super) struct SampleArgs {
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

fn share(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or("use a number from 0 to 1".to_owned())
}

pub(super) fn run(command: Command, console: &Console) -> Result<Outcome> {
    match command {
        Command::Filter(args) => run_filter(args, console),
        Command::Dedup(args) => run_dedup(&args, console),
        Command::Split(args) => run_split(&args, console),
        Command::Stats(args) => run_stats(&args, console),
        Command::Sample(args) => run_sample(&args, console),
    }
}

/// A corpus that is open; standard input lies in a folder that goes away at the end.
struct Opened {
    corpus: Corpus,
    _spool: Option<TempDir>,
}

impl Input {
    fn open(&self) -> Result<Opened> {
        let mut files = self.files.clone();
        let mut spool = None;
        for file in files.iter_mut().filter(|file| is_dash(file)) {
            if spool.is_some() {
                return Err(Error::new("standard input can be read only once").advise("name it once"));
            }
            let failed = |error: io::Error| Error::io(Path::new(super::input::STDIN), &error);
            let folder = tempfile::tempdir().map_err(failed)?;
            *file = folder.path().join("stdin.jsonl");
            let mut copy = File::create(&*file).map_err(failed)?;
            io::copy(&mut io::stdin().lock(), &mut copy).map_err(failed)?;
            spool = Some(folder);
        }
        Ok(Opened { corpus: Corpus::new(&files)?, _spool: spool })
    }

    fn name(&self) -> String {
        self.files.iter().map(|file| super::input::name_of(file)).collect::<Vec<_>>().join(", ")
    }
}

/// What a report in JSON holds.
#[derive(Serialize)]
struct Report {
    schema: &'static str,
    rows: u64,
    unreadable: u64,
    #[serde(flatten)]
    counts: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    dropped: BTreeMap<&'static str, u64>,
}

impl Report {
    fn new(rows: usize, broken: &Broken, counts: impl IntoIterator<Item = (&'static str, u64)>) -> Self {
        Report {
            schema: rows::SCHEMA,
            rows: rows as u64,
            unreadable: broken.count,
            counts: counts.into_iter().collect(),
            dropped: BTreeMap::new(),
        }
    }

    fn save(&self, path: Option<&PathBuf>) -> Result<()> {
        path.map_or(Ok(()), |path| {
            save(path, |out| {
                rows::write_pretty(self, out)?;
                out.write_all(b"\n")
            })
        })
    }
}

/// Tells of rows that could not be read. Nothing could be done when that is all of them.
fn broken(broken: &Broken, rows: u64, console: &Console) -> Result<()> {
    if broken.count > 0 && broken.count == rows {
        let first = broken.shown.first().cloned();
        return Err(first.unwrap_or_else(|| Error::new("no row can be read")));
    }
    broken.shown.iter().for_each(|error| console.error(error));
    let more = broken.count - broken.shown.len() as u64;
    if more > 0 {
        console.error(&Error::new(format!("{more} more rows could not be read")));
    }
    Ok(())
}

fn targets(paths: &[Option<&PathBuf>]) -> Result<Vec<Option<Target>>> {
    let paths: Vec<_> =
        paths.iter().map(|path| path.map(|path| Target::of_path(path)).transpose()).collect::<Result<_>>()?;
    for (n, target) in paths.iter().enumerate() {
        if target.is_some() && paths[..n].contains(target) {
            let place = target.iter().flat_map(|target| &target.paths).next().cloned().unwrap_or_default();
            return Err(Error::new("named twice as output").at(place.display()).advise("name it once"));
        }
    }
    Ok(paths)
}

fn run_filter(args: FilterArgs, console: &Console) -> Result<Outcome> {
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

fn run_dedup(args: &DedupArgs, console: &Console) -> Result<Outcome> {
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
    let opened = input.open()?;
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
    out
}

fn run_split(args: &SplitArgs, console: &Console) -> Result<Outcome> {
    let targets = targets(&[Some(&args.train), args.dev.as_ref(), Some(&args.test)])?;
    let dev = match (args.dev_share, &args.dev) {
        (Some(share), None) if share > 0.0 => {
            return Err(Error::new("--dev-share has nowhere to go").advise("give --dev FILE"));
        }
        (Some(share), _) => share,
        (None, Some(_)) => 0.01,
        (None, None) => 0.0,
    };
    let opened = args.input.open()?;
    let progress = console.progress("reading the corpus");
    let shares = Shares { dev, test: args.test_share };
    let found = split(&opened.corpus, shares, args.near, args.seed)?;
    broken(&found.broken, found.decisions.len() as u64, console)?;
    let takes = [TRAIN, DEV, TEST].map(|part| move |decision: u8| (decision == part).then_some(None));
    let parts: Vec<Part<'_>> = targets
        .iter()
        .zip(&takes)
        .filter_map(|(target, takes)| Some(Part { target: target.as_ref()?, takes }))
        .collect();
    distribute(&opened.corpus, &found.decisions, &parts)?;
    drop(progress);
    let counts = [("train", TRAIN), ("dev", DEV), ("test", TEST), ("dropped_as_near", LEAK)]
        .map(|(name, part)| (name, found.count(part)));
    Report::new(found.decisions.len(), &found.broken, counts).save(args.report.as_ref())?;
    let [(_, train), (_, dev), (_, test), (_, leaks)] = counts;
    console.say(format_args!(
        "{train} pairs for training, {dev} for development, {test} for test; {leaks} dropped that would have leaked"
    ));
    if found.without_document > 0 {
        console.say(format_args!(
            "{} pairs name no document and were divided one by one",
            found.without_document
        ));
    }
    Ok(Outcome::Done)
}

fn run_stats(args: &StatsArgs, console: &Console) -> Result<Outcome> {
    let opened = args.input.open()?;
    let progress = console.progress("reading the corpus");
    let (found, rows) = statistics(&opened.corpus)?;
    drop(progress);
    broken(&rows, found.pairs + rows.count, console)?;
    if let Some(path) = &args.html {
        save(path, |out| out.write_all(page(&args.input.name(), &found).as_bytes()))?;
    }
    let mut out = Stdout::new();
    match args.format {
        Layout::Json => rows::write_pretty(&found, &mut out).and_then(|()| out.write_all(b"\n")),
        Layout::Text => out.write_all(text(&found).as_bytes()),
    }
    .map_err(|error| failed(&error))?;
    out.finish()?;
    Ok(Outcome::Done)
}

fn text(of: &Statistics) -> String {
    let mut out = format!(
        "pairs           {}\nunreadable      {}\ndocuments       about {}\n",
        of.pairs, of.unreadable, of.documents
    );
    for (name, side) in [("Arabic", &of.ar), ("English", &of.en)] {
        out += &format!(
            "{name:<15} {} words, {} characters, about {} different words; {} words a pair (median {}); {} empty\n",
            side.words, side.characters, side.vocabulary, side.mean_words, side.median_words, side.empty
        );
    }
    out += &format!("ratio           {} English characters for an Arabic one\n", of.ratio);
    if let Some(mean) = of.mean_confidence {
        out += &format!("confidence      {mean} on average; by tenths from 0: {:?}\n", of.confidence);
    }
    for (name, counts) in [("types", &of.types), ("findings", &of.findings)] {
        if !counts.is_empty() {
            let counts: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
            let counts = super::console::harmless(counts.join(", "));
            out += &format!("{name:<15} {counts}\n");
        }
    }
    out
}

fn run_sample(args: &SampleArgs, console: &Console) -> Result<Outcome> {
    let target = Target::of_path(&args.output)?;
    let opened = args.input.open()?;
    let progress = console.progress("reading the corpus");
    let (decisions, rows) = sample(&opened.corpus, args.count, args.seed)?;
    broken(&rows, decisions.len() as u64, console)?;
    let takes = |decision| (decision == SAMPLED).then_some(None);
    distribute(&opened.corpus, &decisions, &[Part { target: &target, takes: &takes }])?;
    drop(progress);
    let count = decisions.iter().filter(|decision| **decision == SAMPLED).count();
    console.say(format_args!("{count} of {} pairs", decisions.len()));
    Ok(Outcome::Done)
}
