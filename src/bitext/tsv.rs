//! Tab-separated values: Arabic, English, confidence, bead type and, if requested, adequacy and
//! the score of the documents, one pair per line, without a header.
//!
//! Blanks inside the text become spaces, so no cell can contain a tab or a line end, and a quotation
//! mark is a character like any other. The only cells that are quoted are those that a reader would
//! otherwise take for quoted ones ([`quoted`]), also because all the first rows look so ([`Shown`]).

use super::{Header, Pair, PairWriter, WriteOptions, flat};
use crate::text::Sides;
use crate::text::bidi;
use std::{
    borrow::Cow,
    io::{self, BufRead, Read, Write},
};

pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    safe_cells: bool,
    adequacy: bool,
    score: Option<f64>,
    /// How the table will be read, once its first rows tell.
    like: Option<Like>,
    /// The first rows, as long as none of them tells.
    held: Vec<Vec<String>>,
    shown: Shown,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(header: &Header, options: &WriteOptions, out: &'a mut dyn Write) -> Self {
        let (safe_cells, adequacy) = (options.safe_cells, options.adequacy);
        Writer {
            out,
            safe_cells,
            adequacy,
            score: header.score,
            like: None,
            held: Vec::new(),
            shown: Shown::default(),
        }
    }
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let mut cells: Vec<Cow<'_, str>> = Vec::with_capacity(6);
        for text in [&pair.texts.ar, &pair.texts.en] {
            // At the start of a file it would be taken for the mark of the encoding.
            let text = match flat::line(text) {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches(MARK)),
                Cow::Owned(text) => Cow::Owned(text.trim_start_matches(MARK).to_owned()),
            };
            cells.push(if self.safe_cells { safe_cell(&text).into_owned().into() } else { text });
        }
        let adequacy = pair.details.adequacy.filter(|_| self.adequacy);
        // If the additional column is written, the columns before it are too, although they may be empty.
        if let Some(confidence) = pair.details.confidence {
            cells.push(format!("{confidence:.4}").into());
            if let Some(Sides { ar, en }) = pair.details.kind {
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
        if self.like.is_some() {
            return self.row(&cells);
        }
        self.shown.row(cells.iter().map(String::as_str));
        self.held.push(cells);
        if self.shown.is_known() { self.decide() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.like.is_none() { self.decide() } else { Ok(()) }
    }
}

impl Writer<'_> {
    /// Writes the rows that were held back, when it is known whether the table looks quoted.
    fn decide(&mut self) -> io::Result<()> {
        self.like = Some(self.shown.like());
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
pub(super) enum Like {
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

/// The mark of the encoding at the start of a file.
const MARK: char = '\u{FEFF}';

/// Number of rows that show whether a table is quoted.
const ROWS: usize = 20;

/// The longest of these rows: 64 MiB.
const LONGEST_ROW: u64 = 64 << 20;

/// What the first rows of a table show. Writer and reader decide by the same rows.
#[derive(Debug, Default)]
struct Shown {
    rows: usize,
    has_quoted: bool,
    has_plain: bool,
}

impl Shown {
    /// Adds a row: all its cells look quoted, but for empty ones and numbers, or it is plain. A blank one tells nothing.
    fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        self.rows += 1;
        let (mut is_blank, mut is_quoted) = (true, false);
        for cell in cells.filter(|cell| !cell.trim().is_empty()) {
            is_blank = false;
            if inside(cell).is_some() {
                is_quoted = true;
            } else if cell.trim().parse::<f64>().is_err() {
                self.has_plain = true;
            }
        }
        self.has_plain |= !is_blank && !is_quoted;
        self.has_quoted |= is_quoted;
    }

    /// Adds a line of a file.
    fn line(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches(['\r', '\n']).trim_start_matches(MARK);
        self.row(line.split('\t'));
        self.has_plain |= !line.contains('\t') && !line.trim().is_empty();
    }

    fn is_known(&self) -> bool {
        self.has_plain || self.rows >= ROWS
    }

    fn like(&self) -> Like {
        if self.has_quoted && !self.has_plain { Like::Csv } else { Like::Lines }
    }
}

/// How a table is read: its first rows, as many as tell, are moved to `head`.
///
/// # Errors
/// When the file cannot be read; `head` then contains what could be.
pub(super) fn like(input: &mut dyn BufRead, head: &mut Vec<u8>) -> io::Result<Like> {
    let mut shown = Shown::default();
    while !shown.is_known() {
        let start = head.len();
        if (&mut *input).take(LONGEST_ROW).read_until(b'\n', head)? == 0 {
            break;
        }
        shown.line(&head[start..]);
    }
    Ok(shown.like())
}

/// True for a table with tabs that a program wrote like CSV, with every text in quotation marks. Its first rows are read.
///
/// # Errors
/// When the file cannot be read.
pub fn is_quoted(input: &mut dyn BufRead) -> io::Result<bool> {
    Ok(like(input, &mut Vec::new())? == Like::Csv)
}

/// The cells of a line of a table.
pub(super) fn cells(line: &str, like: Like) -> Vec<Cow<'_, str>> {
    if like == Like::Lines {
        return line.split('\t').map(unquoted).collect();
    }
    let mut cells = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        // A mark that is not closed in the line is one of the text.
        let end = closed(text).unwrap_or_else(|| text.find('\t').unwrap_or(text.len()));
        cells.push(text_of(&text[..end]));
        rest = text.get(end + 1..);
    }
    if cells.len() == 1 { line.split('\t').map(text_of).collect() } else { cells }
}

