//! What a step was done with and what came of it, by hashes.

use mizan::{Error, Result, bitext::save};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};
use xxhash_rust::xxh3::Xxh3;

/// Hashes of all files by their paths.
type Hashes = BTreeMap<PathBuf, String>;

/// A step that was done, or is to be done.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    version: String,
    words: Vec<String>,
    inputs: Hashes,
    outputs: Hashes,
}

impl State {
    /// A step that is to be done.
    ///
    /// # Errors
    /// When an input cannot be read.
    pub(super) fn before(words: &[String], inputs: &[PathBuf]) -> Result<Self> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Ok(State { version, words: words.to_vec(), inputs: hashes(inputs)?, outputs: Hashes::new() })
    }

    /// The same step when it has been done.
    ///
    /// # Errors
    /// When an output cannot be read.
    pub(super) fn after(self, outputs: &[PathBuf]) -> Result<Self> {
        Ok(State { outputs: hashes(outputs)?, ..self })
    }

    /// The state in a file; `None` where there is none that can be read.
    pub(super) fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn save(&self, path: &Path) -> Result<()> {
        save(path, |out| {
            serde_json::to_writer_pretty(&mut *out, self)?;
            out.write_all(b"\n")
        })
    }

    /// True where it was done with the same input, options and version.
    pub(super) fn is_of(&self, wanted: &State) -> bool {
        (&self.version, &self.words, &self.inputs) == (&wanted.version, &wanted.words, &wanted.inputs)
    }

    /// True where all that it wrote is as it was written.
    pub(super) fn holds(&self) -> bool {
        !self.outputs.is_empty()
            && self.outputs.iter().all(|(path, hash)| of_file(path).is_ok_and(|now| now == *hash))
    }
}

/// The hashes of files and of all files in folders.
fn hashes(paths: &[PathBuf]) -> Result<Hashes> {
    let mut found = Hashes::new();
    let mut open = paths.to_vec();
    while let Some(path) = open.pop() {
        let failed = |error: io::Error| Error::io(&path, &error);
        if path.is_dir() {
            for entry in fs::read_dir(&path).map_err(failed)? {
                open.push(entry.map_err(failed)?.path());
            }
            continue;
        }
        // The other files of a Moses corpus are named by one of them.
        let sides =
            mizan::corpus::target::Target::of_path(&path).map(|target| target.paths).unwrap_or_default();
        for side in sides.into_iter().filter(|side| *side != path && side.is_file()) {
            let hash = of_file(&side).map_err(failed)?;
            found.insert(side, hash);
        }
        let hash = of_file(&path).map_err(failed)?;
        found.insert(path, hash);
    }
    Ok(found)
}

fn of_file(path: &Path) -> io::Result<String> {
    struct Hashing(Xxh3);
    impl Write for Hashing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut hash = Hashing(Xxh3::new());
    io::copy(&mut File::open(path)?, &mut hash)?;
    Ok(format!("{:032x}", hash.0.digest128()))
}
