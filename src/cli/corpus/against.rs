//! Test sets that a corpus must know nothing of, for every command that drops rows.

use crate::cli::output::share;
use mizan::{
    Result,
    corpus::against::{Against, Found, Limits},
};
use std::path::PathBuf;

/// Which test sets, and how much of them is too much.
#[derive(Debug, clap::Args)]
pub(super) struct AgainstArgs {
    /// Drop what these test sets know, by either side: corpus files, or texts of one language with a sentence a line
    /// (.txt, or .ar or .en alone)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    against: Vec<PathBuf>,
    /// How many words in a row may not be those of a test set; 0 to look for whole sentences only
    #[arg(long, value_name = "WORDS", default_value = "13", requires = "against")]
    ngram: usize,
    /// From which similarity to a sentence of a test set on a pair is dropped, 0 to 1
    #[arg(long, value_name = "SIMILARITY", default_value = "0.8", value_parser = share, requires = "against")]
    against_near: f64,
}

impl AgainstArgs {
    /// The files of the test sets.
    pub(super) fn files(&self) -> &[PathBuf] {
        &self.against
    }

    /// The test sets, where any is named.
    pub(super) fn read(&self) -> Result<Option<Against>> {
        if self.against.is_empty() {
            return Ok(None);
        }
        let limits = Limits { near: self.against_near, ngram: self.ngram };
        Against::read(&self.against, limits).map(Some)
    }
}

/// What was found of each test set, one a line.
pub(super) fn describe(found: &[Found]) -> String {
    let line = |set: &Found| {
        let Found { test_set, sentences, equal, near, words } = set;
        format!(
            "\ntest set {test_set} ({sentences} sentences): {} pairs dropped, {equal} equal, {near} similar, \
             {words} with words in a row",
            equal + near + words
        )
    };
    found.iter().map(line).collect()
}
