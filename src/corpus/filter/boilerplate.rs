//! Boilerplate of web pages: the phrases of `data/boilerplate.tsv`.

use crate::{corpus::normal::normal, text::boilerplate};
use std::{collections::HashSet, sync::LazyLock};

/// Most words in a phrase of boilerplate.
const PHRASE: usize = 6;

/// True for a normal text that begins with such a phrase and is at most a little longer.
pub(super) fn is_boilerplate(normal: &str) -> bool {
    static PHRASES: LazyLock<HashSet<String>> =
        LazyLock::new(|| boilerplate::rows().filter(|row| row.begins).map(|row| normalized(&row)).collect());
    // A text much longer than a phrase has content of its own.
    let ends = normal.match_indices(' ').map(|(at, _)| at).chain([normal.len()]);
    let ends: Vec<usize> = ends.take(2 * PHRASE + 1).collect();
    ends.len() <= 2 * PHRASE && ends.iter().take(PHRASE).any(|end| PHRASES.contains(&normal[..*end]))
}

fn normalized(row: &boilerplate::Row) -> String {
    let mut out = String::new();
    normal(row.lang, row.words, &mut String::new(), &mut out);
    out
}
