//! Digits in groups of three, as English writes large numbers.

use std::fmt::Display;

/// A number with commas between the thousands of its whole part: `12,345`, `-1,234,567.25`.
pub fn grouped(number: impl Display + Copy) -> String {
    let text = number.to_string();
    let whole = text.find('.').unwrap_or(text.len());
    let first = text.find(|c: char| c.is_ascii_digit()).unwrap_or(whole);
    let mut out = String::with_capacity(text.len() + whole / 3);
    for (at, c) in text.char_indices() {
        if at > first && at < whole && (whole - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_are_between_thousands_only() {
        let written = ["0", "999", "1000", "-123456", "1234567.8912"].map(grouped);
        assert_eq!(written, ["0", "999", "1,000", "-123,456", "1,234,567.8912"]);
    }
}
