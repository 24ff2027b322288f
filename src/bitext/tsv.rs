//! Tab-separated values: Arabic, English, confidence, bead type and, if requested, adequacy and
//! the score of the documents, one pair per line, without a header.
//!
//! Blanks inside the text become spaces, so no cell can contain a tab or a line end, and a quotation
//! mark is a character like any other. The only cells that are quoted are those that a reader would
//! otherwise take for quoted ones ([`quoted`]).

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
}

impl<'a> Writer<'a> {
    pub(super) fn begin(header: &Header, options: &WriteOptions, out: &'a mut dyn Write) -> Self {
        Writer { out, safe_cells: options.safe_cells, adequacy: options.adequacy, score: header.score }
    }
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        for (n, text) in [&pair.ar, &pair.en].into_iter().enumerate() {
            let text = flat::line(text);
            let cell = if self.safe_cells { safe_cell(&text) } else { text };
            self.out.write_all(if n == 0 { b"" } else { b"\t" })?;
            self.out.write_all(quoted(cell).as_bytes())?;
        }
        let adequacy = pair.details.adequacy.filter(|_| self.adequacy);
        // If the additional column is written, the columns before it are too, although they may be empty.
        if let Some(confidence) = pair.details.confidence {
            write!(self.out, "\t{confidence:.4}")?;
            if let Some((ar, en)) = pair.details.kind {
                write!(self.out, "\t{ar}-{en}")?;
            } else if adequacy.is_some() {
                self.out.write_all(b"\t")?;
            }
        } else if adequacy.is_some() {
            self.out.write_all(b"\t\t")?;
        }
        if let Some(adequacy) = adequacy {
            write!(self.out, "\t{adequacy:.4}")?;
            if let Some(score) = self.score {
                write!(self.out, "\t{score:.4}")?;
            }
        }
        self.out.write_all(b"\n")
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

/// The cell without the marks that spreadsheets put around a text with quotation marks in it, which
/// they double: `"a ""b"" c"` is `a "b" c`. Any other cell is unchanged.
pub(super) fn unquoted(cell: &str) -> Cow<'_, str> {
    let inner = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let inner = inner.filter(|inner| inner.contains("\"\"") && inner.contains(char::is_alphanumeric));
    match inner {
        Some(inner) if !inner.replace("\"\"", "").contains('"') => Cow::Owned(inner.replace("\"\"", "\"")),
        _ => Cow::Borrowed(cell),
    }
}

/// The cell in quotation marks, with those inside doubled, if it looks like a quoted one, so that
/// [`unquoted`] gives it back; any other cell is unchanged.
pub(super) fn quoted(cell: Cow<'_, str>) -> Cow<'_, str> {
    match unquoted(&cell) {
        Cow::Borrowed(_) => cell,
        Cow::Owned(_) => Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\""))),
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
    fn a_cell_that_starts_a_formula_is_made_harmless() {
        assert_eq!(safe_cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(safe_cell("\u{200F}-5 درجات"), "'\u{200F}-5 درجات");
        assert_eq!(safe_cell("5 - 3"), "5 - 3");
        assert_eq!(safe_cell(""), "");
    }
}
