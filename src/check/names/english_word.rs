//! English words, and the French ones that names keep, in the lexicon.

use crate::{
    lexicon::{EnglishId, built_in},
    text::{Lang, fold, memo::Memo, stem, table},
};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

thread_local! {
    static ENGLISH: Memo<Option<EnglishId>> = Memo::default();
}

/// The English word of the lexicon for each French word in the names of institutions.
static FRENCH: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| table::rows(FRENCH_TABLE).filter_map(|row| row.split_once('\t')).collect());
const FRENCH_TABLE: &str = include_str!("../../../data/names-french.tsv");

/// The lexicon's number of an English word, or of a French one that names keep.
pub(super) fn english_id(word: &str) -> Option<EnglishId> {
    let find = |word: &str| {
        let folded = fold::fold(Lang::En, word);
        let listed = |word: &str| built_in().english(&stem::stem_folded(Lang::En, word));
        listed(&folded).or_else(|| listed(FRENCH.get(folded.as_str())?))
    };
    ENGLISH.with(|known| known.get(word, find))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_words_have_the_meaning_of_english_ones() {
        let is_read = |row: &'static str| {
            row.split_once('\t').is_some_and(|(french, english)| {
                fold::fold(Lang::En, french) == french && english_id(english).is_some()
            })
        };
        assert_eq!(table::unreadable("names-french.tsv", FRENCH_TABLE, is_read), [""; 0]);
        assert_eq!(english_id("Agricole"), english_id("agricultural"));
    }
}
