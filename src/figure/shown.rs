//! Values as written in an English sentence: `180 billion dinars` for the normal form `180000000000 Dinar`.

use super::{Date, Decimal, Dimension, Unit};
use crate::text::{Lang, chars, thousands::grouped};
use std::borrow::Cow;

/// Numbers from these sizes on are shown with a scale if they are round enough.
const SCALES: [(u32, &str); 3] = [(12, "trillion"), (9, "billion"), (6, "million")];
/// Smallest number whose digits are shown in groups of three; years are below it.
const GROUPED: i64 = 10_000;
/// The largest number of decimals with a scale.
const DECIMALS: u32 = 3;

/// The normal form of a reading (as [`super::Reading`] displays it) for people: digits in groups or
/// with a scale, units as words, Gregorian dates with the name of the month. Other values are
/// returned unchanged.
///
/// ```
/// use mizan::figure::shown;
/// assert_eq!(shown("180000000000 Dinar"), "180 billion dinars");
/// assert_eq!(shown("2023-10-31"), "31 October 2023");
/// assert_eq!(shown("12:30"), "12:30");
/// ```
pub fn shown(value: &str) -> Cow<'_, str> {
    sum(value).or_else(|| date(value)).map_or(Cow::Borrowed(value), Cow::Owned)
}

/// A number with or without a unit.
fn sum(value: &str) -> Option<String> {
    let (digits, unit) = value.split_once(' ').map_or((value, None), |(digits, unit)| (digits, Some(unit)));
    let (digits, sign) = digits.strip_suffix('%').map_or((digits, ""), |digits| (digits, "%"));
    // A number that begins with zero is a code or a telephone number.
    let is_code = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let number: Decimal = digits.parse().ok().filter(|_| !is_code && !digits.starts_with('+'))?;
    let unit = match unit {
        Some(code) => format!(" {}", Unit::by_code(code)?.in_english(number.abs() == Decimal::ONE)),
        None => String::new(),
    };
    Some(format!("{}{sign}{unit}", with_scale(number)))
}

fn with_scale(number: Decimal) -> String {
    let scaled = SCALES.iter().find_map(|(power, name)| {
        let one = Decimal::from(10_i64.checked_pow(*power)?);
        let scaled = number.checked_div(one)?.normalize();
        (number.abs() >= one && scaled.scale() <= DECIMALS).then(|| format!("{} {name}", in_groups(scaled)))
    });
    scaled.unwrap_or_else(|| in_groups(number.normalize()))
}

fn in_groups(number: Decimal) -> String {
    if number.abs() < Decimal::from(GROUPED) { number.to_string() } else { grouped(number) }
}

/// A Gregorian date: `2023-10-31`, `--10-31`, `2023-10`, `--10`, each possibly followed by the weekday.
fn date(value: &str) -> Option<String> {
    let (date, weekday) = value.split_once(" (").map_or((value, None), |(date, rest)| (date, Some(rest)));
    let (year, rest) = match date.strip_prefix("--") {
        Some(rest) => (None, rest),
        None => date.split_once('-').map(|(year, rest)| (Some(year), rest))?,
    };
    let two = |digits: &str| digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
    let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
    let is_date = year.is_none_or(|year| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()));
    if !is_date || !two(month) || !day.is_none_or(two) {
        return None;
    }
    let day = day.map(|day| day.trim_start_matches('0'));
    let parts =
        [weekday.map(|name| name.trim_end_matches(')')), day, Date::month_name(month.parse().ok()?), year];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

