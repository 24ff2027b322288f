//! Nested paragraphs, as in text boxes and notes of word processors.

use super::{ParagraphKind, builder::Builder, xml};
use crate::Result;

/// A paragraph that is being read.
struct Open {
    text: String,
    kind: ParagraphKind,
    /// The depth of its element.
    depth: usize,
    is_note: bool,
}

/// Collects paragraphs: one that is within another follows it, and notes come at the end.
#[derive(Default)]
pub(super) struct Nested {
    open: Vec<Open>,
    waiting: Vec<(String, ParagraphKind)>,
    notes: Vec<(String, ParagraphKind)>,
    builder: Builder,
}

impl Nested {
    /// Begins a paragraph with an element at this depth.
    pub(super) fn begin(&mut self, kind: ParagraphKind, depth: usize, is_note: bool) {
        self.open.push(Open { text: String::new(), kind, depth, is_note });
    }

    /// Sets the kind of the innermost paragraph, unless it is a heading.
    pub(super) fn set_kind(&mut self, kind: ParagraphKind) {
        if let Some(open) = self.open.last_mut()
            && open.kind != ParagraphKind::Heading
        {
            open.kind = kind;
        }
    }

    /// Adds to the innermost paragraph, if any is open.
    pub(super) fn text(&mut self, text: &str) -> Result<()> {
        self.open.last_mut().map_or(Ok(()), |open| xml::push(&mut open.text, text))
    }

    /// Handles a line break: another paragraph of the same kind begins.
    pub(super) fn line_break(&mut self) {
        if let Some(open) = self.open.last_mut() {
            let (text, kind, is_note) = (std::mem::take(&mut open.text), open.kind, open.is_note);
            self.put(text, kind, is_note, self.open.len() == 1);
        }
    }

    /// Handles the end of an element; `depth` elements are still open.
    pub(super) fn end(&mut self, depth: usize) {
        if let Some(done) = self.open.pop_if(|open| open.depth > depth) {
            self.put(done.text, done.kind, done.is_note, self.open.is_empty());
            if self.open.is_empty() {
                for (text, kind) in std::mem::take(&mut self.waiting) {
                    self.write(&text, kind);
                }
            }
        }
    }

    fn put(&mut self, text: String, kind: ParagraphKind, is_note: bool, is_outermost: bool) {
        if is_note {
            self.notes.push((text, kind));
        } else if is_outermost {
            self.write(&text, kind);
        } else {
            self.waiting.push((text, kind));
        }
    }

    fn write(&mut self, text: &str, kind: ParagraphKind) {
        self.builder.words(text);
        self.builder.end(kind);
    }

    /// All paragraphs, the notes last.
    pub(super) fn finish(mut self) -> Builder {
        for (text, kind) in
            std::mem::take(&mut self.waiting).into_iter().chain(std::mem::take(&mut self.notes))
        {
            self.write(&text, kind);
        }
        self.builder
    }
}
