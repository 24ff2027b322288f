//! Tab-separated values: Arabic, English, confidence, bead type and, if requested, adequacy and
//! the score of the documents, one pair per line, without a header.
//!
//! Blanks inside the text become spaces, so no cell can contain a tab or a line end, and a quotation
//! mark is a character like any other. The only cells that are quoted are those that a reader would
//! otherwise take for quoted ones ([`quoted`]), also because all the first rows look so ([`is_quoted`]).

use super::{Header, Pair, PairWriter, WriteOptions, flat};
use crate::text::bidi;
use std::{
    borrow::Cow,
    io::{self, Write},
};

pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    safe_cells: bool,
    adequacy: bool,
    score: Option<f64>,
    /// How the table will be read, once its first rows tell.
    like: Option<Like>,
    /// The first rows, as long as all of them look quoted.
    held: Vec<Vec<String>>,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(header: &Header, options: &WriteOptions, out: &'a mut dyn Write) -> Self {
        let (safe_cells, adequacy) = (options.safe_cells, options.adequacy);
        Writer { out, safe_cells, adequacy, score: header.score, like: None, held: Vec::new() }
    }
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let mut cells: Vec<Cow<'_, str>> = Vec::with_capacity(6);
        for text in [&pair.ar, &pair.en] {
            let text = flat::line(text);
            cells.push(if self.safe_cells { safe_cell(&text).into_owned().into() } else { text });
        }
        let adequacy = pair.details.adequacy.filter(|_| self.adequacy);
        // If the additional column is written, the columns before it are too, although they may be empty.
        if let Some(confidence) = pair.details.confidence {
            cells.push(format!("{confidence:.4}").into());
            if let Some((ar, en)) = pair.details.kind {
                cells.push(format!("{ar}-{en}").into());
            } else if adequacy.is_some() {
                cells.push("".into());
            }
        } else if adequacy.is_some() {
            cells.extend(["".into(), "".into()]);
        }
        if let Some(adequacy) = adequacy {
            cells.push(format!("{adequacy:.4}").into());
            cells.extend(self.score.map(|score| format!("{score:.4}").into()));
        }
        let cells: Vec<String> = cells.into_iter().map(Cow::into_owned).collect();
        let looks_quoted = is_quoted_row(cells.iter().map(String::as_str));
        match self.like {
            None if looks_quoted && self.held.len() + 1 < ROWS => {
                self.held.push(cells);
                Ok(())
            }
            None => {
                self.decide(looks_quoted)?;
                self.row(&cells)
            }
            Some(_) => self.row(&cells),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.like.is_none() { self.decide(true) } else { Ok(()) }
    }
}

impl Writer<'_> {
    /// Writes the rows that were held back, when it is known whether the table looks quoted.
    fn decide(&mut self, looks_quoted: bool) -> io::Result<()> {
        self.like = Some(if looks_quoted { Like::Csv } else { Like::Lines });
        std::mem::take(&mut self.held).iter().try_for_each(|cells| self.row(cells))
    }

    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        for (n, cell) in cells.iter().enumerate() {
            self.out.write_all(if n == 0 { b"" } else { b"\t" })?;
            let cell = match self.like {
                Some(Like::Csv) if cell.starts_with('"') => in_quotes(cell),
                Some(Like::Csv) => Cow::Borrowed(cell.as_str()),
                _ => quoted(Cow::Borrowed(cell)),
            };
            self.out.write_all(cell.as_bytes())?;
        }
        self.out.write_all(b"\n")
    }
}

/// How a reader takes a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Like {
    /// Its cells are the texts.
    Lines,
    /// All its first rows look quoted, so it is read like CSV.
    Csv,
}

/// The cell without the marks that spreadsheets put around a text with quotation marks in it, which
/// they double: `"a ""b"" c"` is `a "b" c`. Any other cell is unchanged.
pub(super) fn unquoted(cell: &str) -> Cow<'_, str> {
    match inside(cell).filter(|inner| inner.contains("\"\"")) {
        Some(inner) => Cow::Owned(inner.replace("\"\"", "\"")),
        None => Cow::Borrowed(cell),
    }
}

