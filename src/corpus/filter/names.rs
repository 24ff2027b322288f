//! English names of which the Arabic text knows nothing.

use crate::{
    name::{self, Why},
    text::Span,
};

/// Fewer words of names say nothing.
const FEWEST: usize = 3;

/// True when the English text has three words of names or more, and too few of them are in the Arabic: of the names that
/// the checks know.
pub(super) fn names_disagree(ar: &str, en: &str, least: f64) -> bool {
    let capitals = en.split_whitespace().filter(|word| word.chars().any(char::is_uppercase));
    if capitals.take(FEWEST).count() < FEWEST {
        return false;
    }
    let survey = name::survey(ar, en);
    let words = |span: Span| span.of(en).split_whitespace().count();
    let linked: usize = survey.links.iter().map(|link| words(link.en)).sum();
    // What begins a sentence may be an ordinary word.
    let left = survey.en.iter().filter(|left| left.why > Why::Opening);
    let names = linked + left.map(|left| words(left.span)).sum::<usize>();
    names >= FEWEST && (linked as f64) < least * names as f64
}
