//! Reads CSV, quoted as in RFC 4180, with comma, semicolon, tab or vertical bar between the cells.

use super::table;
use crate::{
    Error, Result,
    bitext::{PairOptions, Pairs},
    document::decode::{self, Guess},
};
use csv::StringRecord;
use std::{
    cell::Cell,
    io::{self, BufRead, Read},
    rc::Rc,
};

/// The longest row: 64 MiB.
const LONGEST_ROW: u64 = 64 << 20;

pub(in crate::bitext) fn open<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let failed = |error: io::Error| decode::failure(&error).at(name);
    let (mut input, guess) = decode::text(input, options.encoding.as_deref()).map_err(failed)?;
    let head = input.fill_buf().map_err(failed)?;
    let (delimiter, said) = match said(head) {
        Some((sign, length)) => (sign, length),
        None => (delimiter(head), 0),
    };
    let has_backslashes = has_backslashes(head, delimiter);
    input.consume(said);
    let reader = Reader::new(name, Box::new(input), delimiter, has_backslashes);
    table::open(Reader { guess, named: said > 0, ..reader }, options, true)
}

/// The separator that a first line `sep=;` names, and the length of that line.
fn said(head: &[u8]) -> Option<(u8, usize)> {
    let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign, rest @ ..] = head else { return None };
    let end = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => return None,
    };
    sign.is_ascii().then_some((*sign, 5 + end))
}

/// The separator with which most of the first rows have the same number of cells, at least two.
fn delimiter(head: &[u8]) -> u8 {
    // The last row may be cut off.
    let whole = memchr::memrchr(b'\n', head).map_or(head, |end| &head[..end]);
    let fit = |sign: u8| {
        let mut counts = [0_u32; 64];
        let mut reader =
            csv::ReaderBuilder::new().delimiter(sign).has_headers(false).flexible(true).from_reader(whole);
        let mut all = 0;
        for row in reader.byte_records().take(50).map_while(std::result::Result::ok) {
            all += 1;
            counts[row.len().min(63)] += 1;
        }
        // The largest count, if several are equally frequent.
        let usual = (2..64).max_by_key(|cells| counts[*cells]).unwrap_or_default();
        (1000 * counts[usual] / all.max(1), usual)
    };
    // The first, if several are equal: a comma.
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|sign| fit(*sign)).unwrap_or(b',')
}

/// True if quotation marks inside quoted cells have a backslash before them, as databases write them, instead of being
/// doubled.
fn has_backslashes(head: &[u8], delimiter: u8) -> bool {
    let ends = |byte: Option<&u8>| ends_cell(byte, delimiter);
    let is_inside = |at: usize| !ends(head.get(at + 2)) && at > 0 && !ends(head.get(at - 1));
    memchr::memmem::find_iter(head, b"\\\"").any(is_inside)
        && only_escapes(head)
        && !has_doubled(head, delimiter)
}

/// True if every backslash has a quotation mark or another backslash after it: `C:\new` would lose its own.
fn only_escapes(head: &[u8]) -> bool {
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        if !matches!(rest.get(at + 1), Some(b'"' | b'\\') | None) {
            return false;
        }
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    true
}

/// True for what is after the last quotation mark of a cell, or before its first.
fn ends_cell(byte: Option<&u8>, delimiter: u8) -> bool {
    byte.is_none_or(|byte| matches!(byte, b'\r' | b'\n') || *byte == delimiter)
}

/// True if a quotation mark is doubled inside a cell.
fn has_doubled(head: &[u8], delimiter: u8) -> bool {
    let ends = |byte: Option<&u8>| ends_cell(byte, delimiter);
    memchr::memmem::find_iter(head, b"\"\"")
        .any(|at| at > 0 && !ends(head.get(at - 1)) && !ends(head.get(at + 2)))
}

/// Limits the length of a row, for example if a quotation mark is never closed.
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

struct Reader<'a> {
    name: String,
    rows: csv::Reader<Guard<'a>>,
    read: Rc<Cell<u64>>,
    /// The row as a spreadsheet counts it: a row with line ends in its cells is one row.
    row: u64,
    over: bool,
    guess: Guess,
    /// True if the first line named the separator.
    named: bool,
}

