//! Names that stand on one side only: what is left when everything that has a counterpart is linked.

use super::{Kind, Kinds, Link};
use crate::text::Span;

/// What says that something is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// Any word of a text in Arabic script that is linked to nothing; it may be no name at all.
    Word,
    /// Arabic: it is no word of the lexicon.
    Unlisted,
    /// Arabic: it stands in the table of names, and is an ordinary word too (الرياض is Riyadh, and gardens).
    Homonym,
    /// English: an abbreviation in capitals.
    Acronym,
    /// English: a capital at the start of a sentence, of a word that is no ordinary one.
    Opening,
    /// English: a capital inside a sentence.
    Capital,
    /// A word such as `قرية` or `Mr` stands before it.
    Marked,
    /// It stands in the table of names.
    Table,
}

impl Why {
    /// The word for a reason in what is printed.
    pub fn word(self) -> &'static str {
        match self {
            Why::Word => "word",
            Why::Unlisted => "unlisted",
            Why::Homonym => "homonym",
            Why::Acronym => "acronym",
            Why::Opening => "opening",
            Why::Capital => "capital",
            Why::Marked => "marked",
            Why::Table => "table",
        }
    }
}

/// A name, or what may be one, that is linked to nothing on the other side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What it may name, as far as the table or the word before it says.
    pub kinds: Kinds,
    /// What says that it is a name.
    pub why: Why,
    /// Its place among the words of its text, 0 to 1.
    pub place: f64,
    /// The number of the pair of names that it stands right beside, as a surname beside a given name.
    pub beside: Option<usize>,
}

impl Mention {
    /// What it names, as far as anything says; where it may be more than one, the first in the order of [`Kind`].
    pub fn kind(&self) -> Option<Kind> {
        self.kinds.iter().next()
    }
}

/// The names of a pair of texts: those that are linked and what is left on both sides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    /// Names with a counterpart, in Arabic order.
    pub links: Vec<Link>,
    /// What is left on the Arabic side, in order: names, and single words that may be names.
    pub ar: Vec<Mention>,
    /// What is left on the English side, in order.
    pub en: Vec<Mention>,
}
