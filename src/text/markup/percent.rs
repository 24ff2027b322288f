//! Placeholders that begin with a percent sign: of printf, Python, Qt, strftime, Symfony.

use super::{MarkKind, byte_at, run};

/// Greatest length in bytes of the name of a placeholder.
const NAME: usize = 64;

/// The end and kind of the mark that a percent sign begins.
pub(super) fn read(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    // `100%`, `5 %d`: a percent sign after a number belongs to it.
    if is_after_number(text, at) {
        return match byte_at(text, at + 1) {
            b'%' => Some((at + 2, MarkKind::Entity('%'))),
            _ => None,
        };
    }
    match byte_at(text, at + 1) {
        b'%' => Some((at + 2, MarkKind::Entity('%'))),
        b'(' => enclosed(text, at + 2, b')').map(|end| (with_type(text, end), MarkKind::Placeholder)),
        b'{' => enclosed(text, at + 2, b'}').map(|end| (end, MarkKind::Placeholder)),
        b'<' => enclosed(text, at + 2, b'>').map(|end| (with_type(text, end), MarkKind::Placeholder)),
        _ => named(text, at).or_else(|| typed(text, at)).or_else(|| numbered(text, at)),
    }
}

fn is_after_number(text: &str, at: usize) -> bool {
    let digit = |c: char| crate::text::chars::is_digit(c);
    let before = &text[..at];
    let number = before.trim_end_matches([' ', '\u{a0}']);
    // `left 3 %li tiles`: after a number and a blank, a placeholder may follow.
    number.ends_with(digit) && (number.len() == before.len() || typed(text, at).is_none())
}

/// `name)`, `name}`: a name and the bracket that closes it.
fn enclosed(text: &str, from: usize, close: u8) -> Option<usize> {
    let name = |byte: u8| byte.is_ascii_alphanumeric() || b"_.- ".contains(&byte);
    let end = run(text, from, NAME, name);
    (end > from && byte_at(text, end) == close).then_some(end + 1)
}

/// Skips the flags, width and type after `%(name)`, if there are any.
fn with_type(text: &str, from: usize) -> usize {
    let flags = run(text, from, 16, |byte| b"-+ #0123456789.".contains(&byte));
    let end = flags + 1;
    let typed = b"diouxXeEfFgGaAcrs".contains(&byte_at(text, flags));
    if typed && !byte_at(text, end).is_ascii_alphanumeric() { end } else { from }
}

/// `%name%`; in `%Id%%` a percent sign follows the placeholder.
fn named(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let end = run(text, at + 1, NAME, |byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let long = end > at + 2 && byte_at(text, at + 1).is_ascii_alphabetic();
    let after = byte_at(text, end + 1);
    let closed = byte_at(text, end) == b'%' && !after.is_ascii_alphanumeric();
    let is_typed = || after == b'%' && typed(text, at).is_some_and(|(stop, _)| stop == end);
    (long && closed && !is_typed()).then_some((end + 1, MarkKind::Placeholder))
}

/// `%s`, `%1$s`, `%-10.2f`, `%lld`, `%Id`, `%@`, `%Y`.
fn typed(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let digits = run(text, at + 1, 3, |byte| byte.is_ascii_digit());
    let position = digits > at + 1 && byte_at(text, digits) == b'$';
    let from = if position { digits + 1 } else { at + 1 };
    let flags = run(text, from, 12, |byte| b"-+#0123456789.*'".contains(&byte));
    // `%Id`: written in the digits of the reader's language.
    let own = byte_at(text, flags) == b'I' && b"diu".contains(&byte_at(text, flags + 1));
    let width = flags + usize::from(own);
    let digit = flags == from + 1 && byte_at(text, from).is_ascii_digit();
    if !position && digit && is_numbered_elsewhere(text, at) {
        return None;
    }
    let length = run(text, width, 2, |byte| b"hlLqjzt".contains(&byte));
    let kind = byte_at(text, length);
    // `%t` and `%l` alone are types in other libraries.
    let (kind, end) = match kind {
        b'@' => (kind, length + 1),
        _ if kind.is_ascii_alphabetic() && (width == from || is_conversion(kind)) => (kind, length + 1),
        _ if length > width => (byte_at(text, length - 1), length),
        _ => return None,
    };
    // `%dGB` is a number before a unit; `%start` and `%discount` are not placeholders.
    let letters = run(text, end, 4, |byte| byte.is_ascii_alphabetic()) - end;
    let capital = byte_at(text, end).is_ascii_uppercase();
    let unit = match kind {
        b'd' | b'i' | b'u' | b'f' => letters < 3 || capital,
        b's' => letters < 3 && capital,
        _ => false,
    };
    let glued = letters > 0 && !position && !unit;
    let wide = width > from && !is_conversion(kind);
    (!glued && !wide).then_some((end, MarkKind::Placeholder))
}

/// Greatest distance in bytes between numbered placeholders of one text.
const APART: usize = 200;

/// True if the digit of `%1d` is a position and not a width, because others near it are numbered
/// (`%1d %2:%3`).
fn is_numbered_elsewhere(text: &str, at: usize) -> bool {
    let (from, to) = (at.saturating_sub(APART), (at + APART).min(text.len()));
    let bytes = &text.as_bytes()[from..to];
    let next = |n: usize| bytes.get(n).copied().unwrap_or(b' ');
    let numbered = |n: usize| {
        matches!(next(n + 1), b'1'..=b'9') && !next(n + 2).is_ascii_alphanumeric() && next(n + 2) != b'$'
    };
    (0..bytes.len()).any(|n| bytes[n] == b'%' && from + n != at && numbered(n))
}

fn is_conversion(kind: u8) -> bool {
    b"diouxXeEfFgGaAcCsSpn@".contains(&kind)
}

/// `%1`, `%L1` of Qt.
fn numbered(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let local = byte_at(text, at + 1) == b'L';
    let from = at + 1 + usize::from(local);
    let end = run(text, from, 3, |byte| byte.is_ascii_digit());
    let decimals = b".,".contains(&byte_at(text, end)) && byte_at(text, end + 1).is_ascii_digit();
    let fits = (1..=2).contains(&(end - from)) && byte_at(text, from) != b'0' && !decimals;
    let kind = if local { MarkKind::Placeholder } else { MarkKind::Open };
    fits.then_some((end, kind))
}
