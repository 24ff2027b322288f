//! The output of a run.

use mizan::corpus::target::Target;
use std::path::PathBuf;

/// The output of a run.
pub(super) struct Made<'a> {
    /// The outputs that are corpora, each with the name of its part in a data set (train, validation, test).
    pub(super) parts: Vec<(&'static str, &'a Target)>,
    /// Number of pairs in them.
    pub(super) pairs: u64,
    /// The other files.
    pub(super) others: Vec<PathBuf>,
}
