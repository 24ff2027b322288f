//! The states of units, in the terms of the standards and of the tools.

use crate::{Result, document::xml::Tag};

/// The state of the work on a unit or segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct State {
    /// A person has confirmed that it is right.
    pub(super) confirmed: bool,
    /// It needs another check.
    pub(super) flagged: bool,
    /// It must not be changed.
    pub(super) locked: bool,
    /// It must not be translated.
    pub(super) untranslatable: bool,
}

impl State {
    /// Combines both states.
    pub(super) fn and(self, other: State) -> State {
        State {
            confirmed: self.confirmed || other.confirmed,
            flagged: self.flagged || other.flagged,
            locked: self.locked || other.locked,
            untranslatable: self.untranslatable || other.untranslatable,
        }
    }

    /// The state in a tag: a target of version 1.2, a segment of version 2, a unit with attributes
    /// of tools (`m:confirmed`, `mq:status`, `conf` of SDL), with any prefix.
    ///
    /// # Errors
    /// When its attributes are invalid.
    pub(super) fn of(tag: &Tag<'_>) -> Result<State> {
        let mut state = State::default();
        tag.each_attr(|name, value| state.read(name.rsplit(':').next().unwrap_or_default(), value))?;
        Ok(state)
    }

    fn read(&mut self, name: &str, value: &str) {
        match name {
            "approved" => self.confirmed |= value == "yes",
            "translate" => self.untranslatable |= value == "no",
            "confirmed" => self.confirmed |= matches!(value, "1" | "true"),
            "locked" => self.locked |= matches!(value, "true" | "1" | "yes" | "locked"),
            "subState" => self.flagged |= value == "mizan:needs-review",
            // XLIFF.
            "state" => {
                self.confirmed |= matches!(value, "final" | "signed-off" | "reviewed");
                self.flagged |= value.starts_with("needs-review");
            }
            // memoQ.
            "status" => {
                self.confirmed |= value.ends_with("Confirmed") || value == "Proofread";
                self.flagged |= value == "Rejected";
            }
            // SDL.
            "conf" => {
                self.confirmed |= matches!(value, "Translated" | "ApprovedTranslation" | "ApprovedSignOff");
                self.flagged |= value.starts_with("Rejected");
            }
            _ => {}
        }
    }
}
