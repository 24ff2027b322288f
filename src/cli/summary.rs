//! The summary printed by `mizan align`: what was read, how it was paired, what to check, what was written.

use super::{console::Palette, excerpt, finding::describe};
use mizan::{
    bitext::{BeadFinding, Bitext, Format, Stats, bead_id},
    check::Severity,
    document::Document,
    segment::Cut,
    text::{Lang, thousands::grouped, token},
};
use std::{
    cmp::Reverse,
    fmt::{self, Write as _},
    path::PathBuf,
};

/// Number of beads of the lowest confidence that are shown.
const LEAST_SURE: usize = 5;
/// Most findings that are shown unless all are wanted.
const FINDINGS: usize = 10;
/// Most runs of displaced beads that are listed.
const RUNS: usize = 5;

/// Least ratio of the segments of the other text to those of a text that has hardly any stops.
const FEW_STOPS: usize = 4;

/// The remark on a text with hardly any stops.
fn stops(bitext: &Bitext, lang: Lang) -> Option<String> {
    let (own, other) = (bitext.segments(lang), bitext.segments(lang.other()));
    let cut = own.iter().filter(|segment| segment.cut == Cut::Optional).count();
    if cut > 0 {
        let places = count(cut, "place");
        return Some(format!("cut in {places} without a stop, where the {} has one", lang.other().name()));
    }
    let letters = |lang| token::letters(&bitext.document(lang).text);
    let few = !own.is_empty() && own.len() * FEW_STOPS <= other.len();
    (few && 2 * letters(lang) >= letters(lang.other()))
        .then(|| format!("hardly any stops: {} against {}", count(own.len(), "segment"), other.len()))
}

/// The data for the summary.
pub(super) struct Summary<'a> {
    pub(super) bitext: &'a Bitext,
    /// True if the English text came first.
    pub(super) swapped: bool,
    /// The files that were written.
    pub(super) written: &'a [(PathBuf, Format)],
    /// Show every finding, notes included.
    pub(super) all: bool,
}

