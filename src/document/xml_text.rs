//! XML of an unknown kind: the text of its elements. An element with words of its own is a
//! paragraph with everything in it.

use super::{
    Paragraph, ParagraphKind,
    builder::Builder,
    xml::{Node, Xml},
};
use crate::{Result, text::Span};

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

/// An element that is being read.
struct Open {
    /// Where its text begins.
    start: usize,
    /// Number of paragraphs found before it.
    paragraphs: usize,
    /// It has words of its own, beside those of the elements in it.
    has_words: bool,
    /// It is a note within a paragraph.
    is_note: bool,
}

fn add(xml: &mut Xml<'_>, builder: &mut Builder) -> Result<()> {
    let mut text = String::new();
    let mut found: Vec<Span> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    loop {
        match xml.next()? {
            Node::Text(part) => {
                if let Some(element) = open.last_mut() {
                    element.has_words |= !part.trim().is_empty();
                }
                text.push_str(&part);
            }
            Node::Start(tag) => {
                if matches!(tag.name(), "br" | "lb" | "break" | "tab") {
                    text.push(' ');
                }
                // A note in the middle of a sentence comes after the text, as in books.
                let inside = open.last().is_some_and(|element| element.has_words);
                let is_note = inside && matches!(tag.name(), "note" | "footnote" | "fn" | "endnote");
                open.push(Open { start: text.len(), paragraphs: found.len(), has_words: false, is_note });
            }
            Node::End => {
                let Some(Open { start, paragraphs, has_words, is_note }) = open.pop() else { continue };
                if is_note {
                    found.truncate(paragraphs);
                    notes.push(text.split_off(start));
                } else if has_words {
                    // The elements in it are parts of its paragraph: `<p>We <i>all</i> left.</p>`
                    found.truncate(paragraphs);
                    found.push(Span::new(start, text.len()));
                }
            }
            Node::Eof => break,
            Node::Other => {}
        }
    }
    let words = found.iter().map(|span| span.of(&text)).chain(notes.iter().map(String::as_str));
    for words in words {
        builder.words(words);
        builder.end(ParagraphKind::Body);
    }
    Ok(())
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
        let (text, _) = read(b"<tt><p><s>Three</s> came.</p><p><s>Two</s><s>left</s></p></tt>", "x").unwrap();
        assert_eq!(text, "Three came.\nTwo\nleft\n", "words after an element are of the same paragraph");
        let (text, _) =
            read(b"<d><p>He left<note n='1'>In <i>1990</i>.</note>.</p><note>Alone</note></d>", "x").unwrap();
        assert_eq!(text, "He left.\nAlone\nIn 1990.\n");
        assert!(read(b"<a><b>x</a>", "x").is_err());
    }
}
