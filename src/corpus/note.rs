//! What is said about a row that is dropped.

use super::side::Side;
use rustc_hash::FxHashMap;

/// What else than the name of a filter is known of a row that is dropped.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The id of the row that stays for it, or the test set that knows it.
    pub of: Of,
    /// How similar the two are, 0 to 1; none where words in a row are the same.
    pub similarity: Option<f64>,
    /// The side by which they are.
    pub side: Side,
}

/// What a dropped row is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// A row of the corpus, by its number.
    Row(u32),
    /// A row of the corpus, by its id or its place.
    Id(String),
    /// A test set.
    TestSet(String),
}

/// Notes by the number of the row.
pub type Notes = FxHashMap<u32, Note>;