impl Summary<'_> {
    /// The summary as text.
    pub(super) fn render(&self, palette: &Palette) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(palette, &mut out);
        out
    }

    fn write(&self, palette: &Palette, out: &mut String) -> fmt::Result {
        self.documents(palette, out)?;
        let stats = Stats::of(self.bitext);
        self.beads(&stats, palette, out)?;
        self.score(palette, out)?;
        self.least_sure(&stats, palette, out)?;
        self.findings(palette, out)?;
        self.files(palette, out)
    }

    fn documents(&self, palette: &Palette, out: &mut String) -> fmt::Result {
        let strong = palette.strong;
        for lang in [Lang::Ar, Lang::En] {
            let document = self.bitext.document(lang);
            let from = if lang == self.bitext.source { ", the source" } else { "" };
            writeln!(
                out,
                "{strong}{:<8}{strong:#} {}, {}, {}{from}",
                lang.name(),
                super::console::harmless(&document.name),
                document.encoding,
                count(self.bitext.segments(lang).len(), "segment"),
            )?;
            if let Some(line) = left_out(document) {
                writeln!(out, "         {line}")?;
            }
            if document.text.trim().is_empty() {
                writeln!(out, "         note: this text is empty")?;
            }
            if let Some(note) = stops(self.bitext, lang) {
                writeln!(out, "         note: {note}")?;
            }
        }
        if self.swapped {
            writeln!(out, "         note: the English text was given first; taken the right way round")?;
        }
        Ok(())
    }

    fn beads(&self, stats: &Stats, palette: &Palette, out: &mut String) -> fmt::Result {
        let strong = palette.strong;
        let total = self.bitext.alignment.beads.len();
        let kinds: Vec<String> =
            stats.kinds.iter().map(|((ar, en), count)| format!("{count} × {ar}-{en}")).collect();
        write!(out, "{strong}{:<8}{strong:#} {total}", "Beads")?;
        if !kinds.is_empty() {
            write!(out, ": {}", kinds.join(", "))?;
        }
        if let Some(mean) = stats.mean_confidence {
            write!(out, "; mean confidence {mean:.3}")?;
        }
        writeln!(out)?;
        self.displaced(out)
    }

    /// Writes how probable it is that the documents translate each other.
    fn score(&self, palette: &Palette, out: &mut String) -> fmt::Result {
        let (strong, warning) = (palette.strong, palette.warning);
        match (doubt(self.bitext), self.bitext.adequacy.score) {
            (Some(doubt), _) => writeln!(out, "{strong}{:<8}{strong:#} {warning}{doubt}{warning:#}", "Doubt"),
            (None, Some(score)) => {
                let (below, judged) = self.bitext.adequacy.doubtful_beads();
                write!(out, "         document score {score:.2}")?;
                if below > 0 {
                    write!(out, "; {below} of {} with adequacy below 0.5", count(judged, "bead"))?;
                }
                writeln!(out)
            }
            (None, None) => Ok(()),
        }
    }

    /// Writes which text is at another place of the other document.
    fn displaced(&self, out: &mut String) -> fmt::Result {
        let displaced: Vec<_> = self.bitext.alignment.displaced().into_iter().collect();
        // Beads that moved together follow each other in both texts.
        let runs: Vec<_> = displaced.chunk_by(|one, next| next == &(one.0 + 1, Some(one.0))).collect();
        for run in runs.iter().take(RUNS) {
            let [(first, before), ..] = run else { continue };
            let place = match before {
                Some(before) => format!("after {}", bead_id(*before)),
                None => "at the beginning".to_owned(),
            };
            let (beads, first) = (count(run.len(), "bead"), bead_id(*first));
            writeln!(out, "         {beads} changed place: {first} is {place} in English")?;
        }
        match runs.len().saturating_sub(RUNS) {
            0 => Ok(()),
            more => writeln!(out, "         … and {more} more that changed place; the JSON lists all"),
        }
    }

    fn least_sure(&self, stats: &Stats, palette: &Palette, out: &mut String) -> fmt::Result {
        let (strong, faint) = (palette.strong, palette.faint);
        let least = stats.least_sure(LEAST_SURE);
        if least.is_empty() {
            return Ok(());
        }
        writeln!(out, "{strong}Least sure{strong:#}")?;
        for &index in least {
            let bead = &self.bitext.alignment.beads[index];
            let label = format!("{:<6} {:.3}  {:<4}", bead_id(index), bead.confidence, bead.kind());
            for (lang, label) in [(Lang::Ar, label.as_str()), (Lang::En, "")] {
                let text = excerpt::head(&self.bitext.flat(lang, bead).text, 60);
                let text = if text.is_empty() { "(nothing)" } else { &text };
                writeln!(out, "  {label:<18}  {faint}{lang}{faint:#}  {text}")?;
            }
        }
        Ok(())
    }

    fn findings(&self, palette: &Palette, out: &mut String) -> fmt::Result {
        let strong = palette.strong;
        let least = if self.all { Severity::Note } else { Severity::Warning };
        // Text without a counterpart is counted among the beads; it has no figures to compare.
        let alignment = &self.bitext.alignment;
        let paired = |found: &&BeadFinding| !alignment.beads[found.bead].is_one_sided();
        let serious = self.bitext.findings.iter().filter(|found| found.finding.severity >= least);
        let mut found: Vec<&BeadFinding> = serious.filter(paired).collect();
        // The most serious first, because the list may be shortened.
        found.sort_by_key(|found| Reverse(found.finding.severity));
        write!(out, "{strong}Findings:{strong:#} ")?;
        if found.is_empty() {
            return writeln!(out, "none");
        }
        writeln!(out, "{}", found.len())?;
        let shown = if self.all { found.len() } else { FINDINGS };
        for found in found.iter().take(shown) {
            let text = self.finding(found, palette);
            text.lines().try_for_each(|line| writeln!(out, "  {line}"))?;
        }
        if found.len() > shown {
            writeln!(out, "  … and {} more; -v shows all", found.len() - shown)?;
        }
        Ok(())
    }

    fn finding(&self, found: &BeadFinding, palette: &Palette) -> String {
        let (pair, finding) = self.bitext.in_lines(found);
        let mut text = Vec::new();
        // Writing to memory cannot fail.
        let texts = pair.strs();
        let _ = describe(&bead_id(found.bead), &finding, texts, palette, &mut text);
        String::from_utf8_lossy(&text).into_owned()
    }

    fn files(&self, palette: &Palette, out: &mut String) -> fmt::Result {
        let strong = palette.strong;
        for (path, format) in self.written {
            let path = super::console::harmless(path.display());
            write!(out, "{strong}{:<8}{strong:#} {path}", "Wrote")?;
            match without(*format, self.bitext) {
                Some(remark) => writeln!(out, " ({remark})")?,
                None => writeln!(out)?,
            }
        }
        Ok(())
    }
}

/// What a format leaves out of a bitext; `None` when it holds everything.
pub(super) fn without(format: Format, bitext: &Bitext) -> Option<String> {
    let one_sided = bitext.alignment.beads.iter().filter(|bead| bead.is_one_sided()).count();
    (format == Format::Tmx && one_sided > 0)
        .then(|| format!("without {}: a memory holds pairs", count(one_sided, "one-sided bead")))
}

/// The remark on texts that do not look like translations of each other.
pub(super) fn doubt(bitext: &Bitext) -> Option<String> {
    let score = bitext.adequacy.score.filter(|_| bitext.adequacy.is_doubtful())?;
    Some(format!("document score {score:.2}: these two texts do not look like translations of each other"))
}

/// A description of what a reader left out of a document; `None` when it left out nothing.
pub(super) fn left_out(document: &Document) -> Option<String> {
    let left_out = document.left_out;
    (!left_out.is_nothing()).then(|| {
        format!(
            "left out: {} {}, {} {}; --all-text keeps them",
            grouped(left_out.boxes),
            if left_out.boxes == 1 { "box" } else { "boxes" },
            grouped(left_out.characters),
            if left_out.characters == 1 { "character" } else { "characters" },
        )
    })
}

/// A number with the name of what it counts: `1 pair`, `2 pairs`.
pub(super) fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
