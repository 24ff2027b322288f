//! Splitting a document into sentences.
//!
//! Splitting is lossless: segments are spans in order that do not overlap, and nothing visible is
//! between them, before the first or after the last.

mod arabic;
mod english;
mod enumerate;
mod measure;
mod scan;
mod stop;
mod tables;
mod trailing;
mod verses;

use crate::{
    document::{Document, ParagraphKind},
    text::{Lang, Span},
};
use serde::{Deserialize, Serialize};

/// One sentence, heading or list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Its place in the document's text, without blanks around it.
    pub span: Span,
    /// Index of its paragraph.
    pub paragraph: u32,
    /// The reason why it begins where it does.
    #[serde(default, skip_serializing_if = "Cut::is_stop")]
    pub cut: Cut,
}

/// The reason why a segment begins where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cut {
    /// The text itself: a stop, a line, a paragraph.
    #[default]
    Stop,
    /// A boundary on the other side; the text itself has no stop there.
    Optional,
}

impl Cut {
    /// True for a beginning shown by the text itself.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    fn is_stop(&self) -> bool {
        *self == Cut::Stop
    }
}

impl Segment {
    /// A segment shown by the text itself.
    pub fn new(span: Span, paragraph: u32) -> Self {
        Segment { span, paragraph, cut: Cut::Stop }
    }
}

/// The sentences of a text, usually of one paragraph. Line breaks within it count as blanks; an
/// empty line ends a sentence.
pub fn split(lang: Lang, text: &str) -> Vec<Span> {
    scan::sentences(lang, text)
}

/// The sentences of a document. No sentence extends over two paragraphs.
pub fn segment(document: &Document) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        // Code has no sentences, and an empty line within it ends nothing.
        if paragraph.kind == ParagraphKind::Code {
            segments.push(Segment::new(paragraph.span, index as u32));
            continue;
        }
        let spans = split(document.lang, paragraph.span.of(&document.text));
        segments.extend(
            spans.into_iter().map(|span| Segment::new(span.shifted(paragraph.span.start), index as u32)),
        );
    }
    segments
}

/// The segments of a document that was read line by line: exactly one per paragraph, including
/// empty ones, so that the index of a segment is the 0-based number of its line.
pub fn lines(document: &Document) -> Vec<Segment> {
    let numbered = document.paragraphs.iter().enumerate();
    numbered.map(|(index, paragraph)| Segment::new(paragraph.span, index as u32)).collect()
}
