//! Rows as bytes of the files that they will be written to.

use super::{row::BeadRow, shape::Layout};
use crate::{bitext::rows, text::Sides};
use serde::Serialize;

/// The bytes that one row adds to each file of its corpus (see the [paths of a
/// `Target`](super::target::Target)).
pub type RowBytes<'a> = [&'a [u8]; 3];

/// Rows as bytes of the files that they will be written to; made by many threads and written by one.
#[derive(Debug, Default)]
pub struct Block {
    files: [Vec<u8>; 3],
    ends: Vec<[usize; 3]>,
}

/// The parts of a row that every layout contains.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// Its origin.
    pub id: &'a str,
    /// The texts, each on one line.
    pub texts: Sides<&'a str>,
    /// Confidence, if known.
    pub confidence: Option<f64>,
    /// Bead type, if known.
    pub kind: Option<&'a str>,
}

impl Block {
    /// Adds a row as JSON.
    pub fn json(&mut self, row: &impl Serialize) {
        // Writing to memory cannot fail.
        let _ = rows::write_line(row, &mut self.files[0]);
        self.end();
    }

    /// Adds a row that is already in the form of its layout.
    pub fn line(&mut self, line: &[u8]) {
        self.files[0].extend_from_slice(line);
        self.files[0].push(b'\n');
        self.end();
    }

    /// Adds a row to a table.
    pub fn tsv(&mut self, row: Columns<'_>) {
        let out = &mut self.files[0];
        let confidence = row.confidence.map(|confidence| format!("{confidence:.4}")).unwrap_or_default();
        let cells = [row.texts.ar, row.texts.en, &confidence, row.kind.unwrap_or_default(), row.id];
        for (n, cell) in cells.into_iter().enumerate() {
            if n > 0 {
                out.push(b'\t');
            }
            out.extend_from_slice(cell.as_bytes());
        }
        out.push(b'\n');
        self.end();
    }

    /// Adds a row to the three files of Moses.
    pub fn moses(&mut self, row: Columns<'_>) {
        for (out, text) in self.files.iter_mut().zip([row.texts.ar, row.texts.en, row.id]) {
            out.extend_from_slice(text.as_bytes());
            out.push(b'\n');
        }
        self.end();
    }

    /// Adds a bead in the given layout.
    pub fn bead(&mut self, layout: Layout, row: &BeadRow<'_>) {
        let columns = || Columns {
            id: &row.id,
            texts: row.translation.as_ref().map(|text| &**text),
            confidence: Some(row.confidence),
            kind: Some(&row.kind),
        };
        match layout {
            Layout::Jsonl | Layout::Parquet => self.json(row),
            Layout::Tsv => self.tsv(columns()),
            Layout::Moses => self.moses(columns()),
        }
    }

    fn end(&mut self) {
        self.ends.push([0, 1, 2].map(|n| self.files[n].len()));
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True if there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of one row, for each file.
    pub fn row(&self, n: usize) -> RowBytes<'_> {
        let start = n.checked_sub(1).map_or([0; 3], |before| self.ends[before]);
        [0, 1, 2].map(|file| &self.files[file][start[file]..self.ends[n][file]])
    }

    /// The bytes of all rows, for each file.
    pub fn all(&self) -> RowBytes<'_> {
        [0, 1, 2].map(|file| self.files[file].as_slice())
    }
}
