//! One document of a review of several documents.

use crate::text::{Sides, Span};
use serde::{Deserialize, Serialize};

/// One document of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPart {
    /// Its name for people.
    pub name: String,
    /// The places of its texts in the texts of the review.
    #[serde(flatten)]
    pub spans: Sides<Span>,
}
