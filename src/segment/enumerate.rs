//! Labels of list items within running text: `1. … 2. …`, `a) … b) …`, `أ- … ب- …`.

use crate::{
    document::{enumerator, lines::is_blank},
    text::{Lang, bidi, chars},
};

/// A label and its place in its sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    row: Row,
    /// Arabic letters count in the order of the abjad and in that of the alphabet.
    places: [u16; 2],
    sign: char,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Number,
    Latin,
    Arabic,
}

impl Label {
    /// Parses a label that precedes `sign`.
    pub(super) fn read(token: &str, sign: char) -> Option<Label> {
        let token = token.trim_matches(|c| bidi::is_invisible(c) || c == chars::TATWEEL);
        let first = token.chars().next()?;
        if chars::is_digit(first) {
            return Some(Label { row: Row::Number, places: [enumerator::number(token)?; 2], sign });
        }
        if first.len_utf8() < token.len() {
            return None;
        }
        if first.is_ascii_lowercase() {
            // `i` is a letter here: a Roman number has no second letter to follow it.
            let place = u16::from(first as u8 - b'a') + 1;
            return Some(Label { row: Row::Latin, places: [place; 2], sign });
        }
        let values = enumerator::values(Lang::Ar, token).filter(|_| chars::is_arabic_letter(first))?;
        let (one, other) = (*values.first()?, *values.last()?);
        Some(Label { row: Row::Arabic, places: [one, other], sign })
    }

    /// True for the first label of a list: `1`, `a`, `أ`.
    pub(super) fn is_first(self) -> bool {
        self.places == [1; 2]
    }

    /// True if `next` is the next label of the same list.
    pub(super) fn is_followed_by(self, next: Label) -> bool {
        let mut orders = self.places.iter().zip(next.places);
        self.row == next.row && self.sign == next.sign && orders.any(|(place, next)| place + 1 == next)
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
        assert!(label("ب", '-').is_followed_by(label("ت", '-')));
        assert!(!label("ب", '-').is_followed_by(label("د", '-')));
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
