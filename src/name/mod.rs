//! Names of people, places and organisations, matched across the two scripts by table and by sound.
//!
//! Arabic has no capitals, so nothing on the page says that a word is a name. What says so is its counterpart:
//! [`table`] knows the irregular ones (القاهرة Cairo), [`similarity`] hears the others (تاتشر Thatcher), and
//! [`link`] joins both for one pair of texts. An aligner that compares whole vocabularies makes a [`Sound`] and a
//! [`Key`] once for each word type and finds likely partners by [`Sound::keys`].

// The build script's; here only its tests are run.
#[cfg(test)]
mod builder;
mod forms;
mod keys;
mod kind;
mod known;
mod likeness;
mod link;
mod markers;
mod mention;
mod ordinary;
mod sound;
mod sounds;
mod spelled;
mod table;
mod terms;
mod tries;
mod words;

pub use kind::{Kind, Kinds};
pub use likeness::likeness;
pub use link::{link, survey};
pub use markers::is_marker;
pub use mention::{Mention, Survey, Why};
pub use sound::{Sound, similarity, similarity_from};
pub use table::{Entry, Found, Key, Table, table};
pub use terms::{Terms, term_key};

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// How a name pair was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// Both stand in a row of the table of names.
    Table,
    /// Their consonants sound alike.
    Sound,
    /// The Arabic text holds the name in Latin letters.
    Letters,
    /// Its words translate each other.
    Meaning,
}

/// A name on the Arabic side and the name on the English side that it matches.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Where it stands in the Arabic text.
    pub ar: Span,
    /// Where it stands in the English text.
    pub en: Span,
    /// How sure the link is, 0 to 1.
    pub score: f64,
    /// How it was recognised.
    pub how: How,
}
