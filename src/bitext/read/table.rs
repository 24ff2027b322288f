//! Tables of pairs, whatever file their rows come from: the columns are found in the first rows, and every row behind
//! them is a pair.

use super::super::{
    columns::{self, Columns, SAMPLE_BYTES, SAMPLE_ROWS},
    facts,
    pairs::{Header, Source},
};
use crate::{
    Error, Result,
    bitext::{Details, Pair, PairOptions, Pairs},
    document::{Letters, decode::Guess},
};
use csv::StringRecord;
use std::{
    collections::VecDeque,
    io::{BufRead, Read},
    vec,
};

/// Something that gives the rows of a table one at a time.
pub(super) trait Rows {
    /// The next row with its number as people count it; `None` at the end. An error is about one row, unless there is
    /// nothing behind it.
    fn next(&mut self) -> Option<(u64, Result<StringRecord>)>;

    /// Adds the file to an error.
    fn locate(&self, error: Error) -> Error;

    /// The encoding that was guessed, when one was.
    fn guess(&self) -> Guess {
        Guess::default()
    }

    /// True when the file could not be read to its end.
    fn broke_off(&self) -> bool {
        false
    }
}

/// No larger file is read whole: 256 MiB.
pub(super) const LARGEST: u64 = 256 << 20;

/// The bytes of a file that has to be read whole; `what` it is and the advice stand in the error about one too large.
///
/// # Errors
/// When it cannot be read, or is larger than 256 MiB.
pub(super) fn whole<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    what: &str,
    advice: &'static str,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = input.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| Error::new(error.to_string()).at(name))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::new(format!("{what} larger than 256 MiB")).at(name).advise(advice));
    }
    Ok(bytes)
}

/// Rows that are in memory, with their numbers.
pub(super) struct Listed {
    name: String,
    rows: vec::IntoIter<(u64, StringRecord)>,
}

impl Listed {
    /// The rows of the file that is called `name`.
    pub(super) fn new(name: &str, rows: Vec<(u64, StringRecord)>) -> Self {
        Listed { name: name.to_owned(), rows: rows.into_iter() }
    }
}

impl Rows for Listed {
    fn next(&mut self) -> Option<(u64, Result<StringRecord>)> {
        self.rows.next().map(|(number, row)| (number, Ok(row)))
    }

    fn locate(&self, error: Error) -> Error {
        error.at(&self.name)
    }
}

/// The pairs of a table. With `letters_needed`, a table without a letter in it is refused.
///
/// # Errors
/// When a column that the user named is not there, or when letters are needed and missing.
pub(super) fn open<'a>(
    mut rows: impl Rows + 'a,
    options: &PairOptions,
    letters_needed: bool,
) -> Result<Pairs<'a>> {
    let mut ahead = VecDeque::new();
    let mut sample = Vec::new();
    let mut bytes = 0;
    while sample.len() < SAMPLE_ROWS && bytes < SAMPLE_BYTES {
        let Some((number, row)) = rows.next() else { break };
        if let Ok(row) = &row {
            bytes += row.as_slice().len();
            sample.push(row.iter().map(str::to_owned).collect::<Vec<_>>());
        }
        ahead.push_back((number, row));
    }
    let is_text = |cell: &String| Letters::of(cell).total() > 0;
    let locate = |error: Error| rows.locate(error).line(1);
    if letters_needed && !sample.is_empty() && !sample.iter().flatten().any(is_text) {
        return Err(locate(
            Error::new("no column is Arabic and none English")
                .advise("name the columns ar and en in a first row, or with --columns ar=1,en=2"),
        ));
    }
    let layout = columns::find(&sample, options.columns.as_ref()).map_err(locate)?;
    for _ in 0..layout.head {
        if let Some(at) = ahead.iter().position(|(_, row)| row.is_ok()) {
            ahead.remove(at);
        }
    }
    // Names that stand in no row of the file are no pair, whatever they look like.
    ahead.retain(|(number, _)| *number > 0);
    let mut header = Header::default();
    header.source = layout.source.unwrap_or(header.source);
    let Layout { columns, remark, .. } = layout;
    Ok(Pairs::new(Table { rows, ahead, columns, header, remark, has_rows: false }))
}

use columns::Layout;

/// A table whose columns are known.
struct Table<R> {
    rows: R,
    /// The rows that have been looked at to find the columns.
    ahead: VecDeque<(u64, Result<StringRecord>)>,
    columns: Columns,
    header: Header,
    remark: Option<String>,
    /// Some row has been read.
    has_rows: bool,
}

impl<R: Rows> Table<R> {
    fn pair(&self, row: u64, record: &StringRecord) -> Result<Pair> {
        let columns = &self.columns;
        let Some((ar, en)) = columns.texts(|at| record.get(at)) else {
            let error = match record.len() {
                1 => Error::new("a row without a tab").advise("a row is Arabic, a tab, English"),
                _ => Error::new("a row with too few cells"),
            };
            return Err(self.rows.locate(error).line(row));
        };
        let more = |at: Option<usize>| at.and_then(|at| record.get(at));
        let (confirmed, flagged) = facts::reviewed(more(columns.review).unwrap_or_default());
        // Ours or nobody's: in a table without names a confidence has a bead type behind it.
        let kind = more(columns.kind).and_then(facts::kind);
        let is_named = columns.confidence != Columns::OURS.confidence || kind.is_some();
        let details = Details {
            confidence: more(columns.confidence).filter(|_| is_named).and_then(|cell| cell.parse().ok()),
            adequacy: more(columns.adequacy).and_then(|cell| cell.parse().ok()),
            kind,
            confirmed,
            flagged,
            // A line each.
            line: record.position().map(csv::Position::line),
            by_line: true,
            notes: more(columns.notes).unwrap_or_default().lines().map(str::to_owned).collect(),
            ..Details::default()
        };
        let id = more(columns.id).filter(|id| !id.is_empty()).map(str::to_owned);
        let mut pair = Pair { row, id, ar: ar.to_owned(), en: en.to_owned(), continues: false, details };
        pair.keep_valid_places();
        Ok(pair)
    }
}

impl<R: Rows> Source for Table<R> {
    fn next(&mut self) -> Option<Result<Pair>> {
        let (number, row) = self.ahead.pop_front().or_else(|| self.rows.next())?;
        self.has_rows = true;
        Some(row.and_then(|record| self.pair(number, &record)))
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn broke_off(&self) -> bool {
        self.rows.broke_off()
    }

    fn remarks(&self) -> Vec<String> {
        let guessed = |name| format!("read as {name}, by a guess: --encoding names another");
        // Of a table without rows nothing can be said.
        self.remark
            .iter()
            .filter(|_| self.has_rows)
            .cloned()
            .chain(self.rows.guess().name().map(guessed))
            .collect()
    }
}
