//! Source text left in a translation.

use crate::text::chars;
use rustc_hash::FxHashSet;

/// Least number of words left.
const FEWEST: usize = 2;

/// The share of the words of the Arabic side, 0 to 1, that are English words of the other side.
/// Names and terms do not count: a run of such words must contain several that begin with a small
/// letter.
pub(super) fn english_left(ar: &str, en: &str) -> f64 {
    let known: FxHashSet<&str> = en.split_whitespace().map(bare).collect();
    let (mut words, mut left, mut run, mut small) = (0_usize, 0, 0, 0);
    for word in ar.split_whitespace().chain([""]) {
        words += usize::from(!word.is_empty());
        let word = bare(word);
        if !word.is_empty() && word.chars().all(is_english) && known.contains(word) {
            run += 1;
            small += usize::from(word.starts_with(char::is_lowercase));
            continue;
        }
        // Titles have capitals, and names of commands are single words.
        if run >= FEWEST && small >= FEWEST {
            left += run;
        }
        (run, small) = (0, 0);
    }
    left as f64 / words.max(1) as f64
}

/// The share of the words of the English side, 0 to 1, that are in Arabic letters; 0 if there is only one.
pub(super) fn arabic_left(en: &str) -> f64 {
    let (mut words, mut left) = (0_usize, 0_usize);
    for word in en.split_whitespace() {
        words += 1;
        left += usize::from(word.chars().any(chars::is_arabic_letter));
    }
    if left < FEWEST { 0.0 } else { left as f64 / words as f64 }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_english(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\'' | '’' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_of_which_a_part_was_left_is_seen() {
        let en = "The committee said that the work on the bridge would begin in spring.";
        assert!(english_left("قالت اللجنة إن the work on the bridge سيبدأ في الربيع.", en) > 0.3);
        assert!(arabic_left("The committee said أن العمل في الجسر would begin in spring.") > 0.3);
    }

    #[test]
    fn names_commands_and_quoted_words_are_none() {
        let en = "Run apt and open Windows Server in the folder of New York Times.";
        assert!(english_left("شغل apt وافتح Windows Server في مجلد New York Times.", en) < 0.1);
        assert!(arabic_left("The word كتاب means a book.") < 0.1);
        assert!(arabic_left("") < 0.1 && english_left("", "") < 0.1);
    }
}
