//! `mizan align`: two texts in, a parallel corpus out.

use super::{
    Outcome,
    console::Console,
    input::{self, PairArgs},
    output::{OutputArgs, Outputs},
    summary::Summary,
};
use mizan::Result;
use std::{
    io::{self, IsTerminal},
    path::PathBuf,
};

/// Align an Arabic text with its English translation
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan align report.ar.txt report.en.txt                      only a summary
  mizan align report.ar.txt report.en.txt -o out.tmx -o out.json
  mizan align lines.ar lines.en --segmented --format ladder
  mizan align book.en.txt book.ar.txt --source en --format jsonl | head

The two texts may come in either order. Encodings are found out (UTF-8, UTF-16, windows-1256) and named in the
summary. Files are written whole or not at all.")]
pub(super) struct Args {
    /// The Arabic text; - reads standard input
    #[arg(value_name = "AR")]
    first: PathBuf,
    /// The English text
    #[arg(value_name = "EN")]
    second: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    pair: PairArgs,
}

/// What the command runs on.
struct Job {
    first: PathBuf,
    second: PathBuf,
    pair: PairArgs,
    outputs: Outputs,
    /// The summary is for people: not when standard error is a file and standard output has the data.
    summary: bool,
}

impl Job {
    fn new(args: Args, console: &Console) -> Result<Self> {
        let outputs = args.output.plan(&[&args.first, &args.second])?;
        let summary = !console.is_quiet()
            && (!outputs.uses_stdout() || console.is_verbose() || io::stderr().is_terminal());
        Ok(Job { first: args.first, second: args.second, pair: args.pair, outputs, summary })
    }
}

pub(super) fn run(args: Args, console: &Console) -> Result<Outcome> {
    let job = Job::new(args, console)?;
    let loaded = input::load(&job.first, &job.second, &job.pair, console)?;
    let swapped = loaded.pair.swapped;
    let mut bitext = loaded.align(console)?;
    if job.summary || job.outputs.hold_findings() {
        bitext.check();
    }
    let written = job.outputs.write(&bitext, console);
    if job.summary {
        let summary =
            Summary { bitext: &bitext, swapped, written: &written.files, all: console.is_verbose() };
        console.say(summary.render(&console.palette()).trim_end());
        if job.outputs.is_empty() {
            console.say("nothing was written; add -o FILE.tmx (or .json, .jsonl, .tsv) or --format");
        }
    }
    Ok(if written.failed { Outcome::Failed } else { Outcome::Done })
}
