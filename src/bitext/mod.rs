//! Two documents, their alignment and its findings: the value [`Bitext`], and the formats in which
//! it is written and read.
//!
//! Each format has a file. Writers only read the Bitext and write to any `Write`; [`save()`]
//! replaces a file completely or not at all.

mod annotate;
pub mod catalogue;
mod checked;
mod codes;
pub(crate) mod columns;
mod csv;
mod facts;
mod flat;
mod format;
mod html;
mod ids;
mod json;
mod jsonl;
pub mod judged;
mod origin;
mod ours;
mod pairs;
mod plural;
mod read;
#[cfg(test)]
mod round_trip;
pub mod rows;
mod save;
mod segment_numbers;
mod select;
mod stats;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod texts;
mod tmx;
mod tsv;
mod value;
mod whole;
mod write;
mod xliff;
#[cfg(feature = "xlsx")]
mod xlsx;
mod xml;

pub use annotate::{UnitNotes, annotate};
pub use checked::{CHUNK, Stretch, WINDOW, check_pairs};
pub use codes::InlineCode;
pub use columns::ColumnChoice;
pub use flat::Flat;
pub use format::Format;
pub use origin::{BeadReview, Origin};
pub use ours::is_ours;
pub use pairs::{Details, Header, Pair, PairOptions, Pairs, SideHeader};
pub use read::{BARS, read_members, read_moses, read_pairs};
pub use save::{Whole, save, sync_folder, tell_before_commit};
pub(crate) use save::{clear_left_over, is_left_over};
pub use select::{Exclusion, PairFilter, Select};
pub use stats::Stats;
pub use texts::TextOptions;
pub use tsv::is_quoted as is_quoted_table;
pub use value::{BeadFinding, Bitext, bead_id};
pub use write::{MosesWriter, PairWriter, pair_writer};

use crate::{Result, document::Document};
use jiff::Timestamp;
use std::io::{self, Write};

/// Options of the writers.
#[derive(Debug, Clone, Copy)]
pub struct WriteOptions {
    /// TSV and CSV: put an apostrophe before cells that a spreadsheet would execute as a formula.
    pub safe_cells: bool,
    /// TSV and CSV: add columns for the adequacy of each pair and the score of the documents.
    pub adequacy: bool,
    /// Which pairs are written. JSON and the formats of segment numbers, which record a whole
    /// alignment, contain all of them.
    pub select: Select,
    /// The date of creation that is written to the file.
    pub date: Timestamp,
}

impl Bitext {
    /// Makes a bitext from pairs: every pair is a bead of one segment per side, every text a line
    /// of its document.
    pub fn from_pairs(name: &str, header: &Header, pairs: impl IntoIterator<Item = Pair>) -> Self {
        whole::of_pairs(name, header, pairs)
    }

    /// Writes the whole bitext in one of the formats.
    ///
    /// # Errors
    /// When `out` fails, or if the text contains something that the format cannot represent; the
    /// latter is an [`io::Error`] with an [`Error`](crate::Error) inside.
    pub fn write(&self, format: Format, options: &WriteOptions, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Json => return json::write(self, out),
            Format::Index => return segment_numbers::write_index(self, out),
            Format::Hunalign => return segment_numbers::write_ladder(self, out),
            Format::Html => return html::write(self, options, out),
            _ => {}
        }
        let mut filter = PairFilter::new(options.select);
        let mut writer = pair_writer(format, &self.header(), options, out)?;
        let pairs_only = format.holds_pairs_only();
        self.pairs()
            .filter(|pair| filter.admits(pair, pairs_only))
            .try_for_each(|pair| writer.pair(&pair))?;
        writer.finish()
    }

    /// Writes the two files of a Moses corpus.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_moses(
        &self,
        options: &WriteOptions,
        ar: &mut dyn Write,
        en: &mut dyn Write,
    ) -> io::Result<()> {
        let mut filter = PairFilter::new(options.select);
        let mut writer = MosesWriter { ar, en };
        self.pairs().filter(|pair| filter.admits(pair, true)).try_for_each(|pair| writer.pair(&pair))
    }

    /// The number of pairs with characters that the format cannot represent; see [`Format::replaces_in`].
    pub fn replaced(&self, format: Format) -> usize {
        let clean = |document: &Document| xml::forbidden(&document.text).is_none();
        if self.documents.iter().all(|(_, document)| clean(document)) {
            return 0;
        }
        self.pairs().filter(|pair| format.replaces_in(pair)).count()
    }

    /// Reads a whole alignment from the JSON that [`Bitext::write`] writes.
    ///
    /// # Errors
    /// When it is not our JSON, has a newer major version, or is inconsistent.
    pub fn from_json(name: &str, bytes: &[u8]) -> Result<Self> {
        json::read(name, bytes)
    }
}

#[cfg(test)]
mod tests;
