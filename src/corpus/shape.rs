//! The output format of a corpus: JSON Lines, Parquet, a table or Moses files, compressed or not.
//!
//! The columns of a table are Arabic, English, confidence, bead type, id. Moses is two files with
//! one line per pair, and a third with the ids.

use super::packing::Packing;
use crate::{Error, Result};
use std::{fmt, path::Path, str::FromStr};

/// The layout of the rows of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// One JSON object per line.
    Jsonl,
    /// Arabic, English, confidence, type and id, separated by tabs.
    Tsv,
    /// Files `.ar`, `.en` and `.ids` with one line per pair.
    Moses,
    /// Columns: Parquet, or Arrow as input. Rows are processed as lines of JSON.
    Parquet,
}

impl Layout {
    /// The layout of the lines in which rows are processed.
    pub fn of_lines(self) -> Layout {
        match self {
            Layout::Parquet => Layout::Jsonl,
            other => other,
        }
    }
}

/// A layout and a compression: `jsonl.zst`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The layout of the rows.
    pub layout: Layout,
    /// The compression of the files.
    pub packing: Packing,
}

impl FromStr for Shape {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let (packing, rest) = Packing::of_path(Path::new(name));
        let layout = match rest.to_str() {
            Some("jsonl") => Layout::Jsonl,
            Some("tsv") => Layout::Tsv,
            Some("moses") => Layout::Moses,
            Some("parquet") if packing == Packing::Plain => Layout::Parquet,
            _ => {
                return Err(Error::new(format!("no corpus format is called `{name}`"))
                    .advise("use parquet, or jsonl, tsv or moses followed by .zst or .gz to compress"));
            }
        };
        Ok(Shape { layout, packing })
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let layout = match self.layout {
            Layout::Jsonl => "jsonl",
            Layout::Tsv => "tsv",
            Layout::Moses => "moses",
            Layout::Parquet => "parquet",
        };
        write!(f, "{layout}{}", self.packing.suffix())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_a_layout_with_a_packing() {
        for name in ["jsonl", "tsv.gz", "moses.zst", "parquet"] {
            assert_eq!(name.parse::<Shape>().unwrap().to_string(), name);
        }
        assert!("jsonl.bz2".parse::<Shape>().is_err());
        assert!("parquet.zst".parse::<Shape>().is_err());
    }
}
