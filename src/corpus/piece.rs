//! Some rows that follow one another: what one thread works on at a time.

use super::{
    block::{Block, Columns},
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
    /// same and nothing is to be said about it. A reason is members of JSON and of nothing else.
    pub fn put(&self, n: usize, layout: Layout, reason: Option<Reason<'_>>, block: &mut Block) {
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
            Layout::Jsonl => self.json(n, &row, &id, reason, block),
            Layout::Tsv => block.tsv(columns),
            Layout::Moses => block.moses(columns),
        }
    }

    /// Adds a row as JSON: with all its members where it is JSON already, else with those that we know.
    fn json(&self, n: usize, row: &Row<'_>, id: &str, reason: Option<Reason<'_>>, block: &mut Block) {
        let as_it_stands = match (&self.rows[n], self.layout) {
            (Ok(lines), Layout::Jsonl) => std::str::from_utf8(&lines[0]).ok().and_then(Members::read),
            _ => None,
        };
        let mut members = as_it_stands.unwrap_or_else(|| Members::of(row));
        if !members.has("id") {
            members.set("id", &id);
        }
        if let Some(reason) = reason {
            reason.tell(&mut members);
        }
        block.json(&members);
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
