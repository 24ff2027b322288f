//! English names of which the Arabic text knows nothing.

use crate::name::{self, Why};

/// Fewer names say nothing.
const FEWEST: usize = 3;

/// True when the English text has names, three or more, and too few of them are in the Arabic: the names that the checks
/// know, a person one name however many words it has.
pub(super) fn names_disagree(ar: &str, en: &str, least: f64) -> bool {
    let capitals = en.split_whitespace().filter(|word| word.chars().any(char::is_uppercase));
    if capitals.take(FEWEST).count() < FEWEST {
        return false;
    }
    let survey = name::survey(ar, en);
    let linked = survey.links.len();
    // What begins a sentence may be an ordinary word.
    let names = linked + survey.en.iter().filter(|left| left.why > Why::Opening).count();
    names >= FEWEST && (linked as f64) < least * names as f64
}
