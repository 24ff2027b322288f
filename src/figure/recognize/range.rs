//! Two numbers joined by a dash or colon: ranges, scores, ranges of years.

use crate::figure::{
    Decimal, Form, Kind, Reading, Unit, Value, digits,
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

impl Paragraph<'_> {
    /// `5-10 km`, `31-27`, `2018-19`.
    pub(in crate::figure) fn pair(&self, at: usize, num: &Num, currency: Option<Unit>) -> Option<Hit> {
        let first = num.digits.as_ref()?;
        let dash = self.tok(num.end).filter(|t| t.is_dash() || t.is(':') && t.glued)?;
        let next = self.tok(num.end + 1).filter(|t| t.kind == TokKind::Digits)?;
        // Blanks on both sides are allowed for longer dashes only.
        let spaced = !dash.glued && !next.glued && dash.is_dash() && !dash.is('-');
        if !(dash.glued && next.glued || spaced) {
            return None;
        }
        let mut second = self.number(num.end + 1)?;
        if self.tok(second.end).is_some_and(|t| {
            t.is_dash()
                && t.glued
                && self.toks.get(second.end + 1).is_some_and(|u| u.glued && u.kind == TokKind::Digits)
        }) {
            return None;
        }
        if currency.is_some() && second.digits.is_some() {
            self.money_scale(&mut second);
        }
        let (a, b) = (num.values[0], second.values[0]);
        let plain = |d: &Option<digits::Digits>| d.as_ref().is_some_and(|d| d.plain);
        let year = |v: Decimal, d: u32| d == 4 && v >= Decimal::from(1000) && v < Decimal::from(2200);
        let unit = self.unit_behind(second.end).filter(|_| currency.is_none());
        // 1439-1440 م, 984-985 م: a year and the next one, not metres.
        let next_year = matches!(first.length, 3 | 4) && a.checked_add(Decimal::ONE) == Some(b);
        let unit = unit.filter(|(unit, _)| unit.code() != "Metre" || !next_year);
        let ends = |from: usize| Some([(from, num.end), (num.end + 1, second.end)]);
        let make = |kind: Kind, a: Decimal, b: Decimal, unit: Option<Unit>| Reading {
            kind,
            value: Value::Pair(a, b),
            unit,
        };
        if unit.is_none()
            && currency.is_none()
            && plain(&num.digits)
            && plain(&second.digits)
            && year(a, first.length)
        {
            let length = second.digits.as_ref().map_or(0, |d| d.length);
            let full = match length {
                4 if year(b, 4) => Some(b),
                2 => Some(
                    a - a % Decimal::ONE_HUNDRED
                        + b
                        + if b < a % Decimal::ONE_HUNDRED { Decimal::ONE_HUNDRED } else { Decimal::ZERO },
                ),
                _ => None,
            };
            if let Some(full) = full {
                let mut hit = Hit::new(at, second.end, make(Kind::YearRange, a, full, None), Form::Digits);
                hit.also(make(Kind::Range, a, b, None));
                hit.ends = ends(at);
                return Some(hit);
            }
        }
        // The scale of the second number applies to the first too: 2-4 million.
        let a = match second.scale {
            Some(by) if num.scale.is_none() => a.checked_mul(by)?,
            _ => a,
        };
        if dash.is(':') {
            let mut hit = Hit::new(at, second.end, make(Kind::Score, a, b, None), Form::Digits);
            hit.ends = ends(at);
            return Some(hit);
        }
        let mut hit = Hit::new(at, second.end, make(Kind::Range, a, b, currency), second.form);
        if let Some((unit, end)) = unit {
            hit.readings = vec![make(Kind::Range, a, b, Some(unit))];
            hit.end = end;
        } else if currency.is_none() && second.scale.is_none() {
            let limit = Decimal::from(400);
            if a >= b && a < limit {
                hit.rather(make(Kind::Score, a, b, None));
            } else if b < limit {
                hit.also(make(Kind::Score, a, b, None));
            }
            if let Some(full) = shortened((a, first.length), (b, second.digits.as_ref())) {
                hit.also(make(Kind::Range, a, full, None));
            }
        }
        hit.ends = ends(at);
        Some(hit)
    }
}
