//! Calendar dates and parts of dates, Gregorian and Hijri.

use super::lexicon::calendar::{self, Named};
use crate::text::Lang;
use icu_calendar::{Date as IcuDate, Gregorian, cal::Hijri, types::RataDie};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::OnceLock};

/// The calendar of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    /// The common calendar.
    #[default]
    Gregorian,
    /// The Islamic calendar, calculated as Umm al-Qura.
    Hijri,
}

/// A date or any part of one; unknown parts are `None`, and at least one part is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Date {
    /// The calendar of year, month and day.
    pub calendar: Calendar,
    /// Year of the era; negative before the common era.
    pub year: Option<i32>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// Day of the week, 1 Monday to 7 Sunday.
    pub weekday: Option<u8>,
}

/// The usual English names, in order.
fn english(named: impl Iterator<Item = Named>) -> Vec<&'static str> {
    named.filter_map(|named| named.forms(Lang::En).next()).collect()
}

impl Date {
    /// A Gregorian date from its known parts.
    pub fn new(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Self {
        Date { calendar: Calendar::Gregorian, year, month, day, weekday: None }
    }

    /// A Hijri date from its known parts.
    pub fn hijri(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Self {
        Date { calendar: Calendar::Hijri, ..Date::new(year, month, day) }
    }

    /// The first and the last day that the date may be, as day numbers common to both calendars
    /// (Rata Die: 1 January of year 1 is 1). `None` without a year, or if there is no such date.
    ///
    /// `1445 هـ` is a span of 354 or 355 days, `March 2025` one of 31. The same day has the same
    /// number in both calendars, up to the day by which Hijri dates depend on the sighting of the
    /// moon.
    pub fn days(self) -> Option<(i64, i64)> {
        let year = self.year?;
        let first = self.day_number(year, self.month.unwrap_or(1), self.day.unwrap_or(1))?;
        if self.month.is_some() && self.day.is_some() {
            return Some((first, first));
        }
        let next = match self.month {
            Some(month) if month < 12 => self.day_number(year, month + 1, 1),
            _ => self.day_number(year.checked_add(1)?, 1, 1),
        };
        Some((first, next? - 1))
    }

    fn day_number(self, year: i32, month: u8, day: u8) -> Option<i64> {
        // Dates beyond these years do not matter in translations, and within them the calculation is exact.
        if !(-9999..=9999).contains(&year) {
            return None;
        }
        let days: RataDie = match self.calendar {
            Calendar::Gregorian => {
                // Historians count from 1 BC to AD 1; the calculation has a year 0 between them.
                let year = if year < 0 { year + 1 } else { year };
                IcuDate::try_new_gregorian(year, month, day).ok()?.to_rata_die()
            }
            Calendar::Hijri => {
                let of = |day: u8| {
                    let calendar = Hijri::new_umm_al_qura();
                    IcuDate::try_new_hijri_with_calendar(year, month, day, calendar).ok()
                };
                // If the moon is seen a day later, a month of 29 days has a 30th.
                let late = || of(29).filter(|_| day == 30).map(|date| date.to_rata_die().to_i64_date() + 1);
                return of(day).map(|date| date.to_rata_die().to_i64_date()).or_else(late);
            }
        };
        Some(days.to_i64_date())
    }

    /// The Gregorian date of a complete Hijri date; a Gregorian date unchanged; `None` if parts are missing.
    pub fn gregorian(self) -> Option<Date> {
        match self.calendar {
            Calendar::Gregorian => Some(self),
            Calendar::Hijri => {
                self.day?;
                let (first, _) = self.days()?;
                let date = IcuDate::from_rata_die(RataDie::new(first), Gregorian);
                Some(Date {
                    calendar: Calendar::Gregorian,
                    year: Some(date.year().extended_year()),
                    month: Some(date.month().ordinal),
                    day: Some(date.day_of_month().0),
                    weekday: self.weekday,
                })
            }
        }
    }

    /// The Gregorian dates that a Hijri date with a year may be, up to the day by which the
    /// sighting of the moon moves it, most likely first: three days for a day, the overlapping
    /// months for a month, the overlapping years for a year. Empty for other dates.
    pub(super) fn gregorian_choices(self) -> Vec<Date> {
        let Some((first, last)) = self.days().filter(|_| self.calendar == Calendar::Hijri) else {
            return Vec::new();
        };
        let middle = i64::midpoint(first, last);
        let mut made: Vec<Date> = Vec::new();
        for day in [middle, first - 1, first, last, last + 1] {
            let date = IcuDate::from_rata_die(RataDie::new(day), Gregorian);
            let made_of = Date::new(
                Some(date.year().extended_year()),
                self.month.map(|_| date.month().ordinal),
                self.day.map(|_| date.day_of_month().0),
            );
            let made_of = Date { weekday: self.weekday, ..made_of };
            if !made.contains(&made_of) {
                made.push(made_of);
            }
        }
        made
    }

    /// The day of the week of a complete date, 1 Monday to 7 Sunday.
    pub fn true_weekday(self) -> Option<u8> {
        let (first, last) = self.days()?;
        // Rata Die 1 was a Monday.
        (first == last).then(|| ((first - 1).rem_euclid(7) + 1) as u8)
    }

    /// The English name of a day of the week, 1 Monday to 7 Sunday.
    pub fn weekday_name(weekday: u8) -> Option<&'static str> {
        static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
        let names = NAMES.get_or_init(|| english(calendar::weekdays()));
        names.get(usize::from(weekday).checked_sub(1)?).copied()
    }

    /// The English name of a Gregorian month, 1 to 12.
    pub fn month_name(month: u8) -> Option<&'static str> {
        static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
        let names = NAMES.get_or_init(|| english(calendar::months().filter(|month| !month.hijri)));
        names.get(usize::from(month).checked_sub(1)?).copied()
    }
}

