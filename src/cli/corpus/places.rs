//! The outputs of a corpus command: files, which replace existing ones only where allowed, and
//! standard output, for which rows are kept in a file until the run has succeeded.

use super::{
    Input,
    state::{State, beside},
};
use crate::cli::{
    console::{Stdout, failed},
    file::{STDIN, is_dash},
    output::{Replace, same_file},
    size,
};
use mizan::{
    Error, Result,
    bitext::save,
    corpus::{shards, target::Target},
};
use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Options on how outputs are written and described.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct OutputArgs {
    /// Divide the pairs that are written into files of about this size (512M), called
    /// NAME-00000-of-00012.parquet
    #[arg(long, value_name = "SIZE", value_parser = size::parse)]
    shard_size: Option<usize>,
    /// Write a dataset card: what loaders of data sets read, the counts of each step, versions, options and hashes
    #[arg(long, value_name = "FILE")]
    pub(super) card: Option<PathBuf>,
    #[command(flatten)]
    replace: Replace,
}

impl From<Replace> for OutputArgs {
    fn from(replace: Replace) -> Self {
        OutputArgs { replace, ..OutputArgs::default() }
    }
}

/// The outputs of a command, in the order of its options.
pub(super) struct Places {
    /// The files of each output; `None` where it is not wanted.
    pub(super) targets: Vec<Option<Target>>,
    /// The file whose content goes to standard output at the end.
    waiting: Option<(TempDir, PathBuf)>,
}

impl Places {
    /// Plans the outputs before anything is read: `rows` are corpora, `others` all other files of the command.
    ///
    /// # Errors
    /// When a name has no known format, when something is named twice, or when a file must not be written.
    pub(super) fn plan(
        input: &Input,
        out: &OutputArgs,
        rows: &[Option<&PathBuf>],
        others: &[Option<&PathBuf>],
    ) -> Result<Places> {
        let mut places = Places { targets: Vec::new(), waiting: None };
        for path in rows {
            let target = path.map(|path| places.target(path, out)).transpose()?;
            places.targets.push(target);
        }
        let mut files: Vec<&Path> =
            places.targets.iter().flatten().flat_map(|target| &target.paths).map(PathBuf::as_path).collect();
        let others: Vec<&Path> =
            others.iter().copied().flatten().chain(&out.card).map(PathBuf::as_path).collect();
        files.extend(&others);
        let streams = others.iter().filter(|path| is_dash(path)).count();
        if streams + usize::from(places.waiting.is_some()) > 1 {
            return Err(named_twice(Path::new("-")));
        }
        let earlier = places.targets.iter().flatten().next().map(|target| beside(&target.paths[0]));
        let earlier = earlier.and_then(|record| State::read(&record));
        let allows = |path: &Path| match &earlier {
            Some(state) if state.wrote(path) => Ok(()),
            _ => out.replace.allows(path),
        };
        for (n, path) in files.iter().enumerate() {
            if files[..n].contains(path) {
                return Err(named_twice(path));
            }
            if input.files.iter().any(|read| same_file(read, path)) {
                return Err(Error::new("this is a file of the corpus that is read; it would be overwritten")
                    .at(path.display())
                    .advise("write to another file"));
            }
            let is_divided = out.shard_size.is_some() && !others.contains(path);
            if is_divided {
                shards::of(path)?.iter().try_for_each(|shard| allows(shard))?;
            } else {
                allows(path)?;
            }
        }
        Ok(places)
    }

    /// True for a target that is not standard output.
    pub(super) fn is_file(&self, target: &Target) -> bool {
        self.waiting.as_ref().is_none_or(|(_, file)| target.paths.first() != Some(file))
    }

    fn target(&mut self, path: &Path, out: &OutputArgs) -> Result<Target> {
        if !is_dash(path) {
            let shard_size = out.shard_size.map(|size| size as u64);
            return Ok(Target { shard_size, ..Target::of_path(path)? });
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

    /// Copies the waiting rows to standard output.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(super) fn finish(&self) -> Result<()> {
        let Some((_, file)) = &self.waiting else { return Ok(()) };
        let mut rows = File::open(file).map_err(|error| Error::io(file, &error))?;
        let mut out = Stdout::new();
        io::copy(&mut rows, &mut out).map_err(|error| failed(&error))?;
        out.finish()
    }
}

fn named_twice(path: &Path) -> Error {
    Error::new("named twice as output").at(path.display()).advise("name it once")
}

/// Writes a small file at once, or to standard output for the path `-`.
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