impl<'a> Reader<'a> {
    fn new(name: &str, input: Box<dyn BufRead + 'a>, delimiter: u8, has_backslashes: bool) -> Self {
        let read = Rc::new(Cell::new(0));
        let rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .escape(has_backslashes.then_some(b'\\'))
            .has_headers(false)
            .flexible(true)
            .from_reader(Guard { input, read: Rc::clone(&read) });
        let guess = Guess::default();
        Reader { name: name.to_owned(), rows, read, row: 0, over: false, guess, named: false }
    }
}

impl table::Rows for Reader<'_> {
    fn next(&mut self) -> Option<(u64, Result<StringRecord>)> {
        if self.over {
            return None;
        }
        self.read.set(0);
        self.row += 1;
        let mut record = StringRecord::new();
        let read = self.rows.read_record(&mut record).map_err(|error| match error.kind() {
            csv::ErrorKind::Utf8 { .. } => Error::new("invalid UTF-8"),
            csv::ErrorKind::Io(io) => {
                self.over = true;
                decode::failure(io)
            }
            _ => {
                self.over = true;
                Error::new(error.to_string())
            }
        });
        match read {
            Ok(false) => None,
            Ok(true) => {
                let place = record.position().cloned().map(|mut place| {
                    place.set_line(place.line() + u64::from(self.named));
                    place
                });
                record.set_position(place);
                Some((self.row, Ok(record)))
            }
            Err(error) => Some((self.row, Err(error.at(&self.name).line(self.row)))),
        }
    }

    fn locate(&self, error: Error) -> Error {
        error.at(&self.name)
    }

    fn broke_off(&self) -> bool {
        self.over
    }

    fn guess(&self) -> Guess {
        self.guess.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, PairOptions, read_pairs};

    fn read(text: &str) -> Vec<Result<(u64, String, String), String>> {
        let pairs = match read_pairs("p.csv", Format::Csv, Box::new(text.as_bytes()), &PairOptions::default())
        {
            Ok(pairs) => pairs,
            Err(error) => return vec![Err(error.to_string())],
        };
        pairs
            .map(|pair| pair.map(|p| (p.row, p.texts.ar, p.texts.en)).map_err(|error| error.to_string()))
            .collect()
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
    fn a_table_whose_first_rows_are_not_translated_is_read_and_one_in_other_languages_is_not() {
        let raw: String =
            (1..=450).map(|n| format!("{n},Open gate number {n},Open gate number {n}\n")).collect();
        let begun = format!("id,English,Arabic\n{raw}451,The lock,الهويس\n452,The weir,السد\n");
        let got = read(&begun);
        assert_eq!(got.len(), 452);
        assert_eq!(got[451], row(453, "السد", "The weir"));
        let never = format!("id,English,Arabic\n{raw}");
        assert!(read(&never)[0].as_ref().unwrap_err().contains("no Arabic letters in columns"));
        let options = PairOptions { columns: Some("ar=3,en=2".parse().unwrap()), ..PairOptions::default() };
        let pairs = read_pairs("p.csv", Format::Csv, Box::new(never.as_bytes()), &options).unwrap();
        assert_eq!(pairs.filter(Result::is_ok).count(), 450);
    }

    #[test]
    fn the_separator_is_what_gives_all_rows_the_same_cells_or_what_a_first_line_says() {
        let text = "Well, yes, indeed;نعم\nNo;لا\n";
        assert_eq!(read(text), [row(1, "نعم", "Well, yes, indeed"), row(2, "لا", "No")]);
        assert_eq!(read("sep=|\r\nar|en\r\nنعم|yes, well\r\n"), [row(2, "نعم", "yes, well")]);
        assert_eq!(read("نعم|yes\n"), [row(1, "نعم", "yes")]);
        assert_eq!(read("sep=arated\tنعم\n"), [row(1, "نعم", "sep=arated")]);
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_eat_memory() {
        let text = format!("ar,en\nنعم,\"{}", "x".repeat(LONGEST_ROW as usize + 100_000));
        let got = read(&text);
        assert_eq!(got.len(), 1);
        assert!(got[0].as_ref().unwrap_err().contains("not closed"));
    }
}
