//! Tags: of HTML, XML and translation tools in angle brackets, of forums in square brackets.

use super::{MarkKind, byte_at, run};

/// Greatest length of a tag in bytes.
const LONGEST: usize = 1000;
const FORUM: [&str; 12] =
    ["b", "i", "u", "s", "url", "img", "size", "color", "quote", "code", "list", "email"];

/// The end and kind of the tag that a bracket begins.
pub(super) fn read(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    if byte_at(text, at) == b'[' { forum(text, at) } else { angle(text, at) }
}

fn angle(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    if text[at..].starts_with("<!--") {
        let bytes = &text.as_bytes()[at..text.len().min(at + LONGEST)];
        let end = bytes.windows(3).position(|three| three == b"-->")?;
        return Some((at + end + 3, MarkKind::Standing));
    }
    let closing = byte_at(text, at + 1) == b'/';
    let from = at + 1 + usize::from(closing);
    let name = run(text, from, 40, |byte| byte.is_ascii_alphanumeric() || b":_-.".contains(&byte));
    // `<https://…>` is an address, `<210>` a number; `<1>` is how some programs number their tags.
    let number = text.as_bytes()[from..name].iter().all(u8::is_ascii_digit);
    if name == from || byte_at(text, name - 1) == b':' || (number && name > from + 2) {
        return None;
    }
    let end = attributes(text, name)?;
    let alone = text[..end - 1].ends_with('/');
    let kind = match (closing, alone || is_void(&text[from..name])) {
        (true, _) => MarkKind::Closing,
        (false, true) => MarkKind::Standing,
        (false, false) => MarkKind::Opening,
    };
    Some((end, kind))
}

/// The end of a tag whose name ends at `from`: only attributes with values may follow.
fn attributes(text: &str, from: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(from + LONGEST)];
    let (mut at, mut quote, mut valued, mut filled) = (from, None, false, false);
    loop {
        let byte = *bytes.get(at)?;
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => break,
            (None, b'<' | b'\n') => return None,
            (None, b'"' | b'\'') if valued => quote = Some(byte),
            (None, b'=') => valued = true,
            (None, b'/') => {}
            (None, _) if byte.is_ascii_whitespace() => {}
            (None, _) => filled = true,
        }
        at += 1;
    }
    let first = byte_at(text, from);
    let parted = matches!(first, b'>' | b'/') || first.is_ascii_whitespace();
    (parted && (valued || !filled)).then_some(at + 1)
}

fn is_void(name: &str) -> bool {
    ["br", "hr", "img", "wbr", "input", "meta", "link"].iter().any(|void| name.eq_ignore_ascii_case(void))
}

/// `[b]`, `[/url]`, `[size=4]`
fn forum(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let closing = byte_at(text, at + 1) == b'/';
    let from = at + 1 + usize::from(closing);
    let name = run(text, from, 8, |byte| byte.is_ascii_lowercase());
    let end = match byte_at(text, name) {
        b'=' => run(text, name, 300, |byte| byte.is_ascii_graphic() && !b"[]".contains(&byte)),
        _ => name,
    };
    let known = FORUM.contains(&&text[from..name]) && byte_at(text, end) == b']';
    let kind = if closing { MarkKind::Closing } else { MarkKind::Opening };
    known.then_some((end + 1, kind))
}
