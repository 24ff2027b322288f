//! `mizan check`: finds figures that disagree between the two sides.

mod github;
mod sarif;

use super::{
    Outcome,
    console::{Console, Palette, Stdout, failed},
    file,
    finding::describe,
    input::{self, Chunk, FileArgs, PairArgs},
    moses,
    output::{self, TargetArgs},
};
use clap::ValueEnum;
use mizan::{
    Error, Result,
    bitext::{
        self, Bitext, Format, Notes, Pair, Stretch, WINDOW,
        catalogue::Paired,
        rows::{self, FindingRow, SCHEMA},
        save,
    },
    check::{
        self, Code, Finding, Severity,
        accepted::{Accepted, Scope},
        report,
    },
    text::Lang,
};
use rayon::prelude::*;
use serde::Serialize;
use std::{
    cmp::Reverse,
    collections::BTreeMap,
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
    /// and counts; sarif: for code scanning; github: annotations of GitHub Actions; accepted: as a
    /// file for --accepted
    #[arg(long, default_value = "text")]
    format: Layout,
    /// Leave out what is less serious
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    min_severity: Least,
    /// Leave out findings of this kind (see --list); may be given several times
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    without: Vec<Code>,
    /// Leave out what this file says is right: a line is * or the mark of a pair, tab, kind, tab, Arabic, tab, English
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
    Accepted,
    Sarif,
    Github,
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
    /// `null` for findings about the whole document.
    pair: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    fuzzy: bool,
    #[serde(flatten)]
    finding: FindingRow<'a>,
    texts: Texts<'a>,
}

#[derive(Serialize)]
struct Texts<'a> {
    ar: &'a str,
    en: &'a str,
}

/// The counts in the last line of the output.
#[derive(Default)]
struct Tally {
    pairs: u64,
    flagged: u64,
    by: BTreeMap<(Reverse<Severity>, Code), u64>,
}

