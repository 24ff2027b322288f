//! One small part of a unit in Arabic: `جزء من مليون من الثانية`, `جزء من مليار جزء من المتر`.

use crate::figure::{
    Decimal, Reading,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    number::Sort,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
};
use crate::text::Lang;

/// One part of many of a unit.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Word(Sense::Around(Around::OnePart))),
    read: |p, start| one(one_part(p, start.at)),
};

/// The part, if the number of parts is a power of ten and the name of a unit ends it.
fn one_part(p: &Paragraph<'_>, at: usize) -> Option<Hit> {
    let of = p.around(at, Around::OnePart).filter(|_| p.lang == Lang::Ar)?;
    let parts = p.number(of).filter(|parts| parts.sort != Sort::Vague)?;
    let count = *parts.values.first().filter(|count| is_power_of_ten(**count))?;
    let from = p.around(parts.end, Around::OnePart).or_else(|| {
        // جزء من الألف من الثانية
        p.plays(parts.end, Role::Of).then_some(parts.end + 1)
    })?;
    p.tok(from).filter(|tok| tok.found.art && !tok.found.and && !tok.found.prep)?;
    let unit = p.sense(from, |sense| match sense {
        Sense::Measure { unit, dual: false } => Some(unit),
        _ => None,
    })?;
    let value = Decimal::ONE.checked_div(count)?;
    Some(Hit::new(at, from + 1, Reading::with_unit(value, unit), parts.form))
}

/// True for ten, a hundred and so on.
fn is_power_of_ten(number: Decimal) -> bool {
    let digits = number.normalize().to_string();
    digits.len() > 1 && digits.starts_with('1') && digits[1..].bytes().all(|digit| digit == b'0')
}
