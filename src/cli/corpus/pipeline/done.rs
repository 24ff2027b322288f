//! The result of a step of a pipeline.

use mizan::corpus::statistics::Statistics;

/// The result of a step.
pub(super) struct Done {
    /// Its name, prefixed with its number.
    pub(super) name: String,
    /// Whether it had been done by an earlier run.
    pub(super) is_earlier: bool,
    /// The counts of its report.
    pub(super) counts: serde_json::Value,
    /// The corpus after the step; `None` if it made no corpus.
    pub(super) statistics: Option<Statistics>,
}
