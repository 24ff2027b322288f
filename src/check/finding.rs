//! Claims about a pair of texts.

use super::{code::Code, severity::Severity};
use crate::{
    figure,
    text::{Lang, Span},
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A place in a text and the value read there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Its place, in bytes of the text that was checked.
    pub span: Span,
    /// The value in a normal form that people can compare (`3457`, `2023-10-31`, `3000000 USD`).
    pub value: String,
}

/// A claim about one pair of texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How serious it is.
    pub severity: Severity,
    /// Its kind.
    pub code: Code,
    /// The reason, as one English sentence that contains the values.
    pub message: String,
    /// The place on the Arabic side, if it has one.
    pub ar: Option<Marked>,
    /// The place on the English side, if it has one.
    pub en: Option<Marked>,
    /// True if it is about the whole text and not only about the pair that has it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub throughout: bool,
}

impl Finding {
    /// Its place on one side, if it has one.
    pub fn marked(&self, lang: Lang) -> Option<&Marked> {
        if lang == Lang::Ar { self.ar.as_ref() } else { self.en.as_ref() }
    }

    /// The value at one of its places as people read it ([`figure::shown`]); a code, an address or a placeholder as it is.
    pub fn shown<'a>(&self, marked: &'a Marked) -> Cow<'a, str> {
        match self.code {
            Code::Code | Code::Address | Code::Placeholder => Cow::Borrowed(&marked.value),
            _ => figure::shown(&marked.value),
        }
    }

    /// The same finding in a translation from `source`: source text without a counterpart is
    /// untranslated, target text without one was added.
    #[must_use]
    pub fn of_translation_from(mut self, source: Lang) -> Self {
        if matches!(self.code, Code::Untranslated | Code::AddedText) && self.ar.is_some() != self.en.is_some()
        {
            let of_source = self.ar.is_some() == (source == Lang::Ar);
            self.code = if of_source { Code::Untranslated } else { Code::AddedText };
        }
        self
    }
}
