//! The ends of English sentences. Capitals are the best evidence: before a small letter a stop does
//! not end a sentence.

use super::{
    enumerate,
    stop::{Stop, first_word},
    tables::{Abbreviation, ENGLISH, NATIONS, What},
};
use crate::text::chars;

/// True if a sentence ends at this stop.
pub(super) fn ends(stop: &Stop<'_>) -> bool {
    let Some(next) = stop.next_char() else { return true };
    if matches!(next, ',' | ';' | ':' | '،' | '؛' | ')' | ']' | '}' | '/' | '&' | '%' | '=' | '”' | '»')
    {
        return false;
    }
    if stop.is_glued() {
        return ends_glued(stop);
    }
    if continues_small(stop.rest()) && !enumerate::begins_item(stop.rest()) {
        return false;
    }
    if stop.strong {
        return ends_strong(stop);
    }
    if stop.dots >= 2 {
        // A row of dots is a blank to fill in; three dots after one or two words are a pause.
        return stop.dots < 6 && stop.words(3) >= 2 && !hangs(stop) && !stop.is_repeated();
    }
    if enumerate::is_label(stop.opening(), stop.at - stop.start) {
        return false;
    }
    if stop.before().is_none_or(char::is_whitespace) {
        return true;
    }
    ends_after(stop, &stop.token())
}

/// True if the words before the dots cannot end a sentence and the next one need not begin another: `It was ... I think`.
fn hangs(stop: &Stop<'_>) -> bool {
    let token = stop.token();
    let last = if token.is_empty() { stop.word_before() } else { &*token };
    let next = stop.next_word();
    ENGLISH.says(&last.to_lowercase(), What::Hangs) && (next == "I" || !ENGLISH.says(next, What::Opens))
}

/// True if the next word begins with a small letter, so that the sentence continues; `iPhone` and
/// `eBay` may begin one.
fn continues_small(rest: &str) -> bool {
    let word = first_word(rest);
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase) && !letters.take(2).any(char::is_uppercase)
}

/// True if the stop belongs to the word: an abbreviation of the table, an initial, a row of letters.
pub(super) fn is_abbreviation(token: &str) -> bool {
    let number = Some(Abbreviation::Number);
    is_initial(token) || is_dotted(token) || abbreviation(token).is_some() && abbreviation(token) != number
}

/// Decides on a single full stop after a word, which may be an abbreviation.
fn ends_after(stop: &Stop<'_>, token: &str) -> bool {
    let next = stop.next_word();
    let before_number = next.chars().next().is_some_and(chars::is_digit);
    if stop.is_numbered_heading(is_numbered) || stop.is_in_date() {
        return false;
    }
    if token.starts_with('°') {
        return true;
    }
    if is_initial(token) {
        let before = stop.word_before();
        return opens(stop) && !before.is_empty() || ENGLISH.says(&before.to_lowercase(), What::Labels);
    }
    match abbreviation(token) {
        Some(Abbreviation::Never | Abbreviation::Letter) => false,
        Some(Abbreviation::Maybe) => opens(stop) && !before_number,
        Some(Abbreviation::Ends) => {
            // `in A.H. 256`
            let is_before = before_number && !stop.word_before().ends_with(chars::is_digit);
            !(is_before
                || is_compound(stop)
                || ENGLISH.says(next, What::Belongs)
                || is_time(token) && is_adverbial(stop))
        }
        Some(Abbreviation::Number) => !(before_number || is_roman(next)),
        None if is_dotted(token) => opens(stop),
        None => true,
    }
}

/// True if another number with an abbreviated unit follows a number: `5 ft. 7 in.`
fn is_compound(stop: &Stop<'_>) -> bool {
    let number = stop.next_word();
    let unit = first_word(stop.rest()[number.len()..].trim_start());
    let is_number = |word: &str| !word.is_empty() && word.chars().all(chars::is_digit);
    let stopped =
        || stop.rest().split_whitespace().nth(1).is_some_and(|word| word.starts_with(&format!("{unit}.")));
    is_number(stop.word_before())
        && is_number(number)
        && matches!(unit, "in" | "oz" | "min" | "sec")
        && stopped()
}

/// True for something identified by a number: `Article`, `section`.
fn is_numbered(word: &str) -> bool {
    ENGLISH.says(&word.to_lowercase(), What::Numbered)
}

/// Looks an abbreviation up as written; entries in small letters also match capitals.
fn abbreviation(token: &str) -> Option<Abbreviation> {
    // Inside `(D., Wash.)` or `and/or U.S.` the last piece counts.
    let token = token.rsplit(['/', '–', '—']).next().unwrap_or(token);
    let token = token.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A shortcut for most words: no entry is longer.
    if token.len() > 6 && !token.contains(['.', '!']) || token.len() > 12 {
        return None;
    }
    ENGLISH.abbreviation(token).or_else(|| ENGLISH.abbreviation(&token.to_lowercase())).or_else(|| {
        // `GEN. SMITH`: a title in a text of capitals.
        let capitals = token.len() > 1 && token.chars().all(char::is_uppercase);
        let title = || format!("{}{}", &token[..1], token[1..].to_lowercase());
        if capitals && token.is_ascii() { ENGLISH.abbreviation(&title()) } else { None }
    })
}

