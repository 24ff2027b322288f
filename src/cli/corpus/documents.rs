//! `mizan corpus documents`: whole documents from pairs, with gaps marked.

use super::{
    Input, Report, broken,
    made::Made,
    places::{OutputArgs, Places},
    record::Record,
};
use crate::cli::{Outcome, console::Console, summary};
use mizan::{Error, Result, corpus::whole};
use std::path::PathBuf;

/// Join the pairs of each document to a text of several lines, with gaps marked
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus documents clean.jsonl -o documents.jsonl.zst
  mizan corpus documents aligned/ --gap '' -o - | head

A row of the output is a document: its texts, one line for each pair, the number of its pairs, and that of its gaps, \
where pairs were dropped or text has no counterpart. Gaps are known from ids like news/7#b12. The pairs of a document have to \
follow each other, as `mizan batch` and the filters leave them.")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// The line that marks a gap in both texts
    #[arg(long, value_name = "TEXT", default_value = "[…]")]
    gap: String,
    /// Write the documents; - for JSON Lines on standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    #[command(flatten)]
    how: OutputArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let places = Places::plan(&args.input, &args.how, &[Some(&args.output)], &[])?;
    let Some(target) = &places.targets[0] else { return Ok(Outcome::Done) };
    let record = Record::begin(&args.input, &[], (&places, &args.how), console)?;
    if record.as_ref().is_some_and(|record| record.is_done(console)) {
        return Ok(Outcome::Done);
    }
    let opened = args.input.open(console)?;
    let progress = console.progress("reading the corpus");
    let counts = whole::write(&opened.corpus, &args.gap, target)?;
    drop(progress);
    if counts.documents == 0 && counts.without_document > 0 {
        return Err(Error::new("no pair names its document")
            .advise("pairs have a member doc, or ids like news/7#b12"));
    }
    broken(&args.input, &counts.broken, counts.rows, console)?;
    places.finish()?;
    if let Some(record) = record {
        let report = Report::new(
            counts.rows as usize,
            &counts.broken,
            [("documents", counts.documents), ("pairs", counts.pairs), ("gaps", counts.gaps)],
        );
        let made = Made { parts: vec![("train", target)], pairs: counts.documents, others: Vec::new() };
        record.finish(&made, &report)?;
    }
    let documents = summary::count(counts.documents as usize, "document");
    let mut out = format!(
        "{documents} of {}, {}",
        summary::count(counts.pairs as usize, "pair"),
        summary::count(counts.gaps as usize, "gap")
    );
    if counts.without_document > 0 {
        out += &format!(
            "\nleft out: {} without a document",
            summary::count(counts.without_document as usize, "pair")
        );
    }
    console.say(out);
    Ok(Outcome::Done)
}
