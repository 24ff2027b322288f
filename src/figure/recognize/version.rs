//! Runs of digits too long for a number, and numbers joined by points: `2.4.1`.

use crate::figure::{
    Form, Kind, Reading, Value, digits,
    hit::Hit,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};

/// A long number or a version.
pub(super) const RECOGNIZER: Recognizer =
    Recognizer { starts: |look| matches!(look, Look::Digits), read: |p, start| one(p.long_code(start.at)) };

impl Paragraph<'_> {
    /// Runs of digits too long for a number, and numbers joined by points: `2.4.1`.
    pub(in crate::figure) fn long_code(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        let pointed = |n: usize| {
            self.tok(n).is_some_and(|t| t.glued && (t.is('.') || t.is('٫')))
                && self.tok(n + 1).is_some_and(|t| t.glued && t.kind == TokKind::Digits)
        };
        let end = if tok.digits > digits::LONGEST {
            at + 1
        } else if pointed(at + 1)
            && pointed(at + 3)
            && digits::read(self.lang, self.text, &self.toks, at).is_none_or(|d| d.plain || d.end == at + 3)
        {
            // The chunk may continue after the points: 2.4.1-beta.
            let mut end = at + 1;
            while pointed(end) {
                end += 2;
            }
            end.max(self.chunk_end(at))
        } else {
            return None;
        };
        let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
        Some(Hit::new(at, end, code, Form::Digits))
    }
}
