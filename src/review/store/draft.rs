//! Text that was typed and not saved yet, kept so that neither a reload nor the end of the program loses it.

use super::{Store, schema::sqlite};
use crate::{Error, Result};
use rusqlite::params;

/// Greatest length of a draft and of a key, in bytes.
const LONGEST: [usize; 2] = [100_000, 64];

/// A text that was typed and not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The field that it belongs to: `ar:12` or `en:12` for a piece, `note:5` for the note of a row.
    pub key: String,
    /// The text.
    pub text: String,
    /// The time.
    pub at: String,
}

impl Store {
    /// All drafts, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        if self.is_read_only() {
            // Drafts are of no use in a read-only project.
            return Ok(Vec::new());
        }
        let run = || {
            let mut select =
                self.connection.prepare_cached("SELECT key, text, at FROM draft ORDER BY at, key")?;
            let draft =
                |row: &rusqlite::Row<'_>| Ok(Draft { key: row.get(0)?, text: row.get(1)?, at: row.get(2)? });
            select.query_map([], draft)?.collect::<rusqlite::Result<_>>()
        };
        run().map_err(sqlite)
    }

    /// Stores a draft in place of an earlier one; `None` deletes it. Drafts are not changes of the
    /// review and are not in the journal.
    ///
    /// # Errors
    /// When it is too long or cannot be written.
    pub fn keep_draft(&mut self, key: &str, text: Option<&str>, now: &str) -> Result<()> {
        let [text_most, key_most] = LONGEST;
        if key.len() > key_most || text.is_some_and(|text| text.len() > text_most) {
            return Err(Error::new("the text is too long to be kept as a draft"));
        }
        self.check()?;
        let run = match text {
            Some(text) => self.connection.execute(
                "INSERT OR REPLACE INTO draft (key, text, at) VALUES (?1, ?2, ?3)",
                params![key, text, now],
            ),
            None => self.connection.execute("DELETE FROM draft WHERE key = ?1", [key]),
        };
        run.map_err(sqlite)?;
        self.merge_log()
    }
}
