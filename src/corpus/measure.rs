//! What a text is made of, counted in one pass: the ground for most filters and for statistics.

use crate::text::{bidi, chars};

/// Counts of one side of a pair.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measures {
    /// Characters that can be seen, blanks not counted.
    pub visible: usize,
    /// Letters of the Arabic script.
    pub arabic: usize,
    /// Those of them that Arabic does not use (Persian, Urdu, Pashto …).
    pub not_arabic: usize,
    /// Letters ط and ظ, of which broken text is full.
    pub tah: usize,
    /// Letters of the Latin script.
    pub latin: usize,
    /// Letters of other scripts.
    pub other: usize,
    /// Digits.
    pub digits: usize,
    /// Everything else that can be seen.
    pub symbols: usize,
    /// Runs of visible characters between blanks.
    pub words: usize,
    /// Places that look like text decoded in the wrong encoding.
    pub broken: usize,
}

impl Measures {
    /// Counts a text.
    pub fn of(text: &str) -> Self {
        let mut counts = Measures::default();
        let mut before = ' ';
        let mut in_blank = true;
        for c in text.chars() {
            // The letters that nearly all text is made of come first: the tables of Unicode are slow to ask.
            let is_blank = match c {
                'ء'..='غ' | 'ف'..='ي' => {
                    counts.arabic += 1;
                    counts.tah += usize::from(matches!(c, 'ط' | 'ظ'));
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
                    counts.broken += usize::from(is_broken(before, c));
                    c.is_whitespace()
                }
            };
            counts.words += usize::from(in_blank && !is_blank);
            in_blank = is_blank;
            before = c;
        }
        counts.visible = counts.letters() + counts.digits + counts.symbols;
        counts
    }

    fn add_rare(&mut self, c: char) {
        if chars::is_arabic_letter(c) {
            self.arabic += 1;
            self.not_arabic += usize::from(is_not_of_arabic(c));
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

    /// True when the text was decoded in the wrong encoding somewhere on its way.
    pub fn is_mojibake(&self) -> bool {
        self.broken >= 2
            || self.broken * 20 > self.visible
            // UTF-8 taken for windows-1256: every other letter is ط or ظ.
            || (self.arabic >= 8 && self.tah * 3 > self.arabic)
    }
}

fn is_not_of_arabic(c: char) -> bool {
    matches!(c, '\u{0671}'..='\u{06D3}' | '\u{06FA}'..='\u{06FF}' | '\u{0750}'..='\u{077F}') && c != 'ٱ'
}

/// True for two characters that stand together in wrongly decoded UTF-8, or one that no text should have.
fn is_broken(before: char, c: char) -> bool {
    match c {
        '\u{FFFD}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' => true,
        '\u{A0}'..='\u{BF}'
        | '‚'
        | 'ƒ'
        | '„'
        | '…'
        | '†'
        | '‡'
        | 'ˆ'
        | '‰'
        | 'Š'
        | '‹'
        | 'Œ'
        | 'Ž'
        | '‘'
        | '’'
        | '“'
        | '”'
        | '•'
        | '–'
        | '—'
        | '˜'
        | '™'
        | 'š'
        | '›'
        | 'œ'
        | 'ž'
        | 'Ÿ'
        | '€' => {
            matches!(before, 'Ã' | 'Â' | 'Ø' | 'Ù' | 'Ú' | 'Û' | 'Ð' | 'Ñ') || (before == 'â' && c == '€')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_by_what_they_are() {
        let counts = Measures::of("\u{200F}كتبَ John ٣٥٪ سطرا.");
        assert_eq!((counts.arabic, counts.latin, counts.digits, counts.symbols), (7, 4, 2, 2));
        assert_eq!((counts.words, counts.visible, counts.broken), (4, 15, 0));
        assert_eq!(Measures::of("گفتگو").not_arabic, 2);
    }

    #[test]
    fn wrongly_decoded_text_is_seen_and_right_text_is_not() {
        for broken in ["Ø§Ù„Ø³Ù„Ø§Ù…", "the manâ€™s Ã©tude", "a\u{FFFD}b\u{FFFD}c", "ط§ظ„ط³ظ„ط§ظ… ط¹ظ„ظٹظƒظ…"]
        {
            assert!(Measures::of(broken).is_mojibake(), "{broken}");
        }
        for right in ["السلام عليكم", "طلب الطبيب نظارة", "Ærøskøbing, Ørsted’s café – 5 €", "£5 Âge"]
        {
            assert!(!Measures::of(right).is_mojibake(), "{right}");
        }
    }
}
