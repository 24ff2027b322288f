//! List marks at the beginning of a line: bullets, numbers and letters, and what they count.

mod value;

pub(crate) use value::{number, read, values};

use super::lines::is_blank;
use crate::text::{bidi, chars};

/// Bullets that need no blank after them.
const BULLETS: &str = "•▪▫◦‣⁃●○■□◆◇►▸▶➢➤✓✔★☆❖";

/// Marks that are bullets only before a blank.
const DASHES: &str = "-–—*+·";

/// True for a mark that is always a bullet.
pub(crate) fn is_bullet(c: char) -> bool {
    BULLETS.contains(c)
}

/// Length in bytes of the list mark at the beginning of a text, with the blanks after it: `• `,
/// `- `, `1. `, `2) `, `(٣) `, `أ- `, `b) `, `iv. `, `2.1.3 `. `None` if the text does not begin
/// with one, or consists only of one.
pub(crate) fn marker(text: &str) -> Option<usize> {
    let lead = text.len() - text.trim_start_matches(|c| is_blank(c) || bidi::is_mark(c)).len();
    let body = &text[lead..];
    let length = mark(body)?;
    let rest = &body[length..];
    let gap = rest.len() - rest.trim_start_matches(|c| is_blank(c) || bidi::is_mark(c)).len();
    (gap < rest.len()).then_some(lead + length + gap)
}

/// Length in bytes of the mark itself.
fn mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let after = |length: usize| text[length..].chars().next();
    if is_bullet(first) {
        return Some(first.len_utf8());
    }
    if DASHES.contains(first) {
        let length = first.len_utf8();
        return after(length).is_some_and(is_blank).then_some(length);
    }
    if first == '(' {
        let label = label(&text[1..])?;
        let close = 1 + label.length;
        return (after(close)? == ')').then_some(close + 1);
    }
    let label = label(text)?;
    let sign_at = label.length + blank_before_dash(&text[label.length..]);
    let sign = after(sign_at)?;
    let end = sign_at + sign.len_utf8();
    let next = after(end);
    let fits = match sign {
        '.' => {
            label.kind != DocumentKind::Arabic
                && label.kind != DocumentKind::Capital
                && next.is_some_and(is_blank)
        }
        ')' => next.is_some_and(|c| is_blank(c) || c.is_alphabetic()),
        '/' if label.kind == DocumentKind::Arabic => next.is_some_and(is_blank),
        '-' | '–' if label.kind == DocumentKind::Arabic => {
            next.is_some_and(|c| is_blank(c) || c.is_alphabetic())
        }
        '-' | '–' if label.kind == DocumentKind::Number => {
            next.is_some_and(|c| is_blank(c) || chars::is_arabic_letter(c))
        }
        _ => false,
    };
    if fits {
        return Some(end);
    }
    // `2.1.3 Title` needs no sign after it.
    (label.kind == DocumentKind::Levels && after(label.length).is_some_and(is_blank)).then_some(label.length)
}

/// The blanks before the dash of `أ -`, which is as common as `أ-`.
fn blank_before_dash(text: &str) -> usize {
    let mut rest = text.chars();
    match (rest.next(), rest.next(), rest.next()) {
        (Some(' '), Some('-' | '–'), Some(' ')) => 1,
        _ => 0,
    }
}

#[derive(PartialEq, Clone, Copy)]
enum DocumentKind {
    Number,
    Levels,
    Small,
    Capital,
    Roman,
    Arabic,
}

struct Label {
    length: usize,
    kind: DocumentKind,
}

/// The number or letter of a list mark.
fn label(text: &str) -> Option<Label> {
    let first = text.chars().next()?;
    if chars::is_digit(first) {
        return numbers(text);
    }
    if chars::is_arabic_letter(first) {
        let mut length = first.len_utf8();
        // The letter ه is written هـ in lists.
        length +=
            text[length..].chars().take_while(|&c| c == chars::TATWEEL).map(char::len_utf8).sum::<usize>();
        let single = !text[length..]
            .chars()
            .next()
            .is_some_and(|c| chars::is_arabic_letter(c) || chars::is_word_extender(c));
        return single.then_some(Label { length, kind: DocumentKind::Arabic });
    }
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &text[..length];
    let roman = |set: &str| length <= 5 && word.chars().all(|c| set.contains(c));
    match length {
        1 if first == 'I' => Some(Label { length, kind: DocumentKind::Roman }),
        1 if first.is_ascii_lowercase() => Some(Label { length, kind: DocumentKind::Small }),
        1 => Some(Label { length, kind: DocumentKind::Capital }),
        2.. if roman("ivx") || roman("IVX") => Some(Label { length, kind: DocumentKind::Roman }),
        _ => None,
    }
}

/// `12` or `2.1.3`: up to three digits each.
fn numbers(text: &str) -> Option<Label> {
    let mut length = 0;
    let mut groups = 0;
    loop {
        let digits = text[length..].chars().take_while(|&c| chars::is_digit(c));
        let (count, bytes) = digits.fold((0, 0), |(n, b), c| (n + 1, b + c.len_utf8()));
        if count == 0 || count > 3 {
            return None;
        }
        length += bytes;
        groups += 1;
        let mut ahead = text[length..].chars();
        match (ahead.next(), ahead.next()) {
            (Some('.'), Some(c)) if chars::is_digit(c) => length += 1,
            _ => break,
        }
    }
    // `12.5` is a decimal; `2.1.` and `2.1.3` are not.
    let kind = match groups {
        1 => DocumentKind::Number,
        2 if !text[length..].starts_with(['.', ')']) => return None,
        _ => DocumentKind::Levels,
    };
    Some(Label { length, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_marks_of_both_languages_are_seen() {
        for (text, mark) in [
            ("• تفاح", "• "),
            ("•apples", "•"),
            ("- apples", "- "),
            ("1. مقدمة", "1. "),
            ("12) second", "12) "),
            ("(٣) الثالث", "(٣) "),
            ("١- الأول", "١- "),
            ("أ- شركة", "أ- "),
            ("ب -شركة", ""),
            ("ج - شركة", "ج - "),
            ("هـ- شركة", "هـ- "),
            ("b) two", "b) "),
            ("(c) three", "(c) "),
            ("iv. four", "iv. "),
            ("2.1.3 Scope", "2.1.3 "),
            ("2.1. Scope", "2.1. "),
            ("\u{200F}1. مقدمة", "\u{200F}1. "),
        ] {
            assert_eq!(marker(text).unwrap_or(0), mark.len(), "{text}");
        }
    }

    #[test]
    fn words_numbers_and_initials_are_no_list_marks() {
        for text in [
            "12.5 million",
            "1990. He left",
            "د. أحمد",
            "J. Smith",
            "-5 degrees",
            "-",
            "1.",
            "•",
            "",
            "و قال",
            "3-1 وانتهت",
            "و/أو غيره",
            "I am",
            "mix. it",
            "(see",
            "a man",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
