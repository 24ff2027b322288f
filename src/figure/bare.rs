//! What the words around a bare number make of it: a year, an age, a code, so many times.

use super::{
    Certainty, Date, Decimal, Form, Kind, Reading, Unit, Value,
    calendar::century_of,
    lexicon::{Around, Sense},
    number::{Num, Paragraph, Sort},
    reader::Hit,
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// A bare number and what its surroundings say.
    pub(super) fn bare(&self, at: usize, num: &Num, age: bool) -> Hit {
        let value = num.values[0];
        let tok = &self.toks[at];
        let mut hit = Hit::new(at, num.end, Reading::number(Kind::Cardinal, value), num.form);
        hit.readings = num.values.iter().map(|&v| Reading::number(Kind::Cardinal, v)).collect();
        hit.certainty = if num.soft { Certainty::Soft } else { Certainty::Hard };
        // 1 file is ملف, which says one by itself.
        let counts = |t: &super::scan::Tok| {
            t.kind == TokKind::Word && t.latin && !t.glued && !t.capital && !self.raw(t).ends_with('s')
        };
        if self.lang == Lang::En
            && value == Decimal::ONE
            && num.digits.as_ref().is_some_and(|d| d.plain)
            && self.tok(num.end).is_some_and(counts)
            && !self.labelled(at)
        {
            hit.certainty = Certainty::Soft;
        }
        if num.sort == Sort::CountOrPlace || tok.found.art && tok.kind == TokKind::Digits {
            hit.also(Reading::number(Kind::Ordinal, value));
        }
        if let Some(hit) = self.times(&hit, value) {
            return hit;
        }
        // الساعات الـ48: the number behind its unit; behind a singular it is a place.
        if self.lang == Lang::Ar
            && tok.found.art
            && at > 0
            && self.toks[at - 1].found.art
            && self.raw(&self.toks[at - 1]).ends_with("ات")
            && let Some(unit) = self.sense(at - 1, |s| match s {
                Sense::Measure { unit, dual: false } if unit.is_time() => Some(unit),
                _ => None,
            })
        {
            hit.rather(Reading::with_unit(value, unit));
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
        if let Some(mut year) = self.year(at, num) {
            self.maybe_hijri(&mut year, num);
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
        self.take_remainder(&mut hit, num);
        hit
    }

    /// `رقم`, `No.`, `Article` in front.
    pub(super) fn labelled(&self, at: usize) -> bool {
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
        let before = at.checked_sub(1);
        let word_before = |meaning: Around| before.is_some_and(|b| self.has(b, Sense::Around(meaning)));
        // born in '85
        let apostrophe = before.is_some_and(|b| matches!(self.toks[b].kind, TokKind::Mark('\'' | '’' | '‘')));
        if self.lang == Lang::En && apostrophe && tok.glued && digits.is_some_and(|d| d.length == 2) {
            let full = u32::try_from(value).ok().map(century_of)?;
            return make(num.end, Reading::number(Kind::Year, full.into()), count);
        }
        if digits.is_some()
            && let Some(hit) = self.hijri_year(at, num)
        {
            return Some(hit);
        }
        if let Some(end) = self
            .around(num.end, Around::EraAd)
            .filter(|&end| {
                // م behind a blank is a metre unless the number looks like a year.
                four || self.hijri_before(at)
                    || self.lang == Lang::En && self.toks[num.end].capital && digits.is_some()
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

    /// `1446 هـ`, `1446 AH`, `AH 1446`.
    fn hijri_year(&self, at: usize, num: &Num) -> Option<Hit> {
        let year = i32::try_from(num.values[0]).ok().filter(|&year| year < 1700)?;
        let before = |at: usize| year >= 1000 && self.has(at, Sense::Around(Around::EraAh));
        let end = self
            .hijri_era(num.end, year)
            .or_else(|| at.checked_sub(1).is_some_and(before).then_some(num.end))?;
        let mut hit = Hit::date(at, end, Date::hijri(Some(year), None, None), num.form);
        hit.also(Reading::number(Kind::Cardinal, num.values[0]));
        Some(hit)
    }

    /// `سنة 1445` without a mark may be a year of either calendar.
    fn maybe_hijri(&self, hit: &mut Hit, num: &Num) {
        let best = &hit.readings[0];
        let unmarked = self.lang == Lang::Ar && best.kind == Kind::Year && hit.end == num.end;
        let year = best.as_number().and_then(|year| i32::try_from(year).ok());
        if let Some(year) = year.filter(|year| unmarked && (1300..1500).contains(year)) {
            let value = Value::Date(Date::hijri(Some(year), None, None));
            hit.also(Reading { kind: Kind::HijriDate, value, unit: None });
        }
    }

    /// Latin letters glued behind digits that are no unit and no scale: `1a`, `3D`, `5G`.
    fn letters_behind(&self, hit: &mut Hit, num: &Num) {
        if num.digits.is_none() || !self.tok(num.end).is_some_and(|t| t.glued && t.latin) {
            return;
        }
        // 10x15 are two numbers.
        let by = matches!(self.raw(&self.toks[num.end]), "x" | "X");
        let next = self.tok(num.end + 1).filter(|t| t.glued && t.kind == TokKind::Digits);
        if by && next.is_some() {
            return;
        }
        let end = self.chunk_end(num.end);
        // 5B and 3T may be models or sums.
        if end == num.end + 1
            && self.raw(&self.toks[num.end]) != "G"
            && let Some(by) = super::english::short_scale(self.raw(&self.toks[num.end]))
            && let Some(value) = num.values[0].checked_mul(super::number::power(by))
        {
            hit.also(Reading::number(Kind::Cardinal, value));
        }
        hit.end = end;
        let code =
            Reading { kind: Kind::Identifier, value: Value::Code(self.code(hit.from, end)), unit: None };
        hit.rather(code);
    }

    /// Words that are a number without saying one: twice, ضعف, both, مرتين.
    pub(super) fn unsaid(&self, at: usize) -> Option<Hit> {
        let soft = |kind: Kind, n: u32, end: usize, form: Form| {
            let mut hit = Hit::new(at, end, Reading::number(kind, Decimal::from(n)), form);
            hit.certainty = Certainty::Soft;
            hit
        };
        if let Some(hit) = self.roman(at).or_else(|| self.lone_goals(at)) {
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
}
