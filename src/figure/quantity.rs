//! Numbers with what they count: which sign, unit, currency, share or age a number has.

use super::{
    Certainty, Decimal, Dimension, Form, Kind, Reading, Unit, Value,
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
            && let Some(hit) =
                self.long_code(at).or_else(|| self.feet_and_inches(at)).or_else(|| self.article_paragraph(at))
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
        self.minus_behind(at, &mut num);
        if let Some(hit) = self.ordinal_sign(at, &num).or_else(|| self.decade_sign(at, &num)) {
            return Some(hit);
        }
        if let Some(hit) = self.pair(at, &num, currency).or_else(|| self.score_to_nil(at, &num)) {
            return Some(hit);
        }
        if currency.is_none()
            && let Some(hit) = self.out_of(at, &num).or_else(|| self.goals(at, &num))
        {
            return Some(hit);
        }
        self.counted(at, &num, currency, age)
    }

    /// The token behind a minus sign or word, where a number follows.
    fn minus(&self, at: usize) -> Option<usize> {
        let tok = self.tok(at)?;
        if tok.is_dash() && !matches!(tok.kind, TokKind::Mark('\u{2014}' | '\u{2015}')) {
            let next = self.tok(at + 1).filter(|t| t.glued)?;
            // 5 –10 is a range.
            let hyphen = matches!(tok.kind, TokKind::Mark('-' | '\u{2212}'));
            if !hyphen && at > 0 && self.toks[at - 1].kind == TokKind::Digits {
                return None;
            }
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

    /// `٥- درجات`: in Arabic a minus may stand behind the digits in the file. Without a unit behind it, it may be
    /// any dash.
    fn minus_behind(&self, at: usize, num: &mut Num) {
        let dash = |t: &&super::scan::Tok| t.glued && matches!(t.kind, TokKind::Mark('-' | '\u{2212}'));
        let behind = num.end + 1;
        let free = at > 0
            && self.toks[at - 1].kind == TokKind::Word
            && self.tok(behind).is_none_or(|t| !t.glued && t.kind != TokKind::Digits);
        if self.lang != Lang::Ar || num.digits.is_none() || !free || self.tok(num.end).filter(dash).is_none()
        {
            return;
        }
        let negative: Vec<Decimal> = num.values.iter().map(|&v| -v).collect();
        if self.unit_behind(behind).is_some() {
            num.values = negative;
            num.end = behind;
            num.digits = None;
        } else {
            num.values.extend(negative);
        }
    }

    /// `150.000` is 150 only of money that has thousandths: three zeros behind a point are decimals nowhere else.
    fn without_idle_decimals(&self, num: &Num, currency: Option<Unit>) -> Option<Num> {
        let &[thousands, decimals] = num.values.as_slice() else { return None };
        let idle = decimals.is_integer() && decimals.checked_mul(Decimal::ONE_THOUSAND) == Some(thousands);
        let unit = || currency.or_else(|| self.unit_behind(num.end).map(|(unit, _)| unit));
        (idle && !unit().is_some_and(Unit::has_thousandths))
            .then(|| Num { values: vec![thousands], ..num.clone() })
    }

    /// `(6.9)`, `(1,250)%`: accountants write negatives in brackets. Whole numbers without separators are years and
    /// notes more often.
    fn in_brackets(&self, at: usize, num: &Num) -> bool {
        num.digits.as_ref().is_some_and(|d| !d.plain)
            && at > 0
            && self.toks[at - 1].is('(')
            && self.glued(at)
            && self.tok(num.end).is_some_and(|t| t.glued && t.is(')'))
    }

    /// `%`, `per cent` and every other unit behind a number, composed sums included.
    fn counted(&self, at: usize, num: &Num, currency: Option<Unit>, age: bool) -> Option<Hit> {
        let settled;
        let num = match self.without_idle_decimals(num, currency) {
            Some(made) => {
                settled = made;
                &settled
            }
            None => num,
        };
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
        // half an hour, three quarters of an hour, half of a kilometre, one half of one per cent
        if let (Sort::Part(..), Lang::En) = (num.sort, self.lang) {
            for word in ["of", "a", "an", "the", "one"] {
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
        if unit.is_none() && self.in_brackets(at, num) {
            // (6.9)%
            let share = self.single_unit(num.end + 1).filter(|(u, _)| u.dimension() == Dimension::Share);
            if let Some((unit, end)) = share.filter(|_| self.glued(num.end + 1)) {
                let mut hit = Hit::new(at, end, Reading::with_unit(-num.values[0], unit), num.form);
                hit.also(Reading::with_unit(num.values[0], unit));
                return Some(hit);
            }
            let mut hit = self.bare(at, num, age);
            for &value in &num.values {
                hit.also(Reading::number(Kind::Cardinal, -value));
            }
            return Some(hit);
        }
        let place = matches!(num.sort, Sort::Place);
        // 1992م is a year, 1500 م a distance.
        let twin = self.hijri_before(at);
        let year = num.digits.as_ref().is_some_and(|d| d.plain && (d.length == 4 || twin && d.length == 3))
            && num.values[0] < Decimal::from(2200)
            && self.tok(num.end).is_some_and(|t| (t.glued || twin) && self.raw(t) == "م");
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
                // a fourth is an order as well.
                let of = self.tok(num.end).is_some_and(|t| self.raw(t) == "of");
                if a == 1 && !of && self.has(at, Sense::Article) && self.has(at + 1, Sense::Ordinal(b)) {
                    hit.also(Reading::number(Kind::Ordinal, b.into()));
                }
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

    /// Of a rate that an article makes of two units (`a dunum`), what is measured and the rate.
    fn said_with_article(&self, rate: Unit, mut said: std::ops::Range<usize>) -> Option<(Unit, Unit)> {
        let (over, _) = rate.parts_of_rate().filter(|_| self.lang == Lang::En)?;
        said.any(|n| self.has(n, Sense::Article)).then_some((over, rate))
    }

    pub(super) fn with_unit(
        &self,
        at: usize,
        num: &Num,
        unit: Unit,
        mut end: usize,
        age: bool,
        hard: Certainty,
    ) -> Hit {
        let mut values = num.values.clone();
        // `275 kilograms a dunum`: the other side may leave out for what.
        let each = self.said_with_article(unit, num.end..end);
        let mut unit = each.map_or(unit, |(over, _)| over);
        let behind_unit = end;
        // ألف دينار وخمسمئة
        if let Some((more, behind)) = self.remainder(num, end, Some(unit)) {
            values.iter_mut().for_each(|v| *v = v.checked_add(more).unwrap_or(*v));
            end = behind;
        }
        // خمسة دولارات ونصف الدولار, an hour and a half
        if !matches!(num.sort, Sort::Part(..))
            && let Some((part, behind)) = self.part_behind(end, unit)
        {
            values.iter_mut().for_each(|v| *v = v.checked_add(part).unwrap_or(*v));
            end = behind;
        }
        if let Some((value, smaller, behind)) = self.all_smaller(end, values[0], unit) {
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
        if let Some((_, rate)) = each {
            hit.also(Reading::with_unit(values[0], rate));
        }
        hit.certainty =
            if end > behind_unit && !matches!(num.sort, Sort::Part(..)) { Certainty::Hard } else { hard };
        // 1 year is سنة, which says one by itself.
        let word = self.tok(num.end).is_some_and(|t| self.raw(t).len() > 3);
        if self.lang == Lang::En && word && num.digits.is_some() && values == [Decimal::ONE] {
            hit.certainty = Certainty::Soft;
        }
        if unit.code() == "Pound"
            && self.lang == Lang::En
            && let Some(mass) = Unit::by_code("PoundMass")
        {
            hit.also(Reading::with_unit(values[0], mass));
        }
        // 10 م is ten in the evening too.
        if let Some(evening) = self.evening_hour(num, end) {
            hit.also(evening);
        }
        let letter = self.tok(num.end).is_some_and(|t| !t.glued && self.raw(t).chars().count() == 1);
        if end == behind_unit
            && end <= num.end + 2
            && (self.has(end - 1, Sense::Loose) || letter && end == num.end + 1)
        {
            hit.also(Reading::number(Kind::Cardinal, values[0]));
        }
        // 1.5m is a length, unless the other side says millions.
        if unit.code() == "Metre"
            && self.tok(num.end).is_some_and(|t| t.glued && self.raw(t) == "m")
            && let Some(million) = values[0].checked_mul(super::number::power(6))
        {
            hit.also(Reading::number(Kind::Cardinal, million));
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
}
