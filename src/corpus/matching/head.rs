//! The beginning of a document, in sentences: enough to tell whether another one is its translation.

use crate::{
    adequacy::Adequacy,
    align::{Options, Side, align_and_compare},
    document::{Document, LeftOut, Paragraph},
    segment::{Segment, segment},
    text::Span,
};

/// Characters of a document that are used: some fifty sentences.
const CHARACTERS: usize = 6_000;

/// The beginning of a document.
#[derive(Debug, Clone)]
pub struct Head {
    document: Document,
    segments: Vec<Segment>,
}

impl Head {
    /// The beginning of a document.
    pub fn of(document: &Document) -> Self {
        let end = document.text.char_indices().nth(CHARACTERS).map_or(document.text.len(), |(at, _)| at);
        let begins = |paragraph: &&Paragraph| paragraph.span.start < end;
        let cut = |paragraph: &Paragraph| Paragraph {
            span: Span::new(paragraph.span.start, paragraph.span.end.min(end)),
            kind: paragraph.kind,
        };
        let document = Document {
            name: String::new(),
            lang: document.lang,
            encoding: String::new(),
            text: document.text.get(..end).unwrap_or_default().to_owned(),
            paragraphs: document.paragraphs.iter().take_while(begins).map(cut).collect(),
            cues: Vec::new(),
            left_out: LeftOut::default(),
        };
        Head { segments: segment(&document), document }
    }

    /// The probability that two documents translate each other, judged by their beginnings; `None`
    /// where there is too little evidence.
    pub(super) fn score(&self, en: &Head) -> Option<f64> {
        let options = Options { without_reasons: true, ..Options::default() };
        let left = Side { document: &self.document, segments: &self.segments };
        let right = Side { document: &en.document, segments: &en.segments };
        let (alignment, common) = align_and_compare(left, right, &options).ok()?;
        Adequacy::of(&alignment.beads, &common).score
    }
}
