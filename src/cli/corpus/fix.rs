//! `mizan corpus fix`: repairs texts, and says what was repaired.

use super::{
    Input, Report, broken,
    made::Made,
    places::{OutputArgs, Places},
    record::Record,
};
use crate::cli::{Outcome, console::Console, file::is_dash, summary};
use mizan::{
    Error, Result,
    corpus::{
        fix::TextRepair,
        mend::{Mended, mend},
    },
};
use std::path::PathBuf;

/// Repair entities, tags, presentation forms, wrong decoding, marks and blanks
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan corpus fix in.jsonl -o fixed.jsonl.zst
  mizan corpus fix in.tsv -o out.tsv --without tatweel --pii

Repairs, in this order: decoding (text that was decoded in the wrong encoding, where every letter comes back), \
entities, tags, forms (presentation forms of Arabic letters), tatweel, controls, marks (direction marks and other invisible \
characters), blanks. No pair is dropped. JSON Lines say of every changed pair what was repaired, in the member `fixed`.")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    input: Input,
    /// Leave out a repair; repeatable
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
    /// Also mask personal data: mail, telephone, IBAN, card and national numbers
    #[arg(long)]
    pii: bool,
    /// Write the pairs, - for JSON Lines on standard output; without it changes are only counted
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the counts as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    how: OutputArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut asked: Vec<TextRepair> =
        TextRepair::ALL.into_iter().filter(|repair| args.pii || *repair != TextRepair::Pii).collect();
    for name in &args.without {
        let before = asked.len();
        asked.retain(|repair| repair.name() != name);
        if asked.len() == before {
            let names: Vec<&str> = TextRepair::ALL.iter().map(|repair| repair.name()).collect();
            return Err(Error::new(format!("no repair is called `{name}`"))
                .advise(format!("use {}", names.join(", "))));
        }
    }
    let places = Places::plan(&args.input, &args.how, &[args.output.as_ref()], &[args.report.as_ref()])?;
    let record = Record::begin(&args.input, &[], (&places, &args.how), console)?;
    if record.as_ref().is_some_and(|record| record.is_done(console)) {
        return Ok(Outcome::Done);
    }
    let opened = args.input.open(console)?;
    let progress = console.progress("reading the corpus");
    let found = mend(&opened.corpus, &asked, places.targets[0].as_ref())?;
    drop(progress);
    broken(&args.input, &found.broken, found.rows, console)?;
    places.finish()?;
    let mut report = Report::new(found.rows as usize, &found.broken, [("changed", found.changed)]);
    report.fixed = counts(&found).collect();
    report.save(args.report.as_ref())?;
    if let Some(record) = record {
        let parts = places.targets[0].iter().map(|target| ("train", target)).collect();
        let others = args.report.iter().filter(|path| !is_dash(path)).cloned().collect();
        record.finish(&Made { parts, pairs: found.rows - found.broken.count, others }, &report)?;
    }
    let mut out = format!("{} of {} changed", found.changed, summary::count(found.rows as usize, "pair"));
    for (name, count) in counts(&found).filter(|(_, count)| *count > 0) {
        out += &format!("\n  {name:<14} {count}");
    }
    console.say(out);
    Ok(Outcome::Done)
}

fn counts(found: &Mended) -> impl Iterator<Item = (&'static str, u64)> {
    TextRepair::ALL.into_iter().map(TextRepair::name).zip(found.counts)
}
