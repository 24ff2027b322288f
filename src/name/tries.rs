//! The forms of all names as one trie per language, made from the table by the build script (`builder.rs`).

use super::kind::NameKind;
use crate::packed::{Numbers, Set, Unpacker};

/// Root of the names whose first word has no article.
pub(super) const PLAIN: u32 = 0;
/// Root of the Arabic names whose first word has the article; after a proclitic they keep it, so
/// that كتبت (she wrote) is not Tibet (التبت).
pub(super) const ARTICLED: u32 = 1;
/// Number of roots; the numbers of the other nodes follow.
pub(super) const ROOTS: u32 = 2;

/// The names of the table, ready for look-up.
#[derive(Debug)]
pub(super) struct Tries {
    /// For each row, where its English forms, its Arabic forms and its kind begin in the table.
    pub(super) rows: Numbers,
    /// The kind of each row.
    pub(super) kinds: Vec<NameKind>,
    pub(super) ar: Side,
    pub(super) en: Side,
}

/// One language's forms.
#[derive(Debug)]
pub(super) struct Side {
    words: Set,
    /// The step to each node: the previous node and a word.
    steps: Set,
    /// The end of the rows of each node.
    ends: Numbers,
    /// Rows that end at a node, node by node.
    rows: Numbers,
}

impl Side {
    /// The number of a word, counted from 1; 0 for a word that is in no name.
    pub(super) fn word(&self, word: &str) -> u32 {
        self.words.find(word.as_bytes()).map_or(0, |id| id + 1)
    }

    /// The node that a word leads to.
    pub(super) fn step(&self, node: u32, word: u32) -> Option<u32> {
        self.steps.find(&step(node, word)).map(|id| id + ROOTS)
    }

    /// The rows that end at a node.
    pub(super) fn rows(&self, node: u32) -> impl Iterator<Item = u32> {
        self.ends.part(node).map(|at| self.rows.get(at))
    }

    /// True if a name ends at a node.
    pub(super) fn ends(&self, node: u32) -> bool {
        !self.ends.part(node).is_empty()
    }

    fn unpack(parts: &mut Unpacker) -> Self {
        Side { words: parts.set(), steps: parts.set(), ends: parts.numbers(), rows: parts.numbers() }
    }
}

/// The step from a node by a word.
pub(super) fn step(node: u32, word: u32) -> [u8; 8] {
    (u64::from(node) << 32 | u64::from(word)).to_le_bytes()
}

impl Tries {
    /// Restores the tries that the builder packed.
    pub(super) fn unpack(block: &'static [u8]) -> Self {
        let mut parts = Unpacker(block);
        Tries {
            rows: parts.numbers(),
            kinds: parts.bytes().iter().filter_map(|&number| NameKind::numbered(number)).collect(),
            ar: Side::unpack(&mut parts),
            en: Side::unpack(&mut parts),
        }
    }
}
