//! The last changes, so that an edit made on an earlier state can be distinguished from one that is in
//! conflict with what others did since.

use super::{
    change::{Change, Step},
    edit::Edit,
    state::{ReviewRow, RowId, State},
};
use crate::text::Lang;
use std::collections::{HashSet, VecDeque};

/// Most changes that are remembered; a page that lags further starts again from the whole review.
const MOST: usize = 2000;
/// Most rows of a change that are remembered one by one.
const MOST_ROWS: usize = 5000;

/// The rows that the last changes touched.
#[derive(Debug, Default)]
pub(super) struct Recent(VecDeque<Touch>);

#[derive(Debug)]
struct Touch {
    /// The revision after the change.
    revision: i64,
    /// Rows whose content changed, or that have other neighbours; `None` for any.
    content: Option<HashSet<RowId>>,
    /// Rows whose note changed.
    notes: HashSet<RowId>,
}

impl Recent {
    /// Remembers a change, which `state` has already.
    pub(super) fn add(&mut self, revision: i64, change: &Change, state: &State) {
        let mut content = HashSet::new();
        let mut notes = HashSet::new();
        for step in &change.steps {
            match step {
                Step::Rows { at, before, after } => {
                    content.extend(before.iter().chain(after).map(|row| row.id));
                    let ids = |rows: &[ReviewRow]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
                    if ids(before) != ids(after) {
                        let around = [at.checked_sub(1), Some(at + after.len())];
                        let around = around.into_iter().flatten().filter_map(|at| state.rows.get(at));
                        content.extend(around.map(|row| row.id));
                    }
                }
                Step::Marks { row, before, after, .. } if before.note != after.note => {
                    notes.insert(*row);
                }
                _ => {}
            }
        }
        let content = (content.len() <= MOST_ROWS).then_some(content);
        self.0.push_back(Touch { revision, content, notes });
        if self.0.len() > MOST {
            self.0.pop_front();
        }
    }

    /// True if what an edit is about is as it was at a revision.
    pub(super) fn leave(&self, revision: i64, edit: &Edit, state: &State) -> bool {
        let since = self.0.iter().rev().take_while(|touch| touch.revision > revision);
        let since: Vec<&Touch> = since.collect();
        // Every change since then must be known.
        if since.last().is_none_or(|first| first.revision != revision + 1) {
            return false;
        }
        let rows = subjects(edit, state);
        since.iter().all(|touch| {
            let untouched = |row: &RowId| touch.content.as_ref().is_some_and(|rows| !rows.contains(row));
            let note = match edit {
                Edit::Note { row, .. } => !touch.notes.contains(row),
                _ => true,
            };
            note && rows.iter().all(untouched)
        })
    }
}

/// The rows whose content matters for an edit.
fn subjects(edit: &Edit, state: &State) -> Vec<RowId> {
    let near = |row: RowId, by: &[isize]| -> Vec<RowId> {
        let at = state.position(row);
        let near = by.iter().filter_map(|by| state.rows.get(at?.checked_add_signed(*by)?));
        near.map(|row| row.id).chain([row]).collect()
    };
    match edit {
        Edit::Merge { row } => near(*row, &[1]),
        Edit::Move { row, .. } => near(*row, &[-1, 1]),
        Edit::Split { row, .. } | Edit::Cut { row, .. } | Edit::Unlink { row } | Edit::Note { row, .. } => {
            vec![*row]
        }
        Edit::Link { rows } | Edit::Swap { rows } => rows.to_vec(),
        Edit::Confirm { rows, on: true, .. } | Edit::Accept { rows, .. } => rows.clone(),
        Edit::Texts { texts, cut } => {
            let cut = cut.iter().map(|caret| (caret.lang, caret.piece));
            let pieces: HashSet<_> = texts.iter().map(|text| (text.lang, text.piece)).chain(cut).collect();
            let holds = |row: &&ReviewRow| {
                let of = |lang: Lang| row.pieces[lang].iter().any(|id| pieces.contains(&(lang, *id)));
                of(Lang::Ar) || of(Lang::En)
            };
            state.rows.iter().filter(holds).map(|row| row.id).collect()
        }
        Edit::Judge { rows } => rows.iter().map(|judged| judged.row).collect(),
        // These mean the same whatever the rows contain now.
        Edit::Confirm { on: false, .. }
        | Edit::Flag { .. }
        | Edit::Reply { .. }
        | Edit::AcceptEverywhere { .. }
        | Edit::Realign => Vec::new(),
    }
}
