//! Building the text of a document from a file that contains more than text.

use super::{Paragraph, ParagraphKind, lines};
use crate::text::Span;

/// Marks where a word may be hyphenated; not part of the word.
const SOFT_HYPHEN: char = '\u{AD}';

/// Builds a text paragraph by paragraph. Paragraphs are on separate lines.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    paragraphs: Vec<Paragraph>,
    /// The beginning of the current paragraph.
    start: usize,
}

impl Builder {
    /// Adds to the paragraph, with every run of blanks replaced by one space.
    pub(super) fn words(&mut self, text: &str) {
        for c in text.chars() {
            // A no-break space is a character of its own; only breaking white space is collapsed.
            if c.is_ascii_whitespace() {
                let blank_before = self.text.ends_with(|last: char| last.is_ascii_whitespace());
                if self.text.len() > self.start && !blank_before {
                    self.text.push(' ');
                }
            } else if c != SOFT_HYPHEN {
                self.text.push(c);
            }
        }
    }

    /// Adds to the paragraph unchanged, including line breaks.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the paragraph, if it has visible characters.
    pub(super) fn end(&mut self, kind: ParagraphKind) {
        let span = lines::trimmed(&self.text, Span::new(self.start, self.text.len()));
        if span.is_empty() {
            self.text.truncate(self.start);
            return;
        }
        self.text.truncate(span.end);
        self.paragraphs.push(Paragraph { span, kind });
        self.text.push('\n');
        self.start = self.text.len();
    }

    /// Length of the text so far, in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text and its paragraphs.
    pub(super) fn finish(mut self, kind: ParagraphKind) -> (String, Vec<Paragraph>) {
        self.end(kind);
        (self.text, self.paragraphs)
    }
}
