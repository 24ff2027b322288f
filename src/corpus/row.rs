//! One pair as people who train models want it, and the files such pairs stand in.
//!
//! JSON Lines have a `translation` object, which the usual loaders take; every member has the same plain type in
//! every row, because loaders guess a column's type from the first ones. Tables are Arabic, English, confidence,
//! bead type, id. Moses is two files with a line a pair, and a third with the ids.

use super::packing::{Packer, Packing};
use crate::{
    Error, Result,
    bitext::{Bitext, Whole, bead_id, rows, rows::SCHEMA},
    check::{Finding, Severity},
    text::{Lang, Span},
};
use serde::Serialize;
use std::{
    borrow::Cow,
    fmt,
    fmt::Write as _,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    str::FromStr,
};

/// Both texts of a pair, under the codes of their languages.
#[derive(Debug, Clone, Serialize)]
pub struct Translation<'a> {
    /// The Arabic text.
    pub ar: Cow<'a, str>,
    /// The English text.
    pub en: Cow<'a, str>,
}

/// A bead as a row of a training corpus.
#[derive(Debug, Clone, Serialize)]
pub struct BeadRow<'a> {
    schema: &'static str,
    /// The document and the bead in it, `news/7#b12`; unique in the corpus.
    pub id: String,
    /// The document.
    pub doc: &'a str,
    /// The texts.
    pub translation: Translation<'a>,
    ar_start: usize,
    ar_end: usize,
    en_start: usize,
    en_end: usize,
    /// The bead type, `2-1`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Probability that exactly these segments form a bead, six decimals.
    pub confidence: f64,
    source: Lang,
    /// `severity:code` of every finding, separated by blanks.
    pub findings: String,
}

impl BeadRow<'_> {
    /// Where one side stands in its document.
    pub fn span(&self, lang: Lang) -> Span {
        match lang {
            Lang::Ar => Span::new(self.ar_start, self.ar_end),
            Lang::En => Span::new(self.en_start, self.en_end),
        }
    }
}

/// The beads of an aligned document as rows.
pub fn rows_of<'a>(doc: &'a str, bitext: &'a Bitext, two_sided: bool) -> impl Iterator<Item = BeadRow<'a>> {
    let wanted = move |n: &usize| !(two_sided && bitext.alignment.beads[*n].is_one_sided());
    (0..bitext.alignment.beads.len()).filter(wanted).map(move |n| {
        let bead = &bitext.alignment.beads[n];
        let span = |lang| bitext.span(lang, bead).unwrap_or_default();
        let (ar, en) = (span(Lang::Ar), span(Lang::En));
        BeadRow {
            schema: SCHEMA,
            id: format!("{doc}#{}", bead_id(n)),
            doc,
            translation: Translation {
                ar: bitext.flat(Lang::Ar, bead).text.into(),
                en: bitext.flat(Lang::En, bead).text.into(),
            },
            ar_start: ar.start,
            ar_end: ar.end,
            en_start: en.start,
            en_end: en.end,
            kind: bead.kind(),
            confidence: (bead.confidence * 1e6).round() / 1e6,
            source: bitext.source,
            findings: codes(bitext.findings_of(n).iter().map(|found| &found.finding)),
        }
    })
}

/// Findings as a row holds them: `error:scale note:order`.
pub fn codes<'a>(findings: impl Iterator<Item = &'a Finding>) -> String {
    let mut out = String::new();
    for finding in findings {
        let severity = match finding.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let blank = if out.is_empty() { "" } else { " " };
        // Writing to a String cannot fail.
        let _ = write!(out, "{blank}{severity}:{}", finding.code);
    }
    out
}

/// How the rows of a corpus are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// One JSON object a line.
    Jsonl,
    /// Arabic, English, confidence, type and id with tabs between them.
    Tsv,
    /// Files `.ar`, `.en` and `.ids` with a line a pair.
    Moses,
}

/// A layout and how it is packed: `jsonl.zst`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// How rows are written.
    pub layout: Layout,
    /// How the files are packed.
    pub packing: Packing,
}

