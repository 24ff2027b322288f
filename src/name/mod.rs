//! Names of people, places and organisations, matched across the two scripts by table and by sound.
//!
//! Arabic has no capitals, so only the counterpart of a word shows that it is a name: [`table`] has
//! the irregular ones (القاهرة Cairo), [`similarity`] recognises others by sound (تاتشر Thatcher),
//! and [`link`] combines both for one pair of texts. An aligner that compares whole vocabularies
//! computes a [`Sound`] and a [`Key`] once for each word type and finds likely partners by
//! [`Sound::keys`].

// Used by the build script; here only its tests are run.
#[cfg(test)]
mod builder;
mod forms;
mod keys;
mod kind;
mod kind_of;
mod known;
mod likeness;
mod link;
mod markers;
mod mention;
mod ordinary;
mod signs;
mod small;
mod sound;
mod sounds;
mod spelled;
mod table;
mod terms;
mod tries;
mod words;

pub use kind::{Kinds, NameKind};
pub use kind_of::kind;
pub(crate) use known::{Known, known, rows, word_key};
pub use likeness::likeness;
pub use link::{link, survey};
pub use markers::{is_marker, kind_after};
pub use mention::{Mention, Survey, Why};
pub(crate) use ordinary::is_listed_arabic;
pub use ordinary::is_ordinary_english;
pub use sound::{Sound, similarity, similarity_from};
pub use table::{FoundName, Key, NameEntry, Table, table};
pub use terms::{Terms, term_key};

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// The way in which a pair of names was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// Both are in the same row of the table of names.
    Table,
    /// Their consonants sound alike.
    Sound,
    /// The Arabic text has the name in Latin letters.
    Letters,
    /// Its words translate each other.
    Meaning,
}

/// A name on the Arabic side and the name on the English side that it matches.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Its place in the Arabic text.
    pub ar: Span,
    /// Its place in the English text.
    pub en: Span,
    /// The confidence in the link, 0 to 1.
    pub score: f64,
    /// The way in which it was recognised.
    pub how: How,
}
