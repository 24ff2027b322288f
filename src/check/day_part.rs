//! The finding of a changed part of a day: Friday morning became Friday evening.

use super::{
    claim,
    code::Code,
    finding::Finding,
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::figure::{Pairing, Value};
use rustc_hash::FxHashSet;

/// Reports equal days for which one side says the morning and the other the evening.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let mut seen = FxHashSet::default();
    let differs = |pairing: &&Pairing| {
        let two = [pairing.ar.0, pairing.en.0];
        let parts = (part(&pair.ar, two[0]), part(&pair.en, two[1]));
        matches!(parts, (Some(ar), Some(en)) if ar != en) && seen.insert(two)
    };
    let found: Vec<&Pairing> = pair.matching.pairings.iter().filter(differs).collect();
    let report = |pairing: &Pairing| {
        let what = match part(&pair.en, pairing.en.0) {
            Some(Sense::Morning) => "the morning instead of the evening",
            _ => "the evening instead of the morning",
        };
        claim::paired(pair, pairing, Code::Time, Severity::Warning, what)
    };
    found.into_iter().map(report).collect()
}

/// The part of a day that the words next to it name, up to the next figure.
fn part(side: &PairSide<'_>, index: usize) -> Option<Sense> {
    let figure = &side.figures[index];
    let Value::Date(date) = figure.value() else { return None };
    if date.weekday.is_none() && date.day.is_none() {
        return None;
    }
    let from = index.checked_sub(1).map_or(0, |before| side.figures[before].span.end);
    let to = side.figures.get(index + 1).map_or(side.plain.len(), |next| next.span.start);
    let around =
        |from: usize, to: usize| senses::words(side.lang, side.plain.get(from..to).unwrap_or_default());
    let free = [around(from, figure.span.start).len(), around(figure.span.end, to).len()].map(|n| n.min(2));
    let mut words = senses::before(side, figure, free[0]);
    words.extend(around(figure.span.start, figure.span.end));
    words.extend(senses::behind(side, figure, free[1]));
    let says = |sense| senses::says(side.lang, &words, sense);
    match (says(Sense::Morning), says(Sense::Evening)) {
        (true, false) => Some(Sense::Morning),
        (false, true) => Some(Sense::Evening),
        _ => None,
    }
}
