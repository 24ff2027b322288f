//! Which file a project is: whether it is still the one that was opened, and whether what SQLite left beside it belongs
//! to it.

use crate::{Error, Result, bitext::sync_folder};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io::Read,
    path::{Path, PathBuf},
};

/// A file that is open, by what stays the same when its name changes.
#[derive(Debug)]
pub(super) struct Opened {
    path: PathBuf,
    /// Held and locked as long as the project is open for writing, so that a second name of the file (a link, a copy of
    /// the folder without the lock beside it) does not open it twice.
    _file: Option<File>,
    #[cfg(unix)]
    number: (u64, u64),
}

impl Opened {
    /// Notes which file is there; with `own`, takes it for this process alone.
    ///
    /// # Errors
    /// When another process has taken it, or when there is none.
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

    /// Makes sure that the file still has its name.
    ///
    /// # Errors
    /// When it was moved or deleted, or another has come into its place.
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
            .advise("put it back and do this again; what was done before stands in the file that went"))
    }
}

#[cfg(unix)]
fn number(there: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (there.dev(), there.ino())
}

/// SQLite locks ranges of the file; on Linux a lock of the whole file is of another kind and goes with it.
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
        // A file system without such locks has the one beside the file.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(file)),
    }
}

#[cfg(not(target_os = "linux"))]
fn locked(_: &Path) -> Result<Option<File>> {
    Ok(None)
}

/// What SQLite may have left beside a project.
const BESIDE: [&str; 3] = ["-wal", "-journal", "-shm"];

/// The file of this ending beside a project.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}

/// Sets aside what an earlier project of this name left behind; there is no project of this name now.
///
/// # Errors
/// When it cannot be renamed.
pub(super) fn clear(path: &Path) -> Result<()> {
    BESIDE.iter().try_for_each(|end| set_aside(&beside(path, end)))
}

/// Sets aside a log that belongs to another project than the one it lies beside: one that was deleted, moved or written
/// over. It would otherwise be played into this one. Nobody else may have the project open.
///
/// # Errors
/// When it cannot be renamed.
pub(super) fn leave_foreign_logs(path: &Path) -> Result<()> {
    if holds(path, "-journal") && is_write_ahead(path) {
        // A project writes ahead from its first day: such a journal is none of its own.
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

/// True when edits lie beside the file that may not have come into it.
pub(super) fn has_log(path: &Path) -> bool {
    holds(path, "-wal")
}

/// The address of a file as SQLite wants it, with parameters.
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

/// The name of a project that no other has, as it is read with parameters of SQLite's addresses.
fn id(path: &Path, how: &str) -> rusqlite::Result<Option<String>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address(path, how), flags)?;
    connection.query_row("SELECT value FROM meta WHERE key = 'id'", [], |row| row.get(0)).optional()
}

/// True when the file says of itself that it is written with a log ahead of it.
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

/// True when a process has the project open for writing.
#[cfg(target_os = "linux")]
pub(super) fn is_taken(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Elsewhere nobody can tell.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_taken(_: &Path) -> bool {
    true
}
