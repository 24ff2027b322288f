//! Numbers, dates, sums and measures in a text, read to exact values.
//!
//! The text keeps its spelling; only values are compared. `٣٬٤٥٧`, `3,457` and
//! `three thousand four hundred and fifty-seven` are three spellings of one value. A spelling can
//! be ambiguous: `150.000` is 150,000 or 150 until the other side decides, so a [`Figure`] has
//! every [`Reading`] that the spelling allows, best first.
//!
//! ```
//! use mizan::figure::{self, Kind};
//! use mizan::text::Lang;
//! let ar = figure::read(Lang::Ar, "بلغت الكلفة ثلاثة ملايين ونصف المليون دولار");
//! let en = figure::read(Lang::En, "The cost was $3.5 million");
//! assert_eq!(ar[0].kind(), Kind::Money);
//! assert_eq!(ar[0].best().to_string(), "3500000 Dollar");
//! assert_eq!(ar[0].value(), en[0].value());
//! ```

mod bound;
mod compare;
mod date;
mod digits;
mod hit;
mod kind;
mod lang;
mod lexicon;
mod neighbours;
mod number;
mod paragraph;
mod reader;
mod recognize;
mod scan;
mod shown;
mod unit;
mod unit_name;
mod value;

pub use compare::{FigurePiece, Matching, Pairing, Part, Reason, ValueChange, change, equal};
pub use date::{Calendar, Date};
pub use kind::{Bound, Certainty, Form, Kind};
pub(crate) use lexicon::calendar::{Named, months, weekdays};
pub use shown::shown;
pub use unit::{Dimension, Unit};
pub(crate) use unit_name::UnitName;
pub use value::{Figure, Reading, Time, Value};

use crate::text::{Lang, Span};
pub use rust_decimal::Decimal;

/// Reads every figure of a text, in order; figures do not overlap.
pub fn read(lang: Lang, text: &str) -> Vec<Figure> {
    reader::read(lang, text)
}

/// What a word by itself may be in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordRole {
    /// A word of a number: ten, thousand, half, tenth, dozens.
    Number,
    /// The name of a unit or a currency.
    Unit,
}

/// The role of a folded word in figures; `None` if it has none, or other meanings as well.
pub(crate) fn role(lang: Lang, folded: &str) -> Option<WordRole> {
    let lexicon = lexicon::lexicon(lang);
    let senses = lexicon.senses(lexicon.find(folded).word);
    let is = |of: fn(&lexicon::Sense) -> bool| senses.iter().any(of);
    match senses {
        _ if is(|sense| matches!(sense, lexicon::Sense::Everyday | lexicon::Sense::Article)) => None,
        _ if is(|sense| sense.counts()) => Some(WordRole::Number),
        _ if is(|sense| matches!(sense, lexicon::Sense::Measure { .. })) => Some(WordRole::Unit),
        _ => None,
    }
}

/// True for the suffix of an English ordinal: `st`, `nd`, `rd`, `th`.
pub(crate) fn is_ordinal_sign(word: &str) -> bool {
    lexicon::lexicon(Lang::En).is_ordinal_sign(word)
}

/// The places of Arabic words that may be the dual of a noun (`لاعبين` is two players, or players)
/// but are too uncertain to be figures: a counterpart for a `two` that would otherwise have none.
pub fn possible_duals(text: &str) -> Vec<Span> {
    reader::possible_duals(text)
}
