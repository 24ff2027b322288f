//! The interface to the storage of changes: a project file ([`super::store`]), or any other place.

use super::{change::Change, state::State};
use crate::Result;

/// The position of a review in its journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct JournalHead {
    /// Number of changes of the journal that are applied.
    pub done: i64,
    /// Number of changes in the journal.
    pub all: i64,
    /// A number that increases with every change, undo and redo.
    pub revision: i64,
}

impl JournalHead {
    /// The position after one more change; undone changes can no longer be redone.
    pub(super) fn after_change(self) -> Self {
        JournalHead { done: self.done + 1, all: self.done + 1, revision: self.revision + 1 }
    }
}

/// A new change, as it enters the journal.
#[derive(Debug, Clone, Copy)]
pub struct JournalEntry<'a> {
    /// The name of its edit.
    pub name: &'a str,
    /// The change.
    pub change: &'a Change,
    /// When it was made, in ISO 8601.
    pub at: &'a str,
}

/// A journal of changes, numbered from 1, together with the current review.
pub trait Journal {
    /// The unique id of the review; empty where it is not needed.
    fn id(&self) -> &str {
        ""
    }

    /// The change with the given number, and the name of its edit.
    ///
    /// # Errors
    /// When it cannot be read.
    fn change(&self, seq: i64) -> Result<Option<(String, Change)>>;

    /// Stores a new change; `state` is the review with the change applied.
    ///
    /// # Errors
    /// When it cannot be stored; nothing is then changed.
    fn record(&mut self, state: &State, entry: JournalEntry<'_>, head: JournalHead) -> Result<JournalHead>;

    /// Stores an undo or a redo: `change` has been applied to `state`.
    ///
    /// # Errors
    /// When it cannot be stored; nothing is then changed.
    fn moved(&mut self, state: &State, change: &Change, next: JournalHead) -> Result<()>;

    /// The author of the following changes; empty if unknown.
    fn author(&self) -> &str {
        ""
    }

    /// The author of a change; empty if unknown.
    ///
    /// # Errors
    /// When it cannot be read.
    fn who(&self, _seq: i64) -> Result<String> {
        Ok(String::new())
    }

    /// Number, time and name of up to `most` changes, newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    fn history(&self, most: u32) -> Result<Vec<(i64, String, String)>>;
}
