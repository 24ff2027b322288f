//! The finding of a bound turned round: `at least 20` against `20 على الأكثر`, `before 1960` against `بعد 1960`.

use super::{
    Finding, Severity,
    changed::{marked, quoted},
    weigh::{Pan, Weighed},
};
use crate::{
    figure::{Bound, Figure, Part, Piece, Reason},
    text::{
        Lang, fold,
        token::{TokenKind, tokens},
    },
};

/// Words that turn a bound round (`may not exceed`); folded.
const NOT_EN: [&str; 14] = [
    "not", "no", "never", "without", "nor", "cannot", "can't", "don't", "doesn't", "didn't", "won't",
    "hardly", "none", "nobody",
];
const NOT_AR: [&str; 13] =
    ["لا", "لم", "لن", "ليس", "ليست", "دون", "بدون", "عدم", "غير", "ولا", "ولم", "ولن", "الا"];

/// Reports matched figures of which one is said to be exceeded and the other not to be reached, or one to come before
/// and the other behind.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pairing in &weighed.matching.pairings {
        if pairing.ar.1 != Part::Whole || pairing.en.1 != Part::Whole || pairing.reason > Reason::Converted {
            continue;
        }
        let (ar, en) = (&weighed.ar.figures[pairing.ar.0], &weighed.en.figures[pairing.en.0]);
        let Some(what) = turned(&weighed.ar, ar, &weighed.en, en) else { continue };
        let left = Piece { index: pairing.ar.0, part: Part::Whole, figure: ar.clone() };
        let right = Piece { index: pairing.en.0, part: Part::Whole, figure: en.clone() };
        findings.push(Finding {
            severity: Severity::Warning,
            code: "direction".to_owned(),
            message: format!(
                "{} against {}: {what}",
                quoted(&weighed.en, &right),
                quoted(&weighed.ar, &left)
            ),
            ar: Some(marked(&weighed.ar, &left)),
            en: Some(marked(&weighed.en, &right)),
        });
    }
    findings
}

/// What is turned round, in words.
fn turned(ar_pan: &Pan<'_>, ar: &Figure, en_pan: &Pan<'_>, en: &Figure) -> Option<&'static str> {
    let what = match (ar.bound, en.bound) {
        (Bound::Over, Bound::Under) => "at most or less instead of at least or more",
        (Bound::Under, Bound::Over) => "at least or more instead of at most or less",
        _ => match (side(ar_pan, ar)?, side(en_pan, en)?) {
            (Side::Before, Side::After) => "after instead of before",
            (Side::After, Side::Before) => "before instead of after",
            _ => return None,
        },
    };
    // `may not exceed 200` is `no more than 200`: whoever says it the other way round needs a not.
    (!is_denied(ar_pan, ar) && !is_denied(en_pan, en)).then_some(what)
}

#[derive(PartialEq)]
enum Side {
    Before,
    After,
}

/// Whether the word before a figure sets it before or after something.
fn side(pan: &Pan<'_>, figure: &Figure) -> Option<Side> {
    // `two days before` and `بعد يومين` are stretches: what comes behind them counts, not what stands in front.
    let words = words_before(pan, figure, 2);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let (before, after) = match pan.lang {
        Lang::Ar => (has(&["قبل", "وقبل"]), has(&["بعد", "وبعد"])),
        Lang::En => (has(&["before"]), has(&["after"])),
    };
    match (before, after) {
        (true, false) => Some(Side::Before),
        (false, true) => Some(Side::After),
        _ => None,
    }
}

/// True when a word of denial stands shortly before a figure.
fn is_denied(pan: &Pan<'_>, figure: &Figure) -> bool {
    let list: &[&str] = if pan.lang == Lang::Ar { &NOT_AR } else { &NOT_EN };
    words_before(pan, figure, 12).iter().any(|word| list.contains(&word.as_str()))
}

/// The last folded words in front of a figure.
fn words_before(pan: &Pan<'_>, figure: &Figure, count: usize) -> Vec<String> {
    // Words are short: so many bytes hold them all.
    let end = figure.span.start;
    let mut start = end.saturating_sub(count * 24);
    while !pan.text.is_char_boundary(start) {
        start += 1;
    }
    let before = &pan.text[start..end];
    let words: Vec<String> = tokens(before)
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| fold::fold(pan.lang, token.span.of(before)))
        .collect();
    words[words.len().saturating_sub(count)..].to_vec()
}
