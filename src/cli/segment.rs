//! `mizan segment`: lists the sentences of a text.

use super::{
    Outcome,
    console::{Console, failed},
    input::{self, ReadArgs},
    output::TargetArgs,
    summary,
};
use clap::ValueEnum;
use mizan::{
    Result,
    bitext::{Flat, rows},
    document::Document,
    segment::{self, Segment},
    text::Lang,
};
use serde::Serialize;
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Split a text into sentences
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan segment --lang ar report.txt
  mizan segment report.txt --format jsonl | jq -r .text")]
pub(super) struct Args {
    /// The text; - reads standard input
    file: PathBuf,
    /// Its language, ar or en, instead of finding out from the script
    #[arg(long)]
    lang: Option<Lang>,
    /// text: one sentence per line; jsonl: with its place (bytes of the UTF-8 text) and paragraph
    #[arg(long, default_value = "text")]
    format: Layout,
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Text,
    Jsonl,
}

#[derive(Serialize)]
struct Row<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    paragraph: u32,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let options = args.read.options(args.lang, false);
    let document = input::full_document(&args.file, &options)?;
    if let Some(line) = summary::left_out(&document) {
        console.say(line);
    }
    let segments = segment::segment(&document);
    let mut out = args.target.open(std::slice::from_ref(&args.file))?;
    write(&document, &segments, args.format, &mut out).map_err(|error| failed(&error))?;
    out.finish()?;
    Ok(Outcome::Done)
}

fn write(document: &Document, segments: &[Segment], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    for segment in segments {
        let text = &Flat::new(&document.text, segment.span).text;
        match layout {
            Layout::Text => writeln!(out, "{text}")?,
            Layout::Jsonl => {
                let (start, end) = (segment.span.start, segment.span.end);
                rows::write_line(&Row { text, start, end, paragraph: segment.paragraph }, out)?;
            }
        }
    }
    Ok(())
}
