//! What is said of Parquet by a program that was built without it.

use super::{Look, Rows};
use crate::{Error, Result, bitext::ColumnChoice};
use std::{io::Write, path::Path};

/// The types of the columns, of which nothing is known.
#[derive(Debug, Clone, Default)]
pub(in crate::corpus) struct Types(());

impl Types {
    /// What both have in common.
    pub(in crate::corpus) fn common(self, _: &Types) -> Types {
        self
    }
}

/// A writer that cannot be made.
pub(in crate::corpus) enum Writer {}

impl Writer {
    /// Cannot be begun.
    ///
    /// # Errors
    /// Always.
    pub(in crate::corpus) fn begin(path: &Path, _: Types) -> Result<Self> {
        Err(absent(path))
    }

    /// Is never called.
    pub(in crate::corpus) fn write(&mut self, _: &[u8]) -> Result<()> {
        match *self {}
    }

    /// Is never called.
    pub(in crate::corpus) fn finish<W: Write + Send>(
        self,
        _: impl FnMut() -> Result<W>,
        _: Option<u64>,
    ) -> Result<Vec<W>> {
        match self {}
    }
}

/// Cannot be opened.
///
/// # Errors
/// Always.
pub(in crate::corpus) fn open(path: &Path, _: Option<&ColumnChoice>) -> Result<Rows> {
    Err(absent(path))
}

/// Cannot be looked at.
///
/// # Errors
/// Always.
pub(in crate::corpus) fn look(path: &Path, _: Option<&ColumnChoice>) -> Result<Look> {
    Err(absent(path))
}

fn absent(path: &Path) -> Error {
    Error::new("this program was built without Parquet and Arrow")
        .at(path.display())
        .advise("build it with `cargo install --features parquet`, or convert the file to .jsonl")
}
