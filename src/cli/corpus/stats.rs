//! `mizan corpus stats`: counts for people, for programs and as a page.

use super::{Input, broken};
use crate::cli::{
    Outcome,
    console::{Console, Stdout, failed, harmless},
};
use clap::ValueEnum;
use mizan::{
    Result,
    bitext::{rows, save},
    corpus::{
        page::page,
        statistics::{Statistics, statistics},
    },
};
use std::{io::Write, path::PathBuf};

/// Count what is in a corpus
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus stats clean.jsonl.zst
  mizan corpus stats aligned/ --html stats.html --format json")]
pub(in crate::cli) struct Args {
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

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let opened = args.input.open(console)?;
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
            let counts = harmless(counts.join(", "));
            out += &format!("{name:<15} {counts}\n");
        }
    }
    out
}
