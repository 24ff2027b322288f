//! One document of a review of several documents.

use crate::text::{Lang, Span};
use serde::{Deserialize, Serialize};

/// One document of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name for people.
    pub name: String,
    /// The place of its Arabic in the Arabic text of the review.
    pub ar: Span,
    /// The place of its English in the English text of the review.
    pub en: Span,
}

impl Part {
    /// The place of its text in a language.
    pub fn span(&self, lang: Lang) -> Span {
        match lang {
            Lang::Ar => self.ar,
            Lang::En => self.en,
        }
    }
}
