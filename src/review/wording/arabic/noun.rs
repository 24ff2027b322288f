//! The form of a noun with its number.

use super::table::rows;
use crate::{
    figure::{Decimal, Unit},
    review::wording::english::words,
    text::Lang,
};
use std::ops::Range;

/// The form of a noun with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// One: the noun, then the number.
    One,
    /// Two: the dual of the noun.
    Two,
    /// 3 to 10: the plural.
    Plural,
    /// 11 to 99: the singular in the accusative.
    Accusative,
    /// Whole hundreds and more, and fractions: the singular in the genitive.
    Genitive,
    /// 101, 102 and the like, for which usage varies.
    Other,
}

pub(super) fn form_of(number: Decimal) -> Counted {
    let Some(n) = i64::try_from(number).ok().filter(|_| number.is_integer()) else {
        return Counted::Genitive;
    };
    match (n, n % 100) {
        (1, _) => Counted::One,
        (2, _) => Counted::Two,
        (_, 3..=10) => Counted::Plural,
        (_, 11..=99) => Counted::Accusative,
        (_, 0) => Counted::Genitive,
        _ => Counted::Other,
    }
}

pub(super) fn is_feminine(singular: &str) -> bool {
    singular.trim_end_matches('\u{64B}').ends_with(['ة', 'ى'])
}

/// The nouns of a unit, singular and plural, that are single words.
pub(super) fn nouns(unit: Unit) -> Vec<[&'static str; 2]> {
    let names: Vec<&str> = unit.names(Lang::Ar).collect();
    let plain = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
    let listed = rows("noun").filter(|cells| names.contains(&cells[0])).map(|cells| [cells[0], cells[1]]);
    let pairs = names.windows(2).filter(|pair| pair.iter().all(|word| plain(word)));
    listed.chain(pairs.map(|pair| [pair[0], pair[1]])).collect()
}

/// The noun of a unit in a text, and its place.
pub(super) fn noun_in(text: &str, unit: Option<Unit>) -> Option<([&'static str; 2], Range<usize>)> {
    nouns(unit?).into_iter().find_map(|noun| Some((noun, noun_place(text, noun)?)))
}

/// The place of the unit's noun in the figure, in any of its forms.
fn noun_place(text: &str, [singular, plural]: [&str; 2]) -> Option<Range<usize>> {
    let stem = singular.trim_end_matches('ة');
    let is_it = |word: &str| {
        let word: String = word.chars().filter(|c| !('\u{64B}'..='\u{652}').contains(c)).collect();
        let rest =
            |rest: &str| matches!(rest, "" | "ة" | "ا" | "ين" | "ان" | "تين" | "تان" | "تا" | "تي" | "ي");
        word == plural || word.strip_prefix(stem).is_some_and(rest)
    };
    words(text).filter(|(_, word)| is_it(word)).map(|(at, word)| at..at + word.len()).last()
}
