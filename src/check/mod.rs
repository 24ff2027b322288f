//! Findings: claims about a pair of texts that a person should check.
//!
//! [`pair`] checks one text against its translation, [`pairs`] a sequence of pairs whose neighbours
//! may contain what is missing, [`alignment`] the beads of two documents. A pair is processed in
//! these steps (`settle`): read the figures of both sides, match them at minimum cost
//! ([`crate::figure::Matching`]), classify those that were `changed`, remove those that a free
//! translation may omit (`excused`, with the tables of `wording` and `idiom`), report those that
//! remain (`unmatched`).
//!
//! ```
//! let found = mizan::check::pair("وأنفقت الحكومة 3 مليارات دولار.", "The government spent $3 million.");
//! assert_eq!(found[0].code, "scale");
//! assert!(mizan::check::pair("له ولدان.", "He has two sons.").is_empty());
//! ```

pub mod accepted;
mod address;
mod attached;
mod changed;
mod claim;
mod clues;
mod code;
mod counted_otherwise;
mod currency_lost;
mod day_part;
mod derived;
mod difference;
mod direction;
mod dual;
mod elided;
pub mod evidence;
mod excused;
mod finding;
mod form;
pub mod handbook;
mod idiom;
mod language;
mod moved;
mod named_day;
mod names;
mod often;
mod opposite;
mod order;
mod pair;
mod period;
mod regrouped;
#[cfg(feature = "formats")]
pub mod report;
mod rule;
mod senses;
mod separator;
mod settle;
mod severity;
mod single_time;
mod tags;
mod thousandths;
mod token;
mod unmatched;
mod unpaired;
mod untied;
mod verbatim;
mod which_part;
mod whole;
mod wording;

pub(crate) use claim::isolated;
pub use language::is_about_language;
pub use names::{Capitals, survey as survey_names, survey_document};

use crate::{
    align::{Alignment, Side},
    language::{Fault, fault_throughout},
    text::{Lang, Sides, Span},
};
pub use code::Code;
pub use finding::{Finding, Marked};
pub use severity::Severity;
use std::ops::Range;

/// Checks an Arabic text against its English translation. The most serious findings come first.
pub fn pair(ar: &str, en: &str) -> Vec<Finding> {
    let pair = pair::MatchedPair::new(ar, en);
    let read = pair.spans();
    let named = names::pair(&pair.ar.plain, &pair.en.plain);
    let mut findings = rule::findings(pair);
    add_names(&mut findings, named, &read);
    findings.extend(language::find(ar, en));
    findings
}

/// Adds findings of names to those of figures, except for names inside a figure: the month of a
/// date, the country of a currency. These are covered by the findings of the figure.
fn add_names(findings: &mut Vec<Finding>, named: Vec<Finding>, [ar, en]: &[Vec<Span>; 2]) {
    let within = |name: &Option<Marked>, figures: &[Span]| {
        name.as_ref().is_some_and(|name| {
            figures.iter().any(|figure| figure.start <= name.span.start && name.span.end <= figure.end)
        })
    };
    let apart = |name: &Finding| !within(&name.ar, ar) && !within(&name.en, en);
    findings.extend(named.into_iter().filter(apart));
    rule::sort(findings);
}

/// The findings of a pair about its figures, placeholders, tags and addresses, not about names and languages.
pub fn figures(ar: &str, en: &str) -> Vec<Finding> {
    rule::findings(pair::MatchedPair::new(ar, en))
}

/// The findings about figures of consecutive pairs that are weighed, as the rules report them, and their features; for fitting
/// the weights of [`evidence`].
pub fn features(pairs: &[(&str, &str)]) -> Vec<Vec<(Finding, evidence::Features)>> {
    let mut pair: Vec<pair::MatchedPair<'_>> =
        pairs.iter().map(|(ar, en)| pair::MatchedPair::new(ar, en)).collect();
    moved::settle(&mut pair);
    pair.into_iter().map(rule::features).collect()
}

/// Checks consecutive pairs. A figure that is on the other side of the previous or next pair has
/// moved, which is a hint at the alignment and not an error of the translation. Text whose
/// counterpart is empty is also a finding. Returns one list of findings per pair.
pub fn pairs(pairs: &[(&str, &str)]) -> Vec<Vec<Finding>> {
    pairs_among(pairs, &Capitals::new(pairs.iter().map(|(_, en)| *en)))
}

/// Checks consecutive pairs as [`pairs`] does, if they are a part of a document, or one of its messages: its capitals
/// tell names from words.
pub fn pairs_among(pairs: &[(&str, &str)], capitals: &Capitals<'_>) -> Vec<Vec<Finding>> {
    let mut pair: Vec<pair::MatchedPair<'_>> =
        pairs.iter().map(|(ar, en)| pair::MatchedPair::new(ar, en)).collect();
    let read: Vec<[Vec<Span>; 2]> = pair.iter().map(pair::MatchedPair::spans).collect();
    let hints = moved::settle(&mut pair);
    let plain: Vec<(&str, &str)> = pair.iter().map(|pair| (&*pair.ar.plain, &*pair.en.plain)).collect();
    let named = names::pairs(&plain, capitals);
    let mut all: Vec<Vec<Finding>> = pair.into_iter().map(rule::findings).collect();
    let rest = hints.into_iter().zip(named).zip(&read).zip(pairs);
    for (findings, (((hints, named), read), (ar, en))) in all.iter_mut().zip(rest) {
        add_names(findings, named, read);
        findings.extend(hints);
        match unpaired::find(ar, en) {
            Some(finding) => findings.push(finding),
            None => findings.extend(language::find(ar, en)),
        }
    }
    all
}

