//! XML of an unknown kind: the text of its elements. An element with words of its own is a
//! paragraph with everything in it.

use super::{
    Paragraph, ParagraphKind,
    builder::Builder,
    xml::{self, Node, Xml},
};
use crate::Result;

/// The text of an XML file and its paragraphs.
///
/// # Errors
/// When it is not well-formed, or uses unknown entities.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<(String, Vec<Paragraph>)> {
    let mut xml = Xml::new(name, Box::new(bytes))?;
    let mut builder = Builder::default();
    if let Err(error) = add(&mut xml, &mut builder) {
        return Err(xml.locate(error));
    }
    Ok(builder.finish(ParagraphKind::Body))
}

fn add(xml: &mut Xml<'_>, builder: &mut Builder) -> Result<()> {
    // The depth of the element that began the paragraph.
    let mut paragraph = None;
    let mut text = String::new();
    loop {
        let depth = xml.depth();
        match xml.next()? {
            Node::Text(part) if paragraph.is_some() || !part.trim().is_empty() => {
                xml::push(&mut text, &part)?;
                paragraph.get_or_insert(depth);
            }
            Node::Start(tag) if matches!(tag.name(), "br" | "lb" | "break" | "tab") => text.push(' '),
            Node::End if paragraph.is_some_and(|begun| depth <= begun) => {
                builder.words(&std::mem::take(&mut text));
                builder.end(ParagraphKind::Body);
                paragraph = None;
            }
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_with_words_are_paragraphs_and_tags_are_nothing() {
        let (text, paragraphs) =
            read(b"<book lang='en'><title>A &amp; B</title><p>We <i>all</i> left.</p>\n<p/></book>", "x")
                .unwrap();
        assert_eq!(text, "A & B\nWe all left.\n");
        assert_eq!(paragraphs.len(), 2);
        assert!(read(b"<a><b>x</a>", "x").is_err());
    }
}
