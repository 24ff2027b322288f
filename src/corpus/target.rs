//! The files of a corpus, written all or not at all.

use super::{
    block::RowBytes,
    columnar,
    packing::{Packer, Packing},
    shape::{Layout, Shape},
    shards,
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
    /// The format of the rows.
    pub shape: Shape,
    /// The files: one with all rows, or Arabic, English and ids.
    pub paths: Vec<PathBuf>,
    /// Approximate size in bytes of each file, if rows are divided among files named like
    /// `NAME-00000-of-00012.jsonl`.
    pub shard_size: Option<u64>,
}

impl Target {
    /// The files for a corpus with the given path, to which extensions are added.
    pub fn new(stem: &Path, shape: Shape) -> Self {
        let with = |extension: &str| {
            let mut path = stem.as_os_str().to_owned();
            path.push(extension);
            path.push(shape.packing.suffix());
            PathBuf::from(path)
        };
        let paths = match shape.layout {
            Layout::Jsonl => vec![with(".jsonl")],
            Layout::Parquet => vec![with(".parquet")],
            Layout::Tsv => vec![with(".tsv")],
            Layout::Moses => vec![with(".ar"), with(".en"), with(".ids")],
        };
        Target { shape, paths, shard_size: None }
    }

    /// The corpus that a user names by one path: `x.jsonl.zst`, `x.tsv`, `x.parquet`; `x.ar` or
    /// `x.en` denotes Moses files.
    ///
    /// # Errors
    /// When the extension is none of these.
    pub fn of_path(path: &Path) -> Result<Self> {
        let (packing, rest) = Packing::of_path(path);
        let layout = match rest.extension().and_then(|extension| extension.to_str()) {
            Some("jsonl" | "ndjson") => Layout::Jsonl,
            Some("tsv") => Layout::Tsv,
            Some("ar" | "en") => Layout::Moses,
            _ if columnar::is_columnar(&rest) && packing == Packing::Plain => Layout::Parquet,
            _ if columnar::is_columnar(&rest) => {
                return Err(Error::new("Parquet and Arrow files are packed inside, not as a whole")
                    .at(path.display())
                    .advise("give a name that ends in .parquet, or unpack the file"));
            }
            _ => {
                return Err(Error::new("the name does not say a corpus format").at(path.display()).advise(
                    "use .parquet, or .jsonl, .tsv or .ar (Moses) followed by .zst or .gz to compress",
                ));
            }
        };
        let shape = Shape { layout, packing };
        Ok(match layout {
            Layout::Moses => Target::new(&rest.with_extension(""), shape),
            _ => Target { shape, paths: vec![path.to_owned()], shard_size: None },
        })
    }

    /// The files as they were written: its shards if it is divided.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn written(&self) -> Result<Vec<PathBuf>> {
        if self.shard_size.is_none() {
            return Ok(self.paths.clone());
        }
        let shards = self.paths.iter().map(|path| shards::of(path)).collect::<Result<Vec<_>>>()?;
        Ok(shards.into_iter().flatten().collect())
    }

    /// Starts to write all files; none is visible before [`Sink::commit`].
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn create(&self) -> Result<Sink> {
        self.create_like(columnar::Types::default(), None)
    }

    /// Like [`Target::create`], with the types of known columns, and the names of those of a table.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(super) fn create_like(&self, types: columnar::Types, head: Option<String>) -> Result<Sink> {
        let head = head.filter(|_| self.shape.layout == Layout::Tsv);
        let mut sink = Sink { target: self.clone(), head, columns: None, outs: Vec::new(), full: Vec::new() };
        if self.shape.layout == Layout::Parquet {
            // Opened at once, so that an impossible output is refused before anything is read.
            drop(self.begin(&self.paths[0])?);
            sink.columns = Some(columnar::Writer::begin(&self.paths[0], types)?);
        } else {
            sink.open()?;
        }
        Ok(sink)
    }

    fn begin(&self, path: &Path) -> Result<File> {
        // The number of shards, which is part of their names, is not known yet.
        let first = shards::name(path, 0, 1);
        let path = if self.shard_size.is_some() { &*first } else { path };
        let whole = Whole::begin(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::new("the folder to write into does not exist")
                .at(path.display())
                .advise("make it first, or check the spelling of the path"),
            _ => Error::io(path, &error),
        })?;
        Ok(Hashed::new(BufWriter::with_capacity(1 << 16, whole)))
    }
}

/// A temporary file next to its final place, hashed after compression.
pub(super) type File = Hashed<BufWriter<Whole>>;

