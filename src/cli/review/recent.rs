//! The recently opened projects: a list of paths in the user's state folder.

use crate::cli::home;
use mizan::bitext::save;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Most projects that are remembered.
const MOST: usize = 20;

/// The recent projects that still exist, newest first.
pub(super) fn all() -> Vec<PathBuf> {
    let text = list().and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    text.lines().map(PathBuf::from).filter(|path| path.is_file()).take(MOST).collect()
}

/// Moves a project to the top of the list. A failure to write the list is ignored.
pub(super) fn remember(project: &Path) {
    let Some(list) = list() else { return };
    let project = std::path::absolute(project).unwrap_or_else(|_| project.to_owned());
    // A name with a line break would become two.
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

/// The path of the list.
fn list() -> Option<PathBuf> {
    home::state().map(|folder| folder.join("recent-projects"))
}
