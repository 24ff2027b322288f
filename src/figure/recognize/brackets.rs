//! Negative numbers of accounting: `(6.9)`, `(1,250)%`.

use crate::figure::{
    Dimension, Kind, Reading,
    hit::Hit,
    number::Num,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
};

/// A negative number in brackets.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits),
    read: |p, start| one(bracketed(p, start.at, &start.lead(p)?.num, start.age)),
};

/// Numbers in brackets without a unit before the closing bracket.
fn bracketed(p: &Paragraph<'_>, at: usize, num: &Num, age: bool) -> Option<Hit> {
    if !p.in_brackets(at, num) {
        return None;
    }
    // (6.9)%
    let share = p.single_unit(num.end + 1).filter(|(u, _)| u.dimension() == Dimension::Share);
    if let Some((unit, end)) = share.filter(|_| p.glued(num.end + 1)) {
        let mut hit = Hit::new(at, end, Reading::with_unit(-num.values[0], unit), num.form);
        hit.also(Reading::with_unit(num.values[0], unit));
        return Some(hit);
    }
    let mut hit = p.bare(at, num, age);
    for &value in &num.values {
        hit.also(Reading::number(Kind::Cardinal, -value));
    }
    Some(hit)
}

impl Paragraph<'_> {
    /// True for `(6.9)`, `(1,250)%`: accountants write negative numbers in brackets. Whole numbers
    /// without separators are more often years and notes.
    fn in_brackets(&self, at: usize, num: &Num) -> bool {
        num.digits.as_ref().is_some_and(|d| !d.plain)
            && at > 0
            && self.toks[at - 1].is('(')
            && self.glued(at)
            && self.tok(num.end).is_some_and(|t| t.glued && t.is(')'))
    }
}
