//! Zip archives from strangers: only the parts that are asked for are unpacked, and no more than a document needs.

use crate::{Error, Result};
use std::io::{Cursor, Read};
use zip::{ZipArchive, result::ZipError};

/// All parts together unpack to no more than this: 256 MiB.
const MOST: u64 = 256 << 20;

/// A part that unpacks to more than this many times its packed size was made to fill memories. Real XML stays
/// below 50.
const RATIO: u64 = 200;

/// Small parts may be packed as tightly as they like.
const SMALL: u64 = 1 << 20;

/// An open archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is broken.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
        Ok(Archive { zip, unpacked: 0 })
    }

    /// True when there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Unpacks a part; `None` when there is none of this name.
    ///
    /// # Errors
    /// When it is broken or encrypted, or unpacks to more than any document needs.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        let packed = part.compressed_size();
        let room = MOST - self.unpacked;
        let limit = room.min((packed.saturating_mul(RATIO)).max(SMALL));
        let mut bytes = Vec::new();
        let read = part.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| {
            Error::new(format!("the part {name} of the archive is damaged ({error})"))
                .advise("fetch or save the file again")
        })?;
        if bytes.len() as u64 > limit {
            return Err(Error::new(format!(
                "the part {name} of the archive unpacks to far more than a document holds"
            ))
            .advise("this file was made to fill memories; do not trust it"));
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Unpacks a part that must be there.
    ///
    /// # Errors
    /// As [`Archive::part`], and when there is none.
    pub(super) fn need(&mut self, name: &str) -> Result<Vec<u8>> {
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
