//! Consecutive rows: the unit of work of one thread.

use super::{
    block::{Block, Columns},
    fix::Repair,
    known::members_of,
    members::Members,
    note::{Note, Of},
    parse::{Row, read_row},
    shape::Layout,
};
use crate::{
    Error, Result,
    bitext::{Flat, columns},
    text::Span,
};
use std::{borrow::Cow, sync::Arc};

/// Consecutive rows of a file.
pub struct Piece {
    pub(super) name: String,
    pub(super) layout: Layout,
    /// The columns of the texts in a table.
    pub(super) columns: columns::Columns,
    /// The names of the columns, if the table has a header.
    pub(super) names: Arc<[String]>,
    /// The line of the first row, counted from 1.
    pub(super) first: u64,
    /// The number of the first row in the whole corpus, counted from 0.
    pub(super) start: usize,
    /// Each row as it is written in the files of its layout.
    pub(super) rows: Vec<Raw>,
}

/// The lines of a row; `Err` is the length in bytes of a line that is too long.
pub(super) type Raw = Result<[Vec<u8>; 3], u64>;

impl Piece {
    /// Approximate size in bytes.
    pub(super) fn size(&self) -> usize {
        self.rows.iter().flatten().flatten().map(Vec::len).sum()
    }

    /// The number of its first row in the whole corpus, counted from 0.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True without rows; no piece of a corpus is empty.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows, or the errors in reading them. Blank lines are rows without text.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'_>>> {
        (0..self.rows.len()).map(|n| self.row(n))
    }

    fn row(&self, n: usize) -> Result<Row<'_>> {
        let place = |error: Error| error.at(&self.name).line(self.first + n as u64);
        match &self.rows[n] {
            Ok(lines) => read_row(self.layout, (&self.columns, &self.names[..]), lines).map_err(place),
            Err(length) => {
                Err(place(Error::new(format!("the line has {length} bytes; a row has 64 MiB at most"))))
            }
        }
    }

    /// Adds a readable row to a block in the given layout. If the layout is the same and there is
    /// no reason to write, the row is copied without being parsed. A reason is written in JSON
    /// only.
    pub fn put(&self, n: usize, layout: Layout, reason: Option<Reason<'_>>, block: &mut Block) {
        let layout = layout.of_lines();
        let same = layout == self.layout && reason.is_none();
        // A table of another program, with its texts in other columns, is converted to the standard columns.
        let as_it_is = match layout {
            Layout::Jsonl | Layout::Parquet => true,
            Layout::Tsv => (self.columns.ar, self.columns.en, self.columns.mixed) == (0, 1, false),
            Layout::Moses => false,
        };
        if let (true, true, Ok(lines)) = (same, as_it_is, &self.rows[n]) {
            return block.line(&lines[0]);
        }
        let Ok(row) = self.row(n) else { return };
        let id = self.id(n, &row);
        if same && layout == Layout::Moses {
            return block.moses(Columns { id: &id, ..row.columns() });
        }
        let (ar, en) = (on_one_line(&row.ar), on_one_line(&row.en));
        let columns = Columns { id: &id, ar: &ar, en: &en, ..row.columns() };
        match layout {
            Layout::Jsonl | Layout::Parquet => self.json(n, &row, &id, reason, block),
            Layout::Tsv => block.tsv(columns),
            Layout::Moses => block.moses(columns),
        }
    }

    /// Adds a row with changed texts; JSON rows also get the names of the repairs.
    pub(super) fn put_changed(
        &self,
        n: usize,
        layout: Layout,
        (ar, en): (&str, &str),
        made: &[Repair],
        block: &mut Block,
    ) {
        let Ok(row) = self.row(n) else { return };
        let row = Row { ar: ar.into(), en: en.into(), ..row };
        let id = self.id(n, &row);
        if layout.of_lines() == Layout::Jsonl {
            let mut members = self.members(n, &row, &id);
            members.set_texts(ar, en);
            let names: Vec<&str> = made.iter().map(|repair| repair.name()).collect();
            members.put("fixed", &names.join(" "));
            return block.json(&members);
        }
        let (ar, en) = (on_one_line(ar), on_one_line(en));
        let columns = Columns { id: &id, ar: &ar, en: &en, ..row.columns() };
        match layout {
            Layout::Moses => block.moses(columns),
            _ => block.tsv(columns),
        }
    }

    /// Adds a row as JSON with additional numbers.
    pub(super) fn put_values(
        &self,
        n: usize,
        row: &Row<'_>,
        values: &[(String, Option<f64>)],
        block: &mut Block,
    ) {
        let mut members = self.members(n, row, &self.id(n, row));
        values.iter().for_each(|(name, value)| members.put(name, value));
        block.json(&members);
    }

    /// The id of a row, on one line; its file and line if it has none.
    fn id<'r>(&self, n: usize, row: &'r Row<'_>) -> Cow<'r, str> {
        match &row.id {
            Some(id) => on_one_line(id),
            None => format!("{}:{}", self.name, self.first + n as u64).into(),
        }
    }

    /// Adds a row as JSON: with all its members if it is JSON already, otherwise with the known ones.
    fn json(&self, n: usize, row: &Row<'_>, id: &str, reason: Option<Reason<'_>>, block: &mut Block) {
        let mut members = self.members(n, row, id);
        if let Some(reason) = reason {
            reason.tell(&mut members);
        }
        block.json(&members);
    }

    /// The members of a row: all that it has if it is JSON already, otherwise the known ones and
    /// the other columns of a table with a header.
    fn members<'r>(&'r self, n: usize, row: &Row<'_>, id: &str) -> Members<'r> {
        let line = match &self.rows[n] {
            Ok(lines) => std::str::from_utf8(&lines[0]).unwrap_or_default(),
            Err(_) => "",
        };
        let as_it_stands = if self.layout == Layout::Jsonl { Members::read(line) } else { None };
        let mut members = as_it_stands.unwrap_or_else(|| {
            let mut members = members_of(row);
            let columns::Columns { ar, en, id, confidence, adequacy, kind, .. } = self.columns;
            let known = [Some(ar), Some(en), id, confidence, adequacy, kind];
            for (at, (name, cell)) in self.names.iter().zip(line.split('\t')).enumerate() {
                if !known.contains(&Some(at)) && !name.is_empty() && !members.has(name) {
                    members.put(name, &cell);
                }
            }
            members
        });
        if !members.has("id") {
            members.set("id", &id);
        }
        members
    }
}

/// The reason why a row is dropped.
#[derive(Debug, Clone, Copy)]
pub struct Reason<'a> {
    /// The filter.
    pub rejected: &'a str,
    /// The row or test set that it is similar to.
    pub note: Option<&'a Note>,
}

impl Reason<'_> {
    /// Inserts the reason before the members of a row.
    fn tell(&self, members: &mut Members<'_>) {
        if let Some(note) = self.note {
            members.set("side", &note.side.to_string());
            if let Some(similarity) = note.similarity {
                members.set("similarity", &similarity);
            }
            match &note.of {
                Of::Id(id) => members.set("duplicate_of", id),
                Of::Row(row) => members.set("duplicate_of", &format!("row {}", u64::from(*row) + 1)),
                Of::TestSet(name) => members.set("test_set", name),
            }
        }
        members.set("rejected", &self.rejected);
    }
}

fn on_one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c != ' ' && c.is_whitespace()) {
        Cow::Owned(Flat::new(text, Span::new(0, text.len())).text)
    } else {
        Cow::Borrowed(text)
    }
}
