//! Equality of two figures, with its reason.

use super::{
    Reason,
    codes::{coded, codes, digits_of},
    dates::{both_years, date_number, dates, time_number},
    numbers::{About, numbers},
};
use crate::figure::{Dimension, Figure, Form, Kind, Reading, Value};

/// The best reason why two figures may have the same meaning, with its cost; `None` if they do not.
///
/// Every reading of one is compared with every reading of the other; readings further down the list cost more.
pub fn equal(a: &Figure, b: &Figure) -> Option<(Reason, u32)> {
    let about = About { a: a.bound, b: b.bound };
    let mut best: Option<(Reason, u32)> = None;
    // A reading without a unit must not hide that the two units are incompatible.
    let clash = matches!((a.unit(), b.unit()), (Some(u), Some(v))
        if u != v && !(u.dimension() == Dimension::Money && u.fits(v)));
    // A dual or `both` does not correspond to a name that contains digits.
    let named = |figure: &Figure| matches!(figure.kind(), Kind::Identifier | Kind::Phone);
    let counts = |figure: &Figure| !figure.is_hard() && figure.form != Form::Digits && !named(figure);
    if (named(a) && counts(b)) || (named(b) && counts(a)) {
        return None;
    }
    // رجلين are two men, never the second one.
    let place = |figure: &Figure| figure.kind() == Kind::Ordinal;
    let dual = |figure: &Figure| figure.form == Form::Dual && figure.unit().is_none() && !place(figure);
    if (dual(a) && place(b)) || (dual(b) && place(a)) {
        return None;
    }
    // Version 2.1 is not version 2.10.
    let numbered = |figure: &Figure| {
        let code = |reading: &Reading| match &reading.value {
            Value::Code(code) if code.contains('.') => Some(digits_of(code)),
            _ => None,
        };
        figure.readings.iter().filter(|_| !named(figure)).find_map(code)
    };
    if numbered(a).zip(numbered(b)).is_some_and(|(code, other)| code != other) {
        return None;
    }
    // No figure has more than a few meanings; the limit keeps hostile input cheap.
    for (rank_a, x) in a.readings.iter().take(8).enumerate() {
        for (rank_b, y) in b.readings.iter().take(8).enumerate() {
            if let Some(reason) = readings(x, y, about) {
                let rank = rank_a + rank_b;
                let far = matches!(reason, Reason::Converted | Reason::ConvertedRoughly | Reason::Rounded);
                let unitless = x.unit.is_none() || y.unit.is_none();
                let doubtful = x.as_number() != a.best().as_number() || y.as_number() != b.best().as_number();
                if (far && doubtful) || (rank > 0 && clash && unitless) {
                    continue;
                }
                let cost = reason.cost() + rank as u32;
                if best.is_none_or(|(_, least)| cost < least) {
                    best = Some((reason, cost));
                }
            }
        }
    }
    best
}

