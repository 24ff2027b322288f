//! The word types in a range of segments that moves forward through a text.

use super::words::{TypeId, Words};
use std::ops::Range;

/// Counts the types in a window over the segments of one side. Both ends of the window only move
/// forward, so every token enters and leaves it once.
#[derive(Debug)]
pub(super) struct Window {
    counts: Vec<u32>,
    segments: Range<usize>,
}

impl Window {
    /// An empty window before the first segment.
    pub(super) fn new(words: &Words) -> Self {
        Window { counts: vec![0; words.types.len()], segments: 0..0 }
    }

    /// Moves the window to the given segments.
    pub(super) fn move_to(&mut self, segments: Range<usize>, words: &Words) {
        for &id in words.tokens_of(self.segments.end..segments.end) {
            self.counts[id as usize] += 1;
        }
        for &id in words.tokens_of(self.segments.start..segments.start) {
            self.counts[id as usize] -= 1;
        }
        self.segments = segments;
    }

    /// True if a word of this type is in the window.
    pub(super) fn has(&self, id: TypeId) -> bool {
        self.counts[id as usize] > 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_word_is_in_the_window_while_one_of_its_segments_is() {
        let words = testing::words(Lang::En, &["red house", "green tree", "red tree", "blue sea"]);
        let id = |word: &str| words.types.iter().position(|ty| &*ty.folded == word).expect("known") as TypeId;
        let mut window = Window::new(&words);
        assert!(!window.has(id("red")));
        window.move_to(0..2, &words);
        assert!(window.has(id("red")) && window.has(id("green")) && !window.has(id("blue")));
        window.move_to(1..3, &words);
        assert!(window.has(id("red")) && !window.has(id("house")));
        // Past everything that it contained.
        window.move_to(3..4, &words);
        assert!(!window.has(id("red")) && !window.has(id("tree")) && window.has(id("sea")));
        window.move_to(4..9, &words);
        assert!(!window.has(id("sea")));
    }
}
