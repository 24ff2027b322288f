//! Differences in meaning between texts that are similar in nearly every letter: figures,
//! negations, opposites.
//!
//! The words are in `data/directions.tsv` and `data/antonyms.tsv`.

use crate::{
    figure,
    text::{
        Lang, chars,
        clitics::{self, Classes},
        table,
    },
};
use rustc_hash::FxHashMap;
use std::{fmt::Write as _, sync::LazyLock};
use xxhash_rust::xxh3::Xxh3;

/// Least number of letters of a stem that may have any ending.
const STEM: usize = 2;

/// The words of a language with numbers for their senses.
#[derive(Default)]
struct Words {
    whole: FxHashMap<&'static str, u64>,
    stems: FxHashMap<&'static str, u64>,
}

impl Words {
    fn add(&mut self, words: &'static str, sense: u64) {
        for word in words.split('|').filter(|word| !word.contains(' ')) {
            match word.strip_suffix('*') {
                Some(stem) => self.stems.insert(stem, sense),
                None => self.whole.insert(word, sense),
            };
        }
    }

    fn sense(&self, word: &str) -> Option<u64> {
        self.whole.get(word).copied().or_else(|| {
            let ends = word.char_indices().map(|(at, _)| at).skip(STEM).chain([word.len()]);
            ends.filter_map(|end| self.stems.get(word.get(..end)?)).last().copied()
        })
    }
}

fn table(lang: Lang) -> &'static Words {
    static TABLES: LazyLock<[Words; 2]> = LazyLock::new(|| {
        let mut tables = [Words::default(), Words::default()];
        let of = |lang: &str| usize::from(lang == "en");
        let rows = |table: &'static str| table.lines().filter(|row| !row.starts_with('#'));
        let mut senses: Vec<&str> = Vec::new();
        for row in table::rows(include_str!("../../data/directions.tsv")) {
            if let [sense, lang, words] = row.split('\t').collect::<Vec<_>>()[..] {
                let known = senses.iter().position(|known| *known == sense);
                let number = known.unwrap_or_else(|| {
                    senses.push(sense);
                    senses.len() - 1
                });
                tables[of(lang)].add(words, number as u64);
            }
        }
        for (n, row) in (0_u64..).zip(rows(include_str!("../../data/antonyms.tsv"))) {
            if let [lang, one, other] = row.split('\t').collect::<Vec<_>>()[..] {
                tables[of(lang)].add(one, 1000 + 2 * n);
                tables[of(lang)].add(other, 1001 + 2 * n);
            }
        }
        tables
    });
    &TABLES[usize::from(lang == Lang::En)]
}

/// The sense of an Arabic word without the particles joined to it.
fn arabic_sense(words: &Words, word: &str) -> Option<u64> {
    let long = clitics::splits(word, Classes::ALL).map(|split| split.rest).filter(|rest| rest.len() > 3);
    std::iter::once(word).chain(long).find_map(|form| words.sense(form))
}

/// A hash of the figures, negations and opposites of a text in their order: equal texts in this
/// respect have equal hashes, and others almost certainly different ones. `text` is the original,
/// `normal` its normal form ([`super::normal`]).
pub(super) fn guard(lang: Lang, text: &str, normal: &str) -> u32 {
    let mut hash = Xxh3::new();
    let words = table(lang);
    for word in normal.split(' ') {
        if word.chars().any(chars::is_digit) {
            hash.update(word.as_bytes());
            hash.update(b"\0");
            continue;
        }
        let sense = match lang {
            Lang::Ar => arabic_sense(words, word),
            Lang::En => words.sense(word),
        };
        if let Some(sense) = sense {
            hash.update(&sense.to_le_bytes());
        }
    }
    let mut value = String::new();
    for figure in figure::read(lang, text) {
        value.clear();
        // Writing to a String cannot fail.
        let _ = write!(value, "{:?}", figure.numbers());
        hash.update(value.as_bytes());
    }
    hash.digest() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::normal::normal;

    fn of(lang: Lang, text: &str) -> u32 {
        let mut out = String::new();
        normal(lang, text, &mut String::new(), &mut out);
        guard(lang, text, &out)
    }

    #[test]
    fn a_figure_a_negation_and_an_opposite_make_a_difference() {
        for (lang, one, other) in [
            (Lang::En, "It cost 50 pounds.", "It cost 60 pounds."),
            (Lang::En, "Three ships left.", "Four ships left."),
            (Lang::En, "Prices rose in May.", "Prices fell in May."),
            (Lang::En, "They will come.", "They will not come."),
            (Lang::En, "The court accepted it.", "The court rejected it."),
            (Lang::En, "The 5 won 3 games.", "The 3 won 5 games."),
            (Lang::Ar, "وصلت ثلاث سفن.", "وصلت أربع سفن."),
            (Lang::Ar, "سوف يحضرون غدا.", "لن يحضروا غدا."),
            (Lang::Ar, "وقبلت المحكمة الطلب.", "ورفضت المحكمة الطلب."),
            (Lang::Ar, "ارتفعت الأسعار.", "انخفضت الأسعار."),
        ] {
            assert_ne!(of(lang, one), of(lang, other), "{one} | {other}");
        }
    }

    #[test]
    fn other_words_and_spellings_make_none() {
        for (lang, one, other) in [
            (Lang::En, "The ship left Alexandria at 5.", "That vessel left Alexandria at 5!"),
            (Lang::En, "Prices rose by 1,000.", "Prices increased by 1000."),
            (Lang::Ar, "غادرت السفينة الميناء ٥ مرات.", "تركت السفينة المرفأ 5 مرات."),
        ] {
            assert_eq!(of(lang, one), of(lang, other), "{one} | {other}");
        }
    }

    #[test]
    fn the_table_of_opposites_is_in_order() {
        let rows: Vec<&str> =
            include_str!("../../data/antonyms.tsv").lines().filter(|row| !row.starts_with('#')).collect();
        assert!(rows.is_sorted());
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            assert!(cells.len() == 3 && ["ar", "en"].contains(&cells[0]), "{row}");
            let folded = |lang| {
                let mut out = String::new();
                crate::text::fold::fold_into(lang, row, &mut out);
                out
            };
            assert_eq!(folded(if cells[0] == "ar" { Lang::Ar } else { Lang::En }), row, "not folded");
        }
    }
}
