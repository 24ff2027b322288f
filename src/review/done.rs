//! What a change has done to the rows.

use super::{
    change::{Change, Step},
    journal::JournalHead,
    state::{Crossing, PieceId, ReviewRow, RowId, State},
};
use crate::text::Lang;
use serde::Serialize;
use std::collections::HashSet;

/// The effect of an edit, an undo or a redo, for a page that shows the rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Done {
    /// Name of the edit.
    pub name: String,
    /// The revision of the review after it.
    pub revision: i64,
    /// Replaced runs of rows, in the order in which they were replaced.
    pub splices: Vec<Splice>,
    /// Rows that remain but have changed.
    pub changed: Vec<RowId>,
    /// The row to focus.
    pub focus: Option<RowId>,
}

/// A replaced run of rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Splice {
    /// The row above the run; `None` at the top.
    pub above: Option<RowId>,
    /// The rows that were removed.
    pub removed: Vec<RowId>,
    /// The rows that were inserted; some may have the number of a removed one.
    pub inserted: Vec<RowId>,
}

impl Done {
    /// The effect of `change` on `state`, which has it already.
    pub(super) fn of(name: &str, change: &Change, state: &State, head: JournalHead) -> Self {
        let mut done = Done {
            name: name.to_owned(),
            revision: head.revision,
            splices: Vec::new(),
            changed: Vec::new(),
            focus: None,
        };
        for step in &change.steps {
            match step {
                Step::Rows { at, before, after } => {
                    let ids = |rows: &[ReviewRow]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
                    let (removed, inserted) = (ids(before), ids(after));
                    done.focus = done.focus.or(inserted.first().copied());
                    if removed == inserted {
                        done.changed.extend(inserted);
                    } else {
                        // The row above does not move, because later steps of the change are below
                        // it or further up.
                        let above = at.checked_sub(1).and_then(|above| state.rows.get(above));
                        let above = above.map(|row| row.id);
                        done.splices.push(Splice { above, removed, inserted });
                    }
                }
                Step::Marks { row, .. } => {
                    done.changed.push(*row);
                    done.focus = done.focus.or(Some(*row));
                }
                Step::Confirmed { at, .. } => {
                    done.changed.extend(at.iter().filter_map(|at| state.rows.get(*at)).map(|row| row.id));
                    if let [only] = at.as_slice() {
                        done.focus = state.rows.get(*only).map(|row| row.id);
                    }
                }
                Step::Accepted { key, .. } => {
                    let with_it = state.rows.iter().filter(|row| state.has_finding(row, key));
                    done.changed.extend(with_it.map(|row| row.id));
                }
                Step::Piece { .. } | Step::Crossings { .. } => {}
            }
        }
        done.changed.extend(other_halves(state, change, &done.splices));
        done
    }
}

/// Rows that show where their other half is and must be updated, because it was added, removed,
/// moved or changed.
fn other_halves(state: &State, change: &Change, splices: &[Splice]) -> Vec<RowId> {
    let sides = |both: &Crossing| [(Lang::Ar, both.pieces.ar), (Lang::En, both.pieces.en)];
    let mut touched: HashSet<(Lang, PieceId)> = HashSet::new();
    for step in &change.steps {
        match step {
            Step::Rows { before, after, .. } => {
                let rows = before.iter().chain(after);
                for lang in [Lang::Ar, Lang::En] {
                    let pieces = rows.clone().flat_map(|row| &row.pieces[lang]);
                    touched.extend(pieces.map(|id| (lang, *id)));
                }
            }
            Step::Crossings { before, after } => {
                let ends = before.iter().chain(after);
                touched.extend(ends.flat_map(sides));
            }
            _ => {}
        }
    }
    let crossed = |both: &&Crossing| sides(both).iter().any(|side| touched.contains(side));
    let mut wanted: HashSet<(Lang, PieceId)> =
        state.crossings.iter().filter(crossed).flat_map(sides).collect();
    for step in &change.steps {
        if let Step::Crossings { before, .. } = step {
            wanted.extend(before.iter().flat_map(sides));
        }
    }
    if wanted.is_empty() {
        return Vec::new();
    }
    let come: HashSet<RowId> = splices.iter().flat_map(|splice| &splice.inserted).copied().collect();
    let says = |row: &&ReviewRow| {
        let holds = |lang| row.pieces[lang].iter().any(|id| wanted.contains(&(lang, *id)));
        !come.contains(&row.id) && (holds(Lang::Ar) || holds(Lang::En))
    };
    state.rows.iter().filter(says).map(|row| row.id).collect()
}
