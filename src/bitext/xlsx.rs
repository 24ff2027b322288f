//! Excel workbooks: one pair per row, the Arabic column from right to left, the header fixed and filterable.

pub(super) mod sheet;

use super::{Header, Pair, PairWriter, WriteOptions, facts};
use crate::{
    Error,
    check::Severity,
    text::{Lang, Sides},
};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use sheet::{CELL, ROWS, cut, wrapped};
use std::{
    io::{self, Write},
    rc::Rc,
};

pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    book: Workbook,
    sheet: Worksheet,
    order: [Lang; 2],
    formats: Rc<Formats>,
    row: u32,
}

struct Formats {
    text: Sides<Format>,
    plain: Format,
    flagged: Format,
    note: Format,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(header: &Header, options: &WriteOptions, out: &'a mut dyn Write) -> io::Result<Self> {
        let order = [header.source, header.source.other()];
        let names =
            ["id", order[0].name(), order[1].name(), "confidence", "type", "review", "findings", "notes"];
        let widths = [8, 60, 60, 11, 7, 11, 60, 30];
        let begun = sheet::begin(options.date, "pairs", names.into_iter().zip(widths));
        let (book, sheet) = begun.map_err(|error| failed(&error))?;
        let formats = Rc::new(Formats {
            text: Sides::of(sheet::text),
            plain: Format::new().set_align(FormatAlign::Top),
            note: wrapped(),
            flagged: wrapped().set_font_color(Color::RGB(0x9C_2A_00)),
        });
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

    fn finish(self: Box<Self>) -> io::Result<()> {
        let bytes = sheet::finish(self.book, self.sheet, (self.row, 7)).map_err(|error| failed(&error))?;
        self.out.write_all(&bytes)
    }
}

impl Writer<'_> {
    fn cells(&mut self, pair: &Pair, formats: &Formats) -> io::Result<()> {
        self.put(0, pair.id.as_deref().unwrap_or_default(), &formats.plain)?;
        for (column, lang) in (1..).zip(self.order) {
            self.put(column, pair.text(lang), &formats.text[lang])?;
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
        let text = lines.join("\n");
        self.put(column, &super::xml::shown(cut(&text)), format)
    }
}

fn failed(error: &XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => io::Error::new(error.kind(), error.to_string()),
        other => io::Error::other(sheet::failed(other)),
    }
}
