//! The data about a pair as names with values, for the formats with such lists: the properties of
//! TMX, the contexts and metadata of XLIFF.

use super::{Details, Pair};
use crate::check::{Finding, Severity};
use crate::text::Sides;
use std::fmt::Write;

/// The data about a pair. The names are stable: other programs filter by them.
pub(super) fn of(pair: &Pair) -> Vec<(&'static str, String)> {
    let details = &pair.details;
    let mut facts = Vec::new();
    if let Some(confidence) = details.confidence {
        facts.push(("confidence", format!("{confidence:.4}")));
    }
    if let Some(adequacy) = details.adequacy {
        facts.push(("adequacy", format!("{adequacy:.4}")));
    }
    facts.extend(pair.kind().map(|kind| ("bead", kind)));
    for (name, numbers) in [("ar-segments", &details.segments.ar), ("en-segments", &details.segments.en)] {
        if details.kind.is_some() || !numbers.is_empty() {
            let mut list = String::new();
            for (n, number) in numbers.iter().enumerate() {
                let _ = write!(list, "{}{number}", if n > 0 { " " } else { "" });
            }
            facts.push((name, list));
        }
    }
    if let Some((start, end)) = details.time {
        facts.push(("time", format!("{start}-{end}")));
    }
    if details.displaced {
        facts.push(("crossing", "yes".to_owned()));
    }
    // One fact per word: other programs filter by the whole value.
    let review = review(details.confirmed, details.flagged).split_whitespace();
    facts.extend(review.map(|word| ("review", word.to_owned())));
    for finding in &details.findings {
        let severity = finding.severity.as_str();
        // Severity and code come first, for people and filters; the rest serves to restore the finding.
        let whole = serde_json::to_string(finding).unwrap_or_default();
        facts.push(("finding", format!("{severity} {} {whole}", finding.code)));
    }
    facts
}

/// Remarks about a pair: those that people wrote, then the reasons of the findings that are more than notes.
pub(super) fn notes(pair: &Pair) -> impl Iterator<Item = &str> {
    let people = pair.details.notes.iter().map(String::as_str);
    let serious = pair.details.findings.iter().filter(|finding| finding.severity > Severity::Note);
    people.chain(serious.map(|finding| finding.message.as_str()))
}

/// True for the name of a fact that [`read`] restores.
pub(super) fn is_known(name: &str) -> bool {
    const NAMES: [&str; 9] = [
        "confidence",
        "adequacy",
        "bead",
        "ar-segments",
        "en-segments",
        "time",
        "crossing",
        "review",
        "finding",
    ];
    NAMES.contains(&name)
}

/// Restores one fact; unknown ones are ignored.
pub(super) fn read(name: &str, value: &str, details: &mut Details) {
    let numbers = || value.split_whitespace().take(10_000).filter_map(|number| number.parse().ok()).collect();
    match name {
        "confidence" => details.confidence = value.trim().parse().ok(),
        "adequacy" => details.adequacy = value.trim().parse().ok(),
        "bead" => details.kind = kind(value),
        "ar-segments" => details.segments.ar = numbers(),
        "en-segments" => details.segments.en = numbers(),
        "time" => {
            details.time = value.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
        }
        "crossing" => details.displaced = value.trim() == "yes",
        "review" => {
            let (confirmed, flagged) = reviewed(value);
            details.confirmed |= confirmed;
            details.flagged |= flagged;
        }
        "finding" => {
            let whole = value.splitn(3, ' ').nth(2);
            details.findings.extend(whole.and_then(|json| serde_json::from_str::<Finding>(json).ok()));
        }
        _ => {}
    }
}

/// The review of a pair, as words for a cell or field; empty if there is none.
pub(super) fn review(confirmed: bool, flagged: bool) -> &'static str {
    match (confirmed, flagged) {
        (true, true) => "confirmed flagged",
        (true, false) => "confirmed",
        (false, true) => "flagged",
        (false, false) => "",
    }
}

/// Parses [`review`]: confirmed, flagged. Unknown words are ignored.
pub(super) fn reviewed(words: &str) -> (bool, bool) {
    let says = |wanted: &str| words.split_whitespace().any(|word| word.eq_ignore_ascii_case(wanted));
    (says("confirmed"), says("flagged"))
}

/// Parses `1-2`.
pub(super) fn kind(value: &str) -> Option<Sides<usize>> {
    let (ar, en) = value.trim().split_once('-')?;
    Some(Sides::new(ar.parse().ok()?, en.parse().ok()?))
}

/// Must be called when a pair has been read, because the reasons of findings were also written as notes.
pub(super) fn settle(pair: &mut Pair) {
    let Details { notes, findings, .. } = &mut pair.details;
    for finding in findings {
        if let Some(at) = notes.iter().position(|note| *note == finding.message) {
            notes.remove(at);
        }
    }
    // Only a file that we wrote from an alignment has these data, and its pairs are in the order of the text.
    pair.continues = pair.details.kind.is_some() && !pair.details.displaced;
    pair.keep_valid_places();
}
