//! What became of a step of a pipeline.

use mizan::corpus::statistics::Statistics;

/// What became of a step.
pub(super) struct Done {
    /// Its name, with its number in front.
    pub(super) name: String,
    /// It had been done before.
    pub(super) is_earlier: bool,
    /// What its report says.
    pub(super) counts: serde_json::Value,
    /// The corpus behind it; nothing where it made no corpus.
    pub(super) statistics: Option<Statistics>,
}
