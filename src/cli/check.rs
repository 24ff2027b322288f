//! `mizan check`: finds figures that disagree between the two sides.

mod github;
mod report;
mod sarif;

use super::{
    Outcome,
    console::{Console, Stdout, failed, harmless},
    empty, file,
    input::{self, Chunk, FileArgs, PairArgs},
    moses,
    output::{self, TargetArgs},
};
use clap::ValueEnum;
use mizan::{
    Error, Result,
    bitext::{self, Bitext, Format, UnitNotes, judged, save},
    check::{
        self, Code, Severity,
        accepted::{Accepted, Identity},
    },
    text::Lang,
};
use report::{Report, Tally};
use std::{
    cmp::Reverse,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Find the figures that disagree
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan check out.tmx
  mizan check out.json --format jsonl
  mizan check out.tmx --format html -o report.html
  mizan check report.ar.txt report.en.txt --min-severity error

Kinds that are not wanted:
  mizan check --list                                     (docs/findings.md says more)
  mizan check out.tmx --without separator --without order

What you have judged right is not shown again:
  mizan check out.tmx --format accepted -o accepted.tsv  (then delete the lines that are not right)
  mizan check out.tmx --accepted accepted.tsv

For people who judge them in a spreadsheet:
  mizan check out.tmx --format xlsx -o findings.xlsx     (mark what is fixed or not an error)
  mizan check out.tmx --accepted findings.xlsx

In a repository with catalogues, where people review changes:
  mizan check values-ar/strings.xml values/strings.xml --format github
  mizan check po/ar.po --format sarif -o findings.sarif

Findings as notes in the file itself, for the tool that it came from:
  mizan check job.xlf --annotate job.checked.xlf

Exit code: 0 nothing found, 1 something found, 2 failure.")]
pub(super) struct Args {
    /// Files of pairs (tmx, xliff, tsv, csv, xlsx, po, json, jsonl and the other formats of docs/formats.md, also packed as
    /// .gz), or two texts, which are aligned first
    #[arg(required_unless_present = "list", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// List the kinds of findings: name, how serious, what it means
    #[arg(long, exclusive = true)]
    list: bool,
    /// text: for people; html: a page for people; jsonl: one finding per line; json: all findings
    /// and counts; xlsx: a workbook in which they can be judged; sarif: for code scanning; github:
    /// annotations of GitHub Actions; accepted: as a file for --accepted [default: by the ending of -o (html, xlsx, json,
    /// jsonl, sarif), otherwise text]
    #[arg(long)]
    format: Option<Layout>,
    /// Leave out what is less serious
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    min_severity: Least,
    /// Leave out findings of this kind (see --list); may be given several times
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    without: Vec<Code>,
    /// Leave out what this file says is right: a workbook of findings, or a table of which a line is * or the mark of a
    /// pair, tab, kind, tab, Arabic, tab, English
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
    /// Also write the file (XLIFF, TMX or PO) again, the same but for notes that hold the findings
    #[arg(long, value_name = "OUT")]
    annotate: Option<PathBuf>,
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
    Html,
    Jsonl,
    Json,
    Xlsx,
    Accepted,
    Sarif,
    Github,
}

impl Layout {
    /// The layout that the ending of a file names.
    fn of_file(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let named = [Layout::Html, Layout::Xlsx, Layout::Json, Layout::Jsonl, Layout::Sarif];
        named
            .into_iter()
            .find(|layout| layout.to_possible_value().is_some_and(|value| value.get_name() == ending))
    }
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

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    if args.list {
        let mut out = Stdout::new();
        list(&mut out).map_err(|error| failed(&error))?;
        out.finish()?;
        return Ok(Outcome::Done);
    }
    let layout = args.format.or_else(|| args.target.file().and_then(Layout::of_file)).unwrap_or(Layout::Text);
    let accepted = args.accepted.as_deref().map_or_else(|| Ok(Accepted::default()), read_accepted)?;
    let annotated = args.annotate.as_deref().map(|out| annotated(args, out)).transpose()?;
    let out = args.target.open(&args.files)?;
    let mut report = Report::new(layout, args.min_severity.into(), accepted, out)?;
    report.without.clone_from(&args.without);
    report.notes = annotated.map(|_| UnitNotes::new());
    report.begin(&names(&args.files))?;
    let texts = input::two_texts(&args.files, &args.pair);
    let are_texts = texts.is_some();
    let complete = look(args, texts, &mut report, console)?;
    let notes = report.notes.take().unwrap_or_default();
    let tally = report.end()?;
    if let (Some(format), Some(out)) = (annotated, &args.annotate) {
        let file = &args.files[0];
        let bytes = bitext::annotate(format, &file::bytes(file)?, &notes);
        let bytes = bytes.map_err(|error| error.at(file::name_of(file)))?;
        save(out, |to| to.write_all(&bytes))?;
    }
    if let Some(path) = args.accepted.as_ref().filter(|_| complete) {
        tell_unmet(path, &tally.unmet, console);
    }
    // If nothing could be read, an error has said so.
    if layout == Layout::Text && (complete || tally.pairs > 0) {
        console.say(summary(&tally));
        if let Some(cause) = likely_cause(&tally).filter(|_| !are_texts) {
            console.say(cause);
        }
    }
    Ok(match (complete, tally.findings()) {
        (false, _) => Outcome::Failed,
        (_, 0) => Outcome::Done,
        _ => Outcome::Found,
    })
}

/// Most judgements that hold of nothing and are named.
const NAMED: usize = 5;

/// Reports judgements that hold of no finding any more, which may mean that a text was changed.
fn tell_unmet(path: &Path, unmet: &[Identity], console: &Console) {
    if unmet.is_empty() {
        return;
    }
    let said = |of: &Identity| {
        // Isolated, so that the line is read in order.
        format!("{} \u{2068}{}\u{2069} \u{2068}{}\u{2069}", of.code(), of.said(Lang::Ar), of.said(Lang::En))
    };
    let mut named: Vec<String> = unmet.iter().take(NAMED).map(said).collect();
    if unmet.len() > NAMED {
        named.push("…".to_owned());
    }
    let judgements = super::summary::count(unmet.len(), "judgement");
    let named = harmless(named.join("; "));
    console.say(format_args!(
        "{}: {judgements} here match no finding any more: {named}",
        harmless(file::name_of(path))
    ));
}

/// The names of the files, for a title or a message.
fn names(files: &[PathBuf]) -> String {
    files.iter().map(|file| file::name_of(file)).collect::<Vec<_>>().join(", ")
}

/// The likely cause, if nearly every pair has a finding.
fn likely_cause(tally: &Tally) -> Option<&'static str> {
    let nearly_all = |count: u64| 10 * count >= 8 * tally.pairs;
    let copies =
        tally.by.iter().filter(|((_, code), _)| *code == Code::UntranslatedCopy).map(|(_, n)| n).sum();
    if tally.pairs >= 3 && nearly_all(copies) {
        return Some(
            "nearly every pair has one language on both sides: are these the columns of the texts (--columns)?",
        );
    }
    (tally.pairs >= 10 && nearly_all(tally.flagged)).then_some(
        "nearly every pair has a finding: do these texts translate each other, in these columns (--columns)?",
    )
}

