//! Reads lines, and formats with one pair per line: TSV, and the two files of a Moses corpus.

use super::{
    super::{
        pairs::{Header, Source},
        tsv::{self, Like},
    },
    exchanged::righted,
    peeked, table,
};
use crate::text::Sides;
use crate::{
    Error, Result,
    bitext::{Pair, PairOptions, Pairs},
    document::{
        decode::{self, Guess},
        ends::LineEnds,
    },
};
use ::csv::{Position, StringRecord};
use std::{
    collections::VecDeque,
    io::{BufRead, Read},
};

/// What separates the texts of a line as the word aligners fast_align and eflomal read it.
pub const BARS: &str = " ||| ";

/// The longest line of a pair file: 64 MiB.
const LONGEST_LINE: u64 = 64 << 20;

pub(in crate::bitext) fn tsv<'a>(
    name: &str,
    input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let mut lines = Lines::new(name, input, options)?;
    let mut head = Vec::new();
    let (like, failed) = match tsv::like(&mut *lines.input, &mut head) {
        Ok(like) => (like, None),
        Err(error) if head.is_empty() => return Err(decode::failure(&error).at(name)),
        Err(error) => (Like::Lines, Some(error)),
    };
    lines.input = peeked::again(head, failed, lines.input);
    table::open(Tabbed { lines, like, ahead: VecDeque::new(), width: None }, options, false)
}

/// The rows of a table with tabs between its cells, which contain the text unchanged or quoted.
struct Tabbed<'a> {
    lines: Lines<'a>,
    like: Like,
    /// Lines that were read to find the end of a cell.
    ahead: VecDeque<Numbered>,
    /// The number of cells of the row before.
    width: Option<usize>,
}

/// A line with its number.
type Numbered = (u64, Result<String>);

/// The most lines of a quoted cell, as a spreadsheet writes it.
const MOST_LINES: usize = 100;
/// The most bytes of such a row.
const LONGEST_CELL: usize = 1 << 16;

impl Tabbed<'_> {
    fn line(&mut self) -> Option<Numbered> {
        self.ahead.pop_front().or_else(|| {
            let line = self.lines.next()?;
            Some((self.lines.row, line))
        })
    }

    /// A row whose quoted cells contain line ends. Its lines together have as many tabs as one row; those of a
    /// dialogue, whose first words are in quotation marks too, have as many each.
    fn joined(&mut self, first: &str) -> Option<String> {
        if self.width == Some(1) || !tsv::is_open(first) {
            return None;
        }
        let mut row = first.to_owned();
        let mut taken = 0;
        let count = |line: &str| line.split('\t').count();
        let mut widest = count(first);
        while taken < MOST_LINES && row.len() < LONGEST_CELL {
            if taken == self.ahead.len() {
                let line = self.lines.next()?;
                self.ahead.push_back((self.lines.row, line));
            }
            let (_, Ok(line)) = &self.ahead[taken] else { return None };
            widest = widest.max(count(line));
            row = format!("{row}\n{line}");
            taken += 1;
            let width = count(&row);
            if self.width.is_some_and(|usual| width > usual) {
                return None;
            }
            if !tsv::is_open(&row) {
                // Without a row before it, one of its lines must have all its tabs.
                let is_whole = width >= 2 && width == self.width.unwrap_or(widest);
                let fits = is_whole && tsv::cells(&row, Like::Csv).len() == width;
                return fits.then(|| {
                    self.ahead.drain(..taken);
                    row
                });
            }
        }
        None
    }
}

impl table::Rows for Tabbed<'_> {
    fn next(&mut self) -> Option<(u64, Result<StringRecord>)> {
        loop {
            let (number, line) = self.line()?;
            if line.as_ref().is_ok_and(|line| line.trim().is_empty() && !line.contains('\t')) {
                continue;
            }
            let mut place = Position::new();
            place.set_line(number);
            let whole = line.as_ref().ok().and_then(|line| self.joined(line));
            let cells = |line: String| {
                let mut cells: StringRecord = match line.contains('\t') {
                    _ if whole.is_some() => {
                        let row = whole.as_deref().unwrap_or_default();
                        tsv::cells(row, Like::Csv).iter().map(|cell| &**cell).collect()
                    }
                    true => tsv::cells(&line, self.like).iter().map(|cell| &**cell).collect(),
                    // As word aligners read them.
                    false => line.split(BARS).map(str::trim).collect(),
                };
                cells.set_position(Some(place));
                cells
            };
            let row = line.map(cells);
            self.width = row.as_ref().ok().map(StringRecord::len).or(self.width);
            return Some((number, row));
        }
    }

    fn locate(&self, error: Error) -> Error {
        error.at(&self.lines.name)
    }

    fn guess(&self) -> Guess {
        self.lines.guess.clone()
    }

    fn broke_off(&self) -> bool {
        self.lines.broke_off
    }
}

