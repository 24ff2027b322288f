//! Pairing the segments of two documents.

mod alignment;

pub use alignment::{Alignment, Anchor, AnchorKind, Bead};

use crate::{document::Document, segment::Segment};

/// One pan of the scales: a document and its segments.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its segments, in order.
    pub segments: &'a [Segment],
}

/// What a run may change about aligning.
#[derive(Debug, Clone, Default)]
pub struct Options {}

/// Aligns the segments of two documents.
pub fn align(ar: Side<'_>, en: Side<'_>, options: &Options) -> Alignment {
    let _ = (ar, en, options);
    Alignment::default()
}
