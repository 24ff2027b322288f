//! A place where a sentence may end, with what the rules of a language ask about its neighbourhood.
//!
//! Every question looks at a bounded stretch of text, so that the whole scan stays linear whatever the text is.

use std::borrow::Cow;

use crate::{
    document::lines::is_blank,
    text::{bidi, chars},
};

/// How many bytes before and behind a stop the rules may look at.
const REACH: usize = 96;

/// One run of stops with everything that closes behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop<'a> {
    pub(super) text: &'a str,
    /// Where the sentence begins that may end here (blanks included).
    pub(super) start: usize,
    /// First byte of the run.
    pub(super) at: usize,
    /// Behind the run, its closing quotes and brackets, and footnote marks.
    pub(super) end: usize,
    /// Holds `!`, `?` or `؟`.
    pub(super) strong: bool,
    /// Number of dots; `…` counts three.
    pub(super) dots: usize,
    /// A quotation that began with the sentence closes behind the stop.
    pub(super) closes_quote: bool,
    /// Where the next visible character stands; the text's length if there is none.
    pub(super) next: usize,
}

impl<'a> Stop<'a> {
    /// The last visible character before the stop, blanks included: `نعم .` has a blank before its stop.
    pub(super) fn before(&self) -> Option<char> {
        self.text[self.start..self.at].chars().rev().find(|&c| !bidi::is_invisible(c))
    }

    /// The run of characters before the stop back to a blank, quote or opening bracket, without invisible marks.
    pub(super) fn token(&self) -> Cow<'a, str> {
        let token = &self.text[self.token_start()..self.at];
        if token.is_ascii() || !token.contains(bidi::is_invisible) {
            return Cow::Borrowed(token);
        }
        Cow::Owned(token.chars().filter(|&c| !bidi::is_invisible(c)).collect())
    }

    /// Where [`Stop::token`] begins.
    pub(super) fn token_start(&self) -> usize {
        let floor = floor_boundary(self.text, self.at.saturating_sub(REACH).max(self.start));
        let window = &self.text[floor..self.at];
        floor + window.rfind(|c| is_blank(c) || is_opener(c)).map_or(0, |at| at + width_at(window, at))
    }

    /// The word before the token, without marks around it.
    pub(super) fn word_before(&self) -> &'a str {
        let end = self.token_start();
        let floor = floor_boundary(self.text, end.saturating_sub(REACH).max(self.start));
        let window = self.text[floor..end].trim_end_matches(|c: char| !is_wordy(c));
        let from = window.rfind(is_blank).map_or(0, |at| at + width_at(window, at));
        window[from..].trim_start_matches(|c: char| !is_wordy(c))
    }

    /// The words of the sentence so far, at most `limit` of them counted.
    pub(super) fn words(&self, limit: usize) -> usize {
        let reach = ceil_boundary(self.text, (self.start + 24 * limit).min(self.at));
        let words = self.text[self.start..reach].split(is_blank);
        words.filter(|word| word.chars().any(is_wordy)).take(limit).count()
    }

    /// The sentence so far, its first bytes only.
    pub(super) fn opening(&self) -> &'a str {
        let reach = ceil_boundary(self.text, (self.start + REACH).min(self.at));
        self.text[self.start..reach].trim_start_matches(is_blank)
    }

    /// What stands before the stop in its sentence, its last bytes only.
    pub(super) fn reach_back(&self) -> &'a str {
        let floor = floor_boundary(self.text, self.at.saturating_sub(2 * REACH).max(self.start));
        &self.text[floor..self.at]
    }

    /// True when the sentence so far is nothing but a word that `is_numbered` knows, and a number: `Article 5`.
    pub(super) fn is_numbered_heading(&self, is_numbered: fn(&str) -> bool) -> bool {
        if self.at - self.start > REACH / 2 {
            return false;
        }
        let mut words = self.opening().split_whitespace();
        let (Some(word), Some(number), None) = (words.next(), words.next(), words.next()) else {
            return false;
        };
        let number = number.trim_matches(|c| matches!(c, '(' | ')') || bidi::is_invisible(c));
        let parted = |c: char| chars::is_digit(c) || matches!(c, '.' | '٫' | '-' | '/');
        let roman = number.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
        !number.is_empty()
            && (roman || number.starts_with(chars::is_digit) && number.chars().all(parted))
            && is_numbered(word.trim_start_matches(|c| !is_wordy(c)))
    }

    /// True for the first two stops of a date whose parts are set apart: `12. 3. 2020`.
    pub(super) fn is_in_date(&self) -> bool {
        let digits = |text: &str| text.chars().take_while(|&c| chars::is_digit(c)).count();
        let part = |text: &str| {
            let word = text.split(is_blank).next().unwrap_or_default();
            (1..=2).contains(&digits(word)) && word.chars().skip(digits(word)).eq(['.'])
        };
        let year = |text: &str| digits(text) == 4 && !text.chars().nth(4).is_some_and(is_wordy);
        let token = self.token();
        let count = digits(&token);
        if !(1..=2).contains(&count) || token.chars().count() != count {
            return false;
        }
        let mut ahead = self.rest().split(is_blank).filter(|word| !word.is_empty());
        let before = self.reach_back().trim_end_matches(chars::is_digit).trim_end();
        let last = before.rsplit(is_blank).next().unwrap_or_default();
        match (ahead.next(), ahead.next()) {
            (Some(first), Some(second)) if part(first) => year(second),
            (Some(first), _) => part(last) && year(first),
            _ => false,
        }
    }

    /// True when no blank stands behind the stop.
    pub(super) fn is_glued(&self) -> bool {
        !self.text[self.end..self.next].contains(is_blank)
    }

    /// The next visible character.
    pub(super) fn next_char(&self) -> Option<char> {
        self.text[self.next..].chars().next()
    }

    /// What follows, behind opening quotes, brackets and dashes.
    pub(super) fn rest(&self) -> &'a str {
        let end = ceil_boundary(self.text, (self.next + REACH).min(self.text.len()));
        self.text[self.next..end].trim_start_matches(|c: char| {
            is_opener(c)
                || is_blank(c)
                || bidi::is_invisible(c)
                || matches!(c, '-' | '–' | '—' | '*' | '_' | '#' | '•')
        })
    }

    /// The next word: letters, digits and what may stand inside a word.
    pub(super) fn next_word(&self) -> &'a str {
        first_word(self.rest())
    }

    /// What comes before the stop without a blank looks like an address, a path or a piece of code.
    pub(super) fn is_address(&self) -> bool {
        let token = &self.text[self.token_start()..self.at];
        token.contains(['/', '@', '\\', '=', '_', '#', '&'])
            || token.starts_with("www.")
            || token.contains("::")
    }
}

