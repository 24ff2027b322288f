//! `mizan corpus stats`: statistics as text, as JSON and as a page.

use super::{
    Input, broken,
    places::{Places, write_to},
};
use crate::cli::{
    Outcome,
    console::{Console, harmless},
    output::Replace,
};
use clap::ValueEnum;
use mizan::{
    Result,
    bitext::rows,
    corpus::{
        page::page,
        statistics::{Statistics, statistics},
    },
};
use std::path::PathBuf;

/// Count what is in a corpus
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus stats clean.jsonl.zst
  mizan corpus stats aligned/ --format html -o stats.html
  mizan corpus stats aligned/ --format json | jq .pairs")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// text: for people; json: everything; html: a page with plots
    #[arg(long, default_value = "text")]
    format: Layout,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE", default_value = "-", hide_default_value = true)]
    output: PathBuf,
    /// Also write a page with plots
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    #[command(flatten)]
    replace: Replace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Text,
    Json,
    Html,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let others = [Some(&args.output), args.html.as_ref()];
    Places::plan(&args.input, &args.replace.into(), &[], &others)?;
    let opened = args.input.open(console)?;
    let progress = console.progress("reading the corpus");
    let (found, rows) = statistics(&opened.corpus)?;
    drop(progress);
    broken(&args.input, &rows, found.pairs + rows.count, console)?;
    if let Some(path) = &args.html {
        write_to(path, |out| out.write_all(page(&args.input.name(), &found).as_bytes()))?;
    }
    write_to(&args.output, |out| match args.format {
        Layout::Json => rows::write_pretty(&found, out).and_then(|()| out.write_all(b"\n")),
        Layout::Html => out.write_all(page(&args.input.name(), &found).as_bytes()),
        Layout::Text => out.write_all(text(&found).as_bytes()),
    })?;
    Ok(Outcome::Done)
}

fn text(of: &Statistics) -> String {
    let mut out = format!(
        "pairs           {}\nunreadable      {}\ndocuments       about {}\n",
        of.pairs, of.unreadable, of.documents
    );
    for (name, side) in [("Arabic", &of.sides.ar), ("English", &of.sides.en)] {
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
            let counts = harmless(counts.join(", "));
            out += &format!("{name:<15} {counts}\n");
        }
    }
    out
}
