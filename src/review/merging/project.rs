//! A colleague's copy of the project: the last state that both have in common is in their journals.

use super::{Copy, check_documents};
use crate::{
    Result,
    review::{
        change::Change,
        state::State,
        store::{JournalHead, Store},
    },
};
use std::path::Path;

/// A project file as a copy of this project, which is only read.
///
/// # Errors
/// When it is not a project, cannot be read, or is of other texts.
pub fn of_file(mine: (&State, &Store), path: &Path) -> Result<Copy> {
    let (state, store) = Store::inspect(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    of_project(mine, state, &store, name).map_err(|error| error.at(path.display()))
}

/// Another project as a copy of this one.
///
/// # Errors
/// When it is of other texts, or its journal cannot be read.
pub fn of_project(mine: (&State, &Store), state: State, theirs: &Store, name: String) -> Result<Copy> {
    check_documents(mine.0, &state)?;
    let common = if mine.1.id() == theirs.id() { common(mine.1, theirs)? } else { 0 };
    let base = at_moment(&state, theirs, common)?;
    Ok(Copy { name, state, base, scored: true, lost: Vec::new() })
}

/// The number of changes with which both journals begin.
fn common(mine: &Store, theirs: &Store) -> Result<i64> {
    let times = |store: &Store| -> Result<Vec<(i64, String, String)>> {
        let mut all = store.history(u32::MAX)?;
        all.reverse();
        Ok(all)
    };
    let (here, there) = (times(mine)?, times(theirs)?);
    let mut common = 0;
    for (a, b) in here.iter().zip(&there) {
        if a != b || mine.who(a.0)? != theirs.who(a.0)? || mine.change(a.0)? != theirs.change(a.0)? {
            break;
        }
        common = a.0;
    }
    Ok(common)
}

/// A review after the first changes of its journal.
fn at_moment(state: &State, store: &Store, to: i64) -> Result<State> {
    let mut state = state.clone();
    let JournalHead { done, .. } = store.head()?;
    let read =
        |seq| -> Result<Change> { Ok(store.change(seq)?.map(|(_, change)| change).unwrap_or_default()) };
    for seq in (to + 1..=done).rev() {
        read(seq)?.inverse().apply(&mut state)?;
    }
    for seq in done + 1..=to {
        read(seq)?.apply(&mut state)?;
    }
    Ok(state)
}
