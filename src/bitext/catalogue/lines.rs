//! Catalogues in plain text: `.properties` of Java, `.strings` of Apple.

use super::{Entry, MOST};
use crate::{Error, Result};
use std::str::Chars;

/// The entries of a `.properties` file.
pub(super) fn properties(text: &str) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut lines = text.lines().zip(1..);
    // One more than allowed is enough to refuse them.
    while let Some((line, number)) = lines.next().filter(|_| found.len() <= MOST) {
        let line = line.trim_start();
        if line.is_empty() || line.starts_with(['#', '!']) {
            continue;
        }
        let mut whole = line.to_owned();
        // An odd number of backslashes at the end continues a line.
        while whole.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
            whole.pop();
            let Some((next, _)) = lines.next() else { break };
            whole.push_str(next.trim_start());
        }
        let end = key_end(&whole);
        let value = whole[end..].trim_start();
        let value = value.strip_prefix(['=', ':']).unwrap_or(value).trim_start();
        found.push(Entry { key: unescaped(&whole[..end]), text: unescaped(value), line: number });
    }
    found
}

/// The end of the key: the first unescaped blank, equals sign or colon.
fn key_end(line: &str) -> usize {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '=' | ':' => return at,
            c if c.is_whitespace() => return at,
            _ => {}
        }
    }
    line.len()
}

/// A text with its escapes resolved, including `\u0646`.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && matches!(chars.peek(), Some('u' | 'U')) {
            let mut ahead = chars.clone();
            ahead.next();
            let hex: String = ahead.by_ref().take(4).collect();
            if let (4, Ok(unit)) = (hex.len(), u16::from_str_radix(&hex, 16)) {
                units.push(unit);
                chars = ahead;
                continue;
            }
        }
        out.push_str(&String::from_utf16_lossy(&std::mem::take(&mut units)));
        match (c, chars.peek()) {
            ('\\', Some(_)) => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => {}
            },
            (c, _) => out.push(c),
        }
    }
    out + &String::from_utf16_lossy(&units)
}

/// The entries of a `.strings` file.
///
/// # Errors
/// When it does not consist of `"key" = "text";`.
pub(super) fn strings(text: &str) -> Result<Vec<Entry>> {
    let mut chars = Stream { chars: text.chars(), line: 1 };
    let mut found = Vec::new();
    let broken = |n: usize| Error::new(format!("text {} is not \"key\" = \"text\";", n + 1));
    while found.len() <= MOST && skip_blanks(&mut chars) {
        let line = chars.line;
        let key = string(&mut chars);
        let equals = skip_blanks(&mut chars) && chars.next() == Some('=') && skip_blanks(&mut chars);
        let value = if equals { string(&mut chars) } else { None };
        let ends = skip_blanks(&mut chars) && chars.next() == Some(';');
        match (key, value, ends) {
            (Some(key), Some(text), true) => found.push(Entry { key, text, line }),
            _ => return Err(broken(found.len())),
        }
    }
    Ok(found)
}

/// Characters, with the current line.
struct Stream<'a> {
    chars: Chars<'a>,
    line: u64,
}

impl Stream<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.clone().next()
    }

    fn next_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        self.peek().filter(|c| wanted(*c)).and_then(|_| self.next())
    }
}

impl Iterator for Stream<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.line += u64::from(c == '\n');
        Some(c)
    }
}

/// Skips blanks and comments; returns false at the end.
fn skip_blanks(chars: &mut Stream<'_>) -> bool {
    loop {
        match chars.peek() {
            None => return false,
            Some(c) if c.is_whitespace() || c == '\u{FEFF}' => {
                chars.next();
            }
            Some('/') => {
                chars.next();
                if chars.next() == Some('*') {
                    let mut before = ' ';
                    for c in chars.by_ref() {
                        if before == '*' && c == '/' {
                            break;
                        }
                        before = c;
                    }
                } else {
                    chars.by_ref().find(|c| *c == '\n');
                }
            }
            Some(_) => return true,
        }
    }
}

/// A string in quotes, or a bare word.
fn string(chars: &mut Stream<'_>) -> Option<String> {
    let mut raw = String::new();
    if chars.peek() != Some('"') {
        while let Some(c) = chars.next_if(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) {
            raw.push(c);
        }
        return (!raw.is_empty()).then_some(raw);
    }
    chars.next();
    loop {
        match chars.next()? {
            '"' => return Some(unescaped(&raw)),
            '\\' => raw.extend(['\\', chars.next()?]),
            c => raw.push(c),
        }
    }
}
