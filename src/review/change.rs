//! What an edit does to a review, step by step, in a form that can be undone.
//!
//! A [`Change`] holds what was and what will be. Turned around it is its own undo, so undo needs no code for any
//! kind of edit; and what is written to disk is enough to go back to the first moment of the review.

use super::state::{Crossing, Marks, Piece, PieceId, Row, RowId, State};
use crate::{Error, Result, text::Lang};
use serde::{Deserialize, Serialize};

/// One step of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A run of rows gives way to another.
    Rows {
        /// Position of the first row.
        at: usize,
        /// The rows that go.
        before: Vec<Row>,
        /// The rows that come.
        after: Vec<Row>,
    },
    /// A piece is made, changed or taken away.
    Piece {
        /// Its language.
        lang: Lang,
        /// Its number.
        id: PieceId,
        /// What it was; `None` when it is new.
        before: Option<Piece>,
        /// What it will be; `None` when it goes.
        after: Option<Piece>,
    },
    /// A person says something about a row.
    Marks {
        /// Position of the row.
        at: usize,
        /// Its number.
        row: RowId,
        /// What was said.
        before: Marks,
        /// What is said now.
        after: Marks,
    },
    /// Rows that were not confirmed are now, or the other way round.
    Confirmed {
        /// Positions of the rows.
        at: Vec<usize>,
        /// What they are now.
        after: bool,
    },
    /// The aligner found anew what changed its place.
    Crossings {
        /// What it had found before.
        before: Vec<Crossing>,
        /// What it finds now.
        after: Vec<Crossing>,
    },
    /// A kind of finding is all right everywhere, or no longer.
    Accepted {
        /// The [key](super::state::State::key) of the finding.
        key: String,
        /// What it is now.
        after: bool,
    },
}

/// Steps in the order in which they are done.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Change {
    /// The steps.
    pub steps: Vec<Step>,
}

impl Change {
    /// True when it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The change that leads back.
    #[must_use]
    pub fn inverse(&self) -> Change {
        let turned = |step: &Step| match step.clone() {
            Step::Rows { at, before, after } => Step::Rows { at, before: after, after: before },
            Step::Piece { lang, id, before, after } => Step::Piece { lang, id, before: after, after: before },
            Step::Marks { at, row, before, after } => Step::Marks { at, row, before: after, after: before },
            Step::Confirmed { at, after } => Step::Confirmed { at, after: !after },
            Step::Crossings { before, after } => Step::Crossings { before: after, after: before },
            Step::Accepted { key, after } => Step::Accepted { key, after: !after },
        };
        Change { steps: self.steps.iter().rev().map(turned).collect() }
    }

    /// Does the change.
    ///
    /// # Errors
    /// When it does not fit the state; steps before the one that does not fit have then been done.
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
            let pieces = &mut state.side_mut(*lang).pieces;
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
            there.marks = after.clone();
        }
        Step::Confirmed { at, after } => {
            for at in at {
                state.rows.get_mut(*at).ok_or_else(misfit)?.marks.confirmed = *after;
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
