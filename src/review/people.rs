//! Who did what to a row: names of the people who corrected, confirmed and noted it, and the
//! replies to its note.

use serde::{Deserialize, Serialize};

/// A reply to the note of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reply {
    /// Who wrote it; empty if unknown.
    #[serde(default)]
    pub who: String,
    /// When (ISO 8601); empty if unknown.
    #[serde(default)]
    pub at: String,
    /// The words.
    pub text: String,
}

/// The people who did something to a row; a name is empty if it is not known or nobody did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct By {
    /// Who changed its text or its pieces last.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub edited: String,
    /// Who confirmed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub confirmed: String,
    /// Who flagged it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub flagged: String,
    /// Who wrote its note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub noted: String,
}

impl By {
    /// True if nobody is known to have done anything.
    pub fn is_nobody(&self) -> bool {
        *self == By::default()
    }
}
