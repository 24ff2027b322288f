//! The identity of a project file: whether it is still the file that was opened, and whether the
//! files that SQLite left next to it belong to it.

use crate::{Error, Result, bitext::sync_folder};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io::Read,
    path::{Path, PathBuf},
};

/// An open file, identified by what does not depend on its name.
#[derive(Debug)]
pub(super) struct Opened {
    path: PathBuf,
    /// Kept open and locked while the project is open for writing, so that it cannot be opened
    /// twice under another name (a link, or a copy of the folder without the lock file).
    _file: Option<File>,
    #[cfg(unix)]
    number: (u64, u64),
}

impl Opened {
    /// Records the identity of the file; with `own`, locks it for this process.
    ///
    /// # Errors
    /// When another process has locked it, or when it does not exist.
    pub(super) fn new(path: &Path, own: bool) -> Result<Self> {
        let failed = |error| Error::io(path, &error);
        let path = fs::canonicalize(path).map_err(failed)?;
        let file = if own { locked(&path)? } else { None };
        Ok(Opened {
            #[cfg(unix)]
            number: number(&fs::metadata(&path).map_err(failed)?),
            path,
            _file: file,
        })
    }

    /// Checks that the file still has its name.
    ///
    /// # Errors
    /// When it was moved or deleted, or replaced by another.
    pub(super) fn check(&self) -> Result<()> {
        let there = fs::metadata(&self.path);
        #[cfg(unix)]
        let same = there.as_ref().is_ok_and(|there| number(there) == self.number);
        #[cfg(not(unix))]
        let same = there.is_ok();
        if same {
            return Ok(());
        }
        let what = match there {
            Ok(_) => "another file has come into its place while it was open",
            Err(_) => "it was moved or deleted while it was open",
        };
        Err(Error::new(what)
            .at(self.path.display())
            .advise("put it back and do this again; your earlier work is in the file that was moved"))
    }
}

#[cfg(unix)]
fn number(there: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (there.dev(), there.ino())
}

/// SQLite locks ranges of the file; on Linux a lock of the whole file is of a different kind and
/// does not conflict with them.
#[cfg(target_os = "linux")]
fn locked(path: &Path) -> Result<Option<File>> {
    let failed = |error| Error::io(path, &error);
    let file = File::open(path).map_err(failed)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            Err(Error::new("open already in another process, perhaps under another name")
                .at(path.display())
                .advise("use the page of that process, or end it first"))
        }
        // On a file system without such locks, the lock file next to it must do.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(file)),
    }
}

#[cfg(not(target_os = "linux"))]
fn locked(_: &Path) -> Result<Option<File>> {
    Ok(None)
}

/// The files that SQLite may leave next to a project.
const BESIDE: [&str; 3] = ["-wal", "-journal", "-shm"];

/// The path with a suffix next to a project.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}

/// Sets aside the files left by an earlier project of this name; there is currently no project of this name.
///
/// # Errors
/// When it cannot be renamed.
pub(super) fn clear(path: &Path) -> Result<()> {
    BESIDE.iter().try_for_each(|end| set_aside(&beside(path, end)))
}

/// Sets aside a log that belongs to another project than the one next to it, such as one that was
/// deleted, moved or overwritten, because SQLite would apply it. No other process may have the
/// project open.
///
/// # Errors
/// When it cannot be renamed.
pub(super) fn leave_foreign_logs(path: &Path) -> Result<()> {
    if holds(path, "-journal") && is_write_ahead(path) {
        // A project uses a write-ahead log from its creation, so this journal belongs to another file.
        set_aside(&beside(path, "-journal"))?;
    }
    if !has_log(path) {
        return Ok(());
    }
    let Ok(alone) = id(path, "immutable=1") else { return Ok(()) };
    let foreign = match id(path, "mode=ro") {
        Ok(both) => both != alone,
        Err(error) => {
            use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
            matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
        }
    };
    if !foreign {
        return Ok(());
    }
    set_aside(&beside(path, "-wal"))?;
    set_aside(&beside(path, "-shm"))
}

fn holds(path: &Path, end: &str) -> bool {
    fs::metadata(beside(path, end)).is_ok_and(|there| there.len() > 0)
}

/// True if there are edits in a log next to the file that may not be in the file yet.
pub(super) fn has_log(path: &Path) -> bool {
    holds(path, "-wal")
}

/// A file as a SQLite URI with parameters.
pub(super) fn address(path: &Path, how: &str) -> String {
    let name: String = path.to_string_lossy().chars().fold(String::new(), |mut name, c| {
        match c {
            '%' => name.push_str("%25"),
            '?' => name.push_str("%3f"),
            '#' => name.push_str("%23"),
            c => name.push(c),
        }
        name
    });
    format!("file:{name}?{how}")
}

/// The unique id of a project, read with parameters for SQLite's URI.
fn id(path: &Path, how: &str) -> rusqlite::Result<Option<String>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address(path, how), flags)?;
    connection.query_row("SELECT value FROM meta WHERE key = 'id'", [], |row| row.get(0)).optional()
}

/// True if the file's header says that it uses a write-ahead log.
fn is_write_ahead(path: &Path) -> bool {
    let mut head = [0; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head[18] == 2
}

fn set_aside(path: &Path) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    let free = (1..).map(|n| beside(path, &format!(".old{n}"))).find(|name| !name.exists());
    fs::rename(path, free.unwrap_or_else(|| beside(path, ".old")))
        .map_err(|error| Error::io(path, &error))?;
    sync_folder(path);
    Ok(())
}

/// True if a process has the project open for writing.
#[cfg(target_os = "linux")]
pub(super) fn is_taken(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Not known on other systems.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_taken(_: &Path) -> bool {
    true
}
