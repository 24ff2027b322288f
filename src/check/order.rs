//! The finding of two figures that changed places: where the order counts (`respectively`, على التوالي), where the words
//! beside them tell (62 dead and 140 injured made 140 and 62), and of a score that was won.

use super::{
    Code, Finding, Severity, claim,
    senses::{self, Sense},
    weigh::{Pan, Weighed},
};
use crate::{
    figure::{Figure, Kind, Pairing, Part, Reason, Value},
    lexicon::{self, EnglishId},
    text::{Lang, fold, stem},
};

/// More pairings than these are a table, not a sentence.
const MANY: usize = 200;

/// Reports neighbours of one kind that stand in the other order on the other side and should not.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    let mut findings = turned_scores(weighed);
    let same = |pairing: &&Pairing| {
        pairing.reason == Reason::Same && pairing.ar.1 == Part::Whole && pairing.en.1 == Part::Whole
    };
    let mut pairings: Vec<&Pairing> = weighed.matching.pairings.iter().filter(same).collect();
    if pairings.len() < 2 || pairings.len() > MANY {
        return findings;
    }
    pairings.sort_unstable_by_key(|pairing| pairing.ar.0);
    let ordered = order_counts(weighed);
    for two in pairings.windows(2) {
        let [first, second] = two else { continue };
        let adjacent = second.ar.0 == first.ar.0 + 1 && first.en.0 == second.en.0 + 1;
        let (a, b) = (&weighed.ar.figures[first.ar.0], &weighed.ar.figures[second.ar.0]);
        let alike = a.kind() == b.kind() && a.unit() == b.unit() && a.is_hard() && b.is_hard();
        if adjacent && alike && (ordered || words_tell(weighed, first, second)) {
            let (left, right) =
                (claim::whole(&weighed.ar, first.ar.0), claim::whole(&weighed.en, second.en.0));
            let what = "the two figures changed places";
            findings.push(claim::between(weighed, [&left, &right], Code::Order, Severity::Warning, what));
        }
    }
    findings
}

/// True where both texts say that the order counts.
fn order_counts(weighed: &Weighed<'_>) -> bool {
    let (ar, en) = (fold::fold(Lang::Ar, &weighed.ar.plain), fold::fold(Lang::En, &weighed.en.plain));
    (ar.contains("علي التوالي") || ar.contains("علي الترتيب")) && en.contains("respectively")
}

/// `won 0-2`: English gives the winner's goals first. Arabic digits may be turned by the way they are shown.
fn turned_scores(weighed: &Weighed<'_>) -> Vec<Finding> {
    let turned = weighed.matching.pairings.iter().filter(|pairing| pairing.reason == Reason::Turned);
    let found = turned.filter(|pairing| {
        let Some([_, en]) = claim::figures(weighed, pairing) else { return false };
        let rises = matches!(en.value(), Value::Pair(a, b) if a < b) && !matches!(en.kind(), Kind::YearRange);
        let words = senses::before(&weighed.en, en, 6);
        rises && senses::says(Lang::En, &words, Sense::Won) && !senses::says(Lang::En, &words, Sense::Not)
    });
    let what = "the winner's number stands second";
    found.map(|pairing| claim::paired(weighed, pairing, Code::Order, Severity::Warning, what)).collect()
}

/// Which side of a figure its noun stands on.
#[derive(Debug, Clone, Copy)]
enum Noun {
    Before,
    Behind,
}

/// True where the words beside the one Arabic figure stand beside the other English one, and the other way round. The
/// noun may stand before its figure or behind it, in either language; if any of these ways fits the figures as they
/// stand, nothing is said.
fn words_tell(weighed: &Weighed<'_>, first: &Pairing, second: &Pairing) -> bool {
    let mut crossed = false;
    for ar_noun in [Noun::Before, Noun::Behind] {
        for en_noun in [Noun::Before, Noun::Behind] {
            let ar = |pairing: &Pairing| arabic(&weighed.ar, pairing.ar.0, ar_noun);
            let en = |pairing: &Pairing| english(&weighed.en, pairing.en.0, en_noun);
            let (ar_a, ar_b, en_a, en_b) = (ar(first), ar(second), en(first), en(second));
            let meet = |ar: &[Vec<EnglishId>], en: &[EnglishId], others: &[EnglishId]| {
                ar.iter().any(|word| {
                    word.iter().any(|id| en.contains(id)) && !word.iter().any(|id| others.contains(id))
                })
            };
            let (stays_a, stays_b) = (meet(&ar_a, &en_a, &en_b), meet(&ar_b, &en_b, &en_a));
            if stays_a && stays_b {
                return false;
            }
            crossed |= !stays_a && !stays_b && meet(&ar_a, &en_b, &en_a) && meet(&ar_b, &en_a, &en_b);
        }
    }
    crossed
}

/// So many words beside a figure say what is counted.
const NEAR: usize = 3;

/// The words on one side of a figure up to the next figure.
fn beside(pan: &Pan<'_>, index: usize, noun: Noun) -> Vec<String> {
    let figure: &Figure = &pan.figures[index];
    let text = match noun {
        Noun::Before => {
            let from = index.checked_sub(1).map_or(0, |before| pan.figures[before].span.end);
            let text = &pan.plain[from.min(figure.span.start)..figure.span.start];
            text.rfind(senses::divides).map_or(text, |at| &text[at..])
        }
        Noun::Behind => {
            let to = pan.figures.get(index + 1).map_or(pan.plain.len(), |next| next.span.start);
            let text = &pan.plain[figure.span.end..to.max(figure.span.end)];
            text.find(senses::divides).map_or(text, |at| &text[..at])
        }
    };
    let mut words = senses::words(pan.lang, text);
    match noun {
        Noun::Before => drop(words.drain(..words.len().saturating_sub(NEAR))),
        Noun::Behind => words.truncate(NEAR),
    }
    words
}

/// What the words beside an Arabic figure may mean, word by word.
fn arabic(pan: &Pan<'_>, index: usize, noun: Noun) -> Vec<Vec<EnglishId>> {
    let lexicon = lexicon::built_in();
    let content = |word: &String| {
        let found = lexicon.look_up(word);
        let likely = found.entries.iter().filter(|entry| entry.forward.max(entry.backward) > 0.02);
        let ids: Vec<EnglishId> =
            likely.map(|entry| entry.english).filter(|id| !lexicon.is_english_function(*id)).collect();
        (!found.is_function && !ids.is_empty()).then_some(ids)
    };
    beside(pan, index, noun).iter().filter_map(content).collect()
}

/// The words beside an English figure.
fn english(pan: &Pan<'_>, index: usize, noun: Noun) -> Vec<EnglishId> {
    let lexicon = lexicon::built_in();
    let ids = beside(pan, index, noun);
    let ids = ids.iter().filter_map(|word| lexicon.english(&stem::stem_folded(Lang::En, word)));
    ids.filter(|id| !lexicon.is_english_function(*id)).collect()
}
