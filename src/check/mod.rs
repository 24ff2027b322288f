//! Findings: claims about a pair of texts that a person should look at.

use crate::text::Span;
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

/// A place in a text and the value read there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Where it stands, in bytes of the text that was checked.
    pub span: Span,
    /// The value in a normal form that people can compare (`3457`, `2023-10-31`, `3000000 USD`).
    pub value: String,
}

/// A claim about one pair of texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How serious it is.
    pub severity: Severity,
    /// What kind it is: a short stable name such as `digits-swapped`, `scale`, `missing`.
    pub code: String,
    /// One sentence of reason in English, with the values.
    pub message: String,
    /// The place on the Arabic side, if it has one.
    pub ar: Option<Marked>,
    /// The place on the English side, if it has one.
    pub en: Option<Marked>,
}

/// Checks an Arabic text against its English translation.
pub fn pair(ar: &str, en: &str) -> Vec<Finding> {
    let _ = (ar, en);
    Vec::new()
}
