//! A preview of a replacement.

use crate::{
    review::state::{PieceId, RowId, State},
    text::Lang,
};
use serde::{Deserialize, Serialize};

/// A request to replace text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// The side.
    pub lang: Lang,
    /// The text to find.
    pub find: String,
    /// The replacement.
    pub with: String,
    /// Only whole words.
    #[serde(default)]
    pub words: bool,
    /// Distinguish upper and lower case.
    #[serde(default)]
    pub case: bool,
}

/// A sentence that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// Its row.
    pub row: RowId,
    /// The place of the row in the order of the texts, counted from 1.
    pub n: usize,
    /// The side.
    pub lang: Lang,
    /// The sentence.
    pub piece: PieceId,
    /// Its current text.
    pub before: String,
    /// Its text after the replacement.
    pub after: String,
}

/// Up to `most` sentences that a replacement would change.
pub fn replacements(state: &State, wanted: &Wanted, most: usize) -> Vec<Replacement> {
    if wanted.find.is_empty() {
        return Vec::new();
    }
    let lang = wanted.lang;
    let rows = state.rows.iter().enumerate();
    let pieces = rows.flat_map(|(at, row)| row.pieces[lang].iter().map(move |piece| (at, row.id, *piece)));
    let changed = pieces.filter_map(|(at, row, piece)| {
        let before = state.side(lang).text(piece);
        let after = replaced(&before, wanted);
        (after != before).then_some(Replacement { row, n: at + 1, lang, piece, before, after })
    });
    changed.take(most).collect()
}

/// The text with every occurrence replaced.
fn replaced(text: &str, wanted: &Wanted) -> String {
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        match matched(rest, wanted).filter(|length| !wanted.words || is_whole(text, at, at + length)) {
            Some(length) => {
                made.push_str(&wanted.with);
                at += length;
            }
            None => {
                let Some(c) = rest.chars().next() else { break };
                made.push(c);
                at += c.len_utf8();
            }
        }
    }
    made
}

/// The length in bytes of a match at the start of a text.
fn matched(text: &str, wanted: &Wanted) -> Option<usize> {
    let mut length = 0;
    let mut chars = text.chars();
    for c in wanted.find.chars() {
        let there = chars.next()?;
        let same = there == c || !wanted.case && there.to_lowercase().eq(c.to_lowercase());
        if !same {
            return None;
        }
        length += there.len_utf8();
    }
    Some(length)
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !is_letter(text[..start].chars().next_back()) && !is_letter(text[end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing::state;

    #[test]
    fn the_preview_shows_every_sentence_that_would_change_and_no_other() {
        let state = state("ا\nب", "The Cat and the category.\nNo cat", &[(1, 1), (1, 1)]);
        let after = |find: &str, words, case| -> Vec<String> {
            let wanted =
                Wanted { lang: Lang::En, find: find.to_owned(), with: "dog".to_owned(), words, case };
            replacements(&state, &wanted, 9).into_iter().map(|one| one.after).collect()
        };
        assert_eq!(after("cat", true, false), ["The dog and the category.", "No dog"]);
        assert_eq!(after("cat", false, true), ["The Cat and the dogegory.", "No dog"]);
        assert_eq!(after("", false, false), [""; 0]);
        assert_eq!(after("bird", false, false), [""; 0]);
    }
}
