//! Some rows that follow one another: what one thread works on at a time.

use super::{
    block::{Block, Columns},
    parse::{Row, read_row},
    row::Translation,
    shape::Layout,
};
use crate::{
    Error, Result,
    bitext::{Flat, columns},
    text::Span,
};
use std::borrow::Cow;

/// Some rows of a file that follow one another.
pub struct Piece {
    pub(super) name: String,
    pub(super) layout: Layout,
    /// Where the texts stand in a table.
    pub(super) columns: columns::Columns,
    /// The line of the first row, from 1.
    pub(super) first: u64,
    /// The number of the first row in the whole corpus, from 0.
    pub(super) start: usize,
    /// Each row as it stands in the files of its layout.
    pub(super) rows: Vec<Raw>,
}

/// The lines of a row; `Err` is the length of one that is too long.
pub(super) type Raw = Result<[Vec<u8>; 3], u64>;

impl Piece {
    /// About how many bytes it has.
    pub(super) fn size(&self) -> usize {
        self.rows.iter().flatten().flatten().map(Vec::len).sum()
    }

    /// The number of its first row in the whole corpus, from 0.
    pub fn start(&self) -> usize {
        self.start
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True without a row, which no piece of a corpus is.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows, or what is wrong with them. Blank lines are rows without text.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'_>>> {
        (0..self.rows.len()).map(|n| self.row(n))
    }

    fn row(&self, n: usize) -> Result<Row<'_>> {
        let place = |error: Error| error.at(&self.name).line(self.first + n as u64);
        match &self.rows[n] {
            Ok(lines) => read_row(self.layout, &self.columns, lines).map_err(place),
            Err(length) => {
                Err(place(Error::new(format!("the line has {length} bytes; a row has 64 MiB at most"))))
            }
        }
    }

    /// Adds a row that can be read to a block in a layout: as it is, without a look into it, where the layout is the
    /// same and nothing is to be said about it. A reason is a member of JSON and of nothing else.
    pub fn put(&self, n: usize, layout: Layout, reason: Option<&str>, block: &mut Block) {
        let same = layout == self.layout && reason.is_none();
        // A table of others, with its texts in other places, becomes one of ours.
        let as_it_is = match layout {
            Layout::Jsonl => true,
            Layout::Tsv => (self.columns.ar, self.columns.en, self.columns.mixed) == (0, 1, false),
            Layout::Moses => false,
        };
        if let (true, true, Ok(lines)) = (same, as_it_is, &self.rows[n]) {
            return block.line(&lines[0]);
        }
        let Ok(row) = self.row(n) else { return };
        let place;
        let id = match &row.id {
            Some(id) => id.as_str(),
            None => {
                place = format!("{}:{}", self.name, self.first + n as u64);
                &place
            }
        };
        if same && layout == Layout::Moses {
            return block.moses(Columns { id, ..row.columns() });
        }
        let (ar, en) = (on_one_line(&row.ar), on_one_line(&row.en));
        let id = on_one_line(id);
        let columns = Columns { id: &id, ar: &ar, en: &en, ..row.columns() };
        match layout {
            Layout::Jsonl => block.json(&Plain {
                rejected: reason,
                id: &id,
                doc: row.doc.as_deref(),
                translation: Translation { ar: row.ar.as_ref().into(), en: row.en.as_ref().into() },
                kind: row.kind.as_deref(),
                confidence: row.confidence,
                adequacy: row.adequacy,
                score: row.score,
            }),
            Layout::Tsv => block.tsv(columns),
            Layout::Moses => block.moses(columns),
        }
    }
}

#[derive(serde::Serialize)]
struct Plain<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<&'a str>,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'a str>,
    translation: Translation<'a>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    adequacy: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
}

fn on_one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c != ' ' && c.is_whitespace()) {
        Cow::Owned(Flat::new(text, Span::new(0, text.len())).text)
    } else {
        Cow::Borrowed(text)
    }
}
