//! Consecutive rows: the unit of work of one thread.

use super::{
    block::{Block, Columns},
    fix::TextRepair,
    known::members_of,
    members::Members,
    note::{Note, Of},
    parse::{Row, read_row},
    shape::Layout,
};
use crate::{
    Error, Result,
    bitext::{Flat, columns},
    text::{Sides, Span},
};
use std::{borrow::Cow, sync::Arc};

/// Consecutive rows of a file.
pub struct FilePiece {
    pub(super) name: String,
    pub(super) layout: Layout,
    /// The columns of the texts in a table.
    pub(super) columns: columns::Columns,
    /// The names of the columns, if the table has a header.
    pub(super) names: Arc<[String]>,
    /// True if rows of a table are written to tables with all their columns.
    pub(super) keeps_columns: bool,
    /// The line of the first row, counted from 1.
    pub(super) first: u64,
    /// The number of the first row in the whole corpus, counted from 0.
    pub(super) start: usize,
    /// Each row as it is written in the files of its layout.
    pub(super) rows: Vec<Raw>,
}

/// The lines of a row; `Err` is the length in bytes of a line that is too long.
pub(super) type Raw = Result<[Vec<u8>; 3], u64>;

impl FilePiece {
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
    pub fn put(&self, n: usize, layout: Layout, reason: Option<DropReason<'_>>, block: &mut Block) {
        let layout = layout.of_lines();
        let same = layout == self.layout && reason.is_none();
        // A table of other columns is converted to the standard ones, unless the names of its columns are written too.
        let as_it_is = match layout {
            Layout::Jsonl | Layout::Parquet => true,
            Layout::Tsv => self.keeps_columns || self.has_standard_columns(),
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
        let texts = row.texts.as_ref().map(|text| on_one_line(text));
        let columns = Columns { id: &id, texts: texts.as_ref().map(|text| &**text), ..row.columns() };
        match layout {
            Layout::Jsonl | Layout::Parquet => {
                let mut members = self.members(n, &row, &id);
                if let Some(reason) = reason {
                    reason.tell(&mut members);
                }
                block.json(&members);
            }
            Layout::Tsv => block.tsv(columns),
            Layout::Moses => block.moses(columns),
        }
    }

    /// True if the first two columns of a table are the texts, and no names say more of the others.
    fn has_standard_columns(&self) -> bool {
        let columns::Columns { text, mixed, .. } = self.columns;
        (text, mixed) == (Sides::new(0, 1), false) && self.names.is_empty()
    }

    /// A row of a table with other texts in their columns.
    fn with_texts(&self, n: usize, (ar, en): (&str, &str)) -> Option<Vec<u8>> {
        let line = std::str::from_utf8(&self.rows[n].as_ref().ok()?[0]).ok()?;
        let mut cells: Vec<&str> = line.split('\t').collect();
        let places = [self.columns.text.ar, self.columns.text.en];
        let (first, _) = self.columns.texts(|at| cells.get(at).copied())?;
        // Rows of a mixed table may have their texts in each other's columns.
        let is_exchanged = !std::ptr::eq(first, *cells.get(places[0])?);
        let texts = if is_exchanged { [en, ar] } else { [ar, en] };
        for (at, text) in places.into_iter().zip(texts) {
            *cells.get_mut(at)? = text;
        }
        Some(cells.join("\t").into_bytes())
    }

    /// Adds a row with changed texts; JSON rows also get the names of the repairs.
    pub(super) fn put_changed(&self, n: usize, layout: Layout, repaired: Repaired<'_>, block: &mut Block) {
        let Ok(row) = self.row(n) else { return };
        let row = Row { texts: repaired.texts.map(Cow::Borrowed), ..row };
        let id = self.id(n, &row);
        if layout.of_lines() == Layout::Jsonl {
            let mut members = self.members(n, &row, &id);
            members.set_texts(repaired.texts);
            let names: Vec<&str> = repaired.made.iter().map(|repair| repair.name()).collect();
            members.put("fixed", &names.join(" "));
            return block.json(&members);
        }
        let texts = repaired.texts.map(on_one_line);
        let columns = Columns { id: &id, texts: texts.as_ref().map(|text| &**text), ..row.columns() };
        let is_table = layout == Layout::Tsv && self.layout == Layout::Tsv;
        let line =
            if is_table && self.keeps_columns { self.with_texts(n, (&texts.ar, &texts.en)) } else { None };
        match (layout, line) {
            (_, Some(line)) => block.line(&line),
            (Layout::Moses, _) => block.moses(columns),
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

    /// The members of a row: all that it has if it is JSON already, otherwise the known ones and
    /// the other columns of a table with a header.
    fn members<'r>(&'r self, n: usize, row: &Row<'_>, id: &str) -> Members<'r> {
        let line = match &self.rows[n] {
            Ok(lines) => std::str::from_utf8(&lines[0]).unwrap_or_default(),
            Err(_) => "",
        };
        let unchanged = if self.layout == Layout::Jsonl { Members::read(line) } else { None };
        let mut members = unchanged.unwrap_or_else(|| {
            let mut members = members_of(row);
            let columns::Columns { text: Sides { ar, en }, id, confidence, adequacy, kind, .. } =
                self.columns;
            // A column that serves as the id keeps its name too: it may be an address.
            let id = id.filter(|at| self.names.get(*at).is_some_and(|name| name.eq_ignore_ascii_case("id")));
            let known = [Some(ar), Some(en), id, confidence, adequacy, kind];
            for (at, (name, cell)) in self.names.iter().zip(line.split('\t')).enumerate() {
                // What is no number cannot be a score.
                let is_free = !members.has(name) && !matches!(name.as_str(), "" | "score" | "schema");
                if !known.contains(&Some(at)) && is_free {
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

/// The texts of a row after repairs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repaired<'a> {
    pub(super) texts: Sides<&'a str>,
    /// What was repaired.
    pub(super) made: &'a [TextRepair],
}

/// The reason why a row is dropped.
#[derive(Debug, Clone, Copy)]
pub struct DropReason<'a> {
    /// The filter.
    pub rejected: &'a str,
    /// The row or test set that it is similar to.
    pub note: Option<&'a Note>,
}

impl DropReason<'_> {
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
