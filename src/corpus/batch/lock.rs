//! One run a folder: a lock that the operating system takes back when its holder dies.

use crate::{Error, Result};
use fs4::fs_std::FileExt;
use std::{
    fs::{self, File},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
};

/// The name of the lock in the folder of a run.
pub(super) const NAME: &str = "run.lock";

/// Held as long as a run writes into its folder.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of a folder.
    ///
    /// # Errors
    /// When another process has it, or when the folder cannot be written.
    pub(super) fn take(folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        let failed = |error| Error::io(&path, &error);
        loop {
            let mut options = File::options();
            options.read(true).write(true).create(true).truncate(false);
            let mut file = options.open(&path).map_err(failed)?;
            if !file.try_lock_exclusive().map_err(failed)? {
                let mut holder = String::new();
                let _ = Read::by_ref(&mut file).take(20).read_to_string(&mut holder);
                let holder: String = holder.chars().filter(char::is_ascii_digit).collect();
                return Err(Error::new(format!("process {holder} is writing into this folder"))
                    .at(folder.display())
                    .advise("wait for it or end it, or give another folder to -o"));
            }
            if is_same(&file, &path) {
                // Only for the message that a second process prints: not worth failing for.
                let _ = file.set_len(0).and_then(|()| file.rewind());
                let _ = write!(file, "{}", std::process::id());
                return Ok(Lock { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be removed is not locked either once we are gone.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_locked_until_the_lock_goes_away() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path()).unwrap();
        let error = Lock::take(folder.path()).unwrap_err().to_string();
        assert!(error.contains(&format!("process {} is writing", std::process::id())), "{error}");
        drop(lock);
        assert!(!folder.path().join(NAME).exists());
        // What a killed run left behind holds nobody up.
        fs::write(folder.path().join(NAME), "12345").unwrap();
        Lock::take(folder.path()).unwrap();
    }
}
