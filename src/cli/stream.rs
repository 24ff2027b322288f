//! `mizan stream`: aligns document pairs from standard input to standard output.

use super::{Outcome, console::Console, input::ReadArgs, lexicons::LexiconArgs, output::TargetArgs, size};
use mizan::{
    Result,
    corpus::{self, documents::Options},
    text::Lang,
};
use std::io::{self, BufReader};

/// Align a stream of document pairs given as JSON, one per line
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan stream < documents.jsonl > aligned.jsonl
  zstdcat crawl.jsonl.zst | mizan stream --jobs 8 | zstd > aligned.jsonl.zst

In: {\"id\": …, \"ar\": …, \"en\": …}, or the texts in {\"translation\": {\"ar\": …, \"en\": …}}; \"mime\": \"text/html\" says that both \
are web pages; other members come out again in \"meta\". Out, in the same order:
{\"id\": …, \"schema\": …, \"score\": …, \"pairs\": [{\"id\", \"ar\", \"en\", \"ar_start\", \"ar_end\", \"en_start\", \"en_end\", \
\"type\", \"confidence\", \"adequacy\", \"findings\"}]}, or {\"id\": …, \"error\": …} for a document that cannot be aligned; \
\"warning\" where a text is garbled, reversed or in another language; \
\"line\" instead of \"id\" where there is none. Every line that is not blank gets exactly one answer, or with --flat a line for each pair (a row as `mizan batch` writes it, \
with the other members after it) and one for each error. At the end a line \
of JSON on standard error has the counts and a hash (XXH3-128) of all that was written.")]
pub(super) struct Args {
    /// Refuse longer lines, with an error in their place
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = size::parse)]
    max_doc_bytes: usize,
    /// One line for each pair instead of one for each document
    #[arg(long)]
    flat: bool,
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    documents: DocumentArgs,
}

/// Options for each of many documents.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct DocumentArgs {
    /// Every line of a text is one segment: do not split into sentences
    #[arg(long)]
    segmented: bool,
    /// The language that was translated from: ar or en
    #[arg(long, value_name = "LANG", default_value = "ar")]
    source: Lang,
    /// Do not look for figures that disagree
    #[arg(long)]
    no_check: bool,
    /// Also text without a counterpart
    #[arg(long, alias = "one-sided")]
    with_one_sided: bool,
    #[command(flatten)]
    lexicons: LexiconArgs,
}

impl DocumentArgs {
    /// The options for the library.
    ///
    /// # Errors
    /// When a lexicon cannot be read or has no usable row.
    pub(super) fn options(&self, read: Option<&ReadArgs>, console: &Console) -> Result<Options> {
        Ok(Options {
            segmented: self.segmented,
            source: self.source,
            without_findings: self.no_check,
            two_sided: !self.with_one_sided,
            encoding: read.and_then(|read| read.encoding.clone()),
            main_text: read.is_some_and(|read| read.main_text),
            all_text: read.is_some_and(|read| read.all_text),
            lexicons: self.lexicons.load(console)?,
        })
    }
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let input = BufReader::with_capacity(1 << 18, io::stdin());
    let mut output = args.target.open(&[])?;
    let options = args.documents.options(None, console)?;
    let form = corpus::StreamForm { longest: args.max_doc_bytes, flat: args.flat };
    let trailer = corpus::stream(input, &mut output, form, &options)?;
    output.finish()?;
    console.say(serde_json::to_string(&trailer).unwrap_or_default());
    Ok(Outcome::Done)
}
