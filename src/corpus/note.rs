//! Notes on dropped rows.

use super::side::DuplicateSide;
use rustc_hash::FxHashMap;

/// Data about a dropped row besides the name of the filter.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The row that stays in its place, or the test set that contains it.
    pub of: Of,
    /// The similarity of the two, 0 to 1; `None` where consecutive words are the same.
    pub similarity: Option<f64>,
    /// The side that is similar.
    pub side: DuplicateSide,
}

/// The row or test set to which a dropped row is similar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// A row of the corpus, given by its number.
    Row(u32),
    /// A row of the corpus, given by its id or its place.
    Id(String),
    /// A test set.
    TestSet(String),
}

/// Notes by the number of the row.
pub type Notes = FxHashMap<u32, Note>;
