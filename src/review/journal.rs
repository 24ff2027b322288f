//! Where a review keeps its changes: in a project ([`super::store`]), or wherever else somebody keeps them.

use super::{change::Change, state::State};
use crate::Result;

/// Where a review is in its journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// How many changes of the journal are done.
    pub done: i64,
    /// How many there are.
    pub all: i64,
    /// Grows with every change, undo and redo.
    pub revision: i64,
}

impl Head {
    /// After one more change; what had been undone can no longer be redone.
    pub(super) fn after_change(self) -> Self {
        Head { done: self.done + 1, all: self.done + 1, revision: self.revision + 1 }
    }
}

/// Changes by number, the first being 1, and the review as they have left it.
pub trait Journal {
    /// What no other review is called; nothing where nobody asks.
    fn id(&self) -> &str {
        ""
    }

    /// The change with a number and the name of its edit.
    ///
    /// # Errors
    /// When it cannot be read.
    fn change(&self, seq: i64) -> Result<Option<(String, Change)>>;

    /// Keeps a new change, made at a time (ISO 8601); `state` is the review with the change done.
    ///
    /// # Errors
    /// When it cannot be kept; everything is then as before.
    fn record(&mut self, state: &State, name: &str, change: &Change, now: &str, head: Head) -> Result<Head>;

    /// Keeps an undo or a redo: `change` has been done to `state`.
    ///
    /// # Errors
    /// When it cannot be kept; everything is then as before.
    fn moved(&mut self, state: &State, change: &Change, next: Head) -> Result<()>;

    /// Who made a change; nothing where nobody said.
    ///
    /// # Errors
    /// When it cannot be read.
    fn who(&self, _seq: i64) -> Result<String> {
        Ok(String::new())
    }

    /// Number, time and name of the changes, newest first, at most so many.
    ///
    /// # Errors
    /// When they cannot be read.
    fn history(&self, most: u32) -> Result<Vec<(i64, String, String)>>;
}
