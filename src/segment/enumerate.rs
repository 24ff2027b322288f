//! Labels of list items within running text: `1. … 2. …`, `a) … b) …`, `أ- … ب- …`.

use crate::{
    document::{enumerator, lines::is_blank},
    text::{bidi, chars},
};

/// A label and its place in its sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    row: Row,
    place: u32,
    sign: char,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Number,
    Latin,
    Arabic,
}

/// The letters of Arabic lists in their order.
const ABJAD: &str = "ابجدهوزحطيكلمنسعفصقرشت";

impl Label {
    /// Parses a label that precedes `sign`.
    pub(super) fn read(token: &str, sign: char) -> Option<Label> {
        let mut letters = token.chars().filter(|&c| !bidi::is_invisible(c) && c != chars::TATWEEL);
        let first = letters.next()?;
        if let Some(digit) = chars::digit_value(first) {
            let mut place = u32::from(digit);
            for c in letters {
                place = 10 * place + u32::from(chars::digit_value(c)?);
                if place > 999 {
                    return None;
                }
            }
            return Some(Label { row: Row::Number, place, sign });
        }
        if letters.next().is_some() {
            return None;
        }
        if first.is_ascii_lowercase() {
            return Some(Label { row: Row::Latin, place: first as u32, sign });
        }
        let first = if first == 'أ' { 'ا' } else { first };
        let place = ABJAD.chars().position(|c| c == first)? as u32;
        Some(Label { row: Row::Arabic, place, sign })
    }

    /// True for the first label of a list: `1`, `a`, `أ`.
    pub(super) fn is_first(self) -> bool {
        self.place
            == match self.row {
                Row::Number => 1,
                Row::Latin => u32::from(b'a'),
                Row::Arabic => 0,
            }
    }

    /// True if `next` is the next label of the same list.
    pub(super) fn is_followed_by(self, next: Label) -> bool {
        self.row == next.row && self.sign == next.sign && self.place + 1 == next.place
    }
}

/// True if the text before a stop, `length` bytes from the beginning of its sentence, is only a
/// list number or letter (`1`, `• 9`, `iv`, `أ`). `opening` contains the first bytes of the
/// sentence.
pub(super) fn is_label(opening: &str, length: usize) -> bool {
    if length > 24 {
        return false;
    }
    let label = opening.trim_matches(|c| is_blank(c) || bidi::is_mark(c));
    // An artificial item shows whether the text can be a label.
    enumerator::marker(&format!("{label}. x")).is_some_and(|mark| mark > label.len())
        || enumerator::marker(label).is_some_and(|bullet| is_label(&label[bullet..], label.len() - bullet))
}

/// True if a text begins with the letter of a list item, `b) …`.
pub(super) fn begins_item(text: &str) -> bool {
    text.as_bytes().get(1) == Some(&b')') && enumerator::marker(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_follow_one_another_in_their_own_row() {
        let label = |text, sign| Label::read(text, sign).unwrap();
        assert!(label("9", '.').is_followed_by(label("10", '.')));
        assert!(label("٣", '-').is_followed_by(label("4", '-')));
        assert!(label("a", ')').is_followed_by(label("b", ')')));
        assert!(label("أ", '-').is_followed_by(label("ب", '-')));
        assert!(label("د", '-').is_followed_by(label("هـ", '-')));
        assert!(!label("1", '.').is_followed_by(label("2", ')')));
        assert!(!label("1", '.').is_followed_by(label("3", '.')));
        assert_eq!(Label::read("1999", '.'), None);
        assert_eq!(Label::read("ab", '.'), None);
    }

    #[test]
    fn only_numbers_and_small_letters_are_labels_before_a_stop() {
        for text in ["1", "12", "• 9", "a", "iv", "٣"] {
            assert!(is_label(text, text.len()), "{text}");
        }
        for text in ["Yes", "1990", "No 5", ""] {
            assert!(!is_label(text, text.len()), "{text}");
        }
    }
}
