//! Units: the one behind a number, and those that count themselves (`ساعتين`, `a kilogram`).

use super::{
    Certainty, Decimal, Dimension, Form, Reading, Unit, Value,
    lexicon::{Around, Sense},
    number::{Num, Paragraph, Sort},
    reader::Hit,
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// `$5b`, `£2.5m`: letters that are a scale behind a sum of money only.
    pub(super) fn money_scale(&self, num: &mut Num) {
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

    /// The unit behind a number, a hyphen between them or not; never a dual.
    pub(super) fn unit_behind(&self, at: usize) -> Option<(Unit, usize)> {
        let mut next = at;
        if self.tok(next)?.is_dash() && self.glued(next) && self.glued(next + 1) {
            next += 1;
        }
        // 5 more minutes, five full days
        if self.has(next, Sense::Around(Around::BeforeUnit)) {
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
        if letter && (!beside || !tok.glued && matches!(raw, "t" | "s" | "h" | "p")) {
            return None;
        }
        // 4K, 24K: a scale or a name, no temperature.
        if raw == "K" && tok.glued {
            return None;
        }
        if raw == "p" && !tok.glued || (raw == "ring") {
            return None;
        }
        // A letter behind a blank: 220 A, but not in 2010 A.
        if letter && !tok.glued && tok.latin && at > 0 && self.toks[at - 1].digits > 3 {
            return None;
        }
        self.compound(unit, end)
    }

    /// A unit that counts itself: a dual, an article, `ونصف` or `واحد` behind it, the number behind it.
    pub(super) fn unit_alone(&self, at: usize) -> Option<Hit> {
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
            // عامي 1990 و1995, الدقيقتين 12 و67: the numbers behind it say which two.
            let years = |digits: u32| unit.code() == "Year" && digits == 4;
            if self.tok(end).is_some_and(|t| t.kind == TokKind::Digits && (years(t.digits) || tok.found.art))
            {
                return None;
            }
            if let Some((part, behind)) = part {
                return made(Decimal::TWO + part, behind, Form::Dual, Certainty::Hard);
            }
            if let Some((value, smaller, behind)) = self.all_smaller(end, Decimal::TWO, unit) {
                let mut hit = Hit::new(at, behind, Reading::with_unit(value, smaller), Form::Words);
                hit.certainty = Certainty::Hard;
                return Some(hit);
            }
            return made(Decimal::TWO, end, Form::Dual, Certainty::Soft);
        }
        if let Some((part, behind)) = part {
            return made(Decimal::ONE + part, behind, Form::Words, Certainty::Hard);
        }
        // ساعة و20 دقيقة
        if let Some((value, smaller, behind)) = self
            .all_smaller(end, Decimal::ONE, unit)
            .filter(|_| !tok.found.art && (unit.is_time() || unit.dimension() == Dimension::Money))
        {
            let mut hit = Hit::new(at, behind, Reading::with_unit(value, smaller), Form::Words);
            hit.certainty = Certainty::Hard;
            return Some(hit);
        }
        // الساعات الـ48: the number behind a definite unit
        if tok.found.art
            && self.tok(end).is_some_and(|t| t.kind == TokKind::Digits && t.found.art && !t.found.and)
        {
            let num = self.number(end).filter(|num| num.sort == Sort::Count)?;
            return made(num.values[0], num.end, Form::Digits, Certainty::Hard);
        }
        // الدقائق العشرين, الأيام السبعة; دولار واحد.
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

    /// `a dollar ten`: hundredths behind the one that they belong to.
    fn cents_alone(&self, at: usize) -> Option<(Decimal, usize)> {
        let num = self.number(at).filter(|num| num.sort == Sort::Count && num.form == Form::Words)?;
        let &[count] = num.values.as_slice() else { return None };
        let fits = count >= Decimal::from(5) && count < Decimal::ONE_HUNDRED && count.is_integer();
        let closes = self.tok(num.end).is_none_or(|t| t.kind != TokKind::Word && !t.is_dash());
        (fits && closes).then(|| (count / Decimal::ONE_HUNDRED, num.end))
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
        } else if let Some((coins, behind)) = self.cents_alone(end).filter(|_| unit.has_cents()) {
            hit.readings[0].value = Value::Number(Decimal::ONE + coins);
            hit.end = behind;
            hit.certainty = Certainty::Hard;
        } else if let Some((value, smaller, behind)) =
            self.all_smaller(end, Decimal::ONE, unit).filter(|_| unit.is_time())
        {
            hit.readings[0] = Reading::with_unit(value, smaller);
            hit.end = behind;
            hit.certainty = Certainty::Hard;
        }
        Some(hit)
    }
}
