//! The findings in the layout that was asked for, and their counts.

use super::{Layout, github, sarif};
use crate::cli::{
    console::{Palette, Stdout, failed},
    file,
    finding::describe,
    input::Chunk,
    output::date,
};
use mizan::{
    Result,
    bitext::{
        Bitext, Pair, Stretch, UnitNotes, WINDOW,
        catalogue::Paired,
        judged::FindingsBook,
        rows::{self, FindingRow, SCHEMA},
    },
    check::{
        self, Code, Finding, Severity,
        accepted::{Accepted, Identity, Scope},
        report,
    },
    text::{Lang, Sides},
};
use rayon::prelude::*;
use serde::Serialize;
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    io::{self, Seek, Write},
    path::Path,
};
use tempfile::SpooledTempFile;

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
    texts: Sides<&'a str>,
}

/// The counts in the last line of the output.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) pairs: u64,
    pub(super) flagged: u64,
    pub(super) by: BTreeMap<(Reverse<Severity>, Code), u64>,
    /// The judgements that hold of no finding.
    pub(super) unmet: Vec<Identity>,
}

impl Tally {
    pub(super) fn findings(&self) -> u64 {
        self.by.values().sum()
    }
}

/// Size in bytes up to which the pairs of a page are kept in memory.
const IN_MEMORY: usize = 1 << 20;

/// A page of findings. Its totals are at the head, so the pairs are set aside until they are known.
struct Page {
    title: String,
    date: jiff::Timestamp,
    entries: SpooledTempFile,
}

impl Page {
    fn write(mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        let counts = tally.by.iter().map(|((severity, code), n)| ((severity.0, *code), *n)).collect();
        let totals = report::Totals { pairs: tally.pairs, flagged: tally.flagged, counts };
        out.write_all(report::head(&self.title, Some(self.date), &totals).as_bytes())?;
        self.entries.rewind()?;
        io::copy(&mut self.entries, out)?;
        out.write_all(report::END.as_bytes())
    }
}

/// Writes the findings and counts them.
pub(super) struct Report {
    layout: Layout,
    least: Severity,
    pub(super) without: Vec<Code>,
    accepted: Accepted,
    /// The judgements that hold of some finding.
    met: Accepted,
    /// The findings in the form of the file of accepted findings.
    judged: Accepted,
    /// The findings as a workbook, in that layout.
    book: Option<FindingsBook>,
    /// The pairs with findings as a page, in that layout.
    page: Option<Page>,
    /// The findings as notes, by the row of their pair, if the file is to be annotated.
    pub(super) notes: Option<UnitNotes>,
    pub(super) out: Stdout,
    palette: Palette,
    tally: Tally,
}

impl Report {
    /// # Errors
    /// When the date of a workbook is not valid.
    pub(super) fn new(layout: Layout, least: Severity, accepted: Accepted, out: Stdout) -> Result<Self> {
        let is_book = layout == Layout::Xlsx;
        Ok(Report {
            layout,
            least,
            without: Vec::new(),
            accepted,
            met: Accepted::default(),
            judged: Accepted::default(),
            book: is_book.then(|| FindingsBook::new(date()?)).transpose()?,
            page: None,
            notes: None,
            palette: out.palette(),
            out,
            tally: Tally::default(),
        })
    }

    /// Checks a whole alignment.
    pub(super) fn bitext(&mut self, file: &str, mut bitext: Bitext) -> Result<()> {
        bitext.check();
        for index in 0..bitext.alignment.beads.len() {
            let found = bitext.findings_of(index).iter().map(|found| bitext.in_lines(found).1).collect();
            self.pair(file, &bitext.pair(index), found)?;
        }
        Ok(())
    }

    /// Checks the texts of two catalogues; places refer to the translation.
    pub(super) fn catalogues(&mut self, files: [&Path; 2], paired: Paired) -> Result<()> {
        let Paired { header, pairs, swapped, .. } = paired;
        let translation = usize::from(swapped != (header.source == Lang::Ar));
        let pairs = pairs.into_iter().map(Some).collect();
        let chunk = Chunk { before: None, pairs, after: None, source: header.source };
        self.chunk(&file::name_of(files[translation]), &chunk, &mut check::Throughout::default()).map(|_| ())
    }

