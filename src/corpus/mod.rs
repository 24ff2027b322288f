//! Many documents: folders of pairs, endless streams, and the corpora that come out of them.
//!
//! [`matching`] finds which document translates which. [`batch`] aligns the files of a folder
//! ([`folder`]) and writes shards; [`stream()`] reads and answers one document pair per line. Both
//! use [`documents`] to align and [`ordered`] to run, so the output never depends on the number of
//! threads. The result is a corpus of [`row`]s. [`source`] reads a corpus; [`filter`], [`split`]
//! and [`sample`] decide on its rows ([`duplicates`] finds duplicates, [`against`] finds rows of
//! test sets); [`parts`] writes rows according to decisions; [`statistics`] counts.

pub mod against;
pub mod audit;
pub mod batch;
pub mod block;
pub mod cluster;
mod columnar;
mod different;
pub mod documents;
pub mod duplicates;
pub mod filter;
pub mod fix;
pub mod fluency;
pub mod folder;
mod guard;
mod known;
mod leaks;
pub mod lines;
mod loose;
pub mod matching;
pub mod measure;
mod members;
pub mod mend;
pub mod named;
pub mod near;
pub mod normal;
pub mod note;
pub mod ordered;
pub mod packing;
pub mod page;
pub mod parse;
pub mod parts;
pub mod personal;
pub mod piece;
pub mod rank;
pub mod row;
pub mod sample;
pub mod shape;
pub mod shards;
pub mod side;
pub mod source;
pub mod split;
pub mod statistics;
mod stream;
pub mod target;
pub mod whole;
pub mod xces;

pub use stream::{StreamForm, Trailer, stream};