/// True if a quotation mark that begins a cell of these lines is not closed in them.
pub(super) fn is_open(text: &str) -> bool {
    let mut rest = Some(text);
    while let Some(cell) = rest {
        let end = match cell.starts_with('"') {
            true => match closed(cell) {
                Some(end) => end,
                // A mark with a letter after the closing one is one of the text.
                None => return !cell[1..].replace("\"\"", "").contains('"'),
            },
            false => cell.find('\t').unwrap_or(cell.len()),
        };
        rest = cell.get(end + 1..);
    }
    false
}

/// Where the quoted cell ends with which a text begins: in front of a tab or at the end.
fn closed(text: &str) -> Option<usize> {
    let mut at = 1;
    let inner = text.strip_prefix('"')?;
    loop {
        at += inner.get(at - 1..)?.find('"')? + 1;
        match text.as_bytes().get(at) {
            Some(b'"') => at += 1,
            Some(b'\t') | None => return Some(at),
            Some(_) => return None,
        }
    }
}

/// The text of a cell of a table like CSV.
fn text_of(cell: &str) -> Cow<'_, str> {
    inside(cell).map_or(Cow::Borrowed(cell), |inner| Cow::Owned(inner.replace("\"\"", "\"")))
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
    use crate::bitext::{Format, PairOptions, Select, pair_writer, read_pairs};
    use proptest::{collection::vec, prelude::*};
    use std::io::BufReader;

    /// The texts of pairs that are written and read again through a small buffer.
    fn there_and_back(texts: &[(String, String)], adequacy: bool) -> Vec<(String, String)> {
        let select = Select {
            min_confidence: 0.0,
            only_confirmed: false,
            without_flagged: false,
            with_one_sided: true,
            dedup: false,
        };
        let date = jiff::Timestamp::UNIX_EPOCH;
        let options = WriteOptions { safe_cells: false, adequacy, select, date };
        let mut out = Vec::new();
        let mut writer = pair_writer(Format::Tsv, &Header::default(), &options, &mut out).unwrap();
        for (ar, en) in texts {
            let mut pair = Pair::new(ar, en);
            pair.details.confidence = adequacy.then_some(0.5);
            writer.pair(&pair).unwrap();
        }
        writer.finish().unwrap();
        let input = Box::new(BufReader::with_capacity(64, &*out));
        let read = read_pairs("p", Format::Tsv, input, &PairOptions::default()).unwrap();
        read.map(|pair| pair.map(|pair| (pair.texts.ar, pair.texts.en)).unwrap()).collect()
    }

    #[test]
    fn an_open_quotation_after_quoted_rows_loses_nothing() {
        let long = "كلمة ".repeat(60);
        let mut texts = vec![(format!("\"نعم {long}لا\""), "\"yes no\"".to_owned()); 15];
        texts.push(("\"نعم، قال الشيخ ثم مضى".to_owned(), "\"Yes, said the old man and left".to_owned()));
        texts.extend(vec![("نعم".to_owned(), "yes".to_owned()); 30]);
        assert_eq!(there_and_back(&texts, false), texts);
    }

    #[test]
    fn only_a_cell_that_looks_quoted_is_quoted() {
        for cell in ["\"لا\"", "قال \"لا\"", "\"\"", "5\" pipe", ""] {
            assert_eq!(quoted(cell.into()), cell);
        }
        assert_eq!(quoted("\"لا\"\"\"".into()), "\"\"\"لا\"\"\"\"\"\"\"");
    }

    proptest! {
        #[test]
        fn a_table_is_read_as_it_was(
            texts in vec(("\"?ن[\"ب، ]{0,6}[\"م]", "\"?a[\"b, ]{0,6}[\"c]"), 1..30),
            quoted in 0_usize..25,
            adequacy: bool,
        ) {
            let mut all = vec![("\"نعم\"".to_owned(), "\"yes\"".to_owned()); quoted];
            let spaced = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
            all.extend(texts.iter().map(|(ar, en)| (spaced(ar), spaced(en))));
            // What is written has tabs and line ends for blanks.
            let raw: Vec<_> = all.iter().map(|(ar, en)| (ar.replace(' ', "\t"), en.replace(' ', "\r\n"))).collect();
            prop_assert_eq!(there_and_back(&raw, adequacy), all);
        }

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
            assert!(is_quoted(&mut table.as_bytes()).unwrap(), "{table}");
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
            assert!(!is_quoted(&mut table.as_bytes()).unwrap(), "{table}");
        }
    }

    #[test]
    fn a_mark_that_is_not_closed_is_one_of_the_text() {
        let read = |line| cells(line, Like::Csv);
        assert_eq!(read("\"a \"\"b\"\"\"\t\"c\""), ["a \"b\"", "c"]);
        assert_eq!(read("\"a\tb\"\tc"), ["a\tb", "c"]);
        assert_eq!(read("\"a\t\"b c"), ["\"a", "\"b c"]);
        assert_eq!(read("\"a\tb\""), ["\"a", "b\""]);
        assert_eq!(read("\"\t\"\"\tc"), ["\"", "", "c"]);
        assert_eq!(read("\"a\" b\tc\t"), ["\"a\" b", "c", ""]);
    }

    #[test]
    fn a_cell_that_starts_a_formula_is_made_harmless() {
        assert_eq!(safe_cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(safe_cell("\u{200F}-5 درجات"), "'\u{200F}-5 درجات");
        assert_eq!(safe_cell("5 - 3"), "5 - 3");
        assert_eq!(safe_cell(""), "");
    }
}
