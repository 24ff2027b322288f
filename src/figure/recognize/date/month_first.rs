//! Dates that begin with the month: `October 31, 2023`, `مارس 2025`, `May`.

use crate::figure::{
    Calendar, Certainty, Date, Form, digits,
    hit::Hit,
    lang::senses::scale_of,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    recognize::date::{day::Day, month::Month},
};
use crate::text::Lang;

/// The days that follow the name of a month.
struct DaysAfter {
    first: Option<Day>,
    /// Another day of the same month, with its first token.
    second: Option<(usize, Day)>,
    /// The token after them.
    end: usize,
}

impl Paragraph<'_> {
    /// `October 31, 2023`, `March 2025`, `مارس 2025`, `May`.
    pub(in crate::figure) fn month_first(
        &self,
        at: usize,
        from: usize,
        weekday: Option<u8>,
    ) -> Option<Vec<Hit>> {
        let tok = self.tok(at)?;
        let month = self.month(at)?;
        let calendar = if month.hijri { Calendar::Hijri } else { Calendar::Gregorian };
        let DaysAfter { first: day, second, mut end } = self.days_after(&month);
        let (year, after) = self.year_after_month(end, month.hijri);
        if year.is_some() {
            end = after;
        }
        let company = day.is_some() || year.is_some();
        if month.needs_company && !company {
            return None;
        }
        // صفر is zero and محرم forbidden, unless a year follows or شهر comes before it.
        if month.hijri && month.soft && !company && !self.is_led_to_month(at) {
            return None;
        }
        if self.lang == Lang::En && month.soft && !company && !tok.capital {
            return None;
        }
        let mut made =
            Date { calendar, year, month: Some(month.number), day: day.map(|day| day.number), weekday };
        let form = match (day, year) {
            (None, None) => Form::Words,
            _ => Form::Mixed,
        };
        if let (Some((other_at, other)), Some(first)) = (second, day) {
            let one = Hit::date(from, first.end, made, form);
            made.day = Some(other.number);
            made.weekday = None;
            return Some(vec![one, Hit::date(other_at, end, made, Form::Digits)]);
        }
        if let Some(hits) = self.two_months([from, at], &month).filter(|_| !company) {
            return Some(hits);
        }
        let mut hit = Hit::date(from, end, made, form);
        if !company {
            let context = self.is_led_to_month(at)
                || self.lang == Lang::Ar && at > 0 && self.plays(at - 1, Role::BeforeMonth);
            if month.soft && !context || month.hijri {
                hit.certainty = Certainty::Soft;
            }
        }
        Some(vec![hit])
    }

    /// `تشرين الأول والثاني`, `ربيع الأول والآخر`: the first and the second of two months with one name.
    fn two_months(&self, [from, at]: [usize; 2], month: &Month) -> Option<Vec<Hit>> {
        if self.lang == Lang::En || month.end != at + 2 {
            return None;
        }
        let place = |at: usize| self.sense(at, |s| matches!(s, Sense::Ordinal(_)).then_some(s));
        let next = self.tok(month.end).filter(|tok| tok.found.and && tok.found.art)?;
        let second = place(month.end) == Some(Sense::Ordinal(2)) || self.raw(next).contains("آخر");
        // تشرين الأول والثاني من كانون الأول
        let is_day = self.plays(month.end + 1, Role::OfMonth) && self.month(month.end + 2).is_some();
        if place(month.end - 1) != Some(Sense::Ordinal(1)) || !second || is_day {
            return None;
        }
        let (year, end) = self.year_after_month(month.end + 1, month.hijri);
        let calendar = if month.hijri { Calendar::Hijri } else { Calendar::Gregorian };
        let made = |number: u8, year| Date { calendar, year, month: Some(number), ..Date::default() };
        let form = if year.is_some() { Form::Mixed } else { Form::Words };
        Some(vec![
            Hit::date(from, month.end, made(month.number, None), Form::Words),
            Hit::date(month.end, end.max(month.end + 1), made(month.number % 12 + 1, year), form),
        ])
    }

    /// The days after the name of a month, and the token after them.
    fn days_after(&self, month: &Month) -> DaysAfter {
        let mut days = DaysAfter { first: None, second: None, end: month.end };
        match self.lang {
            Lang::Ar => {
                // يوليو 5، 2024, as in American usage.
                if let Some(found) = self.day(days.end).filter(|d| !d.words && d.end == days.end + 1)
                    && let (Some(_), after) = self.year_after_month(found.end, month.hijri)
                    && after > found.end + 1
                {
                    days.end = found.end;
                    days.first = Some(found);
                }
            }
            Lang::En => {
                let mut next = days.end;
                if self.tok(next).is_some_and(|t| t.is_dash() && t.glued) {
                    next += 1;
                }
                if self.plays(next, Role::The) {
                    next += 1;
                }
                if let Some(found) = self.day(next).filter(|d| self.day_is_alone(d, next)) {
                    days.end = found.end;
                    days.second = self.second_day(found.end).map(|day| (found.end + 1, day));
                    days.end = days.second.map_or(days.end, |(_, day)| day.end);
                    days.first = Some(found);
                }
            }
        }
        days
    }

    /// `May 3-5`, `May 3 and 5, 2020`: the day after a link.
    fn second_day(&self, link: usize) -> Option<Day> {
        let dash = self.tok(link).is_some_and(|t| t.is_dash());
        let joins = |around: Around| self.has(link, Sense::Around(around));
        if !dash && !joins(Around::RangeLink) && !joins(Around::And) {
            return None;
        }
        let other = self.day(link + 1).filter(|d| !d.words && self.day_is_alone(d, link + 1))?;
        (dash || self.year_after_month(other.end, false).0.is_some()).then_some(other)
    }

    /// True where the word before a place says that a month follows: `شهر`, `mid`, `of`.
    fn is_led_to_month(&self, at: usize) -> bool {
        let word = match self.lang {
            Lang::En => Around::MonthContext,
            Lang::Ar => Around::MonthWord,
        };
        at > 0 && self.has(at - 1, Sense::Around(word))
    }

    /// True if a number after a month is a day, and not the beginning of something longer:
    /// `May 5,000 people`, `March 3:15`, `June 5 million`.
    fn day_is_alone(&self, day: &Day, at: usize) -> bool {
        if day.words {
            // In words only ordinals: March fifth, not "in May five men".
            return self.sense(day.end - 1, |s| matches!(s, Sense::Ordinal(_)).then_some(())).is_some();
        }
        let plain =
            digits::read(self.lang, self.text, &self.toks, at).is_some_and(|d| d.end == at + 1 && d.plain);
        plain && self.unit(day.end).is_none() && self.sense(day.end, scale_of).is_none()
    }
}
