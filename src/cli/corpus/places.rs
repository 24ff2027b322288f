//! Where the outputs of a corpus command go: files that stand in the way only when they may be replaced, and standard
//! output, for which rows wait in a file so that nothing comes out of a run that fails.

use super::Input;
use crate::cli::{
    console::{Stdout, failed},
    file::{STDIN, is_dash},
    output::{Replace, same_file},
};
use mizan::{Error, Result, bitext::save, corpus::target::Target};
use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// The rows that a command writes, in the order in which its options name them.
pub(super) struct Places {
    /// The files of each output; `None` where it was not asked for.
    pub(super) targets: Vec<Option<Target>>,
    /// What standard output gets at the end.
    waiting: Option<(TempDir, PathBuf)>,
}

impl Places {
    /// Works out what to write before anything is read: `rows` are corpora, `others` any other file of the command.
    ///
    /// # Errors
    /// When a name says no format, when something is named twice, or when a file may not be written.
    pub(super) fn plan(
        input: &Input,
        replace: Replace,
        rows: &[Option<&PathBuf>],
        others: &[Option<&PathBuf>],
    ) -> Result<Places> {
        let mut places = Places { targets: Vec::new(), waiting: None };
        for path in rows {
            let target = path.map(|path| places.target(path)).transpose()?;
            places.targets.push(target);
        }
        let mut files: Vec<&Path> =
            places.targets.iter().flatten().flat_map(|target| &target.paths).map(PathBuf::as_path).collect();
        files.extend(others.iter().flatten().map(|path| path.as_path()));
        let streams = others.iter().flatten().filter(|path| is_dash(path)).count();
        if streams + usize::from(places.waiting.is_some()) > 1 {
            return Err(named_twice(Path::new("-")));
        }
        for (n, path) in files.iter().enumerate() {
            if files[..n].contains(path) {
                return Err(named_twice(path));
            }
            if input.files.iter().any(|read| same_file(read, path)) {
                return Err(Error::new("this is a file of the corpus that is read; it would be overwritten")
                    .at(path.display())
                    .advise("write to another file"));
            }
            replace.allows(path)?;
        }
        Ok(places)
    }

    fn target(&mut self, path: &Path) -> Result<Target> {
        if !is_dash(path) {
            return Target::of_path(path);
        }
        if self.waiting.is_some() {
            return Err(named_twice(path));
        }
        let folder = tempfile::tempdir().map_err(|error| Error::io(Path::new(STDIN), &error))?;
        let file = folder.path().join("rows.jsonl");
        let target = Target::of_path(&file)?;
        self.waiting = Some((folder, file));
        Ok(target)
    }

    /// Writes to standard output what waits for it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn finish(self) -> Result<()> {
        let Some((_folder, file)) = self.waiting else { return Ok(()) };
        let mut rows = File::open(&file).map_err(|error| Error::io(&file, &error))?;
        let mut out = Stdout::new();
        io::copy(&mut rows, &mut out).map_err(|error| failed(&error))?;
        out.finish()
    }
}

fn named_twice(path: &Path) -> Error {
    Error::new("named twice as output").at(path.display()).advise("name it once")
}

/// Writes a small file whole, or to standard output where it is called `-`.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write_to(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    if !is_dash(path) {
        return save(path, write);
    }
    let mut out = Stdout::new();
    write(&mut out).map_err(|error| failed(&error))?;
    out.finish()
}
