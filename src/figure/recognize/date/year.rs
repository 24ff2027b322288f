//! Years after months, and signs of Hijri years.

use crate::figure::{
    Date, Form, digits,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};

impl Paragraph<'_> {
    /// The year after a month: `2023`, `, 2023`, `عام 2023`, `من سنة ١٩٤٨`, `1446 هـ`.
    pub(in crate::figure) fn year_after_month(&self, at: usize, hijri: bool) -> (Option<i32>, usize) {
        let none = (None, at);
        let mut next = at;
        let mut said = false;
        for _ in 0..3 {
            let Some(tok) = self.tok(next) else { return none };
            let year_word = self.has(next, Sense::Around(Around::YearWord)) && !tok.found.and;
            let skip = tok.is(',')
                || tok.is('،')
                || year_word
                || tok.is('/') && tok.glued
                || tok.is_dash() && tok.glued
                || self.plays(next, Role::OfYear);
            if !skip {
                break;
            }
            said |= year_word;
            next += 1;
        }
        let Some(tok) = self.tok(next).filter(|t| !t.found.and) else { return none };
        if tok.kind == TokKind::Digits {
            let glued_sign = self.tok(next + 1).is_some_and(|t| {
                t.glued
                    && matches!(t.kind, TokKind::Mark(',' | '%' | '٪' | '.' | '٫'))
                    && self.tok(next + 2).is_some_and(|u| u.glued && u.kind == TokKind::Digits)
            });
            let Some(year) = digits::small(self.text, tok).filter(|_| !glued_sign) else { return none };
            // 31-Oct-74, but not 1 January–15 March
            let short = tok.digits == 2
                && self.tok(next - 1).is_some_and(|t| t.is_dash() || t.is('/'))
                && self.month(next + 1).is_none();
            let before = self.around(next + 1, Around::EraBc).is_some();
            let fits = before
                || tok.digits == 4 && (1000..=2199).contains(&year)
                || hijri && (1..=1600).contains(&year) && tok.digits >= 3
                || said && (1..=2199).contains(&year);
            if !(fits || short) {
                return none;
            }
            // 5 آذار 2000 جندي: a number of things, if followed by a unit or percent sign.
            if self.single_unit(next + 1).is_some_and(|_| self.around(next + 1, Around::EraAd).is_none()) {
                return none;
            }
            let year = if short { century_of(year) } else { year as i32 };
            let mut end = next + 1;
            if let Some(after) = self.around(end, Around::EraBc) {
                return (Some(-year), after);
            }
            // A single م or هـ; "ce" and "ad" are recognised in their own language only.
            if let Some(after) = self.around(end, Around::EraAd).or_else(|| self.hijri_era(end, year)) {
                end = after;
            }
            return (Some(year), end);
        }
        if said
            && tok.kind == TokKind::Word
            && let Some(num) = self.number(next)
            && let Some(year) =
                num.values.first().and_then(|&v| i32::try_from(v).ok()).filter(|y| (100..=2199).contains(y))
        {
            return (Some(year), num.end);
        }
        none
    }

    /// `AH`, `هـ` and other marks of a Hijri year; a single `H` only after a year of the present.
    pub(in crate::figure) fn hijri_era(&self, at: usize, year: i32) -> Option<usize> {
        let end = self.around(at, Around::EraAh)?;
        let tok = self.tok(at)?;
        let lone = tok.latin && self.raw(tok).len() == 1 && !self.tok(at + 2).is_some_and(|t| t.is('.'));
        (!lone || tok.capital && (1200..1600).contains(&year)).then_some(end)
    }

    /// `1280–1350هـ`, `1446/1447 AH`: two years in one calendar.
    pub(in crate::figure) fn hijri_years(&self, at: usize) -> Option<Vec<Hit>> {
        let year = |n: usize| {
            let tok = self.tok(n).filter(|t| t.kind == TokKind::Digits && matches!(t.digits, 3 | 4))?;
            digits::small(self.text, tok)
                .and_then(|year| i32::try_from(year).ok())
                .filter(|&year| year < 1700)
        };
        let link = self.tok(at + 1).filter(|t| t.is_dash() || t.is('/') && t.glued)?;
        let (first, second) = (year(at)?, year(at + 2)?);
        let end = self.hijri_era(at + 3, second).filter(|_| first < second && !link.found.and)?;
        let made = |from: usize, end: usize, year: i32| {
            Hit::date(from, end, Date::hijri(Some(year), None, None), Form::Digits)
        };
        Some(vec![made(at, at + 1, first), made(at + 2, end, second)])
    }

    /// True after a Hijri year and a mark that separates it: `505 هـ/`, `505 هـ (`.
    pub(in crate::figure) fn hijri_before(&self, at: usize) -> bool {
        let parts = |t: &Tok| t.is('/') || t.is('(') || t.is('،') || t.is_dash() || t.is('.');
        let marks = self.toks[..at].iter().rev().take(2).take_while(|tok| parts(tok)).count();
        marks > 0 && at > marks && self.has(at - marks - 1, Sense::Around(Around::EraAh))
    }
}

/// The full year of two digits: 74 is 1974, 23 is 2023.
pub(in crate::figure) fn century_of(year: u32) -> i32 {
    (if year < 50 { 2000 + year } else { 1900 + year }) as i32
}
