//! Scores with zero on one side: `٢-صفر`.

use crate::figure::{
    Decimal, Form, Kind, Reading, Value,
    hit::Hit,
    lexicon::Sense,
    number::Num,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
};
use crate::text::Lang;

/// A score with zero on one side.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits),
    read: |p, start| one(p.score_to_nil(start.at, &start.lead(p)?.num)),
};

impl Paragraph<'_> {
    /// `٢-صفر`, `3-صفر`: a score with zero on one side.
    pub(in crate::figure) fn score_to_nil(&self, at: usize, num: &Num) -> Option<Hit> {
        let scored = *num.values.first().filter(|_| num.digits.as_ref().is_some_and(|d| d.plain))?;
        self.tok(num.end).filter(|t| self.lang == Lang::Ar && t.is_dash())?;
        let nil = num.end + 1;
        if !self.has(nil, Sense::Unit(0)) || scored >= Decimal::ONE_HUNDRED {
            return None;
        }
        let value = Value::Pair(scored, Decimal::ZERO);
        let mut hit = Hit::new(at, nil + 1, Reading { kind: Kind::Score, value, unit: None }, Form::Digits);
        hit.ends = Some([(at, num.end), (nil, nil + 1)]);
        Some(hit)
    }
}
