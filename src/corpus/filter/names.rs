//! English names that the Arabic text lacks.

use crate::{
    name::{self, Why},
    text::Span,
};

/// Least number of words of names for a result.
const FEWEST: usize = 3;

/// The share of the words of English names, 0 to 1, whose names are in the Arabic too; `None` for
/// fewer than three words of names.
pub(super) fn names_shared(ar: &str, en: &str) -> Option<f64> {
    let capitals = en.split_whitespace().filter(|word| word.chars().any(char::is_uppercase));
    if capitals.take(FEWEST).count() < FEWEST {
        return None;
    }
    let survey = name::survey(ar, en);
    let words = |span: Span| span.of(en).split_whitespace().count();
    let linked: usize = survey.links.iter().map(|link| words(link.en)).sum();
    // The first word of a sentence may be an ordinary word.
    let left = survey.en.iter().filter(|left| left.why > Why::Opening);
    let names = linked + left.map(|left| words(left.span)).sum::<usize>();
    (names >= FEWEST).then(|| linked as f64 / names as f64)
}
