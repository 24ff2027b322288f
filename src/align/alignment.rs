//! The result of aligning: beads in order, each with its confidence and its anchors.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The kind of evidence that an [`Anchor`] gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnchorKind {
    /// Two figures of the same value.
    Figure,
    /// A name linked through the table of names or by its sound.
    Name,
    /// A pair of words from the lexicon.
    Lexicon,
    /// A pair of words learnt from the text being aligned.
    Learnt,
    /// The same spelling on both sides (Latin words, URLs, codes).
    Identical,
    /// A word of a translation supplied as evidence; its place is the whole Arabic segment.
    Translated,
    /// The same closing mark, quotation or enumerator.
    Mark,
}

impl AnchorKind {
    /// The name in files and on the terminal: `figure`.
    pub const fn as_str(self) -> &'static str {
        match self {
            AnchorKind::Figure => "figure",
            AnchorKind::Name => "name",
            AnchorKind::Lexicon => "lexicon",
            AnchorKind::Learnt => "learnt",
            AnchorKind::Identical => "identical",
            AnchorKind::Translated => "translated",
            AnchorKind::Mark => "mark",
        }
    }
}

/// A piece of evidence that links a place on the Arabic side with a place on the English side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// The kind of evidence.
    pub kind: AnchorKind,
    /// The place in the Arabic document.
    pub ar: Span,
    /// The place in the English document.
    pub en: Span,
    /// Its contribution to the score of its bead, in nats.
    pub weight: f64,
}

/// The parts of a bead's score, in nats; higher is better.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Parts {
    /// The gain from words, names and figures in common.
    pub words: f64,
    /// The penalty for lengths that do not fit, and for the times of subtitles.
    pub length: f64,
    /// The penalty for the bead's type (rare types cost more) and for sentences and paragraphs on
    /// one side only.
    pub shape: f64,
}

impl Parts {
    /// The sum of the parts.
    pub fn total(self) -> f64 {
        self.words + self.length + self.shape
    }
}

/// A group of Arabic and English segments that translate each other. One side may be empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bead {
    /// Indices of the Arabic segments.
    pub ar: Range<usize>,
    /// Indices of the English segments.
    pub en: Range<usize>,
    /// Probability, 0 to 1, that exactly these segments form a bead.
    pub confidence: f64,
    /// The parts of the bead's score.
    pub parts: Parts,
    /// The evidence, strongest first.
    pub anchors: Vec<Anchor>,
}

impl Bead {
    /// The bead's type in the usual notation, Arabic first: `1-1`, `2-1`, `1-0`.
    pub fn kind(&self) -> String {
        format!("{}-{}", self.ar.len(), self.en.len())
    }

    /// True if one of the sides is empty: the text has no counterpart.
    pub fn is_one_sided(&self) -> bool {
        self.ar.is_empty() || self.en.is_empty()
    }
}

/// Two pieces of text that translate each other out of order. Each is a one-sided bead of the alignment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// Indices of the Arabic segments.
    pub ar: Range<usize>,
    /// Indices of the English segments.
    pub en: Range<usize>,
    /// Probability, 0 to 1, that the two belong together.
    pub confidence: f64,
    /// The evidence, strongest first.
    pub anchors: Vec<Anchor>,
}

/// The beads of two documents, in order; every segment of both sides is in exactly one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Alignment {
    /// The beads in document order.
    pub beads: Vec<Bead>,
    /// Pieces whose counterpart is elsewhere in the other text, in Arabic order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crossings: Vec<Crossing>,
}

impl Alignment {
    /// The segments opposite that translate a one-sided bead out of order; empty for other beads.
    pub fn elsewhere(&self, bead: &Bead) -> Range<usize> {
        let holds = |whole: &Range<usize>, part: &Range<usize>| {
            !part.is_empty() && whole.start <= part.start && part.end <= whole.end
        };
        // Pieces that moved together have equally many segments on both sides and correspond one to one.
        let beside = |own: &Range<usize>, opposite: &Range<usize>, part: &Range<usize>| {
            let from = opposite.start + (part.start - own.start);
            from..from + part.len()
        };
        let found = if !bead.is_one_sided() {
            None
        } else if bead.en.is_empty() {
            let after = self.crossings.partition_point(|crossing| crossing.ar.start <= bead.ar.start);
            let last = after.checked_sub(1).map(|n| &self.crossings[n]);
            last.filter(|crossing| holds(&crossing.ar, &bead.ar))
                .map(|crossing| beside(&crossing.ar, &crossing.en, &bead.ar))
        } else {
            let crossing = self.crossings.iter().find(|crossing| holds(&crossing.en, &bead.en));
            crossing.map(|crossing| beside(&crossing.en, &crossing.ar, &bead.en))
        };
        found.unwrap_or(0..0)
    }
}
