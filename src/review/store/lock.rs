//! One server a project: a lock that the operating system takes back when its holder dies.

use crate::{Error, Result};
use fs4::fs_std::FileExt;
use std::{
    fs::{self, File},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
};

/// Held as long as the project is open for writing.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock of a project.
    ///
    /// # Errors
    /// When another process has it; the message names the process.
    pub(super) fn take(project: &Path) -> Result<Self> {
        let mut path = project.as_os_str().to_owned();
        path.push(".lock");
        let path = PathBuf::from(path);
        loop {
            let mut file = File::options()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(|error| Error::io(&path, &error))?;
            if !file.try_lock_exclusive().map_err(|error| Error::io(&path, &error))? {
                let mut holder = String::new();
                let _ = Read::by_ref(&mut file).take(200).read_to_string(&mut holder);
                let holder: String = holder.chars().filter(|c| !c.is_control()).collect();
                return Err(Error::new(format!("open already in process {}", holder.trim()))
                    .at(project.display())
                    .advise("use the page of that process, or end it first"));
            }
            if is_same(&file, &path) {
                let mut lock = Lock { file, path };
                lock.say("");
                return Ok(lock);
            }
        }
    }

    /// Writes into the lock who holds it, with the address where it can be found.
    pub(super) fn say(&mut self, address: &str) {
        // Only for the message that a second process prints: not worth failing for.
        let _ = self.file.set_len(0);
        let _ = self.file.rewind();
        let _ = write!(self.file, "{} {address}", std::process::id());
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// False when the former holder removed the file between our opening and locking it.
#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(theirs)) => ours.ino() == theirs.ino() && ours.dev() == theirs.dev(),
        _ => false,
    }
}

/// Elsewhere a file that is open cannot be removed.
#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> bool {
    true
}
