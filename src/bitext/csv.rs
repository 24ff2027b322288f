//! Comma-separated values with a header, quoted as in RFC 4180; the texts are unchanged, including line ends.
//!
//! The file begins with a byte-order mark: without it Excel displays Arabic incorrectly.

use super::{Header, Pair, PairWriter, WriteOptions, facts, tsv::safe_cell};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// The names of the columns.
const COLUMNS: [&str; 8] = ["id", "ar", "en", "confidence", "type", "review", "findings", "notes"];
/// The names of the columns that are written if requested.
const JUDGED: [&str; 2] = ["adequacy", "score"];

pub(super) struct Writer<'a> {
    out: csv::Writer<&'a mut dyn Write>,
    safe_cells: bool,
    adequacy: bool,
    score: String,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(header: &Header, options: &WriteOptions, out: &'a mut dyn Write) -> io::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        out.write_record(
            COLUMNS.into_iter().chain(options.adequacy.then_some(JUDGED).into_iter().flatten()),
        )?;
        Ok(Writer {
            out,
            safe_cells: options.safe_cells,
            adequacy: options.adequacy,
            score: share(header.score),
        })
    }
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let cell = |text| if self.safe_cells { safe_cell(text) } else { Cow::Borrowed(text) };
        let codes: Vec<&str> = pair.details.findings.iter().map(|found| found.code.as_str()).collect();
        let notes = pair.details.notes.join("\n");
        let cells: [Cow<'_, str>; 8] = [
            cell(pair.id.as_deref().unwrap_or_default()),
            cell(&pair.texts.ar),
            cell(&pair.texts.en),
            share(pair.details.confidence).into(),
            pair.kind().unwrap_or_default().into(),
            facts::review(pair.details.confirmed, pair.details.flagged).into(),
            codes.join(" ").into(),
            cell(&notes),
        ];
        let judged = [share(pair.details.adequacy).into(), Cow::Borrowed(self.score.as_str())];
        let more = self.adequacy.then_some(&judged);
        self.out.write_record(cells.iter().chain(more.into_iter().flatten()).map(|cell| cell.as_bytes()))?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// A share as a cell, empty if it is unknown.
fn share(share: Option<f64>) -> String {
    share.map(|share| format!("{share:.4}")).unwrap_or_default()
}
