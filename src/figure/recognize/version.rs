//! Runs of digits too long for a number, numbers joined by points (`2.4.1`), and the numbers of laws and files (`رقم 67.12`,
//! `No. 2-17-618`).

use crate::figure::{
    Form, Kind, Reading, Value, digits,
    hit::Hit,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::{Tok, TokKind},
};

/// A long number or a version.
pub(super) const RECOGNIZER: Recognizer =
    Recognizer { starts: |look| matches!(look, Look::Digits), read: |p, start| one(p.version(start.at)) };

impl Paragraph<'_> {
    fn version(&self, at: usize) -> Option<Hit> {
        self.long_code(at).or_else(|| self.chained(at))
    }

    /// `No. 2-17-618`: at least three runs of digits joined by hyphens after a word like *number*.
    fn chained(&self, at: usize) -> Option<Hit> {
        let end = self.code_end(at)?;
        if end < at + 5 || !self.labelled(at) {
            return None;
        }
        let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
        Some(Hit::new(at, end, code, Form::Digits))
    }

    /// The token after runs of digits that points and hyphens join, if there is more than one.
    fn code_end(&self, at: usize) -> Option<usize> {
        let joint = |tok: &Tok| tok.glued && (tok.is_dash() || tok.is('.') || tok.is('٫'));
        let digits = |tok: &Tok| tok.glued && tok.kind == TokKind::Digits;
        let mut end = at + 1;
        while self.tok(end).is_some_and(joint) && self.tok(end + 1).is_some_and(digits) {
            end += 2;
        }
        let free = self.tok(end).is_none_or(|tok| !tok.glued || matches!(tok.kind, TokKind::Mark(_)));
        (end > at + 1 && free).then_some(end)
    }

    /// `رقم 67.12`, `Law No. 67-12`: two runs of digits after a word like *number* are a code as well.
    pub(in crate::figure) fn may_be_numbered(&self, hit: &mut Hit) {
        let coded = || self.code_end(hit.from).filter(|&end| end == hit.end && end == hit.from + 3);
        if self.labelled(hit.from) && coded().is_some() {
            let value = Value::Code(self.code(hit.from, hit.end));
            hit.also(Reading { kind: Kind::Identifier, value, unit: None });
        }
    }

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
