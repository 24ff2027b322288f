//! Duplicate ids in a file.

use rustc_hash::FxHashSet;
use std::hash::{DefaultHasher, Hasher};

/// The largest number of remembered ids, which limits memory for the largest files: 4 million.
const MOST: usize = 4_000_000;

/// The ids of a file that have been read.
#[derive(Debug, Default)]
pub(super) struct Seen(FxHashSet<u64>);

impl Seen {
    /// Remembers an id; false if it has occurred before.
    pub(super) fn is_new(&mut self, id: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        hasher.write(id.as_bytes());
        let hash = hasher.finish();
        if self.0.len() >= MOST { !self.0.contains(&hash) } else { self.0.insert(hash) }
    }
}
