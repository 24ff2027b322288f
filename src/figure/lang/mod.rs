//! The grammars of number words, one language a file; Arabic ordinals stand apart.

pub(super) mod arabic;
pub(super) mod english;
mod ordinal;
