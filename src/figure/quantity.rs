//! Numbers with what they count: signs, currencies, units, shares, ages, ranges; and what the words around a bare
//! number make of it.

use super::{
    Calendar, Certainty, Date, Decimal, Dimension, Form, Kind, Reading, Unit, Value, digits,
    lexicon::{Around, Sense},
    number::{Num, Paragraph, Sort},
    reader::Hit,
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// The number with its unit, or the unit that counts by itself, that begins at a token.
    pub(super) fn quantity(&self, at: usize, age: bool) -> Option<Hit> {
        let tok = self.tok(at)?;
        // ٪٢٥, %25
        if let TokKind::Mark('%' | '٪') = tok.kind {
            let glued = self.tok(at + 1).is_some_and(|t| t.glued && t.kind == TokKind::Digits);
            let free = at == 0 || !(tok.glued && self.toks[at - 1].kind == TokKind::Digits);
            let num = self.number(at + 1).filter(|_| glued && free)?;
            let percent = Unit::by_code("Percent")?;
            let mut hit = Hit::new(at, num.end, Reading::with_unit(num.values[0], percent), Form::Digits);
            hit.readings.extend(num.values[1..].iter().map(|&v| Reading::with_unit(v, percent)));
            return Some(hit);
        }
        // -5, minus five
        let (start, negative) = match self.minus(at) {
            Some(next) => (next, true),
            None => (at, false),
        };
        if tok.kind == TokKind::Digits
            && let Some(hit) = self.long_code(at).or_else(|| self.feet_and_inches(at))
        {
            return Some(hit);
        }
        // 3/4 and 2025/118
        if let Some(mut hit) = self.slashed(start) {
            hit.from = at;
            if negative && let Value::Fraction(a, _) = &mut hit.readings[0].value {
                *a = -*a;
            }
            return Some(hit);
        }
        // $5, USD 5, -$5
        let mut currency = None;
        let mut number_at = start;
        if let Some((unit, end)) = self.symbol(start).filter(|(u, _)| u.dimension() == Dimension::Money) {
            let next = self.tok(end)?;
            let near = next.glued || self.text[self.toks[end - 1].end..next.start].chars().count() <= 1;
            let counts = matches!(next.kind, TokKind::Digits | TokKind::Mark('.' | '٫'));
            if near && counts {
                currency = Some(unit);
                number_at = end;
            }
        }
        let Some(mut num) = self.number(number_at) else {
            return if currency.is_none() && !negative { self.unit_alone(at) } else { None };
        };
        if negative {
            num.values.iter_mut().for_each(|v| *v = -*v);
            num.soft = false;
        }
        if currency.is_some() && num.digits.is_some() {
            self.money_scale(&mut num);
        }
        if let Some(hit) = self.ordinal_sign(at, &num).or_else(|| self.decade_sign(at, &num)) {
            return Some(hit);
        }
        if let Some(hit) = self.pair(at, &num, currency) {
            return Some(hit);
        }
        self.counted(at, &num, currency, age)
    }

    /// The token behind a minus sign or word, where a number follows.
    fn minus(&self, at: usize) -> Option<usize> {
        let tok = self.tok(at)?;
        if let TokKind::Mark('-' | '\u{2212}') = tok.kind {
            let next = self.tok(at + 1).filter(|t| t.glued)?;
            let counts = match next.kind {
                TokKind::Digits => true,
                TokKind::Mark(c) => {
                    c == '.' || self.symbol(at + 1).is_some_and(|(u, _)| u.dimension() == Dimension::Money)
                }
                TokKind::Word => false,
            };
            let free = !tok.glued
                || at == 0
                || matches!(self.toks[at - 1].kind, TokKind::Mark('(' | '[' | '"' | '«' | '“'));
            return (counts && free).then_some(at + 1);
        }
        let next = self.around(at, Around::Minus)?;
        let counts = self.tok(next).is_some_and(|t| t.kind == TokKind::Digits)
            || self.number(next).is_some_and(|n| n.sort == Sort::Count && !n.soft);
        counts.then_some(next)
    }

    /// `$5b`, `£2.5m`: letters that are a scale behind a sum of money only.
    fn money_scale(&self, num: &mut Num) {
        if num.glued_scale {
            return;
        }
        let Some(tok) = self.tok(num.end).filter(|t| t.latin && (t.glued || self.raw(t).len() > 1)) else {
            return;
        };
        if let Some(by) = super::english::short_scale(self.raw(tok)) {
            let by = super::number::power(by);
            num.values.retain_mut(|v| v.checked_mul(by).map(|n| *v = n.normalize()).is_some());
            num.end += 1;
            num.digits = None;
            num.scale = Some(by);
        }
    }

    /// `3rd`.
    fn ordinal_sign(&self, at: usize, num: &Num) -> Option<Hit> {
        num.digits.as_ref().filter(|d| d.plain)?;
        let sign = self.tok(num.end).filter(|t| t.glued && t.latin)?;
        if !matches!(self.raw(sign).to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th") {
            return None;
        }
        self.place(at, num.end + 1, num.values[0], Form::Digits, false)
    }

    /// An ordinal, or the century or the part that it is of.
    fn place(&self, at: usize, end: usize, value: Decimal, form: Form, soft: bool) -> Option<Hit> {
        let mut next = end;
        if self.tok(next).is_some_and(|t| t.is_dash() && t.glued) {
            next += 1;
        }
        if self.lang == Lang::En
            && self.tok(next).is_some_and(|t| self.raw(t).to_ascii_lowercase().starts_with("centur"))
        {
            let mut end = next + 1;
            let mut value = value;
            if let Some(behind) = self.around(end, Around::EraBc) {
                (value, end) = (-value, behind);
            } else if let Some(behind) = self.around(end, Around::EraAd) {
                end = behind;
            }
            return Some(Hit::new(at, end, Reading::number(Kind::Century, value), form));
        }
        let mut hit = Hit::new(at, end, Reading::number(Kind::Ordinal, value), form);
        // third-party, second-hand: words that only contain one.
        let compound = form == Form::Words && next > end;
        if soft || compound {
            hit.certainty = Certainty::Soft;
        }
        // the last third of the genome
        let part = self.lang == Lang::En && self.tok(end).is_some_and(|t| self.raw(t) == "of");
        if part && form == Form::Words && value > Decimal::TWO && value < Decimal::from(20) {
            hit.also(Reading {
                kind: Kind::Fraction,
                value: Value::Fraction(Decimal::ONE, value),
                unit: None,
            });
        }
        Some(hit)
    }

    /// `1990s`, `90s`, `1990's`.
    fn decade_sign(&self, at: usize, num: &Num) -> Option<Hit> {
        num.digits.as_ref().filter(|d| d.plain && matches!(d.length, 2 | 4))?;
        let mut next = num.end;
        if self.tok(next).is_some_and(|t| t.glued && matches!(t.kind, TokKind::Mark('\'' | '’'))) {
            next += 1;
        }
        self.tok(next).filter(|t| t.glued && self.raw(t) == "s")?;
        let value = num.values[0];
        if !(value % Decimal::TEN).is_zero() {
            return None;
        }
        let long = value >= Decimal::ONE_HUNDRED;
        let year = if long { value } else { value + Decimal::from(1900) };
        let mut hit = Hit::new(at, next + 1, Reading::number(Kind::Decade, year), Form::Digits);
        if !long {
            hit.also(Reading::number(Kind::Decade, value));
            // in his 60s
            if at > 0
                && matches!(
                    self.raw(&self.toks[at - 1]),
                    "his" | "her" | "their" | "my" | "our" | "early" | "mid" | "late"
                )
            {
                hit.readings.swap(0, 1);
            }
            hit.certainty = Certainty::Soft;
        }
        Some(hit)
    }

    /// `5-10 km`, `31-27`, `2018-19`.
    fn pair(&self, at: usize, num: &Num, currency: Option<Unit>) -> Option<Hit> {
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

    /// The unit behind a number, a hyphen between them or not; never a dual.
    fn unit_behind(&self, at: usize) -> Option<(Unit, usize)> {
        let mut next = at;
        if self.tok(next)?.is_dash() && self.glued(next) && self.glued(next + 1) {
            next += 1;
        }
        // 5 more minutes, five full days
        if self.lang == Lang::En
            && matches!(
                self.raw(self.tok(next)?),
                "more"
                    | "further"
                    | "full"
                    | "additional"
                    | "consecutive"
                    | "extra"
                    | "whole"
                    | "calendar"
                    | "working"
            )
        {
            next += 1;
        }
        // five U.S. dollars
        if self.lang == Lang::En
            && let [u, a, s, b, ..] = &self.toks[next..]
            && self.raw(u) == "U"
            && a.is('.')
            && self.raw(s) == "S"
            && b.is('.')
            && self.single_unit(next + 4).is_some_and(|(unit, _)| unit.code() == "Dollar")
        {
            return Unit::by_code("USD").map(|unit| (unit, next + 5));
        }
        let (unit, end) = self.single_unit(next)?;
        let tok = self.tok(next)?;
        let raw = self.raw(tok);
        if self.lang == Lang::Ar && tok.found.and {
            return None;
        }
        // Single letters count only beside digits, and م behind a blank only as a metre that is no date.
        let letter = end == next + 1 && raw.chars().count() == 1 && raw.chars().all(char::is_alphabetic);
        let beside = at > 0 && self.toks[at - 1].kind == TokKind::Digits;
        if letter
            && (!beside || !tok.glued && matches!(raw, "K" | "t" | "s" | "J" | "h" | "p" | "L" | "V" | "W"))
        {
            return None;
        }
        if raw == "p" && !tok.glued || (raw == "ring") {
            return None;
        }
        // second is an ordinal more often than a unit, unless a number stands right before it.
        Some((unit, end))
    }

    /// `%`, `per cent` and every other unit behind a number, composed sums included.
    fn counted(&self, at: usize, num: &Num, currency: Option<Unit>, age: bool) -> Option<Hit> {
        let hard = if num.soft { Certainty::Soft } else { Certainty::Hard };
        let readings =
            |kind_of: &dyn Fn(Decimal) -> Reading| num.values.iter().map(|&v| kind_of(v)).collect::<Vec<_>>();
        if let Some(unit) = currency {
            let mut hit = Hit::new(at, num.end, Reading::with_unit(num.values[0], unit), num.form);
            hit.readings = readings(&|v| Reading::with_unit(v, unit));
            // $5 dollars, $5 USD
            if let Some((other, end)) = self.unit_behind(num.end).filter(|(u, _)| u.fits(unit)) {
                hit.end = end;
                hit.readings = readings(&|v| Reading::with_unit(v, other));
            }
            return Some(hit);
        }
        let mut unit_at = num.end;
        // half an hour, three quarters of an hour, half of a kilometre
        if let (Sort::Part(..), Lang::En) = (num.sort, self.lang) {
            for word in ["of", "a", "an", "the"] {
                if self.tok(unit_at).is_some_and(|t| self.raw(t) == word) {
                    unit_at += 1;
                }
            }
        }
        let mut unit = self
            .unit_behind(unit_at)
            .filter(|&(u, _)| num.sort != Sort::Vague || u.dimension() == Dimension::Money);
        // نصف الساعة
        if unit.is_none() && matches!(num.sort, Sort::Part(..)) && self.lang == Lang::Ar {
            unit = self
                .sense(unit_at, |s| match s {
                    Sense::Measure { unit, dual: false } => Some(unit),
                    _ => None,
                })
                .filter(|_| {
                    self.toks[unit_at].found.art
                        && !self.toks[unit_at].found.and
                        && !self.toks[unit_at].found.prep
                })
                .map(|unit| (unit, unit_at + 1));
        }
        // 5 ملايين من الدولارات: the unit stands behind من with its article; 1930 من القرن is a year of a century.
        if unit.is_none()
            && matches!(num.sort, Sort::Count)
            && self.lang == Lang::Ar
            && self.tok(unit_at).is_some_and(|t| self.raw(t) == "من")
        {
            unit = self
                .sense(unit_at + 1, |s| match s {
                    Sense::Measure { unit, dual: false } if unit.code() != "Century" => Some(unit),
                    _ => None,
                })
                .filter(|_| self.toks[unit_at + 1].found.art && !self.toks[unit_at + 1].found.and)
                .map(|unit| (unit, unit_at + 2));
        }
        let place = matches!(num.sort, Sort::Place);
        // 1992م is a year, 1500 م a distance.
        let year = num.digits.as_ref().is_some_and(|d| d.plain && d.length == 4)
            && num.values[0] < Decimal::from(2200)
            && self.tok(num.end).is_some_and(|t| t.glued && self.raw(t) == "م");
        if let Some((unit, end)) = unit.filter(|_| !place && !year) {
            return Some(self.with_unit(at, num, unit, end, age, hard));
        }
        if let Some(zero) = self.around(num.end, Around::BelowZero) {
            let degree = Unit::by_code("Degree")?;
            return Some(Hit::new(at, zero, Reading::with_unit(-num.values[0], degree), num.form));
        }
        match num.sort {
            Sort::Place => {
                let mut hit = self.place(at, num.end, num.values[0], num.form, num.soft)?;
                // a third, a fifth: an order or a part.
                if hit.readings[0].kind == Kind::Ordinal
                    && at > 0
                    && self.has(at - 1, Sense::Article)
                    && let Ok(under) = u32::try_from(num.values[0])
                    && under > 2
                {
                    hit.also(Reading {
                        kind: Kind::Fraction,
                        value: Value::Fraction(Decimal::ONE, under.into()),
                        unit: None,
                    });
                }
                Some(hit)
            }
            Sort::Part(a, b) => {
                let value = Value::Fraction(a.into(), b.into());
                let mut hit =
                    Hit::new(at, num.end, Reading { kind: Kind::Fraction, value, unit: None }, num.form);
                hit.certainty = hard;
                // ربع is a quarter of anything, also of a year or a town.
                if b == 4 && a == 1 || b == 2 {
                    hit.certainty = Certainty::Soft;
                }
                Some(hit)
            }
            Sort::Vague => {
                let mut hit = Hit::new(at, num.end, Reading::number(Kind::Vague, num.values[0]), num.form);
                hit.certainty = Certainty::Soft;
                Some(hit)
            }
            Sort::Year => {
                let mut hit = Hit::new(at, num.end, Reading::number(Kind::Year, num.values[0]), num.form);
                hit.also(Reading::number(Kind::Cardinal, num.values[0]));
                Some(hit)
            }
            Sort::Count | Sort::CountOrPlace => Some(self.bare(at, num, age)),
        }
    }

    fn with_unit(&self, at: usize, num: &Num, unit: Unit, mut end: usize, age: bool, hard: Certainty) -> Hit {
        let mut values = num.values.clone();
        let mut unit = unit;
        let behind_unit = end;
        // خمسة دولارات ونصف الدولار, an hour and a half
        if !matches!(num.sort, Sort::Part(..))
            && let Some((part, behind)) = self.part_behind(end, unit)
        {
            values.iter_mut().for_each(|v| *v = v.checked_add(part).unwrap_or(*v));
            end = behind;
        }
        while let Some((value, smaller, behind)) = self.smaller(end, values[0], unit) {
            (values, unit, end) = (vec![value], smaller, behind);
        }
        if let Some(zero) = self
            .around(end, Around::BelowZero)
            .filter(|_| unit.dimension() == Dimension::Temperature || unit.code() == "Degree")
        {
            values.iter_mut().for_each(|v| *v = -*v);
            end = zero;
        }
        let mut hit = Hit::new(at, end, Reading::with_unit(values[0], unit), num.form);
        hit.readings = values.iter().map(|&v| Reading::with_unit(v, unit)).collect();
        hit.certainty =
            if end > behind_unit && !matches!(num.sort, Sort::Part(..)) { Certainty::Hard } else { hard };
        if unit.code() == "Pound"
            && self.lang == Lang::En
            && let Some(mass) = Unit::by_code("PoundMass")
        {
            hit.also(Reading::with_unit(values[0], mass));
        }
        if end == behind_unit && end <= num.end + 2 && self.has(end - 1, Sense::Loose) {
            hit.also(Reading::number(Kind::Cardinal, values[0]));
        }
        if unit.dimension() == Dimension::Share || unit.dimension() == Dimension::Points {
            hit.certainty = Certainty::Hard;
        }
        if unit.is_time() {
            let mut old = age;
            let mut behind = end;
            if self.tok(behind).is_some_and(|t| t.is_dash() && t.glued) {
                behind += 1;
            }
            if self.tok(behind).is_some_and(|t| matches!(self.raw(t), "old" | "olds" | "Old")) {
                (hit.end, old) = (behind + 1, true);
            } else if self.tok(end).is_some_and(|t| self.raw(t) == "of")
                && self.tok(end + 1).is_some_and(|t| self.raw(t) == "age")
            {
                (hit.end, old) = (end + 2, true);
            } else if let Some(behind) = self.around(end, Around::AgeAfter) {
                (hit.end, old) = (behind, true);
            }
            if old {
                hit.readings.iter_mut().for_each(|r| r.kind = Kind::Age);
            }
        }
        hit
    }

    /// `ونصف الدولار`, `and a half` behind a unit.
    fn part_behind(&self, at: usize, unit: Unit) -> Option<(Decimal, usize)> {
        let (part, mut end) = match self.lang {
            Lang::Ar => self.and_a_part(at, None)?,
            Lang::En => self.and_a_half(at)?,
        };
        let same = self.sense(end, |s| match s {
            Sense::Measure { unit: other, dual: false } => Some(other == unit || other.fits(unit)),
            _ => None,
        });
        match same {
            Some(true) if !self.toks[end].found.and => end += 1,
            // درجة ونصف مئوية
            Some(_) if unit.code() == "Degree" => {}
            Some(_) => return None,
            // ونصف السكان is half of something else.
            None => {
                let other = self.tok(end).filter(|t| t.kind == TokKind::Word && !t.found.and && !t.latin);
                if other.is_some_and(|t| self.raw(t).starts_with("ال")) {
                    return None;
                }
            }
        }
        Some((part, end))
    }

    /// `5 ft 11 in`, `ساعتان و30 دقيقة`, `3 GBP 1 pence`: a smaller unit of the same dimension behind a sum; the
    /// whole in the smaller unit, or in the main unit of money.
    fn smaller(&self, at: usize, value: Decimal, unit: Unit) -> Option<(Decimal, Unit, usize)> {
        if !value.is_integer() {
            return None;
        }
        let mut next = at;
        let mut joined = self.tok(next)?.found.and;
        if self.tok(next)?.is(',') || self.tok(next)?.is('،') {
            next += 1;
        }
        if self.has(next, Sense::Around(Around::And)) {
            next += 1;
            joined = true;
        }
        let (count, behind) = match self.number(next).filter(|n| n.sort == Sort::Count && n.values.len() == 1)
        {
            Some(num) => (num.values[0], num.end),
            None => {
                // ساعتان ودقيقتان: a dual that counts itself.
                let two = self.sense(next, |s| match s {
                    Sense::Measure { unit, dual: true } => Some(unit),
                    _ => None,
                });
                let unit2 = two.filter(|_| self.toks[next].found.and)?;
                return self.combine(value, unit, Decimal::TWO, unit2, next + 1);
            }
        };
        // Without و or and only what is commonly written so.
        let (other, end) = match self.unit_behind(behind) {
            Some(found) => found,
            None if unit.code() == "Foot" => {
                let inch = self.tok(behind).is_some_and(|t| matches!(self.raw(t), "in" | "ins" | "\"" | "”"));
                (Unit::by_code("Inch").filter(|_| inch)?, behind + 1)
            }
            None => return None,
        };
        if self.lang == Lang::Ar && !joined {
            return None;
        }
        self.combine(value, unit, count, other, end)
    }

    fn combine(
        &self,
        value: Decimal,
        unit: Unit,
        count: Decimal,
        other: Unit,
        end: usize,
    ) -> Option<(Decimal, Unit, usize)> {
        if unit.dimension() != other.dimension() || unit == other || count.is_zero() {
            return None;
        }
        if unit.dimension() == Dimension::Money {
            let fits = other.is_minor()
                && !unit.is_minor()
                && (other.fits(unit) || other.code() == "Cent" || other.code() == "Penny");
            let part = other.to_base(count).filter(|p| fits && *p < Decimal::ONE)?;
            return Some((value.checked_add(part)?, unit, end));
        }
        if matches!(
            unit.dimension(),
            Dimension::Share
                | Dimension::Points
                | Dimension::Other
                | Dimension::Temperature
                | Dimension::Speed
        ) {
            return None;
        }
        let whole = unit.convert(value, other)?;
        let one = unit.convert(Decimal::ONE, other)?;
        // The smaller counts less than one of the larger, and the larger is a whole number of the smaller.
        if count >= one || !one.is_integer() {
            return None;
        }
        Some((whole.checked_add(count)?, other, end))
    }

    /// A bare number and what its surroundings say.
    fn bare(&self, at: usize, num: &Num, age: bool) -> Hit {
        let value = num.values[0];
        let tok = &self.toks[at];
        let mut hit = Hit::new(at, num.end, Reading::number(Kind::Cardinal, value), num.form);
        hit.readings = num.values.iter().map(|&v| Reading::number(Kind::Cardinal, v)).collect();
        hit.certainty = if num.soft { Certainty::Soft } else { Certainty::Hard };
        if num.sort == Sort::CountOrPlace || tok.found.art && tok.kind == TokKind::Digits {
            hit.also(Reading::number(Kind::Ordinal, value));
        }
        if let Some(hit) = self.times(&hit, value) {
            return hit;
        }
        let integer = value.is_integer();
        if age
            && integer
            && value > Decimal::ZERO
            && value < Decimal::from(130)
            && let Some(year) = Unit::by_code("Year")
        {
            hit.rather(Reading { kind: Kind::Age, value: Value::Number(value), unit: Some(year) });
            return hit;
        }
        if let Some(behind) =
            self.around(num.end, Around::AgeAfter).filter(|_| integer && self.lang == Lang::Ar)
            && let Some(year) = Unit::by_code("Year")
        {
            hit.rather(Reading { kind: Kind::Age, value: Value::Number(value), unit: Some(year) });
            hit.end = behind;
            return hit;
        }
        if let Some(year) = self.year(at, num) {
            return year;
        }
        if let Some(d) = &num.digits {
            let raw_code =
                || Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, num.end)), unit: None };
            if d.values.is_empty() {
                hit.readings = vec![raw_code()];
            } else if d.plain
                && (d.padded && d.length > 4 || d.length > 10 || d.length > 4 && self.labelled(at))
            {
                hit.rather(raw_code());
            } else if d.plain && d.padded {
                hit.also(raw_code());
            }
        }
        self.letters_behind(&mut hit, num);
        hit
    }

    /// `رقم`, `No.`, `Article` in front.
    fn labelled(&self, at: usize) -> bool {
        let mut before = at;
        for _ in 0..2 {
            let Some(prev) = before.checked_sub(1) else { return false };
            before = prev;
            if self.has(before, Sense::Around(Around::Label)) {
                return true;
            }
            if !matches!(self.toks[before].kind, TokKind::Mark('.' | ':' | '#')) {
                return false;
            }
        }
        false
    }

    /// `three times`, `ثلاثة أضعاف`, `3x`.
    fn times(&self, hit: &Hit, value: Decimal) -> Option<Hit> {
        let mut next = hit.end;
        if self.tok(next).is_some_and(|t| t.is_dash() && t.glued) {
            next += 1;
        }
        let tok = self.tok(next)?;
        if tok.found.and || tok.found.art || tok.found.prep {
            return None;
        }
        if tok.is('×') && tok.glued && !self.glued(next + 1)
            || self.around(next, Around::Times).is_some()
                && !(self.raw(tok) == "x" && (!tok.glued || self.glued(next + 1)))
        {
            // two time champion, the first time
            let mut made = hit.clone();
            made.end = next + 1;
            made.rather(Reading::number(Kind::Multiplier, value));
            return Some(made);
        }
        None
    }

    /// A year by its neighbours, or one that may be.
    fn year(&self, at: usize, num: &Num) -> Option<Hit> {
        let value = num.values[0];
        let tok = &self.toks[at];
        let digits = num.digits.as_ref();
        let plain = digits.is_none_or(|d| d.plain && !d.padded);
        if !plain
            || !value.is_integer()
            || num.values.len() > 1 && digits.is_some()
            || value < Decimal::ONE
            || value > Decimal::from(9999)
        {
            return None;
        }
        let four = value >= Decimal::from(1000)
            && value < Decimal::from(2200)
            && digits.is_none_or(|d| d.length == 4);
        let year = Reading::number(Kind::Year, value);
        let count = Reading::number(Kind::Cardinal, value);
        let make = |end: usize, first: Reading, second: Reading| {
            let mut hit = Hit::new(at, end, first, num.form);
            hit.also(second);
            Some(hit)
        };
        if digits.is_some()
            && let Some(end) = self.around(num.end, Around::EraBc)
        {
            return make(end, Reading::number(Kind::Year, -value), year);
        }
        if digits.is_some()
            && let Some(end) = self.around(num.end, Around::EraAh).filter(|_| value < Decimal::from(1700))
        {
            let date = Date { calendar: Calendar::Hijri, ..Date::new(i32::try_from(value).ok(), None, None) };
            let mut hit = Hit::date(at, end, date, num.form);
            hit.also(count);
            return Some(hit);
        }
        let before = at.checked_sub(1);
        let word_before = |meaning: Around| before.is_some_and(|b| self.has(b, Sense::Around(meaning)));
        if let Some(end) = self
            .around(num.end, Around::EraAd)
            .filter(|&end| {
                // م behind a blank is a metre unless the number looks like a year.
                four || self.lang == Lang::En && self.toks[num.end].capital && digits.is_some()
                    || end > num.end + 1
            })
            .filter(|_| digits.is_some() && value >= Decimal::TEN)
        {
            return make(end, year, count);
        }
        let said = word_before(Around::YearWord)
            && !tok.found.and
            && value >= Decimal::from(if digits.is_some() { 1 } else { 100 })
            || self.lang == Lang::En
                && before.is_some_and(|b| matches!(self.raw(&self.toks[b]), "AD" | "CE"));
        let said = said
            && !before.is_some_and(|b| {
                self.senses(b).iter().any(|s| matches!(s, Sense::Measure { dual: true, .. })) && !four
            });
        if said && self.unit(num.end).is_none() {
            return make(num.end, year, count);
        }
        if !four || digits.is_none() && num.sort != Sort::Year && value < Decimal::from(1100) {
            return None;
        }
        if digits.is_none() {
            // ألف وتسعمئة وثمانون, nineteen eighty-four
            return if self.lang == Lang::En
                && num.scale.is_none()
                && !(value % Decimal::ONE_HUNDRED).is_zero()
                || word_before(Around::InYear)
            {
                make(num.end, count, year)
            } else {
                None
            };
        }
        let bracketed = before.is_some_and(|b| self.toks[b].is('(') && self.toks[at].glued)
            && self.tok(num.end).is_some_and(|t| t.is(')'));
        let context = word_before(Around::InYear) && !self.labelled(at)
            || bracketed
            || before.is_some_and(|b| self.toks[b].is('/'));
        if context { make(num.end, year, count) } else { make(num.end, count, year) }
    }

    /// Latin letters glued behind digits that are no unit and no scale: `1a`, `3D`, `5G`.
    fn letters_behind(&self, hit: &mut Hit, num: &Num) {
        if num.digits.is_none() || !self.tok(num.end).is_some_and(|t| t.glued && t.latin) {
            return;
        }
        let end = self.chunk_end(num.end);
        hit.end = end;
        let code =
            Reading { kind: Kind::Identifier, value: Value::Code(self.code(hit.from, end)), unit: None };
        hit.rather(code);
    }

    /// A unit that counts itself: a dual, an article, `ونصف` or `واحد` behind it, the number behind it.
    fn unit_alone(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        if self.lang == Lang::En {
            return self.article_unit(at);
        }
        if tok.kind != TokKind::Word || tok.latin {
            return self.unsaid(at);
        }
        let named = self.phrase(at, |s| match s {
            Sense::Measure { unit, dual } => Some((unit, dual)),
            _ => None,
        });
        let Some(((unit, dual), end)) = named else { return self.unsaid(at) };
        let made = |value: Decimal, end: usize, form: Form, certainty: Certainty| {
            let mut hit = Hit::new(at, end, Reading::with_unit(value, unit), form);
            hit.certainty = certainty;
            Some(hit)
        };
        if unit.dimension() == Dimension::Share {
            return None;
        }
        let part = self.part_behind(end, unit).filter(|_| !tok.found.art);
        if dual {
            if unit.code() == "Year"
                && self.tok(end).is_some_and(|t| t.kind == TokKind::Digits && t.digits == 4)
            {
                return None;
            }
            if let Some((part, behind)) = part {
                return made(Decimal::TWO + part, behind, Form::Dual, Certainty::Hard);
            }
            if let Some((value, smaller, behind)) = self.smaller(end, Decimal::TWO, unit) {
                let mut hit = Hit::new(at, behind, Reading::with_unit(value, smaller), Form::Words);
                hit.certainty = Certainty::Hard;
                return Some(hit);
            }
            return made(Decimal::TWO, end, Form::Dual, Certainty::Soft);
        }
        if let Some((part, behind)) = part {
            return made(Decimal::ONE + part, behind, Form::Words, Certainty::Hard);
        }
        // الدقائق العشرين, الأيام السبعة: the number behind a definite unit; دولار واحد.
        let next = self.tok(end).filter(|t| t.kind == TokKind::Word && !t.found.and && !t.found.prep)?;
        let num = self
            .number(end)
            .filter(|n| matches!(n.sort, Sort::Count | Sort::CountOrPlace) && n.form == Form::Words)?;
        let one = num.values[0] == Decimal::ONE;
        let century = unit.code() == "Century";
        let bare_one = one && super::arabic::bare_one(self.raw(next));
        if tok.found.art == next.found.art && (tok.found.art || bare_one) && !century {
            let certainty = if num.soft { Certainty::Soft } else { Certainty::Hard };
            return made(num.values[0], num.end, Form::Words, certainty);
        }
        None
    }

    /// `a kilogram`, `an hour and a half`.
    fn article_unit(&self, at: usize) -> Option<Hit> {
        if !self.has(at, Sense::Article) {
            return self.unsaid(at);
        }
        let (unit, _, end) = self.unit(at + 1).filter(|&(u, _, end)| {
            Paragraph::countable(u) && (end > at + 2 || self.raw(&self.toks[at + 1]).chars().nth(1).is_some())
        })?;
        let mut hit = Hit::new(at, end, Reading::with_unit(Decimal::ONE, unit), Form::Words);
        hit.certainty = Certainty::Soft;
        if let Some((part, behind)) = self.part_behind(end, unit) {
            hit.readings[0].value = Value::Number(Decimal::ONE + part);
            hit.end = behind;
            hit.certainty = Certainty::Hard;
        }
        Some(hit)
    }

    /// `II`, `XIV`; one letter only behind a label (`Phase I`) or before a dash and another.
    fn roman(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at).filter(|t| t.latin && t.capital && !t.glued)?;
        let raw = self.raw(tok);
        let value = roman(raw)?;
        let labelled = self.labelled(at);
        let range = self.tok(at + 1).is_some_and(|t| t.is_dash() && t.glued)
            && self.tok(at + 2).is_some_and(|t| t.glued && roman(self.raw(t)).is_some());
        // Charles V, but "when I": the first person is no numeral.
        let name = raw != "I"
            && at > 0
            && self.toks[at - 1].capital
            && self.raw(&self.toks[at - 1]).len() > 3
            && !self.tok(at + 1).is_some_and(|t| t.glued && t.is('.'));
        if raw.len() == 1 && !labelled && !range && !name {
            return None;
        }
        let mut hit = Hit::new(at, at + 1, Reading::number(Kind::Ordinal, value.into()), Form::Roman);
        hit.also(Reading::number(Kind::Cardinal, value.into()));
        hit.certainty = Certainty::Soft;
        if self.tok(at + 1).is_some_and(|t| self.raw(t).to_ascii_lowercase().starts_with("centur")) {
            hit.end += 1;
            hit.readings = vec![Reading::number(Kind::Century, value.into())];
        }
        Some(hit)
    }

    /// Words that are a number without saying one: twice, ضعف, both, مرتين.
    fn unsaid(&self, at: usize) -> Option<Hit> {
        let soft = |kind: Kind, n: u32, end: usize, form: Form| {
            let mut hit = Hit::new(at, end, Reading::number(kind, Decimal::from(n)), form);
            hit.certainty = Certainty::Soft;
            hit
        };
        if let Some(hit) = self.roman(at) {
            return Some(hit);
        }
        if let Some(end) = self.around(at, Around::Twice) {
            return Some(soft(Kind::Multiplier, 2, end, Form::Dual));
        }
        let found = self.sense(at, |s| match s {
            Sense::Times(n) => Some((Kind::Multiplier, n)),
            Sense::Both(n) => Some((Kind::Cardinal, n)),
            _ => None,
        });
        found.map(|(kind, n)| soft(kind, n, at + 1, Form::Words))
    }

    /// `3/4`, `2025/118`, `12/5`.
    fn slashed(&self, at: usize) -> Option<Hit> {
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

/// A Roman numeral below forty; larger ones are words and names more often.
fn roman(text: &str) -> Option<u32> {
    let tens = text.bytes().take_while(|&b| b == b'X').count();
    let ones = match &text[tens..] {
        "" => 0,
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        "VI" => 6,
        "VII" => 7,
        "VIII" => 8,
        "IX" => 9,
        _ => return None,
    };
    (tens <= 3 && !text.is_empty()).then_some(tens as u32 * 10 + ones)
}
