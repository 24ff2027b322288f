//! Equality of codes with each other and with other figures of the same digits.

use super::Reason;
use crate::figure::{Decimal, Dimension, Reading, Unit, Value};

pub(super) fn codes(a: &str, b: &str) -> Option<Reason> {
    if a == b {
        return Some(Reason::Same);
    }
    let (x, y) = (digits_of(a), digits_of(b));
    if x.is_empty() || y.is_empty() {
        return None;
    }
    // A telephone number may have the code of its country or not.
    let international = a.starts_with('+') && b.starts_with('+');
    let tail = |long: &str, short: &str| {
        !international
            && long.len() > short.trim_start_matches('0').len()
            && short.len() >= 6
            && long.ends_with(short.trim_start_matches('0'))
    };
    (x == y || tail(&x, &y) || tail(&y, &x)).then_some(Reason::Grouped)
}

/// A code compared with another kind of figure: the same digits in a row.
pub(super) fn coded(code: &str, other: &Reading) -> Option<Reason> {
    let digits = digits_of(code);
    // Equal digits do not make up for money, percent, a sign or a decimal point.
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

pub(super) fn digits_of(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).collect()
}
