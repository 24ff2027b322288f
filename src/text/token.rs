//! Words, numbers and marks of a text, each with the span where it stands.

use super::{Span, chars};

/// What a token is made of.
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
    /// Where it stands, in bytes of the text given to [`tokens`].
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Cuts a text into words, numbers and marks; blanks and invisible marks between them are left out.
///
/// A word ends where the script changes and where letters meet digits, so `و٢٥` is a word and a number.
/// English apostrophes stay inside (`don't`), hyphens cut (`al-Sadr` is two words and a mark).
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// Iterator over the tokens of a text; see [`tokens`].
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

#[derive(PartialEq, Clone, Copy)]
enum Class {
    Arabic,
    Letter,
    Digit,
    Extender,
    Blank,
    Mark,
}

fn class(c: char) -> Class {
    if c.is_ascii_alphabetic() {
        Class::Letter
    } else if chars::is_arabic_letter(c) {
        Class::Arabic
    } else if chars::is_digit(c) {
        Class::Digit
    } else if c.is_whitespace() {
        Class::Blank
    } else if c.is_ascii() {
        if c.is_control() { Class::Blank } else { Class::Mark }
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
                // Kept only when the word goes on behind it or when it is a vowel sign of the last letter.
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
