//! `mizan check`: what does not weigh the same on both sides.

use super::{
    Outcome,
    console::{Console, Palette, Stdout, failed},
    excerpt,
    input::{self, PairArgs},
};
use clap::ValueEnum;
use mizan::{
    Result,
    bitext::{
        Pair,
        rows::{self, FindingRow, SCHEMA},
    },
    check::{self, Finding, Marked, Severity},
};
use rayon::prelude::*;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::PathBuf,
};

/// Find the figures that disagree
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan check pairs.tsv
  mizan check out.json --format jsonl
  mizan check report.ar.txt report.en.txt --min-severity error

Exit code: 0 nothing found, 1 something found, 2 failure.")]
pub(super) struct Args {
    /// Files of pairs (tsv: Arabic, tab, English; json, jsonl), or two texts, which are aligned first
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// text: for people; jsonl: one finding a line; json: all findings and counts
    #[arg(long, default_value = "text")]
    format: Layout,
    /// Leave out what is less serious
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    min_severity: Least,
    #[command(flatten)]
    pair: PairArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Text,
    Jsonl,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Least {
    Note,
    Warning,
    Error,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Note => Severity::Note,
            Least::Warning => Severity::Warning,
            Least::Error => Severity::Error,
        }
    }
}

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    pair: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(flatten)]
    finding: FindingRow<'a>,
    texts: Texts<'a>,
}

#[derive(Serialize)]
struct Texts<'a> {
    ar: &'a str,
    en: &'a str,
}

/// What the last line says.
#[derive(Default)]
struct Tally {
    pairs: u64,
    flagged: u64,
    by: BTreeMap<(std::cmp::Reverse<Severity>, String), u64>,
}

impl Tally {
    fn findings(&self) -> u64 {
        self.by.values().sum()
    }
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let least = Severity::from(args.min_severity);
    let mut out = Stdout::new();
    let palette = out.palette();
    let mut tally = Tally::default();
    let mut failures = false;
    let _progress = console.progress("checking");
    begin(args.format, &mut out).map_err(|error| failed(&error))?;
    input::each_chunk_of_pairs(&args.files, &args.pair, console, |file, chunk| {
        for (pair, findings) in chunk.iter().zip(of_chunk(chunk, least)) {
            let pair = match pair {
                Ok(pair) => pair,
                Err(error) => {
                    console.error(error);
                    failures = true;
                    continue;
                }
            };
            tally.pairs += u64::from(!pair.ar.is_empty() || !pair.en.is_empty());
            tally.flagged += u64::from(!findings.is_empty());
            for finding in &findings {
                let first = tally.by.is_empty();
                *tally.by.entry((std::cmp::Reverse(finding.severity), finding.code.clone())).or_default() +=
                    1;
                write(file, pair, finding, args.format, first, &palette, &mut out)
                    .map_err(|error| failed(&error))?;
            }
        }
        Ok(!out.is_closed())
    })?;
    end(args.format, &tally, &mut out).map_err(|error| failed(&error))?;
    out.finish()?;
    if args.format == Layout::Text {
        console.say(summary(&tally));
    }
    Ok(match (failures, tally.findings()) {
        (true, _) => Outcome::Failed,
        (_, 0) => Outcome::Done,
        _ => Outcome::Found,
    })
}

/// The findings of every pair of a chunk; none for broken rows and for text without a counterpart.
fn of_chunk(chunk: &[Result<Pair>], least: Severity) -> Vec<Vec<Finding>> {
    let of_pair = |pair: &Result<Pair>| match pair {
        Ok(pair) if !pair.ar.trim().is_empty() && !pair.en.trim().is_empty() => {
            let mut findings = check::pair(&pair.ar, &pair.en);
            findings.retain(|finding| finding.severity >= least);
            findings
        }
        _ => Vec::new(),
    };
    chunk.par_iter().map(of_pair).collect()
}

fn begin(layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    match layout {
        Layout::Json => write!(out, "{{\"schema\":\"{SCHEMA}\",\n\"findings\":["),
        Layout::Text | Layout::Jsonl => Ok(()),
    }
}

