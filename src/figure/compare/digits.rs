//! Differences between the digits of two numbers.

use crate::figure::Decimal;

/// The slip that changes one number to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// The same number with the opposite sign.
    Sign,
    /// The point moved by this many places to the right (negative: to the left).
    Shift(i32),
    /// The same digits in another order.
    Swapped,
    /// One digit differs.
    Digit,
    /// One digit more (`true`: a zero).
    Added(bool),
    /// One digit fewer (`true`: a zero).
    Lost(bool),
    /// None of these.
    Other,
}

/// The slip between two different numbers.
pub(super) fn slip(from: Decimal, to: Decimal) -> Slip {
    let (from, to) = (from.normalize(), to.normalize());
    if from == -to {
        return Slip::Sign;
    }
    if from.is_sign_negative() != to.is_sign_negative() {
        return Slip::Other;
    }
    if let Some(places) = shift(from, to) {
        return Slip::Shift(places);
    }
    let (a, b) = (written(from), written(to));
    if a.len() == b.len() && from.scale() == to.scale() {
        let different = a.iter().zip(&b).filter(|(x, y)| x != y).count();
        if different == 1 {
            return Slip::Digit;
        }
        let sorted = |digits: &[u8]| {
            let mut digits = digits.to_vec();
            digits.sort_unstable();
            digits
        };
        if sorted(&a) == sorted(&b) {
            return Slip::Swapped;
        }
    }
    if a.len() + 1 == b.len()
        && let Some(digit) = inserted(&a, &b)
    {
        return Slip::Added(digit == b'0');
    }
    if b.len() + 1 == a.len()
        && let Some(digit) = inserted(&b, &a)
    {
        return Slip::Lost(digit == b'0');
    }
    Slip::Other
}

/// All digits, without a zero before the point.
fn written(number: Decimal) -> Vec<u8> {
    let digits: Vec<u8> = number.abs().to_string().bytes().filter(u8::is_ascii_digit).collect();
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count().min(digits.len().saturating_sub(1));
    digits[zeros..].to_vec()
}

/// How far the decimal point moved, if nothing else changed.
fn shift(from: Decimal, to: Decimal) -> Option<i32> {
    if from.is_zero() || to.is_zero() {
        return None;
    }
    let (mut small, mut places) = (from.abs().min(to.abs()), 0);
    let large = from.abs().max(to.abs());
    // A shift from units to trillions is the greatest that can be a slip.
    while small < large && places < 15 {
        small = small.checked_mul(Decimal::TEN)?;
        places += 1;
    }
    (small == large).then_some(if from.abs() < to.abs() { places } else { -places })
}

/// The digit whose insertion changes `short` to `long`.
fn inserted(short: &[u8], long: &[u8]) -> Option<u8> {
    let at = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    (short[at..] == long[at + 1..]).then(|| long[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_distinguished() {
        for (from, to, slip_) in [
            ("3457", "3475", Slip::Swapped),
            ("48", "45", Slip::Digit),
            ("300000", "30000", Slip::Shift(-1)),
            ("6.25", "62.5", Slip::Shift(1)),
            ("3000000000", "3000000", Slip::Shift(-3)),
            ("5", "-5", Slip::Sign),
            ("1005", "105", Slip::Lost(true)),
            ("712", "7162", Slip::Added(false)),
            ("15", "33", Slip::Other),
            ("0", "7", Slip::Digit),
        ] {
            assert_eq!(slip(from.parse().unwrap(), to.parse().unwrap()), slip_, "{from} {to}");
        }
    }
}
