//! The normal spelling under which the table stores a word of a name.

use crate::text::clitics::{self, Classes};

/// Unifies spelling variants that folding keeps: hamza and its seats, and the final letter of
/// `سوريا` / `سورية`.
pub(super) fn normal(folded: &str) -> String {
    let mut word: String = folded
        .chars()
        .filter_map(|c| match c {
            'ؤ' => Some('و'),
            'ئ' => Some('ي'),
            'ء' => None,
            'پ' => Some('ب'),
            'ڤ' => Some('ف'),
            'چ' | 'ژ' => Some('ج'),
            _ => Some(c),
        })
        .collect();
    if word.chars().nth(2).is_some() && word.ends_with('ه') {
        word.pop();
        word.push('ا');
    }
    word
}

/// The word without its article; `الله` and words with only one letter left keep it.
pub(super) fn without_article(word: &str) -> Option<&str> {
    clitics::without_article(word, Classes::NONE).filter(|rest| rest.chars().nth(1).is_some())
}
