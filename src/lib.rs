//! Mizan aligns an Arabic text with its English translation and weighs the figures on both sides.
pub mod align;
pub mod bitext;
pub mod check;
pub mod corpus;
pub mod document;
mod error;
pub mod figure;
pub mod lexicon;
pub mod name;
#[cfg(feature = "review")]
pub mod review;
pub mod segment;
pub mod text;

pub use error::{Error, Result};
