//! Ids that occur twice in a file.

use rustc_hash::FxHashSet;
use std::hash::{DefaultHasher, Hasher};

/// No more ids than this are remembered, so that memory stays bounded in the largest files: 4 million.
const MOST: usize = 4_000_000;

/// The ids of a file that have been read.
#[derive(Debug, Default)]
pub(super) struct Seen(FxHashSet<u64>);

impl Seen {
    /// Remembers an id; false when it has been there before.
    pub(super) fn is_new(&mut self, id: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        hasher.write(id.as_bytes());
        let hash = hasher.finish();
        if self.0.len() >= MOST { !self.0.contains(&hash) } else { self.0.insert(hash) }
    }
}
