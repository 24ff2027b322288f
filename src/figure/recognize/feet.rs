//! Feet and inches: `5'11"`.

use crate::figure::{
    Decimal, Form, Reading, Unit, UnitName, digits,
    hit::Hit,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};

/// Feet and inches.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits),
    read: |p, start| one(p.feet_and_inches(start.at)),
};

impl Paragraph<'_> {
    /// `5'11"`.
    pub(in crate::figure) fn feet_and_inches(&self, at: usize) -> Option<Hit> {
        let feet = digits::small(self.text, self.tok(at)?).filter(|n| *n < 10)?;
        self.tok(at + 1).filter(|t| t.glued && matches!(t.kind, TokKind::Mark('\'' | '’' | '′')))?;
        let inches = digits::small(self.text, self.tok(at + 2).filter(|t| t.glued)?).filter(|n| *n < 12)?;
        self.tok(at + 3).filter(|t| t.glued && matches!(t.kind, TokKind::Mark('"' | '”' | '″')))?;
        let inch = Unit::of(UnitName::Inch);
        Some(Hit::new(at, at + 4, Reading::with_unit(Decimal::from(feet * 12 + inches), inch), Form::Digits))
    }
}
