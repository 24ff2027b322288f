//! Text that was typed and not saved, for a page that opens.

use crate::{
    Result,
    review::{Project, State, state::RowId, store::Draft},
    text::Lang,
};
use serde::Serialize;

/// A text that was typed and not saved, and the row that it is for, if that still exists.
#[derive(Debug, Serialize)]
pub struct DraftView {
    key: String,
    text: String,
    at: String,
    row: Option<RowId>,
}

/// All drafts, oldest first.
///
/// # Errors
/// When they cannot be read.
pub fn drafts(project: &Project) -> Result<Vec<DraftView>> {
    let view = |draft: Draft| DraftView {
        row: row_of(project.state(), &draft.key),
        key: draft.key,
        text: draft.text,
        at: draft.at,
    };
    Ok(project.journal().drafts()?.into_iter().map(view).collect())
}

/// The row that a draft is for.
fn row_of(state: &State, key: &str) -> Option<RowId> {
    let (of, number) = key.split_once(':')?;
    let number: u32 = number.parse().ok()?;
    if of == "note" {
        return state.position(number).map(|_| number);
    }
    let lang: Lang = of.parse().ok()?;
    state.rows.iter().find(|row| row.pieces[lang].contains(&number)).map(|row| row.id)
}
