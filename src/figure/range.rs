//! Two numbers in one: ranges, scores, spans of years, fractions and days with a slash.

use super::{
    Date, Decimal, Form, Kind, Reading, Unit, Value, digits,
    lexicon::{Around, Sense},
    number::{Num, Paragraph, Sort},
    reader::Hit,
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// `5-10 km`, `31-27`, `2018-19`.
    pub(super) fn pair(&self, at: usize, num: &Num, currency: Option<Unit>) -> Option<Hit> {
        let first = num.digits.as_ref()?;
        let dash = self.tok(num.end).filter(|t| t.is_dash() || t.is(':') && t.glued)?;
        let next = self.tok(num.end + 1).filter(|t| t.kind == TokKind::Digits)?;
        // Blanks on both sides are for the longer dash.
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
        // The scale behind the second counts the first too: 2-4 million.
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
        }
        hit.ends = ends(at);
        Some(hit)
    }

    /// `٢-صفر`, `3-صفر`: a score of which one side has nothing.
    pub(super) fn score_to_nil(&self, at: usize, num: &Num) -> Option<Hit> {
        let scored = *num.values.first().filter(|_| num.digits.as_ref().is_some_and(|d| d.plain))?;
        self.tok(num.end).filter(|t| self.lang == Lang::Ar && t.is_dash())?;
        let nil = num.end + 1;
        if !self.has(nil, Sense::Unit(0)) || scored >= Decimal::ONE_HUNDRED {
            return None;
        }
        let value = Value::Pair(scored, Decimal::ZERO);
        let mut hit = Hit::new(at, nil + 1, Reading { kind: Kind::Score, value, unit: None }, Form::Digits);
        hit.ends = Some([(at, num.end), (nil, nil + 1)]);
        Some(hit)
    }

    /// `تسعة من كل عشرة`, `nine out of ten`, `one in five`: a part of a whole, both of which are numbers too.
    pub(super) fn out_of(&self, at: usize, num: &Num) -> Option<Hit> {
        let part = *num.values.first().filter(|_| num.values.len() == 1 && num.sort == Sort::Count)?;
        let link = self.around(num.end, Around::OutOf).or_else(|| {
            // one in five, but not one in 2010
            let one = part == Decimal::ONE && self.lang == Lang::En;
            self.tok(num.end).filter(|t| one && self.raw(t) == "in").map(|_| num.end + 1)
        })?;
        self.tok(link).filter(|t| !t.found.and && !t.found.art && !t.found.prep)?;
        let whole = self
            .number(link)
            .filter(|n| n.sort == Sort::Count && n.values.len() == 1 && n.form == num.form)?;
        let of = whole.values[0];
        let counts = part.is_integer() && of.is_integer() && part > Decimal::ZERO && part < of;
        let every = link > num.end + 1 || of <= Decimal::ONE_HUNDRED;
        if !counts || !every || self.unit_behind(whole.end).is_some() {
            return None;
        }
        let mut hit = Hit::new(
            at,
            whole.end,
            Reading { kind: Kind::Fraction, value: Value::Fraction(part, of), unit: None },
            num.form,
        );
        hit.also(Reading { kind: Kind::Score, value: Value::Pair(part, of), unit: None });
        hit.ends = Some([(at, num.end), (link, whole.end)]);
        Some(hit)
    }

    /// `3/4`, `2025/118`, `12/5`.
    pub(super) fn slashed(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        self.tok(at + 1).filter(|t| t.glued && matches!(t.kind, TokKind::Mark('/' | '⁄')))?;
        let second = self.tok(at + 2).filter(|t| t.glued && t.kind == TokKind::Digits)?;
        let (a, b) = (digits::small(self.text, tok)?, digits::small(self.text, second)?);
        let end = at + 3;
        if self.tok(end).is_some_and(|t| t.glued && t.is('/'))
            && self.tok(end + 1).is_some_and(|t| t.glued && t.kind == TokKind::Digits)
        {
            let end = self.chunk_end(at);
            let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
            return Some(Hit::new(at, end, code, Form::Digits));
        }
        let year = |n: u32, len: u32| len == 4 && (1000..2200).contains(&n);
        // 2023/24
        if year(a, tok.digits) && second.digits == 2 && (a + 1) % 100 == b
            || year(a, tok.digits) && year(b, second.digits) && b > a
        {
            let to = if second.digits == 2 { a + 1 } else { b };
            let value = Value::Pair(a.into(), to.into());
            let mut hit =
                Hit::new(at, end, Reading { kind: Kind::YearRange, value, unit: None }, Form::Digits);
            hit.ends = Some([(at, at + 1), (at + 2, end)]);
            return Some(hit);
        }
        let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
        let mut hit = Hit::new(at, end, code, Form::Digits);
        // 3/4 cup, 1/2 كيلومتر
        if b > 0
            && b <= 16
            && a < b
            && let Some((unit, behind)) = self.unit_behind(end)
        {
            hit.end = behind;
            hit.readings = vec![Reading::with_unit((Decimal::from(a) / Decimal::from(b)).normalize(), unit)];
            return Some(hit);
        }
        if self.labelled(at) && b <= 99 {
            // 147/1 may be said as paragraph 1 of article 147.
            hit.ends = Some([(at, at + 1), (at + 2, end)]);
            hit.also(Reading { kind: Kind::Score, value: Value::Pair(a.into(), b.into()), unit: None });
        }
        if b > 0 && b <= 1000 && a <= 1000 && !self.labelled(at) {
            hit.rather(Reading {
                kind: Kind::Fraction,
                value: Value::Fraction(a.into(), b.into()),
                unit: None,
            });
            let day = |m: u32, d: u32| {
                let (m, d) = (
                    u8::try_from(m).ok().filter(|m| (1..=12).contains(m))?,
                    u8::try_from(d).ok().filter(|d| (1..=31).contains(d))?,
                );
                Some(Reading {
                    kind: Kind::Date,
                    value: Value::Date(Date::new(None, Some(m), Some(d))),
                    unit: None,
                })
            };
            let (first, second) = match self.lang {
                Lang::Ar => (day(b, a), day(a, b)),
                Lang::En => (day(a, b), day(b, a)),
            };
            first.into_iter().chain(second).for_each(|r| hit.also(r));
            // 120/80 is a pair of readings, 24/7 a saying: the numbers still stand there.
            hit.ends = Some([(at, at + 1), (at + 2, end)]);
            hit.also(Reading { kind: Kind::Score, value: Value::Pair(a.into(), b.into()), unit: None });
        }
        Some(hit)
    }
}
