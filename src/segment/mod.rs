//! Splitting a document into sentences.
//!
//! The contract is losslessness: segments are spans in order, they do not overlap, and nothing visible lies
//! between them (nor before the first or behind the last).

mod arabic;
mod english;
mod enumerate;
mod scan;
mod stop;
mod tables;
mod verses;

use crate::{
    document::{Document, ParagraphKind},
    text::{Lang, Span},
};
use serde::{Deserialize, Serialize};

/// One sentence, heading or list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Where it stands in the document's text, without blanks around it.
    pub span: Span,
    /// Index of the paragraph that it belongs to.
    pub paragraph: u32,
    /// Why it begins where it does.
    #[serde(default, skip_serializing_if = "Cut::is_stop")]
    pub cut: Cut,
}

/// Why a segment begins where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cut {
    /// The text itself says so: a stop, a line, a paragraph.
    #[default]
    Stop,
    /// The text goes on without a stop; the other side has a boundary there.
    Optional,
}

impl Cut {
    /// True for a beginning that the text itself shows.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    fn is_stop(&self) -> bool {
        *self == Cut::Stop
    }
}

impl Segment {
    /// A segment that the text itself shows.
    pub fn new(span: Span, paragraph: u32) -> Self {
        Segment { span, paragraph, cut: Cut::Stop }
    }
}

/// The sentences of a text, usually of one paragraph. Line ends inside it count as blanks, an empty line ends a
/// sentence.
pub fn split(lang: Lang, text: &str) -> Vec<Span> {
    scan::sentences(lang, text)
}

/// The sentences of a document. A paragraph never shares one with its neighbour.
pub fn segment(document: &Document) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        // Code has no sentences, and an empty line inside it ends nothing.
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

/// The segments of a document that was read line by line: exactly one a paragraph, empty ones included, so that
/// the index of a segment is the 0-based number of its line.
pub fn lines(document: &Document) -> Vec<Segment> {
    let numbered = document.paragraphs.iter().enumerate();
    numbered.map(|(index, paragraph)| Segment::new(paragraph.span, index as u32)).collect()
}
