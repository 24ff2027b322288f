//! Reading a project that cannot be written: in a folder of another user, on read-only media or a snapshot.
//!
//! SQLite needs files of its own next to a project even to read it. Where they cannot be created,
//! the file is opened as immutable, or copied if there are edits in a log next to it.

use super::{identity, schema::sqlite};
use crate::{Error, Result};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs::{self, File},
    io,
    path::Path,
};
use tempfile::TempDir;

/// A project opened for reading only.
#[derive(Debug)]
pub(super) struct Still {
    pub(super) connection: Connection,
    /// The folder of the copy.
    pub(super) copy: Option<TempDir>,
}

/// False when there is no permission to write the file or its folder. Other obstacles, such as a
/// full disk, are reported on writing.
pub(super) fn can_be_written(path: &Path) -> bool {
    let forbidden = |error: &io::Error| {
        matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
    };
    let file = File::options().write(true).open(path).map(drop);
    let beside = || tempfile::Builder::new().prefix(".mizan-").tempfile_in(folder_of(path)).map(drop);
    !file.and_then(|()| beside()).is_err_and(|error| forbidden(&error))
}

/// The folder of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Opens a project without writing anything next to it.
///
/// # Errors
/// When it cannot be read, or when a copy is needed and cannot be made.
pub(super) fn open_still(path: &Path) -> Result<Still> {
    if !identity::has_log(path) {
        return Ok(Still { connection: immutable(path)?, copy: None });
    }
    let copied = || -> io::Result<TempDir> {
        let folder = tempfile::Builder::new().prefix("mizan-").tempdir()?;
        let there = folder.path().join("project");
        fs::copy(path, &there)?;
        fs::copy(identity::beside(path, "-wal"), identity::beside(&there, "-wal"))?;
        Ok(folder)
    };
    let folder = copied().map_err(|error| {
        Error::io(path, &error).advise("it cannot be read where it is; copy it into a folder of your own")
    })?;
    let there = folder.path().join("project");
    identity::leave_foreign_logs(&there)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&there, flags).map_err(sqlite)?;
    Ok(Still { connection, copy: Some(folder) })
}

fn immutable(path: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(identity::address(path, "immutable=1"), flags).map_err(sqlite)
}
