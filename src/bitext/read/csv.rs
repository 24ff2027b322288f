//! Reading CSV: quoted as RFC 4180 says, with comma, semicolon or tab between the cells.
//!
//! A header tells which columns are Arabic and English; without one the first column with Arabic letters in its
//! first row and the next one without are taken.

use super::super::{
    facts,
    pairs::{Header, Source},
};
use crate::{
    Error, Result,
    bitext::{Details, Pair, Pairs},
    document::{Letters, decode},
    text::Lang,
};
use csv::StringRecord;
use std::{
    cell::Cell,
    io::{self, BufRead, Read},
    rc::Rc,
};

/// No row is longer than this: 64 MiB.
const LONGEST_ROW: u64 = 64 << 20;

pub(in crate::bitext) fn open<'a>(name: &'a str, input: Box<dyn BufRead + 'a>) -> Result<Pairs<'a>> {
    let failed = |error: io::Error| decode::failure(&error).at(name);
    let mut input = decode::text(input).map_err(failed)?;
    let delimiter = delimiter(input.fill_buf().map_err(failed)?);
    let read = Rc::new(Cell::new(0));
    let rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(Guard { input, read: Rc::clone(&read) });
    Ok(Pairs::new(Reader {
        name,
        rows,
        read,
        record: StringRecord::new(),
        row: 0,
        columns: None,
        header: Header::default(),
        over: false,
    }))
}

/// The separator that occurs most in the first line, outside quotes.
fn delimiter(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    // The first of equals: a comma.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| sign)
}

/// Stops a row without an end, such as a quote that is never closed.
struct Guard<'a> {
    input: Box<dyn BufRead + 'a>,
    read: Rc<Cell<u64>>,
}

impl Read for Guard<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        self.read.set(self.read.get() + count as u64);
        if self.read.get() > LONGEST_ROW {
            return Err(io::Error::other(
                Error::new("a row is longer than 64 MiB").advise("is a quotation mark not closed?"),
            ));
        }
        Ok(count)
    }
}

/// Where the columns stand.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Columns {
    id: Option<usize>,
    ar: usize,
    en: usize,
    confidence: Option<usize>,
    kind: Option<usize>,
    review: Option<usize>,
    notes: Option<usize>,
}

impl Columns {
    /// Reads the header; `None` when the first row is none.
    fn of_header(row: &StringRecord) -> Option<Columns> {
        let find = |names: &[&str]| {
            row.iter().position(|cell| names.iter().any(|name| cell.trim().eq_ignore_ascii_case(name)))
        };
        let lang = |wanted: Lang, names: &[&str]| {
            find(names).or_else(|| {
                row.iter().position(|cell| {
                    cell.len() <= 8 && cell.trim().parse().is_ok_and(|lang: Lang| lang == wanted)
                })
            })
        };
        Some(Columns {
            id: find(&["id", "key"]),
            ar: lang(Lang::Ar, &["ar", "arabic", "العربية", "عربي"])?,
            en: lang(Lang::En, &["en", "english", "الإنجليزية", "إنجليزي", "الانجليزية"])?,
            confidence: find(&["confidence"]),
            kind: find(&["type"]),
            review: find(&["review"]),
            notes: find(&["notes"]),
        })
    }

    /// Guesses from the letters of the first row.
    fn of_letters(row: &StringRecord) -> Option<Columns> {
        let is = |cell: &str, lang: Lang| {
            let letters = Letters::of(cell);
            letters.total() > 0 && letters.lang() == lang
        };
        // With an id in front there is more than one column without Arabic letters: the neighbour counts.
        let ar = row.iter().position(|cell| is(cell, Lang::Ar))?;
        let en = match row.get(ar + 1) {
            Some(next) if is(next, Lang::En) => ar + 1,
            _ => row.iter().enumerate().filter(|(_, cell)| is(cell, Lang::En)).map(|(at, _)| at).last()?,
        };
        Some(Columns { id: None, ar, en, confidence: None, kind: None, review: None, notes: None })
    }
}

struct Reader<'a> {
    name: &'a str,
    rows: csv::Reader<Guard<'a>>,
    read: Rc<Cell<u64>>,
    record: StringRecord,
    /// The row as a spreadsheet counts it: one with line ends in its cells is one row.
    row: u64,
    columns: Option<Columns>,
    header: Header,
    over: bool,
}

