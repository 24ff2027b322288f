//! Writes the workbook of findings.

use super::{COLUMNS, FIXED, MARK, RIGHT};
use crate::{
    Error, Result,
    bitext::{
        Pair,
        xlsx::{CELL, ROWS},
        xml,
    },
    check::{
        Finding,
        accepted::{Identity, pair_mark},
    },
    text::Lang,
};
use jiff::Timestamp;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

/// Widths of the columns, in characters.
const WIDTHS: [f64; COLUMNS.len()] = [18.0, 9.0, 14.0, 50.0, 50.0, 18.0, 18.0, 50.0, 7.0, 12.0, 40.0, 18.0];

/// The workbook while it is being written.
pub struct FindingsBook {
    book: Workbook,
    sheet: Worksheet,
    plain: Format,
    ar: Format,
    en: Format,
    mark: Format,
    row: u32,
}

impl FindingsBook {
    /// An empty workbook, made at the given time.
    ///
    /// # Errors
    /// When the time is not one of Excel's.
    pub fn new(date: Timestamp) -> Result<Self> {
        let begin = || -> Result<Self, XlsxError> {
            let mut book = Workbook::new();
            let made = ExcelDateTime::from_timestamp(date.as_second())?;
            book.set_properties(&DocProperties::new().set_author("mizan").set_creation_datetime(&made));
            let mut sheet = Worksheet::new();
            let head = Format::new().set_bold();
            sheet.set_name("findings")?;
            for (column, (name, width)) in (0..).zip(COLUMNS.into_iter().zip(WIDTHS)) {
                sheet.write_string_with_format(0, column, name, &head)?;
                sheet.set_column_width(column, width)?;
            }
            sheet.set_freeze_panes(1, 0)?;
            let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
            Ok(FindingsBook {
                book,
                sheet,
                // 2 is right to left, 1 left to right, whatever the first letter is.
                ar: plain.clone().set_reading_direction(2).set_align(FormatAlign::Right),
                en: plain.clone().set_reading_direction(1).set_align(FormatAlign::Left),
                mark: plain.clone().set_font_color(Color::RGB(0x80_80_80)),
                plain,
                row: 0,
            })
        };
        begin().map_err(|error| failed(&error))
    }

    /// Adds a finding about a pair; `place` says where the pair comes from.
    ///
    /// # Errors
    /// When the sheet is full.
    pub fn add(&mut self, place: &str, pair: &Pair, finding: &Finding) -> Result<()> {
        if self.row + 1 >= ROWS {
            return Err(Error::new("an Excel sheet has room for 1,048,575 findings")
                .advise("use --format jsonl, or leave kinds out with --without"));
        }
        self.row += 1;
        let of = Identity::of(finding, &pair.ar, &pair.en);
        let mark = format!("{:016x}", pair_mark(&pair.ar, &pair.en));
        let cells: [(&str, &Format); COLUMNS.len()] = [
            (place, &self.plain),
            (finding.severity.as_str(), &self.plain),
            (finding.code.as_str(), &self.plain),
            (&pair.ar, &self.ar),
            (&pair.en, &self.en),
            (of.said(Lang::Ar), &self.ar),
            (of.said(Lang::En), &self.en),
            (&finding.message, &self.en),
            ("", &self.plain),
            ("", &self.plain),
            ("", &self.plain),
            (&mark, &self.mark),
        ];
        for (column, (text, format)) in (0..).zip(cells) {
            // Written as a string, never as a formula, whatever it begins with.
            let written =
                self.sheet.write_string_with_format(self.row, column, cut(&xml::shown(text)), format);
            written.map_err(|error| failed(&error))?;
        }
        Ok(())
    }

    /// The bytes of the workbook.
    ///
    /// # Errors
    /// When it cannot be put together.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        let mut end = || -> Result<Vec<u8>, XlsxError> {
            let last = self.row.max(1);
            let column = |name| (0..).zip(COLUMNS).find(|(_, one)| *one == name).map_or(0, |(at, _)| at);
            let tick = DataValidation::new().allow_list_strings(&["x"])?;
            self.sheet.add_data_validation(1, column(FIXED), last, column(RIGHT), &tick)?;
            self.sheet.autofilter(0, 0, last, column(MARK))?;
            self.book.push_worksheet(std::mem::take(&mut self.sheet));
            self.book.save_to_buffer()
        };
        end().map_err(|error| failed(&error))
    }
}

/// As much of a text as an Excel cell holds.
fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(CELL / 2).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn failed(error: &XlsxError) -> Error {
    Error::new(format!("the workbook cannot be written: {error}"))
}
