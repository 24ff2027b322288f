//! Readers of pair formats, one file per format. They take any input, hold one unit in memory at a
//! time and name the rows that they cannot read.

mod csv;
mod docx;
mod exchanged;
mod inline;
mod jsonl;
mod lines;
mod members;
mod objects;
mod peeked;
mod po;
mod qt;
mod seen;
mod table;
mod tables;
mod tbx;
mod tmx;
mod txml;
mod units;
mod workbook;
mod xliff;

pub use self::{lines::BARS, members::read_members};

use super::{
    Bitext, Format, catalogue,
    pairs::{Header, Pair, PairOptions, Pairs, Source},
};
use crate::{Error, Result};
use std::{io::BufRead, path::Path};

/// Reads the pairs of a file that is open as `input`; `name` is used in messages.
///
/// # Errors
/// When pairs cannot be read from this format, or if a JSON file is not ours.
pub fn read_pairs<'a>(
    name: &str,
    format: Format,
    mut input: Box<dyn BufRead + 'a>,
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    match format {
        Format::Tmx => tmx::open(name, input, options),
        Format::Xliff | Format::Xliff2 => xliff::open(name, input, options),
        Format::Tsv => lines::tsv(name, input, options),
        Format::Jsonl | Format::PlainJsonl => objects::open(name, input, options),
        Format::Csv => csv::open(name, input, options),
        Format::Po => po::open(name, input, options),
        Format::Xlsx | Format::Ods => workbook::open(name, input, options),
        Format::Docx => docx::open(name, input, options),
        Format::Html | Format::Markdown => tables::of_page(name, input, options),
        Format::Qt => qt::open(name, input, options),
        Format::Catalogue => catalogue::open(name, input, options),
        Format::Txml => txml::open(name, input, options),
        Format::Tbx => tbx::open(name, input, options),
        Format::Json => {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes).map_err(|error| Error::io(Path::new(name), &error))?;
            Ok(Pairs::new(OfBitext::new(Bitext::from_json(name, &bytes)?)))
        }
        Format::Moses => {
            Err(Error::new("a Moses corpus is two files").at(name).advise("name the Arabic one"))
        }
        Format::Index | Format::Hunalign => Err(Error::new(format!("pairs cannot be read from {format}"))
            .at(name)
            .advise("give a tmx, xliff, json, jsonl, tsv, csv, xlsx, ods, docx, po, ts, txml or tbx file")),
    }
}

/// Reads a Moses corpus: two files with one segment per line, in which the same line of both is a pair.
///
/// # Errors
/// When the encoding that the user named is unknown.
pub fn read_moses<'a>(
    ar: (&str, Box<dyn BufRead + 'a>),
    en: (&str, Box<dyn BufRead + 'a>),
    options: &PairOptions,
) -> Result<Pairs<'a>> {
    lines::moses(ar, en, options)
}

/// The beads of an alignment as pairs.
struct OfBitext {
    bitext: Bitext,
    header: Header,
    next: usize,
}

impl OfBitext {
    fn new(bitext: Bitext) -> Self {
        OfBitext { header: bitext.header(), bitext, next: 0 }
    }
}

impl Source for OfBitext {
    fn next(&mut self) -> Option<Result<Pair>> {
        let index = self.next;
        self.next += 1;
        (index < self.bitext.alignment.beads.len()).then(|| Ok(self.bitext.pair(index)))
    }

    fn header(&self) -> &Header {
        &self.header
    }
}
