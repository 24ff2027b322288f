//! `mizan corpus audit`: estimates the quality of a corpus from a sample.

use super::{
    Input, broken,
    places::{Places, write_to},
};
use crate::cli::{Outcome, console::Console, file::is_dash, output::Replace, summary};
use mizan::{
    Error, Result,
    bitext::rows,
    corpus::audit::{Audit, AuditPlan, Verdicts, annotate, audit, page::page},
};
use std::path::PathBuf;

/// Estimate how many pairs are misaligned, in another language, cut off, or have wrong figures
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus audit clean.jsonl.zst -o audit.html
  mizan corpus audit clean.jsonl -n 1000 -o audit.html --report audit.json --sample look.jsonl
  mizan corpus audit clean.jsonl -n 1000 --annotate judge.html
  mizan corpus audit clean.jsonl -n 1000 -o audit.html --judged judged.jsonl

The sample is drawn by bands of adequacy (of confidence where nothing else is known): half of it equally, half by the sizes of \
the bands. Intervals are those of Wilson (1927) for 95 of 100. --annotate writes a page on which people tick what they \
think of each pair and save that as judged.jsonl. --sample writes the pairs that were looked at as JSON Lines; the member \
`verdict` is for the same (ok, or any of misaligned, language, truncated, figures). Give either file back with --judged: the \
estimates then rest on what you have judged, and the report says how often the program agreed. The \
same --seed and -n draw the same pairs.")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// Number of pairs in the sample
    #[arg(short = 'n', long, value_name = "N", default_value = "400")]
    count: usize,
    /// Seed: another number gives another sample
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// Write a page with estimates, plots and examples, in English and Arabic
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the estimates as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write the pairs of the sample as JSON Lines
    #[arg(long, value_name = "FILE")]
    sample: Option<PathBuf>,
    /// Write a page on which people judge the pairs of the sample
    #[arg(long, value_name = "FILE")]
    annotate: Option<PathBuf>,
    /// A sample in which people have written their verdicts
    #[arg(long, value_name = "FILE")]
    judged: Option<PathBuf>,
    #[command(flatten)]
    replace: Replace,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    if args.count == 0 {
        return Err(Error::new("a sample of nothing says nothing").advise("give -n 100 or more"));
    }
    let others = [args.output.as_ref(), args.report.as_ref(), args.sample.as_ref(), args.annotate.as_ref()];
    Places::plan(&args.input, &args.replace.into(), &[], &others)?;
    let verdicts = args.judged.as_deref().map(Verdicts::read).transpose()?.unwrap_or_default();
    let opened = args.input.open(console)?;
    let progress = console.progress("reading the corpus");
    let (found, unreadable) =
        audit(&opened.corpus, &AuditPlan { count: args.count, seed: args.seed }, &verdicts)?;
    drop(progress);
    broken(&args.input, &unreadable, found.pairs + unreadable.count, console)?;
    if args.judged.is_some() && found.judged == 0 {
        return Err(Error::new("none of the judged pairs is in this sample")
            .advise("give the same corpus, -n and --seed as for --sample"));
    }
    if let Some(path) = &args.output {
        write_to(path, |out| out.write_all(page(&args.input.name(), &found).as_bytes()))?;
    }
    if let Some(path) = &args.report {
        write_to(path, |out| rows::write_pretty(&found, out).and_then(|()| out.write_all(b"\n")))?;
    }
    if let Some(path) = &args.sample {
        write_to(path, |out| found.sample.iter().try_for_each(|one| rows::write_line(one, out)))?;
    }
    if let Some(path) = &args.annotate {
        write_to(path, |out| out.write_all(annotate::page(&args.input.name(), &found)?.as_bytes()))?;
    }
    if !others.iter().flatten().any(|path| is_dash(path)) {
        console.say(describe(&found));
    }
    Ok(Outcome::Done)
}

fn describe(found: &Audit) -> String {
    let sampled: u64 = found.sampled.iter().sum();
    let mut out = format!("{sampled} of {} looked at", summary::count(found.pairs as usize, "pair"));
    if found.judged > 0 {
        out += &format!("; people judged {}, the program likewise {}", found.judged, found.agreed);
    }
    for share in &found.shares {
        let [middle, low, high] =
            [share.estimate.share, share.estimate.low, share.estimate.high].map(|share| share * 100.0);
        out += &format!("\n  {:<12} {middle:5.1} %  ({low:.1} to {high:.1})", share.fault);
    }
    out
}
