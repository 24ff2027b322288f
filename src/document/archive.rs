//! Zip archives from strangers: only the parts that are asked for are unpacked, and no more than a document needs.

use crate::{Error, Result};
use std::io::{Cursor, Read};
use zip::{ZipArchive, result::ZipError};

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
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is broken.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
        let most = (bytes.len() as u64).saturating_mul(RATIO).clamp(SMALL, MOST);
        Ok(Archive { zip, unpacked: 0, most })
    }

    /// True when there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The size that a part says it unpacks to, in bytes; 0 when there is none of this name.
    pub(crate) fn size(&mut self, name: &str) -> u64 {
        self.zip.by_name(name).map_or(0, |part| part.size())
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
        let size = part.size();
        let limit = (self.most - self.unpacked).min(part.compressed_size().saturating_mul(RATIO).max(SMALL));
        if size > limit {
            return Err(Error::new(format!(
                "the part {name} of the archive unpacks to far more than a document holds"
            ))
            .advise("this file was made to fill memories; do not trust it"));
        }
        let mut bytes = Vec::with_capacity(size as usize);
        let damaged = |why: &dyn std::fmt::Display| {
            Error::new(format!("the part {name} of the archive is damaged ({why})"))
                .advise("fetch or save the file again")
        };
        part.take(size + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        if bytes.len() as u64 != size {
            return Err(damaged(&"its size is not what the archive says"));
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
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
