//! Replaces row numbers in notes by ids.

use super::{
    note::{Notes, Of},
    parse::Row,
    parts::each_row,
    source::Corpus,
};
use crate::Result;
use rustc_hash::FxHashMap;

/// Replaces the numbers of rows by their ids.
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
