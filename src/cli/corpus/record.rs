//! What a run was, in a file beside its output: `clean.jsonl.run.json`. The same run on the same files is not done again,
//! and what was done before can be told in a dataset card.

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

/// A run that writes files.
pub(super) struct Record {
    path: PathBuf,
    state: State,
    card: Option<PathBuf>,
    /// All that is read can be read again.
    is_repeatable: bool,
}

impl Record {
    /// Looks at the inputs of a run; `read` are files that it reads besides its corpus. Nothing for a run that writes no
    /// file, or whose input cannot be looked at twice.
    ///
    /// # Errors
    /// When an input cannot be read, or when a card is asked for that would describe nothing.
    pub(super) fn begin(
        input: &Input,
        read: &[PathBuf],
        (places, out): (&Places, &OutputArgs),
        console: &Console,
    ) -> Result<Option<Self>> {
        let first = places.targets.iter().flatten().next().filter(|target| places.is_file(target));
        let Some(first) = first else {
            return match &out.card {
                Some(card) => Err(Error::new("a card describes files, and none is written")
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

    /// True where the same run was done and all that it wrote is as it was written; says so.
    pub(super) fn is_done(&self, console: &Console) -> bool {
        let is_done = self.is_repeatable
            && State::read(&self.path).is_some_and(|known| known.is_of(&self.state) && known.holds());
        if is_done {
            console.say(format_args!("nothing has changed since {} was written", self.path.display()));
        }
        is_done
    }

    /// Writes what the run was, and the card where one is asked for.
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
