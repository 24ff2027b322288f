//! Places in digits: `3rd`.

use crate::figure::{
    Form,
    hit::Hit,
    number::Num,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
};

/// A place in digits.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits),
    read: |p, start| one(p.ordinal_sign(start.at, &start.lead(p)?.num)),
};

impl Paragraph<'_> {
    /// `3rd`.
    pub(in crate::figure) fn ordinal_sign(&self, at: usize, num: &Num) -> Option<Hit> {
        num.digits.as_ref().filter(|d| d.plain)?;
        let sign = self.tok(num.end).filter(|t| t.glued && t.latin)?;
        if !matches!(self.raw(sign).to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th") {
            return None;
        }
        self.place(at, num.end + 1, num.values[0], Form::Digits, false)
    }
}
