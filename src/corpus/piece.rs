//! Some rows that follow one another: what one thread works on at a time.

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

/// Some rows of a file that follow one another.
pub struct Piece {
    pub(super) name: String,
    pub(super) layout: Layout,
    /// Where the texts stand in a table.
    pub(super) columns: columns::Columns,
    /// The names of the columns, where the table has a header.
    pub(super) names: Arc<[String]>,
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
            Ok(lines) => read_row(self.layout, (&self.columns, &self.names[..]), lines).map_err(place),
            Err(length) => {
                Err(place(Error::new(format!("the line has {length} bytes; a row has 64 MiB at most"))))
            }
        }
    }

    /// Adds a row that can be read to a block in a layout: as it is, without a look into it, where the layout is the
    /// same and nothing is to be said about it. A reason is members of JSON and of nothing else.
    pub fn put(&self, n: usize, layout: Layout, reason: Option<Reason<'_>>, block: &mut Block) {
        let layout = layout.of_lines();
        let same = layout == self.layout && reason.is_none();
        // A table of others, with its texts in other places, becomes one of ours.
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

    /// Adds a row with other texts, and as JSON with what was repaired in it.
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

    /// Adds a row as JSON with numbers beside it.
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

    /// The id of a row, on one line; its place where it has none.
    fn id<'r>(&self, n: usize, row: &'r Row<'_>) -> Cow<'r, str> {
        match &row.id {
            Some(id) => on_one_line(id),
            None => format!("{}:{}", self.name, self.first + n as u64).into(),
        }
    }

    /// Adds a row as JSON: with all its members where it is JSON already, else with those that we know.
    fn json(&self, n: usize, row: &Row<'_>, id: &str, reason: Option<Reason<'_>>, block: &mut Block) {
        let mut members = self.members(n, row, id);
        if let Some(reason) = reason {
            reason.tell(&mut members);
        }
        block.json(&members);
    }

    /// The members of a row: all that it has where it is JSON already, else those that we know and, of a table with a
    /// header, its other columns.
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

/// Why a row is dropped.
#[derive(Debug, Clone, Copy)]
pub struct Reason<'a> {
    /// The filter.
    pub rejected: &'a str,
    /// What it is like.
    pub note: Option<&'a Note>,
}

impl Reason<'_> {
    /// Writes it in front of the members of a row.
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
