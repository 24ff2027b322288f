//! Sums of several units and parts: `5 ft 11 in`, `ساعتان و30 دقيقة`, `خمسة دولارات ونصف الدولار`.

use super::{
    Decimal, Dimension, Unit,
    lexicon::{Around, Sense},
    number::{Paragraph, Sort},
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// `ونصف الدولار`, `and a half` behind a unit.
    pub(super) fn part_behind(&self, at: usize, unit: Unit) -> Option<(Decimal, usize)> {
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
        // A number that is not joined by و is another one.
        if self.lang == Lang::Ar && !joined && self.tok(next)?.kind == TokKind::Digits {
            return None;
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

    /// Every smaller unit behind a sum: `2 hours, 11 minutes and 38 seconds`.
    pub(super) fn all_smaller(
        &self,
        at: usize,
        value: Decimal,
        unit: Unit,
    ) -> Option<(Decimal, Unit, usize)> {
        let mut sum = self.smaller(at, value, unit)?;
        while let Some(more) = self.smaller(sum.2, sum.0, sum.1) {
            sum = more;
        }
        Some(sum)
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
}
