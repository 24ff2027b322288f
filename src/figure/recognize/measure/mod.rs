//! Numbers followed by their unit: measures, durations, shares, sums of money, ages.

mod compound;
mod name;
mod remainder;
mod sum;
mod unit_after;

use crate::figure::{
    Certainty, Decimal, Dimension, Form, Kind, Reading, Unit, UnitName, Value,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    number::{Num, Sort, power},
    paragraph::Paragraph,
    recognize::{Recognizer, one},
};
use crate::text::{Lang, fold};

/// A number with its unit.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| look.leads(),
    read: |p, start| {
        let lead = start.lead(p)?;
        one(if lead.currency.is_none() { measured(p, start.at, &lead.num, start.age) } else { None })
    },
};

/// Words before a number of metres among which the word for an area is.
const AREA: usize = 3;

/// A number followed by its unit.
fn measured(p: &Paragraph<'_>, at: usize, num: &Num, age: bool) -> Option<Hit> {
    let part = p.part_of_part(num);
    let num = part.as_ref().filter(|part| p.unit_of(part).is_some()).unwrap_or(num);
    let (unit, end) = p.unit_of(num)?;
    // 1992م is a year, 1500 م a distance.
    let twin = p.hijri_before(at);
    let year = num.digits.as_ref().is_some_and(|d| d.plain && (d.length == 4 || twin && d.length == 3))
        && num.values[0] < Decimal::from(2200)
        && p.tok(num.end).is_some_and(|t| (t.glued || twin) && p.raw(t) == "م");
    let whole = || end.checked_sub(2).is_some_and(|at| p.single_unit(at).is_some());
    let point = unit.is(UnitName::PercentagePoint) && p.has(end - 1, Sense::Around(Around::Point));
    let bare = point && !whole();
    (num.sort != Sort::Place && !year).then(|| {
        let mut hit = p.with_unit(at, num, (unit, end), age);
        // Half a point may also be one of a score.
        if let Sort::Part(over, under) = num.sort
            && bare
        {
            let value = Value::Fraction(over.into(), under.into());
            hit.also(Reading { kind: Kind::Fraction, value, unit: None });
        }
        hit
    })
}

