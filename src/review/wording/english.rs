//! Numbers in English wording.

use super::{
    Case, Repair,
    place::{capital, digits, runs},
    with_part,
};
use crate::{
    figure::{Decimal, Kind, Unit},
    text::Lang,
};
use std::ops::Range;

const TABLE: &str = include_str!("../../../data/wording.en.tsv");

/// A word for a number.
struct Word {
    class: &'static str,
    value: i64,
    cardinal: &'static str,
    ordinal: &'static str,
}

fn table() -> impl Iterator<Item = Word> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some(Word {
            class: cells.next()?,
            value: cells.next()?.parse().ok()?,
            cardinal: cells.next()?,
            ordinal: cells.next()?,
        })
    })
}

/// Wordings of the right number, the simplest first.
pub(super) fn candidates(case: &Case<'_>) -> Vec<Repair> {
    let Some(number) = case.number() else { return Vec::new() };
    if case.wrong.kind() == Kind::Ordinal {
        return ordinals(case, number).into_iter().map(|repair| with_article(case, repair)).collect();
    }
    let mut made = scaled(case, number);
    made.extend(in_words(case, number));
    made.extend(percent(case));
    made.extend(other_unit(case));
    made.into_iter().map(|repair| fitted(case, repair, number)).collect()
}

/// Digits, with the existing scale word or another.
fn scaled(case: &Case<'_>, number: Decimal) -> Vec<Repair> {
    let text = case.text();
    let mut made = Vec::new();
    let scales: Vec<Word> = table().filter(|word| word.class == "scale").collect();
    let there = scales.iter().find_map(|word| Some((find_word(text, word.cardinal)?, word.value)));
    for run in runs(text) {
        let Some((place, value)) = &there else {
            made.push(with_part(case, run.clone(), &digits(number, &text[run]), true));
            continue;
        };
        // A number of one to three digits before the scale; the existing scale if possible.
        let natural = |word: &Word| is_natural(number / Decimal::from(word.value));
        let mut tried: Vec<&Word> = scales.iter().rev().collect();
        tried.sort_by_key(|word| (!natural(word), word.value != *value));
        for scale in tried {
            let share = number / Decimal::from(scale.value);
            if share.normalize().scale() > 3 || share.is_zero() || share >= Decimal::from(10_000) {
                continue;
            }
            let coefficient = digits(share, &text[run.clone()]);
            let text = format!(
                "{}{coefficient}{}{}{}",
                &text[..run.start],
                &text[run.end..place.start],
                cased(scale.cardinal, &text[place.clone()]),
                &text[place.end..]
            );
            made.push(Repair { span: case.wrong.span, text, sure: true });
        }
    }
    made
}

/// True for a number that is usual before a scale word: 1 to 999.
pub(super) fn is_natural(share: Decimal) -> bool {
    share >= Decimal::ONE && share < Decimal::ONE_THOUSAND
}

/// Replaces a number in words by another in words.
fn in_words(case: &Case<'_>, number: Decimal) -> Option<Repair> {
    let text = case.text();
    let run = word_run(text)?;
    let old = &text[run.clone()];
    let value = i64::try_from(number).ok().filter(|_| number.is_integer() && number >= Decimal::ZERO)?;
    let words = spelled(value, old.contains(" and "));
    Some(with_part(case, run, &cased(&words, old), true))
}

