//! Dates that begin with the day: `31 October 2023`, `السابع من تشرين الأول`.

use crate::figure::{
    Calendar, Date, Form, Reading, Value,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    recognize::date::day::Day,
    recognize::date::month::Month,
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// `31 October 2023`, `the 7th of October`, `السابع من تشرين الأول`, `16-17 March`.
    pub(in crate::figure) fn day_first(
        &self,
        at: usize,
        from: usize,
        weekday: Option<u8>,
    ) -> Option<Vec<Hit>> {
        let day = self.day_by_nights(at).or_else(|| self.day(at))?;
        // النصف الأول من أكتوبر, the first week of May: not a day.
        if day.words && at > 0 && self.lang == Lang::Ar {
            let part = |s: Sense| matches!(s, Sense::Fraction(..) | Sense::Measure { .. }).then_some(());
            let is_day = self.has(at - 1, Sense::Around(Around::DayWord));
            if self.sense(at - 1, part).is_some() && !is_day {
                return None;
            }
        }
        let mut next = day.end;
        let mut second: Option<(usize, Day)> = None;
        // A range of days with one month: 16-17 March, 16 إلى 17 مارس.
        let link = self.tok(next).is_some_and(|t| t.is_dash())
            || self.has(next, Sense::Around(Around::RangeLink))
            || self.has(next, Sense::Around(Around::And));
        let joined = self.tok(next).is_some_and(|t| t.found.and && t.kind == TokKind::Digits);
        if !day.words && (link || joined) {
            let at = if joined { next } else { next + 1 };
            if let Some(other) = self.day(at).filter(|d| !d.words) {
                next = other.end;
                second = Some((at, other));
            }
        }
        let (month, _) = self.month_after_day(next, day.words)?;
        let (year, end) = self.year_after_month(month.end, month.hijri);
        let form = if day.words { Form::Words } else { Form::Mixed };
        let date = |day: u8| Date {
            calendar: if month.hijri { Calendar::Hijri } else { Calendar::Gregorian },
            year,
            month: Some(month.number),
            day: Some(day),
            weekday: None,
        };
        let form_of = |words: bool| if words && year.is_none() { Form::Words } else { form };
        match second {
            None => {
                let mut made = date(day.number);
                made.weekday = weekday;
                let mut hit = Hit::date(from, end, made, form_of(day.words));
                // The month may have had 29 days.
                if day.left {
                    let value = Value::Date(Date { day: Some(day.number - 1), ..made });
                    hit.also(Reading { kind: hit.readings[0].kind, value, unit: None });
                }
                Some(vec![hit])
            }
            Some((at, other)) => {
                let mut made = date(day.number);
                made.weekday = weekday;
                Some(vec![
                    Hit::date(from, day.end, made, Form::Digits),
                    Hit::date(at, end, date(other.number), form),
                ])
            }
        }
    }

    /// The month after a day, skipping `of`, `من`, `شهر` or a hyphen.
    fn month_after_day(&self, at: usize, words: bool) -> Option<(Month, usize)> {
        let mut next = at;
        let mut linked = false;
        for _ in 0..3 {
            let tok = self.tok(next)?;
            let month_word =
                self.lang == Lang::Ar && self.has(next, Sense::Around(Around::MonthWord)) && !tok.found.and;
            let joint = tok.glued && (tok.is_dash() || tok.is('/'));
            // شهر ناصر is a month with a name of its own.
            let named = month_word && self.month(next).is_some();
            let skip = !named && (self.plays(next, Role::OfMonth) || month_word || joint);
            if !skip {
                break;
            }
            linked = true;
            next += 1;
        }
        let tok = self.tok(next)?;
        if tok.found.and || tok.found.prep {
            return None;
        }
        let month = self.month(next)?;
        // ٢-صفر is a score.
        let score =
            self.toks[next - 1].is_dash() || self.tok(month.end).is_some_and(|t| t.is_dash() && t.glued);
        if month.hijri && month.soft && score {
            return None;
        }
        // "seven march on": words need "of" or a capital.
        if self.lang == Lang::En && words && !linked && !tok.capital {
            return None;
        }
        Some((month, next))
    }
}
