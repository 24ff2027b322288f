//! What the workbooks of this program have in common: one sheet with a fixed head, and cells with a direction.

use crate::{Error, text::Lang};
use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// The largest number of rows in Excel.
pub(in crate::bitext) const ROWS: u32 = 1_048_576;

/// The largest number of UTF-16 units in an Excel cell.
pub(in crate::bitext) const CELL: usize = 32_767;

/// An empty workbook made at the given time, and a sheet for it whose first row has the names of the columns, with their
/// widths in characters.
///
/// # Errors
/// When the time is not one of Excel's.
pub(in crate::bitext) fn begin<'n>(
    date: Timestamp,
    name: &str,
    columns: impl IntoIterator<Item = (&'n str, u32)>,
) -> Result<(Workbook, Worksheet), XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(date.as_second())?;
    book.set_properties(&DocProperties::new().set_author("mizan").set_creation_datetime(&made));
    let mut sheet = Worksheet::new();
    let head = Format::new().set_bold();
    sheet.set_name(name)?;
    for (column, (name, width)) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, name, &head)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok((book, sheet))
}

/// The bytes of a workbook of one sheet, which can be filtered by all columns up to the last.
///
/// # Errors
/// When it cannot be put together.
pub(in crate::bitext) fn finish(
    mut book: Workbook,
    mut sheet: Worksheet,
    (last_row, last_column): (u32, u16),
) -> Result<Vec<u8>, XlsxError> {
    sheet.autofilter(0, 0, last_row, last_column)?;
    book.push_worksheet(sheet);
    book.save_to_buffer()
}

/// The format of running text.
pub(in crate::bitext) fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// The format of running text in a language: its direction is that of the language, whatever the first letter is.
pub(in crate::bitext) fn text(lang: Lang) -> Format {
    match lang {
        Lang::Ar => wrapped().set_reading_direction(2).set_align(FormatAlign::Right),
        Lang::En => wrapped().set_reading_direction(1).set_align(FormatAlign::Left),
    }
}

/// As much of a text as surely fits into a cell.
pub(in crate::bitext) fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(CELL / 2).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The error of a workbook that cannot be written, in our words.
pub(in crate::bitext) fn failed(error: &XlsxError) -> Error {
    Error::new(format!("the workbook cannot be written: {error}"))
}
