//! `mizan figures`: lists every figure with its value.

use super::{
    Outcome,
    console::{Console, failed, harmless},
    empty::refuse_empty,
    file::{bytes, name_of},
    input::ReadArgs,
    output::TargetArgs,
};
use clap::ValueEnum;
use mizan::{
    Result,
    bitext::rows,
    document,
    figure::{self, Certainty, Figure, Kind, Reading},
    text::Lang,
};
use rayon::prelude::*;
use serde::Serialize;
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Show every figure of a text and how it was read
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan figures --lang ar report.txt
  echo 'ثلاثة ملايين ونصف' | mizan figures - --format jsonl")]
pub(super) struct Args {
    /// The text; - reads standard input
    file: PathBuf,
    /// Its language, ar or en, instead of finding out from the script
    #[arg(long)]
    lang: Option<Lang>,
    /// text: one figure per line (line, kind, value, certainty, spelling); jsonl: one line of JSON
    /// for every line
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
    figures: Vec<FigureRow<'a>>,
}

#[derive(Serialize)]
struct FigureRow<'a> {
    kind: Kind,
    value: String,
    unit: Option<String>,
    text: &'a str,
    start: usize,
    end: usize,
    certainty: Certainty,
    /// The other values that the spelling allows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<ReadingRow>,
}

#[derive(Serialize)]
struct ReadingRow {
    kind: Kind,
    value: String,
    unit: Option<String>,
}

impl ReadingRow {
    fn new(reading: &Reading) -> Self {
        ReadingRow {
            kind: reading.kind,
            value: reading.value.to_string(),
            unit: reading.unit.map(|unit| unit.to_string()),
        }
    }
}

impl<'a> FigureRow<'a> {
    fn new(figure: &Figure, line: &'a str) -> Self {
        let ReadingRow { kind, value, unit } = ReadingRow::new(figure.best());
        FigureRow {
            kind,
            value,
            unit,
            text: figure.span.of(line),
            start: figure.span.start,
            end: figure.span.end,
            certainty: figure.certainty,
            others: figure.readings[1..].iter().map(ReadingRow::new).collect(),
        }
    }
}

pub(super) fn run(args: &Args, _console: &Console) -> Result<Outcome> {
    let (bytes, name) = (bytes(&args.file)?, name_of(&args.file));
    // A plain text is shown line by line as it is, a page or a book as its readers see it.
    let is_plain = document::kind(&bytes, &name).is_ok_and(|kind| kind == document::DocumentKind::Text);
    let document = document::read(&bytes, &name, &args.read.options(args.lang, is_plain))?;
    refuse_empty(&args.file, &document)?;
    // Old files end their lines with a carriage return alone.
    let end = if document.text.contains('\n') { '\n' } else { '\r' };
    let lines: Vec<&str> =
        document.text.split_terminator(end).map(|line| line.trim_end_matches('\r')).collect();
    let figures: Vec<Vec<Figure>> = lines.par_iter().map(|line| figure::read(document.lang, line)).collect();
    let mut out = args.target.open(std::slice::from_ref(&args.file))?;
    for (number, (line, figures)) in lines.iter().zip(&figures).enumerate() {
        write(number + 1, line, figures, args.format, &mut out).map_err(|error| failed(&error))?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}

fn write(
    number: usize,
    line: &str,
    figures: &[Figure],
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    match layout {
        Layout::Jsonl => {
            let figures = figures.iter().map(|figure| FigureRow::new(figure, line)).collect();
            rows::write_line(&Row { figures }, out)
        }
        Layout::Text => figures.iter().try_for_each(|figure| {
            let readings: Vec<String> = figure.readings.iter().map(Reading::to_string).collect();
            let certainty = if figure.is_hard() { "hard" } else { "soft" };
            let text = harmless(figure.span.of(line));
            writeln!(out, "{number}\t{}\t{}\t{certainty}\t{text}", figure.kind(), readings.join(" or "))
        }),
    }
}
