//! Tab-separated values: Arabic, English, confidence and bead type, one bead a line, no header and no
//! quoting.
//!
//! Blanks inside the text have already become spaces, so no cell can hold a tab or a line end. A quote is a
//! character like any other; readers must not unquote.

use super::{Bitext, WriteOptions};
use crate::text::{Lang, bidi};
use std::{
    borrow::Cow,
    io::{self, Write},
};

pub(super) fn write(bitext: &Bitext, options: &WriteOptions, out: &mut dyn Write) -> io::Result<()> {
    for bead in &bitext.alignment.beads {
        let (ar, en) = (bitext.flat(Lang::Ar, bead), bitext.flat(Lang::En, bead));
        let cell = |text| if options.safe_cells { safe_cell(text) } else { Cow::Borrowed(text) };
        writeln!(out, "{}\t{}\t{:.4}\t{}", cell(&ar.text), cell(&en.text), bead.confidence, bead.kind())?;
    }
    Ok(())
}

/// The cell with an apostrophe in front when a spreadsheet would take it for a formula.
fn safe_cell(text: &str) -> Cow<'_, str> {
    let first = text.chars().find(|c| !bidi::is_invisible(*c) && !c.is_whitespace());
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_starts_a_formula_is_made_harmless() {
        assert_eq!(safe_cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(safe_cell("\u{200F}-5 درجات"), "'\u{200F}-5 درجات");
        assert_eq!(safe_cell("5 - 3"), "5 - 3");
        assert_eq!(safe_cell(""), "");
    }
}
