//! What is known about a bead besides its place in two documents: what people said about it, and what stood about
//! it in the file of pairs that it was read from.

use super::{Details, Pair};
use serde::{Deserialize, Serialize};

/// What people said about a bead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BeadReview {
    /// Index of the bead in the alignment.
    pub bead: usize,
    /// A person said that it is right.
    pub confirmed: bool,
    /// A person said that it needs another look.
    pub flagged: bool,
    /// Remarks of people.
    pub notes: Vec<String>,
}

impl BeadReview {
    /// What people said about a pair that becomes this bead; `None` when they said nothing.
    pub(super) fn of(bead: usize, details: &mut Details) -> Option<Self> {
        let (confirmed, flagged) = (details.confirmed, details.flagged);
        let notes = std::mem::take(&mut details.notes);
        (confirmed || flagged || !notes.is_empty()).then_some(BeadReview { bead, confirmed, flagged, notes })
    }
}

/// What a file of pairs said about a pair that the two texts made of it do not show: they hold a segment a side,
/// whatever it was before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Origin {
    /// The id in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The type of the bead in the alignment that the file was made of.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<(usize, usize)>,
    /// Numbers of the Arabic segments in their document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ar_segments: Vec<usize>,
    /// Numbers of the English segments in their document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub en_segments: Vec<usize>,
    /// When the words are shown, for subtitles: from and to, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<(u64, u64)>,
    /// Its two texts stand in different places of the documents that the file was made of.
    #[serde(default, skip_serializing_if = "is_false")]
    pub crossing: bool,
    /// The file did not say how sure it is; the bead's confidence only stands in for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub without_confidence: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Origin {
    /// What the file said about a pair.
    pub(super) fn of(pair: &mut Pair) -> Self {
        let details = &mut pair.details;
        Origin {
            id: pair.id.take(),
            kind: details.kind,
            ar_segments: std::mem::take(&mut details.ar_segments),
            en_segments: std::mem::take(&mut details.en_segments),
            time: details.time,
            crossing: details.crossing,
            without_confidence: details.confidence.is_none(),
        }
    }

    /// Says it again about the pair that the bead has become.
    pub(super) fn tell(&self, pair: &mut Pair) {
        let details = &mut pair.details;
        if self.id.is_some() {
            pair.id.clone_from(&self.id);
        }
        details.kind = self.kind;
        details.ar_segments.clone_from(&self.ar_segments);
        details.en_segments.clone_from(&self.en_segments);
        details.time = self.time.or(details.time);
        details.crossing = self.crossing;
        if self.without_confidence {
            details.confidence = None;
        }
        // Only a file that was made of an alignment knows types, and there the pairs stand in the order of the text.
        pair.continues = self.kind.is_some() && !self.crossing;
    }
}
