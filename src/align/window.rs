//! Which word types stand in a range of segments that moves on through a text.

use super::words::{TypeId, Words};
use std::ops::Range;

/// Counts the types in a window over the segments of one side. Both ends of the window only ever move forwards, so
/// that every token enters and leaves it once.
#[derive(Debug)]
pub(super) struct Window {
    counts: Vec<u32>,
    segments: Range<usize>,
}

impl Window {
    /// A window that is empty and stands before the first segment.
    pub(super) fn new(words: &Words) -> Self {
        Window { counts: vec![0; words.types.len()], segments: 0..0 }
    }

    /// Moves on to the given segments.
    pub(super) fn move_to(&mut self, segments: Range<usize>, words: &Words) {
        for &id in words.tokens_of(self.segments.end..segments.end) {
            self.counts[id as usize] += 1;
        }
        for &id in words.tokens_of(self.segments.start..segments.start) {
            self.counts[id as usize] -= 1;
        }
        self.segments = segments;
    }

    /// True when a word of this type stands in the window.
    pub(super) fn has(&self, id: TypeId) -> bool {
        self.counts[id as usize] > 0
    }
}
