//! Decades in digits: `1990s`, `90s`, `1990's`.

use crate::figure::{
    Certainty, Decimal, Form, Kind, Reading,
    hit::Hit,
    lexicon::Role,
    number::Num,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};

/// A decade in digits.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits),
    read: |p, start| one(p.decade_sign(start.at, &start.lead(p)?.num)),
};

impl Paragraph<'_> {
    /// `1990s`, `90s`, `1990's`.
    pub(in crate::figure) fn decade_sign(&self, at: usize, num: &Num) -> Option<Hit> {
        num.digits.as_ref().filter(|d| d.plain && matches!(d.length, 2 | 4))?;
        let mut next = num.end;
        if self.tok(next).is_some_and(|t| t.glued && matches!(t.kind, TokKind::Mark('\'' | '’'))) {
            next += 1;
        }
        self.tok(next).filter(|t| t.glued && self.raw(t) == "s")?;
        let value = num.values[0];
        if !(value % Decimal::TEN).is_zero() {
            return None;
        }
        let long = value >= Decimal::ONE_HUNDRED;
        let year = if long { value } else { value + Decimal::from(1900) };
        let mut hit = Hit::new(at, next + 1, Reading::number(Kind::Decade, year), Form::Digits);
        if !long {
            hit.also(Reading::number(Kind::Decade, value));
            // in his 60s
            if at > 0 && self.plays(at - 1, Role::DecadeLead) {
                hit.readings.swap(0, 1);
            }
            hit.certainty = Certainty::Soft;
        }
        Some(hit)
    }
}
