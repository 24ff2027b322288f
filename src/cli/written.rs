//! Outputs that cannot contain a mark of the program (a table of two columns, lines of text, a
//! Moses corpus): their paths, sizes and times are remembered, so that a later run may replace
//! them.
//!
//! A file that has been changed since is no longer known. It is added to the list just before it is put in its place, so
//! that what a killed run left behind does not stop the same command from being run again. The newest is the last.

use super::home;
use mizan::bitext::{save, tell_before_commit};
use std::{
    collections::HashSet,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Mutex,
    time::UNIX_EPOCH,
};

/// Most files that are remembered.
const MOST: usize = 500;

/// The full paths of the places that this run may write to.
static PLACES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Records that this run may write to a path.
pub(super) fn expect(path: &Path) {
    tell_before_commit(note);
    if let (Ok(mut places), Some(full)) = (PLACES.lock(), full_path(path)) {
        places.push(full);
    }
}

/// Adds a file to the list that is about to be put in its place, with the size and time that it has there.
fn note(path: &Path, content: &fs::Metadata) {
    let Some(full) = full_path(path) else { return };
    if !PLACES.lock().is_ok_and(|places| places.contains(&full)) {
        return;
    }
    if let (Some(list), Some(line)) = (list(), line(content, &full)) {
        let _ = folder_of(&list);
        let file = fs::OpenOptions::new().create(true).append(true).open(&list);
        // Without the list, the user is asked.
        let _ = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
    }
}

/// True for a file that is unchanged since an earlier run, even one that was killed.
pub(super) fn is_known(path: &Path) -> bool {
    let list = list().and_then(|list| fs::read_to_string(list).ok()).unwrap_or_default();
    entry(path).is_some_and(|entry| list.lines().any(|line| line == entry))
}

/// Shortens the list to the newest files, once each, if this run has added to it.
pub(super) fn remember() {
    let places = PLACES.lock().map(|mut places| std::mem::take(&mut *places)).unwrap_or_default();
    let Some(list) = list().filter(|_| !places.is_empty()) else { return };
    let Ok(old) = fs::read_to_string(&list) else { return };
    let mut seen = HashSet::new();
    let mut lines: Vec<&str> =
        old.lines().rev().filter(|line| seen.insert(path_in(line))).take(MOST).collect();
    lines.reverse();
    if lines.len() < old.lines().count() {
        let _ = save(&list, |out| lines.iter().try_for_each(|line| writeln!(out, "{line}")));
    }
}

/// Makes the folder of the list.
fn folder_of(list: &Path) -> std::io::Result<()> {
    list.parent().map_or(Ok(()), fs::create_dir_all)
}

/// The path of the list.
fn list() -> Option<PathBuf> {
    home::state().map(|folder| folder.join("written-files"))
}

/// A file as a line of size, time of change and path; `None` if it is not a regular file or its
/// path contains a line break.
fn entry(path: &Path) -> Option<String> {
    let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    line(&found, &full_path(path)?)
}

fn line(found: &fs::Metadata, full: &str) -> Option<String> {
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    Some(format!("{}\t{changed}\t{full}", found.len()))
}

/// The full path of a file that need not be there yet; `None` if its folder is not there, or if it contains a line break.
fn full_path(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let at_its_place = || Some(fs::canonicalize(folder).ok()?.join(path.file_name()?));
    let full = fs::canonicalize(path).ok().or_else(at_its_place)?;
    full.to_str().filter(|full| !full.contains('\n')).map(str::to_owned)
}

fn path_in(entry: &str) -> &str {
    entry.splitn(3, '\t').nth(2).unwrap_or_default()
}
