//! Corpora in columns: Parquet, read and written, and Arrow, read. Behind the feature `parquet`.
//!
//! Everything else works on lines of JSON, so a row of columns becomes such a line when it is read,
//! and lines become columns when they are written. Members unknown to the program survive both
//! ways.

#[cfg(not(feature = "parquet"))]
mod absent;
#[cfg(feature = "parquet")]
mod kind;
#[cfg(feature = "parquet")]
mod read;
#[cfg(all(test, feature = "parquet"))]
mod tests;
#[cfg(feature = "parquet")]
mod texts;
#[cfg(feature = "parquet")]
mod write;
#[cfg(feature = "parquet")]
mod zone;

#[cfg(not(feature = "parquet"))]
pub(super) use absent::{Types, Writer, look, open};
#[cfg(feature = "parquet")]
pub(super) use read::{Types, look, open};
#[cfg(feature = "parquet")]
pub(super) use write::Writer;

use super::lines::Line;
use crate::{Error, Result};
use std::{ffi::OsStr, io, path::Path};

/// The rows of a file as lines of JSON.
pub(super) type Rows = Box<dyn Iterator<Item = io::Result<Line>> + Send>;

/// The properties of a file that its first rows show.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// The types of its columns.
    pub(super) types: Types,
    /// A remark for users on how the file is read.
    pub(super) remark: Option<String>,
}

/// Refuses a place that is to be read or written in columns if the program was built without them.
///
/// # Errors
/// Without the feature `parquet`.
pub(super) fn require(place: &Path) -> Result<()> {
    if cfg!(feature = "parquet") { Ok(()) } else { Err(absent(place)) }
}

fn absent(place: &Path) -> Error {
    Error::new("this program was built without Parquet and Arrow")
        .at(place.display())
        .advise("build it with `cargo install --features parquet`, or use .jsonl")
}

/// True for a name with the extension of Parquet or Arrow.
pub(super) fn is_columnar(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|extension| {
        ["parquet", "arrow", "feather"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}
