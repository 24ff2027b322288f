//! Equality of two numbers, with and without units.

use super::Reason;
use crate::figure::{Bound, Decimal, Dimension, Kind, Reading, Unit, UnitName, Value};

/// Compares two numbers with or without units.
pub(super) fn numbers(a: &Reading, b: &Reading, about: About) -> Option<Reason> {
    let (x, y) = (a.as_number()?, b.as_number()?);
    match (a.unit, b.unit) {
        (Some(u), Some(v)) => with_units(x, u, y, v, about),
        (Some(unit), None) => one_unit(x, unit, b, y, about),
        (None, Some(unit)) => one_unit(y, unit, a, x, About { a: about.b, b: about.a }),
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
    // واحد بالمئة من الثانية is one hundredth of a second.
    let is_part = |share: Unit, x: Decimal, y: Decimal| {
        let part = share.to_base(x).and_then(|share| share.checked_div(Decimal::ONE_HUNDRED));
        share.dimension() == Dimension::Share && y < Decimal::ONE && part == Some(y)
    };
    if u.dimension() != v.dimension() && (is_part(u, x, y) || is_part(v, y, x)) {
        return Some(Reason::Recast);
    }
    if x == y && are_named_alike(u, v) {
        return Some(Reason::Implied);
    }
    if let Some(over) = amount_of_rate(u, v) {
        return (over.to_base(x)? == v.to_base(y)?).then_some(Reason::Implied);
    }
    if let Some(over) = amount_of_rate(v, u) {
        return (u.to_base(x)? == over.to_base(y)?).then_some(Reason::Implied);
    }
    // A dirham is a coin in Qatar.
    if u.of_coins(v, y) == Some(x) || v.of_coins(u, x) == Some(y) {
        return Some(Reason::Converted);
    }
    if u.fits(v) {
        return of_one_dimension(x, u, y, v, about);
    }
    let (dim_u, dim_v) = (u.dimension(), v.dimension());
    let of_time = |dim| matches!(dim, Dimension::Time | Dimension::Calendar);
    if of_time(dim_u) && of_time(dim_v) {
        let (days_u, days_v) = (days(x, u)?, days(y, v)?);
        // Four weeks may stand for a month.
        return near(days_u, days_v, 9).then_some(Reason::ConvertedRoughly);
    }
    // `5 degrees` does not say which scale.
    let open = |unit: Unit, other: Dimension| {
        unit.is(UnitName::Degree) && matches!(other, Dimension::Temperature | Dimension::Other)
    };
    ((open(u, dim_v) || open(v, dim_u)) && x == y).then_some(Reason::Implied)
}

/// True for two units that are called by one name, so that equal numbers of them may be the same.
fn are_named_alike(u: Unit, v: Unit) -> bool {
    // What people call a calorie is a thousand of them.
    let calories = |unit: Unit| unit.is_one_of(&[UnitName::Calorie, UnitName::Kilocalorie]);
    // The charge of a battery is often named by its current alone.
    let charge = |unit: Unit| unit.is_one_of(&[UnitName::Milliampere, UnitName::MilliampereHour]);
    calories(u) && calories(v) || charge(u) && charge(v)
}

/// The unit of the amount in a rate of time: 5 mg a day equals 5 mg if the other side expresses the rest in a word that is
/// not a unit: يوميا.
fn amount_of_rate(rate: Unit, unit: Unit) -> Option<Unit> {
    let (over, _) = rate.parts_of_rate().filter(|(over, under)| under.is_time() && over.fits(unit))?;
    Some(over)
}

/// Compares amounts in units of which one can be converted into the other.
fn of_one_dimension(x: Decimal, u: Unit, y: Decimal, v: Unit, about: About) -> Option<Reason> {
    // Dollar and USD are the same unit with the same factor; cents and dollars convert.
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
    // Temperatures have no common zero, so a relative difference is meaningless.
    if u.dimension() == Dimension::Temperature {
        let close = (left - right).abs() <= Decimal::new(6, 1);
        return close.then_some(Reason::ConvertedRoughly);
    }
    // A fortnight is half a month as well.
    let half_month = |a: Unit, x: Decimal, right: Decimal| {
        a.is(UnitName::Fortnight) && x.checked_mul(Decimal::from(15 * 86_400)) == Some(right)
    };
    if half_month(u, x, right) || half_month(v, y, left) {
        return Some(Reason::ConvertedRoughly);
    }
    let close = near(left, right, if about.says(Bound::About) { 8 } else { 4 });
    // Metres and kilometres differ by zeros only: what is not equal must be rounded on one side.
    let exact = is_decimal(u, v) && significant(x) == significant(y);
    (close && !exact).then_some(Reason::ConvertedRoughly)
}

/// A duration in days, with months at their mean length.
fn days(value: Decimal, unit: Unit) -> Option<Decimal> {
    let base = unit.to_base(value)?;
    match unit.dimension() {
        Dimension::Time => base.checked_div(Decimal::from(86_400)),
        Dimension::Calendar => base.checked_mul(Decimal::new(3_044, 2)),
        _ => None,
    }
}

fn one_unit(x: Decimal, unit: Unit, bare: &Reading, y: Decimal, about: About) -> Option<Reason> {
    // `doubled` and `two decades` have only the two in common.
    if bare.kind == Kind::Multiplier && unit.dimension() != Dimension::Share {
        return None;
    }
    match unit.dimension() {
        Dimension::Share => {
            let share = unit.to_base(x)?;
            let part = share.checked_div(Decimal::ONE_HUNDRED)?;
            match bare.kind {
                // A third may be written as 33 %, and 70 % as two thirds.
                Kind::Fraction => near(part, y, 4).then_some(Reason::Recast),
                Kind::Multiplier => {
                    (part == y || part.checked_add(Decimal::ONE) == Some(y)).then_some(Reason::Recast)
                }
                // 25 does not equal 25 %, but 0.25 does, and nothing is nothing in any unit.
                _ => (part == y).then_some(Reason::Recast),
            }
        }
        // ربع نقطة is 25 basis points.
        Dimension::Points if bare.kind == Kind::Fraction => (unit.to_base(x)? == y).then_some(Reason::Recast),
        Dimension::Money if unit.is_minor() => {
            (x == y || unit.to_base(x) == Some(y)).then_some(Reason::Implied)
        }
        Dimension::Time | Dimension::Calendar => {
            // A quarter of a century is 25 years: years may be counted without their unit.
            (x == y).then_some(Reason::Implied)
        }
        _ if x == y => Some(Reason::Implied),
        _ => about.rounds(x, y).then_some(Reason::Rounded),
    }
}

/// True for one part of so many.
fn is_one_of(part: &Reading, parts: Decimal) -> bool {
    let Value::Fraction(over, under) = part.value else { return false };
    over == Decimal::ONE && under == parts && parts > Decimal::TWO
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
            // Dozens, scores and tens are interchangeable in translation.
            let small = |n: Decimal| n >= Decimal::TEN && n <= Decimal::from(20);
            return (small(x) && small(y)).then_some(Reason::Kindred);
        }
        // `the last third` is a part, and the third in an order.
        (Kind::Fraction, Kind::Ordinal) if is_one_of(a, y) => return Some(Reason::Recast),
        (Kind::Ordinal, Kind::Fraction) if is_one_of(b, x) => return Some(Reason::Recast),
        (Kind::Fraction, _) | (_, Kind::Fraction) => {
            return near(x, y, 2).then_some(Reason::Recast);
        }
        _ => {}
    }
    let dated = |kind| matches!(kind, Kind::Year | Kind::Decade | Kind::Century | Kind::Ordinal);
    (!dated(a.kind) && !dated(b.kind) && about.rounds(x, y)).then_some(Reason::Rounded)
}

