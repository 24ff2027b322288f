//! Reading files of pairs, one pair at a time, for checking and converting.
//!
//! A broken row is an error that names it, and the rows behind it are still read; a file that cannot be read at
//! all ends after its error.

use super::{Bitext, Format, rows::check_schema};
use crate::{Error, Result};
use serde::Deserialize;
use std::{
    borrow::Cow,
    io::{self, BufRead, Read},
    path::Path,
};

/// An Arabic text and its English translation as a file holds them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pair {
    /// Where in the file: the line of a format with one pair a line, else the number of the pair, from 1.
    pub row: u64,
    /// The id that the file gives it.
    pub id: Option<String>,
    /// The Arabic text; empty for text without a counterpart.
    pub ar: String,
    /// The English text; empty for text without a counterpart.
    pub en: String,
    /// True when the pair before it in the file is the text before it: what is missing may have moved there.
    pub continues: bool,
}

/// The pairs of a file in order.
pub type Pairs<'a> = Box<dyn Iterator<Item = Result<Pair>> + 'a>;

/// No line of a pair file is longer than this: 64 MiB.
const LONGEST_LINE: u64 = 64 << 20;

/// Reads the pairs of a file that is open as `input`; `name` is for messages.
///
/// # Errors
/// When pairs cannot be read from this format, or when a JSON file is not ours.
pub fn read_pairs<'a>(name: &'a str, format: Format, mut input: Box<dyn BufRead + 'a>) -> Result<Pairs<'a>> {
    match format {
        Format::Tsv => Ok(Box::new(Lines::new(name, input, tsv))),
        Format::Jsonl => Ok(Box::new(Lines::new(name, input, jsonl))),
        Format::Json => {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes).map_err(|error| Error::io(Path::new(name), &error))?;
            let bitext = Bitext::from_json(name, &bytes)?;
            let beads = bitext.alignment.beads.len();
            Ok(Box::new((0..beads).map(move |bead| Ok(bitext.pair(bead)))))
        }
        Format::Tmx | Format::Ladder | Format::Html => {
            Err(Error::new(format!("pairs cannot be read from {format}"))
                .at(name)
                .advise("give a .tsv, .json or .jsonl file"))
        }
    }
}

/// Reads one row; the error says what is wrong with it.
type Parse = fn(&str) -> Result<Pair>;

struct Lines<'a> {
    name: &'a str,
    input: Box<dyn BufRead + 'a>,
    parse: Parse,
    row: u64,
    over: bool,
}

impl<'a> Lines<'a> {
    fn new(name: &'a str, input: Box<dyn BufRead + 'a>, parse: Parse) -> Self {
        Lines { name, input, parse, row: 0, over: false }
    }

    /// The next line without its end; `None` at the end of the file.
    fn line(&mut self) -> Result<Option<Vec<u8>>> {
        let failed = |error: io::Error| Error::io(Path::new(self.name), &error);
        let mut line = Vec::new();
        if (&mut self.input).take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(failed)? == 0 {
            return Ok(None);
        }
        self.row += 1;
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if line.len() as u64 == LONGEST_LINE {
            return Err(Error::new("the line is longer than 64 MiB").advise("is this a file of pairs?"));
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        if self.row == 1 {
            if line.starts_with(&[0xFF, 0xFE]) || line.starts_with(&[0xFE, 0xFF]) {
                return Err(Error::new("the file is UTF-16")
                    .advise("files of pairs are read as UTF-8; convert it with `iconv -f UTF-16 -t UTF-8`"));
            }
            if line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }
        }
        Ok(Some(line))
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<Pair>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let line = match self.line() {
            Ok(line) => line?,
            Err(error) => {
                self.over = true;
                return Some(Err(error.at(self.name).line(self.row)));
            }
        };
        let parsed = match std::str::from_utf8(&line) {
            // A blank line is a pair of nothing, so that rows and lines stay in step.
            Ok(text) if text.trim().is_empty() && !text.contains('\t') => Ok(Pair::default()),
            Ok(text) => (self.parse)(text),
            Err(error) => Err(Error::new("invalid UTF-8").byte(error.valid_up_to() as u64)),
        };
        Some(match parsed {
            Ok(pair) => Ok(Pair { row: self.row, ..pair }),
            Err(error) => Err(error.at(self.name).line(self.row)),
        })
    }
}