fn readings(a: &Reading, b: &Reading, about: About) -> Option<Reason> {
    match (&a.value, &b.value) {
        (Value::Code(x), Value::Code(y)) => codes(x, y),
        (Value::Code(code), _) => coded(code, b),
        (_, Value::Code(code)) => coded(code, a),
        (Value::Date(x), Value::Date(y)) => dates(*x, *y),
        (Value::Date(date), Value::Pair(p, q)) | (Value::Pair(p, q), Value::Date(date)) => {
            both_years(*date, *p, *q)
        }
        (Value::Date(date), _) => date_number(*date, b),
        (_, Value::Date(date)) => date_number(*date, a),
        (Value::Time(x), Value::Time(y)) => {
            let seconds = x.second.is_none() || y.second.is_none() || x.second == y.second;
            (x.hour % 24 == y.hour % 24 && x.minute == y.minute && seconds).then_some(Reason::Same)
        }
        (Value::Time(time), _) => time_number(*time, b),
        (_, Value::Time(time)) => time_number(*time, a),
        (Value::Pair(p, q), Value::Pair(r, s)) => {
            let units = match (a.unit, b.unit) {
                (Some(u), Some(v)) => u.fits(v),
                (Some(u), None) | (None, Some(u)) => u.dimension() != Dimension::Share,
                (None, None) => true,
            };
            match (units, p == r && q == s, p == s && q == r) {
                (true, true, _) => Some(Reason::Same),
                (true, _, true) => Some(Reason::Turned),
                _ => None,
            }
        }
        (Value::Pair(p, q), Value::Fraction(r, s)) | (Value::Fraction(r, s), Value::Pair(p, q)) => {
            ((p == r && q == s) || (p == s && q == r)).then_some(Reason::Recast)
        }
        (Value::Pair(..), _) | (_, Value::Pair(..)) => None,
        _ => numbers(a, b, about),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Bound, Calendar, Date, Decimal, Unit};

    fn number(kind: Kind, value: &str) -> Reading {
        Reading::number(kind, value.parse().unwrap())
    }

    fn measure(value: &str, unit: &str) -> Reading {
        Reading::with_unit(value.parse().unwrap(), Unit::by_code(unit).unwrap())
    }

    fn same(a: &Reading, b: &Reading) -> Option<Reason> {
        let exact = About { a: Bound::Exact, b: Bound::Exact };
        let there = readings(a, b, exact);
        assert_eq!(there, readings(b, a, exact), "{a} {b}");
        there
    }

    #[test]
    fn third_goes_with_three_and_a_year_with_its_number() {
        assert_eq!(same(&number(Kind::Ordinal, "3"), &number(Kind::Cardinal, "3")), Some(Reason::Kindred));
        assert_eq!(same(&number(Kind::Year, "1990"), &number(Kind::Cardinal, "1990")), Some(Reason::Kindred));
        assert_eq!(same(&number(Kind::Year, "1990"), &number(Kind::Year, "1991")), None);
    }

    #[test]
    fn units_of_one_dimension_convert_with_some_rounding() {
        for (a, u, b, v, reason) in [
            ("90", "Minute", "1.5", "Hour", Some(Reason::Converted)),
            ("18", "Month", "1.5", "Year", Some(Reason::Converted)),
            ("6", "Foot", "1.8", "Metre", Some(Reason::ConvertedRoughly)),
            ("5", "Mile", "8", "Kilometre", Some(Reason::ConvertedRoughly)),
            ("4", "Week", "1", "Month", Some(Reason::ConvertedRoughly)),
            ("30", "Day", "1", "Month", Some(Reason::ConvertedRoughly)),
            ("98.6", "Fahrenheit", "37", "Celsius", Some(Reason::Converted)),
            ("5", "Metre", "5", "Foot", None),
            ("26000", "CubicMetre", "26000", "SquareMetre", None),
            ("62", "Cent", "0.62", "Dollar", Some(Reason::Converted)),
            ("5", "Dollar", "5", "EUR", None),
            ("5", "Dollar", "5", "USD", Some(Reason::Same)),
        ] {
            assert_eq!(same(&measure(a, u), &measure(b, v)), reason, "{a} {u} {b} {v}");
        }
    }

    #[test]
    fn a_percentage_without_its_sign_is_not_the_same() {
        let percent = measure("25", "Percent");
        assert_eq!(same(&percent, &number(Kind::Cardinal, "25")), None);
        assert_eq!(same(&percent, &number(Kind::Cardinal, "0.25")), Some(Reason::Recast));
        let quarter = Reading {
            kind: Kind::Fraction,
            value: Value::Fraction(Decimal::ONE, Decimal::from(4)),
            unit: None,
        };
        assert_eq!(same(&percent, &quarter), Some(Reason::Recast));
    }

    #[test]
    fn decades_and_centuries_are_known_by_other_names() {
        assert_eq!(same(&number(Kind::Decade, "1960"), &number(Kind::Decade, "60")), Some(Reason::Recast));
        assert_eq!(same(&number(Kind::Decade, "1960"), &number(Kind::Decade, "1970")), None);
        assert_eq!(same(&number(Kind::Century, "19"), &number(Kind::Decade, "1800")), Some(Reason::Recast));
    }

    #[test]
    fn a_hijri_day_equals_the_gregorian_day_give_or_take_one() {
        let day = |calendar, y, m, d| Reading {
            kind: Kind::Date,
            value: Value::Date(Date { calendar, ..Date::new(Some(y), Some(m), Some(d)) }),
            unit: None,
        };
        let hijri = day(Calendar::Hijri, 1446, 9, 17);
        assert_eq!(same(&hijri, &day(Calendar::Gregorian, 2025, 3, 17)), Some(Reason::Calendar));
        assert_eq!(same(&hijri, &day(Calendar::Gregorian, 2025, 3, 18)), Some(Reason::Calendar));
        assert_eq!(same(&hijri, &day(Calendar::Gregorian, 2025, 3, 19)), None);
    }

    #[test]
    fn rounding_counts_only_where_it_is_said() {
        let (fine, round) = (number(Kind::Cardinal, "26494"), number(Kind::Cardinal, "26500"));
        let bound = |is_about| if is_about { Bound::About } else { Bound::Exact };
        let about = |a, b| readings(&fine, &round, About { a: bound(a), b: bound(b) });
        assert_eq!(about(false, true), Some(Reason::Rounded));
        assert_eq!(about(false, false), None);
        assert_eq!(about(true, false), None, "the exact one is said to be rounded");
        assert_eq!(about(true, true), None, "both are");
    }

    #[test]
    fn codes_are_equal_when_their_digits_are() {
        let code =
            |text: &str| Reading { kind: Kind::Identifier, value: Value::Code(text.into()), unit: None };
        assert_eq!(same(&code("COVID-19"), &number(Kind::Cardinal, "19")), Some(Reason::Grouped));
        assert_eq!(same(&code("+9626555120"), &code("06555120")), Some(Reason::Grouped));
        assert_eq!(same(&code("2025/118"), &code("2025/181")), None);
    }
}
