//! Numbers in digits, compared as strings: cheaper than reading figures, but without their meaning.

use crate::text::chars;

/// The share of numbers in digits, 0 to 1, that are on both sides, regardless of the script of the
/// digits and of thousands separators; 1 where neither side has a number.
pub(super) fn shared_numbers(ar: &str, en: &str) -> f64 {
    let (mut left, mut right) = (numbers(ar), numbers(en));
    let all = left.len().max(right.len());
    if all == 0 {
        return 1.0;
    }
    left.sort_unstable();
    right.sort_unstable();
    let (mut a, mut b, mut both) = (0, 0, 0_usize);
    while let (Some(one), Some(other)) = (left.get(a), right.get(b)) {
        both += usize::from(one == other);
        a += usize::from(one <= other);
        b += usize::from(one >= other);
    }
    both as f64 / all as f64
}

/// The numbers of a text in ASCII digits.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let goes_on = !number.is_empty() && rest.peek().is_some_and(|next| chars::is_digit(*next));
        match c {
            c if chars::is_digit(c) => {
                number.extend(chars::digit_value(c).and_then(|value| char::from_digit(u32::from(value), 10)));
            }
            ',' | '٬' if goes_on => {}
            '.' | '٫' if goes_on => number.push('.'),
            _ if !number.is_empty() => numbers.push(std::mem::take(&mut number)),
            _ => {}
        }
    }
    numbers.extend(Some(number).filter(|number| !number.is_empty()));
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_whatever_their_digits() {
        assert_eq!(shared_numbers("بلغ ١٬٥٠٠ في 2024", "It was 1,500 in 2024"), 1.0);
        assert_eq!(shared_numbers("٥٫٢ و3", "5.2 and 4"), 0.5);
        assert_eq!(shared_numbers("لا شيء", "nothing"), 1.0);
        assert_eq!(shared_numbers("٧", "seven"), 0.0);
        assert_eq!(shared_numbers("7 7", "7"), 0.5);
    }
}
