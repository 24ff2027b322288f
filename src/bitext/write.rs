//! Writes pairs one at a time, so that files of any size need only bounded memory.

use super::{Format, Header, Pair, WriteOptions, csv, jsonl, tmx, tsv, xliff};
use crate::Error;
use std::io::{self, Write};

/// Writes a sequence of pairs in one format.
pub trait PairWriter {
    /// Writes one pair, or leaves it out if the format cannot represent it (text without a
    /// counterpart in TMX).
    ///
    /// # Errors
    /// When writing fails, or if the text contains something that the format cannot represent; the
    /// latter is an [`io::Error`] with an [`Error`] inside.
    fn pair(&mut self, pair: &Pair) -> io::Result<()>;

    /// Writes the end of the file, without which it is not complete.
    ///
    /// # Errors
    /// When writing fails.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Begins a file of pairs.
///
/// # Errors
/// When writing fails, or if the format is not written pair by pair into one file.
pub fn pair_writer<'a>(
    format: Format,
    header: &Header,
    options: &WriteOptions,
    out: &'a mut dyn Write,
) -> io::Result<Box<dyn PairWriter + 'a>> {
    Ok(match format {
        Format::Tmx => Box::new(tmx::Writer::begin(header, options, out)?),
        Format::Xliff => Box::new(xliff::Writer::begin(header, options, out)?),
        Format::Xliff2 => Box::new(xliff::Writer2::begin(header, options, out)?),
        Format::Tsv => Box::new(tsv::Writer::begin(header, options, out)),
        Format::Csv => Box::new(csv::Writer::begin(header, options, out)?),
        Format::Jsonl => Box::new(jsonl::Writer::begin(header, out)),
        Format::PlainJsonl => Box::new(jsonl::PlainWriter::begin(out)),
        #[cfg(feature = "xlsx")]
        Format::Xlsx => Box::new(super::xlsx::Writer::begin(header, options, out)?),
        #[cfg(not(feature = "xlsx"))]
        Format::Xlsx => {
            return Err(io::Error::other(
                Error::new("this mizan was built without the feature xlsx").advise("write csv instead"),
            ));
        }
        Format::Json
        | Format::Index
        | Format::Hunalign
        | Format::Moses
        | Format::Po
        | Format::Qt
        | Format::Catalogue
        | Format::Txml
        | Format::Tbx
        | Format::Docx
        | Format::Ods
        | Format::Markdown
        | Format::Html => {
            return Err(io::Error::other(
                Error::new(format!("{format} is not written pair by pair into one file"))
                    .advise("choose another format"),
            ));
        }
    })
}

/// Writes the two files of a Moses corpus: one segment per line, in which the same line of both is a pair.
pub struct MosesWriter<'a> {
    /// The Arabic file.
    pub ar: &'a mut dyn Write,
    /// The English file.
    pub en: &'a mut dyn Write,
}

impl PairWriter for MosesWriter<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let (ar, en) = (super::flat::line(&pair.texts.ar), super::flat::line(&pair.texts.en));
        for (text, out) in [(ar, &mut self.ar), (en, &mut self.en)] {
            out.write_all(text.as_bytes())?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}
