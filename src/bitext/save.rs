//! Replaces a file completely or not at all.
//!
//! The content is written to a new file next to the target and synced to disk, and this file is
//! then renamed to the target: nobody ever reads half a file, and a full disk leaves the old one
//! unchanged. What a killed process leaves beside its targets is removed by the next one that writes there.

use crate::{Error, Result};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::OnceLock,
};
use tempfile::NamedTempFile;

pub(crate) use left_over::{clear as clear_left_over, is_left_over};

/// What is called with every file just before it is put in place.
static WITNESS: OnceLock<fn(&Path, &fs::Metadata)> = OnceLock::new();

/// Has a function called for every file just before it is put in place: its path, and the size and time of change that it
/// will have there. The first function stays.
pub fn tell_before_commit(witness: fn(&Path, &fs::Metadata)) {
    WITNESS.get_or_init(|| witness);
}

/// Writes a file through `write`. Devices and pipes (`/dev/stdout`) are written to directly.
///
/// # Errors
/// When the folder or the file cannot be written, if the disk is full, or if `write` fails. The
/// target is then unchanged.
pub fn save(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let fail = |error: &io::Error| match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(ours) => ours.clone(),
        None => Error::io(path, error),
    };
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => {
            Err(Error::new("is a folder, not a file").at(path.display()).advise("name a file"))
        }
        Ok(there) if !there.is_file() => directly(path, write).map_err(|error| fail(&error)),
        Ok(there) => whole(path, Some(there.permissions()), write).map_err(|error| fail(&error)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            whole(path, None, write).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => Error::new("the folder to write into does not exist")
                    .at(path.display())
                    .advise("make it first, or check the spelling of the path"),
                _ => fail(&error),
            })
        }
        Err(error) => Err(fail(&error)),
    }
}

fn directly(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(File::options().write(true).open(path)?);
    write(&mut out)?;
    out.flush()
}

fn whole(
    path: &Path,
    permissions: Option<fs::Permissions>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, Whole::beside(path, permissions)?);
    write(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.commit()
}

/// A file that is written next to its target, for callers that write several files at a time.
///
/// If it is dropped without [`Whole::commit`], everything remains unchanged.
#[derive(Debug)]
pub struct Whole {
    beside: NamedTempFile,
    target: PathBuf,
    permissions: Option<fs::Permissions>,
}

impl Whole {
    /// Begins a file for `path`, which may replace an existing file.
    ///
    /// # Errors
    /// When the folder cannot be written, or if `path` is a folder, a device or read-only.
    pub fn begin(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => Err(io::Error::other("is no ordinary file")),
            Ok(there) => Whole::beside(path, Some(there.permissions())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Whole::beside(path, None),
            Err(error) => Err(error),
        }
    }

    fn beside(path: &Path, permissions: Option<fs::Permissions>) -> io::Result<Self> {
        // A link remains a link: its target is replaced.
        let target = if permissions.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
        if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
            // Renaming over a file only needs rights on the folder, but a file marked read-only
            // must not be replaced.
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".mizan-").suffix(".tmp");
        #[cfg(unix)]
        {
            // Rights as for any new file, limited by the user's umask, instead of those of a temporary file.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let folder = folder_of(&target);
        left_over::clear_once(folder);
        let beside = builder.tempfile_in(folder)?;
        #[cfg(unix)]
        left_over::mark_as_used(beside.as_file());
        Ok(Whole { beside, target, permissions })
    }

    /// Like [`Whole::commit`], at another path in the same folder.
    ///
    /// # Errors
    /// As for [`Whole::commit`].
    pub fn commit_at(mut self, path: &Path) -> io::Result<()> {
        path.clone_into(&mut self.target);
        self.commit()
    }

    /// Puts the file in place; it is on disk when this returns.
    ///
    /// # Errors
    /// When it cannot be synced or renamed. The target is then unchanged.
    pub fn commit(self) -> io::Result<()> {
        if let Some(permissions) = self.permissions {
            self.beside.as_file().set_permissions(permissions)?;
        }
        self.beside.as_file().sync_all()?;
        if let (Some(tell), Ok(content)) = (WITNESS.get(), self.beside.as_file().metadata()) {
            tell(&self.target, &content);
        }
        self.beside.persist(&self.target).map_err(|error| error.error)?;
        sync_folder(&self.target);
        Ok(())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.beside.as_file_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.beside.as_file_mut().flush()
    }
}

