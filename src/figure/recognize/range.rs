//! Two numbers joined by a dash or colon: ranges, scores, ranges of years.

use crate::figure::{
    Decimal, Form, Kind, Reading, Unit, UnitName, Value, digits,
    hit::Hit,
    number::Num,
    paragraph::Paragraph,
    recognize::{Recognizer, one},
    scan::TokKind,
};

/// A range, score or range of years.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| look.leads(),
    read: |p, start| {
        let lead = start.lead(p)?;
        let mut hit = p.pair(start.at, &lead.num, lead.currency);
        hit.iter_mut().for_each(|hit| p.may_be_numbered(hit));
        one(hit)
    },
};

/// `417–29`, `984–5`: the end of a range whose first digits are those of its beginning.
fn shortened((a, length): (Decimal, u32), (b, end): (Decimal, Option<&digits::Digits>)) -> Option<Decimal> {
    let end = end.filter(|end| end.plain && end.length < length && length <= 4 && b < a)?;
    let unit = Decimal::from(10_u32.checked_pow(end.length)?);
    let full = a.checked_sub(a.checked_rem(unit)?)?.checked_add(b)?;
    (full > a).then_some(full)
}

/// `2018-2020`, `2018-19`: the last year of a range of years.
fn last_year(first: &Num, second: &Num) -> Option<Decimal> {
    let plain = |num: &Num| num.digits.as_ref().filter(|digits| digits.plain).map(|digits| digits.length);
    let year = |value: Decimal| value >= Decimal::from(1000) && value < Decimal::from(2200);
    let (a, b) = (first.values[0], second.values[0]);
    let length = plain(second)?;
    if plain(first)? != 4 || !year(a) {
        return None;
    }
    match length {
        4 => year(b).then_some(b),
        2 => {
            let century = a - a % Decimal::ONE_HUNDRED;
            let next = b < a % Decimal::ONE_HUNDRED;
            Some(century + b + if next { Decimal::ONE_HUNDRED } else { Decimal::ZERO })
        }
        _ => None,
    }
}

fn pair_of(kind: Kind, a: Decimal, b: Decimal, unit: Option<Unit>) -> Reading {
    Reading { kind, value: Value::Pair(a, b), unit }
}

impl Paragraph<'_> {
    /// `5-10 km`, `31-27`, `2018-19`.
    pub(in crate::figure) fn pair(&self, at: usize, num: &Num, currency: Option<Unit>) -> Option<Hit> {
        let first = num.digits.as_ref()?;
        let (is_colon, mut second) = self.second_of_pair(num.end)?;
        if currency.is_some() && second.digits.is_some() {
            self.money_scale(&mut second);
        }
        let (a, b) = (num.values[0], second.values[0]);
        let unit = self.unit_after(second.end).filter(|_| currency.is_none());
        // 1439-1440 م, 984-985 م: a year and the next one, not metres.
        let next_year = matches!(first.length, 3 | 4) && a.checked_add(Decimal::ONE) == Some(b);
        let unit = unit.filter(|(unit, _)| !unit.is(UnitName::Metre) || !next_year);
        let ends = Some([(at, num.end), (num.end + 1, second.end)]);
        if unit.is_none()
            && currency.is_none()
            && let Some(last) = last_year(num, &second)
        {
            let mut hit = Hit::new(at, second.end, pair_of(Kind::YearRange, a, last, None), Form::Digits);
            hit.also(pair_of(Kind::Range, a, b, None));
            hit.ends = ends;
            return Some(hit);
        }
        // The scale of the second number applies to the first too: 2-4 million.
        let a = match second.scale {
            Some(by) if num.scale.is_none() => a.checked_mul(by)?,
            _ => a,
        };
        if is_colon {
            let mut hit = Hit::new(at, second.end, pair_of(Kind::Score, a, b, None), Form::Digits);
            hit.ends = ends;
            return Some(hit);
        }
        let mut hit = Hit::new(at, second.end, pair_of(Kind::Range, a, b, currency), second.form);
        if let Some((unit, end)) = unit {
            hit.readings = vec![pair_of(Kind::Range, a, b, Some(unit))];
            hit.end = end;
        } else if currency.is_none() && second.scale.is_none() {
            let limit = Decimal::from(400);
            if a >= b && a < limit {
                hit.rather(pair_of(Kind::Score, a, b, None));
            } else if b < limit {
                hit.also(pair_of(Kind::Score, a, b, None));
            }
            if let Some(full) = shortened((a, first.length), (b, second.digits.as_ref())) {
                hit.also(pair_of(Kind::Range, a, full, None));
            }
        }
        hit.ends = ends;
        Some(hit)
    }

    /// The number after the dash or colon at a token, and whether it is a colon.
    fn second_of_pair(&self, at: usize) -> Option<(bool, Num)> {
        let dash = self.tok(at).filter(|t| t.is_dash() || t.is(':') && t.glued)?;
        let next = self.tok(at + 1).filter(|t| t.kind == TokKind::Digits)?;
        // Blanks on both sides are allowed for longer dashes only.
        let spaced = !dash.glued && !next.glued && dash.is_dash() && !dash.is('-');
        if !(dash.glued && next.glued || spaced) {
            return None;
        }
        let second = self.number(at + 1)?;
        let goes_on = self.tok(second.end).is_some_and(|t| {
            t.is_dash()
                && t.glued
                && self.toks.get(second.end + 1).is_some_and(|u| u.glued && u.kind == TokKind::Digits)
        });
        (!goes_on).then(|| (dash.is(':'), second))
    }
}
