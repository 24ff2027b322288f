//! The tables that a linguist may want to correct: abbreviations, and words that open a sentence.

use crate::text::{Lang, bidi, chars, stem::stem};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The relation of an abbreviation to the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Its stop never ends a sentence: `Dr.`, `د.`
    Never,
    /// It ends one only before a word that opens a sentence: `Inc.`, `ذ.م.م.`
    Maybe,
    /// It ends one wherever a sentence may begin: `etc.`, `إلخ.`
    Ends,
    /// An English initial by its Arabic name: `سي.`
    Letter,
    /// It is an abbreviation only before a number: `No.`, `ص.`
    Number,
}

/// The tables of one language.
pub(super) struct Tables {
    abbreviations: FxHashMap<String, Abbreviation>,
    words: FxHashMap<String, u16>,
}

impl Tables {
    fn parse(abbreviations: &'static str, table: &'static str, key: fn(&str) -> String) -> Tables {
        let mut words = FxHashMap::default();
        for mut row in rows(table) {
            if let (Some(word), Some(what)) = (row.next(), row.next().and_then(what)) {
                *words.entry(key(word)).or_insert(0) |= what as u16;
            }
        }
        Tables {
            abbreviations: rows(abbreviations)
                .filter_map(|mut row| Some((key(row.next()?), kind(row.next()?)?)))
                .collect(),
            words,
        }
    }

    /// Looks an abbreviation up, given without its last stop.
    pub(super) fn abbreviation(&self, key: &str) -> Option<Abbreviation> {
        self.abbreviations.get(key).copied()
    }

    /// True if the table has the given property for a word.
    pub(super) fn says(&self, key: &str, what: What) -> bool {
        self.words.get(key).is_some_and(|known| known & what as u16 != 0)
    }
}

/// The properties of words in the tables of openings; a word may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum What {
    /// Opens a sentence.
    Opens = 1,
    /// Belongs to the time of day before it.
    Belongs = 2,
    /// Attributes a quotation.
    Says = 4,
    /// Continues the sentence.
    Continues = 8,
    /// Begins with و or ف that is not a conjunction.
    Whole = 16,
    /// Is identified by a letter.
    Labels = 32,
    /// Is identified by a number: an article, a section.
    Numbered = 64,
    /// It cannot end a sentence: `that`, `because`, `from`.
    Hangs = 128,
    /// Names something whose title or wording follows in quotes: a novel, a slogan.
    Titled = 256,
    /// Counts points: `first`, `second`.
    Ordinal = 512,
    /// Opens a condition: `if`.
    Condition = 1024,
    /// Names a stretch of time: a day, an evening.
    Time = 2048,
    /// Ends the address of a site, in Arabic letters: `.نت`.
    Domain = 4096,
}

fn what(name: &str) -> Option<What> {
    Some(match name {
        "opens" => What::Opens,
        "belongs" => What::Belongs,
        "says" => What::Says,
        "continues" => What::Continues,
        "whole" => What::Whole,
        "labels" => What::Labels,
        "numbered" => What::Numbered,
        "hangs" => What::Hangs,
        "titled" => What::Titled,
        "ordinal" => What::Ordinal,
        "condition" => What::Condition,
        "time" => What::Time,
        "domain" => What::Domain,
        _ => return None,
    })
}

fn rows(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t'))
}

fn kind(name: &str) -> Option<Abbreviation> {
    Some(match name {
        "never" => Abbreviation::Never,
        "maybe" => Abbreviation::Maybe,
        "ends" => Abbreviation::Ends,
        "letter" => Abbreviation::Letter,
        "number" => Abbreviation::Number,
        _ => return None,
    })
}

/// The English tables; looked up as written.
pub(super) static ENGLISH: LazyLock<Tables> = LazyLock::new(|| {
    Tables::parse(
        include_str!("../../data/abbreviations.en.tsv"),
        include_str!("../../data/openings.en.tsv"),
        str::to_owned,
    )
});

/// The Arabic tables; looked up by [`arabic_key`].
pub(super) static ARABIC: LazyLock<Tables> = LazyLock::new(|| {
    Tables::parse(
        include_str!("../../data/abbreviations.ar.tsv"),
        include_str!("../../data/openings.ar.tsv"),
        arabic_key,
    )
});

/// The stems of Arabic words that name what has a title.
pub(super) static TITLED: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    rows(include_str!("../../data/openings.ar.tsv"))
        .filter_map(|mut row| Some((row.next()?, row.next()?)))
        .filter(|(_, name)| what(name) == Some(What::Titled))
        .map(|(word, _)| stem(Lang::Ar, word))
        .collect()
});

/// The English adjectives of nations, in small letters.
pub(super) static NATIONS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../../data/nationalities.tsv"))
        .filter_map(|mut row| row.nth(1))
        .flat_map(|adjectives| adjectives.split('|'))
        .collect()
});

/// The key of an Arabic word: without vowel signs, tatweel and invisible marks, all alifs unified.
pub(super) fn arabic_key(word: &str) -> String {
    word.chars()
        .filter(|&c| !chars::is_tashkeel(c) && c != chars::TATWEEL && !bidi::is_invisible(c))
        .map(|c| if matches!(c, 'أ' | 'إ' | 'آ' | 'ٱ') { 'ا' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: [(&str, &str); 4] = [
        ("abbreviations.ar", include_str!("../../data/abbreviations.ar.tsv")),
        ("abbreviations.en", include_str!("../../data/abbreviations.en.tsv")),
        ("openings.ar", include_str!("../../data/openings.ar.tsv")),
        ("openings.en", include_str!("../../data/openings.en.tsv")),
    ];

    #[test]
    fn every_table_is_sorted_unique_and_says_where_it_comes_from() {
        for (name, table) in TABLES {
            assert!(
                table.contains("# Source: written for Mizan.\n# Licence: MIT OR Apache-2.0.\n"),
                "{name}"
            );
            let lines: Vec<&str> = table.lines().skip_while(|line| line.starts_with('#')).collect();
            for pair in lines.windows(2) {
                let fields = |line: &'static str| line.split('\t').collect::<Vec<_>>();
                assert!(fields(pair[0]) < fields(pair[1]), "{name}: `{}` before `{}`", pair[0], pair[1]);
            }
            assert!(lines.iter().all(|line| !line.contains(bidi::is_invisible)), "{name}");
        }
    }

    #[test]
    fn every_row_has_a_known_kind() {
        for (name, table) in TABLES {
            for row in rows(table) {
                let fields: Vec<&str> = row.collect();
                if name.starts_with("abbreviations") {
                    assert!(fields.len() == 3 && kind(fields[1]).is_some(), "{name}: {fields:?}");
                } else {
                    assert!(fields.len() == 2 && what(fields[1]).is_some(), "{name}: {fields:?}");
                }
            }
        }
    }

    #[test]
    fn no_two_abbreviations_have_the_same_key() {
        for (table, key) in [(TABLES[0].1, arabic_key as fn(&str) -> String), (TABLES[1].1, str::to_owned)] {
            let mut seen = std::collections::HashSet::new();
            for mut row in rows(table) {
                let word = row.next().unwrap();
                assert!(seen.insert(key(word)), "{word}");
            }
        }
    }
}
