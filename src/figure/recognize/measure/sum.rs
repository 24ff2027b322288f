//! Sums of several units and parts: `5 ft 11 in`, `ساعتان و30 دقيقة`, `خمسة دولارات ونصف الدولار`.

use crate::figure::{
    Decimal, Dimension, Unit, UnitName, digits,
    lang::{arabic::bare_one, senses::parts_of},
    lexicon::{Around, Role, Sense},
    number::{Num, Sort},
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};
use crate::text::Lang;

/// What joins a smaller unit to a sum.
struct Joint {
    /// The token after it.
    next: usize,
    /// It is more than a blank, or not needed.
    joined: bool,
    /// The smaller unit is taken away: `إلا`.
    less: bool,
}

impl Paragraph<'_> {
    /// `ونصف الدولار`, `and a half` after a unit.
    pub(in crate::figure) fn part_after(&self, at: usize, unit: Unit) -> Option<(Decimal, usize)> {
        let (part, mut end) = match self.lang {
            // ساعة إلا ربعا
            Lang::Ar => match self.less_a_part(at) {
                Some(((over, under), end)) => (-Decimal::from(over) / Decimal::from(under), end),
                None => self.and_a_part(at, None)?,
            },
            // up 7 percent and a quarter: two shares.
            Lang::En if unit.dimension() == Dimension::Share => return None,
            Lang::En => self.and_a_half(at)?,
        };
        let same = self.sense(end, |s| match s {
            Sense::Measure { unit: other, dual: false } => Some(other == unit || other.fits(unit)),
            _ => None,
        });
        match same {
            // سبعة جنيهات ونصف للكيلو: the next word is what the price is for.
            Some(_) if self.toks[end].found.prep => {}
            Some(true) if !self.toks[end].found.and => end += 1,
            // درجة ونصف مئوية
            Some(_) if unit.is(UnitName::Degree) => {}
            // بثلاثة دنانير ونصف يوم الجمعة: the next word begins a date.
            Some(_) if self.dates_what_follows(end, unit) => {}
            Some(_) => return None,
            // نقطة مئوية ونصف النقطة: the noun of the unit is repeated.
            None if self.is_noun_again(at, end) || self.is_head_of(end, unit) => end += 1,
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

    /// True for a day, night or year with more words after it, after an amount of something else than time.
    fn dates_what_follows(&self, at: usize, unit: Unit) -> bool {
        let time = self.sense(at, |s| match s {
            Sense::Measure { unit, dual: false } => Some(unit.is_time() && !unit.is(UnitName::Hour)),
            _ => None,
        });
        let next = |tok: &Tok| {
            let joined = tok.found.and || tok.found.prep;
            !joined && matches!(tok.kind, TokKind::Word | TokKind::Digits)
        };
        !unit.is_time() && time == Some(true) && self.lang == Lang::Ar && self.tok(at + 1).is_some_and(next)
    }

    /// True if a token is a word of the unit that ends before `at`, with the article.
    fn is_noun_again(&self, at: usize, end: usize) -> bool {
        let noun = self.tok(end).and_then(|t| self.raw(t).strip_prefix("ال"));
        noun.is_some_and(|noun| (at.saturating_sub(3)..at).any(|n| self.raw(&self.toks[n]) == noun))
    }

    /// True for the first word of a two-word unit, with the article: `نقطتين مئويتين ونصف النقطة`.
    fn is_head_of(&self, at: usize, unit: Unit) -> bool {
        let noun = self.tok(at).and_then(|t| self.raw(t).strip_prefix("ال"));
        let heads = unit.names(Lang::Ar).filter_map(|name| name.split_once(' '));
        noun.is_some_and(|noun| heads.into_iter().any(|(head, _)| head == noun))
    }

    /// `5 ft 11 in`, `ساعتان و30 دقيقة`, `3 GBP 1 pence`: a smaller unit of the same dimension
    /// after a sum. The result is in the smaller unit, or in the main unit of money.
    fn smaller(&self, at: usize, value: Decimal, unit: Unit) -> Option<(Decimal, Unit, usize)> {
        if !value.is_integer() {
            return None;
        }
        let Joint { next, joined, less } = self.joint(at, unit)?;
        if let Some((count, after)) = self.short_minutes(next, unit) {
            return self.combine((value, unit), (count, Unit::of(UnitName::Minute)), after);
        }
        // 14 ثانية وثلاثة أعشار
        let tenths = |num: &Num| matches!(num.sort, Sort::Part(..)) && unit.is(UnitName::Second) && joined;
        if let Some(part) = self.number(next).filter(tenths) {
            return Some((value.checked_add(*part.values.first()?)?, unit, part.end));
        }
        let counted = self.number(next).filter(|n| n.sort == Sort::Count && n.values.len() == 1);
        let Some(num) = counted else { return self.smaller_alone(next, value, unit, less) };
        let (count, after) = (if less { -num.values[0] } else { num.values[0] }, num.end);
        // 24 ثانية و6 أعشار
        if let Some(under) = self.sense(after, parts_of).filter(|_| unit.is(UnitName::Second)) {
            return Some((value.checked_add(count.checked_div(under.into())?)?, unit, after + 1));
        }
        if let Some((part, end)) = self.part_of_second(count, after, unit) {
            return Some((value.checked_add(part)?, unit, end));
        }
        // Without و or and, only combinations that are usual.
        let (other, end) = match self.unit_after(after) {
            Some(found) => found,
            None if unit.is(UnitName::Foot) => {
                let inch =
                    self.plays(after, Role::Inch) || self.tok(after).is_some_and(|t| t.is('"') || t.is('”'));
                // five foot three
                let bare = next == at && self.tok(after).is_none_or(|t| matches!(t.kind, TokKind::Mark(_)));
                let end = after + usize::from(inch);
                ((inch || bare).then(|| Unit::of(UnitName::Inch))?, end)
            }
            None => return None,
        };
        if self.lang == Lang::Ar && !joined {
            return None;
        }
        self.combine((value, unit), (count, other), end)
    }

    /// The joint between a sum and a smaller unit: blanks, `and`, `إلا` or a comma.
    fn joint(&self, at: usize, unit: Unit) -> Option<Joint> {
        let mut next = at;
        let mut joined = self.tok(next)?.found.and;
        if self.tok(next)?.is(',') || self.tok(next)?.is('،') {
            next += 1;
        }
        if self.has(next, Sense::Around(Around::And)) {
            next += 1;
            joined = true;
        }
        // ساعة إلا عشر دقائق
        let less = self.around(next, Around::Except);
        if let Some(after) = less.filter(|_| self.lang == Lang::Ar && unit.is_time()) {
            next = after;
            joined = true;
        }
        // A number not joined by و is a separate one, except in 3 ساعات 20 دقيقة.
        let counted = at > 1 && self.toks[at - 2].kind == TokKind::Digits && unit.is_time();
        joined |= counted && next == at && self.lang == Lang::Ar;
        if self.lang == Lang::Ar && !joined && self.tok(next)?.kind == TokKind::Digits {
            return None;
        }
        Some(Joint { next, joined, less: less.is_some() })
    }

    /// `ودقيقة واحدة`, `ودقيقتان`: a smaller unit whose number is after it or in its dual.
    fn smaller_alone(
        &self,
        next: usize,
        value: Decimal,
        unit: Unit,
        less: bool,
    ) -> Option<(Decimal, Unit, usize)> {
        if let Some((one, after)) = self.one_joined(next).filter(|_| !less) {
            return self.combine((value, unit), (Decimal::ONE, one), after);
        }
        // أسبوعان إلا يوما
        let one = self.sense(next, |s| match s {
            Sense::Measure { unit: one, dual: false } => Some(one).filter(|one| one.is_time()),
            _ => None,
        });
        let bare = |tok: &Tok| !(tok.found.and || tok.found.art || tok.found.prep);
        if let Some(one) = one.filter(|_| less && self.tok(next).is_some_and(bare)) {
            return self.combine((value, unit), (-Decimal::ONE, one), next + 1);
        }
        let two = self.sense(next, |s| match s {
            Sense::Measure { unit, dual: true } => Some(unit),
            _ => None,
        });
        let other = two.filter(|_| self.toks[next].found.and || less)?;
        let count = if less { -Decimal::TWO } else { Decimal::TWO };
        self.combine((value, unit), (count, other), next + 1)
    }

    /// `ودقيقة واحدة`: one of a unit of time, with the number after it.
    fn one_joined(&self, at: usize) -> Option<(Unit, usize)> {
        self.tok(at).filter(|t| t.found.and && !t.found.art && !t.found.prep)?;
        let unit = self.sense(at, |s| match s {
            Sense::Measure { unit, dual: false } if unit.is_time() => Some(unit),
            _ => None,
        })?;
        let one = self.tok(at + 1).filter(|t| !t.found.and && !t.found.art && !t.found.prep)?;
        (self.has(at + 1, Sense::Unit(1)) && bare_one(self.raw(one))).then_some((unit, at + 2))
    }

    /// The minutes of `2h 30m`, where m is neither metres nor millions.
    fn short_minutes(&self, at: usize, unit: Unit) -> Option<(Decimal, usize)> {
        let tok = self.tok(at).filter(|tok| tok.kind == TokKind::Digits && tok.digits <= 2)?;
        self.tok(at + 1).filter(|t| t.glued && self.raw(t) == "m" && unit.is(UnitName::Hour))?;
        Some((digits::small(self.text, tok)?.into(), at + 2))
    }

    /// `47 جزءا من المئة` after seconds: hundredths of a second.
    fn part_of_second(&self, count: Decimal, at: usize, unit: Unit) -> Option<(Decimal, usize)> {
        let of = self.around(at, Around::PartWord).filter(|_| unit.is(UnitName::Second))?;
        // ثلاثة أجزاء بالمئة
        if let Some((_, end)) = self.single_unit(of).filter(|(unit, _)| unit.is(UnitName::Percent)) {
            return Some((count.checked_div(Decimal::ONE_HUNDRED)?, end));
        }
        let under = self.number(of).filter(|num| num.sort != Sort::Vague)?;
        let whole =
            *under.values.first().filter(|&&n| n == Decimal::ONE_HUNDRED || n == Decimal::ONE_THOUSAND)?;
        let same = |at: usize| {
            self.sense(at, |s| matches!(s, Sense::Measure { unit: other, .. } if other == unit).then_some(()))
        };
        let from = self.plays(under.end, Role::Of);
        let end = if from && same(under.end + 1).is_some() { under.end + 2 } else { under.end };
        Some((count.checked_div(whole)?, end))
    }

    /// All smaller units after a sum: `2 hours, 11 minutes and 38 seconds`.
    pub(in crate::figure) fn all_smaller(
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
        (value, unit): (Decimal, Unit),
        (count, other): (Decimal, Unit),
        end: usize,
    ) -> Option<(Decimal, Unit, usize)> {
        if unit.dimension() != other.dimension() || unit == other || count.is_zero() {
            return None;
        }
        if unit.dimension() == Dimension::Money {
            let part = unit.in_coins(other, count).filter(|part| *part < Decimal::ONE)?;
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
        // The smaller amount must be less than one of the larger unit, which must be a whole
        // multiple of the smaller.
        if count.abs() >= one || !one.is_integer() {
            return None;
        }
        Some((whole.checked_add(count)?, other, end))
    }
}
