//! The files that a corpus stands in, and writing all of them or none.

use super::{
    block::Written,
    packing::{Packer, Packing},
    shape::{Layout, Shape},
};
use crate::{Error, Result, bitext::Whole};
use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};
use xxhash_rust::xxh3::Xxh3;

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
            let hashed = Hashed::new(BufWriter::with_capacity(1 << 16, whole));
            Packer::new(self.shape.packing, hashed).map_err(|error| Error::io(path, &error))
        };
        let outs = self.paths.iter().map(|path| Ok((path.clone(), open(path)?))).collect::<Result<_>>()?;
        Ok(Sink { outs })
    }
}

/// Hashed where the bytes are those of the file: behind the packer.
type Out = Packer<Hashed<BufWriter<Whole>>>;

/// A file that is in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The file.
    pub path: PathBuf,
    /// How many bytes it has.
    pub bytes: u64,
    /// XXH3-128 of its bytes.
    pub xxh3: u128,
}

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
    pub fn commit(self) -> Result<Vec<Finished>> {
        let commit = |(path, out): (PathBuf, Out)| {
            let commit = || {
                let Hashed { inner, bytes, hash } = out.finish()?;
                inner.into_inner().map_err(io::IntoInnerError::into_error)?.commit()?;
                Ok((bytes, hash.digest128()))
            };
            let (bytes, xxh3) = commit().map_err(|error| Error::io(&path, &error))?;
            Ok(Finished { path, bytes, xxh3 })
        };
        self.outs.into_iter().map(commit).collect()
    }
}

/// A writer that knows what went through it.
struct Hashed<W> {
    inner: W,
    bytes: u64,
    hash: Xxh3,
}

impl<W> Hashed<W> {
    fn new(inner: W) -> Self {
        Hashed { inner, bytes: 0, hash: Xxh3::new() }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.bytes += written as u64;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::block::{Block, Columns};
    use xxhash_rust::xxh3::xxh3_128;

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
        let finished = sink.commit().unwrap();
        assert_eq!((finished[1].bytes, finished[1].xxh3), (3, xxh3_128(b"no\n")));
        let texts = target.paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(texts.collect::<Vec<_>>(), ["لا\n", "no\n", "d#b1\n"]);
    }
}