/// Replaces ordinals: `3rd` and `third`.
fn ordinals(case: &Case<'_>, number: Decimal) -> Vec<Repair> {
    let text = case.text();
    let Some(value) = i64::try_from(number).ok().filter(|value| *value > 0) else { return Vec::new() };
    let mut made = Vec::new();
    for run in runs(text) {
        let ending = text[run.end..].get(..2).filter(|ending| ["st", "nd", "rd", "th"].contains(ending));
        if ending.is_some() {
            let new = format!("{}{}", digits(number, &text[run.clone()]), ending_of(value));
            made.push(with_part(case, run.start..run.end + 2, &new, true));
        }
    }
    if value < 100 {
        let old = table().find_map(|word| find_word(text, word.ordinal));
        let tens = old.map(|old| {
            // `twenty-first` begins with a ten.
            let start = text[..old.start].trim_end_matches('-').rfind(|c: char| !c.is_alphabetic());
            let start =
                if text[..old.start].ends_with('-') { start.map_or(0, |at| at + 1) } else { old.start };
            start..old.end
        });
        made.extend(tens.map(|range| {
            let new = cased(&ordinal(value), &text[range.clone()]);
            with_part(case, range, &new, true)
        }));
    }
    made
}

/// Adds a missing percent sign, or removes a wrong one.
fn percent(case: &Case<'_>) -> Vec<Repair> {
    let text = case.text();
    match (case.right.kind() == Kind::Percent, case.wrong.kind() == Kind::Percent) {
        (true, false) => runs(text)
            .into_iter()
            .map(|run| with_part(case, run.clone(), &format!("{}%", &text[run]), true))
            .collect(),
        _ => Vec::new(),
    }
}

/// Replaces the unit after the same number.
fn other_unit(case: &Case<'_>) -> Vec<Repair> {
    let (Some(wrong), Some(right)) = (case.wrong.unit(), case.right.unit()) else { return Vec::new() };
    if wrong == right {
        return Vec::new();
    }
    let text = case.text();
    let names: Vec<&str> = right.names(Lang::En).collect();
    let places = wrong.names(Lang::En).enumerate().filter_map(|(n, name)| Some((n, find_word(text, name)?)));
    places
        .filter_map(|(n, place)| {
            // Singular for singular, plural for plural.
            let new = names.get(n).or(names.first())?;
            Some(with_part(case, place, new, false))
        })
        .collect()
}

/// Adapts the unit and the article to the number.
fn fitted(case: &Case<'_>, mut repair: Repair, number: Decimal) -> Repair {
    let was_one = case.wrong.best().as_number() == Some(Decimal::ONE);
    let is_one = number == Decimal::ONE;
    if was_one != is_one {
        let unit = case.wrong.unit();
        match unit.and_then(|unit| inflected(&repair.text, unit, is_one)) {
            Some(text) => repair.text = text,
            // A symbol or an abbreviation stays the same; a noun after the figure would not.
            None if unit.is_some() && case.wrong.kind() != Kind::Duration => {}
            None => repair.sure = false,
        }
    }
    with_article(case, repair)
}

/// The text with its unit in the singular or plural.
fn inflected(text: &str, unit: Unit, one: bool) -> Option<String> {
    let names: Vec<&str> = unit.names(Lang::En).collect();
    let (from, to) = if one { (names.get(1)?, names.first()?) } else { (names.first()?, names.get(1)?) };
    let place = find_word(text, from)?;
    Some(format!("{}{to}{}", &text[..place.start], &text[place.end..]))
}

/// Adapts the article: `a 70-page report` becomes `an 80-page report`.
fn with_article(case: &Case<'_>, mut repair: Repair) -> Repair {
    let before = case.before();
    let word = before.trim_end_matches(' ').rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let new = match word {
        "a" | "an" => {
            if begins_with_vowel(&repair.text) {
                "an"
            } else {
                "a"
            }
        }
        "A" | "An" => {
            if begins_with_vowel(&repair.text) {
                "An"
            } else {
                "A"
            }
        }
        _ => return repair,
    };
    if new != word && before.ends_with(&format!("{word} ")) {
        repair.span.start -= word.len() + 1;
        repair.text = format!("{new} {}", repair.text);
    }
    repair
}

fn begins_with_vowel(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() {
        let word = text.to_ascii_lowercase();
        return word.starts_with(['a', 'e', 'i', 'o']) && !word.starts_with("one");
    }
    // Eight, eleven, eighteen, judged by the digits before a thousands separator.
    digits.starts_with('8') || matches!(digits.as_str(), "11" | "18")
}

