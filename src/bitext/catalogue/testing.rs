//! What tests of catalogues compare.

use super::Entry;

/// An entry with its line.
pub(super) fn entry(key: &str, text: &str, line: u64) -> Entry {
    Entry { key: key.to_owned(), text: text.to_owned(), line }
}
