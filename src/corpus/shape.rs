//! How a corpus is written: as JSON Lines, Parquet, a table or Moses files, packed or not.
//!
//! Tables are Arabic, English, confidence, bead type, id. Moses is two files with a line a pair, and a third with the
//! ids.

use super::packing::Packing;
use crate::{Error, Result};
use std::{fmt, path::Path, str::FromStr};

/// How the rows of a corpus are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// One JSON object a line.
    Jsonl,
    /// Arabic, English, confidence, type and id with tabs between them.
    Tsv,
    /// Files `.ar`, `.en` and `.ids` with a line a pair.
    Moses,
    /// Columns: Parquet; Arrow is read. On its way in and out a row is a line of JSON.
    Parquet,
}

impl Layout {
    /// The layout of the lines that rows are made of on their way.
    pub fn of_lines(self) -> Layout {
        match self {
            Layout::Parquet => Layout::Jsonl,
            other => other,
        }
    }
}

/// A layout and how it is packed: `jsonl.zst`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// How rows are written.
    pub layout: Layout,
    /// How the files are packed.
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
                    .advise("use parquet, or jsonl, tsv or moses with .zst or .gz behind it to compress"));
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