impl Unit {
    /// Its name in an English sentence, for one of it or for several: `day`, `days`; for a currency
    /// of one country, its ISO 4217 code.
    pub fn in_english(self, one: bool) -> Cow<'static, str> {
        let code = self.code();
        if self.dimension() == Dimension::Money && code.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return code.into();
        }
        let listed: Vec<&str> = self.names(Lang::En).collect();
        let name = words_of(code);
        if listed.contains(&format!("degrees {name}").as_str()) {
            return format!("degree{} {code}", if one { "" } else { "s" }).into();
        }
        // In a rate, and in a column of mercury, the first word is in the plural.
        let end = [" per ", " of "].iter().find_map(|link| name.find(link)).unwrap_or(name.len());
        let (head, rest) = name.split_at(end);
        if one || head.starts_with("per ") || self.dimension() == Dimension::Share {
            return name.into();
        }
        let plural = |one: &&str| one.get(..1) == head.get(..1) && one.ends_with(['s', 't', 'a']);
        let next = listed
            .iter()
            .position(|word| *word == head)
            .and_then(|at| listed.get(at + 1))
            .filter(|word| plural(word));
        match next {
            Some(several) if rest.is_empty() => (*several).into(),
            _ if head.ends_with(['z', 's', 'x']) => name.into(),
            _ if head.ends_with("ch") => format!("{head}es{rest}").into(),
            None if rest.is_empty()
                && listed.contains(&head)
                && !listed.iter().any(|word| *word == format!("{head}s")) =>
            {
                name.into()
            }
            _ => format!("{head}s{rest}").into(),
        }
    }
}

impl Unit {
    /// Its name in Arabic, in the singular; the English one where it has none.
    pub fn in_arabic(self) -> &'static str {
        self.names(Lang::Ar).find(|name| name.chars().any(chars::is_arabic_letter)).unwrap_or(self.code())
    }
}

/// `percentage point` of `PercentagePoint`.
fn words_of(code: &str) -> String {
    let mut words = String::with_capacity(code.len() + 4);
    for c in code.chars() {
        if c.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_as_people_write_them() {
        for (value, wanted) in [
            ("180000000000 Dinar", "180 billion dinars"),
            ("3457", "3457"),
            ("34570", "34,570"),
            ("298000000", "298 million"),
            ("298123456", "298,123,456"),
            ("-1234567.25", "-1,234,567.25"),
            ("49500000000000 IQD", "49.5 trillion IQD"),
            ("1500000000000000", "1500 trillion"),
            ("25 Day", "25 days"),
            ("1 Day", "1 day"),
            ("6 Foot", "6 feet"),
            ("2.5 PercentagePoint", "2.5 percentage points"),
            ("90 KilometrePerHour", "90 kilometres per hour"),
            ("30 InchOfMercury", "30 inches of mercury"),
            ("200 Horsepower", "200 horsepower"),
            ("3 Century", "3 centuries"),
            ("20 Celsius", "20 degrees Celsius"),
            ("40%", "40%"),
            ("2023-10-31", "31 October 2023"),
            ("2023-10-05 (Thursday)", "Thursday 5 October 2023"),
            ("--10-31", "31 October"),
            ("2023-10", "October 2023"),
            ("--10", "October"),
            ("1446-09-17 AH", "1446-09-17 AH"),
            ("---05", "---05"),
            ("12:30", "12:30"),
            ("31-27", "31-27"),
            ("2/3", "2/3"),
            ("0551234567", "0551234567"),
            ("+962795551234", "+962795551234"),
            ("A-10", "A-10"),
            ("", ""),
        ] {
            assert_eq!(shown(value), wanted, "{value}");
        }
    }

    #[test]
    fn a_unit_has_an_arabic_name() {
        let name = |code| Unit::by_code(code).unwrap().in_arabic();
        assert_eq!(["Dinar", "Feddan", "PercentagePoint"].map(name), ["دينار", "فدان", "نقطة مئوية"]);
        assert_eq!(name("Fortnight"), "Fortnight");
    }

    #[test]
    fn every_unit_has_a_name_for_one_and_for_several() {
        for unit in Unit::all() {
            let (one, several) = (unit.in_english(true), unit.in_english(false));
            assert!(!one.is_empty() && !several.is_empty(), "{unit}: {one}, {several}");
            assert!(!unit.in_arabic().is_empty(), "{unit}");
        }
    }
}
