//! `mizan batch`: a folder of document pairs.

use super::{Outcome, console::Console, input::ReadArgs, size, stream::DocumentArgs};
use mizan::{
    Error, Result,
    corpus::{
        batch::{Plan, Report, Step, batch},
        folder,
        shape::Shape,
    },
};
use std::path::PathBuf;

/// Align a folder of document pairs
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan batch crawl/ -o aligned/
  mizan batch pairs.tsv -o aligned/ --format moses.gz --jobs 8

Pairs are found by name: a.ar.txt and a.en.txt, a.ar and a.en, ar/a.txt and en/a.txt; or they stand in a table
with the columns id, Arabic file, English file. The folder OUT gets shards/, states/, manifest.tsv (what became
of each document) and report.json. Stopped at any moment, the same command goes on where it was; the bytes are the same.
Shards whose documents have changed since are written again. A document that fails is a row in the manifest. Exit code 2
only when nothing could be done.")]
pub(super) struct Args {
    /// A folder, or a table of pairs
    #[arg(value_name = "DIR")]
    input: PathBuf,
    /// The folder to write into; new, or of the same run
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// jsonl, tsv or moses; with .zst or .gz behind it to compress
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    format: Shape,
    /// Documents in a shard
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..))]
    shard_documents: u32,
    /// Memory that the documents under way may need together
    #[arg(long, value_name = "SIZE", default_value = "2G", value_parser = size::parse)]
    max_memory: usize,
    #[command(flatten)]
    documents: DocumentArgs,
    #[command(flatten)]
    read: ReadArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let entries = if args.input.is_dir() {
        folder::pairs_below(&args.input, &args.output)?
    } else {
        folder::pairs_in_table(&args.input)?
    };
    let plan = Plan {
        options: args.documents.options(Some(&args.read), console)?,
        shape: args.format,
        per_shard: args.shard_documents as usize,
        max_memory: args.max_memory,
    };
    let bar = console.bar(entries.len() as u64);
    let mut watch = |step: Step<'_>| match step {
        Step::Done { pairs } => bar.add(1, pairs, false),
        Step::Earlier { documents, pairs } => bar.add(documents, pairs, true),
        Step::Again { shard, why } => bar.say(console, format_args!("shard {shard} is written again: {why}")),
    };
    let report = batch(&entries, &args.output, &plan, &mut watch)?;
    drop(bar);
    if report.failed == report.documents {
        return Err(Error::new(format!("none of the {} documents could be aligned", report.documents))
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

fn summary(report: &Report) -> String {
    let Report { documents, failed, pairs, one_sided, findings, shards, .. } = report;
    format!(
        "{documents} documents ({failed} failed), {pairs} pairs in {shards} shards; \
         {one_sided} one-sided beads, {findings} findings"
    )
}
