//! A possible end of a sentence, with queries about its context.
//!
//! Every query reads a bounded stretch of text, so that the whole scan is linear for any text.

use std::borrow::Cow;

use crate::{
    document::lines::is_blank,
    text::{bidi, chars},
};

/// Most bytes before and after a stop that the rules read.
const REACH: usize = 96;

/// A run of stops with everything that is closed after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop<'a> {
    pub(super) text: &'a str,
    /// The beginning of the sentence that may end here, including blanks.
    pub(super) start: usize,
    /// First byte of the run.
    pub(super) at: usize,
    /// The end of the run, its closing quotes and brackets, and footnote marks.
    pub(super) end: usize,
    /// It contains `!`, `?` or `؟`.
    pub(super) strong: bool,
    /// Number of dots; `…` counts as three.
    pub(super) dots: usize,
    /// A quotation that began with the sentence is closed after the stop.
    pub(super) closes_quote: bool,
    /// The next visible character; the text's length if there is none.
    pub(super) next: usize,
}

impl<'a> Stop<'a> {
    /// The last visible character before the stop, or a blank: `نعم .` has a blank before its stop.
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

    /// The beginning of [`Stop::token`].
    pub(super) fn token_start(&self) -> usize {
        let floor = floor_boundary(self.text, self.at.saturating_sub(REACH).max(self.start));
        let window = &self.text[floor..self.at];
        floor + window.rfind(|c| is_blank(c) || is_opening(c)).map_or(0, |at| at + width_at(window, at))
    }

    /// The word before the token, without marks around it.
    pub(super) fn word_before(&self) -> &'a str {
        let end = self.token_start();
        let floor = floor_boundary(self.text, end.saturating_sub(REACH).max(self.start));
        let window = self.text[floor..end].trim_end_matches(|c: char| !is_wordy(c));
        let from = window.rfind(is_blank).map_or(0, |at| at + width_at(window, at));
        window[from..].trim_start_matches(|c: char| !is_wordy(c))
    }

    /// The number of words of the sentence so far, counted up to `limit`.
    pub(super) fn words(&self, limit: usize) -> usize {
        let reach = ceil_boundary(self.text, (self.start + 24 * limit).min(self.at));
        let words = self.text[self.start..reach].split(is_blank);
        words.filter(|word| word.chars().any(is_wordy)).take(limit).count()
    }

    /// The first bytes of the sentence so far.
    pub(super) fn opening(&self) -> &'a str {
        let reach = ceil_boundary(self.text, (self.start + REACH).min(self.at));
        self.text[self.start..reach].trim_start_matches(is_blank)
    }

    /// The last bytes of the sentence before the stop.
    pub(super) fn reach_back(&self) -> &'a str {
        let floor = floor_boundary(self.text, self.at.saturating_sub(2 * REACH).max(self.start));
        &self.text[floor..self.at]
    }

    /// True if the sentence so far is only a word accepted by `is_numbered`, and a number: `Article 5`.
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

    /// True for the first two stops of a date with separated parts: `12. 3. 2020`.
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

    /// True for the end of an aside between dashes: `it is — believe me! — the best`.
    pub(super) fn is_in_aside(&self) -> bool {
        let is_dash = |c: char| matches!(c, '—' | '–' | '-');
        if self.is_glued() || !self.next_char().is_some_and(is_dash) {
            return false;
        }
        let before = self.reach_back();
        let mut words = before.split(is_blank);
        let spaced = |word: &str| word.chars().next().is_some_and(is_dash) && word.chars().nth(1).is_none();
        words.by_ref().take_while(|word| !spaced(word)).any(|word| word.chars().any(is_wordy))
            && words.next().is_some()
    }

    /// True if the word after the stop is the one before it: `أنا... أنا لا أعرف`, `it ... it was`.
    pub(super) fn is_repeated(&self) -> bool {
        let token = self.token();
        let last = if token.is_empty() { self.word_before() } else { &*token };
        let last = last.trim_end_matches(is_blank);
        !last.is_empty() && last.to_lowercase() == self.next_word().to_lowercase()
    }

    /// True for dots that are set off on both sides and are the only stop of their line, with few words
    /// on each side: the two halves of a verse.
    pub(super) fn is_between_hemistichs(&self) -> bool {
        const LINE: usize = 160;
        let floor = floor_boundary(self.text, self.at.saturating_sub(LINE));
        let ceiling = ceil_boundary(self.text, (self.end + LINE).min(self.text.len()));
        let first = self.text[floor..self.at].rsplit('\n').next().unwrap_or_default();
        let second = self.text[self.end..ceiling].split('\n').next().unwrap_or_default();
        let is_half =
            |half: &str| (2..=8).contains(&half.split_whitespace().count()) && !half.contains(is_stop);
        first.ends_with(is_blank) && second.starts_with(is_blank) && is_half(first) && is_half(second)
    }

    /// True if there is no blank after the stop.
    pub(super) fn is_glued(&self) -> bool {
        !self.text[self.end..self.next].contains(is_blank)
    }

    /// The next visible character.
    pub(super) fn next_char(&self) -> Option<char> {
        self.text[self.next..].chars().next()
    }

    /// The following text, after opening quotes, brackets and dashes.
    pub(super) fn rest(&self) -> &'a str {
        let end = ceil_boundary(self.text, (self.next + REACH).min(self.text.len()));
        self.text[self.next..end].trim_start_matches(|c: char| {
            is_opening(c)
                || is_blank(c)
                || bidi::is_invisible(c)
                || matches!(c, '-' | '–' | '—' | '*' | '_' | '#' | '•')
        })
    }

    /// The next word: letters, digits and word-internal characters.
    pub(super) fn next_word(&self) -> &'a str {
        first_word(self.rest())
    }

    /// True if the token before the stop looks like an address, a path or code.
    pub(super) fn is_address(&self) -> bool {
        let token = &self.text[self.token_start()..self.at];
        token.contains(['/', '@', '\\', '=', '_', '#', '&'])
            || token.starts_with("www.")
            || token.contains("::")
    }
}

/// The word at the beginning of a text; empty if it begins with something else.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(is_wordy(c) || chars::is_word_extender(c) || matches!(c, '\'' | '’')));
    &text[..end.unwrap_or(text.len())]
}

/// True for one word and a stop: `… وبكى.`
pub(super) fn is_last_word(rest: &str) -> bool {
    rest[first_word(rest).len()..].starts_with(['.', '!', '؟', '…'])
}

/// True for letters and digits; faster than the standard library for Arabic ones.
pub(super) fn is_wordy(c: char) -> bool {
    c.is_ascii_alphanumeric() || chars::is_arabic_letter(c) || !c.is_ascii() && c.is_alphanumeric()
}

/// True for opening quotes and brackets, and quotes that may be either.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '"' | '\'' | '“' | '„' | '‟' | '‘' | '«' | '‹' | '`' | '﴾' | '﴿' | '<')
}

/// True for marks that close a quotation or bracket after a stop.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '»' | '›' | '﴾' | '﴿')
}

/// True for signs that follow a number: `5%`, `20$`, `30°`, `12 m²`.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '%' | '٪' | '‰' | '°' | '²' | '³' | '″' | '′' | '﷼' | '$' | '£' | '¥' | '₤'..='₿')
}

/// True for the marks that end sentences.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '…') || is_strong(c)
}

/// True for stops that are never part of a number or abbreviation.
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

/// The nearest character boundary at or after a byte.
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
