//! Outputs that cannot contain a mark of the program (a table of two columns, lines of text, a
//! Moses corpus): their paths, sizes and times are remembered, so that a later run may replace
//! them.
//!
//! A file that has been changed since is no longer known.

use super::home;
use mizan::bitext::save;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
    time::UNIX_EPOCH,
};

/// Most files that are remembered.
const MOST: usize = 500;

/// The paths that this run may write to.
static PLACES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Records that this run writes to a path.
pub(super) fn expect(path: &Path) {
    if let Ok(mut places) = PLACES.lock() {
        places.push(path.to_owned());
    }
}

/// True for a file that is unchanged since an earlier run.
pub(super) fn is_known(path: &Path) -> bool {
    let list = list().and_then(|list| fs::read_to_string(list).ok()).unwrap_or_default();
    entry(path).is_some_and(|entry| list.lines().any(|line| line == entry))
}

/// Remembers the files that this run has written.
pub(super) fn remember() {
    let places = PLACES.lock().map(|mut places| std::mem::take(&mut *places)).unwrap_or_default();
    let new: Vec<String> = places.iter().filter_map(|path| entry(path)).collect();
    let Some(list) = list().filter(|_| !new.is_empty()) else { return };
    let old = fs::read_to_string(&list).unwrap_or_default();
    let stale = |line: &&str| new.iter().any(|entry| path_in(entry) == path_in(line));
    let lines = new.iter().map(String::as_str).chain(old.lines().filter(|line| !stale(line)));
    if let Some(folder) = list.parent() {
        let _ = fs::create_dir_all(folder);
    }
    let _ = save(&list, |out| lines.take(MOST).try_for_each(|line| writeln!(out, "{line}")));
}

/// The path of the list.
fn list() -> Option<PathBuf> {
    home::state().map(|folder| folder.join("written-files"))
}

/// A file as a line of size, time of change and path; `None` if it is not a regular file or its
/// path contains a line break.
fn entry(path: &Path) -> Option<String> {
    let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    let path = fs::canonicalize(path).ok()?;
    let path = path.to_str().filter(|path| !path.contains('\n'))?;
    Some(format!("{}\t{changed}\t{path}", found.len()))
}

fn path_in(entry: &str) -> &str {
    entry.splitn(3, '\t').nth(2).unwrap_or_default()
}