fn write(
    file: &str,
    pair: &Pair,
    finding: &Finding,
    layout: Layout,
    first: bool,
    palette: &Palette,
    out: &mut dyn Write,
) -> io::Result<()> {
    let row = || Row {
        file,
        pair: pair.row,
        id: pair.id.as_deref(),
        finding: FindingRow::new(finding, &pair.ar, &pair.en),
        texts: Texts { ar: &pair.ar, en: &pair.en },
    };
    match layout {
        Layout::Jsonl => {
            rows::write_line(&row(), out)?;
            out.write_all(b"\n")
        }
        Layout::Json => {
            out.write_all(if first { b"\n" } else { b",\n" })?;
            rows::write_line(&row(), out)
        }
        Layout::Text => {
            let place = match &pair.id {
                Some(id) => format!("{file}:{id}"),
                None => format!("{file}:{}", pair.row),
            };
            describe(&place, finding, &pair.ar, &pair.en, palette, out)
        }
    }
}

/// A finding as people read it: where, how serious, what kind, why; then both texts with the place marked.
pub(super) fn describe(
    place: &str,
    finding: &Finding,
    ar: &str,
    en: &str,
    palette: &Palette,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (style, severity) = match finding.severity {
        Severity::Error => (palette.error, "error"),
        Severity::Warning => (palette.warning, "warning"),
        Severity::Note => (palette.faint, "note"),
    };
    let place = super::console::harmless(place);
    let message = super::console::harmless(&finding.message);
    writeln!(out, "{place}  {style}{severity}{style:#}  {}  {message}", finding.code)?;
    let line = |label: &str, marked: &Option<Marked>, text: &str, out: &mut dyn Write| {
        let faint = palette.faint;
        match marked {
            Some(marked) => {
                let text = excerpt::marked(text, marked.span, 40, palette);
                writeln!(out, "    {faint}{label}{faint:#}  {:<16}  {text}", marked.value)
            }
            None => writeln!(out, "    {faint}{label}{faint:#}  {:<16}  {}", "", excerpt::head(text, 90)),
        }
    };
    line("ar", &finding.ar, ar, out)?;
    line("en", &finding.en, en, out)
}

fn end(layout: Layout, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Count<'a> {
        severity: Severity,
        code: &'a str,
        count: u64,
    }
    if layout != Layout::Json {
        return Ok(());
    }
    let counts: Vec<Count<'_>> = tally
        .by
        .iter()
        .map(|((severity, code), count)| Count { severity: severity.0, code, count: *count })
        .collect();
    write!(out, "\n],\n\"counts\":")?;
    rows::write_line(&counts, out)?;
    writeln!(out, ",\n\"pairs\":{},\"flagged\":{}}}", tally.pairs, tally.flagged)
}

fn summary(tally: &Tally) -> String {
    let count = |n: u64, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    if tally.by.is_empty() {
        return format!("nothing found in {}", count(tally.pairs, "pair"));
    }
    let kinds: Vec<String> = tally.by.iter().map(|((_, code), n)| format!("{code} {n}")).collect();
    format!(
        "{} in {} of {}: {}",
        count(tally.findings(), "finding"),
        tally.flagged,
        count(tally.pairs, "pair"),
        kinds.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use mizan::text::Span;

    #[test]
    fn a_finding_is_shown_with_values_before_the_texts() {
        let (ar, en) = ("أنفقت 3 مليارات.", "It spent $3 million.");
        let finding = Finding {
            severity: Severity::Error,
            code: "scale".to_owned(),
            message: "3 million against 3 billion".to_owned(),
            ar: Some(Marked {
                span: Span::new(11, 11 + "3 مليارات".len()), value: "3000000000".to_owned()
            }),
            en: Some(Marked { span: Span::new(9, 19), value: "3000000 USD".to_owned() }),
        };
        let mut out = Vec::new();
        describe("p.tsv:2", &finding, ar, en, &Palette::default(), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "p.tsv:2  error  scale  3 million against 3 billion\n    \
             ar  3000000000        أنفقت ⟦3 مليارات⟧.\n    \
             en  3000000 USD       It spent ⟦$3 million⟧.\n"
        );
    }
}
