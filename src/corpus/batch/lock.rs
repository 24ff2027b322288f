//! The lock that allows one run per folder.

use crate::{Error, Result, lock::Lock};
use std::path::Path;

/// The name of the lock file in the folder of a run.
pub(super) const NAME: &str = "run.lock";

/// Takes the lock of a folder, to be held while a run writes into it.
///
/// # Errors
/// When another process holds it, or when the folder cannot be written.
pub(super) fn take(folder: &Path) -> Result<Lock> {
    Lock::take(folder.join(NAME), |holder| {
        Error::new(format!("process {holder} is writing into this folder"))
            .at(folder.display())
            .advise("wait for it or end it, or give another folder to -o")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_locked_until_the_lock_goes_away() {
        let folder = tempfile::tempdir().unwrap();
        let lock = take(folder.path()).unwrap();
        let error = take(folder.path()).unwrap_err().to_string();
        assert!(error.contains(&format!("process {} is writing", std::process::id())), "{error}");
        drop(lock);
        assert!(!folder.path().join(NAME).exists());
        take(folder.path()).unwrap();
    }
}
