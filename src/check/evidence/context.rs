//! What is the same for all findings of a pair: its words with their possible translations, its figures and their partners.

use crate::{
    adequacy,
    check::{
        code::Code,
        finding::Finding,
        pair::{MatchedPair, PairSide},
    },
    figure::{self, Decimal, Figure},
    lexicon::{self, EnglishId},
    text::{
        Lang, Span, fold, stem,
        token::{TokenKind, tokens},
    },
};

/// A word that is in no figure.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    /// The English words that it may be or translate; none for function words.
    pub(super) ids: Vec<EnglishId>,
    /// True for a word of numbers, which no figure includes.
    pub(super) is_number: bool,
    /// True for the name of a unit, which no figure includes.
    pub(super) is_unit: bool,
}

/// One side of a pair.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) figures: &'a [Figure],
    /// The figures that have a partner.
    pub(super) matched: Vec<bool>,
    pub(super) words: Vec<Word>,
}

/// A pair as the features see it.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) pair: &'a MatchedPair<'a>,
    pub(super) ar: Side<'a>,
    pub(super) en: Side<'a>,
    /// The logit of the probability that the pair says the same, capped; 0 where there is too little evidence.
    pub(super) adequacy: f64,
    /// Figures that are reported to be missing or extra.
    pub(super) alone: usize,
    /// Findings that a figure differs.
    pub(super) changed: usize,
}

/// Bound of the logit of adequacy.
const SURE: f64 = 4.0;

impl<'a> Context<'a> {
    pub(super) fn new(pair: &'a MatchedPair<'a>, findings: &[Finding]) -> Self {
        let of = |side: &'a PairSide<'_>, matched: &mut dyn Iterator<Item = usize>| {
            let mut is_matched = vec![false; side.figures.len()];
            for at in matched {
                is_matched[at] = true;
            }
            let text: &str = &side.plain;
            Side { text, figures: &side.figures, matched: is_matched, words: words(side) }
        };
        let pairings = &pair.matching.pairings;
        let is_alone = |finding: &&Finding| matches!(finding.code, Code::Missing | Code::Extra);
        let figures = findings.iter().filter(|finding| finding.code.is_about_figures());
        let alone = figures.clone().filter(is_alone).count();
        let likely = adequacy::pair(&pair.ar.plain, &pair.en.plain);
        Context {
            pair,
            ar: of(&pair.ar, &mut pairings.iter().map(|pairing| pairing.ar.0)),
            en: of(&pair.en, &mut pairings.iter().map(|pairing| pairing.en.0)),
            adequacy: likely.map_or(0.0, |p| (p / (1.0 - p)).ln().clamp(-SURE, SURE)),
            alone,
            changed: figures.count() - alone,
        }
    }
}

impl Side<'_> {
    /// The figure at a place: the one that covers most of it.
    pub(super) fn figure(&self, place: Span) -> Option<usize> {
        let common = |figure: &Figure| {
            figure.span.end.min(place.end).saturating_sub(figure.span.start.max(place.start))
        };
        let overlaps = (0..self.figures.len()).filter(|at| self.figures[*at].span.overlaps(place));
        overlaps.max_by_key(|at| common(&self.figures[*at]))
    }

    /// True if another figure than this one has the value.
    pub(super) fn holds(&self, value: Decimal, but: Option<usize>) -> bool {
        self.others(but).any(|other| other == value)
    }

    /// True if two other figures that are not the same make the value together.
    pub(super) fn makes(&self, value: Decimal, but: Option<usize>) -> bool {
        let others: Vec<Decimal> = self.others(but).filter(|other| !other.is_zero()).take(PARTS).collect();
        others.iter().enumerate().any(|(n, one)| {
            let rest = others.get(n + 1..).unwrap_or_default();
            rest.iter().any(|other| {
                [one.checked_add(*other), one.checked_sub(*other), other.checked_sub(*one)]
                    .contains(&Some(value))
            })
        })
    }

    fn others(&self, but: Option<usize>) -> impl Iterator<Item = Decimal> {
        let others = self.figures.iter().enumerate().filter(move |(at, _)| Some(*at) != but);
        others.flat_map(|(_, figure)| figure.numbers())
    }
}

/// Figures of a side that are added up.
const PARTS: usize = 10;

/// The words of a side that are in no figure.
fn words(side: &PairSide<'_>) -> Vec<Word> {
    let mut figures = side.figures.iter().map(|figure| figure.span).peekable();
    let mut all = Vec::new();
    for token in tokens(&side.plain).filter(|token| token.kind == TokenKind::Word) {
        while figures.next_if(|figure| figure.end <= token.span.start).is_some() {}
        if figures.peek().is_none_or(|figure| !figure.overlaps(token.span)) {
            let folded = fold::fold(side.lang, token.span.of(&side.plain));
            let role = figure::role(side.lang, &folded);
            all.push(Word {
                span: token.span,
                ids: ids(side.lang, &folded),
                is_number: role == Some(figure::WordRole::Number),
                is_unit: role == Some(figure::WordRole::Unit),
            });
        }
    }
    all
}

/// Least probability of a translation that counts.
const LIKELY: f32 = 0.02;

/// The English words that a folded word may be or translate; none for function words.
fn ids(lang: Lang, folded: &str) -> Vec<EnglishId> {
    let lexicon = lexicon::built_in();
    let is_content = |id: &EnglishId| !lexicon.is_english_function(*id);
    match lang {
        Lang::En => {
            lexicon.english(&stem::stem_folded(Lang::En, folded)).into_iter().filter(is_content).collect()
        }
        Lang::Ar => {
            let found = lexicon.look_up(folded);
            let likely = found.entries.iter().filter(|entry| entry.forward.max(entry.backward) > LIKELY);
            let ids = likely.map(|entry| entry.english).filter(is_content);
            if found.is_function { Vec::new() } else { ids.collect() }
        }
    }
}
