//! `mizan names`: lists the names of both sides, how they were linked, and those without a counterpart.

use super::{
    Outcome,
    console::{Console, failed},
    input::{self, FileArgs, PairArgs},
    moses,
    output::TargetArgs,
};
use clap::ValueEnum;
use mizan::{
    Result,
    bitext::{Pair, rows},
    check,
    name::{How, Link, Mention, NameKind, Survey, Terms, Why},
    text::Lang,
};
use rayon::prelude::*;
use serde::Serialize;
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Show the names of both sides, how they were linked, and those without a counterpart
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan names pairs.tsv
  mizan names report.ar.txt report.en.txt --format jsonl
  mizan names report.ar.txt report.en.txt --table -o names.tsv
  mizan names report.ar.txt report.en.txt --table=tbx -o names.tbx")]
pub(super) struct Args {
    /// A file of pairs, of any kind that `mizan check` reads, or two texts, which are aligned first
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// text: one name per line: pair, score, how it was linked or why it is a name, kind, English, Arabic; jsonl: one pair per line with all its links and the names without a
    /// counterpart
    #[arg(long, default_value = "text")]
    format: Layout,
    /// Instead of the places a list of terms; tsv: Arabic, English, kind, how often, other spellings, tab-separated; tbx:
    /// TBX-Basic, which tools for terms read
    #[arg(
        long,
        conflicts_with = "format",
        value_name = "FORMAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "tsv"
    )]
    table: Option<TermList>,
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    reading: FileArgs,
    #[command(flatten)]
    pair: PairArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Text,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TermList {
    Tsv,
    Tbx,
}

#[derive(Serialize)]
struct Row<'a> {
    pair: u64,
    links: Vec<LinkRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left: Vec<LeftRow<'a>>,
}

#[derive(Serialize)]
struct LinkRow<'a> {
    ar: &'a str,
    en: &'a str,
    score: f64,
    how: How,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    ar_start: usize,
    ar_end: usize,
    en_start: usize,
    en_end: usize,
}

#[derive(Serialize)]
struct LeftRow<'a> {
    lang: &'static str,
    text: &'a str,
    why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    start: usize,
    end: usize,
}

impl<'a> LinkRow<'a> {
    fn new(link: &Link, pair: &'a Pair) -> Self {
        LinkRow {
            ar: link.ar.of(&pair.texts.ar),
            en: link.en.of(&pair.texts.en),
            score: (link.score * 1e6).round() / 1e6,
            how: link.how,
            kind: link.kind(&pair.texts.ar, &pair.texts.en).map(NameKind::label),
            ar_start: link.ar.start,
            ar_end: link.ar.end,
            en_start: link.en.start,
            en_end: link.en.end,
        }
    }
}

impl<'a> LeftRow<'a> {
    fn new(lang: Lang, mention: &Mention, text: &'a str) -> Self {
        let Mention { span, why, .. } = *mention;
        LeftRow {
            lang: lang.code(),
            text: span.of(text),
            why: why.word(),
            kind: mention.kind().map(NameKind::label),
            start: span.start,
            end: span.end,
        }
    }
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut out = args.target.open(&args.files)?;
    let mut terms = Terms::default();
    let mut work = |pairs: &[Option<Pair>]| {
        let pairs: Vec<&Pair> = pairs.iter().flatten().collect();
        let mut found: Vec<Survey> =
            pairs.par_iter().map(|pair| check::survey_names(&pair.texts.ar, &pair.texts.en)).collect();
        let texts: Vec<(&str, &str)> = pairs.iter().map(|pair| (&*pair.texts.ar, &*pair.texts.en)).collect();
        check::survey_document(&texts, &mut found);
        for (pair, found) in pairs.iter().zip(&found) {
            if args.table.is_some() {
                terms.add(&found.links, &pair.texts.ar, &pair.texts.en);
            } else {
                write(pair, found, args.format, &mut out).map_err(|error| failed(&error))?;
            }
        }
        Ok(!out.is_closed())
    };
    let mut complete = true;
    if let Some(texts) = input::two_texts(&args.files, &args.pair) {
        let bitext = input::load_texts(texts, &args.pair, console)?.align(console)?;
        work(&bitext.pairs().map(Some).collect::<Vec<_>>())?;
    } else {
        let options = args.reading.options(args.pair.read.encoding.as_deref());
        for file in &moses::once(&args.files) {
            complete &= input::each_chunk(file, &options, console, None, |chunk| work(&chunk.pairs))?;
        }
    }
    if let Some(list) = args.table {
        let list = match list {
            TermList::Tsv => terms.table(),
            TermList::Tbx => terms.tbx(),
        };
        out.write_all(list.as_bytes()).map_err(|error| failed(&error))?;
    }
    out.finish()?;
    Ok(if complete { Outcome::Done } else { Outcome::Failed })
}

fn write(pair: &Pair, found: &Survey, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let links: Vec<LinkRow<'_>> = found.links.iter().map(|link| LinkRow::new(link, pair)).collect();
    // Words that may not be names are not shown.
    let arabic = found.ar.iter().filter(|left| left.why >= Why::Marked);
    let left: Vec<LeftRow<'_>> = arabic
        .map(|left| LeftRow::new(Lang::Ar, left, &pair.texts.ar))
        .chain(found.en.iter().map(|left| LeftRow::new(Lang::En, left, &pair.texts.en)))
        .collect();
    match layout {
        Layout::Jsonl => rows::write_line(&Row { pair: pair.row, links, left }, out),
        Layout::Text => {
            for row in &links {
                let how = match row.how {
                    How::Table => "table",
                    How::Sound => "sound",
                    How::Letters => "letters",
                    How::Meaning => "meaning",
                };
                let kind = row.kind.unwrap_or("-");
                writeln!(out, "{}\t{:.2}\t{how}\t{kind}\t{}\t{}", pair.row, row.score, row.en, row.ar)?;
            }
            left.iter().try_for_each(|row| {
                let (en, ar) = if row.lang == "ar" { ("-", row.text) } else { (row.text, "-") };
                let kind = row.kind.unwrap_or("-");
                writeln!(out, "{}\t-\t{}\t{kind}\t{en}\t{ar}", pair.row, row.why)
            })
        }
    }
}
