//! Options for test sets that must not occur in a corpus, shared by the commands that drop rows.

use crate::cli::{output::share, summary::count};
use mizan::{
    Result,
    corpus::against::{Against, OverlapLimits, TestSetHits},
};
use std::path::PathBuf;

/// The test sets, and how much of them a row may contain.
#[derive(Debug, clap::Args)]
pub(super) struct AgainstArgs {
    /// Drop pairs that contain text of these test sets on either side: corpus files, or texts of
    /// one language with one sentence per line (.txt, or .ar or .en alone)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    against: Vec<PathBuf>,
    /// Drop pairs with this many consecutive words of a test set, or with half of a shorter sentence
    /// of it (7 words at least); 0 to look for whole sentences only
    #[arg(long, value_name = "WORDS", default_value = "13", requires = "against")]
    ngram: usize,
    /// Drop pairs at least this similar to a sentence of a test set, 0 to 1
    #[arg(long, value_name = "SIMILARITY", default_value = "0.8", value_parser = share, requires = "against")]
    against_near: f64,
}

impl AgainstArgs {
    /// The files of the test sets.
    pub(super) fn files(&self) -> &[PathBuf] {
        &self.against
    }

    /// Reads the test sets, if any are named.
    pub(super) fn read(&self) -> Result<Option<Against>> {
        if self.against.is_empty() {
            return Ok(None);
        }
        let limits = OverlapLimits { near: self.against_near, ngram: self.ngram };
        Against::read(&self.against, limits).map(Some)
    }
}

/// What was found of each test set, one line per set.
pub(super) fn describe(found: &[TestSetHits]) -> String {
    let line = |set: &TestSetHits| {
        let TestSetHits { test_set, sentences, equal, near, words } = set;
        format!(
            "\ntest set {test_set} ({}): {} dropped, {equal} equal, {near} similar, {words} with words in a row",
            count(*sentences as usize, "sentence"),
            count((equal + near + words) as usize, "pair")
        )
    };
    found.iter().map(line).collect()
}