/// What is between the marks of a cell that looks quoted: those inside, if any, are doubled.
fn inside(cell: &str) -> Option<&str> {
    let inner = cell.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.replace("\"\"", "").contains('"')).then_some(inner)
}

/// True for a row all cells of which look quoted, but for empty ones and numbers.
fn is_quoted_row<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut is_any = false;
    for cell in cells {
        let looks_so = inside(cell).is_some();
        is_any |= looks_so;
        if !looks_so && !cell.trim().is_empty() && cell.trim().parse::<f64>().is_err() {
            return false;
        }
    }
    is_any
}

/// Number of rows that show whether a table is quoted.
const ROWS: usize = 20;

/// True for a table with tabs that a program wrote like CSV, with every text in quotation marks; `head` is its beginning.
pub fn is_quoted(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    // The last row may be cut off.
    let whole = text.rfind('\n').map_or(&*text, |end| &text[..end]);
    let rows = || {
        whole.lines().map(|line| line.trim_start_matches('\u{FEFF}')).filter(|line| !line.trim().is_empty())
    };
    rows().take(ROWS).all(|row| row.contains('\t') && is_quoted_row(row.split('\t')))
        && rows().next().is_some()
}

/// The cell in quotation marks, with those inside doubled.
fn in_quotes(cell: &str) -> Cow<'static, str> {
    Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
}

/// The cell in quotation marks, with those inside doubled, if it looks like a quoted one, so that
/// [`unquoted`] gives it back; any other cell is unchanged.
pub(super) fn quoted(cell: Cow<'_, str>) -> Cow<'_, str> {
    match unquoted(&cell) {
        Cow::Borrowed(_) => cell,
        Cow::Owned(_) => in_quotes(&cell),
    }
}

/// The cell with an apostrophe before it, if a spreadsheet would treat it as a formula.
pub(super) fn safe_cell(text: &str) -> Cow<'_, str> {
    let first = text.chars().find(|c| !bidi::is_invisible(*c) && !c.is_whitespace());
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_a_cell_that_looks_quoted_is_quoted() {
        for cell in ["\"لا\"", "قال \"لا\"", "\"\"", "5\" pipe", ""] {
            assert_eq!(quoted(cell.into()), cell);
        }
        assert_eq!(quoted("\"لا\"\"\"".into()), "\"\"\"لا\"\"\"\"\"\"\"");
    }

    proptest! {
        #[test]
        fn a_cell_is_read_as_it_was(cell in "[\"aب ]{0,12}") {
            let written = quoted(Cow::Borrowed(&cell));
            prop_assert_eq!(unquoted(&written), cell.as_str());
        }
    }

    #[test]
    fn a_table_is_quoted_if_every_text_of_it_is() {
        for table in ["\"نعم\"\t\"yes\"\n", "\u{FEFF}\"ar\"\t\"en\"\t\"n\"\r\n\"a \"\"b\"\"\"\t\"\"\t0.5\r\n"]
        {
            assert!(is_quoted(table.as_bytes()), "{table}");
        }
        for table in [
            "",
            "\n",
            "\"نعم\"\tyes\n",
            "\"نعم\"\n",
            "\"a\" b \"c\"\t\"d\"\n",
            "\"a\"\t\"b\"\n\"c\"\td\n",
            "1\t2\n",
        ] {
            assert!(!is_quoted(table.as_bytes()), "{table}");
        }
    }

    #[test]
    fn a_cell_that_starts_a_formula_is_made_harmless() {
        assert_eq!(safe_cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(safe_cell("\u{200F}-5 درجات"), "'\u{200F}-5 درجات");
        assert_eq!(safe_cell("5 - 3"), "5 - 3");
        assert_eq!(safe_cell(""), "");
    }
}
