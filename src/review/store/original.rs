//! The original files of the texts of a project.

use super::{
    Store,
    schema::{self, sqlite},
};
use crate::{Result, text::Lang};
use rusqlite::{OptionalExtension, params};

/// A file that a text was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The number of its document.
    pub part: usize,
    /// The language of the text.
    pub lang: Lang,
    /// Its name, without folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Store {
    /// The file that a text was read from; `None` if the project does not contain it.
    ///
    /// # Errors
    /// When the project cannot be read.
    pub fn original(&self, part: usize, lang: Lang) -> Result<Option<Original>> {
        if self.version < schema::WITH_ORIGINALS {
            return Ok(None);
        }
        let sql = "SELECT name, bytes FROM original WHERE n = ?1 AND lang = ?2";
        self.connection
            .query_row(sql, params![part as i64, lang.code()], |row| {
                Ok(Original { part, lang, name: row.get(0)?, bytes: row.get(1)? })
            })
            .optional()
            .map_err(sqlite)
    }

    /// All of them, in order.
    ///
    /// # Errors
    /// When the project cannot be read.
    pub fn originals(&self, parts: usize) -> Result<Vec<Original>> {
        let all =
            (0..parts.max(1)).flat_map(|part| [Lang::Ar, Lang::En].map(|lang| self.original(part, lang)));
        all.filter_map(Result::transpose).collect()
    }
}
