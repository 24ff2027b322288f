//! The finding of an ordinal that counts different parts: the second quarter of a year became its second half.

use super::{
    claim,
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    senses::{self, Sense},
    severity::Severity,
};
use crate::{
    figure::{Kind, Pairing},
    text::Lang,
};

/// The parts that an ordinal may count, with their names.
const PARTS: [(Sense, &str); 3] =
    [(Sense::Half, "a half"), (Sense::Third, "a third"), (Sense::Quarter, "a quarter")];

/// Reports equal ordinals next to the names of different parts.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let report = |pairing: &Pairing| {
        let [ar, en] = claim::figures(pair, pairing)?;
        if ar.kind() != Kind::Ordinal || en.kind() != Kind::Ordinal {
            return None;
        }
        let (ar, en) = (part(&pair.ar, pairing.ar.0)?, part(&pair.en, pairing.en.0)?);
        let what = format!("{} instead of {}", en.1, ar.1);
        (ar != en).then(|| claim::paired(pair, pairing, Code::Number, Severity::Error, &what))
    };
    pair.matching.pairings.iter().filter_map(report).collect()
}

/// True for a changed ordinal that counts the same part on both sides: the first half became the second.
pub(super) fn is_same(pair: &MatchedPair<'_>, finding: &Finding) -> bool {
    let of = |side: &PairSide<'_>, marked: &Option<Marked>| {
        let span = marked.as_ref()?.span;
        let at = side.figures.iter().position(|figure| figure.span.overlaps(span))?;
        Some(part(side, at)?.0)
    };
    let parts = of(&pair.ar, &finding.ar).zip(of(&pair.en, &finding.en));
    finding.code == Code::Ordinal && parts.is_some_and(|(ar, en)| ar == en)
}

/// The part that an ordinal counts: its name precedes an Arabic ordinal and follows an English one.
pub(super) fn part(side: &PairSide<'_>, index: usize) -> Option<(Sense, &'static str)> {
    let figure = &side.figures[index];
    let beside = match side.lang {
        Lang::Ar => senses::before(side, figure, 1),
        Lang::En => senses::after(side, figure, 1),
    };
    PARTS.into_iter().find(|&(sense, _)| senses::says(side.lang, &beside, sense))
}
