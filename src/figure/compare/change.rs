//! The difference between two readings that should be equal.

use super::digits::{Slip, slip};
use crate::figure::{Decimal, Dimension, Figure, Form, Kind, Reading, Value};

/// The change from one figure to another in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueChange {
    /// The same digits in another order.
    DigitsSwapped,
    /// One digit differs.
    DigitChanged,
    /// One digit more.
    DigitAdded,
    /// One digit fewer.
    DigitLost,
    /// This many zeros more in the second.
    ZeroAdded(u32),
    /// This many zeros fewer in the second.
    ZeroLost(u32),
    /// The decimal point moved.
    DecimalShifted,
    /// Thousand, million or billion confused.
    Scale,
    /// The same number with the opposite sign.
    Sign,
    /// A different number.
    Number,
    /// A different place in an order.
    Ordinal,
    /// A different day of the month.
    Day,
    /// A different month.
    Month,
    /// A different day of the week.
    Weekday,
    /// A different year, decade or century.
    Year,
    /// A different time of day.
    Time,
    /// A different unit of measure.
    Unit,
    /// A different currency.
    Currency,
    /// The percent sign or word is missing or added.
    Percent,
    /// A different code or telephone number.
    Code,
}

/// The change from one figure to another, and how unlikely it is that the one stands for the other:
/// from 0 for the same number in another unit to 9 for numbers with nothing in common; `None` if
/// they cannot stand for each other.
///
/// For figures without an equal partner: equal figures have no change.
pub fn change(from: &Figure, to: &Figure) -> Option<(ValueChange, u32)> {
    let mut best: Option<(ValueChange, u32)> = None;
    for (rank_a, a) in from.readings.iter().take(8).enumerate() {
        for (rank_b, b) in to.readings.iter().take(8).enumerate() {
            if let Some((change, cost)) = readings(a, b, from, to) {
                let cost = cost + (rank_a + rank_b) as u32;
                if best.is_none_or(|(_, least)| cost < least) {
                    best = Some((change, cost));
                }
            }
        }
    }
    best
}

fn readings(a: &Reading, b: &Reading, from: &Figure, to: &Figure) -> Option<(ValueChange, u32)> {
    match (&a.value, &b.value) {
        (Value::Date(x), Value::Date(y)) => {
            let change = match (x.weekday, y.weekday) {
                (Some(_), Some(_)) if x.weekday != y.weekday => ValueChange::Weekday,
                _ if x.month.is_some() && y.month.is_some() && x.month != y.month => ValueChange::Month,
                _ if x.day.is_some() && y.day.is_some() && x.day != y.day => ValueChange::Day,
                _ if x.year.is_some() && y.year.is_some() && x.year != y.year => ValueChange::Year,
                _ => return None,
            };
            Some((change, if x.calendar == y.calendar { 1 } else { 4 }))
        }
        (Value::Date(date), _) => day_number(*date, b),
        (_, Value::Date(date)) => day_number(*date, a),
        (Value::Time(_), Value::Time(_)) => Some((ValueChange::Time, 1)),
        (Value::Code(x), Value::Code(y)) => {
            let same_length = x.len() == y.len();
            Some((ValueChange::Code, if same_length { 1 } else { 7 }))
        }
        (Value::Code(_) | Value::Time(_) | Value::Pair(..), _)
        | (_, Value::Code(_) | Value::Time(_) | Value::Pair(..)) => None,
        _ => numbers(a, b, from, to),
    }
}

/// The change between the day of a date and a bare number, as in `on the 5th`.
fn day_number(date: crate::figure::Date, other: &Reading) -> Option<(ValueChange, u32)> {
    let bare = other.unit.is_none() && matches!(other.kind, Kind::Ordinal | Kind::Cardinal);
    let day_only = date.day.is_some() && date.month.is_none() && date.year.is_none();
    let number = other.as_number()?;
    let fits = number >= Decimal::ONE && number <= Decimal::from(31);
    (bare && day_only && fits).then_some((ValueChange::Day, 3))
}

fn is_year(kind: Kind) -> bool {
    matches!(kind, Kind::Year | Kind::Decade | Kind::Century)
}

