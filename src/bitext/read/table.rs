//! Tables of pairs, whatever file their rows come from: the columns are detected in the first rows,
//! and every row after them is a pair.

use super::super::{
    columns::{self, Columns, SAMPLE_BYTES, SAMPLE_ROWS},
    facts,
    pairs::{Header, Source},
};
use crate::text::Sides;
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

/// A source of the rows of a table, one at a time.
pub(super) trait Rows {
    /// The next row, with its number as people count it; `None` at the end. An error concerns one
    /// row, unless nothing follows it.
    fn next(&mut self) -> Option<(u64, Result<StringRecord>)>;

    /// Adds the file to an error.
    fn locate(&self, error: Error) -> Error;

    /// The encoding that was guessed, if any.
    fn guess(&self) -> Guess {
        Guess::default()
    }

    /// True if the file could not be read to its end.
    fn broke_off(&self) -> bool {
        false
    }

    /// True if rows end with their last filled cell, so that missing cells are empty ones.
    fn are_ragged(&self) -> bool {
        false
    }
}

/// The longest text in a cell: 16 MiB.
const LONGEST_TEXT: usize = 16 << 20;

/// The largest file that is read as a whole: 256 MiB.
pub(super) const LARGEST: u64 = 256 << 20;

/// The bytes of a file that must be read as a whole; `what` and `advice` are used in the error for
/// one that is too large.
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

/// Rows in memory, with their numbers.
pub(super) struct Listed {
    name: String,
    rows: vec::IntoIter<(u64, StringRecord)>,
}

impl Listed {
    /// The rows of the file called `name`.
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

/// The pairs of a table. If `letters_needed` is set, a table without any letters is refused.
///
/// # Errors
/// When a column that the user named does not exist, or if letters are needed and missing.
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
    if letters_needed && !sample.is_empty() && !sample.iter().flatten().any(is_text) {
        return Err(at_first(
            &rows,
            Error::new("no column is Arabic and none English")
                .advise("name the columns ar and en in a first row, or with --columns ar=1,en=2"),
        ));
    }
    let mut layout =
        columns::find(&sample, options.columns.as_ref()).map_err(|error| at_first(&rows, error))?;
    // Columns that the user has named are read whatever is in them.
    let refusal = columns::without_language(&sample[layout.head..], &layout.columns);
    if let Some(error) = refusal.filter(|_| options.columns.is_none()) {
        let head = &sample[..layout.head];
        layout = translated(&mut rows, &mut ahead, head)
            .filter(|found| found.head == head.len())
            .ok_or_else(|| at_first(&rows, error))?;
    }
    for _ in 0..layout.head {
        if let Some(at) = ahead.iter().position(|(_, row)| row.is_ok()) {
            ahead.remove(at);
        }
    }
    // Names that are not in a row of the file are not a pair, whatever they look like.
    ahead.retain(|(number, _)| *number > 0);
    let mut header = Header::default();
    header.source = layout.source.unwrap_or(header.source);
    let Layout { columns, remark, .. } = layout;
    let names = layout.head.checked_sub(1).and_then(|last| sample.into_iter().nth(last)).unwrap_or_default();
    Ok(Pairs::new(Table { rows, ahead, columns, names, header, remark, has_rows: false }))
}

use columns::Layout;

fn at_first(rows: &impl Rows, error: Error) -> Error {
    rows.locate(error).line(1)
}

/// The most bytes of a table that are read to find its first translated row: 64 MiB.
const UNTRANSLATED: usize = 64 << 20;

/// The columns of a table whose first rows are not translated yet, by the first rows that are; the
/// rows up to there come `ahead`. `None` if there are none.
fn translated(
    rows: &mut impl Rows,
    ahead: &mut VecDeque<(u64, Result<StringRecord>)>,
    head: &[Vec<String>],
) -> Option<Layout> {
    let mut bytes = 0;
    let mut sample = head.to_vec();
    let mut is_more = true;
    while is_more && bytes < UNTRANSLATED {
        while sample.len() < head.len() + SAMPLE_ROWS {
            let Some((number, row)) = rows.next() else {
                is_more = false;
                break;
            };
            if let Ok(row) = &row {
                bytes += row.as_slice().len();
                sample.push(row.iter().map(str::to_owned).collect());
            }
            ahead.push_back((number, row));
        }
        if columns::has_both_languages(&sample[head.len()..]) {
            return columns::find(&sample, None).ok();
        }
        sample.truncate(head.len());
    }
    None
}

/// A table with known columns.
struct Table<R> {
    rows: R,
    /// The rows that were examined to find the columns.
    ahead: VecDeque<(u64, Result<StringRecord>)>,
    columns: Columns,
    /// The names of the columns, if they have names.
    names: Vec<String>,
    header: Header,
    remark: Option<String>,
    /// True if a row has been read.
    has_rows: bool,
}