impl FromStr for Shape {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let (packing, rest) = Packing::of_path(Path::new(name));
        let layout = match rest.to_str() {
            Some("jsonl") => Layout::Jsonl,
            Some("tsv") => Layout::Tsv,
            Some("moses") => Layout::Moses,
            _ => {
                return Err(Error::new(format!("no corpus format is called `{name}`"))
                    .advise("use jsonl, tsv or moses, with .zst or .gz behind it to compress"));
            }
        };
        Ok(Shape { layout, packing })
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let layout = match self.layout {
            Layout::Jsonl => "jsonl",
            Layout::Tsv => "tsv",
            Layout::Moses => "moses",
        };
        write!(f, "{layout}{}", self.packing.suffix())
    }
}

/// The files of one corpus: one path, or three for Moses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// How its rows are written.
    pub shape: Shape,
    /// The files: rows, or Arabic, English and ids.
    pub paths: Vec<PathBuf>,
}

impl Target {
    /// The files for a corpus called `stem`.
    pub fn new(stem: &Path, shape: Shape) -> Self {
        let with = |extension: &str| {
            let mut path = stem.as_os_str().to_owned();
            path.push(extension);
            path.push(shape.packing.suffix());
            PathBuf::from(path)
        };
        let paths = match shape.layout {
            Layout::Jsonl => vec![with(".jsonl")],
            Layout::Tsv => vec![with(".tsv")],
            Layout::Moses => vec![with(".ar"), with(".en"), with(".ids")],
        };
        Target { shape, paths }
    }

    /// The corpus that a user names by one path: `x.jsonl.zst`, `x.tsv`; `x.ar` or `x.en` stands for Moses files.
    ///
    /// # Errors
    /// When the extension is none of these.
    pub fn of_path(path: &Path) -> Result<Self> {
        let (packing, rest) = Packing::of_path(path);
        let layout = match rest.extension().and_then(|extension| extension.to_str()) {
            Some("jsonl" | "ndjson") => Layout::Jsonl,
            Some("tsv") => Layout::Tsv,
            Some("ar" | "en") => Layout::Moses,
            _ => {
                return Err(Error::new("the name does not say a corpus format")
                    .at(path.display())
                    .advise("use .jsonl, .tsv or .ar (Moses), with .zst or .gz behind it to compress"));
            }
        };
        let shape = Shape { layout, packing };
        Ok(match layout {
            Layout::Moses => Target::new(&rest.with_extension(""), shape),
            Layout::Jsonl | Layout::Tsv => Target { shape, paths: vec![path.to_owned()] },
        })
    }

    /// Begins to write all files; nobody sees them before [`Sink::commit`].
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn create(&self) -> Result<Sink> {
        let open = |path: &PathBuf| -> Result<Out> {
            let whole = Whole::begin(path).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => Error::new("the folder to write into does not exist")
                    .at(path.display())
                    .advise("make it first, or check the spelling of the path"),
                _ => Error::io(path, &error),
            })?;
            let buffered = BufWriter::with_capacity(1 << 16, whole);
            Packer::new(self.shape.packing, buffered).map_err(|error| Error::io(path, &error))
        };
        let outs = self.paths.iter().map(|path| Ok((path.clone(), open(path)?))).collect::<Result<_>>()?;
        Ok(Sink { outs })
    }
}

type Out = Packer<BufWriter<Whole>>;

/// The files of a corpus while they are written. Dropped without [`Sink::commit`], they never were.
pub struct Sink {
    outs: Vec<(PathBuf, Out)>,
}

impl Sink {
    /// Writes one row.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&mut self, row: Written<'_>) -> Result<()> {
        for ((path, out), bytes) in self.outs.iter_mut().zip(row) {
            out.write_all(bytes).map_err(|error| Error::io(path, &error))?;
        }
        Ok(())
    }

    /// Puts the files in place.
    ///
    /// # Errors
    /// When a file cannot be written to its end.
    pub fn commit(self) -> Result<()> {
        for (path, out) in self.outs {
            out.finish()
                .and_then(|out| out.into_inner().map_err(io::IntoInnerError::into_error))
                .and_then(Whole::commit)
                .map_err(|error| Error::io(&path, &error))?;
        }
        Ok(())
    }
}

/// What one row adds to the files of its corpus, as many as [`Target::paths`].
pub type Written<'a> = [&'a [u8]; 3];

/// Rows as bytes of the files they will stand in, made by many threads and written by one.
#[derive(Debug, Default)]
pub struct Block {
    files: [Vec<u8>; 3],
    ends: Vec<[usize; 3]>,
}

