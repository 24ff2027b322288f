//! Placeholders in braces and after a dollar sign: of Python, .NET, Java, ICU, i18next, shells, MediaWiki.

use super::{MarkKind, before, byte_at, run};

/// Greatest length in bytes of the name of a placeholder together with its format.
const NAME: usize = 120;
/// Greatest length in bytes of a message with its plural forms; anything longer is text.
const MESSAGE: usize = 2000;

/// The end and kind of the mark that a brace, dollar or number sign begins.
pub(super) fn read(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let placeholder = |end: usize| (end, MarkKind::Placeholder);
    match (byte_at(text, at), byte_at(text, at + 1)) {
        (b'{', b'{') => double(text, at).map(placeholder),
        (b'{', b'\\') => style(text, at),
        (b'{', _) => field(text, at + 1).or_else(|| message(text, at)).map(placeholder),
        (b'$' | b'#', b'{') => field(text, at + 2).map(placeholder),
        (b'$', b'1'..=b'9') => numbered(text, at),
        (b'$', _) => variable(text, at).map(placeholder),
        _ => None,
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.-[]$@".contains(&byte)
}

/// The end of a field without its opening brace: `name}`, `0:N2}`, `value!r}`, `}`.
fn field(text: &str, from: usize) -> Option<usize> {
    let name = run(text, from, NAME, is_name);
    let first = byte_at(text, from);
    // `{}` is a field, `{...}` an omission in a text.
    if name > from && !first.is_ascii_alphanumeric() && !b"_$@".contains(&first) {
        return None;
    }
    let end = match byte_at(text, name) {
        b':' | b'!' => run(text, name, NAME, |byte| byte.is_ascii_graphic() && !b"{}".contains(&byte)),
        b',' if name > from => {
            run(text, name, NAME, |byte| (byte.is_ascii_graphic() || byte == b' ') && !b"{}".contains(&byte))
        }
        _ => name,
    };
    // `{a, b}` is a set; `{0,number,#.##}` and `{0,-10}` are fields.
    let format = text[name..end].strip_prefix(',');
    (byte_at(text, end) == b'}' && format.is_none_or(is_format)).then_some(end + 1)
}

/// True for a format that may follow the comma of a field.
fn is_format(format: &str) -> bool {
    let kind = format.split(',').next().unwrap_or_default().trim();
    matches!(kind, "number" | "date" | "time" | "spellout" | "ordinal" | "duration" | "choice")
        || kind
            .split(':')
            .next()
            .is_some_and(|width| width.parse::<i32>().is_ok() && !format.starts_with(' '))
}

/// `{{name}}`, `{{PLURAL:$1|page|pages}}`
fn double(text: &str, at: usize) -> Option<usize> {
    let inside = run(text, at + 2, NAME * 4, |byte| byte != b'}' && byte != b'{' && byte != b'\n');
    let closed = byte_at(text, inside) == b'}' && byte_at(text, inside + 1) == b'}';
    let triple = byte_at(text, at + 2) == b'{';
    // `write "{{" and "}}"`: the braces are mentioned, not used.
    let quote = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '`');
    let spoken_of = text[..at].ends_with(quote) && text[at + 2..].starts_with(quote);
    (closed && inside > at + 2 && !triple && !spoken_of).then_some(inside + 2)
}

/// `{n, plural, one {# file} other {# files}}`: an ICU message up to its closing brace.
fn message(text: &str, at: usize) -> Option<usize> {
    let name = run(text, at + 1, NAME, is_name);
    let rest = text[name..].strip_prefix(',')?.trim_start();
    let known = ["plural", "select", "selectordinal"];
    if name == at + 1
        || !known.iter().any(|kind| rest.strip_prefix(kind).is_some_and(|r| r.trim_start().starts_with(',')))
    {
        return None;
    }
    let mut depth = 0usize;
    for (n, byte) in text.as_bytes()[at..].iter().take(MESSAGE).enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + n + 1);
        }
    }
    None
}

/// `{\an8}`, `{\b1}`: style overrides of subtitles.
fn style(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let end = run(text, at + 1, NAME, |byte| byte.is_ascii_graphic() && !b"{}".contains(&byte));
    (byte_at(text, end) == b'}').then_some((end + 1, MarkKind::Escape))
}

/// Words after `$1` that make it a sum of money.
const SCALES: [&str; 12] = [
    "thousand",
    "million",
    "billion",
    "trillion",
    "hundred",
    "bn",
    "mn",
    "dollar",
    "ألف",
    "مليون",
    "مليار",
    "بليون",
];

/// `$1`, where no more digits, decimals, letters or scale words follow.
fn numbered(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    let next = byte_at(text, at + 2);
    let more =
        next.is_ascii_alphanumeric() || (b".,".contains(&next) && byte_at(text, at + 3).is_ascii_digit());
    let alone = !before(text, at).is_ascii_alphanumeric();
    let sum = || {
        let after = text[at + 2..].trim_start_matches([' ', '-', '\u{a0}']);
        SCALES.iter().any(|scale| after.starts_with(scale))
    };
    (alone && !more && !sum()).then_some((at + 2, MarkKind::Open))
}

/// `$name`, `$name$`: a name in lower case, because capitals are a currency.
fn variable(text: &str, at: usize) -> Option<usize> {
    let end = run(text, at + 1, NAME, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let lower = byte_at(text, at + 1).is_ascii_lowercase() && end > at + 2;
    let alone = !before(text, at).is_ascii_alphanumeric();
    (lower && alone).then(|| end + usize::from(byte_at(text, end) == b'$'))
}
