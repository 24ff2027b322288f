//! Mizan aligns an Arabic text with its English translation and compares the figures on both sides.
//!
//! # A guided tour
//!
//! Data goes one way, and each arrow is a module:
//!
//! ```text
//! bytes -> document::Document -> segment::Segment -> align::Alignment -> check::Finding -> bitext writers
//! ```
//!
//! [`document`] reads a file, [`segment`] splits it, [`align`] pairs the segments by the
//! [`figure`]s, [`name`]s and words of the [`lexicon`] that they have in common, [`check`] compares
//! the figures of each pair, and [`bitext`] holds and writes the result. [`corpus`] does the same
//! for many documents; [`text`] is the basis of all of them. Everything refers to the text of a
//! document by byte spans, and values do not change once they are made.
//!
//! ```
//! use mizan::{align, bitext::Bitext, document, segment, text::Lang};
//!
//! # fn main() -> mizan::Result<()> {
//! let ar = "وصل الوفد إلى القاهرة يوم الأحد. وغادر بعد ٢٥ يوما.";
//! let en = "The delegation arrived in Cairo on Sunday. It left after 52 days.";
//!
//! // Read: the encoding is detected, and so is the language if it is not given.
//! let read = |lang, text: &str, name| {
//!     let options = document::ReadOptions { lang: Some(lang), ..Default::default() };
//!     document::read(text.as_bytes(), name, &options)
//! };
//! let (ar, en) = (read(Lang::Ar, ar, "visit.ar")?, read(Lang::En, en, "visit.en")?);
//!
//! // Split: a segment is a span of the document.
//! let (ar_segments, en_segments) = (segment::segment(&ar), segment::segment(&en));
//! assert_eq!(en_segments[1].span.of(&en.text), "It left after 52 days.");
//!
//! // Align and check.
//! let mut bitext = Bitext::align((ar, ar_segments), (en, en_segments), Lang::Ar, &align::Options::default())?;
//! bitext.check();
//!
//! let bead = &bitext.alignment.beads[1];
//! assert_eq!((bead.kind().as_str(), bitext.pair(1).texts.en.as_str()), ("1-1", "It left after 52 days."));
//! let found = &bitext.findings[0];
//! assert_eq!((found.bead, found.finding.code.as_str()), (1, "digits-swapped"));
//! # Ok(())
//! # }
//! ```
// Code that only the larger features use is not dead where they are off.
#![cfg_attr(
    not(all(feature = "cli", feature = "review", feature = "xlsx")),
    allow(dead_code, unused_imports)
)]

pub mod adequacy;
pub mod align;
#[cfg(feature = "formats")]
pub mod bitext;
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "corpus")]
pub mod corpus;
pub mod document;
#[cfg(feature = "embeddings")]
pub mod embeddings;
mod error;
pub mod figure;
pub mod language;
pub mod lexicon;
#[cfg(any(feature = "corpus", feature = "project"))]
mod lock;
pub mod name;
mod packed;
#[cfg(feature = "formats")]
mod report;
#[cfg(feature = "formats")]
pub mod review;
pub mod segment;
pub mod text;

/// The command line is a user of the library inside this crate and refers to it by the same name as others do.
#[cfg(feature = "cli")]
extern crate self as mizan;

pub use error::{Error, ErrorKind, Result};
