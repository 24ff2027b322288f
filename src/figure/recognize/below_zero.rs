//! Temperatures without a unit: `five below zero`.

use crate::figure::{
    Reading, Unit, UnitName,
    hit::Hit,
    lexicon::Around,
    number::Num,
    paragraph::Paragraph,
    recognize::{Recognizer, one},
};

/// A number below zero.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| look.leads(),
    read: |p, start| one(below_zero(p, start.at, &start.lead(p)?.num)),
};

/// A number made negative by the words after it.
fn below_zero(p: &Paragraph<'_>, at: usize, num: &Num) -> Option<Hit> {
    let end = p.around(num.end, Around::BelowZero)?;
    let degree = Unit::of(UnitName::Degree);
    Some(Hit::new(at, end, Reading::with_unit(-num.values[0], degree), num.form))
}