/// A file in its final place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// XXH3-128 of its bytes.
    pub xxh3: u128,
}

/// The files of a corpus while they are written. If dropped without [`Sink::commit`], nothing remains of them.
pub struct Sink {
    target: Target,
    /// The names of the columns, the first row of each file of a table that has them.
    head: Option<String>,
    /// Collects the rows of a layout with columns.
    columns: Option<columnar::Writer>,
    /// The files that rows are written to, in the order of the paths.
    outs: Vec<Packer<File>>,
    /// The complete shards.
    full: Vec<Vec<File>>,
}

impl Sink {
    fn open(&mut self) -> Result<()> {
        let packing = self.target.shape.packing;
        for path in &self.target.paths {
            let out = Packer::new(packing, self.target.begin(path)?);
            let mut out = out.map_err(|error| Error::io(path, &error))?;
            if let Some(head) = &self.head {
                out.write_all(head.as_bytes()).map_err(|error| Error::io(path, &error))?;
            }
            self.outs.push(out);
        }
        Ok(())
    }

    /// Writes one or several rows.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&mut self, row: RowBytes<'_>) -> Result<()> {
        if let Some(columns) = &mut self.columns {
            return columns.write(row[0]);
        }
        if self.outs.is_empty() {
            self.open()?;
        }
        for ((path, out), bytes) in self.target.paths.iter().zip(&mut self.outs).zip(row) {
            out.write_all(bytes).map_err(|error| Error::io(path, &error))?;
        }
        let bytes: u64 = self.outs.iter().map(|out| out.inner().bytes).sum();
        match self.target.shard_size {
            Some(size) if bytes >= size => self.end_shard(),
            _ => Ok(()),
        }
    }

    /// Finishes the current files; the next row opens new ones.
    fn end_shard(&mut self) -> Result<()> {
        let files = self.target.paths.iter().zip(self.outs.drain(..));
        let end =
            |(path, out): (&PathBuf, Packer<File>)| out.finish().map_err(|error| Error::io(path, &error));
        self.full.push(files.map(end).collect::<Result<_>>()?);
        Ok(())
    }

    /// Moves the files to their final places.
    ///
    /// # Errors
    /// When a file cannot be completed.
    pub fn commit(mut self) -> Result<Vec<Finished>> {
        if let Some(columns) = self.columns.take() {
            let begin = || self.target.begin(&self.target.paths[0]);
            let files = columns.finish(begin, self.target.shard_size)?;
            self.full.extend(files.into_iter().map(|file| vec![file]));
        } else if !self.outs.is_empty() {
            self.end_shard()?;
        }
        let mut finished = Vec::new();
        let total = self.full.len();
        for (n, files) in self.full.into_iter().enumerate() {
            for (path, file) in self.target.paths.iter().zip(files) {
                let shard = self.target.shard_size.map(|_| shards::name(path, n, total));
                finished.push(file.commit(path, shard)?);
            }
        }
        if self.target.shard_size.is_some() {
            self.target.paths.iter().try_for_each(|path| shards::remove_others(path, total))?;
        }
        Ok(finished)
    }
}

/// A writer that counts and hashes what is written.
pub(super) struct Hashed<W> {
    inner: W,
    bytes: u64,
    hash: Xxh3,
}

impl<W> Hashed<W> {
    fn new(inner: W) -> Self {
        Hashed { inner, bytes: 0, hash: Xxh3::new() }
    }
}

impl File {
    /// Moves the file to its final place, or to that of a shard.
    fn commit(self, path: &Path, shard: Option<PathBuf>) -> Result<Finished> {
        let Hashed { inner, bytes, hash } = self;
        let commit = || {
            let whole = inner.into_inner().map_err(io::IntoInnerError::into_error)?;
            match &shard {
                Some(shard) => whole.commit_at(shard),
                None => whole.commit(),
            }
        };
        commit().map_err(|error| Error::io(path, &error))?;
        let path = shard.unwrap_or_else(|| path.to_owned());
        Ok(Finished { path, bytes, xxh3: hash.digest128() })
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
        assert!(Target::of_path(Path::new("x.docx")).is_err());
        assert!(Target::of_path(Path::new("x.parquet.zst")).is_err());
    }

    #[test]
    fn files_appear_when_they_are_committed_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::of_path(&folder.path().join("x.ar")).unwrap();
        let mut block = Block::default();
        for (ar, en) in [("نعم", "yes"), ("لا", "no")] {
            block.moses(Columns {
                id: "d#b1",
                texts: crate::text::Sides::new(ar, en),
                confidence: None,
                kind: None,
            });
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
