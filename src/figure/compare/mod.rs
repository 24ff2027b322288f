//! Comparing the figures of a text with those of its translation.
//!
//! The three steps are in separate files: [`equal()`] decides whether two readings have the same
//! meaning, and why; [`Matching`] finds the partners of all figures at least cost; [`change`] names
//! the difference between two readings that should be equal.
//!
//! ```
//! use mizan::figure::{self, Matching};
//! use mizan::text::Lang;
//! let ar = figure::read(Lang::Ar, "دفع ألفي ريال في 5 أيار");
//! let en = figure::read(Lang::En, "He paid 2,000 riyals on 6 May");
//! let matching = Matching::new(&ar, &en);
//! assert_eq!(matching.left.ar.len(), 1);
//! assert_eq!(matching.left.ar[0].figure.best().to_string(), "---05");
//! ```

mod change;
mod codes;
mod dates;
mod digits;
mod equal;
mod matching;
mod numbers;
mod part;
mod reason;

pub use change::{ValueChange, change};
pub use equal::equal;
pub use matching::{Matching, Pairing};
pub use part::{FigurePiece, Part};
pub use reason::Reason;
