//! Writes XML: escapes, and characters that XML cannot represent.

use super::Pair;
use crate::{check::Marked, text::Span};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// True for a character that an XML 1.0 document can contain, escaped or not.
pub(super) fn allows(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The first character of a text that XML cannot represent, and its place.
pub(super) fn forbidden(text: &str) -> Option<(usize, char)> {
    // Nearly all texts have none, and checking bytes is faster than checking characters.
    let suspicious = |&byte: &u8| byte < b' ' || byte == 0xEF;
    if !text.as_bytes().iter().any(suspicious) {
        return None;
    }
    text.char_indices().find(|(_, c)| !allows(*c))
}

/// Replaces every character of a text that XML cannot represent by a sign: a control character by
/// its picture (U+0001 by ␁), a noncharacter by U+FFFD.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if forbidden(text).is_none() {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if allows(c) { c } else { picture(c) }).collect::<String>().into()
}

/// The sign for a character that XML cannot represent. Pictures and U+FFFD have three bytes.
fn picture(c: char) -> char {
    match u32::from(c) {
        control @ ..0x20 => char::from_u32(0x2400 + control).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// A pair whose texts XML can represent: as in [`shown`], with the places of its findings adjusted.
pub(super) fn holdable(pair: &Pair) -> Cow<'_, Pair> {
    if pair.texts.iter().all(|(_, text)| forbidden(text).is_none()) {
        return Cow::Borrowed(pair);
    }
    let mut shown_pair = pair.clone();
    let moved = |marked: &mut Option<Marked>, text: &str| {
        let Some(marked) = marked else { return };
        // The text before has grown by two bytes for each control character.
        let place = |at: usize| at + 2 * text[..at].chars().filter(|c| *c < ' ' && !allows(*c)).count();
        if text.get(marked.span.start..marked.span.end).is_some() {
            marked.span = Span::new(place(marked.span.start), place(marked.span.end));
        }
    };
    for finding in &mut shown_pair.details.findings {
        moved(&mut finding.ar, &pair.texts.ar);
        moved(&mut finding.en, &pair.texts.en);
    }
    shown_pair.texts = pair.strs().map(|text| shown(text).into_owned());
    Cow::Owned(shown_pair)
}

/// Writes text between tags.
pub(super) fn text(out: &mut dyn Write, text: &str) -> io::Result<()> {
    escaped(out, text, false)
}

/// Writes text between the quotes of an attribute.
pub(super) fn attribute(out: &mut dyn Write, text: &str) -> io::Result<()> {
    escaped(out, &shown(text), true)
}

fn escaped(out: &mut dyn Write, text: &str, in_attribute: bool) -> io::Result<()> {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            // A reader would turn these into a line feed or a space.
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
    use crate::{
        bitext::Details,
        check::{Finding, Severity},
    };

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
    fn what_xml_cannot_hold_is_shown_and_places_stay_where_they_were() {
        assert_eq!(shown("a\u{1}\u{B}b\u{FFFE}\0"), "a␁␋b\u{FFFD}␀");
        let en = "a\u{1}\u{FFFF} 30 \u{2}";
        let (at, end) = (en.find("30").unwrap(), en.find("30").unwrap() + 2);
        let marked = Marked { span: Span::new(at, end), value: "30".to_owned() };
        let finding = Finding {
            severity: Severity::Error,
            code: crate::check::Code::DigitLost,
            message: String::new(),
            ar: None,
            en: Some(marked),
            throughout: false,
        };
        let details = Details { findings: vec![finding], ..Details::default() };
        let pair = Pair { details, ..Pair::new("نعم", en) };
        let got = holdable(&pair);
        assert_eq!(got.texts.en, "a␁\u{FFFD} 30 ␂");
        assert_eq!(got.details.findings[0].en.as_ref().unwrap().span.of(&got.texts.en), "30");
        let clean = Pair::new("نعم", "");
        assert!(matches!(holdable(&clean), Cow::Borrowed(_)));
    }

    #[test]
    fn markup_and_carriage_returns_are_escaped() {
        let mut out = Vec::new();
        text(&mut out, "<a & \"b\">\r\n]]>").unwrap();
        attribute(&mut out, "\"\n\u{1}").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "&lt;a &amp; \"b\"&gt;&#13;\n]]&gt;&quot;&#10;␁");
    }
}
