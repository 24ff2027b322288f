//! Abbreviations that Arabic spells out letter by letter: `بي بي سي` for BBC.

use crate::text::clitics::{self, Classes};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Longest abbreviation that is recognised.
const LONGEST: usize = 8;

/// For each Arabic name of a letter, the Latin letters it may denote, with bit 0 for `a`.
static NAMES: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut names: FxHashMap<&str, u32> = FxHashMap::default();
    for line in include_str!("../../data/names-letters.tsv").lines().filter(|line| !line.starts_with('#')) {
        if let Some((letter, spelled)) = line.split_once('\t') {
            for name in spelled.split('|') {
                *names.entry(name).or_default() |= bit(letter.chars().next());
            }
        }
    }
    names
});

fn bit(letter: Option<char>) -> u32 {
    match letter {
        Some(c @ 'a'..='z') => 1 << (c as u32 - 'a' as u32),
        _ => 0,
    }
}

/// The Latin letters that a folded Arabic word may be the name of, as bits; 0 for any other word.
/// Clitics and the article are allowed before the first letter of an abbreviation.
pub(super) fn letters(folded: &str, first: bool) -> u32 {
    let name = |word: &str| NAMES.get(word).copied().unwrap_or(0);
    let allowed = if first { Classes::NOUN } else { Classes::NONE };
    clitics::forms(folded, allowed).fold(0, |found, form| found | name(form))
}

/// True if the words spell the folded abbreviation, letter for letter.
pub(super) fn spells<'a>(mut words: impl Iterator<Item = &'a str>, abbreviation: &str) -> bool {
    let count = abbreviation.len();
    (2..=LONGEST).contains(&count)
        && abbreviation.chars().enumerate().all(|(n, letter)| {
            words.next().is_some_and(|word| letters(word, n == 0) & bit(Some(letter)) != 0)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, fold::fold};

    #[test]
    fn letter_names_spell_abbreviations() {
        let spelled = |text: &str, abbreviation| {
            let folded = fold(Lang::Ar, text);
            spells(folded.split(' '), abbreviation)
        };
        assert!(spelled("بي بي سي", "bbc"));
        assert!(spelled("لسي إن إن", "cnn"));
        assert!(spelled("إف بي آي", "fbi"));
        assert!(!spelled("بي بي سي", "cnn"));
        assert!(!spelled("بي", "bbc"));
    }

    #[test]
    fn the_table_names_every_letter_once() {
        let table = include_str!("../../data/names-letters.tsv");
        assert!(table.starts_with('#') && table.contains("Licence: MIT OR Apache-2.0"));
        let letters: String =
            table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').next()).collect();
        assert_eq!(letters, "abcdefghijklmnopqrstuvwxyz");
    }
}
