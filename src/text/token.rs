//! Words, numbers and marks of a text, each with its span.

use super::{Span, chars};

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A run of letters, with the vowel signs and invisible marks between them.
    Word,
    /// A run of decimal digits with separators between digits (`٣٬٤٥٧`, `2.5`).
    Number,
    /// One punctuation mark or symbol.
    Mark,
}

/// A word, number or mark, with its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token {
    /// Its place, in bytes of the text given to [`tokens`].
    pub span: Span,
    /// Its kind.
    pub kind: TokenKind,
}

/// Splits a text into words, numbers and marks, without the blanks and invisible marks between them.
///
/// A word ends where the script changes and where letters meet digits, so `و٢٥` is a word and a
/// number. English apostrophes are part of a word (`don't`); hyphens are not (`al-Sadr` is two
/// words and a mark).
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// Iterator over the tokens of a text; see [`tokens`].
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

#[derive(Debug, PartialEq, Clone, Copy)]
enum Class {
    Arabic,
    Letter,
    Digit,
    Extender,
    Blank,
    Mark,
}

/// The class of a character; Latin and Arabic characters are looked up in tables.
fn class(c: char) -> Class {
    match c as u32 {
        code @ 0..=0x7F => ASCII[code as usize],
        code @ 0x600..=0x6FF => ARABIC[(code - 0x600) as usize],
        _ => rare_class(c),
    }
}

static ASCII: [Class; 0x80] = {
    let mut table = [Class::Mark; 0x80];
    let mut code = 0;
    while code < table.len() {
        let byte = code as u8;
        if byte.is_ascii_alphabetic() {
            table[code] = Class::Letter;
        } else if byte.is_ascii_digit() {
            table[code] = Class::Digit;
        } else if byte.is_ascii_whitespace() || byte.is_ascii_control() {
            table[code] = Class::Blank;
        }
        code += 1;
    }
    table
};

static ARABIC: [Class; 0x100] = {
    let mut table = [Class::Mark; 0x100];
    let mut code = 0;
    while code < table.len() {
        let Some(c) = char::from_u32(0x600 + code as u32) else { break };
        if chars::is_arabic_letter(c) {
            table[code] = Class::Arabic;
        } else if chars::is_digit(c) {
            table[code] = Class::Digit;
        } else if chars::is_word_extender(c) {
            table[code] = Class::Extender;
        }
        code += 1;
    }
    table
};

fn rare_class(c: char) -> Class {
    if chars::is_arabic_letter(c) {
        Class::Arabic
    } else if chars::is_digit(c) {
        Class::Digit
    } else if c.is_whitespace() {
        Class::Blank
    } else if chars::is_word_extender(c) {
        Class::Extender
    } else if c.is_alphabetic() {
        Class::Letter
    } else if c.is_control() {
        Class::Blank
    } else {
        Class::Mark
    }
}

/// Number of visible characters: all but blanks, control characters, vowel signs, tatweel and invisible marks.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|&c| !matches!(class(c), Class::Blank | Class::Extender)).count()
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut rest = self.text[self.at..].char_indices();
        let (start, first, kind) = loop {
            let (i, c) = rest.next()?;
            match class(c) {
                Class::Blank | Class::Extender => {}
                found => break (self.at + i, c, found),
            }
        };
        let mut end = start + first.len_utf8();
        let kind = match kind {
            Class::Arabic | Class::Letter => {
                end = self.word_end(end, kind);
                TokenKind::Word
            }
            Class::Digit => {
                end = self.number_end(end);
                TokenKind::Number
            }
            _ => TokenKind::Mark,
        };
        self.at = end;
        Some(Token { span: Span::new(start, end), kind })
    }
}

impl Tokens<'_> {
    fn word_end(&self, from: usize, script: Class) -> usize {
        let mut end = from;
        let mut chars = self.text[from..].char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            let found = class(c);
            if found == script {
                end = from + i + c.len_utf8();
            } else if found == Class::Extender {
                // Kept only when the word continues after it or when it is a vowel sign of the last letter.
                if !super::bidi::is_invisible(c) {
                    end = from + i + c.len_utf8();
                }
            } else {
                let joins = script == Class::Letter
                    && matches!(c, '\'' | '’')
                    && chars.peek().is_some_and(|&(_, next)| class(next) == Class::Letter);
                if !joins {
                    break;
                }
            }
        }
        end
    }

    fn number_end(&self, from: usize) -> usize {
        let mut end = from;
        let mut chars = self.text[from..].char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if chars::is_digit(c) {
                end = from + i + c.len_utf8();
            } else {
                let joins = matches!(c, '.' | ',' | '٫' | '٬' | '،')
                    && chars.peek().is_some_and(|&(_, next)| chars::is_digit(next));
                if !joins {
                    break;
                }
            }
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn clitics_on_digits_are_their_own_tokens() {
        assert_eq!(cut("و٢٥ شخصاً بـ50"), ["و", "٢٥", "شخصاً", "بـ", "50"]);
    }

    #[test]
    fn numbers_keep_their_separators_and_lose_the_stop() {
        assert_eq!(cut("٣٬٤٥٧ 2.5% 1,000."), ["٣٬٤٥٧", "2.5", "%", "1,000", "."]);
    }

    #[test]
    fn a_direction_mark_inside_a_word_does_not_cut_it() {
        assert_eq!(cut("كتا\u{200F}ب"), ["كتا\u{200F}ب"]);
        assert_eq!(cut("كتاب\u{200F} قلم"), ["كتاب", "قلم"]);
    }

    #[test]
    fn apostrophes_join_and_hyphens_cut() {
        assert_eq!(cut("don't al-Sadr’s"), ["don't", "al", "-", "Sadr’s"]);
    }

    #[test]
    fn the_tables_say_what_the_rules_say() {
        for c in ('\0'..='\u{7F}').chain('\u{600}'..='\u{6FF}') {
            let by_rule = match c {
                'a'..='z' | 'A'..='Z' => Class::Letter,
                _ if c.is_ascii() && !c.is_alphanumeric() && !c.is_control() && c != ' ' => Class::Mark,
                _ => rare_class(c),
            };
            assert_eq!(class(c), by_rule, "{c:?}");
        }
    }

    #[test]
    fn vowel_signs_and_blanks_are_not_counted() {
        assert_eq!(letters("الْكِتَابُ: 2"), 8);
        assert_eq!(letters("a\u{200F} b"), 2);
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_what_they_leave_out_has_no_letter_or_digit(text in "\\PC{0,80}") {
            let mut at = 0;
            for token in tokens(&text) {
                prop_assert!(token.span.start >= at && !token.span.is_empty());
                prop_assert!(!text[at..token.span.start].chars().any(|c| c.is_alphabetic() && !chars::is_word_extender(c)));
                at = token.span.end;
            }
            prop_assert!(!text[at..].chars().any(chars::is_digit));
        }
    }
}
