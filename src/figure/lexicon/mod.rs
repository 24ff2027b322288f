//! The words of figures, read once from the tables in `data/`.
//!
//! Every word form has a number. A single word may have several senses ([`Sense`]); phrases
//! (`per cent`, `كانون الثاني`) are stored with their first word as lists of the numbers of the
//! others.

pub(crate) mod calendar;
mod homograph;
mod load;
mod prefilter;
mod sense;
mod words;

pub(super) use sense::{Around, Role, Sense};
pub(super) use words::{Found, Lexicon, Part};

use crate::text::Lang;
use std::sync::OnceLock;

/// The lexicon of a language.
pub(super) fn lexicon(lang: Lang) -> &'static Lexicon {
    static AR: OnceLock<Lexicon> = OnceLock::new();
    static EN: OnceLock<Lexicon> = OnceLock::new();
    match lang {
        Lang::Ar => AR.get_or_init(|| load::load(Lang::Ar)),
        Lang::En => EN.get_or_init(|| load::load(Lang::En)),
    }
}
