//! A pair of texts with its figures matched: what the rules look at.

use super::severity::Severity;
use crate::{
    figure::{Certainty, Change, Figure, Matching, Piece},
    text::{Lang, Span, markup::Mark},
};
use std::borrow::Cow;

/// One side of a pair with its figures.
#[derive(Debug)]
pub(super) struct PairSide<'a> {
    pub(super) lang: Lang,
    /// The text as it stands: what findings quote.
    pub(super) text: &'a str,
    /// The text without its marks, byte for byte as long: where words and digits are looked for.
    pub(super) plain: Cow<'a, str>,
    pub(super) marks: Vec<Mark>,
    pub(super) figures: Vec<Figure>,
}

/// Both sides with their figures matched.
#[derive(Debug)]
pub(super) struct MatchedPair<'a> {
    pub(super) ar: PairSide<'a>,
    pub(super) en: PairSide<'a>,
    pub(super) matching: Matching,
    /// What became another figure; known when the pair has been settled.
    pub(super) changes: Vec<Changed>,
    /// Ordinals that count the two texts otherwise; known when the pair has been settled.
    pub(super) ordinals: Option<[Piece; 2]>,
}

impl MatchedPair<'_> {
    /// Where the figures of the Arabic and of the English side stand that may be relied on: بوزيان is a name that looks
    /// like a dual.
    pub(super) fn spans(&self) -> [Vec<Span>; 2] {
        let certain = |figure: &&Figure| figure.certainty != Certainty::Soft;
        [&self.ar, &self.en]
            .map(|side| side.figures.iter().filter(certain).map(|figure| figure.span).collect())
    }
}

/// A figure of one side that became another on the other side.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) ar: Piece,
    pub(super) en: Piece,
    pub(super) change: Change,
    pub(super) severity: Severity,
}
