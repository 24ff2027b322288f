//! `mizan align`: two texts in, a parallel corpus out.

use super::{
    Outcome,
    console::{Console, Stdout, failed, harmless},
    embeddings::EmbeddingArgs,
    explain, file,
    input::{self, PairArgs},
    output::{OutputArgs, Outputs},
    summary::{self, Summary},
};
use mizan::{Error, Result};
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
  mizan align report.ar.txt report.en.txt --explain | less
  mizan align lines.ar lines.en --segmented --format index
  mizan align book.en.txt book.ar.txt --source en --format jsonl | head
  mizan align report.ar.txt report.en.txt --embeddings http://127.0.0.1:11434

The two texts may come in either order. Encodings are found out (UTF-8, UTF-16, windows-1256) and named in the \
summary. Files are written whole or not at all. Nothing is sent anywhere, except with --embeddings: then the server that \
it names gets the text of every segment, with the key from the variable MIZAN_EMBEDDINGS_KEY if there is one.")]
pub(super) struct Args {
    /// The Arabic text; - reads standard input
    #[arg(value_name = "AR")]
    first: PathBuf,
    /// The English text
    #[arg(value_name = "EN")]
    second: PathBuf,
    /// A machine translation of the Arabic text, one line per segment, as further evidence
    #[arg(long, value_name = "FILE")]
    translation: Option<PathBuf>,
    /// Print why each bead is as it is: the parts of its score and its evidence
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    pair: PairArgs,
    #[command(flatten)]
    embeddings: EmbeddingArgs,
}

/// The data that the command needs to run.
struct Job {
    first: PathBuf,
    second: PathBuf,
    pair: PairArgs,
    translation: Option<PathBuf>,
    embeddings: EmbeddingArgs,
    explain: bool,
    outputs: Outputs,
    /// Whether to print the summary: not when data goes to standard output and standard error is a file.
    summary: bool,
}

impl Job {
    fn new(args: Args, console: &Console) -> Result<Self> {
        let outputs = args.output.plan(&[&args.first, &args.second])?;
        if args.explain && outputs.uses_stdout() {
            return Err(Error::new("--explain and --format both write to standard output")
                .advise("write the data to a file with -o"));
        }
        let summary = !console.is_quiet()
            && (!(outputs.uses_stdout() || args.explain)
                || console.is_verbose()
                || io::stderr().is_terminal());
        let Args { first, second, pair, translation, embeddings, explain, .. } = args;
        Ok(Job { first, second, pair, translation, embeddings, explain, outputs, summary })
    }
}

pub(super) fn run(args: Args, console: &Console) -> Result<Outcome> {
    let job = Job::new(args, console)?;
    let mut loaded = input::load(&job.first, &job.second, &job.pair, console)?;
    if let Some(path) = &job.translation {
        loaded.options.translation = Some(input::lines(path)?);
    }
    loaded.options.vectors = job.embeddings.load(console)?;
    loaded.options.without_reasons = !job.explain && !job.outputs.hold_reasons();
    let swapped = loaded.pair.swapped;
    let aligned = loaded.align(console);
    let mut bitext = aligned.map_err(|error| match &job.translation {
        Some(path) => error.at(harmless(file::name_of(path))),
        None => error,
    })?;
    if job.summary || job.outputs.need_findings() {
        bitext.check();
    }
    let written = job.outputs.write(&bitext, console);
    if job.explain {
        let mut out = Stdout::new();
        let palette = out.palette();
        explain::write(&bitext, &palette, &mut out).map_err(|error| failed(&error))?;
        out.finish()?;
    }
    if !job.summary
        && let Some(doubt) = summary::doubt(&bitext)
    {
        console.warn(&format!("{}, {}", file::name_of(&job.first), file::name_of(&job.second)), doubt);
    }
    if job.summary {
        let summary =
            Summary { bitext: &bitext, swapped, written: &written.files, all: console.is_verbose() };
        console.say(summary.render(&console.palette()).trim_end());
        if job.outputs.is_empty() && !job.explain {
            console.say("nothing was written; add -o FILE.tmx (or .json, .jsonl, .tsv) or --format");
        }
    }
    Ok(if written.failed { Outcome::Failed } else { Outcome::Done })
}
