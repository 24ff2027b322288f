//! Data about a bead besides its place in two documents: the reviews of people, and what the file
//! of pairs from which it was read said about it.

use super::{Details, Pair};
use crate::text::Sides;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The review of a bead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BeadReview {
    /// Index of the bead in the alignment.
    pub bead: usize,
    /// A person confirmed that it is right.
    pub confirmed: bool,
    /// A person marked it as needing another check.
    pub flagged: bool,
    /// Remarks of people.
    pub notes: Vec<String>,
}

impl BeadReview {
    /// The review of a pair that becomes this bead; `None` if there is none.
    pub(super) fn of(bead: usize, details: &mut Details) -> Option<Self> {
        let (confirmed, flagged) = (details.confirmed, details.flagged);
        let notes = std::mem::take(&mut details.notes);
        (confirmed || flagged || !notes.is_empty()).then_some(BeadReview { bead, confirmed, flagged, notes })
    }
}

/// The reviews of beads that have been joined; `now` gives for each old bead the new one. A joined bead is confirmed if
/// all its parts were.
pub(super) fn joined(old: Vec<BeadReview>, now: &[usize]) -> Vec<BeadReview> {
    let mut reviews: BTreeMap<usize, BeadReview> = BTreeMap::new();
    let mut unconfirmed: FxHashSet<usize> = FxHashSet::default();
    let mut old = old.into_iter().peekable();
    for (before, &bead) in now.iter().enumerate() {
        let Some(said) = old.next_if(|said| said.bead == before) else {
            unconfirmed.insert(bead);
            continue;
        };
        if !said.confirmed {
            unconfirmed.insert(bead);
        }
        let one = reviews.entry(bead).or_insert(BeadReview { bead, ..BeadReview::default() });
        one.flagged |= said.flagged;
        said.notes.into_iter().for_each(|note| {
            if !one.notes.contains(&note) {
                one.notes.push(note);
            }
        });
    }
    let confirmed =
        |review: BeadReview| BeadReview { confirmed: !unconfirmed.contains(&review.bead), ..review };
    let said = |review: &BeadReview| review.confirmed || review.flagged || !review.notes.is_empty();
    reviews.into_values().map(confirmed).filter(said).collect()
}

/// Data from a file of pairs that the two resulting texts do not contain, because these have one
/// segment per side, whatever the pair had before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Origin {
    /// The id in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The type of the bead in the alignment from which the file was made.
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
    /// Its two texts are at different places of the documents from which the file was made.
    #[serde(rename = "crossing", default, skip_serializing_if = "is_false")]
    pub displaced: bool,
    /// The file did not state a confidence; that of the bead is only a substitute.
    #[serde(default, skip_serializing_if = "is_false")]
    pub without_confidence: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Origin {
    /// Takes the data of the file from a pair.
    pub(super) fn of(pair: &mut Pair) -> Self {
        let details = &mut pair.details;
        Origin {
            id: pair.id.take(),
            kind: details.kind.map(|Sides { ar, en }| (ar, en)),
            ar_segments: std::mem::take(&mut details.segments.ar),
            en_segments: std::mem::take(&mut details.segments.en),
            time: details.time,
            displaced: details.displaced,
            without_confidence: details.confidence.is_none(),
        }
    }

    /// Restores the data in the pair made from the bead.
    pub(super) fn tell(&self, pair: &mut Pair) {
        let details = &mut pair.details;
        if self.id.is_some() {
            pair.id.clone_from(&self.id);
        }
        details.kind = self.kind.map(|(ar, en)| Sides { ar, en });
        details.segments.ar.clone_from(&self.ar_segments);
        details.segments.en.clone_from(&self.en_segments);
        details.time = self.time.or(details.time);
        details.displaced = self.displaced;
        if self.without_confidence {
            details.confidence = None;
        }
        // Only a file made from an alignment has types, and its pairs are in the order of the text.
        pair.continues = self.kind.is_some() && !self.displaced;
    }
}