/// Half-written files of killed processes. A file in use is locked, and the lock goes away with its process. Other machines
/// may not see the lock: they leave a file alone until nobody has written to it for a long time.
mod left_over {
    #[cfg(unix)]
    use std::fs::File;
    use std::{
        ffi::OsStr,
        fs,
        path::{Path, PathBuf},
        sync::Mutex,
        time::Duration,
    };

    /// A younger file may be in use on another machine.
    const YOUNG: Duration = Duration::from_secs(24 * 3600);

    /// Locks a file as long as it is open. Without locks on its file system, it is never removed.
    #[cfg(unix)]
    pub(super) fn mark_as_used(file: &File) {
        let _ = file.try_lock();
    }

    /// Removes the files that nobody uses from a folder, the first time that this process writes into it.
    pub(super) fn clear_once(folder: &Path) {
        static CLEARED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
        let Ok(mut cleared) = CLEARED.lock() else { return };
        if !cleared.iter().any(|known| known == folder) {
            cleared.push(folder.to_owned());
            clear(folder, YOUNG);
        }
    }

    /// True for the name of a half-written file.
    pub(crate) fn is_left_over(name: &OsStr) -> bool {
        name.to_str().is_some_and(|name| name.starts_with(".mizan-") && name.ends_with(".tmp"))
    }

    /// Removes the files from a folder that are not younger and that nobody uses. Whoever holds the lock of a folder needs
    /// no age.
    pub(crate) fn clear(folder: &Path, age: Duration) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if is_left_over(&entry.file_name()) && is_left(&entry, age) {
                // A file that cannot be removed does no harm.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// True for a file that is not younger and that no process has locked.
    fn is_left(entry: &fs::DirEntry, least: Duration) -> bool {
        let Ok(found) = entry.metadata() else { return false };
        let is_old = || {
            let age = found.modified().ok().and_then(|changed| changed.elapsed().ok());
            age.is_some_and(|age| age >= least)
        };
        found.is_file() && (least.is_zero() || is_old()) && is_unused(&entry.path())
    }

    /// True for a file that no process has locked.
    #[cfg(unix)]
    fn is_unused(path: &Path) -> bool {
        File::open(path).is_ok_and(|file| file.try_lock().is_ok())
    }

    /// Files in use are not locked here.
    #[cfg(not(unix))]
    fn is_unused(_: &Path) -> bool {
        true
    }
}

/// Syncs the folder of a file, without which its name may not be on disk. Not every file system can do it.
pub fn sync_folder(path: &Path) {
    #[cfg(unix)]
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = path;
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_failure_half_way_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.tsv");
        fs::write(&path, "old").unwrap();
        let result = save(&path, |out| {
            out.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(result.unwrap_err().to_string().contains("the disk is full"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["out.tsv"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_killed_process_left_is_removed_and_what_is_in_use_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let now = std::time::SystemTime::now();
        let ago = |hours: u64| now - std::time::Duration::from_secs(hours * 3600);
        let old = ago(25);
        let make = |name: &str, time| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(time).unwrap();
            file
        };
        let used = make(".mizan-used.tmp", old);
        used.try_lock().unwrap();
        make(".mizan-left.tmp", old);
        make(".mizan-young.tmp", ago(23));
        make("other.tmp", old);
        fs::create_dir(folder.path().join(".mizan-dir.tmp")).unwrap();
        save(&folder.path().join("x"), |out| out.write_all(b"new")).unwrap();
        assert_eq!(
            names(folder.path()),
            [".mizan-dir.tmp", ".mizan-used.tmp", ".mizan-young.tmp", "other.tmp", "x"]
        );
        clear_left_over(folder.path(), std::time::Duration::ZERO);
        assert_eq!(names(folder.path()), [".mizan-dir.tmp", ".mizan-used.tmp", "other.tmp", "x"]);
    }

    #[test]
    fn an_error_of_ours_inside_an_io_error_comes_out_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let error = Error::new("no such character").at("a.txt").line(7);
        let result = save(&folder.path().join("x"), |_| Err(io::Error::other(error.clone())));
        assert_eq!(result, Err(error));
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_missing_folder_is_named_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let message = save(&folder.path().join("no/x.tsv"), |_| Ok(())).unwrap_err().to_string();
        assert!(message.contains("folder to write into does not exist"), "{message}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_its_target_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        save(&link, |out| out.write_all(b"new")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
    }
}
