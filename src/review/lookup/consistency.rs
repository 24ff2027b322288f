//! Inconsistent translations: one source text with several translations, and vice versa.

use crate::{
    review::state::{RowId, State},
    text::{Lang, fold},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Sentences of at most this many letters are too short to need a consistent translation.
const SHORT: usize = 3;

/// A text with several counterparts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TwoWays {
    /// The side of the repeated text.
    pub lang: Lang,
    /// The text.
    pub text: String,
    /// Its counterparts.
    pub ways: Vec<Way>,
}

/// One counterpart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Way {
    /// The counterpart.
    pub text: String,
    /// The first row that has it.
    pub row: RowId,
    /// The place of that row in the order of the texts, counted from 1.
    pub n: usize,
    /// Number of rows that have it.
    pub rows: usize,
}

/// Up to `most` texts with two or more counterparts, in the order of the texts; differences of
/// spelling are ignored.
pub fn two_ways(state: &State, most: usize) -> Vec<TwoWays> {
    [Lang::Ar, Lang::En].into_iter().flat_map(|lang| of_side(state, lang)).take(most).collect()
}

/// A text as first seen, and its counterparts so far, each with its folded form.
struct Met {
    at: usize,
    text: String,
    ways: Vec<(String, Way)>,
}

fn of_side(state: &State, lang: Lang) -> Vec<TwoWays> {
    let key = |lang, text: &str| -> String {
        let letters = |c: &char| c.is_alphanumeric();
        fold::fold(lang, text).chars().filter(letters).collect()
    };
    let mut found: BTreeMap<String, Met> = BTreeMap::new();
    for (at, row) in state.rows.iter().enumerate() {
        if row.is_one_sided() {
            continue;
        }
        let (own, other) = (state.line(lang, row).text, state.line(lang.other(), row).text);
        let (own_key, other_key) = (key(lang, &own), key(lang.other(), &other));
        if own_key.chars().count() <= SHORT {
            continue;
        }
        let Met { ways, .. } =
            found.entry(own_key).or_insert_with(|| Met { at, text: own, ways: Vec::new() });
        match ways.iter_mut().find(|(known, _)| *known == other_key) {
            Some((_, way)) => way.rows += 1,
            None => ways.push((other_key, Way { text: other, row: row.id, n: at + 1, rows: 1 })),
        }
    }
    let mut several: Vec<Met> = found.into_values().filter(|met| met.ways.len() > 1).collect();
    several.sort_by_key(|met| met.at);
    let made =
        |met: Met| TwoWays { lang, text: met.text, ways: met.ways.into_iter().map(|(_, way)| way).collect() };
    several.into_iter().map(made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing::state;

    #[test]
    fn two_renderings_of_one_source_are_reported_and_differences_of_spelling_are_none() {
        let state = state(
            "انتهى الفصل.\nانتهى الفصل\nانتهى الفصل\nنعم\nنعم\nبداية",
            "The chapter ends.\nThe chapter ends\nEnd of chapter.\nyes\nindeed\nThe chapter ends.",
            &[(1, 1); 6],
        );
        let found = two_ways(&state, 10);
        let ways = |at: usize| found[at].ways.iter().map(|way| (way.n, way.rows)).collect::<Vec<_>>();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].lang, ways(0)), (Lang::Ar, vec![(1, 2), (3, 1)]));
        assert_eq!((found[1].lang, ways(1)), (Lang::En, vec![(1, 2), (6, 1)]));
        assert_eq!(two_ways(&state, 1).len(), 1);
    }
}