/// The word at the head of a text; empty when it begins with something else.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(is_wordy(c) || chars::is_word_extender(c) || matches!(c, '\'' | '’')));
    &text[..end.unwrap_or(text.len())]
}

/// True for letters and digits; quicker than the question of the standard library for Arabic ones.
pub(super) fn is_wordy(c: char) -> bool {
    c.is_ascii_alphanumeric() || chars::is_arabic_letter(c) || !c.is_ascii() && c.is_alphanumeric()
}

/// Opening quotes and brackets, and quotes that may be either.
pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '"' | '\'' | '“' | '„' | '‟' | '‘' | '«' | '‹' | '`' | '﴾' | '﴿' | '<')
}

/// Marks that close what a sentence was in, behind its stop.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '»' | '›' | '﴾' | '﴿')
}

/// Marks that stand behind a number: `5%`, `20$`, `30°`, `12 m²`.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '%' | '٪' | '‰' | '°' | '²' | '³' | '″' | '′' | '﷼' | '$' | '£' | '¥' | '₤'..='₿')
}

/// True for the marks that end sentences.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '…') || is_strong(c)
}

/// True for the stops that are never part of a number or abbreviation.
pub(super) fn is_strong(c: char) -> bool {
    matches!(c, '!' | '?' | '؟' | '۔' | '‼' | '⁇' | '⁈' | '⁉' | '！' | '？')
}

/// The nearest character boundary at or before a byte.
pub(super) fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest character boundary at or behind a byte.
pub(super) fn ceil_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Width in bytes of the character that begins at a byte.
fn width_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}
