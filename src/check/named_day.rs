//! Days that have a name, from `data/named-days.tsv`: `the tenth of Muharram` for عاشوراء, `New Year's Day` for أول يناير.

use super::{
    pair::PairSide,
    senses::{self, Phrase},
};
use crate::{
    figure::{Calendar, Date, FigurePiece, Value},
    text::{Lang, table},
};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/named-days.tsv");

/// A day with its names in a language.
struct Named {
    calendar: Calendar,
    month: u8,
    day: u8,
    lang: Lang,
    names: Vec<Phrase>,
}

fn table() -> &'static [Named] {
    static DAYS: OnceLock<Vec<Named>> = OnceLock::new();
    DAYS.get_or_init(|| table::rows(TABLE).filter_map(row).collect())
}

fn row(line: &'static str) -> Option<Named> {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[calendar, month, day, lang, names] = cells.as_slice() else { return None };
    let calendar = match calendar {
        "gregorian" => Calendar::Gregorian,
        "hijri" => Calendar::Hijri,
        _ => return None,
    };
    let names = names.split('|').map(|name| name.split(' ').collect()).collect();
    Some(Named {
        calendar,
        month: month.parse().ok()?,
        day: day.parse().ok()?,
        lang: lang.parse().ok()?,
        names,
    })
}

/// True for a date whose day the other side calls by its name.
pub(super) fn is_named(piece: &FigurePiece, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    let Value::Date(Date { calendar, month: Some(month), day: Some(day), .. }) =
        *own.figures[piece.index].value()
    else {
        return false;
    };
    let mut named = table()
        .iter()
        .filter(|of| (of.calendar, of.month, of.day, of.lang) == (calendar, month, day, other.lang))
        .peekable();
    named.peek().is_some() && {
        let words = senses::words(other.lang, &other.plain);
        named.any(|named| named.names.iter().any(|name| senses::holds(other.lang, &words, name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{Severity, pair},
        text::{fold, table::unreadable},
    };

    #[test]
    fn every_row_is_read_and_folded() {
        assert_eq!(unreadable("named-days.tsv", TABLE, |line| row(line).is_some()), [""; 0]);
        for named in table() {
            let names = named.names.iter().map(|name| name.join(" "));
            names.for_each(|name| assert_eq!(fold::fold(named.lang, &name), name));
        }
    }

    #[test]
    fn a_day_may_be_said_by_its_name_and_another_day_may_not() {
        let flagged =
            |ar: &str, en: &str| pair(ar, en).iter().any(|finding| finding.severity > Severity::Note);
        for (ar, en) in [
            ("يصوم كثيرون يوم عاشوراء.", "Many fast on the tenth of Muharram."),
            ("يبدأ العرض ليلة عيد الميلاد.", "The show opens on 24 December."),
            ("تغلق المكاتب في الأول من مايو.", "Offices close on May Day."),
        ] {
            assert!(!flagged(ar, en), "{ar} | {en}: {:?}", pair(ar, en));
        }
        assert!(flagged("يصوم كثيرون يوم عاشوراء.", "Many fast on the eleventh of Muharram."));
    }
}
