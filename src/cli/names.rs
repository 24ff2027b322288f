//! `mizan names`: the names of both sides and how they were linked.

use super::{
    Outcome,
    console::{Console, Stdout, failed},
    input::{self, PairArgs},
};
use clap::ValueEnum;
use mizan::{
    Result,
    bitext::{Pair, rows},
    name::{self, How, Link},
};
use rayon::prelude::*;
use serde::Serialize;
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Show the names of both sides and how they were linked
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan names pairs.tsv
  mizan names report.ar.txt report.en.txt --format jsonl")]
pub(super) struct Args {
    /// A file of pairs (tsv, json, jsonl), or two texts, which are aligned first
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// text: one link a line; jsonl: one pair a line with all its links
    #[arg(long, default_value = "text")]
    format: Layout,
    #[command(flatten)]
    pair: PairArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Text,
    Jsonl,
}

#[derive(Serialize)]
struct Row<'a> {
    pair: u64,
    links: Vec<LinkRow<'a>>,
}

#[derive(Serialize)]
struct LinkRow<'a> {
    ar: &'a str,
    en: &'a str,
    score: f64,
    how: How,
    ar_start: usize,
    ar_end: usize,
    en_start: usize,
    en_end: usize,
}

impl<'a> LinkRow<'a> {
    fn new(link: &Link, pair: &'a Pair) -> Self {
        LinkRow {
            ar: link.ar.of(&pair.ar),
            en: link.en.of(&pair.en),
            score: (link.score * 1e6).round() / 1e6,
            how: link.how,
            ar_start: link.ar.start,
            ar_end: link.ar.end,
            en_start: link.en.start,
            en_end: link.en.end,
        }
    }
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut out = Stdout::new();
    let mut work = |pairs: &[Option<Pair>]| {
        let pairs: Vec<&Pair> = pairs.iter().flatten().collect();
        let links: Vec<Vec<Link>> = pairs.par_iter().map(|pair| name::link(&pair.ar, &pair.en)).collect();
        for (pair, links) in pairs.iter().zip(&links) {
            write(pair, links, args.format, &mut out).map_err(|error| failed(&error))?;
        }
        Ok(!out.is_closed())
    };
    let mut complete = true;
    if let Some((first, second)) = input::two_texts(&args.files) {
        let bitext = input::load(first, second, &args.pair, console)?.align(console)?;
        work(&bitext.pairs().map(Some).collect::<Vec<_>>())?;
    } else {
        for file in &args.files {
            complete &= input::each_chunk(file, console, None, |chunk| work(&chunk.pairs))?;
        }
    }
    out.finish()?;
    Ok(if complete { Outcome::Done } else { Outcome::Failed })
}

fn write(pair: &Pair, links: &[Link], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<LinkRow<'_>> = links.iter().map(|link| LinkRow::new(link, pair)).collect();
    match layout {
        Layout::Jsonl => {
            rows::write_line(&Row { pair: pair.row, links: rows }, out)?;
            out.write_all(b"\n")
        }
        Layout::Text => rows.iter().try_for_each(|row| {
            let how = match row.how {
                How::Table => "table",
                How::Sound => "sound",
                How::Letters => "letters",
            };
            writeln!(out, "{}\t{:.2}\t{how}\t{}\t{}", pair.row, row.score, row.en, row.ar)
        }),
    }
}