pub(in crate::bitext) fn moses<'a>(
    (ar_name, ar): (&str, Box<dyn BufRead + 'a>),
    (en_name, en): (&str, Box<dyn BufRead + 'a>),
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    let mut header = Header::default();
    let file = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    header.sides.ar.document = Some(file(ar_name));
    header.sides.en.document = Some(file(en_name));
    let lines = Sides { ar: Lines::new(ar_name, ar, options)?, en: Lines::new(en_name, en, options)? };
    Ok(righted(Moses { lines, header, over: false }))
}

/// The lines of a file, limited in length and in UTF-8.
pub(super) struct Lines<'a> {
    /// The name of the file in messages.
    pub(super) name: String,
    pub(super) input: Box<dyn BufRead + 'a>,
    /// The number of the line that was read last, from 1.
    pub(super) row: u64,
    over: bool,
    /// True if the file could not be read to its end.
    pub(super) broke_off: bool,
    pub(super) guess: Guess,
    /// What to do about a line that is not UTF-8.
    advice: &'static str,
}

impl<'a> Lines<'a> {
    pub(super) fn new(name: &str, input: Box<dyn BufRead + 'a>, options: &PairOptions) -> Result<Self> {
        let decoded = decode::text(input, options.encoding.as_deref());
        let (input, guess) = decoded.map_err(|error| decode::failure(&error).at(name))?;
        let lines = Self::of(name, Box::new(LineEnds::new(input)));
        let advice = if options.encoding.is_some() { decode::OTHERWISE } else { lines.advice };
        Ok(Lines { guess, advice, ..lines })
    }

    pub(super) fn of(name: &str, input: Box<dyn BufRead + 'a>) -> Self {
        Lines {
            name: name.to_owned(),
            input,
            row: 0,
            over: false,
            broke_off: false,
            guess: Guess::default(),
            advice: "mend it there, or save the file as UTF-8",
        }
    }

    /// The first line that is not blank, as far as it has been buffered; empty if there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn first(&mut self) -> Result<String> {
        let head = self.input.fill_buf().map_err(|error| decode::failure(&error).at(&self.name))?;
        let first = head.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty());
        Ok(String::from_utf8_lossy(first.unwrap_or_default()).trim().to_owned())
    }

    /// The next line without its end; `None` at the end of the file. After an error that does not
    /// concern a single line nothing follows.
    pub(super) fn next(&mut self) -> Option<Result<String>> {
        if self.over {
            return None;
        }
        let mut line = Vec::new();
        let read = (&mut self.input).take(LONGEST_LINE).read_until(b'\n', &mut line);
        self.row += 1;
        let fatal = match read {
            Ok(0) => {
                self.over = true;
                return None;
            }
            Ok(_) if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_LINE => {
                Some(Error::new("the line is longer than 64 MiB").advise("is this a file of pairs?"))
            }
            Ok(_) => None,
            Err(error) => Some(decode::failure(&error)),
        };
        if let Some(error) = fatal {
            (self.over, self.broke_off) = (true, true);
            return Some(Err(self.locate(error)));
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Some(String::from_utf8(line).map_err(|error| {
            let byte = error.utf8_error().valid_up_to() as u64;
            self.locate(Error::new("invalid UTF-8").byte(byte).advise(self.advice))
        }))
    }

    pub(super) fn locate(&self, error: Error) -> Error {
        error.at(&self.name).line(self.row)
    }
}

struct Moses<'a> {
    lines: Sides<Lines<'a>>,
    header: Header,
    over: bool,
}

