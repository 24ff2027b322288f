//! Stand-ins for Parquet in a program built without it: every attempt to use it is an error.

use super::{Look, Rows, absent};
use crate::{Result, bitext::ColumnChoice};
use std::{io::Write, path::Path};

/// Types of columns; always unknown.
#[derive(Debug, Clone, Default)]
pub(in crate::corpus) struct Types(());

impl Types {
    /// The common types of both.
    pub(in crate::corpus) fn common(self, _: &Types) -> Types {
        self
    }
}

/// A writer that cannot exist.
pub(in crate::corpus) enum Writer {}

impl Writer {
    /// Always fails.
    ///
    /// # Errors
    /// Always.
    pub(in crate::corpus) fn begin(path: &Path, _: Types) -> Result<Self> {
        Err(absent(path))
    }

    /// Never called.
    pub(in crate::corpus) fn write(&mut self, _: &[u8]) -> Result<()> {
        match *self {}
    }

    /// Never called.
    pub(in crate::corpus) fn finish<W: Write + Send>(
        self,
        _: impl FnMut() -> Result<W>,
        _: Option<u64>,
    ) -> Result<Vec<W>> {
        match self {}
    }
}

/// Always fails.
///
/// # Errors
/// Always.
pub(in crate::corpus) fn open(path: &Path, _: Option<&ColumnChoice>) -> Result<Rows> {
    Err(absent(path))
}

/// Always fails.
///
/// # Errors
/// Always.
pub(in crate::corpus) fn look(path: &Path, _: Option<&ColumnChoice>) -> Result<Look> {
    Err(absent(path))
}