/// True for one capital letter: `J`, or `B` in `J.B`.
fn is_initial(token: &str) -> bool {
    let mut letters = token.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// True for single letters separated by stops: `i.v`, `J.C`, `U.S.S`.
fn is_dotted(token: &str) -> bool {
    token.contains('.')
        && token.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic))
}

fn is_time(token: &str) -> bool {
    let bare = token.trim_start_matches(|c: char| !c.is_alphabetic());
    ["a.m", "p.m", "am", "pm"].iter().any(|time| bare.eq_ignore_ascii_case(time))
}

/// `At 5 a.m. Mr. Smith left`: the sentence has hardly begun, so the time belongs to what follows.
fn is_adverbial(stop: &Stop<'_>) -> bool {
    const PREPOSITIONS: [&str; 10] =
        ["At", "By", "Around", "About", "Before", "After", "Until", "Since", "From", "On"];
    stop.words(6) <= 5 && PREPOSITIONS.contains(&first_word(stop.opening()))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "IVXLCDMivxlc".contains(c)) && word != "I"
        || word.len() == 1 && word != "I" && word != "A" && word.chars().all(|c| c.is_ascii_uppercase())
}

/// True if the next word opens a sentence. An initial (`J. A. Smith`) does not.
fn opens(stop: &Stop<'_>) -> bool {
    let word = stop.next_word();
    ENGLISH.says(word, What::Opens) && !(word.len() == 1 && stop.rest()[1..].starts_with('.'))
        || word.starts_with(chars::is_arabic_letter)
        || is_of_nation(word, &stop.rest()[word.len()..])
}

/// True for the adjective of a nation before a word in small letters: `in the U.S. Syrian poets read there`.
fn is_of_nation(word: &str, after: &str) -> bool {
    let noun = || after.strip_prefix(' ').is_some_and(|after| after.starts_with(char::is_lowercase));
    word.len() > 4 && noun() && NATIONS.contains(word.to_lowercase().as_str())
}

/// Decides on `!` or `?` before a capital.
fn ends_strong(stop: &Stop<'_>) -> bool {
    let mark = &stop.text[stop.at..stop.end];
    if mark.starts_with('!') && ENGLISH.abbreviation(&format!("{}!", stop.token())).is_some() {
        return opens(stop);
    }
    !(stop.closes_quote && is_attributed(stop.rest()))
}

/// True for up to three words of a name, or `I`, and a verb of saying: `Sara asked`,
/// `Mr. Haddad said`, `I cried`.
fn is_attributed(rest: &str) -> bool {
    let mut words = rest.split_whitespace().take(4);
    let Some(first) = words.next() else { return false };
    let says = |word: &str| ENGLISH.says(word.trim_end_matches(|c: char| !c.is_alphabetic()), What::Says);
    if first != "I" && ENGLISH.says(first, What::Opens) && first != "The" {
        return false;
    }
    for word in words {
        if says(word) {
            return true;
        }
        if first != "The" && !word.chars().next().is_some_and(char::is_uppercase) {
            return false;
        }
    }
    false
}

/// Decides on a stop without a blank after it: a decimal, an address, an abbreviation, or a missing blank.
fn ends_glued(stop: &Stop<'_>) -> bool {
    let rest = &stop.text[stop.next..];
    let word = first_word(rest);
    let mut letters = word.chars();
    let capitalised =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_lowercase);
    if stop.is_address() {
        return false;
    }
    let token = stop.token();
    let lower = |c: char| c.is_lowercase() || matches!(c, '”' | '"' | ')' | '»');
    if stop.end > stop.at + 1 && !stop.strong && stop.dots == 1 {
        // A closing mark is in between: `(as agreed.)Then`, `“yes.”She`.
        return capitalised;
    }
    if stop.strong || stop.dots >= 2 {
        return capitalised
            && token.len() > 1
            && stop.before().is_some_and(char::is_alphanumeric)
            && stop.dots < 6;
    }
    if !capitalised || word.chars().count() == 1 && word != "I" && word != "A" {
        return false;
    }
    let known = || ENGLISH.says(word, What::Opens) || abbreviation(word) == Some(Abbreviation::Never);
    let tail = &rest[word.len()..];
    match stop.before() {
        Some(c) if lower(c) => {
            // `tomorrow.Today` lacks a blank; `example.Com/page`, `vs.Germany` and `object.Method()` do not.
            let small = token.len() > 1 && token.chars().all(|c| c.is_lowercase() || c == '-');
            let prose = tail.is_empty() || tail.starts_with([' ', ',', '\n', '\u{A0}']);
            abbreviation(&token).is_none() && (small && prose || known())
        }
        Some(c) if chars::is_digit(c) || super::stop::is_sign(c) => {
            let sentence = tail.starts_with(' ') && tail[1..].starts_with(char::is_lowercase);
            let label = enumerate::is_label(stop.opening(), stop.at - stop.start);
            !label && (known() || sentence && word.len() > 2 && token.len() > 1)
        }
        Some(c) => chars::is_arabic_letter(c),
        None => false,
    }
}
