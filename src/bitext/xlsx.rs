//! Excel workbooks: one pair per row, the Arabic column from right to left, the header fixed and filterable.

use super::{Header, Pair, PairWriter, WriteOptions, facts};
use crate::{Error, check::Severity, text::Lang};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use std::{
    io::{self, Write},
    rc::Rc,
};

/// The largest number of rows in Excel.
pub(super) const ROWS: u32 = 1_048_576;

/// The largest number of UTF-16 units in an Excel cell.
pub(super) const CELL: usize = 32_767;

pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    book: Workbook,
    sheet: Worksheet,
    order: [Lang; 2],
    formats: Rc<Formats>,
    row: u32,
}

struct Formats {
    ar: Format,
    en: Format,
    plain: Format,
    flagged: Format,
    note: Format,
}

impl Formats {
    fn text(&self, lang: Lang) -> &Format {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn begin(header: &Header, options: &WriteOptions, out: &'a mut dyn Write) -> io::Result<Self> {
        let mut book = Workbook::new();
        let seconds = options.date.as_second();
        let made = ExcelDateTime::from_timestamp(seconds).map_err(|error| failed(&error))?;
        book.set_properties(&DocProperties::new().set_author("mizan").set_creation_datetime(&made));
        let mut sheet = Worksheet::new();
        let head = Format::new().set_bold();
        let order = [header.source, header.source.other()];
        let names =
            ["id", order[0].name(), order[1].name(), "confidence", "type", "review", "findings", "notes"];
        let widths = [8, 60, 60, 11, 7, 11, 60, 30];
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let formats = Rc::new(Formats {
            // 2 is right to left, 1 left to right, whatever the first letter is.
            ar: text.clone().set_reading_direction(2).set_align(FormatAlign::Right),
            en: text.clone().set_reading_direction(1).set_align(FormatAlign::Left),
            plain: Format::new().set_align(FormatAlign::Top),
            note: text.clone(),
            flagged: text.set_font_color(Color::RGB(0x9C_2A_00)),
        });
        let fill = |sheet: &mut Worksheet| -> Result<(), XlsxError> {
            sheet.set_name("pairs")?;
            for (column, (name, width)) in (0..).zip(names.iter().zip(widths)) {
                sheet.write_string_with_format(0, column, *name, &head)?;
                sheet.set_column_width(column, width)?;
            }
            sheet.set_freeze_panes(1, 0)?;
            Ok(())
        };
        fill(&mut sheet).map_err(|error| failed(&error))?;
        Ok(Writer { out, book, sheet, order, formats, row: 0 })
    }

    fn put(&mut self, column: u16, text: &str, format: &Format) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        // Written as a string, never as a formula, whatever it begins with.
        self.sheet
            .write_string_with_format(self.row, column, text, format)
            .map(drop)
            .map_err(|error| failed(&error))
    }
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        self.row += 1;
        if self.row >= ROWS {
            return Err(io::Error::other(
                Error::new("an Excel sheet has room for 1,048,575 pairs")
                    .advise("write csv, or select fewer with --min-confidence or --dedup"),
            ));
        }
        let pair = &*super::xml::holdable(pair);
        if let Some(lang) = self.order.into_iter().find(|lang| pair.text(*lang).encode_utf16().count() > CELL)
        {
            return Err(io::Error::other(
                Error::new(format!(
                    "the {} text of row {} is longer than an Excel cell ({CELL})",
                    lang.name(),
                    pair.row
                ))
                .advise("write csv instead"),
            ));
        }
        let formats = Rc::clone(&self.formats);
        self.cells(pair, &formats)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let end = |writer: &mut Self| -> Result<Vec<u8>, XlsxError> {
            writer.sheet.autofilter(0, 0, writer.row, 7)?;
            let sheet = std::mem::take(&mut writer.sheet);
            writer.book.push_worksheet(sheet);
            writer.book.save_to_buffer()
        };
        let bytes = end(&mut self).map_err(|error| failed(&error))?;
        self.out.write_all(&bytes)
    }
}

impl Writer<'_> {
    fn cells(&mut self, pair: &Pair, formats: &Formats) -> io::Result<()> {
        self.put(0, pair.id.as_deref().unwrap_or_default(), &formats.plain)?;
        for (column, lang) in (1..).zip(self.order) {
            self.put(column, pair.text(lang), formats.text(lang))?;
        }
        if let Some(confidence) = pair.details.confidence {
            let rounded = (confidence * 1e4).round() / 1e4;
            self.sheet
                .write_number_with_format(self.row, 3, rounded, &formats.plain)
                .map_err(|error| failed(&error))?;
        }
        self.put(4, &pair.kind().unwrap_or_default(), &formats.plain)?;
        self.put(5, facts::review(pair.details.confirmed, pair.details.flagged), &formats.plain)?;
        let serious = pair.details.findings.iter().filter(|found| found.severity > Severity::Note);
        let messages: Vec<&str> = serious.map(|found| found.message.as_str()).collect();
        self.lines(6, &messages, &formats.flagged)?;
        let notes: Vec<&str> = pair.details.notes.iter().map(String::as_str).collect();
        self.lines(7, &notes, &formats.note)
    }

    /// Several remarks in one cell, as many as fit.
    fn lines(&mut self, column: u16, lines: &[&str], format: &Format) -> io::Result<()> {
        let mut text = lines.join("\n");
        let cut = text.char_indices().nth(CELL / 2).map_or(text.len(), |(at, _)| at);
        text.truncate(cut);
        self.put(column, &super::xml::shown(&text), format)
    }
}

fn failed(error: &XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => io::Error::new(error.kind(), error.to_string()),
        other => io::Error::other(Error::new(format!("the workbook cannot be written: {other}"))),
    }
}
