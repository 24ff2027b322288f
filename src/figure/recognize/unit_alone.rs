//! Units without a number: `ساعتين`, `a kilogram`, `ساعة ونصف`.

use crate::figure::{
    Certainty, Decimal, Dimension, Form, Reading, Unit, UnitName, Value,
    hit::Hit,
    lang::arabic::bare_one,
    lexicon::{Around, Sense},
    number::{Num, Sort},
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};
use crate::text::Lang;

/// A unit without a number.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Word(Sense::Measure { .. } | Sense::Article)),
    read: |p, start| one(if start.lead(p).is_none() { p.unit_alone(start.at) } else { None }),
};

impl Paragraph<'_> {
    /// A unit without a number: a dual, an article, followed by `ونصف` or `واحد`, or with its number after it.
    pub(in crate::figure) fn unit_alone(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        if self.lang == Lang::En {
            return self.article_unit(at);
        }
        if tok.kind != TokKind::Word || tok.latin {
            return None;
        }
        let named = self.phrase(at, |s| match s {
            Sense::Measure { unit, dual } => Some((unit, dual)),
            _ => None,
        });
        let ((unit, dual), end) = named?;
        if unit.dimension() == Dimension::Share {
            return None;
        }
        let mut hit = if dual { self.unit_of_two(at, end, unit) } else { self.unit_of_one(at, end, unit) }?;
        // كيلو ونصف, كوبان: what else is called so.
        if let [Reading { value: Value::Number(value), unit: Some(read), .. }] = *hit.readings.as_slice()
            && end == at + 1
            && read == unit
        {
            for other in self.senses(at) {
                if let Sense::Measure { unit: other, dual: same } = *other
                    && (other != unit && same == dual)
                    // سنتان are two years, hardly two cents.
                    && other.dimension() != Dimension::Money
                {
                    hit.also(Reading::with_unit(value, other));
                }
            }
        }
        Some(hit)
    }

    /// `ساعتين`, `ساعتين ونصف`, `درجتين تحت الصفر`: the dual of a unit, which ends before `end`.
    fn unit_of_two(&self, at: usize, end: usize, unit: Unit) -> Option<Hit> {
        let tok = self.tok(at)?;
        // عامي 1990 و1995, الدقيقتين 12 و67: the numbers after it say which two.
        let construct = self.raw(tok).ends_with('ي');
        let years = |digits: u32| unit.is(UnitName::Year) && (digits == 4 || construct);
        if self.tok(end).is_some_and(|t| t.kind == TokKind::Digits && (years(t.digits) || tok.found.art)) {
            return None;
        }
        if tok.found.art && self.two_places(end) {
            return None;
        }
        let made = |from: usize, end: usize, value: Decimal| {
            Hit::new(from, end, Reading::with_unit(value, unit), Form::Dual)
        };
        if let Some((part, after)) = self.part_after(end, unit).filter(|_| !tok.found.art) {
            return Some(made(at, after, Decimal::TWO + part));
        }
        if let Some((value, smaller, after)) = self.all_smaller(end, Decimal::TWO, unit) {
            return Some(Hit::new(at, after, Reading::with_unit(value, smaller), Form::Words));
        }
        if let Some((from, end)) = self.below(at, end, unit) {
            return Some(made(from, end, -Decimal::TWO));
        }
        Some(Hit { certainty: Certainty::Soft, ..made(at, end, Decimal::TWO) })
    }

    /// `ساعة ونصف`, `ريال واحد وثلاثين هللة`, `الساعات الـ48`: a unit that is not dual, which ends before `end`.
    fn unit_of_one(&self, at: usize, end: usize, unit: Unit) -> Option<Hit> {
        let definite = self.tok(at)?.found.art;
        let smaller = |from: usize| {
            let (value, smaller, after) = self.all_smaller(from, Decimal::ONE, unit)?;
            Some(Hit::new(at, after, Reading::with_unit(value, smaller), Form::Words))
        };
        if !definite {
            let part = self.part_after(end, unit).or_else(|| self.hundredths_alone(end, unit));
            if let Some((part, after)) = part {
                let value = Decimal::ONE + part;
                return Some(Hit::new(at, after, Reading::with_unit(value, unit), Form::Words));
            }
            // ساعة و20 دقيقة
            let divides = unit.dimension() == Dimension::Money || Paragraph::divided(unit);
            if let Some(hit) = smaller(end).filter(|_| divides) {
                return Some(hit);
            }
            // ريال واحد وثلاثين هللة
            let single =
                self.tok(end).is_some_and(|t| bare_one(self.raw(t)) && !t.found.and && !t.found.prep);
            if single
                && self.has(end, Sense::Unit(1))
                && let Some(hit) = smaller(end + 1)
            {
                return Some(hit);
            }
        }
        self.number_of_unit(at, end, unit)
    }

    /// `الساعات الـ48`, `الدقائق العشرين`, `دولار واحد`: a unit with its number after it.
    fn number_of_unit(&self, at: usize, end: usize, unit: Unit) -> Option<Hit> {
        let definite = self.tok(at)?.found.art;
        let made = |num: &Num, form: Form| {
            Some(Hit::new(at, num.end, Reading::with_unit(num.values[0], unit), form))
        };
        if definite && self.tok(end).is_some_and(|t| t.kind == TokKind::Digits && t.found.art && !t.found.and)
        {
            let num = self.number(end).filter(|num| num.sort == Sort::Count)?;
            return made(&num, Form::Digits);
        }
        let next = self.tok(end).filter(|t| t.kind == TokKind::Word && !t.found.and && !t.found.prep)?;
        let num = self
            .number(end)
            .filter(|n| matches!(n.sort, Sort::Count | Sort::CountOrPlace) && n.form == Form::Words)?;
        let bare_one = num.values[0] == Decimal::ONE && bare_one(self.raw(next));
        if definite != next.found.art || !(definite || bare_one) || unit.is(UnitName::Century) {
            return None;
        }
        if let Some((from, end)) = self.below(at, num.end, unit) {
            return Some(Hit::new(from, end, Reading::with_unit(-num.values[0], unit), Form::Words));
        }
        let certainty = if num.soft { Certainty::Soft } else { Certainty::Hard };
        made(&num, Form::Words).map(|hit| Hit { certainty, ..hit })
    }

    /// `السادس والثاني عشر`: two places in an order, which say which two are meant.
    fn two_places(&self, at: usize) -> bool {
        let place = |n: usize, and: bool| {
            self.tok(n).filter(|tok| tok.found.and == and && !tok.found.prep)?;
            self.number(n).filter(|num| num.sort == Sort::Place)
        };
        place(at, false).is_some_and(|first| place(first.end, true).is_some())
    }

    /// `ناقص درجتين`, `درجتين تحت الصفر`: where a temperature below zero begins and ends.
    fn below(&self, at: usize, end: usize, unit: Unit) -> Option<(usize, usize)> {
        let warm = unit.dimension() == Dimension::Temperature || unit.is(UnitName::Degree);
        let before = at.checked_sub(1).filter(|&before| self.has(before, Sense::Around(Around::Minus)));
        match self.around(end, Around::BelowZero).filter(|_| warm) {
            Some(after) => Some((at, after)),
            None => before.filter(|_| warm).map(|before| (before, end)),
        }
    }

    /// True for units that are given with smaller ones: `ساعة و20 دقيقة`, `طن ومئتي كيلوغرام`.
    fn divided(unit: Unit) -> bool {
        unit.is_time() || matches!(unit.dimension(), Dimension::Mass | Dimension::Length | Dimension::Volume)
    }

    /// `a dollar ten`, `one metre eighty`: hundredths after the unit that they belong to.
    pub(in crate::figure) fn hundredths_alone(&self, at: usize, unit: Unit) -> Option<(Decimal, usize)> {
        let named = match self.lang {
            // متر وثمانون
            Lang::Ar => unit.is(UnitName::Metre) && self.tok(at).is_some_and(|tok| tok.found.and),
            Lang::En => unit.has_cents() || unit.is(UnitName::Metre),
        };
        if !named {
            return None;
        }
        let num = self.number(at).filter(|num| num.sort == Sort::Count && num.form == Form::Words)?;
        let &[count] = num.values.as_slice() else { return None };
        let fits = count >= Decimal::from(5) && count < Decimal::ONE_HUNDRED && count.is_integer();
        let closes = self.tok(num.end).is_none_or(|t| t.kind != TokKind::Word && !t.is_dash());
        (fits && closes).then(|| (count / Decimal::ONE_HUNDRED, num.end))
    }

    /// True if a unit of time or size is followed by a fraction of it or a smaller unit.
    fn has_more_after(&self, end: usize, unit: Unit) -> bool {
        !matches!(unit.dimension(), Dimension::Other | Dimension::Share | Dimension::Points)
            && (self.part_after(end, unit).is_some()
                || unit.is_time() && self.all_smaller(end, Decimal::ONE, unit).is_some())
    }

    /// True for the article of `five days a week`, `twice a day`: the unit is what the number before it is for.
    fn is_each(&self, at: usize) -> bool {
        let times = |s| matches!(s, Sense::Times(_) | Sense::Around(Around::Twice | Around::Times));
        let of_time = |s| matches!(s, Sense::Measure { unit, .. } if unit.is_time());
        let each = |s| (times(s) || of_time(s)).then_some(());
        at.checked_sub(1).is_some_and(|before| self.sense(before, each).is_some())
    }

    /// `a kilogram`, `an hour and a half`.
    fn article_unit(&self, at: usize) -> Option<Hit> {
        if !self.has(at, Sense::Article) || self.is_each(at) {
            return None;
        }
        let (unit, _, end) = self
            .unit(at + 1)
            .filter(|&(_, _, end)| end > at + 2 || self.raw(&self.toks[at + 1]).chars().nth(1).is_some())?;
        // `a USD 120 million loan`: the currency is that of the number after it.
        let is_amount = self.tok(end).is_some_and(|tok| tok.kind == TokKind::Digits);
        if is_amount && unit.dimension() == Dimension::Money {
            return None;
        }
        // `a minute` and `a cup` may mean anything, but `a minute and a half` is a count.
        if !Paragraph::countable(unit) && !self.has_more_after(end, unit) {
            return None;
        }
        let mut hit = Hit::new(at, end, Reading::with_unit(Decimal::ONE, unit), Form::Words);
        hit.certainty = Certainty::Soft;
        // twice in a day, 40 minutes each
        let parted = self.tok(end).is_some_and(|tok| tok.is(','));
        if let Some((part, after)) = self.part_after(end, unit) {
            hit.readings[0].value = Value::Number(Decimal::ONE + part);
            hit.end = after;
            hit.certainty = Certainty::Hard;
        } else if let Some((coins, after)) = self.hundredths_alone(end, unit) {
            hit.readings[0].value = Value::Number(Decimal::ONE + coins);
            hit.end = after;
            hit.certainty = Certainty::Hard;
        } else if let Some((value, smaller, after)) =
            self.all_smaller(end, Decimal::ONE, unit).filter(|_| unit.is_time() && !parted)
        {
            hit.readings[0] = Reading::with_unit(value, smaller);
            hit.end = after;
            hit.certainty = Certainty::Hard;
        }
        Some(hit)
    }
}
