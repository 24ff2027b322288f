//! Comma-separated values with a header, quoted as RFC 4180 says; the texts stand in it as they are, line ends
//! included.
//!
//! The file begins with a byte-order mark: without it Excel shows Arabic as gibberish.

use super::{Pair, PairWriter, WriteOptions, facts, tsv::safe_cell};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// The names of the columns.
const COLUMNS: [&str; 8] = ["id", "ar", "en", "confidence", "type", "review", "findings", "notes"];

pub(super) struct Writer<'a> {
    out: csv::Writer<&'a mut dyn Write>,
    safe_cells: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(options: &WriteOptions, out: &'a mut dyn Write) -> io::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        out.write_record(COLUMNS)?;
        Ok(Writer { out, safe_cells: options.safe_cells })
    }
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let cell = |text| if self.safe_cells { safe_cell(text) } else { Cow::Borrowed(text) };
        let confidence = pair.details.confidence.map(|share| format!("{share:.4}")).unwrap_or_default();
        let codes: Vec<&str> = pair.details.findings.iter().map(|found| found.code.as_str()).collect();
        self.out.write_record([
            cell(pair.id.as_deref().unwrap_or_default()).as_bytes(),
            cell(&pair.ar).as_bytes(),
            cell(&pair.en).as_bytes(),
            confidence.as_bytes(),
            pair.kind().unwrap_or_default().as_bytes(),
            facts::review(pair.details.confirmed, pair.details.flagged).as_bytes(),
            codes.join(" ").as_bytes(),
            cell(&pair.details.notes.join("\n")).as_bytes(),
        ])?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
