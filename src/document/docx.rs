//! DOCX, the files of Word: paragraphs, headings, list items, table cells and text boxes in order,
//! followed by the foot- and endnotes.
//!
//! Tracked deletions are omitted, and tracked insertions are text. Fields are represented by their
//! results. Headers and footers of pages, comments and hidden text are omitted.

use super::{
    Paragraph, ParagraphKind,
    archive::Archive,
    html::superscript,
    nested::Nested,
    xml::{Node, Tag, Xml},
};
use crate::Result;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The meanings of the styles of a document, by style id; ids are translated in Word's language versions.
type Styles = FxHashMap<String, ParagraphKind>;

/// The text of a DOCX file and its paragraphs.
///
/// # Errors
/// When the archive or its XML is damaged, or is not DOCX.
pub(super) fn read(archive: &mut Archive<'_>) -> Result<(String, Vec<Paragraph>)> {
    let main = main_part(archive)?;
    let folder = main.rfind('/').map_or("", |at| &main[..=at]);
    let styles = match archive.part(&format!("{folder}styles.xml"))? {
        Some(bytes) => within("styles.xml", &bytes, styles)?,
        None => Styles::default(),
    };
    let mut nested = Nested::default();
    let bytes = archive.need(&main)?;
    within(&main, &bytes, |xml| part(xml, &styles, &mut nested))?;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        let name = format!("{folder}{notes}");
        if let Some(bytes) = archive.part(&name)? {
            within(&name, &bytes, |xml| part(xml, &styles, &mut nested))?;
        }
    }
    Ok(nested.finish().finish(ParagraphKind::Body))
}

/// Reads one part; adds its name to errors.
fn within<T>(name: &str, bytes: &[u8], read: impl FnOnce(&mut Xml<'_>) -> Result<T>) -> Result<T> {
    let mut xml = Xml::new(name, Box::new(bytes))?;
    read(&mut xml).map_err(|error| xml.locate(error))
}

/// The name of the main part, according to the package.
fn main_part(archive: &mut Archive<'_>) -> Result<String> {
    let Some(bytes) = archive.part("_rels/.rels")? else { return Ok("word/document.xml".to_owned()) };
    let target = within("_rels/.rels", &bytes, |xml| {
        loop {
            match xml.next()? {
                Node::Start(tag)
                    if tag.name() == "Relationship"
                        && tag.attr("Type")?.is_some_and(|kind| kind.ends_with("/officeDocument")) =>
                {
                    return tag.attr("Target");
                }
                Node::Eof => return Ok(None),
                _ => {}
            }
        }
    })?;
    Ok(target.map_or("word/document.xml".to_owned(), |target| target.trim_start_matches('/').to_owned()))
}

/// The meaning of the style with this English name.
fn meaning(name: &str) -> Option<ParagraphKind> {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "title" | "subtitle" => Some(ParagraphKind::Heading),
        _ if name.starts_with("heading") => Some(ParagraphKind::Heading),
        _ if name.starts_with("list") => Some(ParagraphKind::Item),
        _ => None,
    }
}

fn styles(xml: &mut Xml<'_>) -> Result<Styles> {
    let mut styles = Styles::default();
    let mut id = None;
    loop {
        match xml.next()? {
            Node::Start(tag) => match tag.name() {
                "style" => id = tag.attr("w:styleId")?,
                "name" => {
                    let kind = tag.attr("w:val")?.as_deref().and_then(meaning);
                    if let (Some(id), Some(kind)) = (&id, kind) {
                        styles.insert(id.clone(), kind);
                    }
                }
                _ => {}
            },
            Node::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// The character that a sign of the font Symbol shows; its code may be in the private area (`F0B0`).
fn symbol(code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    Some(match if (0xF000..0xF100).contains(&code) { code - 0xF000 } else { code } {
        0xA2 => '′',
        0xA3 => '≤',
        0xB0 => '°',
        0xB1 => '±',
        0xB2 => '″',
        0xB3 => '≥',
        0xB4 => '×',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xD6 => '√',
        0x6D => 'µ',
        0x57 => 'Ω',
        0x2D => '−',
        0x25 => '%',
        other if code < 0xF000 => char::from_u32(other).filter(|c| !c.is_control())?,
        _ => return None,
    })
}

fn part(xml: &mut Xml<'_>, styles: &Styles, nested: &mut Nested) -> Result<()> {
    let (mut hidden_run, mut raised_run) = (false, false);
    loop {
        match xml.next()? {
            Node::Start(tag) => match tag.name() {
                "p" => nested.begin(ParagraphKind::Body, xml.depth(), false),
                "pPr" => properties(xml, styles, nested)?,
                "r" => (hidden_run, raised_run) = (false, false),
                "rPr" => (hidden_run, raised_run) = looks(xml)?,
                "t" => {
                    let mut text = String::new();
                    xml.text_into(&mut text)?;
                    if !hidden_run {
                        nested.text(&if raised_run { superscript(&text) } else { Cow::Borrowed(&*text) })?;
                    }
                }
                "tab" | "ptab" => nested.text("\t")?,
                "br" | "cr" => nested.line_break(),
                "sym" if !hidden_run && tag.attr("w:font")?.as_deref() == Some("Symbol") => {
                    if let Some(sign) = tag.attr("w:char")?.as_deref().and_then(symbol) {
                        nested.text(sign.encode_utf8(&mut [0; 4]))?;
                    }
                }
                "noBreakHyphen" => nested.text("\u{2011}")?,
                // The separator lines above the notes are stored as notes of a special type.
                "footnote" | "endnote" if tag.attr("w:type")?.is_some_and(|kind| kind != "normal") => {
                    xml.skip()?;
                }
                // Deleted or moved text; alternatives for older programs; names of fields; ruby; settings.
                "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "delInstrText" | "rt"
                | "sdtPr" | "sectPr" | "tabs" | "tblPr" | "trPr" | "tcPr" => xml.skip()?,
                _ => {}
            },
            Node::End => nested.end(xml.depth()),
            Node::Eof => return Ok(()),
            Node::Text(_) | Node::Other => {}
        }
    }
}

/// Reads the properties of a paragraph that determine its kind.
fn properties(xml: &mut Xml<'_>, styles: &Styles, nested: &mut Nested) -> Result<()> {
    let outside = xml.depth() - 1;
    while xml.depth() > outside {
        let Node::Start(tag) = xml.next()? else { continue };
        let kind = match tag.name() {
            "pStyle" => tag.attr("w:val")?.and_then(|id| styles.get(&id).copied().or_else(|| meaning(&id))),
            "numPr" => Some(ParagraphKind::Item),
            // 9 means none.
            "outlineLvl" => tag.attr("w:val")?.filter(|level| level != "9").map(|_| ParagraphKind::Heading),
            _ => None,
        };
        if let Some(kind) = kind {
            nested.set_kind(kind);
        }
    }
    Ok(())
}

/// Whether the properties of a run hide it, and whether they raise it.
fn looks(xml: &mut Xml<'_>) -> Result<(bool, bool)> {
    let outside = xml.depth() - 1;
    let (mut hidden, mut raised) = (false, false);
    while xml.depth() > outside {
        let Node::Start(tag) = xml.next()? else { continue };
        match tag.name() {
            "vanish" => hidden = is_on(&tag)?,
            "vertAlign" => raised = tag.attr("w:val")?.as_deref() == Some("superscript"),
            _ => {}
        }
    }
    Ok((hidden, raised))
}

fn is_on(tag: &Tag<'_>) -> Result<bool> {
    Ok(!matches!(tag.attr("w:val")?.as_deref(), Some("0" | "false" | "off")))
}
