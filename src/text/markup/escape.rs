//! Characters written by name or number, and control words after a backslash.

use super::{MarkKind, byte_at, run};

const NAMED: [(&str, char); 22] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("percnt", '%'),
    ("dollar", '$'),
    ("euro", '€'),
    ("pound", '£'),
    ("minus", '-'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("deg", '°'),
    ("times", '×'),
];

/// `&amp;`, `&#39;`, `&#x27;`; an unknown name counts as a blank.
pub(super) fn entity(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let number = byte_at(text, at + 1) == b'#';
    let hex = number && matches!(byte_at(text, at + 2), b'x' | b'X');
    let from = at + 1 + usize::from(number) + usize::from(hex);
    let end = run(text, from, 12, |byte| byte.is_ascii_alphanumeric());
    if end == from || byte_at(text, end) != b';' {
        return None;
    }
    let said = &text[from..end];
    let c = match (number, hex) {
        (true, true) => char::from_u32(u32::from_str_radix(said, 16).ok()?)?,
        (true, false) => char::from_u32(said.parse().ok()?)?,
        // `R&D; …`: an unknown word after the sign is an entity only if it is long and in lower case.
        _ => match NAMED.iter().find(|(name, _)| *name == said) {
            Some((_, c)) => *c,
            None if said.len() > 2 && said.starts_with(|c: char| c.is_ascii_lowercase()) => ' ',
            None => return None,
        },
    };
    Some((end + 1, MarkKind::Entity(if c.is_control() { ' ' } else { c })))
}

/// The mark that a backslash begins: `\n`, `\u0041`, `\x1b`, `\'e9`, `\fs24`, `\par`.
pub(super) fn control(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let hex = |from: usize, count: usize| {
        let end = run(text, from, count, |byte| byte.is_ascii_hexdigit());
        (end == from + count).then_some(end)
    };
    let end = match byte_at(text, at + 1) {
        b'u' if hex(at + 2, 4).is_some() => hex(at + 2, 4)?,
        b'x' | b'\'' if hex(at + 2, 2).is_some() => hex(at + 2, 2)?,
        byte if byte.is_ascii_lowercase() => {
            let word = run(text, at + 1, 32, |byte| byte.is_ascii_lowercase());
            let sign = usize::from(byte_at(text, word) == b'-' && byte_at(text, word + 1).is_ascii_digit());
            let digits = run(text, word + sign, 8, |byte| byte.is_ascii_digit());
            // `\n5 files` is a line break before a number, `\nnext` one before a word.
            if b"ntr".contains(&byte) && (word == at + 2 || digits == word) { at + 2 } else { digits }
        }
        _ => return None,
    };
    Some((end, MarkKind::Escape))
}
