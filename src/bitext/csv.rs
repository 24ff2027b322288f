//! Comma-separated values with a header, quoted as in RFC 4180; the texts are unchanged, including line ends.
//!
//! The file begins with a byte-order mark: without it Excel displays Arabic incorrectly.

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
    adequacy: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(options: &WriteOptions, out: &'a mut dyn Write) -> io::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        out.write_record(COLUMNS.into_iter().chain(options.adequacy.then_some("adequacy")))?;
        Ok(Writer { out, safe_cells: options.safe_cells, adequacy: options.adequacy })
    }
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let cell = |text| if self.safe_cells { safe_cell(text) } else { Cow::Borrowed(text) };
        let confidence = pair.details.confidence.map(|share| format!("{share:.4}")).unwrap_or_default();
        let codes: Vec<&str> = pair.details.findings.iter().map(|found| found.code.as_str()).collect();
        let notes = pair.details.notes.join("\n");
        let adequacy = pair.details.adequacy.map(|share| format!("{share:.4}")).unwrap_or_default();
        let cells: [Cow<'_, str>; 8] = [
            cell(pair.id.as_deref().unwrap_or_default()),
            cell(&pair.ar),
            cell(&pair.en),
            confidence.into(),
            pair.kind().unwrap_or_default().into(),
            facts::review(pair.details.confirmed, pair.details.flagged).into(),
            codes.join(" ").into(),
            cell(&notes),
        ];
        let more = self.adequacy.then_some(adequacy.into());
        self.out.write_record(cells.iter().chain(&more).map(|cell| cell.as_bytes()))?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
