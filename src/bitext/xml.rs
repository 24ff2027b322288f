//! Writing XML: escapes, and what XML cannot hold.

use super::Pair;
use crate::{Error, text::Lang};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// True for a character that an XML 1.0 document may contain, escaped or not.
pub(super) fn allows(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The first character of a text that XML cannot hold, and where it stands.
pub(super) fn forbidden(text: &str) -> Option<(usize, char)> {
    // Nearly every text is clean, and its bytes show that faster than its characters.
    let suspicious = |&byte: &u8| byte < b' ' || byte == 0xEF;
    if !text.as_bytes().iter().any(suspicious) {
        return None;
    }
    text.char_indices().find(|(_, c)| !allows(*c))
}

/// The error for a pair that holds something that XML cannot.
pub(super) fn refuse(pair: &Pair) -> io::Result<()> {
    for lang in [Lang::Ar, Lang::En] {
        if let Some((at, c)) = forbidden(pair.text(lang)) {
            let error = Error::new(format!(
                "the character U+{:04X} in the {} text of {} (byte {at}) cannot stand in an XML file",
                c as u32,
                lang.name(),
                name(pair)
            ));
            return Err(io::Error::other(error.advise("remove it, or write JSONL, TSV or CSV")));
        }
    }
    Ok(())
}

/// How messages call a pair.
fn name(pair: &Pair) -> String {
    match &pair.id {
        Some(id) => format!("pair {id} (row {})", pair.row),
        None => format!("row {}", pair.row),
    }
}

/// Writes text between tags.
pub(super) fn text(out: &mut dyn Write, text: &str) -> io::Result<()> {
    escaped(out, text, false)
}

/// Writes text between the quotes of an attribute.
pub(super) fn attribute(out: &mut dyn Write, text: &str) -> io::Result<()> {
    escaped(out, &shown(text), true)
}

/// Text that is not the user's: what XML cannot hold is shown by its code point.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if forbidden(text).is_none() {
        return Cow::Borrowed(text);
    }
    text.chars()
        .map(|c| if allows(c) { c.to_string() } else { c.escape_unicode().to_string() })
        .collect::<String>()
        .into()
}

fn escaped(out: &mut dyn Write, text: &str, in_attribute: bool) -> io::Result<()> {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            // A reader would make these a line feed or a space.
            b'\r' => b"&#13;",
            b'"' if in_attribute => b"&quot;",
            b'\n' if in_attribute => b"&#10;",
            b'\t' if in_attribute => b"&#9;",
            _ => continue,
        };
        out.write_all(&text.as_bytes()[done..at])?;
        out.write_all(escape)?;
        done = at + 1;
    }
    out.write_all(&text.as_bytes()[done..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_holds_everything_but_controls_and_noncharacters() {
        for c in ['\t', ' ', '\u{7F}', '\u{200F}', 'ي', '\u{FFFD}', '😀'] {
            assert!(allows(c) && forbidden(&c.to_string()).is_none(), "{c:?}");
        }
        for c in ['\0', '\u{1}', '\u{B}', '\u{1F}', '\u{FFFE}', '\u{FFFF}'] {
            assert!(!allows(c) && forbidden(&format!("ab{c}")) == Some((2, c)), "{c:?}");
        }
    }

    #[test]
    fn markup_and_carriage_returns_are_escaped() {
        let mut out = Vec::new();
        text(&mut out, "<a & \"b\">\r\n]]>").unwrap();
        attribute(&mut out, "\"\n\u{1}").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "&lt;a &amp; \"b\"&gt;&#13;\n]]&gt;&quot;&#10;\\u{1}");
    }
}
