//! ODT, the files of LibreOffice and other OpenDocument programs: paragraphs, headings, list items,
//! table cells and text boxes in order, followed by the notes.
//!
//! Tracked deletions, comments and hidden text are omitted.

use super::{
    Paragraph, ParagraphKind,
    archive::Archive,
    nested::Nested,
    xml::{Node, Xml},
};
use crate::{Error, Result};

/// The text of an ODT file and its paragraphs.
///
/// # Errors
/// When the archive or its XML is damaged, or protected by a password.
pub(super) fn read(archive: &mut Archive<'_>) -> Result<(String, Vec<Paragraph>)> {
    refuse_protected(archive)?;
    let bytes = archive.need("content.xml")?;
    let mut xml = Xml::new("content.xml", Box::new(&bytes[..]))?;
    let mut nested = Nested::default();
    content(&mut xml, &mut nested).map_err(|error| xml.locate(error))?;
    Ok(nested.finish().finish(ParagraphKind::Body))
}

/// Refuses files that cannot be read without a password.
///
/// # Errors
/// When it is protected, or the archive is damaged.
pub(super) fn refuse_protected(archive: &mut Archive<'_>) -> Result<()> {
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    match memchr::memmem::find(&manifest, b":encryption-data") {
        Some(_) => Err(Error::new("the file is protected by a password").advise("save it without one")),
        None => Ok(()),
    }
}

fn content(xml: &mut Xml<'_>, nested: &mut Nested) -> Result<()> {
    // Depths of the current outermost list item and of the current note.
    let (mut item, mut note): (Option<usize>, Option<usize>) = (None, None);
    loop {
        match xml.next()? {
            Node::Start(tag) => match tag.full_name() {
                "text:p" => {
                    let kind = if item.is_some() { ParagraphKind::Item } else { ParagraphKind::Body };
                    nested.begin(kind, xml.depth(), note.is_some());
                }
                "text:h" => nested.begin(ParagraphKind::Heading, xml.depth(), note.is_some()),
                "text:list-item" => item = item.or(Some(xml.depth())),
                "text:note" => note = note.or(Some(xml.depth())),
                "text:s" | "text:tab" => nested.text(" ")?,
                "text:line-break" => nested.line_break(),
                "text:tracked-changes"
                | "text:note-citation"
                | "text:hidden-text"
                | "text:hidden-paragraph"
                | "text:ruby-text"
                | "text:sequence-decls"
                | "text:variable-decls"
                | "text:user-field-decls"
                | "office:annotation"
                | "office:automatic-styles"
                | "office:font-face-decls"
                | "office:forms"
                | "office:scripts"
                | "svg:title"
                | "svg:desc"
                | "draw:object" => xml.skip()?,
                _ => {}
            },
            Node::Text(text) => nested.text(&text)?,
            Node::End => {
                let now = xml.depth();
                nested.end(now);
                item = item.filter(|depth| *depth <= now);
                note = note.filter(|depth| *depth <= now);
            }
            Node::Eof => return Ok(()),
            Node::Other => {}
        }
    }
}
