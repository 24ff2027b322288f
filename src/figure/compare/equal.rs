//! When two figures mean the same, and why.

use crate::figure::{
    Bound, Calendar, Date, Decimal, Dimension, Figure, Form, Kind, Reading, Time, Unit, Value,
};

/// Why two figures count as equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// One value, whatever the spelling: digits or words, with or without a scale word.
    Same,
    /// One number meant in two ways that go together: third and three, the year 1990 and 1990.
    Kindred,
    /// The unit is said on one side only.
    Implied,
    /// Another unit of the same size: 90 minutes and an hour and a half.
    Converted,
    /// Another unit, rounded: six feet and 1.8 metres.
    ConvertedRoughly,
    /// The same day in the other calendar, give or take the one by which sightings of the moon differ.
    Calendar,
    /// The two ends stand in the other order, as they do when digits between Arabic letters are turned.
    Turned,
    /// A part and a percentage, a decade and its years, a century and its number.
    Recast,
    /// A code or telephone number with the same digits, grouped otherwise.
    Grouped,
    /// Rounded, and said to be so (about, نحو).
    Rounded,
}

impl Reason {
    /// How far the two are from being the same without further thought; 0 is the same.
    pub(super) fn cost(self) -> u32 {
        match self {
            Reason::Same => 0,
            Reason::Kindred | Reason::Calendar | Reason::Turned => 1,
            Reason::Implied | Reason::Converted | Reason::Grouped => 2,
            Reason::Recast => 3,
            Reason::ConvertedRoughly => 4,
            Reason::Rounded => 5,
        }
    }
}