/// Reads the files, or aligns the two texts, and checks the pairs; returns true when all could be read.
fn look(
    args: &Args,
    texts: Option<input::Texts<'_>>,
    report: &mut Report,
    console: &Console,
) -> Result<bool> {
    let mut complete = true;
    let options = args.reading.options(args.pair.read.encoding.as_deref());
    if let Some((first, second)) = input::two_catalogues(&args.files) {
        report.catalogues([first, second], input::catalogue_pairs(first, second, &args.pair, console)?)?;
    } else if let Some(texts) = texts {
        let loaded = input::load_texts(texts, &args.pair, console)?;
        for document in [&loaded.pair.documents.ar, &loaded.pair.documents.en] {
            if let Some(line) = super::summary::left_out(document) {
                console.say(format!("{}: {line}", super::console::harmless(&document.name)));
            }
        }
        let name = loaded.pair.documents.ar.name.clone();
        let bitext = loaded.align(console)?;
        if let Some(doubt) = super::summary::doubt(&bitext) {
            console.warn(&names(&args.files), doubt);
        }
        report.bitext(&name, bitext)?;
    } else {
        for file in &moses::once(&args.files) {
            let name = file::name_of(file);
            if input::pair_format(file) == Some(Format::Json) {
                let bitext = Bitext::from_json(&name, &file::bytes(file)?)?;
                if bitext.alignment.beads.is_empty() {
                    return Err(empty::no_pairs(file));
                }
                report.bitext(&name, bitext)?;
            } else {
                let bar = report.out.is_not_the_terminal().then(|| console.bytes(file::size(file)));
                let mut throughout = check::Throughout::default();
                let mut work = |chunk: &Chunk<'_>| report.chunk(&name, chunk, &mut throughout);
                complete &= input::each_chunk(file, &options, console, bar.as_ref(), &mut work)?;
            }
        }
    }
    Ok(complete)
}

