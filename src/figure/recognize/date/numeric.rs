//! Dates in digits: `31/10/2023`, `2023-10-31`, `10/2023`.

use crate::figure::{
    Calendar, Date, Form, Kind, Reading, Value, digits, hit::Hit, paragraph::Paragraph,
    recognize::date::year::century_of, scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// `31/10/2023`, `2023-10-31`, `31-Oct-74`, `10/2023`.
    pub(in crate::figure) fn numeric_date(&self, at: usize) -> Option<Vec<Hit>> {
        if let Some(parts) = self.spaced_parts(at) {
            return self.three_parts(at, '/', parts);
        }
        let part = |n: usize| -> Option<(u32, u32)> {
            let tok = self.tok(n).filter(|t| n == at || t.glued)?;
            Some((digits::small(self.text, tok)?, tok.digits))
        };
        let mark = |n: usize| -> Option<char> {
            let tok = self.tok(n).filter(|t| t.glued)?;
            match tok.kind {
                TokKind::Mark(c @ ('/' | '.')) => Some(c),
                _ if tok.is_dash() => Some('-'),
                _ => None,
            }
        };
        let glued_before = self.tok(at).is_some_and(|t| t.glued)
            && at > 0
            && !matches!(
                self.toks[at - 1].kind,
                TokKind::Mark('(' | '[' | '«' | '"' | '“' | '،' | ',' | ':')
            );
        if glued_before && mark(at).is_none() && matches!(self.toks[at - 1].kind, TokKind::Mark('/' | '.')) {
            return None;
        }
        let (a, alen) = part(at)?;
        let sign = mark(at + 1)?;
        let (b, blen) = part(at + 2)?;
        let more = mark(at + 3) == Some(sign) || sign == '.' && mark(at + 3) == Some('.');
        if more && let Some((c, clen)) = part(at + 4) {
            // With a fourth part it is something else.
            if mark(at + 5).is_some() && part(at + 6).is_some() {
                return None;
            }
            return self.three_parts(at, sign, [(a, alen), (b, blen), (c, clen)]);
        }
        // 2014/10, 10/2023, 2014-10
        let year = |n: u32, len: u32| len == 4 && (1000..=2199).contains(&n);
        let month = |n: u32, len: u32| len <= 2 && (1..=12).contains(&n);
        if sign == '.' {
            return None;
        }
        let made = if year(a, alen) && month(b, blen) {
            // 2008-09 may be a year and the next one.
            let next_year = blen == 2 && (a + 1) % 100 == b;
            if next_year {
                return None;
            }
            Date::new(Some(a as i32), Some(b as u8), None)
        } else if year(b, blen) && month(a, alen) && sign == '/' {
            Date::new(Some(b as i32), Some(a as u8), None)
        } else {
            return None;
        };
        let mut hit = Hit::date(at, at + 3, made, Form::Digits);
        hit.readings.push(Reading {
            kind: Kind::Identifier,
            value: Value::Code(self.code(at, at + 3)),
            unit: None,
        });
        Some(vec![hit])
    }

    /// `٢٢/ ٩/ ١٤٤٥`, `5 / 11 / 2023`: a day, a month and a year with blanks beside the slashes. With a number joined to
    /// either end it is something else.
    fn spaced_parts(&self, at: usize) -> Option<[(u32, u32); 3]> {
        let part = |n: usize| -> Option<(u32, u32)> {
            let tok = self.tok(n).filter(|t| t.kind == TokKind::Digits && t.digits <= 4)?;
            Some((digits::small(self.text, tok)?, tok.digits))
        };
        let slash = |n: usize| self.tok(n).is_some_and(|t| t.is('/'));
        let near = |n: usize| {
            let gap = self.text.get(self.toks[n - 1].end..self.toks[n].start);
            gap.is_some_and(|gap| gap.chars().count() <= 1)
        };
        let open = (at + 1..at + 5).any(|n| self.tok(n).is_some_and(|t| !t.glued));
        let joined = at > 0 && slash(at - 1) || slash(at + 5);
        if !open || joined || !slash(at + 1) || !slash(at + 3) {
            return None;
        }
        let parts = [part(at)?, part(at + 2)?, part(at + 4)?];
        let lengths = parts.map(|(_, length)| length);
        let year = |length: u32| length == 4;
        let fits =
            lengths[1] <= 2 && (year(lengths[0]) && lengths[2] <= 2 || lengths[0] <= 2 && year(lengths[2]));
        (fits && (at + 1..at + 5).all(near)).then_some(parts)
    }

    fn three_parts(&self, at: usize, sign: char, parts: [(u32, u32); 3]) -> Option<Vec<Hit>> {
        let [(a, alen), (b, blen), (c, clen)] = parts;
        let end = at + 5;
        let ah = self.hijri_era(end, a.max(c) as i32);
        // Days of the 14th century are not written in digits, but Hijri dates of the last and the
        // current century are.
        let hijri_years = if self.lang == Lang::Ar { 1200..1600 } else { 1300..1500 };
        let hijri_year = |y: u32| ah.is_some() || hijri_years.contains(&y);
        let calendar = |y: u32| if hijri_year(y) { Calendar::Hijri } else { Calendar::Gregorian };
        let make = |y: u32, ylen: u32, m: u32, d: u32| -> Option<Date> {
            let year = if ylen == 2 { century_of(y) } else { y as i32 };
            let date = Date {
                calendar: calendar(y),
                ..Date::new(Some(year), Some(u8::try_from(m).ok()?), Some(u8::try_from(d).ok()?))
            };
            ((1..=12).contains(&m)
                && (1..=31).contains(&d)
                && (date.calendar == Calendar::Hijri && d <= 30 || date.days().is_some()))
            .then_some(date)
        };
        let mut dates: Vec<Date> = Vec::new();
        if alen == 4 && (1000..=2199).contains(&a) && blen <= 2 && clen <= 2 {
            dates.extend(make(a, 4, b, c));
            if dates.is_empty() {
                dates.extend(make(a, 4, c, b));
            }
        } else if (clen == 4 && (1000..=2199).contains(&c)
            // 31.12.24 is a date, but 1.2.10 is a version.
            || clen == 2 && (sign != '.' || alen == 2 && blen == 2))
            && alen <= 2
            && blen <= 2
        {
            let (day_first, month_first) = (make(c, clen, b, a), make(c, clen, a, b));
            // 12/5/2023: Arabic has the day first in both calendars, and the month first only if
            // the day would not be a month; English usage differs, and Americans write digits more
            // often.
            match self.lang {
                Lang::Ar => dates.extend(day_first.or(month_first)),
                _ if calendar(c) == Calendar::Hijri => dates.extend(day_first.or(month_first)),
                Lang::En => dates.extend(month_first.into_iter().chain(day_first)),
            }
            dates.dedup();
        }
        let first = *dates.first()?;
        let mut hit = Hit::date(at, ah.unwrap_or(end), first, Form::Digits);
        let kind = hit.readings[0].kind;
        hit.readings.extend(dates[1..].iter().map(|&date| Reading {
            kind,
            value: Value::Date(date),
            unit: None,
        }));
        Some(vec![hit])
    }
}
