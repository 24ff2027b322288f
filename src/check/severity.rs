//! How serious findings are.

use serde::{Deserialize, Serialize};

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing, not shown by default.
    Note,
    /// Probably wrong: a figure without a counterpart.
    Warning,
    /// Almost surely wrong: both sides have a figure of one kind and the values differ.
    Error,
}

impl Severity {
    /// Its word in files and in what is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}
