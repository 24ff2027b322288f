//! Workbooks of Excel and LibreOffice: the rows of their sheets, one at a time, for tables of
//! pairs; and their cells as text, for workbooks in one language.

mod excel;
mod opendocument;
mod strings;

use super::{
    Letters, Paragraph, ParagraphKind,
    archive::{Archive, Shared},
    builder::Builder,
};
use crate::{Error, Result, text::Lang};
use std::rc::Rc;

pub(crate) use self::{excel::BOOK, opendocument::MIME};

/// The largest number of columns that are read: nobody has texts further right, and hostile files
/// use the last possible column in every row.
const MOST_COLUMNS: usize = 200;

/// The largest number of rows in a sheet of Excel.
const MOST_ROWS: u64 = 1_048_576;

/// The largest unpacked size of a sheet, which is read row by row: 4 GiB.
const LARGEST: u64 = 4 << 30;

/// Advice about a table that is too large for a workbook.
pub(crate) const AS_CSV: &str = "save it as CSV (UTF-8), which is read row by row";

/// An open workbook.
pub(crate) struct Workbook {
    bytes: Shared,
    kind: Kind,
}

enum Kind {
    Excel(Rc<excel::Book>),
    OpenDocument(opendocument::Book),
}

impl Workbook {
    /// Opens a workbook; `name` describes what the file was expected to be.
    ///
    /// # Errors
    /// When it is damaged, protected by a password, or not a workbook.
    pub(crate) fn open(bytes: Vec<u8>, name: &str) -> Result<Self> {
        let bytes = Shared::new(bytes);
        let mut archive = Archive::open(bytes.as_ref(), name)?;
        let kind = if archive.has("content.xml") {
            Kind::OpenDocument(opendocument::Book::open(&mut archive)?)
        } else {
            Kind::Excel(excel::Book::open(&mut archive, &bytes)?)
        };
        drop(archive);
        Ok(Workbook { bytes, kind })
    }

    /// A sheet at its beginning, by its number from 0; `None` after the last.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn sheet(&self, number: usize) -> Result<Option<Sheet>> {
        Ok(match &self.kind {
            Kind::Excel(book) => book.sheet(number, &self.bytes)?.map(Sheet::Excel),
            Kind::OpenDocument(book) => book.sheet(number, &self.bytes)?.map(Sheet::OpenDocument),
        })
    }
}

/// The rows of a sheet that have cells, one at a time.
pub(crate) enum Sheet {
    /// From Excel.
    Excel(excel::Sheet),
    /// From LibreOffice.
    OpenDocument(opendocument::Sheet),
}

impl Sheet {
    /// The sheet after this one, at its beginning: all sheets of a workbook are read in one pass.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn following(self) -> Result<Option<Sheet>> {
        Ok(match self {
            Sheet::Excel(sheet) => sheet.following()?.map(Sheet::Excel),
            Sheet::OpenDocument(sheet) => sheet.following()?.map(Sheet::OpenDocument),
        })
    }

    /// The next row with its number, from 1.
    ///
    /// # Errors
    /// When the sheet is damaged or too large; [`Sheet::locate`] adds the place. After an error
    /// nothing more can be read.
    pub(crate) fn row(&mut self) -> Result<Option<(u64, Vec<String>)>> {
        match self {
            Sheet::Excel(sheet) => sheet.row(),
            Sheet::OpenDocument(sheet) => sheet.row(),
        }
    }

    /// The name of the sheet.
    pub(crate) fn name(&self) -> &str {
        match self {
            Sheet::Excel(sheet) => sheet.name(),
            Sheet::OpenDocument(sheet) => sheet.name(),
        }
    }

    /// The number of the current row, from 1.
    pub(crate) fn number(&self) -> u64 {
        match self {
            Sheet::Excel(sheet) => sheet.number(),
            Sheet::OpenDocument(sheet) => sheet.number(),
        }
    }

    /// Adds the part of the archive and the line to an error.
    pub(crate) fn locate(&self, error: Error) -> Error {
        match self {
            Sheet::Excel(sheet) => sheet.xml.locate(error),
            Sheet::OpenDocument(sheet) => sheet.xml.locate(error),
        }
    }
}

/// The cells of a workbook in one language, sheet by sheet and row by row; each is a paragraph. A
/// first column that only numbers the rows is left out.
///
/// # Errors
/// When it is damaged, or when its rows contain both languages: then they are pairs, not text.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<(String, Vec<Paragraph>)> {
    let book = Workbook::open(bytes.to_vec(), name)?;
    let mut builder = Builder::default();
    let (mut worded, mut bilingual) = (0, 0);
    let mut next = book.sheet(0)?;
    while let Some(mut sheet) = next {
        let mut rows = Vec::new();
        while let Some((_, row)) = sheet.row().map_err(|error| sheet.locate(error))? {
            let langs = languages(&row);
            worded += usize::from(langs != [false; 2]);
            bilingual += usize::from(langs == [true; 2]);
            rows.push(row);
        }
        let is_counted = counts_rows(&rows);
        for cell in rows.iter().flat_map(|row| row.iter().skip(usize::from(is_counted))) {
            builder.words(cell);
            builder.end(ParagraphKind::Body);
        }
        next = sheet.following()?;
    }
    if 2 * bilingual > worded {
        return Err(Error::new("a workbook with both languages in its rows, not a text")
            .advise("it holds pairs already: use `mizan check` or `mizan convert`"));
    }
    Ok(builder.finish(ParagraphKind::Body))
}

/// Whether a row has an Arabic cell, and whether it has an English one.
fn languages(row: &[String]) -> [bool; 2] {
    let is = |lang: Lang| {
        row.iter().map(|cell| Letters::of(cell)).any(|seen| seen.total() > 1 && seen.lang() == lang)
    };
    [is(Lang::Ar), is(Lang::En)]
}

/// True if the first column numbers the rows consecutively and is followed by others. The first row
/// may name it.
fn counts_rows(rows: &[Vec<String>]) -> bool {
    let first = |row: &Vec<String>| row.first().and_then(|cell| cell.trim().parse::<u64>().ok());
    let body = rows.iter().skip(usize::from(rows.first().is_some_and(|row| first(row).is_none())));
    let numbers: Option<Vec<u64>> = body.map(first).collect();
    let rise = |numbers: Vec<u64>| numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    rows.iter().any(|row| row.len() > 1) && numbers.is_some_and(rise)
}