impl Tally {
    fn findings(&self) -> u64 {
        self.by.values().sum()
    }
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    if args.list {
        let mut out = Stdout::new();
        list(&mut out).map_err(|error| failed(&error))?;
        out.finish()?;
        return Ok(Outcome::Done);
    }
    let accepted = args.accepted.as_deref().map_or_else(|| Ok(Accepted::default()), read_accepted)?;
    let annotated = args.annotate.as_deref().map(|out| annotated(args, out)).transpose()?;
    let out = args.target.open(&args.files)?;
    let mut report = Report::new(args.format, args.min_severity.into(), accepted, out);
    report.without.clone_from(&args.without);
    report.notes = annotated.map(|_| Notes::new());
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
    // If nothing could be read, an error has said so.
    if args.format == Layout::Text && (complete || tally.pairs > 0) {
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
        report.catalogues([first, second], input::catalogue_pairs(first, second, &args.pair)?)?;
    } else if let Some(texts) = texts {
        let loaded = input::load_texts(texts, &args.pair, console)?;
        for document in [&loaded.pair.ar, &loaded.pair.en] {
            if let Some(line) = super::summary::left_out(document) {
                console.say(format!("{}: {line}", super::console::harmless(&document.name)));
            }
        }
        let name = loaded.pair.ar.name.clone();
        let bitext = loaded.align(console)?;
        if let Some(doubt) = super::summary::doubt(&bitext) {
            console.warn(&names(&args.files), doubt);
        }
        report.bitext(&name, bitext)?;
    } else {
        for file in &moses::once(&args.files) {
            let name = file::name_of(file);
            if input::pair_format(file) == Some(Format::Json) {
                report.bitext(&name, Bitext::from_json(&name, &file::bytes(file)?)?)?;
            } else {
                let bar = report.out.leaves_terminal().then(|| console.bytes(file::size(file)));
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
        Some(format @ (Format::Tmx | Format::Xliff | Format::Xliff2 | Format::Po)) => Ok(format),
        _ => refused("only XLIFF, TMX and PO have a place for notes", "use --format html for a page"),
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

/// Reads the file of accepted findings.
fn read_accepted(path: &Path) -> Result<Accepted> {
    let at = |error: Error| error.at(file::name_of(path));
    let text = String::from_utf8(file::bytes(path)?)
        .map_err(|_| at(Error::new("not UTF-8").advise("save it as UTF-8")))?;
    Accepted::parse(&text).map_err(at)
}

/// Writes the findings and counts them.
struct Report {
    layout: Layout,
    least: Severity,
    without: Vec<Code>,
    accepted: Accepted,
    /// The findings in the form of the file of accepted findings.
    judged: Accepted,
    /// The findings as notes, by the row of their pair, if the file is to be annotated.
    notes: Option<Notes>,
    out: Stdout,
    palette: Palette,
    tally: Tally,
}

impl Report {
    fn new(layout: Layout, least: Severity, accepted: Accepted, out: Stdout) -> Self {
        let palette = out.palette();
        let (judged, notes, tally) = (Accepted::default(), None, Tally::default());
        Report { layout, least, without: Vec::new(), accepted, judged, notes, out, palette, tally }
    }

    /// Checks a whole alignment.
    fn bitext(&mut self, file: &str, mut bitext: Bitext) -> Result<()> {
        bitext.check();
        for index in 0..bitext.alignment.beads.len() {
            let found = bitext.findings_of(index).iter().map(|found| bitext.in_lines(found).1).collect();
            self.pair(file, &bitext.pair(index), found)?;
        }
        Ok(())
    }

    /// Checks the texts of two catalogues; places refer to the translation.
    fn catalogues(&mut self, files: [&Path; 2], paired: Paired) -> Result<()> {
        let Paired { header, pairs, swapped } = paired;
        let translation = usize::from(swapped != (header.source == Lang::Ar));
        let pairs = pairs.into_iter().map(Some).collect();
        let chunk = Chunk { before: None, pairs, behind: None, source: header.source };
        self.chunk(&file::name_of(files[translation]), &chunk, &mut check::Throughout::default()).map(|_| ())
    }

    /// Checks a chunk of a file; returns whether to continue.
    fn chunk(&mut self, file: &str, chunk: &Chunk<'_>, throughout: &mut check::Throughout) -> Result<bool> {
        let mut found = of_chunk(chunk);
        throughout.reduce(&mut found);
        for (pair, findings) in chunk.pairs.iter().zip(found) {
            if let Some(pair) = pair {
                let directed = |finding: Finding| finding.of_translation_from(chunk.source);
                self.pair(file, pair, findings.into_iter().map(directed).collect())?;
            }
        }
        Ok(!self.out.is_closed())
    }

    fn pair(&mut self, file: &str, pair: &Pair, mut findings: Vec<Finding>) -> Result<()> {
        let file = pair.details.member.as_deref().unwrap_or(file);
        findings.retain(|finding| {
            finding.severity >= self.least
                && !self.without.contains(&finding.code)
                && !self.accepted.holds(finding, &pair.ar, &pair.en)
        });
        self.tally.pairs += u64::from(!pair.ar.is_empty() || !pair.en.is_empty());
        self.tally.flagged += u64::from(findings.iter().any(|finding| !finding.throughout));
        if self.layout == Layout::Html && !findings.is_empty() {
            let entry = report::entry(&place(file, pair), &pair.ar, &pair.en, &findings);
            self.out.write_all(entry.as_bytes()).map_err(|error| failed(&error))?;
        }
        for finding in findings {
            if let Some(notes) = &mut self.notes {
                let Finding { severity, code, message, .. } = &finding;
                let note = format!("{} {code}: {message}", severity.as_str());
                notes.entry(pair.row).or_default().push(note);
            }
            self.finding(file, pair, &finding).map_err(|error| failed(&error))?;
            *self.tally.by.entry((Reverse(finding.severity), finding.code)).or_default() += 1;
        }
        Ok(())
    }

    fn begin(&mut self, title: &str) -> Result<()> {
        match self.layout {
            Layout::Json => write!(self.out, "{{\"schema\":\"{SCHEMA}\",\n\"findings\":["),
            Layout::Html => self.out.write_all(report::head(title).as_bytes()),
            Layout::Sarif => sarif::begin(&mut self.out),
            Layout::Text | Layout::Jsonl | Layout::Accepted | Layout::Github => Ok(()),
        }
        .map_err(|error| failed(&error))
    }

    fn finding(&mut self, file: &str, pair: &Pair, finding: &Finding) -> io::Result<()> {
        let out = &mut self.out;
        let row = || Row {
            file,
            pair: (!finding.throughout).then_some(pair.row),
            id: pair.id.as_deref().filter(|_| !finding.throughout),
            fuzzy: pair.details.fuzzy,
            finding: FindingRow::new(finding, &pair.ar, &pair.en),
            texts: Texts { ar: &pair.ar, en: &pair.en },
        };
        match self.layout {
            Layout::Jsonl => {
                rows::write_line(&row(), out)?;
                out.write_all(b"\n")
            }
            Layout::Json => {
                out.write_all(if self.tally.by.is_empty() { b"\n" } else { b",\n" })?;
                rows::write_line(&row(), out)
            }
            Layout::Text => {
                let place = if finding.throughout { file.to_owned() } else { place(file, pair) };
                describe(&place, finding, &pair.ar, &pair.en, &self.palette, out)
            }
            Layout::Accepted => {
                self.judged.accept(finding, &pair.ar, &pair.en, Scope::Once);
                Ok(())
            }
            Layout::Sarif => sarif::result(file, pair, finding, self.tally.by.is_empty(), out),
            Layout::Github => github::annotation(file, pair, finding, out),
            // The page is given the whole pair instead.
            Layout::Html => Ok(()),
        }
    }

    /// Writes the rest and returns the counts.
    fn end(mut self) -> Result<Tally> {
        let Report { layout, out, tally, judged, .. } = &mut self;
        match layout {
            Layout::Json => counts(tally, out),
            Layout::Html => {
                let by = tally.by.iter().map(|((severity, code), n)| ((severity.0, *code), *n));
                out.write_all(report::tail(tally.pairs, tally.flagged, &by.collect()).as_bytes())
            }
            Layout::Accepted => write!(out, "{judged}"),
            Layout::Sarif => sarif::end(out),
            Layout::Text | Layout::Jsonl | Layout::Github => Ok(()),
        }
        .map_err(|error| failed(&error))?;
        self.out.finish()?;
        Ok(self.tally)
    }
}

/// The place of a pair for people: the file, with the id or the number of the pair, or with the
/// line where that is its number.
fn place(file: &str, pair: &Pair) -> String {
    let mut place = match &pair.id {
        Some(id) if pair.details.by_line => format!("{file}:{} ({id})", pair.row),
        Some(id) => format!("{file}:{id}"),
        None => format!("{file}:{}", pair.row),
    };
    if pair.details.fuzzy {
        place += " (fuzzy)";
    }
    place
}

/// The findings of every pair of a chunk; empty for broken rows.
fn of_chunk(chunk: &Chunk<'_>) -> Vec<Vec<Finding>> {
    let stretch = Stretch { before: chunk.before.as_ref(), pairs: &chunk.pairs, behind: chunk.behind };
    let starts = (0..chunk.pairs.len()).into_par_iter().step_by(WINDOW);
    starts.flat_map_iter(|start| stretch.window(start)).collect()
}

fn counts(tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Count {
        severity: Severity,
        code: Code,
        count: u64,
    }
    let counts: Vec<Count> = tally
        .by
        .iter()
        .map(|((severity, code), count)| Count { severity: severity.0, code: *code, count: *count })
        .collect();
    write!(out, "\n],\n\"counts\":")?;
    rows::write_line(&counts, out)?;
    writeln!(out, ",\n\"pairs\":{},\"flagged\":{}}}", tally.pairs, tally.flagged)
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
