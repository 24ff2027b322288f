//! Outputs that cannot contain a mark of the program (a table of two columns, lines of text, a
//! Moses corpus): their paths, sizes and times are remembered, so that a later run may replace
//! them.
//!
//! A file that has been changed since is no longer known. Places are announced before anything is written, so that what a
//! killed run left behind does not stop the same command from being run again.

use super::home;
use mizan::bitext::save;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Mutex,
    time::UNIX_EPOCH,
};

/// Most files that are remembered.
const MOST: usize = 500;
/// Stands for the size and the time of a file that a run is writing.
const ANNOUNCED: &str = "-\t-";

/// A place that this run may write to.
struct Place {
    path: PathBuf,
    /// What was there before.
    before: Option<String>,
}

static PLACES: Mutex<Vec<Place>> = Mutex::new(Vec::new());

/// Records that this run writes to a path.
pub(super) fn expect(path: &Path) {
    if let (Some(list), Some(full)) = (list(), full_path(path)) {
        let _ = folder_of(&list);
        let file = fs::OpenOptions::new().create(true).append(true).open(&list);
        // Without the list, the user is asked.
        let _ = file.and_then(|mut file| file.write_all(format!("{ANNOUNCED}\t{full}\n").as_bytes()));
    }
    if let Ok(mut places) = PLACES.lock() {
        places.push(Place { path: path.to_owned(), before: entry(path) });
    }
}

/// True for a file that is unchanged since an earlier run, or that a killed run was to write.
pub(super) fn is_known(path: &Path) -> bool {
    let list = list().and_then(|list| fs::read_to_string(list).ok()).unwrap_or_default();
    let announced = full_path(path).map(|full| format!("{ANNOUNCED}\t{full}"));
    let known = [entry(path), announced];
    list.lines().any(|line| known.iter().flatten().any(|known| known == line))
}

/// Remembers the files that this run has written.
pub(super) fn remember() {
    let places = PLACES.lock().map(|mut places| std::mem::take(&mut *places)).unwrap_or_default();
    let Some(list) = list().filter(|_| !places.is_empty()) else { return };
    let written = |place: &Place| entry(&place.path).filter(|now| place.before.as_ref() != Some(now));
    let new: Vec<String> = places.iter().filter_map(written).collect();
    let announced: Vec<String> = places.iter().filter_map(|place| full_path(&place.path)).collect();
    let old = fs::read_to_string(&list).unwrap_or_default();
    let stale = |line: &&str| {
        new.iter().any(|entry| path_in(entry) == path_in(line))
            || line.starts_with(ANNOUNCED) && announced.iter().any(|path| path == path_in(line))
    };
    let lines = new.iter().map(String::as_str).chain(old.lines().filter(|line| !stale(line)));
    let _ = folder_of(&list);
    let _ = save(&list, |out| lines.take(MOST).try_for_each(|line| writeln!(out, "{line}")));
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
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    Some(format!("{}\t{changed}\t{}", found.len(), full_path(path)?))
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