    /// Checks a chunk of a file; returns whether to continue.
    pub(super) fn chunk(
        &mut self,
        file: &str,
        chunk: &Chunk<'_>,
        throughout: &mut check::Throughout,
    ) -> Result<bool> {
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
            let is_right = self.accepted.holds(finding, &pair.texts.ar, &pair.texts.en);
            if is_right {
                for scope in [Scope::Everywhere, Scope::Once] {
                    self.met.accept(finding, &pair.texts.ar, &pair.texts.en, scope);
                }
            }
            !is_right && finding.severity >= self.least && !self.without.contains(&finding.code)
        });
        self.tally.pairs += u64::from(!pair.texts.ar.is_empty() || !pair.texts.en.is_empty());
        self.tally.flagged += u64::from(findings.iter().any(|finding| !finding.throughout));
        if let Some(page) = self.page.as_mut().filter(|_| !findings.is_empty()) {
            let entry = report::entry(&place(file, pair), &pair.texts.ar, &pair.texts.en, &findings);
            page.entries.write_all(entry.as_bytes()).map_err(|error| failed(&error))?;
        }
        for finding in findings {
            if let Some(notes) = &mut self.notes {
                let Finding { severity, code, message, .. } = &finding;
                let note = format!("{} {code}: {message}", severity.as_str());
                notes.entry(pair.row).or_default().push(note);
            }
            if let Some(book) = &mut self.book {
                book.add(&place(file, pair), pair, &finding)?;
            }
            self.finding(file, pair, &finding).map_err(|error| failed(&error))?;
            *self.tally.by.entry((Reverse(finding.severity), finding.code)).or_default() += 1;
        }
        Ok(())
    }

    pub(super) fn begin(&mut self, title: &str) -> Result<()> {
        match self.layout {
            Layout::Json => write!(self.out, "{{\"schema\":\"{SCHEMA}\",\n\"findings\":["),
            Layout::Html => {
                let entries = SpooledTempFile::new(IN_MEMORY);
                self.page = Some(Page { title: title.to_owned(), date: date()?, entries });
                Ok(())
            }
            Layout::Sarif => sarif::begin(&mut self.out),
            Layout::Text | Layout::Jsonl | Layout::Xlsx | Layout::Accepted | Layout::Github => Ok(()),
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
            finding: FindingRow::new(finding, pair.strs()),
            texts: pair.strs(),
        };
        match self.layout {
            Layout::Jsonl => rows::write_line(&row(), out),
            Layout::Json => {
                out.write_all(if self.tally.by.is_empty() { b"\n" } else { b",\n" })?;
                rows::write_value(&row(), out)
            }
            Layout::Text => {
                let place = if finding.throughout { file.to_owned() } else { place(file, pair) };
                describe(&place, finding, pair.strs(), &self.palette, out)
            }
            Layout::Accepted => {
                self.judged.accept(finding, &pair.texts.ar, &pair.texts.en, Scope::Once);
                Ok(())
            }
            Layout::Sarif => sarif::result(file, pair, finding, self.tally.by.is_empty(), out),
            Layout::Github => github::annotation(file, pair, finding, out),
            // The page is given the whole pair instead, and the workbook has been given the finding.
            Layout::Html | Layout::Xlsx => Ok(()),
        }
    }

    /// Writes the rest and returns the counts.
    pub(super) fn end(mut self) -> Result<Tally> {
        if let Some(book) = self.book.take() {
            self.out.write_all(&book.finish()?).map_err(|error| failed(&error))?;
        }
        let Report { layout, out, tally, judged, page, .. } = &mut self;
        match layout {
            Layout::Json => counts(tally, out),
            Layout::Html => page.take().map_or(Ok(()), |page| page.write(tally, out)),
            Layout::Accepted => write!(out, "{judged}"),
            Layout::Sarif => sarif::end(out),
            Layout::Text | Layout::Jsonl | Layout::Xlsx | Layout::Github => Ok(()),
        }
        .map_err(|error| failed(&error))?;
        self.out.finish()?;
        self.tally.unmet = self.accepted.except(&self.met).cloned().collect();
        Ok(self.tally)
    }
}

/// The place of a pair for people: the file, with the id or the number of the pair, or with the
/// line where pairs are found by it. After cells of several lines the number of a row is another
/// one, by which spreadsheets find it.
fn place(file: &str, pair: &Pair) -> String {
    let line = pair.details.line.filter(|_| pair.details.by_line).unwrap_or(pair.row);
    let mut place = match &pair.id {
        Some(id) if pair.details.by_line => format!("{file}:{line} ({id})"),
        Some(id) => format!("{file}:{id}"),
        None if line != pair.row => format!("{file}:{line} (row {})", pair.row),
        None => format!("{file}:{line}"),
    };
    if pair.details.fuzzy {
        place += " (fuzzy)";
    }
    place
}

/// The findings of every pair of a chunk; empty for broken rows.
fn of_chunk(chunk: &Chunk<'_>) -> Vec<Vec<Finding>> {
    let stretch = Stretch { before: chunk.before.as_ref(), pairs: &chunk.pairs, after: chunk.after };
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
    rows::write_value(&counts, out)?;
    writeln!(out, ",\n\"pairs\":{},\"flagged\":{}}}", tally.pairs, tally.flagged)
}
