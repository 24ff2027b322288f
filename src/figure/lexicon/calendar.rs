//! The names of months and days, from `data/months.tsv` and `data/weekdays.tsv`.

use crate::text::{Lang, table};

const MONTHS: &str = include_str!("../../../data/months.tsv");
const WEEKDAYS: &str = include_str!("../../../data/weekdays.tsv");

/// A month or a day of the week and its names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named {
    /// True for a month of the Hijri calendar.
    pub(crate) hijri: bool,
    /// Its number: months from 1, days from 1 (Monday).
    pub(crate) number: u8,
    english: &'static str,
    arabic: &'static str,
}

impl Named {
    /// Its names in a language, the usual one first. Alternatives in braces are several spellings.
    pub(crate) fn forms(self, lang: Lang) -> impl Iterator<Item = &'static str> {
        let cell = if lang == Lang::Ar { self.arabic } else { self.english };
        cell.split('|')
    }
}

/// The months of both calendars, each calendar in order.
pub(crate) fn months() -> impl Iterator<Item = Named> {
    table::rows(MONTHS).filter_map(month)
}

/// The days of the week in order.
pub(crate) fn weekdays() -> impl Iterator<Item = Named> {
    table::rows(WEEKDAYS).filter_map(weekday)
}

fn month(row: &'static str) -> Option<Named> {
    let mut cells = row.split('\t');
    let hijri = match cells.next()? {
        "gregorian" => false,
        "hijri" => true,
        _ => return None,
    };
    Some(Named { hijri, number: cells.next()?.parse().ok()?, english: cells.next()?, arabic: cells.next()? })
}

fn weekday(row: &'static str) -> Option<Named> {
    let mut cells = row.split('\t');
    let number = cells.next()?.parse().ok()?;
    Some(Named { hijri: false, number, english: cells.next()?, arabic: cells.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::table::unreadable;

    #[test]
    fn every_month_and_day_is_read_and_stands_in_order() {
        let wrong = [
            unreadable("months.tsv", MONTHS, |row| month(row).is_some()),
            unreadable("weekdays.tsv", WEEKDAYS, |row| weekday(row).is_some()),
        ];
        assert_eq!(wrong.concat(), [""; 0]);
        let numbers: Vec<u8> = months().map(|month| month.number).collect();
        assert_eq!(numbers, (1..=12).chain(1..=12).collect::<Vec<u8>>());
        assert!(weekdays().map(|day| day.number).eq(1..=7));
    }
}