/// Lists the kinds of findings, one per line.
fn list(out: &mut dyn Write) -> io::Result<()> {
    let widest = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or_default();
    for code in Code::ALL {
        writeln!(out, "{code:widest$}  {:7}  {}", code.severity().as_str(), code.description())?;
    }
    Ok(())
}

/// The format of the single file that is to be written again with notes.
fn annotated(args: &Args, out: &Path) -> Result<Format> {
    let refused = |what: &str, advice: &str| Err(Error::new(what).at(out.display()).advise(advice));
    let family = |format: Format| if format == Format::Xliff2 { Format::Xliff } else { format };
    let [file] = args.files.as_slice() else {
        return refused("--annotate writes one file again", "check the files one by one");
    };
    if output::same_file(file, out) {
        return refused("this is the file to be read; it would be overwritten", "write to another file");
    }
    if !is_annotated(file, out) {
        args.target.replace().allows(out)?;
    }
    match input::pair_format(file) {
        Some(format @ (Format::Tmx | Format::Xliff | Format::Xliff2 | Format::Po)) => {
            match Format::of_path(out).ok().filter(|named| family(*named) != family(format)) {
                Some(named) => refused(
                    &format!("the file is written again in its own format, {format}, not as {named}"),
                    "name it with the ending of the file that is read; for other formats use `mizan convert`",
                ),
                None => Ok(format),
            }
        }
        _ => Err(Error::new("only XLIFF, TMX and PO have a place for notes").at(file::name_of(file)).advise(
            "convert it to one of them first, or use --format html for a page, --format xlsx for a workbook",
        )),
    }
}

/// True if an existing file is the other one with this program's notes, or without any.
fn is_annotated(file: &Path, out: &Path) -> bool {
    let Ok(there) = std::fs::read(out) else { return false };
    let has = |mark: &[u8]| memchr::memmem::find(&there, mark).is_some();
    [&b"from=\"mizan\">"[..], b"category=\"mizan\">", b"<note>mizan: ", b"# mizan: "]
        .iter()
        .any(|mark| has(mark))
        || std::fs::read(file).is_ok_and(|bytes| bytes == there)
}

/// Reads the file of accepted findings, or a workbook in which findings were judged.
fn read_accepted(path: &Path) -> Result<Accepted> {
    let at = |error: Error| error.at(file::name_of(path));
    let bytes = file::bytes(path)?;
    if bytes.starts_with(b"PK\x03\x04") {
        let mut accepted = Accepted::default();
        accepted.accept_judged(judged::judgements(&file::name_of(path), bytes)?);
        return Ok(accepted);
    }
    let text =
        String::from_utf8(bytes).map_err(|_| at(Error::new("not UTF-8").advise("save it as UTF-8")))?;
    Accepted::parse(&text).map_err(at)
}

fn summary(tally: &Tally) -> String {
    let count = |n: u64, what: &str| super::summary::count(n as usize, what);
    if tally.pairs == 0 {
        return "no pairs were read, so nothing was checked".to_owned();
    }
    if tally.by.is_empty() {
        return format!("nothing found in {}", count(tally.pairs, "pair"));
    }
    let kinds = |severity: Severity| {
        let of_it = tally.by.iter().filter(move |((Reverse(one), _), _)| *one == severity);
        let kinds: Vec<String> = of_it.clone().map(|((_, code), n)| format!("{code} {n}")).collect();
        let all = of_it.map(|(_, n)| n).sum();
        (all > 0).then(|| format!("{} ({})", count(all, severity.as_str()), kinds.join(", ")))
    };
    let parts: Vec<String> =
        [Severity::Error, Severity::Warning, Severity::Note].into_iter().filter_map(kinds).collect();
    let (findings, pairs) = (count(tally.findings(), "finding"), count(tally.pairs, "pair"));
    format!("{findings} in {} of {pairs}: {}", tally.flagged, parts.join(", "))
}
