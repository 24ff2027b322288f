//! Names on one side only, which remain when everything with a counterpart is linked.

use super::{Kinds, Link, NameKind};
use crate::text::Span;

/// The reason why something is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// Any unlinked word of an Arabic text; it may not be a name at all.
    Word,
    /// Arabic: it is not in the lexicon.
    Unlisted,
    /// Arabic: it is in the table of names, and is an ordinary word too (الرياض is Riyadh, and gardens).
    Homonym,
    /// English: an abbreviation in capitals.
    Acronym,
    /// English: a capital at the start of a sentence, of a word that is not an ordinary one.
    Opening,
    /// English: a capital inside a sentence.
    Capital,
    /// It follows a word such as `قرية` or `Mr`.
    Marked,
    /// Arabic: it is not in the lexicon, and recurs in the document.
    Recurs,
    /// Arabic: it is a name with a counterpart elsewhere in the document.
    Elsewhere,
    /// It is in the table of names.
    Table,
}

impl Why {
    /// The reason as a word in the output.
    pub fn word(self) -> &'static str {
        match self {
            Why::Word => "word",
            Why::Unlisted => "unlisted",
            Why::Homonym => "homonym",
            Why::Acronym => "acronym",
            Why::Opening => "opening",
            Why::Capital => "capital",
            Why::Marked => "marked",
            Why::Recurs => "recurs",
            Why::Elsewhere => "elsewhere",
            Why::Table => "table",
        }
    }
}

/// A name, or what may be one, without a link to the other side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// Its place.
    pub span: Span,
    /// The kinds of name that it may be, according to the table or the word before it.
    pub kinds: Kinds,
    /// The reason why it is a name.
    pub why: Why,
    /// Its relative place among the words of its text, 0 to 1.
    pub place: f64,
    /// The number of the pair of names next to it, like a given name next to a surname.
    pub beside: Option<usize>,
}

impl Mention {
    /// Its kind, if known; the first in the order of [`NameKind`] if there are several.
    pub fn kind(&self) -> Option<NameKind> {
        self.kinds.iter().next()
    }
}

/// The names of a pair of texts: links, and unlinked names of both sides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    /// Names with a counterpart, in Arabic order.
    pub links: Vec<Link>,
    /// The unlinked names on the Arabic side, in order, and single words that may be names.
    pub ar: Vec<Mention>,
    /// The unlinked names on the English side, in order.
    pub en: Vec<Mention>,
}
