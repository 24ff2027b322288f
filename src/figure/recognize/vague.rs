//! Sizes without a number: `عشرات الآلاف`, `dozens`.

use crate::figure::{
    Certainty, Kind, Reading,
    hit::Hit,
    number::{Num, Sort},
    recognize::{Recognizer, one},
};

/// A size without a number.
pub(super) const RECOGNIZER: Recognizer =
    Recognizer { starts: |look| look.leads(), read: |p, start| one(vague(start.at, &start.lead(p)?.num)) };

/// `عشرات الآلاف`, `dozens`.
fn vague(at: usize, num: &Num) -> Option<Hit> {
    let mut hit = Hit::new(at, num.end, Reading::number(Kind::Vague, num.values[0]), num.form);
    hit.certainty = Certainty::Soft;
    (num.sort == Sort::Vague).then_some(hit)
}
