//! A pair of texts with its figures matched, as the rules see it.

use super::severity::Severity;
use crate::{
    figure::{Certainty, Figure, FigurePiece, Matching, ValueChange},
    text::{Lang, Span, markup::Mark},
};
use std::borrow::Cow;

/// More leftovers or figures of a side than these are a table, or texts that do not belong together; examining them closely
/// would take long and help nobody.
pub(super) const MANY: usize = 50;

/// One side of a pair with its figures.
#[derive(Debug)]
pub(super) struct PairSide<'a> {
    pub(super) lang: Lang,
    /// The text as it is, for quotation in findings.
    pub(super) text: &'a str,
    /// The text without its marks, with the same length in bytes; words and digits are searched for here.
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
    /// Figures that were changed; known once the pair has been settled.
    pub(super) changes: Vec<Changed>,
    /// Ordinals that number the two texts differently; known once the pair has been settled.
    pub(super) ordinals: Option<[FigurePiece; 2]>,
}

impl MatchedPair<'_> {
    /// The places of the reliable figures of the Arabic and of the English side: بوزيان is a name
    /// that looks like a dual.
    pub(super) fn spans(&self) -> [Vec<Span>; 2] {
        let certain = |figure: &&Figure| figure.certainty != Certainty::Soft;
        [&self.ar, &self.en]
            .map(|side| side.figures.iter().filter(certain).map(|figure| figure.span).collect())
    }
}

/// A figure of one side that became another on the other side.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) ar: FigurePiece,
    pub(super) en: FigurePiece,
    pub(super) change: ValueChange,
    pub(super) severity: Severity,
}
