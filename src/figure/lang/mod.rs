//! The grammars of number words, one folder per language.

pub(super) mod arabic;
pub(super) mod english;
pub(super) mod senses;
