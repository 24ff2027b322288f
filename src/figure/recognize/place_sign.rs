//! Ordinals in digits: `3rd`.

use crate::figure::{
    Form,
    hit::Hit,
    number::Num,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
};

/// An ordinal in digits.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits),
    read: |p, start| one(p.ordinal_sign(start.at, &start.lead(p)?.num)),
};

impl Paragraph<'_> {
    /// True for `st`, `nd`, `rd`, `th` glued to the previous token.
    pub(super) fn has_ordinal_sign(&self, at: usize) -> bool {
        self.tok(at).is_some_and(|t| t.glued && t.latin && self.lexicon.is_ordinal_sign(self.raw(t)))
    }

    /// `3rd`.
    pub(in crate::figure) fn ordinal_sign(&self, at: usize, num: &Num) -> Option<Hit> {
        num.digits.as_ref().filter(|d| d.plain)?;
        if !self.has_ordinal_sign(num.end) {
            return None;
        }
        self.place(at, num.end + 1, &Num { form: Form::Digits, soft: false, ..num.clone() })
    }
}
