//! Translation Memory eXchange 1.4, as translators' tools read it.
//!
//! Learned from real tools: the source language of the header and the language of the first variant must be
//! spelled alike, the source comes first, properties and notes stand before the variants, and an empty segment
//! spoils the unit. One-sided beads are left out: a memory holds pairs. Direction marks of the text are kept
//! and none are added.

use super::{BeadFinding, Bitext, Flat, WriteOptions, bead_id};
use crate::{
    Error,
    check::Severity,
    text::{Lang, Span, bidi},
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io::{self, Write};

type Xml<'a> = Writer<&'a mut dyn Write>;

pub(super) fn write(bitext: &Bitext, options: &WriteOptions, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::DocType(BytesText::from_escaped("tmx SYSTEM \"tmx14.dtd\"")))?;
    xml.create_element("tmx").with_attribute(("version", "1.4")).write_inner_content(|xml| {
        header(xml, bitext, options)?;
        xml.create_element("body").write_inner_content(|xml| {
            (0..bitext.alignment.beads.len()).try_for_each(|bead| unit(xml, bitext, bead))
        })?;
        Ok(())
    })?;
    xml.get_mut().write_all(b"\n")
}

fn header(xml: &mut Xml<'_>, bitext: &Bitext, options: &WriteOptions) -> io::Result<()> {
    let date = options.date.strftime("%Y%m%dT%H%M%SZ").to_string();
    xml.create_element("header")
        .with_attributes([
            ("creationtool", "mizan"),
            ("creationtoolversion", env!("CARGO_PKG_VERSION")),
            ("segtype", "sentence"),
            ("o-tmf", "mizan"),
            ("adminlang", "en"),
            ("srclang", bitext.source.code()),
            ("datatype", "plaintext"),
            ("o-encoding", "UTF-8"),
            ("creationdate", date.as_str()),
        ])
        .write_inner_content(|xml| {
            prop(xml, "x-ar-document", &bitext.ar.name)?;
            prop(xml, "x-en-document", &bitext.en.name)
        })?;
    Ok(())
}

fn unit(xml: &mut Xml<'_>, bitext: &Bitext, index: usize) -> io::Result<()> {
    let bead = &bitext.alignment.beads[index];
    let (ar, en) = (bitext.flat(Lang::Ar, bead), bitext.flat(Lang::En, bead));
    if [&ar, &en]
        .into_iter()
        .any(|flat| flat.text.chars().all(|c| bidi::is_invisible(c) || c.is_whitespace()))
    {
        return Ok(());
    }
    refuse_what_xml_cannot_hold(bitext, index, Lang::Ar, &ar)?;
    refuse_what_xml_cannot_hold(bitext, index, Lang::En, &en)?;
    let numbers =
        |range: &std::ops::Range<usize>| range.clone().map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    xml.create_element("tu").with_attribute(("tuid", bead_id(index).as_str())).write_inner_content(
        |xml| {
            for found in bitext.findings_of(index) {
                xml.create_element("note").write_text_content(text(&found.finding.message))?;
            }
            prop(xml, "x-confidence", &format!("{:.4}", bead.confidence))?;
            prop(xml, "x-bead", &bead.kind())?;
            prop(xml, "x-ar-segments", &numbers(&bead.ar))?;
            prop(xml, "x-en-segments", &numbers(&bead.en))?;
            for found in bitext.findings_of(index) {
                let severity = match found.finding.severity {
                    Severity::Note => "note",
                    Severity::Warning => "warning",
                    Severity::Error => "error",
                };
                prop(xml, "x-finding", &format!("{severity} {}", found.finding.code))?;
            }
            for lang in [bitext.source, bitext.source.other()] {
                let flat = if lang == Lang::Ar { &ar } else { &en };
                xml.create_element("tuv").with_attribute(("xml:lang", lang.code())).write_inner_content(
                    |xml| {
                        xml.create_element("seg").write_text_content(BytesText::new(&flat.text))?;
                        Ok(())
                    },
                )?;
            }
            Ok(())
        },
    )?;
    Ok(())
}

fn prop(xml: &mut Xml<'_>, kind: &str, value: &str) -> io::Result<()> {
    xml.create_element("prop").with_attribute(("type", kind)).write_text_content(text(value))?;
    Ok(())
}

/// Text that is not the user's: what XML cannot hold is shown by its code point.
fn text(value: &str) -> BytesText<'static> {
    let shown: String = value
        .chars()
        .map(|c| if xml_allows(c) { c.to_string() } else { c.escape_unicode().to_string() })
        .collect();
    BytesText::new(&shown).into_owned()
}

/// True for a character that an XML 1.0 document may contain, escaped or not.
fn xml_allows(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

fn refuse_what_xml_cannot_hold(bitext: &Bitext, bead: usize, lang: Lang, flat: &Flat) -> io::Result<()> {
    let Some((at, c)) = flat.text.char_indices().find(|(_, c)| !xml_allows(*c)) else {
        return Ok(());
    };
    let document = bitext.document(lang);
    let byte = flat.source(Span::new(at, at + c.len_utf8())).start;
    let line = document.text[..byte].matches('\n').count() as u64 + 1;
    Err(io::Error::other(
        Error::new(format!(
            "the character U+{:04X} in bead {} cannot stand in a TMX file",
            c as u32,
            bead_id(bead)
        ))
        .at(&document.name)
        .line(line)
        .byte(byte as u64)
        .advise("remove it, or write JSONL or TSV"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_holds_everything_but_controls_and_noncharacters() {
        for c in ['\t', ' ', '\u{7F}', '\u{200F}', 'ي', '\u{FFFD}', '😀'] {
            assert!(xml_allows(c), "{c:?}");
        }
        for c in ['\0', '\u{1}', '\u{B}', '\u{1F}', '\u{FFFE}', '\u{FFFF}'] {
            assert!(!xml_allows(c), "{c:?}");
        }
    }
}
