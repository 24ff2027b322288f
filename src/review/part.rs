//! One document of a review of several.

use crate::text::{Lang, Span};
use serde::{Deserialize, Serialize};

/// One document of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What people call it.
    pub name: String,
    /// Where its Arabic stands in the Arabic text of the review.
    pub ar: Span,
    /// Where its English stands.
    pub en: Span,
}

impl Part {
    /// Where its text in a language stands.
    pub fn span(&self, lang: Lang) -> Span {
        match lang {
            Lang::Ar => self.ar,
            Lang::En => self.en,
        }
    }
}
