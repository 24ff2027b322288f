//! Labels of list items within running text: `1. … 2. …`, `a) … b) …`, `أ- … ب- …`.

use crate::{
    document::{enumerator, lines::is_blank},
    text::{Lang, bidi, chars},
};

/// A label and its place in its sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    row: Row,
    /// Arabic letters count in the order of the abjad and in that of the alphabet, Latin ones in that of
    /// the alphabet and as Roman numbers; 0 where a label is not both.
    places: [u16; 2],
    sign: char,
}

/// The Roman numbers of lists, from 1.
const ROMAN: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
];

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
        let roman = ROMAN.iter().zip(1..).find(|(roman, _)| **roman == token).map_or(0, |(_, place)| place);
        if first.len_utf8() < token.len() {
            return (roman > 0).then_some(Label { row: Row::Latin, places: [0, roman], sign });
        }
        if first.is_ascii_lowercase() {
            let place = u16::from(first as u8 - b'a') + 1;
            return Some(Label { row: Row::Latin, places: [place, roman], sign });
        }
        let values = enumerator::values(Lang::Ar, token).filter(|_| chars::is_arabic_letter(first))?;
        let (one, other) = (*values.first()?, *values.last()?);
        Some(Label { row: Row::Arabic, places: [one, other], sign })
    }

    /// True for the first label of a list: `1`, `a`, `i`, `أ`.
    pub(super) fn is_first(self) -> bool {
        self.places == [1; 2] || self.row == Row::Latin && self.places.contains(&1)
    }

    /// True if `next` is the next label of the same list.
    pub(super) fn is_followed_by(self, next: Label) -> bool {
        let mut orders = self.places.iter().zip(next.places);
        self.row == next.row
            && self.sign == next.sign
            && orders.any(|(place, next)| *place > 0 && place + 1 == next)
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
        assert!(
            label("h", ')').is_followed_by(label("i", ')'))
                && label("i", '.').is_followed_by(label("ii", '.'))
        );
        assert!(label("iv", '.').is_followed_by(label("v", '.')) && label("i", '.').is_first());
        assert!(
            !label("c", '.').is_followed_by(label("i", '.'))
                && !label("d", '.').is_followed_by(label("v", '.'))
        );
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
