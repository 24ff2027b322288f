//! Money with the symbol first: `$5`, `USD 5`, `-$5`.

use crate::figure::{
    Reading,
    hit::Hit,
    lexicon::{Around, Sense},
    paragraph::Paragraph,
    recognize::lead::Lead,
    recognize::{Look, Recognizer, one},
};

/// Money with the symbol first.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Mark(_) | Look::Led | Look::Word(Sense::Around(Around::Minus))),
    read: |p, start| one(money(p, start.at, start.lead(p)?)),
};

/// A number after the symbol of a currency, possibly with the currency repeated after it: `$5 USD`.
fn money(p: &Paragraph<'_>, at: usize, lead: &Lead) -> Option<Hit> {
    let num = &lead.num;
    let mut unit = lead.currency?;
    let mut end = num.end;
    if let Some((again, after)) = p.unit_after(end).filter(|(again, _)| again.fits(unit)) {
        (unit, end) = (again, after);
    }
    let mut hit = Hit::new(at, end, Reading::with_unit(num.values[0], unit), num.form);
    hit.readings = num.values.iter().map(|&value| Reading::with_unit(value, unit)).collect();
    Some(hit)
}