/// The parts of a row that every layout holds.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// Where it is from.
    pub id: &'a str,
    /// The Arabic text, on one line.
    pub ar: &'a str,
    /// The English text, on one line.
    pub en: &'a str,
    /// Confidence, where it is known.
    pub confidence: Option<f64>,
    /// Bead type, where it is known.
    pub kind: Option<&'a str>,
}

impl Block {
    /// Adds a row as JSON.
    pub fn json(&mut self, row: &impl Serialize) {
        // Writing to memory cannot fail.
        let _ = rows::write_line(row, &mut self.files[0]);
        self.files[0].push(b'\n');
        self.end();
    }

    /// Adds a row that is already a line of its layout.
    pub fn line(&mut self, line: &[u8]) {
        self.files[0].extend_from_slice(line);
        self.files[0].push(b'\n');
        self.end();
    }

    /// Adds a row to a table.
    pub fn tsv(&mut self, row: Columns<'_>) {
        let out = &mut self.files[0];
        let confidence = row.confidence.map(|confidence| format!("{confidence:.4}")).unwrap_or_default();
        let cells = [row.ar, row.en, &confidence, row.kind.unwrap_or_default(), row.id];
        for (n, cell) in cells.into_iter().enumerate() {
            if n > 0 {
                out.push(b'\t');
            }
            out.extend_from_slice(cell.as_bytes());
        }
        out.push(b'\n');
        self.end();
    }

    /// Adds a row to the three files of Moses.
    pub fn moses(&mut self, row: Columns<'_>) {
        for (out, text) in self.files.iter_mut().zip([row.ar, row.en, row.id]) {
            out.extend_from_slice(text.as_bytes());
            out.push(b'\n');
        }
        self.end();
    }

    /// Adds a bead in the layout.
    pub fn bead(&mut self, layout: Layout, row: &BeadRow<'_>) {
        let columns = || Columns {
            id: &row.id,
            ar: &row.translation.ar,
            en: &row.translation.en,
            confidence: Some(row.confidence),
            kind: Some(&row.kind),
        };
        match layout {
            Layout::Jsonl => self.json(row),
            Layout::Tsv => self.tsv(columns()),
            Layout::Moses => self.moses(columns()),
        }
    }

    fn end(&mut self) {
        self.ends.push([0, 1, 2].map(|n| self.files[n].len()));
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True without a row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of one row, in order of the files.
    pub fn row(&self, n: usize) -> Written<'_> {
        let start = n.checked_sub(1).map_or([0; 3], |before| self.ends[before]);
        [0, 1, 2].map(|file| &self.files[file][start[file]..self.ends[n][file]])
    }

    /// The bytes of all rows, in order of the files.
    pub fn all(&self) -> Written<'_> {
        [0, 1, 2].map(|file| self.files[file].as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_a_layout_with_a_packing() {
        for name in ["jsonl", "tsv.gz", "moses.zst"] {
            assert_eq!(name.parse::<Shape>().unwrap().to_string(), name);
        }
        assert!("jsonl.bz2".parse::<Shape>().is_err());
    }

    #[test]
    fn one_side_of_a_moses_corpus_names_all_its_files() {
        let target = Target::of_path(Path::new("a/news.2024.en.gz")).unwrap();
        let names = ["a/news.2024.ar.gz", "a/news.2024.en.gz", "a/news.2024.ids.gz"];
        assert_eq!(target.paths, names.map(PathBuf::from));
        assert!(Target::of_path(Path::new("x.parquet")).is_err());
    }

    #[test]
    fn files_appear_when_they_are_committed_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::of_path(&folder.path().join("x.ar")).unwrap();
        let mut block = Block::default();
        for (ar, en) in [("نعم", "yes"), ("لا", "no")] {
            block.moses(Columns { id: "d#b1", ar, en, confidence: None, kind: None });
        }
        let mut sink = target.create().unwrap();
        sink.write(block.row(1)).unwrap();
        assert!(!target.paths[0].exists());
        drop(sink);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let mut sink = target.create().unwrap();
        sink.write(block.row(1)).unwrap();
        sink.commit().unwrap();
        let texts = target.paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(texts.collect::<Vec<_>>(), ["لا\n", "no\n", "d#b1\n"]);
    }
}