fn numbers(a: &Reading, b: &Reading, from: &Figure, to: &Figure) -> Option<(ValueChange, u32)> {
    let (x, y) = (a.as_number()?, b.as_number()?);
    let dimension = |reading: &Reading| reading.unit.map(|unit| unit.dimension());
    let share = |dim| matches!(dim, Some(Dimension::Share | Dimension::Points));
    let (dim_a, dim_b) = (dimension(a), dimension(b));
    if x == y {
        return match (dim_a, dim_b) {
            (Some(Dimension::Money), Some(Dimension::Money)) => Some((ValueChange::Currency, 0)),
            (p, q) if share(p) != share(q) || (share(p) && p != q) => Some((ValueChange::Percent, 0)),
            (Some(_), Some(_)) if a.unit != b.unit => Some((ValueChange::Unit, 0)),
            _ => None,
        };
    }
    let slipped = slip(x, y);
    let alike = match slipped {
        Slip::Other => 4,
        Slip::Lost(_) | Slip::Added(_) => 2,
        // A changed digit leaves nothing of a one-digit number.
        Slip::Digit if x.abs() < Decimal::TEN => 3,
        _ => 0,
    };
    let kinds = match (dim_a, dim_b) {
        (Some(p), Some(q)) if p == q => u32::from(a.unit != b.unit),
        (Some(_), Some(_)) => 5,
        (Some(Dimension::Share | Dimension::Points), None)
        | (None, Some(Dimension::Share | Dimension::Points)) => 4,
        (None, None) if a.kind == b.kind => 0,
        (None, None) if is_year(a.kind) != is_year(b.kind) => 3,
        _ => 2,
    };
    let cost = 1 + alike + kinds;
    if is_year(a.kind) && is_year(b.kind) {
        return Some((ValueChange::Year, cost));
    }
    if a.kind == Kind::Ordinal && b.kind == Kind::Ordinal {
        return Some((ValueChange::Ordinal, cost));
    }
    Some((named(slipped, x, y, from, to), cost))
}

fn named(slipped: Slip, x: Decimal, y: Decimal, from: &Figure, to: &Figure) -> ValueChange {
    match slipped {
        Slip::Sign => ValueChange::Sign,
        Slip::Swapped => ValueChange::DigitsSwapped,
        Slip::Digit if x.abs() < Decimal::TEN && y.abs() < Decimal::TEN => ValueChange::Number,
        Slip::Digit => ValueChange::DigitChanged,
        Slip::Added(true) => ValueChange::ZeroAdded(1),
        Slip::Lost(true) => ValueChange::ZeroLost(1),
        Slip::Added(false) => ValueChange::DigitAdded,
        Slip::Lost(false) => ValueChange::DigitLost,
        Slip::Shift(places) => {
            // Confused scale words give powers of a thousand; if both numbers are digits, zeros were lost.
            let scaled = |figure: &Figure| matches!(figure.form, Form::Mixed | Form::Words | Form::Dual);
            let whole = x.fract().is_zero() && y.fract().is_zero();
            if places % 3 == 0 && (scaled(from) || scaled(to)) {
                ValueChange::Scale
            } else if !whole {
                ValueChange::DecimalShifted
            } else if places > 0 {
                ValueChange::ZeroAdded(places.unsigned_abs())
            } else {
                ValueChange::ZeroLost(places.unsigned_abs())
            }
        }
        Slip::Other => ValueChange::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        figure::{Bound, Certainty, Unit},
        text::Span,
    };

    fn figure(reading: Reading, form: Form) -> Figure {
        Figure {
            span: Span::new(0, 1),
            readings: vec![reading],
            certainty: Certainty::Hard,
            form,
            bound: Bound::Exact,
            ends: None,
        }
    }

    fn number(kind: Kind, value: &str) -> Figure {
        figure(Reading::number(kind, value.parse().unwrap()), Form::Digits)
    }

    fn measure(value: &str, unit: &str, form: Form) -> Figure {
        figure(Reading::with_unit(value.parse().unwrap(), Unit::by_code(unit).unwrap()), form)
    }

    fn name(a: &Figure, b: &Figure) -> Option<ValueChange> {
        change(a, b).map(|(change, _)| change)
    }

    #[test]
    fn the_change_is_named_after_what_happened() {
        let cardinal = |value| number(Kind::Cardinal, value);
        assert_eq!(name(&cardinal("3457"), &cardinal("3475")), Some(ValueChange::DigitsSwapped));
        assert_eq!(name(&cardinal("300000"), &cardinal("30000")), Some(ValueChange::ZeroLost(1)));
        assert_eq!(name(&cardinal("6.25"), &cardinal("62.5")), Some(ValueChange::DecimalShifted));
        assert_eq!(name(&number(Kind::Year, "2015"), &number(Kind::Year, "2016")), Some(ValueChange::Year));
        assert_eq!(
            name(&number(Kind::Ordinal, "3"), &number(Kind::Ordinal, "9")),
            Some(ValueChange::Ordinal)
        );
    }

    #[test]
    fn million_for_billion_is_a_change_of_scale() {
        let (from, to) = (measure("3000000000", "USD", Form::Mixed), measure("3000000", "USD", Form::Mixed));
        assert_eq!(change(&from, &to), Some((ValueChange::Scale, 1)));
    }

    #[test]
    fn a_changed_unit_is_distinguished_from_a_changed_currency_and_a_lost_percent() {
        let digits = Form::Digits;
        let five = |unit| measure("5", unit, digits);
        assert_eq!(name(&five("USD"), &five("EUR")), Some(ValueChange::Currency));
        assert_eq!(name(&five("Metre"), &five("Foot")), Some(ValueChange::Unit));
        assert_eq!(name(&five("Percent"), &number(Kind::Cardinal, "5")), Some(ValueChange::Percent));
    }
}
