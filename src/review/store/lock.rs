//! The lock that allows one server per project.

use crate::{Error, Result, lock::Lock};
use std::path::{Path, PathBuf};

/// Takes the lock of a project, to be held while it is open for writing.
///
/// # Errors
/// When another process holds it; the message names the process.
pub(super) fn take(project: &Path) -> Result<Lock> {
    let mut path = project.as_os_str().to_owned();
    path.push(".lock");
    Lock::take(PathBuf::from(path), |holder| {
        Error::new(format!("open already in process {holder}"))
            .at(project.display())
            .advise("use the page of that process, or end it first")
    })
}
