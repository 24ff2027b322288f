//! What is said about a row that is dropped.

use super::{parse::Row, parts::each_row, side::Side, source::Corpus};
use crate::Result;
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

/// Puts ids in the place of the numbers of rows.
///
/// # Errors
/// When a file cannot be read.
pub fn name_rows(corpus: &Corpus, mut notes: Notes) -> Result<Notes> {
    let mut ids: FxHashMap<u32, String> = FxHashMap::default();
    for note in notes.values() {
        if let Of::Row(row) = note.of {
            ids.insert(row, String::new());
        }
    }
    if ids.is_empty() {
        return Ok(notes);
    }
    let mut number = 0_u32;
    each_row(
        corpus,
        |row: &Row<'_>| row.id.clone(),
        |id| {
            if let (Some(known), Ok(id)) = (ids.get_mut(&number), id) {
                *known = id.unwrap_or_else(|| format!("row {}", u64::from(number) + 1));
            }
            number = number.saturating_add(1);
        },
    )?;
    for note in notes.values_mut() {
        if let Of::Row(row) = note.of
            && let Some(id) = ids.get(&row)
        {
            note.of = Of::Id(id.clone());
        }
    }
    Ok(notes)
}
