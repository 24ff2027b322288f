//! Counts of the characters and words of a text, made in one pass; most filters and statistics use them.

use crate::text::{bidi, chars};

/// Counts of one side of a pair.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measures {
    /// Visible characters, without blanks.
    pub visible: usize,
    /// Letters of the Arabic script.
    pub arabic: usize,
    /// Letters of the Latin script.
    pub latin: usize,
    /// Letters of other scripts.
    pub other: usize,
    /// Digits.
    pub digits: usize,
    /// All other visible characters.
    pub symbols: usize,
    /// Runs of visible characters between blanks.
    pub words: usize,
}

impl Measures {
    /// Counts a text.
    pub fn of(text: &str) -> Self {
        let mut counts = Measures::default();
        let mut in_blank = true;
        for c in text.chars() {
            // The letters of which most text consists come first, because look-up in Unicode tables is slow.
            let is_blank = match c {
                'ء'..='غ' | 'ف'..='ي' => {
                    counts.arabic += 1;
                    false
                }
                '\u{0}'..='\u{7F}' => {
                    match c {
                        'a'..='z' | 'A'..='Z' => counts.latin += 1,
                        '0'..='9' => counts.digits += 1,
                        '!'..='~' => counts.symbols += 1,
                        _ => {}
                    }
                    matches!(c, ' ' | '\t'..='\r')
                }
                _ => {
                    counts.add_rare(c);
                    c.is_whitespace()
                }
            };
            counts.words += usize::from(in_blank && !is_blank);
            in_blank = is_blank;
        }
        counts.visible = counts.letters() + counts.digits + counts.symbols;
        counts
    }

    fn add_rare(&mut self, c: char) {
        if chars::is_arabic_letter(c) {
            self.arabic += 1;
        } else if chars::is_digit(c) {
            self.digits += 1;
        } else if chars::is_latin_letter(c) {
            self.latin += 1;
        } else if c.is_alphabetic() && !chars::is_word_extender(c) {
            self.other += 1;
        } else if !c.is_whitespace() && !chars::is_word_extender(c) && !bidi::is_invisible(c) {
            self.symbols += 1;
        }
    }

    /// Letters of every script.
    pub fn letters(&self) -> usize {
        self.arabic + self.latin + self.other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_by_what_they_are() {
        let counts = Measures::of("\u{200F}كتبَ John ٣٥٪ سطرا.");
        assert_eq!((counts.arabic, counts.latin, counts.digits, counts.symbols), (7, 4, 2, 2));
        assert_eq!((counts.words, counts.visible), (4, 15));
    }
}
