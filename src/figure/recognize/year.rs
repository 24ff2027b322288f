//! Years recognised by their context, and numbers that may be years.

use crate::figure::{
    Date, Decimal, Kind, Reading, Value,
    hit::Hit,
    lexicon::{Around, Sense},
    number::{Num, Sort},
    paragraph::Paragraph,
    recognize::date::year::century_of,
    scan::{Tok, TokKind},
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// A year recognised by its context, or a number that may be one.
    pub(in crate::figure) fn year(&self, at: usize, num: &Num) -> Option<Hit> {
        let value = num.values[0];
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
            && let Some(hit) = self.year_with_mark(at, num, four)
        {
            return Some(hit);
        }
        if self.is_led_to_year(at, num, four) && self.unit(num.end).is_none() {
            return make(num.end, year, count);
        }
        if !four || digits.is_none() && num.sort != Sort::Year && value < Decimal::from(1100) {
            return None;
        }
        let before = at.checked_sub(1);
        let in_year = before.is_some_and(|b| self.has(b, Sense::Around(Around::InYear)));
        if digits.is_none() {
            // ألف وتسعمئة وثمانون, nineteen eighty-four
            let is_pair =
                self.lang == Lang::En && num.scale.is_none() && !(value % Decimal::ONE_HUNDRED).is_zero();
            return if is_pair || in_year { make(num.end, count, year) } else { None };
        }
        let bracketed = before.is_some_and(|b| self.toks[b].is('(') && self.toks[at].glued)
            && self.tok(num.end).is_some_and(|t| t.is(')'));
        let context =
            in_year && !self.labelled(at) || bracketed || before.is_some_and(|b| self.toks[b].is('/'));
        if context { make(num.end, year, count) } else { make(num.end, count, year) }
    }

    /// Digits with a mark that makes them a year: `300 BC`, `'85`, `1446 AH`, `AD 70`.
    fn year_with_mark(&self, at: usize, num: &Num, four: bool) -> Option<Hit> {
        let value = num.values[0];
        let year = Reading::number(Kind::Year, value);
        let make = |end: usize, first: Reading, second: Reading| {
            let mut hit = Hit::new(at, end, first, num.form);
            hit.also(second);
            Some(hit)
        };
        if let Some(end) = self.around(num.end, Around::EraBc) {
            return make(end, Reading::number(Kind::Year, -value), year);
        }
        let count = Reading::number(Kind::Cardinal, value);
        // born in '85
        let apostrophe = at
            .checked_sub(1)
            .is_some_and(|before| matches!(self.toks[before].kind, TokKind::Mark('\'' | '’' | '‘')));
        let two = num.digits.as_ref().is_some_and(|d| d.length == 2);
        if self.lang == Lang::En && apostrophe && self.toks[at].glued && two {
            let full = u32::try_from(value).ok().map(century_of)?;
            return make(num.end, Reading::number(Kind::Year, full.into()), count);
        }
        if let Some(hit) = self.hijri_year(at, num) {
            return Some(hit);
        }
        // م after a blank is a metre unless the number looks like a year.
        // ولم after a year is a negation.
        let joined = |tok: &Tok| self.lang == Lang::Ar && (tok.found.and || tok.found.prep);
        let bare = self.tok(num.end).is_some_and(|tok| !joined(tok));
        let end = self.around(num.end, Around::EraAd).filter(|_| bare).filter(|&end| {
            four || self.hijri_before(at)
                || self.lang == Lang::En && self.toks[num.end].capital
                || end > num.end + 1
        });
        end.filter(|_| value >= Decimal::TEN).and_then(|end| make(end, year, count))
    }

    /// True if the word before a number says that it is a year: `سنة`, `AD`.
    fn is_led_to_year(&self, at: usize, num: &Num, four: bool) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let has = |meaning: Around| self.has(before, Sense::Around(meaning));
        let least = Decimal::from(if num.digits.is_some() { 1 } else { 100 });
        let word = has(Around::YearWord) && !self.toks[at].found.and && num.values[0] >= least;
        let era = || self.raw(&self.toks[before]).chars().all(char::is_uppercase);
        let is_said = word || self.lang == Lang::En && has(Around::EraAd) && era();
        let dual = |sense: &Sense| matches!(sense, Sense::Measure { dual: true, .. });
        is_said && (four || !self.senses(before).iter().any(dual))
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

    /// `سنة 1445` without a mark may be a year in either calendar.
    pub(in crate::figure) fn maybe_hijri(&self, hit: &mut Hit, num: &Num) {
        let best = &hit.readings[0];
        let unmarked = self.lang == Lang::Ar && best.kind == Kind::Year && hit.end == num.end;
        let year = best.as_number().and_then(|year| i32::try_from(year).ok());
        if let Some(year) = year.filter(|year| unmarked && (1300..1500).contains(year)) {
            let value = Value::Date(Date::hijri(Some(year), None, None));
            hit.also(Reading { kind: Kind::HijriDate, value, unit: None });
        }
    }
}
