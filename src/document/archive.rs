//! Zip archives from strangers: only the parts that are asked for are unpacked, and no more than a document needs.

use super::damaged;
use crate::{Error, Result};
use flate2::bufread::DeflateDecoder;
use std::{
    io::{BufRead, BufReader, Cursor, Read},
    rc::Rc,
};
use zip::{CompressionMethod, ZipArchive, result::ZipError};

/// All parts together unpack to no more than this: 256 MiB.
const MOST: u64 = 256 << 20;

/// A part that unpacks to more than this many times its packed size was made to fill memories. Real XML stays
/// below 50.
const RATIO: u64 = 200;

/// Up to this parts may be packed as tightly as they like, alone and together: 32 MiB fill no memory, and a long table
/// of equal cells packs like a bomb.
const SMALL: u64 = 32 << 20;

/// An open archive.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes unpacked so far, and the most that there may be.
    unpacked: u64,
    most: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive; `name` says what it was to be.
    ///
    /// # Errors
    /// When it is broken.
    pub(crate) fn open(bytes: &'a [u8], name: &str) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged::archive(name, &error))?;
        let most = (bytes.len() as u64).saturating_mul(RATIO).clamp(SMALL, MOST);
        Ok(Archive { zip, unpacked: 0, most })
    }

    /// True when there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Unpacks a part; `None` when there is none of this name.
    ///
    /// # Errors
    /// When it is broken or encrypted, or unpacks to more than any document needs.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        // What the archive says is judged before anything is unpacked; what it does not say never comes out.
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

    /// Where a part lies that is to be unpacked as it is read, up to `most` bytes; `None` when there is none of this name.
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

    /// Unpacks a part that must be there.
    ///
    /// # Errors
    /// As [`Archive::part`], and when there is none.
    pub(crate) fn need(&mut self, name: &str) -> Result<Vec<u8>> {
        self.part(name)?.ok_or_else(|| {
            Error::new(format!("the archive has no part {name}")).advise("fetch or save the file again")
        })
    }
}

/// Where a part lies in the bytes of its archive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    start: u64,
    packed: u64,
    size: u64,
    is_deflated: bool,
}

/// The bytes of a file that several readers of its parts share.
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
    /// Reads the part from its beginning; nothing comes behind the size that the archive says.
    pub(crate) fn open(self, bytes: &Shared) -> Box<dyn BufRead> {
        let mut packed = Cursor::new(bytes.clone());
        packed.set_position(self.start);
        let packed = packed.take(self.packed);
        match self.is_deflated {
            true => Box::new(BufReader::with_capacity(1 << 16, DeflateDecoder::new(packed).take(self.size))),
            false => Box::new(packed.take(self.size)),
        }
    }

    /// How many bytes the part takes up in the archive.
    pub(crate) fn packed(self) -> u64 {
        self.packed
    }
}

/// Judges what an archive says of the sizes of a part, in bytes.
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