impl<R: Rows> Table<R> {
    /// The cells of the columns that are known by their names alone.
    fn others(&self, record: &StringRecord) -> Vec<(String, String)> {
        let Columns { id, text: Sides { ar, en }, confidence, adequacy, kind, review, notes, .. } =
            self.columns;
        // A column that serves as the id keeps its name too: it may be an address.
        let id = id.filter(|at| self.names.get(*at).is_some_and(|name| name.eq_ignore_ascii_case("id")));
        let known = [Some(ar), Some(en), id, confidence, adequacy, kind, review, notes];
        let cells = self.names.iter().zip(record).enumerate();
        let others = cells.filter(|(at, (name, _))| !known.contains(&Some(*at)) && !name.is_empty());
        others.map(|(_, (name, cell))| (name.clone(), cell.to_owned())).collect()
    }

    /// True for a row with the names of the columns.
    fn is_head(&self, pair: &Pair) -> bool {
        let name = |at: usize| self.names.get(at).map(String::as_str).filter(|name| !name.trim().is_empty());
        name(self.columns.text.ar).is_some_and(|name| name == pair.texts.ar)
            && name(self.columns.text.en).is_some_and(|name| name == pair.texts.en)
    }

    /// True for a row that names the sides, in either order.
    fn names_sides(&self, record: &StringRecord) -> bool {
        const LONGEST: usize = 60;
        let is_short =
            |at: usize| record.get(at).is_some_and(|cell| cell.len() <= LONGEST && !cell.is_empty());
        // The label of a choice of languages has a key of its own.
        let key = self.columns.id.and_then(|at| record.get(at)).unwrap_or_default();
        let is_key = !key.is_empty() && !self.names.iter().any(|name| name == key);
        !is_key
            && is_short(self.columns.text.ar)
            && is_short(self.columns.text.en)
            && columns::is_head(&record.iter().map(str::to_owned).collect::<Vec<_>>(), &self.columns)
    }

    /// The score of the documents in a row.
    fn score(&self, record: &StringRecord) -> Option<f64> {
        let score = record.get(self.columns.score?)?.parse().ok()?;
        (0.0..=1.0).contains(&score).then_some(score)
    }

    fn pair(&self, row: u64, record: &StringRecord) -> Result<Pair> {
        let columns = &self.columns;
        let missing = self.rows.are_ragged().then_some("");
        let Some((ar, en)) = columns.texts(|at| record.get(at).or(missing)) else {
            let error = match record.len() {
                1 => Error::new("a row without a tab").advise("a row is Arabic, a tab, English"),
                _ => Error::new("a row with too few cells"),
            };
            return Err(self.rows.locate(error).line(row));
        };
        if ar.len().max(en.len()) > LONGEST_TEXT {
            let error = Error::new("a text of more than 16 MiB in one cell");
            return Err(self.rows.locate(error.advise("is this a file of pairs?")).line(row));
        }
        let more = |at: Option<usize>| at.and_then(|at| record.get(at));
        let (confirmed, flagged) = facts::reviewed(more(columns.review).unwrap_or_default());
        // In a table without names, a column is a confidence only if it is followed by a bead type,
        // as in our tables.
        let kind = more(columns.kind).and_then(facts::kind);
        let is_named = columns.confidence != Columns::OURS.confidence || kind.is_some();
        let details = Details {
            confidence: more(columns.confidence).filter(|_| is_named).and_then(|cell| cell.parse().ok()),
            adequacy: more(columns.adequacy).and_then(|cell| cell.parse().ok()),
            kind,
            confirmed,
            flagged,
            // One line per row.
            line: record.position().map(csv::Position::line),
            by_line: true,
            others: self.others(record),
            notes: more(columns.notes).unwrap_or_default().lines().map(str::to_owned).collect(),
            ..Details::default()
        };
        let id = more(columns.id).filter(|id| !id.is_empty()).map(str::to_owned);
        let mut pair = Pair { row, id, details, ..Pair::new(ar, en) };
        pair.keep_valid_places();
        Ok(pair)
    }
}

impl<R: Rows> Source for Table<R> {
    fn next(&mut self) -> Option<Result<Pair>> {
        loop {
            let (number, row) = self.ahead.pop_front().or_else(|| self.rows.next())?;
            self.has_rows = true;
            // The names above a further table of the file.
            if !self.names.is_empty() && row.as_ref().is_ok_and(|record| self.names_sides(record)) {
                continue;
            }
            let pair = row.and_then(|record| {
                self.header.score = self.header.score.or_else(|| self.score(&record));
                self.pair(number, &record)
            });
            // Files that were joined have the names again.
            if pair.as_ref().is_ok_and(|pair| self.is_head(pair)) {
                continue;
            }
            // The heading of a part, in another column.
            if self.rows.are_ragged()
                && pair.as_ref().is_ok_and(|pair| pair.texts.iter().all(|(_, text)| text.is_empty()))
            {
                continue;
            }
            return Some(pair);
        }
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn broke_off(&self) -> bool {
        self.rows.broke_off()
    }

    fn remarks(&self) -> Vec<String> {
        let guessed = |name| format!("read as {name}, by a guess: --encoding names another");
        // There is nothing to remark about a table without rows.
        self.remark
            .iter()
            .filter(|_| self.has_rows)
            .cloned()
            .chain(self.rows.guess().name().map(guessed))
            .collect()
    }
}
