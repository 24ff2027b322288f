//! The uses of a word in the rows of the review and in translation memories.

use super::{language, runs, units, words};
use crate::{
    review::state::{RowId, State},
    text::{Lang, Sides},
};
use serde::Serialize;

/// The pairs of another work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Memory {
    /// Its name for people.
    pub name: String,
    /// Arabic and English.
    pub pairs: Vec<Sides<String>>,
}

/// A use of a word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The memory; `None` for the review itself.
    pub memory: Option<String>,
    /// The row of the review, if it is in the review.
    pub row: Option<RowId>,
    /// Its place in the order of the texts, counted from 1.
    pub n: usize,
    /// The side of the word.
    pub lang: Lang,
    /// The two texts.
    #[serde(flatten)]
    pub texts: Sides<String>,
    /// The places of the word, in UTF-16 units of its side.
    pub places: Vec<[usize; 2]>,
}

/// Up to `most` uses of some words, inflected or not: first those in the review, then those in the memories.
pub fn concordance(state: &State, memories: &[Memory], query: &str, most: usize) -> Vec<Hit> {
    let lang = language(query);
    let wanted = words(lang, query);
    let places = |line: &str| -> Vec<[usize; 2]> {
        runs(&words(lang, line), &wanted).into_iter().map(|span| units(line, span)).collect()
    };
    let of = |memory: Option<&str>, row: Option<RowId>, n: usize, texts: Sides<String>| {
        let places = places(&texts[lang]);
        let memory = memory.map(str::to_owned);
        (!places.is_empty()).then_some(Hit { memory, row, n, lang, texts, places })
    };
    let rows = state.rows.iter().enumerate().filter_map(|(at, row)| {
        let texts = Sides::of(|lang| state.line(lang, row).text);
        of(None, Some(row.id), at + 1, texts)
    });
    let others = memories.iter().flat_map(|memory| {
        let pairs = memory.pairs.iter().enumerate();
        pairs.filter_map(move |(at, pair)| of(Some(&memory.name), None, at + 1, pair.clone()))
    });
    rows.chain(others).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing::state;

    #[test]
    fn words_are_found_by_their_stems_in_rows_and_memories() {
        let state = state(
            "كتب المهندس الكتاب.\nجاء المهندسون.\nلا شيء",
            "The engineer wrote.\nEngineers came.\nNothing",
            &[(1, 1), (1, 1), (1, 1)],
        );
        let pairs = vec![Sides::new("والمهندس هنا", "and the engineer is here").map(str::to_owned)];
        let memories = [Memory { name: "old".to_owned(), pairs }];
        let found = |query: &str| -> Vec<(Option<u32>, usize)> {
            concordance(&state, &memories, query, 10)
                .into_iter()
                .map(|hit| (hit.row, hit.places.len()))
                .collect()
        };
        assert_eq!(found("مهندس"), [(Some(1), 1), (Some(2), 1), (None, 1)]);
        assert_eq!(found("engineers"), [(Some(1), 1), (Some(2), 1), (None, 1)]);
        assert_eq!(found("the engineer"), [(Some(1), 1), (None, 1)]);
        assert_eq!(found("doctor"), []);
        assert_eq!(found("  . "), []);
        assert_eq!(concordance(&state, &[], "engineer", 1)[0].places, [[4, 12]]);
    }
}