/// `ar<TAB>en`; further columns are left alone.
fn tsv(line: &str) -> Result<Pair> {
    let mut cells = line.split('\t');
    match (cells.next(), cells.next()) {
        (Some(ar), Some(en)) => Ok(Pair { ar: ar.to_owned(), en: en.to_owned(), ..Pair::default() }),
        _ => Err(Error::new("a row without a tab").advise("a row is Arabic, a tab, English")),
    }
}

/// `{"ar": …, "en": …}`, with or without an id; other members are left alone.
fn jsonl(line: &str) -> Result<Pair> {
    #[derive(Deserialize)]
    struct Row<'a> {
        #[serde(borrow)]
        schema: Option<Cow<'a, str>>,
        id: Option<serde_json::Value>,
        ar: String,
        en: String,
    }
    let row: Row<'_> =
        serde_json::from_str(line).map_err(|error| Error::new(format!("not a pair in JSON: {error}")))?;
    if let Some(schema) = &row.schema {
        check_schema(schema)?;
    }
    let id = row.id.map(|id| match id {
        serde_json::Value::String(id) => id,
        other => other.to_string(),
    });
    // Beads that we wrote are in the order of the text; rows of others are in any.
    Ok(Pair { row: 0, id, ar: row.ar, en: row.en, continues: row.schema.is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: Format, bytes: &[u8]) -> Vec<Result<Pair, String>> {
        let pairs = read_pairs("p", format, Box::new(bytes)).unwrap();
        pairs.map(|pair| pair.map_err(|error| error.to_string())).collect()
    }

    fn pair(row: u64, id: Option<&str>, ar: &str, en: &str) -> Result<Pair, String> {
        Ok(Pair { row, id: id.map(str::to_owned), ar: ar.to_owned(), en: en.to_owned(), continues: false })
    }

    #[test]
    fn a_table_is_read_with_any_line_end_mark_and_further_columns() {
        let got = read(Format::Tsv, "\u{FEFF}نعم\tyes\t0.9\r\n\n\tno\n".as_bytes());
        assert_eq!(got, [pair(1, None, "نعم", "yes"), pair(2, None, "", ""), pair(3, None, "", "no")]);
    }

    #[test]
    fn a_broken_row_is_named_and_the_rest_is_read() {
        let got = read(Format::Tsv, b"no tab\na\tb\n\xFF\tb\nc\td");
        assert_eq!(got[0], Err("p, line 1: a row without a tab; a row is Arabic, a tab, English".to_owned()));
        assert_eq!(got[1], pair(2, None, "a", "b"));
        assert_eq!(got[2], Err("p, line 3, byte 0: invalid UTF-8".to_owned()));
        assert_eq!(got[3], pair(4, None, "c", "d"));
    }

    #[test]
    fn json_lines_of_others_are_read_and_newer_ones_of_ours_are_refused() {
        let got = read(
            Format::Jsonl,
            br#"{"id":7,"ar":"a","en":"b","x":[1]}
{"schema":"mizan/9.0","ar":"a","en":"b"}
{"ar":"a"}"#,
        );
        assert_eq!(got[0], pair(1, Some("7"), "a", "b"));
        assert!(got[1].as_ref().unwrap_err().contains("line 2: written by a newer mizan"));
        assert!(got[2].as_ref().unwrap_err().contains("missing field `en`"));
    }

    #[test]
    fn utf_16_is_refused_with_advice() {
        let got = read(Format::Tsv, b"\xFF\xFEa\0\t\0b\0\n\0c\0");
        assert_eq!(got.len(), 1);
        assert!(got[0].as_ref().unwrap_err().contains("UTF-16"));
    }
}
