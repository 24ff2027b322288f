//! One or two small parts of a unit in Arabic: `جزء من مليون من الثانية`, `جزء من مليار جزء من المتر`, `جزأين من المئة من
//! الثانية`.

use crate::figure::{
    Decimal, Kind, Reading, Value,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    number::Sort,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
};
use crate::text::Lang;

/// One part of many of a unit, or two.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Word(Sense::Around(Around::OnePart | Around::TwoParts))),
    read: |p, start| one(one_part(p, start.at)),
};

/// The part, if the number of parts is a power of ten and the name of a unit ends it.
fn one_part(p: &Paragraph<'_>, at: usize) -> Option<Hit> {
    let two = p.around(at, Around::TwoParts).map(|of| (Decimal::TWO, of));
    let (over, of) = two.or_else(|| Some((Decimal::ONE, p.around(at, Around::OnePart)?)))?;
    if p.lang == Lang::En {
        return None;
    }
    let parts = p.number(of).filter(|parts| parts.sort != Sort::Vague)?;
    let count = *parts.values.first().filter(|count| is_power_of_ten(**count))?;
    let from = p.around(parts.end, Around::OnePart).or_else(|| {
        // جزء من الألف من الثانية
        p.plays(parts.end, Role::Of).then_some(parts.end + 1)
    });
    let definite =
        |from: &usize| p.tok(*from).is_some_and(|tok| tok.found.art && !tok.found.and && !tok.found.prep);
    let unit = from.filter(definite).and_then(|from| {
        p.sense(from, |sense| match sense {
            Sense::Measure { unit, dual: false } => Some((unit, from + 1)),
            _ => None,
        })
    });
    let (reading, end) = match unit {
        Some((unit, end)) => (Reading::with_unit(over.checked_div(count)?, unit), end),
        // جزأين من المئة, of what was said before
        None => {
            let value = two.map(|(over, _)| Value::Fraction(over, count))?;
            (Reading { kind: Kind::Fraction, value, unit: None }, parts.end)
        }
    };
    Some(Hit::new(at, end, reading, parts.form))
}

/// True for ten, a hundred and so on.
fn is_power_of_ten(number: Decimal) -> bool {
    let digits = number.normalize().to_string();
    digits.len() > 1 && digits.starts_with('1') && digits[1..].bytes().all(|digit| digit == b'0')
}
