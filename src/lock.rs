//! Locks that the operating system releases when their holder dies, so that each folder has one run
//! and each project one server.
//!
//! A lock is a file that is locked, and removed when its holder is done. Its content tells other
//! processes who holds it; a file left by a killed process blocks nobody.

use crate::{Error, Result};
use std::{
    fs::{self, File, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
};

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock that is the file at `path`. When another process holds it, `held` makes the
    /// error from what that process has written: its process id, and what it [said](Lock::say).
    ///
    /// # Errors
    /// When another process holds it, or when the file cannot be written.
    pub(crate) fn take(path: PathBuf, held: impl FnOnce(&str) -> Error) -> Result<Self> {
        let failed = |error| Error::io(&path, &error);
        loop {
            let mut options = File::options();
            options.read(true).write(true).create(true).truncate(false);
            #[cfg(unix)]
            {
                // The content about its holder is private.
                use std::os::unix::fs::OpenOptionsExt;
                options.mode(0o600);
            }
            let mut file = options.open(&path).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    let _ = Read::by_ref(&mut file).take(200).read_to_string(&mut holder);
                    let holder: String = holder.chars().filter(|c| !c.is_control()).collect();
                    return Err(held(holder.trim()));
                }
            }
            if is_same(&file, &path) {
                let mut lock = Lock { file, path };
                lock.say("");
                return Ok(lock);
            }
        }
    }

    /// Adds a message to the content of the lock file.
    pub(crate) fn say(&mut self, words: &str) {
        // It serves only the message of another process: not worth an error.
        let _ = self.file.set_len(0);
        let _ = self.file.rewind();
        let _ = write!(self.file, "{} {words}", std::process::id());
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A file that cannot be removed is still unlocked once this process ends.
        let _ = fs::remove_file(&self.path);
    }
}

/// False when the former holder removed the file after it was opened here and before it was locked.
#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(theirs)) => ours.ino() == theirs.ino() && ours.dev() == theirs.dev(),
        _ => false,
    }
}

/// On other systems an open file cannot be removed.
#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_hears_what_the_first_said_and_the_file_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let take = || Lock::take(path.clone(), |holder| Error::new(holder.to_owned()));
        let mut lock = take().unwrap();
        lock.say("long words\nof the first");
        lock.say("at home");
        assert_eq!(take().unwrap_err().to_string(), format!("{} at home", std::process::id()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        drop(lock);
        assert!(!path.exists());
        // A file left by a killed process blocks nobody.
        fs::write(&path, "12345").unwrap();
        take().unwrap();
    }
}