impl Paragraph<'_> {
    /// `one millionth of a billionth of a second`: an English part of a part, as one number.
    fn part_of_part(&self, num: &Num) -> Option<Num> {
        let of = self.lang == Lang::En && matches!(num.sort, Sort::Part(..)) && self.plays(num.end, Role::Of);
        let part = of.then(|| self.number(num.end + 1)).flatten()?;
        let Sort::Part(1, under) = part.sort else { return None };
        let value = num.values.first()?.checked_div(under.into())?;
        Some(Num { values: vec![value], end: part.end, ..num.clone() })
    }

    /// The unit of a number: after it, after `of` and articles (`half an hour`), or with the
    /// article after a fraction.
    fn unit_of(&self, num: &Num) -> Option<(Unit, usize)> {
        let part = matches!(num.sort, Sort::Part(..));
        let mut at = num.end;
        // half an hour, three quarters of an hour, half of a kilometre, one half of one per cent
        if part && self.lang == Lang::En {
            at += (at..at + 3).take_while(|&at| self.plays(at, Role::OfWhole)).count();
        }
        if part && let Some(end) = self.point_after(at) {
            return Some((Unit::of(UnitName::PercentagePoint), end));
        }
        let after = self
            .unit_after(at)
            .filter(|&(unit, _)| num.sort != Sort::Vague || unit.dimension() == Dimension::Money);
        if after.is_some() || self.lang == Lang::En {
            return after;
        }
        // ثلاثة أرباع الواحد في المئة
        let whole = part && self.has(at, Sense::Unit(1)) && self.tok(at).is_some_and(|t| t.found.art);
        if let Some(share) = whole.then(|| self.unit_after(at + 1)).flatten() {
            return Some(share).filter(|(unit, _)| unit.dimension() == Dimension::Share);
        }
        // نصف الساعة
        if part {
            return self.definite_unit(at).filter(|_| !self.toks[at].found.prep);
        }
        // 5 ملايين من الدولارات: the unit with its article after من; 20 من الشهر is a day of a month, 1930 من القرن a year.
        let of = num.sort == Sort::Count && self.plays(at, Role::Of);
        of.then(|| self.definite_unit(at + 1)).flatten().filter(|(unit, end)| {
            let noun = fold::fold(Lang::Ar, self.raw(&self.toks[end - 1]));
            let singular = unit.words(Lang::Ar).first().map(|word| fold::fold(Lang::Ar, word));
            !unit.is(UnitName::Century) && singular.as_deref() != Some(noun.trim_start_matches("ال"))
        })
    }

    /// `half a point`, `a quarter-point cut`: the token after a point of which English counts a part, as of interest rates.
    fn point_after(&self, at: usize) -> Option<usize> {
        let joined = self.tok(at).is_some_and(|t| t.is_dash()) && self.glued(at) && self.glued(at + 1);
        let at = at + usize::from(joined);
        let counts = self.number(at + 1).is_some();
        (self.lang == Lang::En && !counts && self.has(at, Sense::Around(Around::Point))).then_some(at + 1)
    }

    /// A unit with the article at a token.
    fn definite_unit(&self, at: usize) -> Option<(Unit, usize)> {
        self.tok(at).filter(|t| t.found.art && !t.found.and)?;
        self.sense(at, |s| match s {
            Sense::Measure { unit, dual: false } => Some((unit, at + 1)),
            _ => None,
        })
    }

    /// The measured unit and the rate, for a rate formed by an article (`a dunum`).
    fn said_with_article(&self, rate: Unit, mut said: std::ops::Range<usize>) -> Option<(Unit, Unit)> {
        let (over, _) = rate.parts_of_rate().filter(|_| self.lang == Lang::En)?;
        said.any(|n| self.has(n, Sense::Article)).then_some((over, rate))
    }

    pub(in crate::figure) fn with_unit(
        &self,
        at: usize,
        num: &Num,
        (unit, mut end): (Unit, usize),
        age: bool,
    ) -> Hit {
        let hard = if num.soft { Certainty::Soft } else { Certainty::Hard };
        let mut values = num.values.clone();
        // `275 kilograms a dunum`: the other side may omit the second unit.
        let each = self.said_with_article(unit, num.end..end);
        let mut unit = each.map_or(unit, |(over, _)| over);
        // `8 kg of seed per hectare`
        let each = each.or_else(|| self.rate_apart(unit, end).map(|rate| (unit, rate)));
        let after_unit = end;
        // ألف دينار وخمسمئة
        if let Some((more, after)) = self.remainder(num, end, Some(unit)) {
            values.iter_mut().for_each(|v| *v = v.checked_add(more).unwrap_or(*v));
            end = after;
        }
        // خمسة دولارات ونصف الدولار, an hour and a half
        let mut scaled = None;
        if !matches!(num.sort, Sort::Part(..))
            && let Some((part, after)) = self.part_after(end, unit)
        {
            // مليونا متر ونصف is two and a half million.
            let million = num.scale.filter(|by| *by >= power(6) && self.lang == Lang::Ar);
            scaled = million.and_then(|by| part.checked_mul(by)?.checked_add(values[0]));
            values.iter_mut().for_each(|v| *v = v.checked_add(part).unwrap_or(*v));
            end = after;
        }
        // one metre eighty, two dollars fifty
        if num.form == Form::Words
            && end == after_unit
            && values[0].is_integer()
            && let Some((part, after)) = self.hundredths_alone(end, unit)
        {
            values.iter_mut().for_each(|v| *v = v.checked_add(part).unwrap_or(*v));
            end = after;
        }
        if let Some((value, smaller, after)) = self.all_smaller(end, values[0], unit) {
            (values, unit, end) = (vec![value], smaller, after);
        }
        if let Some(zero) = self
            .around(end, Around::BelowZero)
            .filter(|_| unit.dimension() == Dimension::Temperature || unit.is(UnitName::Degree))
        {
            values.iter_mut().for_each(|v| *v = -*v);
            end = zero;
        }
        let mut hit = Hit::new(at, end, Reading::with_unit(values[0], unit), num.form);
        hit.readings = values.iter().map(|&v| Reading::with_unit(v, unit)).collect();
        if let Some(scaled) = scaled {
            hit.rather(Reading::with_unit(scaled, unit));
        }
        if let Some((_, rate)) = each {
            hit.also(Reading::with_unit(values[0], rate));
        }
        hit.certainty =
            if end > after_unit && !matches!(num.sort, Sort::Part(..)) { Certainty::Hard } else { hard };
        // 1 year is سنة, which means one by itself.
        let word = self.tok(num.end).is_some_and(|t| self.raw(t).len() > 3);
        if self.lang == Lang::En && word && num.digits.is_some() && values == [Decimal::ONE] {
            hit.certainty = Certainty::Soft;
        }
        self.other_meanings(&mut hit, num, (unit, end), end == after_unit);
        if unit.dimension() == Dimension::Share || unit.dimension() == Dimension::Points {
            hit.certainty = Certainty::Hard;
        }
        if unit.is_time() {
            self.take_age(&mut hit, end, age);
        }
        hit
    }

    /// Adds the other meanings of a number with its unit, which ends before `end`; `plain` if
    /// nothing is added to it.
    fn other_meanings(&self, hit: &mut Hit, num: &Num, (unit, end): (Unit, usize), plain: bool) {
        let at = hit.from;
        let Some(value) = hit.readings[0].as_number() else { return };
        if unit.is(UnitName::Pound) && self.lang == Lang::En {
            hit.also(Reading::with_unit(value, Unit::of(UnitName::PoundMass)));
        }
        // 8 عقد is knots as well as decades.
        let named = end == num.end + 1 && plain;
        for other in self.senses(num.end).iter().filter(|_| named) {
            if let Sense::Measure { unit: other, dual: false } = *other
                && other != unit
            {
                hit.also(Reading::with_unit(value, other));
            }
        }
        // 312,500 د is a sum, 20 د either.
        if self.lang == Lang::Ar
            && plain
            && unit.is(UnitName::Minute)
            && self.plays(num.end, Role::DinarOrMinute)
        {
            let sum = Reading::with_unit(value, Unit::of(UnitName::Dinar));
            match &num.digits {
                Some(digits) if !digits.plain => hit.rather(sum),
                _ => hit.also(sum),
            }
        }
        // 21° 25′: minutes of arc are named like those of time.
        let degrees = at
            .checked_sub(1)
            .is_some_and(|before| self.symbol(before).is_some_and(|(unit, _)| unit.is(UnitName::Degree)));
        let sign =
            |at: usize, signs: [char; 2]| self.tok(at).is_some_and(|tok| signs.iter().any(|&c| tok.is(c)));
        let arc = if unit.is(UnitName::Foot) && degrees {
            Some(UnitName::Minute)
        } else if unit.is(UnitName::Inch) && sign(num.end, ['″', '"']) {
            at.checked_sub(1).filter(|&before| sign(before, ['′', '\''])).map(|_| UnitName::Second)
        } else {
            None
        };
        if let Some(arc) = arc {
            hit.rather(Reading::with_unit(value, Unit::of(arc)));
        }
        // مساحتها 120 مترا
        let area = (at.saturating_sub(AREA)..at).any(|n| self.has(n, Sense::Around(Around::Area)));
        if area && unit.is(UnitName::Metre) && self.lang == Lang::Ar {
            hit.readings.extend(unit.to_the(2).map(|square| Reading::with_unit(value, square)));
        }
        // 10 م is also ten in the evening.
        if let Some(evening) = self.evening_hour(num, end) {
            hit.also(evening);
        }
        let letter = self.tok(num.end).is_some_and(|t| !t.glued && self.raw(t).chars().count() == 1);
        if plain && end <= num.end + 2 && (self.has(end - 1, Sense::Loose) || letter && end == num.end + 1) {
            hit.also(Reading::number(Kind::Cardinal, value));
        }
        // 1.5m is a length, unless the other side has millions.
        if unit.is(UnitName::Metre)
            && self.tok(num.end).is_some_and(|t| t.glued && self.raw(t) == "m")
            && let Some(million) = value.checked_mul(power(6))
        {
            hit.also(Reading::number(Kind::Cardinal, million));
        }
    }

    /// Makes a duration an age if the words before or after it say so.
    fn take_age(&self, hit: &mut Hit, end: usize, age: bool) {
        let glued_dash = self.tok(end).is_some_and(|t| t.is_dash() && t.glued);
        let after = end + usize::from(glued_dash);
        let end = if self.plays(after, Role::Old) {
            Some(after + 1)
        } else if self.plays(end, Role::Of) && self.plays(end + 1, Role::Age) {
            Some(end + 2)
        } else {
            self.around(end, Around::AgeAfter)
        };
        if let Some(end) = end {
            hit.end = end;
        }
        if age || end.is_some() {
            hit.readings.iter_mut().for_each(|r| r.kind = Kind::Age);
        }
    }
}
