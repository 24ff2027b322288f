//! Conversion from bytes to code points.

use mizan::text::Span;

/// Number of bytes of text per entry of the index.
const STEP: usize = 128;

/// The number of code points before any byte of a text.
#[derive(Debug)]
pub(crate) struct CodePoints<'a> {
    text: &'a str,
    /// The number of code points that begin before every [`STEP`]th byte; empty for ASCII.
    before: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for step in text.as_bytes().chunks(STEP) {
                before.push(count);
                count += step.iter().filter(|byte| starts(**byte)).count();
            }
        }
        CodePoints { text, before }
    }

    /// The text itself.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The number of code points that begin before a byte.
    fn at(&self, byte: usize) -> usize {
        if self.before.is_empty() {
            return byte.min(self.text.len());
        }
        let byte = byte.min(self.text.len());
        let step = (byte / STEP).min(self.before.len() - 1);
        let rest = &self.text.as_bytes()[step * STEP..byte];
        self.before[step] + rest.iter().filter(|byte| starts(**byte)).count()
    }

    /// A place in code points.
    pub(crate) fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// True for a byte that is not the continuation of a character.
fn starts(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