impl Source for Moses<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        if self.over {
            return None;
        }
        let row = self.lines.ar.row + 1;
        let pair = |(ar, en): (String, String)| Pair { row, ..Pair::new(ar, en) };
        let Sides { ar, en } = &mut self.lines;
        match (ar.next(), en.next()) {
            (None, None) => None,
            (Some(ar), Some(en)) => Some(ar.and_then(|ar| Ok((ar, en?))).map(pair)),
            (first, _) => {
                self.over = true;
                let (shorter, longer) = if first.is_none() { (ar, en) } else { (en, ar) };
                Some(Err(Error::new(format!("the file ends here, but {} has more lines", longer.name))
                    .at(&shorter.name)
                    .line(row)
                    .advise("the two files of a corpus must have the same number of lines")))
            }
        }
    }

    fn broke_off(&self) -> bool {
        self.lines.iter().any(|(_, lines)| lines.broke_off)
    }

    fn header(&self) -> &Header {
        &self.header
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Details, Format, read_moses, read_pairs};

    fn read(format: Format, bytes: &[u8]) -> Vec<Result<Pair, String>> {
        let pairs = read_pairs("p", format, Box::new(bytes), &PairOptions::default()).unwrap();
        pairs.map(|pair| pair.map_err(|error| error.to_string())).collect()
    }

    fn row(line: u64, ar: &str, en: &str) -> Result<Pair, String> {
        let details = Details { line: Some(line), by_line: true, ..Details::default() };
        Ok(Pair { row: line, details, ..Pair::new(ar, en) })
    }

    #[test]
    fn a_table_is_read_with_any_line_end_mark_and_further_columns() {
        let got = read(Format::Tsv, "\u{FEFF}نعم\tyes\t0.9\r\n\n\tno\n".as_bytes());
        assert_eq!(got, [row(1, "نعم", "yes"), row(3, "", "no")]);
    }

    #[test]
    fn cells_that_a_spreadsheet_quoted_are_unquoted() {
        let got = read(
            Format::Tsv,
            "\"قال \"\"لا\"\" ومضى\"\t\"He said \"\"no\"\" and left\"\n\"نعم\"\t\"yes\"\nلا\tno\n".as_bytes(),
        );
        assert_eq!(got[0], row(1, "قال \"لا\" ومضى", "He said \"no\" and left"));
        assert_eq!(got[1], row(2, "\"نعم\"", "\"yes\""), "these may be the marks of the text");
        let got = read(Format::Tsv, "\"نعم\"\t\"yes\"\n\"لا\"\t\"no\"\n".as_bytes());
        assert_eq!((&got[0], &got[1]), (&row(1, "نعم", "yes"), &row(2, "لا", "no")), "every cell has them");
    }

    #[test]
    fn our_own_table_gives_back_confidence_and_type() {
        let got = read(Format::Tsv, "نعم\tyes\t0.9123\t1-2\n".as_bytes());
        let details = &got[0].as_ref().unwrap().details;
        assert_eq!((details.confidence, details.kind), (Some(0.9123), Some(Sides::new(1, 2))));
    }

    #[test]
    fn three_bars_and_old_line_ends_are_read() {
        let got = read(Format::Tsv, "yes ||| نعم\nno ||| لا\n".as_bytes());
        assert_eq!((&got[0], &got[1]), (&row(1, "نعم", "yes"), &row(2, "لا", "no")));
        let got = read(Format::Tsv, "نعم\tyes\rلا\tno\r".as_bytes());
        assert_eq!((&got[0], &got[1]), (&row(1, "نعم", "yes"), &row(2, "لا", "no")));
    }

    #[test]
    fn a_broken_row_is_named_and_the_rest_is_read() {
        let got = read(Format::Tsv, b"no tab\na\tb\n\xFF\tb\nc\td");
        assert_eq!(got[0], Err("p, line 1: a row without a tab; a row is Arabic, a tab, English".to_owned()));
        assert_eq!(got[1], row(2, "a", "b"));
        let broken = "p, line 3, byte 0: invalid UTF-8; mend it there, or save the file as UTF-8";
        assert_eq!(got[2], Err(broken.to_owned()));
        assert_eq!(got[3], row(4, "c", "d"));
    }

    #[test]
    fn utf_16_tables_of_spreadsheets_are_read() {
        let bytes: Vec<u8> = "\u{FEFF}نعم\tyes\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(Format::Tsv, &bytes), [row(1, "نعم", "yes")]);
    }

    #[test]
    fn the_two_files_of_a_corpus_are_read_in_step_and_must_be_equally_long() {
        let read = |ar: &str, en: &str| -> Vec<Result<Pair, String>> {
            let pairs = read_moses(
                ("c.ar", Box::new(ar.as_bytes())),
                ("c.en", Box::new(en.as_bytes())),
                &PairOptions::default(),
            )
            .unwrap();
            pairs.map(|pair| pair.map_err(|error| error.to_string())).collect()
        };
        assert_eq!(
            read("نعم\n\nلا", "yes\n\u{2028}\nno\n"),
            [(1, "نعم", "yes"), (2, "", "\u{2028}"), (3, "لا", "no")]
                .map(|(row, ar, en)| { Ok(Pair { row, ..Pair::new(ar, en) }) })
        );
        let got = read("نعم\n", "yes\nno\nmaybe\n");
        assert_eq!(got.len(), 2);
        assert!(got[1].as_ref().unwrap_err().starts_with("c.ar, line 2: the file ends here, but c.en"));
    }
}
