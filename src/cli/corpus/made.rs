//! What a run has written.

use mizan::corpus::target::Target;
use std::path::PathBuf;

/// What a run has written.
pub(super) struct Made<'a> {
    /// The parts that are a corpus, each with its name in a data set (train, validation, test).
    pub(super) parts: Vec<(&'static str, &'a Target)>,
    /// How many pairs stand in them.
    pub(super) pairs: u64,
    /// Other files.
    pub(super) others: Vec<PathBuf>,
}
