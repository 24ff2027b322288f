//! The record of a run, in a file next to its output: `clean.jsonl.run.json`. It avoids repeating
//! the same run on the same files, and provides the history for a dataset card.

use super::{
    Input, card,
    made::Made,
    places::{OutputArgs, Places},
    state::{State, beside},
};
use crate::cli::{console::Console, file::is_dash};
use mizan::{Error, Result};
use serde::Serialize;
use std::path::PathBuf;

/// The record of a run that writes files.
pub(super) struct Record {
    path: PathBuf,
    state: State,
    card: Option<PathBuf>,
    /// Whether all inputs can be read again.
    is_repeatable: bool,
}

impl Record {
    /// Hashes the inputs of a run; `read` are the files that it reads besides its corpus. `None`
    /// for a run that writes no file, or whose input can be read only once and needs no card.
    ///
    /// # Errors
    /// When an input cannot be read, or when a card is requested but no file is written.
    pub(super) fn begin(
        input: &Input,
        read: &[PathBuf],
        (places, out): (&Places, &OutputArgs),
        console: &Console,
    ) -> Result<Option<Self>> {
        let first = places.targets.iter().flatten().next().filter(|target| places.is_file(target));
        let Some(first) = first else {
            return match &out.card {
                Some(card) => Err(Error::new("a card describes output files, but none is written")
                    .at(card.display())
                    .advise("give -o FILE")),
                None => Ok(None),
            };
        };
        let is_passing = |path: &&PathBuf| is_dash(path) || !(path.is_file() || path.is_dir());
        let (passing, inputs): (Vec<_>, Vec<_>) = input.files.iter().chain(read).partition(is_passing);
        if !passing.is_empty() && out.card.is_none() {
            return Ok(None);
        }
        let inputs: Vec<PathBuf> = inputs.into_iter().cloned().collect();
        let state = State::before(console.words(), &inputs)?;
        let is_repeatable = passing.is_empty();
        Ok(Some(Record { path: beside(&first.paths[0]), state, card: out.card.clone(), is_repeatable }))
    }

    /// True if the same run was done before and its outputs are unchanged; prints that.
    pub(super) fn is_done(&self, console: &Console) -> bool {
        let is_done = self.is_repeatable
            && State::read(&self.path).is_some_and(|known| known.is_of(&self.state) && known.holds());
        if is_done {
            console.say(format_args!("nothing has changed since {} was written", self.path.display()));
        }
        is_done
    }

    /// Writes the record, and the card if requested.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub(super) fn finish(self, made: &Made<'_>, counts: &impl Serialize) -> Result<()> {
        let mut outputs = made.others.clone();
        for (_, target) in &made.parts {
            outputs.extend(target.written()?);
        }
        let counts = serde_json::to_value(counts).unwrap_or_default();
        let mut state = self.state.after(&outputs)?.counted(counts);
        if let Some(path) = self.card.as_ref().filter(|path| !is_dash(path)) {
            card::write(path, &state, made)?;
            state = state.and_wrote(path)?;
        }
        state.save(&self.path)
    }
}