/// The best reason why two figures may mean the same, with its cost; `None` when they do not.
///
/// Every reading of one is held against every reading of the other; readings further down the list cost more.
pub fn equal(a: &Figure, b: &Figure) -> Option<(Reason, u32)> {
    let about = About { a: a.bound == Bound::About, b: b.bound == Bound::About };
    let mut best: Option<(Reason, u32)> = None;
    // Two units that do not go together cannot be explained away by a reading that leaves one of them out.
    let clash = matches!((a.unit(), b.unit()), (Some(u), Some(v))
        if u != v && !(u.dimension() == Dimension::Money && u.fits(v)));
    // A dual or a `both` is no part of a name with digits in it.
    let named = |figure: &Figure| matches!(figure.kind(), Kind::Identifier | Kind::Phone);
    let counts = |figure: &Figure| !figure.is_hard() && figure.form != Form::Digits && !named(figure);
    if (named(a) && counts(b)) || (named(b) && counts(a)) {
        return None;
    }
    // Nobody means more than a handful of things by one figure; the limit keeps hostile input cheap.
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

/// A time against a number: its hour, hour and minutes with a point (`23.45`), or the stretch of time that the same
/// digits are (`3:31` for three minutes and 31 seconds, `2:30` for two hours and a half).
fn time_number(time: Time, other: &Reading) -> Option<Reason> {
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

/// Two numbers with or without units.
fn numbers(a: &Reading, b: &Reading, about: About) -> Option<Reason> {
    let (x, y) = (a.as_number()?, b.as_number()?);
    match (a.unit, b.unit) {
        (Some(u), Some(v)) => with_units(x, u, y, v, about),
        (Some(unit), None) => one_unit(x, unit, b, y),
        (None, Some(unit)) => one_unit(y, unit, a, x),
        (None, None) => without_units(a, x, b, y, about),
    }
}

fn with_units(x: Decimal, u: Unit, y: Decimal, v: Unit, about: About) -> Option<Reason> {
    if u == v {
        if x == y {
            return Some(Reason::Same);
        }
        return about.rounds(x, y).then_some(Reason::Rounded);
    }
    // 5 mg a day is 5 mg where the other side says it in a word that is no unit: يوميا.
    let daily = |rate: Unit, unit: Unit| {
        let (over, _) = rate.parts_of_rate().filter(|(over, under)| under.is_time() && over.fits(unit))?;
        Some(over)
    };
    if let Some(over) = daily(u, v) {
        return (over.to_base(x)? == v.to_base(y)?).then_some(Reason::Implied);
    }
    if let Some(over) = daily(v, u) {
        return (u.to_base(x)? == over.to_base(y)?).then_some(Reason::Implied);
    }
    if u.fits(v) {
        // Dollar and USD are one unit with one factor; cents and dollars convert.
        if u.dimension() == Dimension::Money && u.is_minor() == v.is_minor() {
            if x == y {
                return Some(Reason::Same);
            }
            return about.rounds(x, y).then_some(Reason::Rounded);
        }
        let (left, right) = (u.to_base(x)?, v.to_base(y)?);
        if left == right {
            return Some(Reason::Converted);
        }
        if u.dimension() == Dimension::Money {
            return None;
        }
        // Degrees have no common zero, so a share of the value says nothing about them.
        if u.dimension() == Dimension::Temperature {
            let close = (left - right).abs() <= Decimal::new(6, 1);
            return close.then_some(Reason::ConvertedRoughly);
        }
        return near(left, right, if about.a || about.b { 8 } else { 4 }).then_some(Reason::ConvertedRoughly);
    }
    let (dim_u, dim_v) = (u.dimension(), v.dimension());
    let of_time = |dim| matches!(dim, Dimension::Time | Dimension::Calendar);
    if of_time(dim_u) && of_time(dim_v) {
        let (days_u, days_v) = (days(x, u)?, days(y, v)?);
        // Four weeks pass for a month.
        return near(days_u, days_v, 9).then_some(Reason::ConvertedRoughly);
    }
    // `5 degrees` leaves the scale open.
    let open = |unit: Unit, other: Dimension| {
        unit.code() == "Degree" && matches!(other, Dimension::Temperature | Dimension::Other)
    };
    ((open(u, dim_v) || open(v, dim_u)) && x == y).then_some(Reason::Implied)
}

/// A stretch of time in days, months at their mean length.
fn days(value: Decimal, unit: Unit) -> Option<Decimal> {
    let base = unit.to_base(value)?;
    match unit.dimension() {
        Dimension::Time => base.checked_div(Decimal::from(86_400)),
        Dimension::Calendar => base.checked_mul(Decimal::new(3_044, 2)),
        _ => None,
    }
}

fn one_unit(x: Decimal, unit: Unit, bare: &Reading, y: Decimal) -> Option<Reason> {
    // `doubled` and `two decades` have the two in common and nothing else.
    if bare.kind == Kind::Multiplier && unit.dimension() != Dimension::Share {
        return None;
    }
    match unit.dimension() {
        Dimension::Share => {
            let share = unit.to_base(x)?;
            let part = share.checked_div(Decimal::ONE_HUNDRED)?;
            match bare.kind {
                // A third may be given as 33 %, and 70 % as two thirds.
                Kind::Fraction => near(part, y, 4).then_some(Reason::Recast),
                Kind::Multiplier => {
                    (part == y || part.checked_add(Decimal::ONE) == Some(y)).then_some(Reason::Recast)
                }
                // 25 is not 25 %, but 0.25 is.
                _ => (part == y && !y.is_zero()).then_some(Reason::Recast),
            }
        }
        Dimension::Money if unit.is_minor() => {
            (x == y || unit.to_base(x) == Some(y)).then_some(Reason::Implied)
        }
        Dimension::Time | Dimension::Calendar => {
            // A quarter of a century is 25 years: the count alone may be said in years.
            (x == y).then_some(Reason::Implied)
        }
        _ => (x == y).then_some(Reason::Implied),
    }
}

fn without_units(a: &Reading, x: Decimal, b: &Reading, y: Decimal, about: About) -> Option<Reason> {
    if let (Value::Fraction(p, q), Value::Fraction(r, s)) = (&a.value, &b.value) {
        return (p.checked_mul(*s)? == r.checked_mul(*q)?).then_some(Reason::Same);
    }
    if (a.kind == Kind::Vague) != (b.kind == Kind::Vague) {
        return None;
    }
    if x == y {
        return Some(if a.kind == b.kind { Reason::Same } else { Reason::Kindred });
    }
    match (a.kind, b.kind) {
        (Kind::Decade, Kind::Decade | Kind::Cardinal | Kind::Year)
        | (Kind::Cardinal | Kind::Year, Kind::Decade) => {
            return same_decade(x, y).then_some(Reason::Recast);
        }
        (Kind::Century, Kind::Decade | Kind::Year | Kind::Cardinal) => return century(x, y),
        (Kind::Decade | Kind::Year | Kind::Cardinal, Kind::Century) => return century(y, x),
        (Kind::Vague, Kind::Vague) => {
            // Dozens, scores and tens are one to a translator.
            let small = |n: Decimal| n >= Decimal::TEN && n <= Decimal::from(20);
            return (small(x) && small(y)).then_some(Reason::Kindred);
        }
        (Kind::Fraction, _) | (_, Kind::Fraction) => {
            return near(x, y, 2).then_some(Reason::Recast);
        }
        _ => {}
    }
    let dated = |kind| matches!(kind, Kind::Year | Kind::Decade | Kind::Century | Kind::Ordinal);
    (!dated(a.kind) && !dated(b.kind) && about.rounds(x, y)).then_some(Reason::Rounded)
}

/// The nineties, with or without their century.
fn same_decade(x: Decimal, y: Decimal) -> bool {
    let hundred = Decimal::ONE_HUNDRED;
    (x < hundred || y < hundred) && x % hundred == y % hundred
}

/// The 19th century and the 1800s.
fn century(century: Decimal, year: Decimal) -> Option<Reason> {
    let first = century.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?;
    (first == year && !year.is_zero()).then_some(Reason::Recast)
}

/// True when the two differ by at most so many hundredths of the larger.
fn near(a: Decimal, b: Decimal, hundredths: i64) -> bool {
    let large = a.abs().max(b.abs());
    match (a - b).abs().checked_mul(Decimal::ONE_HUNDRED) {
        Some(gap) => gap <= large.saturating_mul(Decimal::from(hundredths)) && !large.is_zero(),
        None => false,
    }
}

/// Which of two figures is said to be rounded.
#[derive(Debug, Clone, Copy)]
struct About {
    a: bool,
    b: bool,
}

impl About {
    /// True when one is the other rounded, and says so. Where both say it nothing explains a difference.
    fn rounds(self, a: Decimal, b: Decimal) -> bool {
        match (self.a, self.b) {
            (true, false) => is_rounded(b, a),
            (false, true) => is_rounded(a, b),
            _ => false,
        }
    }
}

/// True when the second is the first rounded to fewer digits.
fn is_rounded(fine: Decimal, round: Decimal) -> bool {
    let significant =
        |n: Decimal| n.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len();
    significant(fine) > significant(round) && fine.abs() >= Decimal::TEN && near(fine, round, 2)
}

/// Two dates or parts of dates.
fn dates(a: Date, b: Date) -> Option<Reason> {
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

/// A Hijri year against the two Gregorian ones that it lies in: `1445هـ` and `2023-24`.
fn both_years(date: Date, first: Decimal, second: Decimal) -> Option<Reason> {
    let year_only = date.month.is_none() && date.day.is_none();
    let lies_in = |year: Decimal| {
        i32::try_from(year).ok().and_then(|year| dates(date, Date::new(Some(year), None, None))).is_some()
    };
    (year_only && date.calendar == Calendar::Hijri && lies_in(first) && lies_in(second))
        .then_some(Reason::Calendar)
}

/// A date that has one part only, against a number.
fn date_number(date: Date, other: &Reading) -> Option<Reason> {
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
                // A year of three digits says by nothing that it is one.
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

fn digits_of(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).collect()
}

fn codes(a: &str, b: &str) -> Option<Reason> {
    if a == b {
        return Some(Reason::Same);
    }
    let (x, y) = (digits_of(a), digits_of(b));
    if x.is_empty() || y.is_empty() {
        return None;
    }
    // A telephone number may come with or without the code of its country.
    let international = a.starts_with('+') && b.starts_with('+');
    let tail = |long: &str, short: &str| {
        !international
            && long.len() > short.trim_start_matches('0').len()
            && short.len() >= 6
            && long.ends_with(short.trim_start_matches('0'))
    };
    (x == y || tail(&x, &y) || tail(&y, &x)).then_some(Reason::Grouped)
}

/// A code against anything else: the same digits in a row.
fn coded(code: &str, other: &Reading) -> Option<Reason> {
    let digits = digits_of(code);
    // Digits alone do not make up for money, percent, a sign or a decimal point.
    let counted =
        |unit: Unit| matches!(unit.dimension(), Dimension::Money | Dimension::Share | Dimension::Points);
    let whole = |number: &Decimal| number.fract().is_zero() && !number.is_sign_negative();
    if digits.is_empty() || other.unit.is_some_and(counted) || !other.numbers().iter().all(whole) {
        return None;
    }
    let said: String = match &other.value {
        Value::Date(date) => match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) => format!("{year}{month:02}{day:02}"),
            _ => return None,
        },
        _ => other.numbers().iter().map(|n| digits_of(&n.normalize().to_string())).collect(),
    };
    (digits == said || digits.trim_start_matches('0') == said).then_some(Reason::Grouped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(kind: Kind, value: &str) -> Reading {
        Reading::number(kind, value.parse().unwrap())
    }

    fn measure(value: &str, unit: &str) -> Reading {
        Reading::with_unit(value.parse().unwrap(), Unit::by_code(unit).unwrap())
    }

    fn same(a: &Reading, b: &Reading) -> Option<Reason> {
        let exact = About { a: false, b: false };
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
        let about = |a, b| readings(&fine, &round, About { a, b });
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