/// True for the nineties with and without their century.
fn same_decade(x: Decimal, y: Decimal) -> bool {
    let hundred = Decimal::ONE_HUNDRED;
    (x < hundred || y < hundred) && x % hundred == y % hundred
}

/// The 19th century and the 1800s.
fn century(century: Decimal, year: Decimal) -> Option<Reason> {
    let first = century.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?;
    (first == year && !year.is_zero()).then_some(Reason::Recast)
}

/// True if the two differ by at most this many hundredths of the larger.
fn near(a: Decimal, b: Decimal, hundredths: i64) -> bool {
    let large = a.abs().max(b.abs());
    match (a - b).abs().checked_mul(Decimal::ONE_HUNDRED) {
        Some(gap) => gap <= large.saturating_mul(Decimal::from(hundredths)) && !large.is_zero(),
        None => false,
    }
}

/// The bound of each of two figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    pub(super) a: Bound,
    pub(super) b: Bound,
}

impl About {
    /// True if one of them has this bound.
    fn says(self, bound: Bound) -> bool {
        self.a == bound || self.b == bound
    }

    /// True if one is a rounded form of the other and is marked as such. If both are marked, a
    /// difference is not explained.
    fn rounds(self, a: Decimal, b: Decimal) -> bool {
        match (self.a, self.b) {
            (bound, Bound::Exact) => is_rounded(b, a, bound),
            (Bound::Exact, bound) => is_rounded(a, b, bound),
            _ => false,
        }
    }
}

/// The number of digits without zeros at the ends.
fn significant(n: Decimal) -> usize {
    n.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
}

/// True for units of which one is a power of ten of the other.
fn is_decimal(u: Unit, v: Unit) -> bool {
    let base = u.to_base(Decimal::ONE).zip(v.to_base(Decimal::ONE));
    base.and_then(|(one, other)| one.checked_div(other)).is_some_and(|ratio| {
        let digits = ratio.normalize().mantissa().unsigned_abs();
        ratio > Decimal::ZERO && significant(ratio) == 1 && digits.to_string().starts_with('1')
    })
}

/// True if the second is the first rounded to fewer digits, in the direction of its bound: just
/// under 240,000 is rounded up.
fn is_rounded(fine: Decimal, round: Decimal, bound: Bound) -> bool {
    let way = match bound {
        Bound::Exact => false,
        Bound::About => true,
        Bound::Under => round > fine,
        Bound::Over => round < fine,
    };
    way && significant(fine) > significant(round) && fine.abs() >= Decimal::TEN && near(fine, round, 2)
}
