//! Numbers in Arabic wording: gender according to the noun, cases, duals, and the noun that follows.
//!
//! After 3 to 10 the noun is a plural in the genitive, after 11 to 99 a singular in the accusative,
//! after whole hundreds and thousands a singular in the genitive; one and two are expressed by the
//! noun itself. What is certain about these is taken from the old wording; where the new number
//! needs another form of the noun that is not in the tables, a person must check it.

mod manner;
mod noun;
mod number;
mod table;

use super::{
    Case, Repair,
    english::{is_natural, words},
    place::{digits, runs},
    with_part,
};
use crate::figure::{Decimal, Form, Kind};
use crate::text::clitics::{self, Classes};
use manner::{Manner, bare, form_of_wrong};
use noun::{Counted, form_of, is_feminine, noun_in, nouns};
use number::number_words;
use std::ops::Range;
use table::rows;

/// Wordings of the right number, the simplest first.
pub(super) fn candidates(case: &Case<'_>) -> Vec<Repair> {
    let Some(number) = case.number() else { return Vec::new() };
    let manner = Manner::of(case);
    if case.wrong.kind() == Kind::Ordinal {
        return ordinals(case, number);
    }
    let mut made = in_digits(case, number, &manner);
    made.extend(scale_alone(case, number, &manner));
    if case.wrong.form != Form::Digits && runs(case.text()).is_empty() {
        made.extend(in_words(case, number, &manner));
    }
    made.extend(percent(case));
    made.extend(other_unit(case));
    made
}

/// A figure with another number before its noun, which is adapted if it is known.
fn with_noun(case: &Case<'_>, text: String, after: usize, number: Decimal, manner: &Manner) -> Repair {
    let (was, is) = (form_of_wrong(case), form_of(number));
    let span = case.wrong.span;
    if was == is && was != Counted::Other {
        return Repair { span, text, sure: true };
    }
    let known = noun_in(&text[after..], case.wrong.unit());
    if let Some((noun, place)) = known.clone()
        && let Some(new) = manner.noun_after(is, noun)
    {
        let place = place.start + after..place.end + after;
        let text = format!("{}{new}{}", &text[..place.start], &text[place.end..]);
        return Repair { span, text, sure: is != Counted::Two };
    }
    // A symbol, a percentage or a year does not count a noun.
    let counts = case.wrong.unit().is_none()
        && !matches!(case.wrong.kind(), Kind::Year | Kind::Percent | Kind::Identifier);
    let noun_follows = counts && case.after().trim_start().chars().next().is_some_and(char::is_alphabetic);
    Repair { span, text, sure: !noun_follows && known.is_none() }
}

/// Replaces digits by digits, with the scale word that goes with them.
fn in_digits(case: &Case<'_>, number: Decimal, manner: &Manner) -> Vec<Repair> {
    let text = case.text();
    let mut made = Vec::new();
    let scale = scale_in(text);
    for run in runs(text) {
        let Some((place, value)) = &scale else {
            let new = digits(number, &text[run.clone()]);
            let after = run.start + new.len();
            let text = format!("{}{new}{}", &text[..run.start], &text[run.end..]);
            made.push(with_noun(case, text, after, number, manner));
            continue;
        };
        let mut tried: Vec<Vec<&str>> = rows("scale").collect();
        tried.reverse();
        let natural = |cells: &[&str]| {
            cells[0].parse::<i64>().is_ok_and(|size| is_natural(number / Decimal::from(size)))
        };
        tried.sort_by_key(|cells| (!natural(cells), cells[0] != value.to_string()));
        for cells in tried {
            let Some(size) = cells[0].parse::<i64>().ok().map(Decimal::from) else { continue };
            let share = (number / size).normalize();
            if share.scale() > 3 || share.is_zero() || share >= Decimal::from(10_000) {
                continue;
            }
            let coefficient = digits(share, &text[run.clone()]);
            let word = match form_of(share) {
                Counted::Plural => cells[5].to_owned(),
                // An accusative only where there was one.
                Counted::Accusative if was_accusative(&text[place.clone()]) => accusative(cells[2], manner),
                _ => cells[1].to_owned(),
            };
            let text = format!(
                "{}{coefficient}{}{word}{}",
                &text[..run.start],
                &text[run.end..place.start],
                &text[place.end..]
            );
            made.push(Repair { span: case.wrong.span, text, sure: true });
        }
    }
    made
}

fn was_accusative(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| *c != '\u{64B}').collect();
    rows("scale").any(|cells| cells[2] == plain)
}

fn accusative(word: &str, manner: &Manner) -> String {
    format!("{}{}", word.trim_end_matches('ا'), manner.accusative)
}

/// The place and the value of a scale word.
fn scale_in(text: &str) -> Option<(Range<usize>, i64)> {
    words(text).find_map(|(at, word)| {
        let plain: String = word.chars().filter(|c| *c != '\u{64B}').collect();
        let cells = rows("scale").find(|cells| cells[1..].contains(&plain.as_str()))?;
        Some((at..at + word.len(), cells[0].parse().ok()?))
    })
}

