//! Ids that are unique in a written file.

use super::{Pair, bead_id};
use rustc_hash::FxHashSet;
use std::hash::{DefaultHasher, Hasher};

/// The ids that have been assigned.
#[derive(Debug, Default)]
pub(super) struct Ids {
    written: usize,
    given: FxHashSet<u64>,
}

impl Ids {
    /// The id of the next pair: its own, modified if another pair already has it, or that of its place.
    pub(super) fn next(&mut self, pair: &Pair) -> String {
        let wanted = pair.id.clone().unwrap_or_else(|| bead_id(self.written));
        self.written += 1;
        let mut id = wanted.clone();
        let mut copy = 1;
        while !self.given.insert(hash(&id)) {
            copy += 1;
            id = format!("{wanted}-{copy}");
        }
        id
    }

    /// A simple name for the pair whose id was requested last, for places where its id is not valid.
    pub(super) fn token(&mut self) -> String {
        let token = format!("unit-{}", self.written);
        self.given.insert(hash(&token));
        token
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}
