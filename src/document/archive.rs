//! Zip archives of untrusted origin: only requested parts are unpacked, within limits that real
//! documents do not exceed.

use super::damaged;
use crate::{Error, Result};
use flate2::bufread::DeflateDecoder;
use std::{
    io::{BufRead, BufReader, Cursor, Read},
    rc::Rc,
};
use zip::{CompressionMethod, ZipArchive, result::ZipError};

/// Most bytes of all unpacked parts together: 256 MiB.
const MOST: u64 = 256 << 20;

/// Greatest ratio of unpacked to packed size; a part with a higher one was made to exhaust memory.
/// Real XML stays below 50.
const RATIO: u64 = 200;

/// Size up to which the ratio does not matter, for single parts and their sum: 32 MiB do no harm,
/// and a long table of equal cells has the ratio of a bomb.
const SMALL: u64 = 32 << 20;

/// An open archive.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes unpacked so far, and the limit.
    unpacked: u64,
    most: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive; `name` is that of the file, for messages.
    ///
    /// # Errors
    /// When it is damaged.
    pub(crate) fn open(bytes: &'a [u8], name: &str) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged::archive(name, &error))?;
        let most = (bytes.len() as u64).saturating_mul(RATIO).clamp(SMALL, MOST);
        Ok(Archive { zip, unpacked: 0, most })
    }

    /// True if there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Unpacks a part; `None` if there is none of this name.
    ///
    /// # Errors
    /// When it is damaged or encrypted, or unpacks to more than any document needs.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        // The declared sizes are checked before unpacking, and nothing beyond the declared size is unpacked.
        let (size, packed) = (part.size(), part.compressed_size());
        believe(name, size, packed, self.most - self.unpacked)?;
        let mut bytes = Vec::with_capacity(size as usize);
        part.take(size + 1).read_to_end(&mut bytes).map_err(|error| spoilt(name, &error))?;
        if bytes.len() as u64 != size {
            return Err(spoilt(name, &"its size is not what the archive says"));
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The place of a part that is to be unpacked while it is read, up to `most` bytes; `None` if
    /// there is none of this name.
    ///
    /// # Errors
    /// As [`Archive::part`].
    pub(crate) fn place(&mut self, name: &str, most: u64) -> Result<Option<Place>> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        let (size, packed) = (part.size(), part.compressed_size());
        believe(name, size, packed, most)?;
        let is_deflated = match part.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            other => return Err(spoilt(name, &format!("packed by {other}"))),
        };
        let start = part.data_start().ok_or_else(|| spoilt(name, &"it has no place"))?;
        Ok(Some(Place { start, packed, size, is_deflated }))
    }

    /// Unpacks a required part.
    ///
    /// # Errors
    /// As [`Archive::part`], and when it is missing.
    pub(crate) fn need(&mut self, name: &str) -> Result<Vec<u8>> {
        self.part(name)?.ok_or_else(|| {
            Error::new(format!("the archive has no part {name}")).advise("fetch or save the file again")
        })
    }
}

/// The place of a part in the bytes of its archive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    start: u64,
    packed: u64,
    size: u64,
    is_deflated: bool,
}

/// The bytes of a file, shared by several readers of its parts.
#[derive(Debug, Clone)]
pub(crate) struct Shared(Rc<Vec<u8>>);

impl Shared {
    /// Takes the bytes of a file.
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Shared(Rc::new(bytes))
    }
}

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Place {
    /// Reads the part from its beginning, at most up to its declared size.
    pub(crate) fn open(self, bytes: &Shared) -> Box<dyn BufRead> {
        let mut packed = Cursor::new(bytes.clone());
        packed.set_position(self.start);
        let packed = packed.take(self.packed);
        match self.is_deflated {
            true => Box::new(BufReader::with_capacity(1 << 16, DeflateDecoder::new(packed).take(self.size))),
            false => Box::new(packed.take(self.size)),
        }
    }

    /// The size of the part in the archive, in bytes.
    pub(crate) fn packed(self) -> u64 {
        self.packed
    }
}

/// Checks the declared sizes of a part, in bytes.
///
/// # Errors
/// When it unpacks to more than `most`, or to more than any document needs.
fn believe(name: &str, size: u64, packed: u64, most: u64) -> Result<()> {
    if size <= most.min(packed.saturating_mul(RATIO).max(SMALL)) {
        return Ok(());
    }
    Err(Error::new(format!("the part {name} of the archive unpacks to far more than a document holds"))
        .advise("this file was made to fill memories; do not trust it"))
}

fn spoilt(name: &str, why: &dyn std::fmt::Display) -> Error {
    Error::new(format!("the part {name} of the archive is damaged ({why})"))
        .advise("fetch or save the file again")
}

fn failed(error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Error::new("the file is protected by a password").advise("save it without one")
        }
        other => {
            Error::new(format!("a damaged zip archive ({other})")).advise("fetch or save the file again")
        }
    }
}

/// An archive with these parts, for tests.
#[cfg(test)]
pub(crate) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
