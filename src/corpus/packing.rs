//! Compression by file extension: `.gz` and `.zst`, read and written as streams; members of zip archives.

use crate::{Error, Result};
use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use std::{
    borrow::Cow,
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, Write},
    path::{Path, PathBuf},
};
use zip::ZipArchive;

/// The compression of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Packing {
    /// None.
    Plain,
    /// gzip, `.gz`.
    Gzip,
    /// Zstandard, `.zst`.
    Zstd,
}

impl Packing {
    /// The compression that the extension of a path denotes, and the path without that extension.
    pub fn of_path(path: &Path) -> (Self, PathBuf) {
        let packing = match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz") => Packing::Gzip,
            Some("zst") => Packing::Zstd,
            _ => return (Packing::Plain, path.to_owned()),
        };
        (packing, path.with_extension(""))
    }

    /// The extension, with its dot; empty for no compression.
    pub fn suffix(self) -> &'static str {
        match self {
            Packing::Plain => "",
            Packing::Gzip => ".gz",
            Packing::Zstd => ".zst",
        }
    }

    /// Opens a file to read its uncompressed bytes.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(self, path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        const ROOM: usize = 1 << 16;
        Ok(match self {
            Packing::Plain => Box::new(BufReader::with_capacity(ROOM, file)),
            Packing::Gzip => {
                Box::new(BufReader::with_capacity(ROOM, MultiGzDecoder::new(BufReader::new(file))))
            }
            Packing::Zstd => Box::new(BufReader::with_capacity(ROOM, zstd::Decoder::new(file)?)),
        })
    }
}

/// An open zip archive.
#[derive(Debug)]
pub struct Zip {
    path: PathBuf,
    archive: ZipArchive<BufReader<File>>,
}

impl Zip {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it cannot be read, or is damaged.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| Error::io(path, &error))?;
        let archive = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(path, &error))?;
        Ok(Zip { path: path.to_owned(), archive })
    }

    /// The path of the archive.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The names of its members, sorted.
    ///
    /// # Errors
    /// When a name is damaged.
    pub fn names(&self) -> Result<Vec<String>> {
        let names = self.archive.file_names().map(|name| name.map(Cow::into_owned));
        let mut names: Vec<String> =
            names.collect::<Result<_, _>>().map_err(|error| damaged(&self.path, &error))?;
        names.sort();
        Ok(names)
    }

    /// Unpacks a member into an unnamed temporary file.
    ///
    /// # Errors
    /// When it is damaged, or far larger than it is packed.
    pub fn unpack(&mut self, name: &str) -> Result<BufReader<File>> {
        let path = &self.path;
        let mut member = self.archive.by_name(name).map_err(|error| damaged(path, &error))?;
        let most = member.compressed_size().saturating_mul(200).max(64 << 20);
        let mut copy = tempfile::tempfile().map_err(|error| damaged(path, &error))?;
        let written =
            io::copy(&mut (&mut member).take(most + 1), &mut copy).map_err(|error| damaged(path, &error))?;
        if written > most {
            return Err(Error::new("it unpacks to far more than a file of pairs holds").at(path.display()));
        }
        copy.rewind().map_err(|error| damaged(path, &error))?;
        Ok(BufReader::with_capacity(1 << 16, copy))
    }
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("a damaged zip archive ({error})"))
        .at(path.display())
        .advise("fetch or save the file again")
}

/// A compressing writer. [`Packer::finish`] must be called, or the file is incomplete.
pub enum Packer<W: Write> {
    /// No compression.
    Plain(W),
    /// gzip, without a date.
    Gzip(GzEncoder<W>),
    /// Zstandard, with a checksum.
    Zstd(zstd::Encoder<'static, W>),
}

impl<W: Write> Packer<W> {
    /// Writes the compressed bytes to `out`.
    ///
    /// # Errors
    /// When the compressor cannot be set up.
    pub fn new(packing: Packing, out: W) -> io::Result<Self> {
        Ok(match packing {
            Packing::Plain => Packer::Plain(out),
            Packing::Gzip => Packer::Gzip(GzEncoder::new(out, Compression::default())),
            Packing::Zstd => {
                let mut encoder = zstd::Encoder::new(out, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                encoder.include_checksum(true)?;
                Packer::Zstd(encoder)
            }
        })
    }

    /// The underlying output.
    pub fn inner(&self) -> &W {
        match self {
            Packer::Plain(out) => out,
            Packer::Gzip(encoder) => encoder.get_ref(),
            Packer::Zstd(encoder) => encoder.get_ref(),
        }
    }

    /// Writes the end of the compressed data and returns the output.
    ///
    /// # Errors
    /// When the output fails.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Packer::Plain(out) => Ok(out),
            Packer::Gzip(encoder) => encoder.finish(),
            Packer::Zstd(encoder) => encoder.finish(),
        }
    }
}

impl<W: Write> Write for Packer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Packer::Plain(out) => out.write(bytes),
            Packer::Gzip(encoder) => encoder.write(bytes),
            Packer::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Packer::Plain(out) => out.flush(),
            Packer::Gzip(encoder) => encoder.flush(),
            Packer::Zstd(encoder) => encoder.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, io::Read};

    fn packed(packing: Packing, bytes: &[u8]) -> Vec<u8> {
        let mut packer = Packer::new(packing, Vec::new()).unwrap();
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn what_is_packed_comes_out_again_also_from_files_put_together() {
        let folder = tempfile::tempdir().unwrap();
        for packing in [Packing::Plain, Packing::Gzip, Packing::Zstd] {
            let mut bytes = Vec::new();
            for part in ["واحد\n", "two\n"] {
                bytes.extend(packed(packing, part.as_bytes()));
            }
            let path = folder.path().join(format!("x.jsonl{}", packing.suffix()));
            fs::write(&path, bytes).unwrap();
            assert_eq!(Packing::of_path(&path), (packing, folder.path().join("x.jsonl")));
            let mut text = String::new();
            packing.open(&path).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "واحد\ntwo\n");
        }
    }

    #[test]
    fn half_a_packed_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.zst");
        let bytes = packed(Packing::Zstd, &[7; 100_000]);
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        assert!(Packing::Zstd.open(&path).unwrap().read_to_end(&mut Vec::new()).is_err());
    }
}
