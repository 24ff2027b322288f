//! The unit after a number.

use crate::figure::{
    Unit, UnitName,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// The unit after a number, with or without a hyphen between them; never a dual.
    pub(in crate::figure) fn unit_after(&self, at: usize) -> Option<(Unit, usize)> {
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
            && self.single_unit(next + 4).is_some_and(|(unit, _)| unit.is(UnitName::Dollar))
        {
            return Unit::by_code("USD").map(|unit| (unit, next + 5));
        }
        // ثمان يوميا: eight a day, not so many days.
        if self.plays(next, Role::Each) {
            return None;
        }
        if self.is_bracketed_inch(at, next) {
            return Some((Unit::of(UnitName::Inch), next + 1));
        }
        let (unit, end) = self.single_unit(next)?;
        // 1447 يوم الجمعة: the day of a date.
        let weekday = |s| matches!(s, Sense::Weekday { .. }).then_some(());
        if unit.is(UnitName::Day) && self.lang == Lang::Ar && self.sense(end, weekday).is_some() {
            return None;
        }
        let unit = self.of_an_angle(next).unwrap_or(unit);
        let tok = self.tok(next)?;
        let raw = self.raw(tok);
        if self.lang == Lang::Ar && tok.found.and {
            return None;
        }
        // Single letters count only next to digits, and م after a blank only as a metre that cannot be a date.
        let letter = end == next + 1 && raw.chars().count() == 1 && raw.chars().all(char::is_alphabetic);
        // ٣٥ ألف م٢
        let raised = self.exponent(end).is_some();
        let beside = raised || at > 0 && self.toks[at - 1].kind == TokKind::Digits;
        let lone = !tok.glued && matches!(raw, "t" | "s" | "h" | "p") && !self.leads_minutes(raw, end);
        if letter && (!beside || lone) {
            return None;
        }
        // 4K, 24K: a scale or a name, not a temperature.
        if raw == "K" && tok.glued {
            return None;
        }
        // the under-12s
        if raw == "s" && at > 1 && self.toks[at - 2].is_dash() && self.glued(at - 1) && self.glued(at - 2) {
            return None;
        }
        if raw == "p" && !tok.glued {
            return None;
        }
        // A letter after a blank: 220 A, but not in 2010 A.
        if letter && !tok.glued && tok.latin && at > 0 && self.toks[at - 1].digits > 3 {
            return None;
        }
        self.compound(unit, end)
    }

    /// `(62 in)`: inches, where the sign of the unit ends what is in brackets.
    fn is_bracketed_inch(&self, at: usize, sign: usize) -> bool {
        let digits = at.checked_sub(1).is_some_and(|before| self.toks[before].kind == TokKind::Digits);
        digits && self.plays(sign, Role::Inch) && self.tok(sign + 1).is_some_and(|tok| tok.is(')'))
    }

    /// `24°31′`: the minutes of a degree, which are no feet.
    fn of_an_angle(&self, at: usize) -> Option<Unit> {
        let sign = self.tok(at).filter(|sign| sign.glued && self.glued(at - 1))?;
        self.tok(at.checked_sub(2)?).filter(|degree| degree.is('°'))?;
        match sign.kind {
            TokKind::Mark('′') => Some(Unit::of(UnitName::Minute)),
            TokKind::Mark('″') => Some(Unit::of(UnitName::Second)),
            _ => None,
        }
    }

    /// `3 h 35 min`: minutes after an h with blanks around it show that it means hours.
    fn leads_minutes(&self, raw: &str, at: usize) -> bool {
        let count = self.tok(at).filter(|tok| raw == "h" && tok.kind == TokKind::Digits && tok.digits <= 2);
        count.and_then(|_| self.single_unit(at + 1)).is_some_and(|(unit, _)| unit.is(UnitName::Minute))
    }
}
