//! Many documents: folders of pairs, endless streams, and the corpora that come out of them.
//!
//! [`matching`] finds out which document translates which. [`batch`] pairs the files of a folder ([`folder`]) and writes shards, [`stream()`] answers one document pair a
//! line. Both align with [`documents`] and run through [`ordered`], so that the output never depends on the number of
//! threads. What comes out is a corpus of [`row`]s; [`source`] reads it again, [`filter`], [`split`], [`sample`]
//! decide about its rows, [`parts`] writes them where the decisions say, [`statistics`] counts.

pub mod batch;
pub mod block;
mod different;
pub mod documents;
pub mod filter;
pub mod folder;
pub mod lines;
pub mod matching;
pub mod measure;
pub mod near;
pub mod normal;
pub mod ordered;
pub mod packing;
pub mod page;
pub mod parse;
pub mod parts;
pub mod piece;
pub mod row;
pub mod sample;
pub mod shape;
pub mod source;
pub mod split;
pub mod statistics;
mod stream;
pub mod target;

pub use stream::{Trailer, stream};
