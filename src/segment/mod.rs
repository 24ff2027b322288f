//! Splitting a document into sentences.
//!
//! The contract is losslessness: segments are spans in order, they do not overlap, and what lies between
//! them (and before the first and behind the last) is blank.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One sentence, heading or list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Where it stands in the document's text, without blanks around it.
    pub span: Span,
    /// Index of the paragraph that it belongs to.
    pub paragraph: u32,
}
