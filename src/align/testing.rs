//! Texts for tests of the aligner's parts, one segment per line.

use super::Side;
use super::words::Words;
use crate::document::{Document, Paragraph, ParagraphKind};
use crate::segment::Segment;
use crate::text::{Lang, Span};

/// The words of a text whose segments are the given lines.
pub(super) fn words(lang: Lang, lines: &[&str]) -> Words {
    let (document, segments) = text(lang, lines);
    Words::read(lang, Side { document: &document, segments: &segments })
}

/// A text whose segments are the given lines.
pub(super) fn text(lang: Lang, lines: &[&str]) -> (Document, Vec<Segment>) {
    let (mut text, mut paragraphs, mut segments) = (String::new(), Vec::new(), Vec::new());
    for (n, line) in lines.iter().enumerate() {
        let span = Span::new(text.len(), text.len() + line.len());
        text.push_str(line);
        text.push('\n');
        paragraphs.push(Paragraph { span, kind: ParagraphKind::Body });
        segments.push(Segment::new(span, n as u32));
    }
    let document = Document {
        name: String::new(),
        lang,
        encoding: "UTF-8".to_owned(),
        text,
        paragraphs,
        cues: Vec::new(),
        left_out: Default::default(),
    };
    (document, segments)
}