/// Replaces a scale word by another in the same form: `مليونا دينار` becomes `مليارا دينار`,
/// `ثلاثة ملايين` becomes `ثلاثة مليارات`.
fn scale_alone(case: &Case<'_>, number: Decimal, manner: &Manner) -> Vec<Repair> {
    let text = case.text();
    let mut made = Vec::new();
    for (at, word) in words(text) {
        let plain: String = word.chars().filter(|c| *c != '\u{64B}').collect();
        for old in rows("scale") {
            // Singular, accusative, both duals, plural; the duals before a noun.
            let forms = |cells: &[&str]| {
                let short = |word: &str| word.chars().take(word.chars().count() - 1).collect::<String>();
                let full = cells[1..].iter().map(|form| (*form).to_owned());
                full.chain([short(cells[3]), short(cells[4])]).collect::<Vec<_>>()
            };
            let with_prefix = |form: &String| {
                let prefix = plain.strip_suffix(form.as_str())?;
                matches!(prefix, "" | "و" | "ب" | "ل" | "ك" | "ف").then(|| prefix.to_owned())
            };
            let all = forms(&old);
            let Some((n, prefix)) =
                all.iter().enumerate().find_map(|(n, form)| Some((n, with_prefix(form)?)))
            else {
                continue;
            };
            for new in rows("scale").filter(|new| new[0] != old[0]) {
                let form = if n == 1 && word.contains('\u{64B}') {
                    accusative(new[2], manner)
                } else {
                    forms(&new)[n].clone()
                };
                made.push(with_part(case, at..at + word.len(), &format!("{prefix}{form}"), true));
            }
        }
    }
    if number.is_integer() { made } else { Vec::new() }
}

/// Replaces a number in words by another in words, with its noun.
fn in_words(case: &Case<'_>, number: Decimal, manner: &Manner) -> Option<Repair> {
    let text = case.text();
    let n = i64::try_from(number).ok().filter(|n| number.is_integer() && *n > 0)?;
    let (unit, place) = noun_in(text, case.wrong.unit()).unzip();
    let (was, is) = (form_of_wrong(case), form_of(number));
    // Particles joined to the number word stay.
    let first = words(text).next()?.1;
    let stripped = bare(first);
    let joined = first.len().saturating_sub(stripped.len());
    let prefix = if joined > 0 && first.ends_with(stripped.as_str()) { &first[..joined] } else { "" };
    if clitics::without_article(first, Classes::NONE).is_some() {
        return None;
    }
    let noun = match (unit, &place) {
        (Some(noun), Some(_)) if was != is => Some(manner.noun_after(is, noun)),
        (_, Some(place)) => Some(Some(text[place.clone()].to_owned())),
        _ => None,
    };
    let followed =
        noun.is_some() || case.after().trim_start().chars().next().is_some_and(char::is_alphabetic);
    let feminine = manner.feminine.unwrap_or(false);
    let oblique = manner.oblique.unwrap_or(true);
    let (said, depends) = number_words(n, feminine, oblique, followed && is == Counted::Genitive);
    let said = manner.spelled(&said);
    let rest = place.as_ref().map_or("", |place| &text[place.end..]);
    let (text, noun_known) = match (is, noun) {
        (Counted::Two, Some(Some(dual))) => (format!("{prefix}{dual}{rest}"), true),
        (Counted::One | Counted::Two | Counted::Other, _) => return None,
        (_, Some(Some(noun))) => (format!("{prefix}{said} {noun}{rest}"), true),
        (_, _) => (format!("{prefix}{said}"), was == is || !followed),
    };
    let sure = noun_known
        && (manner.feminine.is_some() || !depends.gender)
        && (manner.oblique.is_some() || !depends.case);
    Some(Repair { span: case.wrong.span, text, sure })
}

/// Replaces an ordinal by another of the same gender: `المركز الثالث`.
fn ordinals(case: &Case<'_>, number: Decimal) -> Vec<Repair> {
    let text = case.text();
    let Some(new) = rows("ordinal").find(|cells| cells[0] == number.normalize().to_string()) else {
        return Vec::new();
    };
    let mut made = Vec::new();
    for (at, word) in words(text) {
        for old in rows("ordinal") {
            for column in [1, 2] {
                let without = |word: &'static str| clitics::bare(word, Classes::ARTICLE);
                if word == old[column] {
                    made.push(with_part(case, at..at + word.len(), new[column], true));
                } else if word == without(old[column]) && new[0] != "1" && old[0] != "1" {
                    made.push(with_part(case, at..at + word.len(), without(new[column]), true));
                }
            }
        }
    }
    made
}

/// Adds a missing percent sign, in the style of the digits.
fn percent(case: &Case<'_>) -> Vec<Repair> {
    let text = case.text();
    if case.right.kind() != Kind::Percent || case.wrong.kind() == Kind::Percent {
        return Vec::new();
    }
    let sign = |run: &str| if run.contains(|c: char| c.is_ascii_digit()) { "%" } else { "٪" };
    runs(text)
        .into_iter()
        .map(|run| with_part(case, run.clone(), &format!("{}{}", &text[run.clone()], sign(&text[run])), true))
        .collect()
}

/// Replaces the unit after the same number, in the form of the old one.
fn other_unit(case: &Case<'_>) -> Option<Repair> {
    let (wrong, right) = (case.wrong.unit()?, case.right.unit()?);
    if wrong == right {
        return None;
    }
    let text = case.text();
    let (old, place) = noun_in(text, Some(wrong))?;
    let new = nouns(right).into_iter().next()?;
    let form = form_of_wrong(case);
    let manner = Manner::of(case);
    let word =
        if text[place.clone()] == *old[0] { new[0].to_owned() } else { manner.noun_after(form, new)? };
    // The number remains right only with a noun of the same gender.
    let sure = is_feminine(old[0]) == is_feminine(new[0]) || !runs(text).is_empty();
    Some(with_part(case, place, &word, sure))
}
