//! One bead of the path that a search has found.

use crate::text::Sides;
use std::ops::Range;

/// A bead on a path: its segments on both sides, and the probability of the bead.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PathBead {
    /// Segments of both sides.
    pub sides: Sides<Range<usize>>,
    /// Posterior probability, 0 to 1.
    pub confidence: f32,
}
