//! Fractions in words: `ثلاثة أرباع`, `two thirds`.

use crate::figure::{
    Certainty, Decimal, Kind, Reading, Unit, UnitName, Value,
    hit::Hit,
    lexicon::{Role, Sense},
    number::{Num, Sort},
    paragraph::Paragraph,
    recognize::{Recognizer, one},
};
use crate::text::{Lang, chars};

/// A fraction in words.
pub(super) const RECOGNIZER: Recognizer =
    Recognizer { starts: |look| look.leads(), read: |p, start| one(part(p, start.at, &start.lead(p)?.num)) };

/// A fraction in words.
fn part(p: &Paragraph<'_>, at: usize, num: &Num) -> Option<Hit> {
    let Sort::Part(a, b) = num.sort else { return None };
    let value = Value::Fraction(a.into(), b.into());
    let mut hit = Hit::new(at, num.end, Reading { kind: Kind::Fraction, value, unit: None }, num.form);
    // a fourth is also an ordinal.
    let of = p.plays(num.end, Role::Of);
    if a == 1 && !of && p.has(at, Sense::Article) && p.has(at + 1, Sense::Ordinal(b)) {
        hit.also(Reading::number(Kind::Ordinal, b.into()));
    }
    if (a, b) == (1, 4) && !of && is_of_year(p, at, num.end) {
        hit.also(Reading::with_unit(Decimal::from(3), Unit::of(UnitName::Month)));
    }
    // Two quarters are two things that are called so; as a part they would be a half.
    if (a, b) == (2, 4) {
        hit.rather(Reading::number(Kind::Cardinal, Decimal::TWO));
        hit.certainty = Certainty::Soft;
    }
    // ربع is a quarter of anything, including a year or a town.
    if num.soft || b == 4 && a == 1 || b == 2 {
        hit.certainty = Certainty::Soft;
    }
    Some(hit)
}

/// `every quarter`, `a quarter's rent`: three months.
fn is_of_year(p: &Paragraph<'_>, at: usize, end: usize) -> bool {
    let leads = |at: usize| p.plays(at, Role::BeforeQuarter);
    let owns = |at: usize| p.tok(at).is_some_and(|tok| p.raw(tok).contains(chars::is_apostrophe));
    let glued = p.tok(end).is_some_and(|tok| tok.glued) && owns(end);
    p.lang == Lang::En && (leads(at) || at > 0 && leads(at - 1) || glued || owns(end - 1))
}
