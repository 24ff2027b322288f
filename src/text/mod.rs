//! Characters, words and stems: what the rest of the program knows about Arabic and English script.
//!
//! Everything here works on `&str` and returns [`Span`]s into it, so that a match on folded forms
//! (`أحمدُ` and `احمد`) always points back to the spelling in the text.

pub mod bidi;
pub(crate) mod boilerplate;
pub mod chars;
pub(crate) mod clitics;
pub mod fold;
mod lang;
pub mod markup;
pub(crate) mod memo;
mod sides;
mod span;
pub mod stem;
pub(crate) mod table;
pub mod thousands;
pub mod token;

pub use lang::Lang;
pub use sides::Sides;
pub use span::Span;