impl fmt::Display for Date {
    /// ISO 8601: `2023-10-31`, `2023-10`, `2023`, `--10-31`, `--10`, `---31`; a weekday alone as
    /// its English name; Hijri dates followed by ` AH`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.year, self.month, self.day) {
            (Some(year), ..) if year < 0 => write!(f, "-{:04}", -i64::from(year))?,
            (Some(year), ..) => write!(f, "{year:04}")?,
            (None, Some(_), _) => f.write_str("-")?,
            (None, None, Some(_)) => f.write_str("--")?,
            (None, None, None) => {
                return f.write_str(self.weekday.and_then(Date::weekday_name).unwrap_or("?"));
            }
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if self.calendar == Calendar::Hijri { f.write_str(" AH") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hijri(year: i32, month: Option<u8>, day: Option<u8>) -> Date {
        Date { calendar: Calendar::Hijri, ..Date::new(Some(year), month, day) }
    }

    #[test]
    fn dates_are_shown_as_iso_8601_with_what_is_known() {
        for (date, shown) in [
            (Date::new(Some(2023), Some(10), Some(31)), "2023-10-31"),
            (Date::new(Some(2023), Some(10), None), "2023-10"),
            (Date::new(None, Some(10), Some(31)), "--10-31"),
            (Date::new(None, Some(10), None), "--10"),
            (Date::new(None, None, Some(5)), "---05"),
            (Date::new(Some(-44), None, None), "-0044"),
            (Date { weekday: Some(1), ..Date::default() }, "Monday"),
            (hijri(1446, Some(9), Some(17)), "1446-09-17 AH"),
        ] {
            assert_eq!(date.to_string(), shown);
        }
    }

    #[test]
    fn a_hijri_day_is_the_gregorian_day_it_fell_on() {
        let date = hijri(1446, Some(9), Some(17)).gregorian().unwrap();
        assert_eq!(date.to_string(), "2025-03-17");
        assert_eq!(date.true_weekday(), Some(1));
    }

    #[test]
    fn a_hijri_year_spans_two_gregorian_years() {
        let (first, last) = hijri(1445, None, None).days().unwrap();
        assert!((353..=354).contains(&(last - first)));
        let (start, _) = Date::new(Some(2023), Some(7), None).days().unwrap();
        assert!(first > start && first < start + 31);
    }

    #[test]
    fn a_hijri_date_may_be_three_gregorian_days_and_a_year_two_years() {
        let days: Vec<String> =
            hijri(1446, Some(9), Some(17)).gregorian_choices().iter().map(Date::to_string).collect();
        assert_eq!(days, ["2025-03-17", "2025-03-16", "2025-03-18"]);
        let years: Vec<String> =
            hijri(1445, None, None).gregorian_choices().iter().map(Date::to_string).collect();
        assert_eq!(years.len(), 2);
        assert!(years.contains(&"2023".to_owned()) && years.contains(&"2024".to_owned()));
        assert!(Date::new(Some(2025), None, None).gregorian_choices().is_empty());
    }

    #[test]
    fn a_thirtieth_follows_the_twenty_ninth_in_a_short_month() {
        let (last, _) = hijri(1446, Some(8), Some(29)).days().unwrap();
        assert_eq!(hijri(1446, Some(8), Some(30)).days(), Some((last + 1, last + 1)));
        assert_eq!(hijri(1446, Some(8), Some(31)).days(), None);
    }

    #[test]
    fn dates_that_do_not_exist_have_no_day_number() {
        assert_eq!(Date::new(Some(2023), Some(2), Some(30)).days(), None);
        assert_eq!(Date::new(Some(i32::MAX), None, None).days(), None);
        assert_eq!(Date::new(None, Some(2), Some(3)).days(), None);
    }
}
