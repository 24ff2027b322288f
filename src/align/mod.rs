//! Pairing the segments of two documents.

mod alignment;

pub use alignment::{Alignment, Anchor, AnchorKind, Bead};
