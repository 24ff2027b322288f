//! Footnotes between the last line of a page and its number. They are text, but where a sentence
//! goes on on the next page they interrupt it like the number below them.

use super::{Line, goes_on};
use crate::text::chars;

/// Most lines of notes on a page.
const MOST: usize = 24;

/// Lines above the notes in which their references are looked for.
const PAGE: usize = 60;

/// The notes of a page that interrupt a sentence.
pub(super) struct Notes {
    /// The lines from the first to before the last one, with the ruled line above them.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The line of page furniture below them.
    pub(super) above: usize,
}

/// The notes above lines of page furniture, for which `is_break` holds; `rest_of` gives the text of a
/// line without the page number that is glued to it.
pub(super) fn find<'a>(
    lines: &[Option<Line<'a>>],
    is_break: &[bool],
    rest_of: impl Fn(usize) -> Option<Line<'a>>,
) -> Vec<Notes> {
    let mut found = Vec::new();
    let mut page: Vec<usize> = Vec::new();
    for at in 0..lines.len() {
        if is_break[at] && !page.is_empty() {
            let after = rest_of(at).or_else(|| {
                let next = (at + 1..lines.len()).find(|&next| lines[next].is_some() && !is_break[next])?;
                lines[next].clone()
            });
            let notes = after.and_then(|after| on_page(lines, &page, &after));
            found.extend(notes.map(|from| Notes { from, to: at, above: at }));
            page.clear();
        }
        if lines[at].is_some() && (!is_break[at] || rest_of(at).is_some()) {
            page.push(at);
        }
    }
    found
}

/// The first line of the notes at the end of a page whose last sentence goes on in `after`.
fn on_page(lines: &[Option<Line<'_>>], page: &[usize], after: &Line<'_>) -> Option<usize> {
    let line = |place: usize| lines[page[place]].as_ref();
    let last = line(page.len() - 1)?;
    let first = page.len().saturating_sub(MOST).max(1);
    (first..page.len()).find_map(|place| {
        let is_ruled = is_rule(line(place)?.body);
        let head = if is_ruled { line((place + 1).min(page.len() - 1))? } else { line(place)? };
        let mark = mark(head.body)?;
        let before = line(place - 1)?;
        let texts = page[..place].iter().rev().take(PAGE).filter_map(|&at| lines[at].as_ref());
        let is_referred = || texts.into_iter().any(|line| refers(line.body, mark));
        (goes_on(before, after) && (is_ruled || !goes_on(last, after) && is_referred()))
            .then_some(page[place])
    })
}

/// True for a ruled line: `______`, `------`, `ـــــــ`.
fn is_rule(line: &str) -> bool {
    line.chars().count() >= 4
        && line.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | '─' | 'ـ' | '=' | ' '))
}

/// The sign with which a note begins, without brackets: `(1) See`, `[2] See`, `3. See`, `¹ See`, `* See`.
fn mark(line: &str) -> Option<&str> {
    let inner = line.trim_start_matches(['(', '[']);
    let length: usize = inner.chars().take_while(|c| is_sign(*c)).map(char::len_utf8).sum();
    let (sign, rest) = inner.split_at(length);
    let is_short = (1..=3).contains(&sign.chars().count());
    let has_words = rest.split_whitespace().any(|word| word.contains(char::is_alphabetic));
    let is_figure = rest.starts_with(['%', '٪', '/', '٬', '٫']) || {
        let mut after = rest.chars();
        matches!(after.next(), Some('.' | ',' | ':' | '-')) && after.next().is_some_and(chars::is_digit)
    };
    (is_short && has_words && !is_figure).then_some(sign)
}

fn is_sign(c: char) -> bool {
    chars::is_digit(c) || is_raised(c) || matches!(c, '*' | '†' | '‡')
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// The value of a digit in any of its shapes, of another sign itself.
fn plain(c: char) -> char {
    let raised = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c);
    let digit = chars::digit_value(c).map(u32::from).or(raised.and_then(|at| u32::try_from(at).ok()));
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
}

/// True if a line refers to a note: `the town (1)`, `town[1]`, `town1`, `town¹`, `town*`.
fn refers(line: &str, mark: &str) -> bool {
    let wanted: String = mark.chars().map(plain).collect();
    let mut before = ' ';
    let mut rest = line;
    while let Some(at) = rest.find(is_sign) {
        before = rest[..at].chars().next_back().unwrap_or(before);
        let length: usize = rest[at..].chars().take_while(|c| is_sign(*c)).map(char::len_utf8).sum();
        let sign = &rest[at..at + length];
        let after = rest[at + length..].chars().next().unwrap_or(' ');
        let is_closed = matches!((before, after), ('(', ')') | ('[', ']'));
        let is_glued = before.is_alphabetic() || matches!(before, '.' | ',' | '،' | '»' | '”' | '"' | ')');
        let ends = !after.is_alphanumeric();
        let is_high = sign.chars().all(|c| !chars::is_digit(c));
        if sign.chars().map(plain).eq(wanted.chars()) && (is_closed || is_high || is_glued && ends) {
            return true;
        }
        before = sign.chars().next_back().unwrap_or(before);
        rest = &rest[at + length..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_begins_with_a_sign_that_the_text_has_too() {
        for (line, sign) in [
            ("(1) انظر الفصل الثالث", "1"),
            ("[2] See above.", "2"),
            ("3. See above.", "3"),
            ("٤- انظر أعلاه", "٤"),
            ("* See above.", "*"),
            ("² See above.", "²"),
        ] {
            assert_eq!(mark(line), Some(sign), "{line}");
        }
        for line in
            ["2021 was dry", "3.5 kilometres", "12", "5% of them", "See (1)", "12:30 we left", "1/2 cup"]
        {
            assert_eq!(mark(line), None, "{line}");
        }
        for line in [
            "the town (1) which",
            "the town[1]",
            "المدينة(١) التي",
            "the town1 which",
            "the end.1",
            "the town¹ which",
        ] {
            assert!(refers(line, "1"), "{line}");
        }
        for line in ["1 town", "the town (2)", "town 1", "in 11 towns(11)", "A1B"] {
            assert!(!refers(line, "1"), "{line}");
        }
    }
}
