//! Exporting a review as a file: rows in every format, open findings as a table or as a page.

use super::{
    export, findings,
    state::{ReviewRow, State},
};
use crate::{
    Error, Result,
    bitext::{Format, Select, WriteOptions},
    check::Severity,
};
use jiff::Timestamp;

/// A kind of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    /// The rows, in a format.
    Rows(Format),
    /// The open findings, as a table.
    FindingsTable,
    /// The open findings, as a page.
    FindingsPage,
}

impl ExportKind {
    /// Every kind that fits into one file.
    pub fn all() -> impl Iterator<Item = ExportKind> {
        let built_in = |format: Format| format != Format::Xlsx || cfg!(feature = "xlsx");
        let one_file =
            move |format: &Format| format.can_be_written() && *format != Format::Moses && built_in(*format);
        let rows = Format::ALL.into_iter().filter(one_file).map(ExportKind::Rows);
        rows.chain([ExportKind::FindingsTable, ExportKind::FindingsPage])
    }

    /// The kind with a name.
    pub fn named(name: &str) -> Option<ExportKind> {
        ExportKind::all().find(|kind| kind.name() == name)
    }

    /// The name used by the page.
    pub fn name(self) -> &'static str {
        match self {
            ExportKind::Rows(format) => format.name(),
            ExportKind::FindingsTable => "findings-tsv",
            ExportKind::FindingsPage => "findings-html",
        }
    }

    /// The file extension of this kind.
    pub fn extension(self) -> &'static str {
        match self {
            ExportKind::Rows(Format::Xliff2) => "xliff",
            ExportKind::Rows(Format::PlainJsonl) => "jsonl",
            ExportKind::Rows(format) => format.name(),
            ExportKind::FindingsTable => "findings.tsv",
            ExportKind::FindingsPage => "findings.html",
        }
    }

    /// Number of rows, or findings, that are exported.
    pub fn count(self, state: &State, choice: &export::Choice) -> usize {
        let rows = state.rows.iter().filter(|row| choice.takes(state, row));
        match self {
            // Formats of pairs omit text without a counterpart, but displaced text forms pairs.
            ExportKind::Rows(format) if format.holds_pairs_only() && !state.crossings.is_empty() => {
                let bitext = export::bitext(state, choice);
                bitext.pairs().filter(|pair| !pair.is_one_sided()).count()
            }
            ExportKind::Rows(format) => {
                let one_sided = !format.holds_pairs_only();
                rows.filter(|row| one_sided || !row.is_one_sided()).count()
            }
            _ => rows
                .flat_map(|row| state.open_findings(row))
                .filter(|finding| finding.severity > Severity::Note)
                .count(),
        }
    }

    /// Number of exported rows with an open error, and number of rows that are not exported.
    pub fn remarks(self, state: &State, choice: &export::Choice) -> (usize, usize) {
        let rows: Vec<_> = state.rows.iter().filter(|row| choice.takes(state, row)).collect();
        let is_wrong =
            |row: &&&ReviewRow| state.open_findings(row).any(|one| one.severity == Severity::Error);
        (rows.iter().filter(is_wrong).count(), state.rows.len() - rows.len())
    }

    /// The content of the file, for a review with the given title.
    ///
    /// # Errors
    /// When the format cannot represent the text.
    pub fn bytes(
        self,
        state: &State,
        choice: &export::Choice,
        title: &str,
        date: Timestamp,
    ) -> Result<Vec<u8>> {
        let bitext = export::bitext(state, choice);
        let mut bytes = Vec::new();
        let options = WriteOptions { safe_cells: true, adequacy: false, select: Select::default(), date };
        let written = match self {
            ExportKind::Rows(format) => bitext.write(format, &options, &mut bytes),
            ExportKind::FindingsTable => findings::table(&bitext, &mut bytes),
            ExportKind::FindingsPage => findings::page(&bitext, title, date, &mut bytes),
        };
        written.map_err(|error| Error::new(error.to_string()))?;
        Ok(bytes)
    }
}