/// Checks every bead of an alignment; returns one list of findings per bead. Spans are relative to
/// the text of the bead on one side: the text of the document from its first segment to its last.
pub fn alignment(alignment: &Alignment, ar: Side<'_>, en: Side<'_>) -> Vec<Vec<Finding>> {
    let text_of = |sides: &Sides<Range<usize>>| (bead_text(ar, &sides.ar), bead_text(en, &sides.en));
    // Neighbours are what is beside a text in the documents, also where its counterpart is not.
    let places = alignment.places();
    let here: Vec<(&str, &str)> = places.iter().map(|place| text_of(&place.sides)).collect();
    let mut found: Vec<Vec<Finding>> = vec![Vec::new(); alignment.beads.len()];
    for (place, findings) in places.iter().zip(pairs(&here)) {
        if !alignment.beads[place.bead].displaced {
            found[place.bead] = findings;
        }
    }
    let texts: Vec<(&str, &str)> = alignment.beads.iter().map(|bead| text_of(&bead.sides)).collect();
    for (n, (ar, en)) in texts.iter().enumerate().filter(|(n, _)| alignment.beads[*n].displaced) {
        found[n] = displaced(ar, en);
    }
    for (lang, side) in [(Lang::Ar, ar), (Lang::En, en)] {
        if let Some(fault) = fault_of(lang, side) {
            let text = |n: usize| if lang == Lang::Ar { texts[n].0 } else { texts[n].1 };
            say_once(lang, fault, &mut found, text);
        }
    }
    found
}

/// Checks an Arabic text against its translation at another place of the document; a note says so.
pub fn displaced(ar: &str, en: &str) -> Vec<Finding> {
    let mut findings = pair(ar, en);
    findings.push(Finding {
        severity: Severity::Note,
        code: Code::Elsewhere,
        message: "its Arabic and its English are at different places".to_owned(),
        ar: None,
        en: None,
        throughout: false,
    });
    findings
}

/// The fault of a whole document in its language, encoding or order.
pub fn fault_of(lang: Lang, side: Side<'_>) -> Option<Fault> {
    fault_throughout(lang, side.segments.iter().map(|segment| segment.span.of(&side.document.text)))
}

/// The findings already reported for a whole file of pairs that is read in pieces.
#[derive(Debug, Default)]
pub struct Throughout {
    said: Vec<(Code, Lang)>,
    /// True once it was reported that names have no counterpart.
    named: bool,
}

/// The smallest number of pairs in a piece of a file for one finding to represent all of them.
const THROUGHOUT: usize = 8;

impl Throughout {
    /// If more than half of all pairs have the same finding about the language of one side, keeps
    /// only one of them, or none if an earlier piece of the file had it.
    pub fn reduce(&mut self, found: &mut [Vec<Finding>]) {
        let is_names = |finding: &Finding| finding.throughout && finding.code == Code::NameExtra;
        for findings in found.iter_mut() {
            findings.retain(|finding| !is_names(finding) || !std::mem::replace(&mut self.named, true));
        }
        let mut counts: Vec<((Code, Lang), usize)> = Vec::new();
        for finding in found.iter().flatten() {
            let Some(side) = language::side(finding) else { continue };
            match counts.iter_mut().find(|((code, of), _)| *code == finding.code && *of == side) {
                Some((_, count)) => *count += 1,
                None => counts.push(((finding.code, side), 1)),
            }
        }
        let total = found.len();
        for (kind, count) in counts {
            if total < THROUGHOUT || count * 2 <= total {
                continue;
            }
            let mut is_said = self.said.contains(&kind);
            for findings in found.iter_mut() {
                findings.retain_mut(|finding| {
                    if finding.code != kind.0 || language::side(finding) != Some(kind.1) {
                        return true;
                    }
                    if is_said {
                        return false;
                    }
                    finding.message = format!("here and in most other pairs: {}", finding.message);
                    finding.throughout = true;
                    is_said = true;
                    true
                });
            }
            if !self.said.contains(&kind) {
                self.said.push(kind);
            }
        }
    }
}

/// Replaces the findings about each part of a side by one about the whole side.
fn say_once<'a>(lang: Lang, fault: Fault, found: &mut [Vec<Finding>], text: impl Fn(usize) -> &'a str) {
    let once = (0..found.len()).find(|n| !text(*n).is_empty());
    for findings in found.iter_mut() {
        findings.retain(|finding| language::side(finding) != Some(lang));
    }
    if let Some(n) = once {
        found[n].push(language::throughout(lang, text(n), fault));
    }
}

/// The text of a bead on one side, from its first segment to its last; empty if it has none.
fn bead_text<'a>(side: Side<'a>, range: &Range<usize>) -> &'a str {
    match side.segments.get(range.clone()) {
        Some([first, .., last]) => first.span.to(last.span).of(&side.document.text),
        Some([only]) => only.span.of(&side.document.text),
        _ => "",
    }
}
