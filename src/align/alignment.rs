//! What an alignment is: beads in order, each with its confidence and its anchors.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The kind of evidence that an [`Anchor`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnchorKind {
    /// Two figures of the same value.
    Figure,
    /// A name linked by table or by sound.
    Name,
    /// A pair of words from the lexicon.
    Lexicon,
    /// A pair of words learnt from this very text.
    Learnt,
    /// The same letters on both sides (Latin words, URLs, codes).
    Identical,
    /// A word of a translation that was given as evidence; its place is the whole Arabic segment.
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

/// A piece of evidence that links a place on the Arabic side with one on the English side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// What kind of evidence it is.
    pub kind: AnchorKind,
    /// Where it stands in the Arabic document.
    pub ar: Span,
    /// Where it stands in the English document.
    pub en: Span,
    /// What it added to the score of its bead, in nats.
    pub weight: f64,
}

/// The parts of a bead's score, in nats; higher is better.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Parts {
    /// What the words, names and figures in common add.
    pub words: f64,
    /// What the lengths take away, and the times of subtitles.
    pub length: f64,
    /// What the bead's type takes away: rare types cost more, and so do sentences and paragraphs on one side only.
    pub shape: f64,
}

impl Parts {
    /// The whole score.
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
    /// What the bead's score is made of.
    pub parts: Parts,
    /// The evidence, strongest first.
    pub anchors: Vec<Anchor>,
}

impl Bead {
    /// The bead's type as the field writes it: `1-1`, `2-1`, `1-0` (Arabic first).
    pub fn kind(&self) -> String {
        format!("{}-{}", self.ar.len(), self.en.len())
    }

    /// True when one of the sides is empty: text without a counterpart.
    pub fn is_one_sided(&self) -> bool {
        self.ar.is_empty() || self.en.is_empty()
    }
}

/// Two pieces that translate each other although they do not stand in the same order as the rest: each is one-sided
/// among the beads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// Indices of the Arabic segments.
    pub ar: Range<usize>,
    /// Indices of the English segments.
    pub en: Range<usize>,
    /// Probability, 0 to 1, that they belong together.
    pub confidence: f64,
    /// The evidence, strongest first.
    pub anchors: Vec<Anchor>,
}

/// The beads of two documents, in order; every segment of both sides is in exactly one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Alignment {
    /// The beads in document order.
    pub beads: Vec<Bead>,
    /// Pieces without a counterpart in their place whose counterpart stands elsewhere, in Arabic order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crossings: Vec<Crossing>,
}

impl Alignment {
    /// The segments opposite that translate a one-sided bead out of order; nothing for other beads.
    pub fn elsewhere(&self, bead: &Bead) -> Range<usize> {
        let holds = |whole: &Range<usize>, part: &Range<usize>| {
            !part.is_empty() && whole.start <= part.start && part.end <= whole.end
        };
        // Pieces that moved together are few and as many on both sides: segment by segment.
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
