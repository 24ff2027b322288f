//! Which projects were open lately: a list of paths in the user's folder for such things.

use crate::cli::home;
use mizan::bitext::save;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// How many are remembered.
const MOST: usize = 20;

/// The projects that are still there, newest first.
pub(super) fn all() -> Vec<PathBuf> {
    let text = list().and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    text.lines().map(PathBuf::from).filter(|path| path.is_file()).take(MOST).collect()
}

/// Puts a project at the head of the list. A list that cannot be written is not worth failing for.
pub(super) fn remember(project: &Path) {
    let Some(list) = list() else { return };
    let project = std::path::absolute(project).unwrap_or_else(|_| project.to_owned());
    // A name with a line end would be two.
    let is_line = |path: &PathBuf| path.to_str().is_some_and(|text| !text.contains('\n'));
    let mut paths = all();
    paths.retain(|path| *path != project);
    paths.insert(0, project);
    if let Some(folder) = list.parent() {
        let _ = fs::create_dir_all(folder);
    }
    let _ = save(&list, |out| {
        let mut paths = paths.iter().filter(|path| is_line(path)).take(MOST);
        paths.try_for_each(|path| writeln!(out, "{}", path.display()))
    });
}

/// Where the list is.
fn list() -> Option<PathBuf> {
    home::state().map(|folder| folder.join("recent-projects"))
}
