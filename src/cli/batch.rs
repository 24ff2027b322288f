//! `mizan batch`: a folder of document pairs.

use super::{
    Outcome,
    console::{Console, harmless},
    input::ReadArgs,
    output::share,
    size,
    stream::DocumentArgs,
    summary::count,
};
use mizan::{
    Error, Result,
    corpus::{
        batch::{BatchPlan, BatchStep, Report, batch},
        folder,
        shape::Shape,
    },
};
use std::path::{Path, PathBuf};

/// Align a folder of document pairs
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan batch crawl/ -o aligned/
  mizan batch crawl/ -o aligned/ --pattern '{name}-{lang}.html'
  mizan batch documents.tsv -o aligned/ --format moses.gz --jobs 8

Pairs are found by name: a.ar.txt and a.en.txt, a_ar.txt and a_en.txt, a (ar).txt, a.ar-EG.txt, a.arabic.txt, ar_a.txt, \
a.ar and a.en, ar/a.txt and en/a.txt, Arabic/ and English/; where names say nothing, by the language of files that \
belong together; or a table names them with the columns id, Arabic file, English file. The folder OUT gets shards/, states/, manifest.tsv (what became \
of each document) and report.json. Stopped at any moment, the same command goes on where it was; the bytes are the same. \
Shards whose documents have changed since are written again. A document that fails is a row in the manifest; one whose \
texts do not look like translations of each other (score below 0.5) is `suspect` there. Exit code 2 \
only when nothing could be done.")]
pub(super) struct Args {
    /// A folder, or a table of pairs
    #[arg(value_name = "DIR")]
    input: PathBuf,
    /// The folder to write into; new, or of the same run
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// How the files of a folder are named, instead of finding out; * stands for anything
    #[arg(long, value_name = "PATTERN")]
    pattern: Option<folder::Pattern>,
    /// jsonl, tsv or moses, followed by .zst or .gz to compress, or parquet
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    format: Shape,
    /// Documents in a shard
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..))]
    shard_documents: u32,
    /// Write the pairs of documents whose score is below this into OUT/suspect instead of OUT/shards
    #[arg(long, value_name = "SCORE", value_parser = share)]
    min_score: Option<f64>,
    /// Memory that the documents in progress may need together
    #[arg(long, value_name = "SIZE", default_value = "2G", value_parser = size::parse)]
    max_memory: usize,
    #[command(flatten)]
    documents: DocumentArgs,
    #[command(flatten)]
    read: ReadArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let entries = if args.input.is_dir() {
        let found = folder::pairs_below(&args.input, &args.output, args.pattern.as_ref())?;
        tell_of_the_rest(&found, &args.input, console);
        found.entries
    } else {
        folder::pairs_in_table(&args.input)?
    };
    let plan = BatchPlan {
        options: args.documents.options(Some(&args.read), console)?,
        shape: args.format,
        per_shard: args.shard_documents as usize,
        min_score: args.min_score,
        max_memory: args.max_memory,
    };
    let bar = console.bar(entries.len() as u64);
    let mut watch = |step: BatchStep<'_>| match step {
        BatchStep::Done { pairs } => bar.add(1, pairs, false),
        BatchStep::Earlier { documents, pairs } => bar.add(documents, pairs, true),
        BatchStep::Again { shard, why } => {
            bar.say(console, format_args!("shard {shard} is written again: {why}"));
        }
    };
    let report = batch(&entries, &args.output, &plan, &mut watch)?;
    drop(bar);
    if report.failed == report.documents {
        let what = match report.documents {
            1 => "the document could not be aligned".to_owned(),
            many => format!("none of the {many} documents could be aligned"),
        };
        return Err(Error::new(what)
            .at(args.output.join("manifest.tsv").display())
            .advise("its column `error` says why"));
    }
    console.say(summary(&report));
    if report.warned > 0 {
        let what = "documents with a text that is garbled, reversed, untranslated or in another language";
        let manifest = args.output.join("manifest.tsv");
        console.warn(
            &manifest.display().to_string(),
            format_args!("{} {what}; the last column says which", report.warned),
        );
    }
    if report.failed > 0 {
        console.say(format_args!("the reasons are in {}", args.output.join("manifest.tsv").display()));
    }
    Ok(Outcome::Done)
}

/// Most files without a partner that are named.
const NAMED: usize = 10;

/// Reports the files that belong to no pair.
fn tell_of_the_rest(found: &folder::FolderContents, inside: &Path, console: &Console) {
    let name = |path: &Path| path.strip_prefix(inside).unwrap_or(path).display().to_string();
    let failed = found.entries.iter().filter_map(|entry| entry.files.as_ref().err());
    let failed: Vec<String> =
        failed.map(|error| error.place().map_or_else(String::new, |place| name(Path::new(place)))).collect();
    if !failed.is_empty() {
        say_named(format_args!("{} without a partner", count(failed.len(), "document")), &failed, console);
    }
    let alone: Vec<String> = found.alone.iter().map(|path| name(path)).collect();
    if !alone.is_empty() {
        say_named(format_args!("{} in no pair", count(alone.len(), "file")), &alone, console);
    }
}

/// Prints what is said of some files, and their names.
fn say_named(what: std::fmt::Arguments<'_>, names: &[String], console: &Console) {
    let shown = names[..names.len().min(NAMED)].join(", ");
    let more = match names.len() {
        many if many > NAMED => format!(" and {} more", many - NAMED),
        _ => String::new(),
    };
    console.say(harmless(format!("{what}: {shown}{more}")));
}

fn summary(report: &Report) -> String {
    let many = |n: &u64, what: &str| count(*n as usize, what);
    let Report { documents, failed, suspect, pairs, one_sided, findings, shards, .. } = report;
    let suspect = match suspect {
        0 => String::new(),
        n => format!(", {n} suspect"),
    };
    format!(
        "{} ({failed} failed{suspect}), {} in {}; {}, {}",
        many(documents, "document"),
        many(pairs, "pair"),
        many(shards, "shard"),
        many(one_sided, "one-sided bead"),
        many(findings, "finding"),
    )
}
