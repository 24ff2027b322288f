//! Equality of dates and times with each other and with numbers.

use super::Reason;
use crate::figure::{Calendar, Date, Decimal, Dimension, Kind, Reading, Time};

/// Compares two dates or parts of dates.
pub(super) fn dates(a: Date, b: Date) -> Option<Reason> {
    if a.calendar == b.calendar {
        return (a == b).then_some(Reason::Same);
    }
    let weekdays = a.weekday.is_some() && b.weekday.is_some() && a.weekday != b.weekday;
    if a.month.is_some() != b.month.is_some() || a.day.is_some() != b.day.is_some() || weekdays {
        return None;
    }
    let ((a_first, a_last), (b_first, b_last)) = (a.days()?, b.days()?);
    (a_first - 1 <= b_last && b_first - 1 <= a_last).then_some(Reason::Calendar)
}

/// Compares a Hijri year with the two Gregorian years that it overlaps: `1445هـ` and `2023-24`.
pub(super) fn both_years(date: Date, first: Decimal, second: Decimal) -> Option<Reason> {
    let year_only = date.month.is_none() && date.day.is_none();
    let lies_in = |year: Decimal| {
        i32::try_from(year).ok().and_then(|year| dates(date, Date::new(Some(year), None, None))).is_some()
    };
    (year_only && date.calendar == Calendar::Hijri && lies_in(first) && lies_in(second))
        .then_some(Reason::Calendar)
}

/// Compares a date of a single part with a number.
pub(super) fn date_number(date: Date, other: &Reading) -> Option<Reason> {
    let number = other.as_number()?;
    if other.unit.is_some() {
        return None;
    }
    match (date.year, date.month, date.day) {
        (None, None, Some(day)) => (number == Decimal::from(day)
            && matches!(other.kind, Kind::Cardinal | Kind::Ordinal))
        .then_some(Reason::Kindred),
        (Some(year), None, None) if date.calendar == Calendar::Gregorian => {
            (number == Decimal::from(year)).then_some(Reason::Kindred)
        }
        (Some(year), None, None) => {
            if number == Decimal::from(year) {
                return Some(Reason::Kindred);
            }
            let whole = i32::try_from(number).ok()?;
            match other.kind {
                Kind::Year => dates(date, Date::new(Some(whole), None, None)),
                // A year of three digits cannot be recognised as one.
                Kind::Cardinal if (622..1000).contains(&whole) => {
                    dates(date, Date::new(Some(whole), None, None))
                }
                // سنة 350 هـ and the tenth century
                Kind::Century => {
                    let of = |day: Date| day.year.is_some_and(|year| (year - 1).div_euclid(100) + 1 == whole);
                    date.gregorian_choices().into_iter().any(of).then_some(Reason::Calendar)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// Compares a time with a number: its hour, hour and minutes with a point (`23.45`), or the
/// duration written with the same digits (`3:31` for three minutes and 31 seconds, `2:30` for two
/// hours and a half).
pub(super) fn time_number(time: Time, other: &Reading) -> Option<Reason> {
    let said = other.as_number()?;
    if let Some(unit) = other.unit {
        let seconds = unit.to_base(said).filter(|_| unit.dimension() == Dimension::Time)?;
        let (hour, minute) = (i64::from(time.hour), i64::from(time.minute));
        let shown = match time.second {
            Some(second) => vec![(hour * 60 + minute) * 60 + i64::from(second)],
            None => vec![(hour * 60 + minute) * 60, hour * 60 + minute],
        };
        return shown.into_iter().any(|n| seconds == Decimal::from(n)).then_some(Reason::Recast);
    }
    let pointed = Decimal::from(time.hour) + Decimal::new(time.minute.into(), 2);
    let fits = said == pointed || said + Decimal::from(12) == pointed;
    (fits && matches!(other.kind, Kind::Cardinal | Kind::Ordinal)).then_some(Reason::Implied)
}
