//! Dates in running text: numbers and words of days, months and years in every order, weekdays, both calendars.

use super::{
    Calendar, Certainty, Date, Decimal, Form, Kind, Reading, Value, digits,
    lexicon::{Around, Sense},
    number::{Paragraph, Sort},
    reader::Hit,
    scan::{Tok, TokKind},
};
use crate::text::Lang;

/// A month as it stands: `أيلول/سبتمبر` in both traditions is one.
#[derive(Debug, Clone, Copy)]
struct Month {
    hijri: bool,
    number: u8,
    soft: bool,
    /// Written so that it counts only beside a day or a year: Jan, march.
    needs_company: bool,
    end: usize,
}

/// A day of the month in front of or behind the month's name.
#[derive(Debug, Clone, Copy)]
struct Day {
    number: u8,
    end: usize,
    words: bool,
}

impl Paragraph<'_> {
    /// The date that begins at a token. A range of days is two hits.
    pub(super) fn date(&self, at: usize) -> Option<Vec<Hit>> {
        let tok = self.tok(at)?;
        match tok.kind {
            TokKind::Digits => self
                .hijri_years(at)
                .or_else(|| self.numeric_date(at))
                .or_else(|| self.day_first(at, at, None)),
            TokKind::Word => self
                .weekday(at)
                .or_else(|| self.day_first(at, at, None))
                .or_else(|| self.month_first(at, at, None)),
            TokKind::Mark(_) => None,
        }
    }

    /// `Monday`, alone or before a date.
    fn weekday(&self, at: usize) -> Option<Vec<Hit>> {
        let tok = self.tok(at)?;
        let (number, soft) = self.sense(at, |s| match s {
            Sense::Weekday { number, soft } => Some((number, soft)),
            _ => None,
        })?;
        let raw = self.raw(tok);
        let short = self.lang == Lang::En && raw.len() < 6;
        if short && (!tok.capital || raw == raw.to_ascii_uppercase()) {
            return None;
        }
        // الأحد عشر is eleven.
        if self.has(at + 1, Sense::Ten(10)) && self.tok(at + 1).is_some_and(|t| !t.found.and) {
            return None;
        }
        let before = |around: Around| at > 0 && self.has(at - 1, Sense::Around(around));
        // كل اثنين وخميس
        let listed = tok.found.and
            && at > 0
            && self.sense(at - 1, |s| matches!(s, Sense::Weekday { .. }).then_some(())).is_some();
        let day_word = before(Around::DayWord) || before(Around::Every) || listed;
        // A weekday without the article is a name or an everyday word: خميس, جمعة.
        if self.lang == Lang::Ar && !day_word && !tok.found.art && !raw.contains("ال") && !raw.contains("لل")
        {
            return None;
        }
        let mut next = at + 1;
        if short && self.tok(next).is_some_and(|t| t.is('.') && t.glued) {
            next += 1;
        }
        // يوم الاثنين، الموافق 17 مارس; Monday, 17 March; Tuesday the 5th of May
        for _ in 0..4 {
            let Some(t) = self.tok(next) else { break };
            let skip = t.is(',')
                || t.is('،')
                || t.is('(')
                || self.has(next, Sense::Around(Around::Equal))
                || self.lang == Lang::En
                    && matches!(self.raw(t), "the" | "on" | "morning" | "afternoon" | "evening" | "night")
                || self.lang == Lang::Ar && self.raw(t) == "في";
            if !skip {
                break;
            }
            next += 1;
        }
        let dated = match self.tok(next).map(|t| t.kind) {
            Some(TokKind::Digits) => {
                self.numeric_date(next).or_else(|| self.day_first(next, next, Some(number)))
            }
            Some(TokKind::Word) => self
                .day_first(next, next, Some(number))
                .or_else(|| self.month_first(next, next, Some(number))),
            _ => None,
        };
        if let Some(mut hits) = dated {
            // A weekday and a month without a day are two dates: "Sunday, May was …".
            let whole =
                hits[0].readings.iter().all(|r| matches!(&r.value, Value::Date(d) if d.day.is_some()));
            if whole {
                hits[0].from = at;
                hits[0].certainty = Certainty::Hard;
                hits[0].form = match hits[0].form {
                    Form::Digits => Form::Mixed,
                    other => other,
                };
                for reading in &mut hits[0].readings {
                    if let Value::Date(date) = &mut reading.value {
                        date.weekday = Some(number);
                    }
                }
                return Some(hits);
            }
        }
        if short {
            return None;
        }
        let date = Date { weekday: Some(number), ..Date::default() };
        let mut hit = Hit::new(
            at,
            at + 1,
            Reading { kind: Kind::Date, value: Value::Date(date), unit: None },
            Form::Words,
        );
        if soft && !day_word {
            // الاثنين is Monday or the two.
            hit.certainty = Certainty::Soft;
            hit.readings.push(Reading::number(Kind::Cardinal, Decimal::TWO));
        }
        Some(vec![hit])
    }

    /// A month name, both traditions of it together.
    fn month(&self, at: usize) -> Option<Month> {
        let tok = self.tok(at)?;
        let raw = self.raw(tok);
        let exact_too =
            self.sense(at, |s| matches!(s, Sense::Month { exact: true, .. }).then_some(())).is_some();
        let ((hijri, number, soft), mut end) = self.phrase(at, |s| match s {
            Sense::Month { hijri, number, soft, exact } => {
                let spelled = if exact {
                    raw.contains('آ')
                } else {
                    !exact_too
                        || !(raw.contains(['أ', 'إ', 'آ'])
                            || tok.found.and
                            || tok.found.prep
                            || tok.found.art)
                };
                spelled.then_some((hijri, number, soft))
            }
            _ => None,
        })?;
        if self.lang == Lang::Ar && tok.found.art && !hijri {
            return None;
        }
        let mut needs_company = false;
        if self.lang == Lang::En {
            let short = end == at + 1 && raw.len() <= 4 && (hijri || !matches!(number, 5..=7));
            needs_company = short || soft && !tok.capital;
            let stop = self.tok(end).is_some_and(|t| t.is('.') && t.glued);
            // Ram and Sha are more than months.
            if short && (!tok.capital && !raw.eq_ignore_ascii_case("may") || hijri && !stop) {
                return None;
            }
            if (short || hijri && self.raw(&self.toks[end - 1]).len() == 1) && stop {
                end += 1;
            }
        }
        let mut month = Month { hijri, number, soft, needs_company, end };
        // أيلول/سبتمبر, أيلول (سبتمبر), سبتمبر أيلول
        let (open, second) = match self.tok(end) {
            Some(t) if t.is('/') || t.is('(') || t.is_dash() && t.glued => (t.is('('), end + 1),
            _ => (false, end),
        };
        if let Some((same, behind)) = self.phrase(second, |s| match s {
            Sense::Month { hijri: h, number: n, .. } => Some(h == hijri && n == number),
            _ => None,
        }) && same
            && self.lang == Lang::Ar
        {
            let closed = !open || self.tok(behind).is_some_and(|t| t.is(')'));
            if closed {
                month.end = behind + usize::from(open);
                month.soft = false;
            }
        }
        Some(month)
    }

    /// A day of the month: `7`, `7th`, `seventh`, `السابع`, `السابع عشر`.
    fn day(&self, at: usize) -> Option<Day> {
        let tok = self.tok(at)?;
        // فاتح يونيو, غرة رمضان
        if let Some(end) = self.around(at, Around::FirstDay) {
            return Some(Day { number: 1, end, words: true });
        }
        if tok.kind == TokKind::Digits {
            let number = digits::small(self.text, tok).filter(|n| tok.digits <= 2 && (1..=31).contains(n))?;
            let mut end = at + 1;
            if let Some(next) = self.tok(end).filter(|t| t.glued) {
                match next.kind {
                    TokKind::Word
                        if matches!(
                            self.raw(next).to_ascii_lowercase().as_str(),
                            "st" | "nd" | "rd" | "th"
                        ) =>
                    {
                        end += 1;
                    }
                    TokKind::Mark(':' | '%' | '٪' | '٫') => return None,
                    _ => {}
                }
            }
            return Some(Day { number: number as u8, end, words: false });
        }
        let num = self
            .number(at)
            .filter(|num| matches!(num.sort, Sort::Place | Sort::Count | Sort::CountOrPlace))?;
        let number = u8::try_from(*num.values.first()?).ok().filter(|n| (1..=31).contains(n))?;
        Some(Day { number, end: num.end, words: true })
    }

    /// `31 October 2023`, `the 7th of October`, `السابع من تشرين الأول`, `16-17 March`.
    fn day_first(&self, at: usize, from: usize, weekday: Option<u8>) -> Option<Vec<Hit>> {
        let day = self.day(at)?;
        // النصف الأول من أكتوبر, the first week of May: no day.
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
        let (month, _) = self.month_behind_day(next, day.words)?;
        let (year, end) = self.year_behind_month(month.end, month.hijri);
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
                Some(vec![Hit::date(from, end, made, form_of(day.words))])
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

    /// The month behind a day, over `of`, `من`, `شهر`, a hyphen.
    fn month_behind_day(&self, at: usize, words: bool) -> Option<(Month, usize)> {
        let mut next = at;
        let mut linked = false;
        for _ in 0..3 {
            let tok = self.tok(next)?;
            let raw = self.raw(tok);
            let skip = match self.lang {
                Lang::En => {
                    raw == "of" || tok.is_dash() && tok.glued || tok.is('/') && tok.glued || raw == "day"
                }
                Lang::Ar => {
                    matches!(raw, "من" | "مِن" | "مِنْ")
                        || self.has(next, Sense::Around(Around::MonthWord)) && !tok.found.and
                        || tok.is_dash() && tok.glued
                        || tok.is('/') && tok.glued
                }
            };
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
        if month.hijri && month.soft && self.toks[next - 1].is_dash() {
            return None;
        }
        // "seven march on": words need "of" or a capital.
        if self.lang == Lang::En && words && !linked && !tok.capital {
            return None;
        }
        Some((month, next))
    }

    /// The year behind a month: `2023`, `, 2023`, `عام 2023`, `من سنة ١٩٤٨`, `1446 هـ`.
    fn year_behind_month(&self, at: usize, hijri: bool) -> (Option<i32>, usize) {
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
                || matches!(self.raw(tok), "of" | "من" | "in");
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
            // 5 آذار 2000 جندي: a number of things, where a unit or percent sign says so.
            if self.single_unit(next + 1).is_some_and(|_| self.around(next + 1, Around::EraAd).is_none()) {
                return none;
            }
            let year = if short { century_of(year) } else { year as i32 };
            let mut end = next + 1;
            if let Some(behind) = self.around(end, Around::EraBc) {
                return (Some(-year), behind);
            }
            // A lone م or هـ; "ce" and "ad" are looked for in their own language only.
            if let Some(behind) = self.around(end, Around::EraAd).or_else(|| self.hijri_era(end, year)) {
                end = behind;
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

    /// `AH`, `هـ` and what else says that a year is Hijri; a lone `H` only behind a year of our days.
    pub(super) fn hijri_era(&self, at: usize, year: i32) -> Option<usize> {
        let end = self.around(at, Around::EraAh)?;
        let tok = self.tok(at)?;
        let lone = tok.latin && self.raw(tok).len() == 1 && !self.tok(at + 2).is_some_and(|t| t.is('.'));
        (!lone || tok.capital && (1200..1600).contains(&year)).then_some(end)
    }

    /// `1280–1350هـ`, `1446/1447 AH`: two years of one calendar.
    fn hijri_years(&self, at: usize) -> Option<Vec<Hit>> {
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

    /// True behind a Hijri year that a mark parts from this place: `505 هـ/`, `505 هـ (`.
    pub(super) fn hijri_before(&self, at: usize) -> bool {
        let parts = |t: &Tok| t.is('/') || t.is('(') || t.is('،') || t.is_dash() || t.is('.');
        let marks = self.toks[..at].iter().rev().take(2).take_while(|tok| parts(tok)).count();
        marks > 0 && at > marks && self.has(at - marks - 1, Sense::Around(Around::EraAh))
    }

    /// `October 31, 2023`, `March 2025`, `مارس 2025`, `May`.
    fn month_first(&self, at: usize, from: usize, weekday: Option<u8>) -> Option<Vec<Hit>> {
        let tok = self.tok(at)?;
        let month = self.month(at)?;
        let calendar = if month.hijri { Calendar::Hijri } else { Calendar::Gregorian };
        let mut end = month.end;
        let mut day = None;
        let mut second = None;
        if self.lang == Lang::Ar
            && let Some(found) = self.day(end).filter(|d| !d.words && d.end == end + 1)
            && let (Some(_), behind) = self.year_behind_month(found.end, month.hijri)
            && behind > found.end + 1
        {
            // يوليو 5، 2024, as American writers have it.
            day = Some((found, end));
            end = found.end;
        }
        if self.lang == Lang::En {
            let mut next = end;
            if self.tok(next).is_some_and(|t| t.is_dash() && t.glued) {
                next += 1;
            }
            if self.tok(next).is_some_and(|t| self.raw(t) == "the") {
                next += 1;
            }
            if let Some(found) = self.day(next).filter(|d| self.day_is_alone(d, next)) {
                end = found.end;
                day = Some((found, next));
                let dash = self.tok(end).is_some_and(|t| t.is_dash());
                if (dash
                    || self.has(end, Sense::Around(Around::RangeLink))
                    || self.has(end, Sense::Around(Around::And)))
                    && let Some(other) =
                        self.day(end + 1).filter(|d| !d.words && self.day_is_alone(d, end + 1))
                    && (dash || self.year_behind_month(other.end, false).0.is_some())
                {
                    second = Some((end + 1, other));
                    end = other.end;
                }
            }
        }
        let (year, behind) = self.year_behind_month(end, month.hijri);
        if year.is_some() {
            end = behind;
        }
        let company = day.is_some() || year.is_some();
        if month.needs_company && !company {
            return None;
        }
        // صفر is nought and محرم forbidden unless a year says otherwise.
        if month.hijri && month.soft && !company {
            return None;
        }
        if self.lang == Lang::En && month.soft && !company && !tok.capital {
            return None;
        }
        let mut made =
            Date { calendar, year, month: Some(month.number), day: day.map(|(d, _)| d.number), weekday };
        let form = match (day, year) {
            (None, None) => Form::Words,
            _ => Form::Mixed,
        };
        if let (Some((other_at, other)), Some((first, _))) = (second, day) {
            let one = Hit::date(from, first.end, made, form);
            made.day = Some(other.number);
            made.weekday = None;
            return Some(vec![one, Hit::date(other_at, end, made, Form::Digits)]);
        }
        let mut hit = Hit::date(from, end, made, form);
        if !company {
            let context = match self.lang {
                Lang::En => at > 0 && self.has(at - 1, Sense::Around(Around::MonthContext)),
                Lang::Ar => {
                    at > 0
                        && (self.has(at - 1, Sense::Around(Around::MonthWord))
                            || matches!(self.raw(&self.toks[at - 1]), "في" | "منذ" | "حتى" | "خلال"))
                }
            };
            if month.soft && !context || month.hijri {
                hit.certainty = Certainty::Soft;
            }
        }
        Some(vec![hit])
    }

    /// A number behind a month is a day unless it goes on: `May 5,000 people`, `March 3:15`, `June 5 million`.
    fn day_is_alone(&self, day: &Day, at: usize) -> bool {
        if day.words {
            // Only ordinals in words: March fifth, not "in May five men".
            return self.sense(day.end - 1, |s| matches!(s, Sense::Ordinal(_)).then_some(())).is_some();
        }
        let plain =
            digits::read(self.lang, self.text, &self.toks, at).is_some_and(|d| d.end == at + 1 && d.plain);
        plain && self.unit(day.end).is_none() && self.sense(day.end, super::arabic::scale_of).is_none()
    }

    /// `31/10/2023`, `2023-10-31`, `31-Oct-74`, `10/2023`.
    fn numeric_date(&self, at: usize) -> Option<Vec<Hit>> {
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
            // A fourth part makes it something else.
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
            // 2008-09 may be a year and the next.
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

    fn three_parts(&self, at: usize, sign: char, parts: [(u32, u32); 3]) -> Option<Vec<Hit>> {
        let [(a, alen), (b, blen), (c, clen)] = parts;
        let end = at + 5;
        let ah = self.hijri_era(end, a.max(c) as i32);
        // Nobody writes days of the 14th century in digits, but those of the last and this one in the other calendar.
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
            // 31.12.24, but 1.2.10 is a version.
            || clen == 2 && (sign != '.' || alen == 2 && blen == 2))
            && alen <= 2
            && blen <= 2
        {
            let (day_first, month_first) = (make(c, clen, b, a), make(c, clen, a, b));
            // 12/5/2023: Arabic puts the day first, whatever the calendar, and month first only where the day would
            // be no month; English writers differ, Americans more often write digits.
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

/// A year in two digits: 74 is 1974, 23 is 2023.
pub(super) fn century_of(year: u32) -> i32 {
    (if year < 50 { 2000 + year } else { 1900 + year }) as i32
}
