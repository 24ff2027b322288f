//! The effect of an edit on a review, step by step, in a form that can be undone.
//!
//! A [`Change`] contains both the old and the new values, so its inverse is its own undo: no kind
//! of edit needs code for undo, and the journal on disk is enough to return to the beginning of the
//! review.

use super::state::{Crossing, Marks, Piece, PieceId, ReviewRow, RowId, State};
use crate::{Error, Result, text::Lang};
use serde::{Deserialize, Serialize};

/// One step of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A run of rows is replaced by another.
    Rows {
        /// Position of the first row.
        at: usize,
        /// The rows that are removed.
        before: Vec<ReviewRow>,
        /// The rows that are inserted.
        after: Vec<ReviewRow>,
    },
    /// A piece is created, changed or removed.
    Piece {
        /// Its language.
        lang: Lang,
        /// Its number.
        id: PieceId,
        /// The earlier state; `None` if it is new.
        before: Option<Piece>,
        /// The later state; `None` if it is removed.
        after: Option<Piece>,
    },
    /// A person's marks on a row change.
    Marks {
        /// Position of the row.
        at: usize,
        /// Its number.
        row: RowId,
        /// The old marks.
        before: Box<Marks>,
        /// The new marks.
        after: Box<Marks>,
    },
    /// Rows become confirmed or unconfirmed; all of them were the opposite before.
    Confirmed {
        /// Positions of the rows.
        at: Vec<usize>,
        /// Their new value.
        after: bool,
        /// Who has confirmed them; of rows that are no longer confirmed, who had.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        by: String,
    },
    /// The aligner has found displaced text again.
    Crossings {
        /// The crossings found before.
        before: Vec<Crossing>,
        /// The crossings found now.
        after: Vec<Crossing>,
    },
    /// A finding is accepted everywhere, or no longer.
    Accepted {
        /// The [key](super::state::State::key) of the finding.
        key: String,
        /// Its new value.
        after: bool,
    },
}

impl Step {
    /// The marks of a row become others.
    pub fn marks(at: usize, row: RowId, before: Marks, after: Marks) -> Self {
        Step::Marks { at, row, before: Box::new(before), after: Box::new(after) }
    }
}

/// Steps in the order in which they are applied.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Change {
    /// The steps.
    pub steps: Vec<Step>,
}

impl Change {
    /// True if it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The change that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Change {
        let turned = |step: &Step| match step.clone() {
            Step::Rows { at, before, after } => Step::Rows { at, before: after, after: before },
            Step::Piece { lang, id, before, after } => Step::Piece { lang, id, before: after, after: before },
            Step::Marks { at, row, before, after } => Step::Marks { at, row, before: after, after: before },
            Step::Confirmed { at, after, by } => Step::Confirmed { at, after: !after, by },
            Step::Crossings { before, after } => Step::Crossings { before: after, after: before },
            Step::Accepted { key, after } => Step::Accepted { key, after: !after },
        };
        Change { steps: self.steps.iter().rev().map(turned).collect() }
    }

    /// Applies the change.
    ///
    /// # Errors
    /// When it does not fit the state; the steps before the one that does not fit have then been applied.
    pub fn apply(&self, state: &mut State) -> Result<()> {
        self.steps.iter().try_for_each(|step| apply(step, state))
    }
}

fn misfit() -> Error {
    Error::new("the change does not fit the rows that are there")
}

fn apply(step: &Step, state: &mut State) -> Result<()> {
    match step {
        Step::Rows { at, before, after } => {
            let end = at + before.len();
            let there = state.rows.get(*at..end).ok_or_else(misfit)?;
            if there.iter().zip(before).any(|(a, b)| a.id != b.id) {
                return Err(misfit());
            }
            state.rows.splice(*at..end, after.iter().cloned());
        }
        Step::Piece { lang, id, before, after } => {
            let pieces = &mut state.sides[*lang].pieces;
            if pieces.get(id) != before.as_ref() {
                return Err(misfit());
            }
            match after {
                Some(piece) => pieces.insert(*id, piece.clone()),
                None => pieces.remove(id),
            };
        }
        Step::Marks { at, row, after, .. } => {
            let there = state.rows.get_mut(*at).filter(|there| there.id == *row).ok_or_else(misfit)?;
            there.marks = Marks::clone(after);
        }
        Step::Confirmed { at, after, by } => {
            for at in at {
                let marks = &mut state.rows.get_mut(*at).ok_or_else(misfit)?.marks;
                marks.confirmed = *after;
                marks.by.confirmed = if *after { by.clone() } else { String::new() };
            }
        }
        Step::Crossings { after, .. } => state.crossings.clone_from(after),
        Step::Accepted { key, after } => {
            if *after {
                state.accepted.insert(key.clone());
            } else {
                state.accepted.remove(key);
            }
        }
    }
    Ok(())
}
