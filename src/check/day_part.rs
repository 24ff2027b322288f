//! The finding of a changed part of a day: Friday morning became Friday evening.

use super::{
    claim,
    code::Code,
    finding::Finding,
    pair::{MatchedPair, PairSide},
    senses::{self, Noun, Sense},
    severity::Severity,
};
use crate::figure::{Figure, Form, Kind, Pairing, Value};
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
    let report = |pairing: &Pairing, there: Option<Sense>| {
        let what = match there {
            Some(Sense::Morning) => "the morning instead of the evening",
            _ => "the evening instead of the morning",
        };
        claim::paired(pair, pairing, Code::Time, Severity::Warning, what)
    };
    let mut findings: Vec<Finding> =
        found.into_iter().map(|pairing| report(pairing, part(&pair.en, pairing.en.0))).collect();
    let hours = pair.matching.pairings.iter().filter_map(|pairing| {
        let (ar, en) = match (half(&pair.ar, pairing.ar.0), half(&pair.en, pairing.en.0)) {
            (None, Some(en)) => (beside(&pair.ar, pairing.ar.0)?, en),
            (Some(ar), None) => (ar, beside(&pair.en, pairing.en.0)?),
            (ar, en) => (ar?, en?),
        };
        (findings.is_empty() && ar != en).then(|| report(pairing, Some(en)))
    });
    let hours: Vec<Finding> = hours.collect();
    findings.extend(hours);
    findings
}

/// The half of the day of the only time of a side: its own, or if the time may be in either, the one that the text names
/// (`مساء الجمعة … عند السابعة والنصف`).
fn half(side: &PairSide<'_>, index: usize) -> Option<Sense> {
    let is_time = |figure: &&Figure| matches!(figure.value(), Value::Time(_));
    let Value::Time(time) = side.figures[index].value() else { return None };
    let times = side.figures[index].readings.iter().filter(|reading| matches!(reading.value, Value::Time(_)));
    if times.count() == 1 {
        return Some(if time.hour < 12 { Sense::Morning } else { Sense::Evening });
    }
    if side.figures.iter().filter(is_time).count() > 1 || !(1..12).contains(&(time.hour % 12)) {
        return None;
    }
    let words = senses::words(side.lang, &side.plain);
    let says = |sense| senses::says(side.lang, &words, sense);
    match (says(Sense::Morning), says(Sense::Evening)) {
        (true, false) => Some(Sense::Morning),
        // Three at night is before noon.
        (false, true) if time.hour % 12 > 3 => Some(Sense::Evening),
        _ => None,
    }
}

/// Words on either side of an hour that may say the half of its day.
const NEAR: usize = 3;

/// The half of the day that the words next to an hour say: `قبيل الفجر في الرابعة`.
fn beside(side: &PairSide<'_>, index: usize) -> Option<Sense> {
    // حبتين صباحا are tablets, and no hour.
    let counts = side.figures[index].form == Form::Dual;
    let hour = !counts && matches!(side.figures[index].kind(), Kind::Ordinal | Kind::Cardinal);
    let stretch = |noun| senses::words(side.lang, senses::stretch(side, index, noun).of(&side.plain));
    let (mut words, mut after) = (stretch(Noun::Before), stretch(Noun::After));
    words.drain(..words.len().saturating_sub(NEAR));
    after.truncate(NEAR);
    words.extend(after);
    let says = |sense| senses::says(side.lang, &words, sense);
    match (says(Sense::Morning), says(Sense::Evening)) {
        (true, false) if hour => Some(Sense::Morning),
        (false, true) if hour => Some(Sense::Evening),
        _ => None,
    }
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
    words.extend(senses::after(side, figure, free[1]));
    let says = |sense| senses::says(side.lang, &words, sense);
    match (says(Sense::Morning), says(Sense::Evening)) {
        (true, false) => Some(Sense::Morning),
        (false, true) => Some(Sense::Evening),
        _ => None,
    }
}