/// The place of the number words: the longest run of them.
fn word_run(text: &str) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    let mut run: Option<Range<usize>> = None;
    for (at, word) in words(text) {
        let lower = word.to_ascii_lowercase();
        let is_number = table().any(|known| known.cardinal == lower);
        if is_number {
            let start = run.as_ref().map_or(at, |run| run.start);
            let now = start..at + word.len();
            if best.as_ref().is_none_or(|best| now.len() > best.len()) {
                best = Some(now.clone());
            }
            run = Some(now);
        } else if lower != "and" || run.is_none() {
            run = None;
        }
    }
    best
}

/// The words with their places.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_letter = |c: char| c.is_alphabetic() || ('\u{64B}'..='\u{652}').contains(&c);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_letter)?;
        let end = text[start..].find(|c| !is_letter(c)).map_or(text.len(), |length| start + length);
        at = end;
        Some((start, &text[start..end]))
    })
}

fn find_word(text: &str, wanted: &str) -> Option<Range<usize>> {
    let (text, wanted) = (text.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
    text.match_indices(&wanted)
        .map(|(at, _)| at..at + wanted.len())
        .find(|range| edge(text[..range.start].chars().next_back()) && edge(text[range.end..].chars().next()))
}

/// The word with a capital if the old words had one.
fn cased(new: &str, old: &str) -> String {
    if old.chars().next().is_some_and(char::is_uppercase) { capital(new) } else { new.to_owned() }
}

fn below_hundred(n: i64) -> String {
    let word = |n: i64| table().find(|word| word.value == n).map_or("", |word| word.cardinal);
    match n {
        0..20 => word(n).to_owned(),
        _ if n % 10 == 0 => word(n).to_owned(),
        _ => format!("{}-{}", word(n / 10 * 10), word(n % 10)),
    }
}

/// A number in words, with `and` after hundreds if that is the style of the text.
fn spelled(n: i64, and: bool) -> String {
    if n < 100 {
        return below_hundred(n);
    }
    if n < 1000 {
        let rest = if n % 100 == 0 { String::new() } else { below_hundred(n % 100) };
        let between = if rest.is_empty() {
            ""
        } else if and {
            " and "
        } else {
            " "
        };
        return format!("{} hundred{between}{rest}", below_hundred(n / 100));
    }
    let scales: Vec<Word> = table().filter(|word| word.class == "scale").collect();
    let Some(scale) = scales.iter().rev().find(|scale| scale.value <= n) else { return String::new() };
    let rest = n % scale.value;
    let head = format!("{} {}", spelled(n / scale.value, and), scale.cardinal);
    match rest {
        0 => head,
        1..100 if and => format!("{head} and {}", spelled(rest, and)),
        _ => format!("{head} {}", spelled(rest, and)),
    }
}

fn ordinal(n: i64) -> String {
    let word = |n: i64| table().find(|word| word.value == n);
    let last = if n > 20 && n % 10 > 0 { n % 10 } else { n };
    let Some(end) = word(last) else { return String::new() };
    match word(n - last) {
        Some(ten) if n > last => format!("{}-{}", ten.cardinal, end.ordinal),
        _ => end.ordinal.to_owned(),
    }
}

fn ending_of(n: i64) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled() {
        for (n, and, words) in [
            (0, false, "zero"),
            (25, false, "twenty-five"),
            (100, false, "one hundred"),
            (115, true, "one hundred and fifteen"),
            (3457, false, "three thousand four hundred fifty-seven"),
            (2_000_005, true, "two million and five"),
        ] {
            assert_eq!(spelled(n, and), words);
        }
        assert_eq!([ordinal(3), ordinal(20), ordinal(21)], ["third", "twentieth", "twenty-first"]);
    }
}
