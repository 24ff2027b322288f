//! The inputs and outputs of a step, as hashes.

use mizan::{Error, Result, bitext::save};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};
use xxhash_rust::xxh3::Xxh3;

/// Hashes of files, by path.
pub(super) type Hashes = BTreeMap<PathBuf, String>;

/// A step that was done or will be done.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) version: String,
    pub(super) words: Vec<String>,
    pub(super) inputs: Hashes,
    pub(super) outputs: Hashes,
    /// Its counts.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub(super) counts: Value,
}

impl State {
    /// The state of a step before it is run.
    ///
    /// # Errors
    /// When an input cannot be read.
    pub(super) fn before(words: &[String], inputs: &[PathBuf]) -> Result<Self> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let inputs = hashes(inputs)?;
        Ok(State { version, words: words.to_vec(), inputs, outputs: Hashes::new(), counts: Value::Null })
    }

    /// The same step with its counts.
    pub(super) fn counted(self, counts: Value) -> Self {
        State { counts, ..self }
    }

    /// The same step after it was run.
    ///
    /// # Errors
    /// When an output cannot be read.
    pub(super) fn after(self, outputs: &[PathBuf]) -> Result<Self> {
        Ok(State { outputs: hashes(outputs)?, ..self })
    }

    /// The same step with one more output.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn and_wrote(mut self, path: &Path) -> Result<Self> {
        let hash = of_file(path).map_err(|error| Error::io(path, &error))?;
        self.outputs.insert(path.to_owned(), hash);
        Ok(self)
    }

    /// Reads a state from a file; `None` if there is no readable one.
    pub(super) fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Writes the state to a file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn save(&self, path: &Path) -> Result<()> {
        save(path, |out| {
            serde_json::to_writer_pretty(&mut *out, self)?;
            out.write_all(b"\n")
        })
    }

    /// True if the step was done with the same inputs, options and version.
    pub(super) fn is_of(&self, wanted: &State) -> bool {
        (&self.version, &self.words, &self.inputs) == (&wanted.version, &wanted.words, &wanted.inputs)
    }

    /// True if the step wrote a file that is unchanged since.
    pub(super) fn wrote(&self, path: &Path) -> bool {
        self.outputs.get(path).is_some_and(|hash| of_file(path).is_ok_and(|now| now == *hash))
    }

    /// True if all outputs of the step are unchanged.
    pub(super) fn holds(&self) -> bool {
        !self.outputs.is_empty()
            && self.outputs.iter().all(|(path, hash)| of_file(path).is_ok_and(|now| now == *hash))
    }
}

/// The path of the record of the run that wrote a corpus: `clean.jsonl.run.json`.
pub(super) fn beside(corpus: &Path) -> PathBuf {
    let whole = mizan::corpus::shards::whole(corpus).unwrap_or_else(|| corpus.to_owned());
    let mut name = whole.into_os_string();
    name.push(".run.json");
    name.into()
}

/// The hashes of files, and of all files in folders.
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
        // One file of a Moses corpus denotes all of them.
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
