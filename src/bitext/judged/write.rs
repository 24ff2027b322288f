//! Writes the workbook of findings.

use super::{COLUMNS, FIXED, MARK, RIGHT};
use crate::{
    Error, Result,
    bitext::{
        Pair,
        xlsx::sheet::{self, ROWS, cut, failed, wrapped},
        xml,
    },
    check::{
        Finding,
        accepted::{Identity, pair_mark},
    },
    text::{Lang, Sides},
};
use jiff::Timestamp;
use rust_xlsxwriter::{Color, DataValidation, Format, Workbook, Worksheet, XlsxError};

/// Widths of the columns, in characters.
const WIDTHS: [u32; COLUMNS.len()] = [18, 9, 14, 50, 50, 18, 18, 50, 7, 12, 40, 18];

/// The workbook while it is being written.
pub struct FindingsBook {
    book: Workbook,
    sheet: Worksheet,
    plain: Format,
    text: Sides<Format>,
    mark: Format,
    row: u32,
}

impl FindingsBook {
    /// An empty workbook, made at the given time.
    ///
    /// # Errors
    /// When the time is not one of Excel's.
    pub fn new(date: Timestamp) -> Result<Self> {
        let begun = sheet::begin(date, "findings", COLUMNS.into_iter().zip(WIDTHS));
        let (book, sheet) = begun.map_err(|error| failed(&error))?;
        let mark = wrapped().set_font_color(Color::RGB(0x80_80_80));
        Ok(FindingsBook { book, sheet, plain: wrapped(), text: Sides::of(sheet::text), mark, row: 0 })
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
        let of = Identity::of(finding, &pair.texts.ar, &pair.texts.en);
        let mark = format!("{:016x}", pair_mark(&pair.texts.ar, &pair.texts.en));
        let cells: [(&str, &Format); COLUMNS.len()] = [
            (place, &self.plain),
            (finding.severity.as_str(), &self.plain),
            (finding.code.as_str(), &self.plain),
            (&pair.texts.ar, &self.text.ar),
            (&pair.texts.en, &self.text.en),
            (of.said(Lang::Ar), &self.text.ar),
            (of.said(Lang::En), &self.text.en),
            (&finding.message, &self.text.en),
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
        let last = self.row.max(1);
        let column = |name| (0..).zip(COLUMNS).find(|(_, one)| *one == name).map_or(0, |(at, _)| at);
        let ticks = |sheet: &mut Worksheet| -> Result<(), XlsxError> {
            let tick = DataValidation::new().allow_list_strings(&["x"])?;
            sheet.add_data_validation(1, column(FIXED), last, column(RIGHT), &tick)?;
            Ok(())
        };
        let made =
            ticks(&mut self.sheet).and_then(|()| sheet::finish(self.book, self.sheet, (last, column(MARK))));
        made.map_err(|error| failed(&error))
    }
}
