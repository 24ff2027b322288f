//! Check digits.

/// The way in which a number is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// By its form only.
    None,
    /// ISO/IEC 7812: every second digit from the right is doubled, and the sum of all digits is a
    /// multiple of ten.
    Luhn,
    /// Contains a century and a date of birth.
    Egypt,
    /// Weights modulo 11, and a date of birth.
    Kuwait,
    /// The last two of eleven digits are computed from the others.
    Turkey,
    /// The last two digits are 97 minus the remainder of the others.
    France,
    /// No group of zeros, and no area that is never assigned.
    Ssn,
}

impl Check {
    /// The check with the name used in the table.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "none" => Check::None,
            "luhn" => Check::Luhn,
            "egypt" => Check::Egypt,
            "kuwait" => Check::Kuwait,
            "turkey" => Check::Turkey,
            "france" => Check::France,
            "ssn" => Check::Ssn,
            _ => return None,
        })
    }

    /// True for a number that passes; `signs` are ASCII, and digits except in accounts.
    pub(super) fn holds(self, signs: &str) -> bool {
        let digits: Vec<u32> = signs.chars().filter_map(|c| c.to_digit(10)).collect();
        match self {
            Check::None => true,
            Check::Luhn => luhn(&digits),
            Check::Egypt => digits.len() == 14 && is_date(&digits[1..7]),
            Check::Kuwait => {
                let weights = [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
                let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
                digits.len() == 12 && is_date(&digits[1..7]) && digits[11] == 11 - sum % 11
            }
            Check::Turkey => {
                if digits.len() != 11 {
                    return false;
                }
                let odd: u32 = digits[..9].iter().step_by(2).sum();
                let even: u32 = digits[1..8].iter().step_by(2).sum();
                let ten: u32 = digits[..10].iter().sum();
                digits[9] == (7 * odd + 9 * even) % 10 && digits[10] == ten % 10
            }
            Check::France => {
                let number = |part: Option<&str>| part.and_then(|part| part.parse::<u64>().ok());
                match (number(signs.get(..13)), number(signs.get(13..))) {
                    (Some(number), Some(key)) => key == 97 - number % 97,
                    _ => false,
                }
            }
            Check::Ssn => {
                let area = signs.get(..3).unwrap_or_default();
                !matches!(area, "000" | "666")
                    && signs.get(3..5) != Some("00")
                    && signs.get(5..) != Some("0000")
            }
        }
    }
}

fn luhn(digits: &[u32]) -> bool {
    let double = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let each =
        digits.iter().rev().enumerate().map(|(n, digit)| if n % 2 == 1 { double(*digit) } else { *digit });
    // A single repeated digit, such as zeros, would pass.
    each.sum::<u32>() % 10 == 0 && digits.iter().any(|digit| *digit != digits[0])
}

/// True for six digits that are a year, a month and a day.
fn is_date(digits: &[u32]) -> bool {
    let two = |at: usize| digits[at] * 10 + digits[at + 1];
    (1..=12).contains(&two(2)) && (1..=31).contains(&two(4))
}

/// The remainder modulo 97 of an account with its first four characters moved to the end and
/// letters replaced by numbers from 10 (ISO 13616); `None` if it has other characters.
pub(super) fn remainder_97(signs: &str) -> Option<u32> {
    let (head, rest) = signs.split_at_checked(4)?;
    rest.chars().chain(head.chars()).try_fold(0, |left, c| {
        let value = c.to_digit(36)?;
        Some((left * if value > 9 { 100 } else { 10 } + value) % 97)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_hold_and_one_wrong_digit_breaks_them() {
        for (check, number, wrong) in [
            (Check::Luhn, "4111111111111111", "4111111111111121"),
            (Check::Turkey, "10000000146", "10000000156"),
            (Check::France, "255081416802538", "255081416802539"),
            (Check::Egypt, "29001011234567", "29013011234567"),
            (Check::Ssn, "123456789", "666456789"),
            (Check::Kuwait, "290010100003", "290010100009"),
        ] {
            assert!(check.holds(number) && !check.holds(wrong), "{check:?}");
        }
        assert_eq!(remainder_97("GB82WEST12345698765432"), Some(1));
        assert_ne!(remainder_97("GB82WEST12345698765423"), Some(1));
        assert_eq!(remainder_97("GB"), None);
    }
}
