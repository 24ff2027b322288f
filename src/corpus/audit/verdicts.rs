//! The verdicts of people on the pairs of a sample.

use super::super::{
    filter::faults::PairFault,
    lines::{Line, Lines},
};
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::{fs::File, io::BufReader, path::Path};
use xxhash_rust::xxh3::xxh3_128;

/// Verdicts by the texts of the pairs, so that they remain valid when the order of the corpus changes.
#[derive(Debug, Default)]
pub struct Verdicts(FxHashMap<u128, String>);

impl Verdicts {
    /// Reads a sample in which people have filled in the member `verdict`.
    ///
    /// # Errors
    /// When the file cannot be read, a line is not a pair of a sample, or a verdict names an unknown fault.
    pub fn read(path: &Path) -> Result<Self> {
        #[derive(Deserialize)]
        struct Said {
            ar: String,
            en: String,
            #[serde(default)]
            verdict: Option<String>,
        }
        let file = File::open(path).map_err(|error| Error::io(path, &error))?;
        let mut verdicts = Verdicts::default();
        for (n, line) in (1..).zip(Lines::new(BufReader::new(file), 64 << 20)) {
            let fault = |what: String| Error::new(what).at(path.display()).line(n);
            let line = match line.map_err(|error| Error::io(path, &error))? {
                Line::Bytes(line) => line,
                Line::TooLong(length) => return Err(fault(format!("the line has {length} bytes"))),
            };
            if line.trim_ascii().is_empty() {
                continue;
            }
            let said: Said = serde_json::from_slice(&line).map_err(|error| {
                fault(format!("no pair of a sample: {error}"))
                    .advise("give the file that --sample has written")
            })?;
            let verdict = said.verdict.unwrap_or_default();
            let wrong = verdict
                .split_whitespace()
                .find(|name| *name != "ok" && PairFault::ALL.iter().all(|known| known.name() != *name));
            if let Some(wrong) = wrong {
                let names: Vec<&str> = PairFault::ALL.iter().map(|fault| fault.name()).collect();
                return Err(fault(format!("no verdict is called `{wrong}`"))
                    .advise(format!("write ok, or any of {}", names.join(", "))));
            }
            if !verdict.trim().is_empty() {
                verdicts.0.insert(key(&said.ar, &said.en), verdict.trim().to_owned());
            }
        }
        Ok(verdicts)
    }

    /// The verdict on a pair.
    pub(super) fn of(&self, ar: &str, en: &str) -> Option<&str> {
        self.0.get(&key(ar, en)).map(String::as_str)
    }
}

fn key(ar: &str, en: &str) -> u128 {
    xxh3_128(&[ar.as_bytes(), b"\t", en.as_bytes()].concat())
}
