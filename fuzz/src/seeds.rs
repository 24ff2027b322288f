//! The inputs that are mutated: files of the project, the stored corpus, and a few lines for each target.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Largest seed in bytes: it is mutated many thousand times, so it must be small.
const LARGEST: u64 = 40_000;

/// The stored inputs of a target: those that revealed a bug, and minimised ones that reach much of the code.
pub fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

/// The files of a folder, sorted; none if there is no such folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

/// The files of the project with one of some extensions.
pub fn samples(extensions: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    ["data/samples", "tests/resources/documents", "tests/resources/pages"]
        .iter()
        .flat_map(|folder| files(&root.join(folder)))
        .filter(|path| path.extension().is_some_and(|own| extensions.iter().any(|one| own == *one)))
        .filter(|path| fs::metadata(path).is_ok_and(|data| data.len() <= LARGEST))
        .filter_map(|path| fs::read(path).ok())
        .collect()
}
