//! The grammars of number words, one language a folder.

pub(super) mod arabic;
pub(super) mod english;
pub(super) mod senses;