impl Reader<'_> {
    /// Reads the next row into `self.record`; false at the end. An inner error is about one row.
    fn advance(&mut self) -> Result<bool> {
        self.read.set(0);
        self.row += 1;
        self.rows.read_record(&mut self.record).map_err(|error| {
            let error = match error.kind() {
                csv::ErrorKind::Utf8 { .. } => Error::new("invalid UTF-8"),
                csv::ErrorKind::Io(io) => {
                    self.over = true;
                    decode::failure(io)
                }
                _ => {
                    self.over = true;
                    Error::new(error.to_string())
                }
            };
            error.at(self.name).line(self.row)
        })
    }

    fn pair(&self, columns: Columns) -> Result<Pair> {
        let row = self.row;
        let cell = |at: usize| self.record.get(at).map(str::to_owned);
        let (Some(ar), Some(en)) = (cell(columns.ar), cell(columns.en)) else {
            return Err(Error::new("a row with too few cells").at(self.name).line(row));
        };
        let more = |at: Option<usize>| at.and_then(|at| self.record.get(at));
        let (confirmed, flagged) = facts::reviewed(more(columns.review).unwrap_or_default());
        let details = Details {
            confidence: more(columns.confidence).and_then(|cell| cell.parse().ok()),
            kind: more(columns.kind).and_then(facts::kind),
            confirmed,
            flagged,
            // A line each.
            notes: more(columns.notes).unwrap_or_default().lines().map(str::to_owned).collect(),
            ..Details::default()
        };
        let id = more(columns.id).filter(|id| !id.is_empty()).map(str::to_owned);
        let mut pair = Pair { row, id, ar, en, continues: false, details };
        pair.keep_valid_places();
        Ok(pair)
    }
}

impl Source for Reader<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        loop {
            if self.over {
                return None;
            }
            match self.advance() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
            let columns = match self.columns {
                Some(columns) => columns,
                None => {
                    if let Some(columns) = Columns::of_header(&self.record) {
                        self.columns = Some(columns);
                        continue;
                    }
                    let Some(columns) = Columns::of_letters(&self.record) else {
                        self.over = true;
                        return Some(Err(Error::new("no column is Arabic and none English")
                            .at(self.name)
                            .line(1)
                            .advise("name the columns ar and en in a first row")));
                    };
                    self.columns = Some(columns);
                    columns
                }
            };
            return Some(self.pair(columns));
        }
    }

    fn header(&self) -> &Header {
        &self.header
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, read_pairs};

    fn read(text: &str) -> Vec<Result<(u64, String, String), String>> {
        let pairs = read_pairs("p.csv", Format::Csv, Box::new(text.as_bytes())).unwrap();
        pairs.map(|pair| pair.map(|p| (p.row, p.ar, p.en)).map_err(|error| error.to_string())).collect()
    }

    fn row(line: u64, ar: &str, en: &str) -> Result<(u64, String, String), String> {
        Ok((line, ar.to_owned(), en.to_owned()))
    }

    #[test]
    fn a_header_names_the_columns_in_any_order() {
        let text = "\u{FEFF}English,note,AR\r\n\"a, \"\"b\"\"\nc\",x,\"أ، ب\"\r\nd,y\r\n";
        let got = read(text);
        assert_eq!(got[0], row(2, "أ، ب", "a, \"b\"\nc"));
        assert_eq!(got[1], Err("p.csv, line 3: a row with too few cells".to_owned()));
    }

    #[test]
    fn without_a_header_the_letters_tell() {
        assert_eq!(read("a1;نعم;yes\na2;لا;no\n"), [row(1, "نعم", "yes"), row(2, "لا", "no")]);
        assert_eq!(read("yes\tنعم\n"), [row(1, "نعم", "yes")]);
        assert!(read("1,2\n")[0].as_ref().unwrap_err().contains("name the columns"));
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_eat_memory() {
        let text = format!("ar,en\nنعم,\"{}", "x".repeat(LONGEST_ROW as usize + 100_000));
        let got = read(&text);
        assert_eq!(got.len(), 1);
        assert!(got[0].as_ref().unwrap_err().contains("not closed"));
    }
}
