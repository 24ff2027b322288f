//! Whether a side is in its language: by its script, and within the script by what the language needs.

use crate::corpus::measure::Measures;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// True when at least a share of the letters is Arabic, and hardly any of them Persian or Urdu.
pub(super) fn is_arabic(side: &Measures, least: f64) -> bool {
    side.arabic as f64 >= least * side.letters() as f64
        // A word or two of Persian may be quoted.
        && side.not_arabic * 10 <= side.arabic
}

/// True when at least a share of the letters is Latin, and a long text has words that English cannot do without.
pub(super) fn is_english(side: &Measures, text: &str, least: f64) -> bool {
    if (side.latin as f64) < least * side.letters() as f64 {
        return false;
    }
    // Too short to tell, or full of figures.
    if side.words < 10 || side.latin < 40 {
        return true;
    }
    text.split(|c: char| !c.is_alphabetic()).filter_map(packed).any(|word| FUNCTION_WORDS.contains(&word))
}

const TABLE: &str = include_str!("../../../data/function-words.en.tsv");

static FUNCTION_WORDS: LazyLock<FxHashSet<u128>> =
    LazyLock::new(|| TABLE.lines().filter(|row| !row.starts_with('#')).filter_map(packed).collect());

/// A word of ASCII letters as a number, case aside; `None` for words that are longer than any in the table.
fn packed(word: &str) -> Option<u128> {
    if word.is_empty() || word.len() > 16 {
        return None;
    }
    Some(word.bytes().fold(0, |packed, byte| (packed << 8) | u128::from(byte.to_ascii_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(text: &str) -> bool {
        is_english(&Measures::of(text), text, 0.5)
    }

    #[test]
    fn english_is_told_from_its_neighbours_by_its_small_words() {
        for text in [
            "In December an outbreak of an unknown fever was reported in a small town.",
            "Brisbane paper: two men trick THEIR way into a famous northern tournament.",
            "He was born on 3 May 1950 in a village near Tripoli, Libya.",
        ] {
            assert!(english(text), "{text}");
        }
        for text in [
            "La délégation est arrivée au Caire dimanche dernier pour rencontrer son ministre, mais on a attendu.",
            "Quand on a vu le ministre, il a dit que les prix ont augmenté en mars.",
            "El ministro no dijo nada a los periodistas que me esperaban en la puerta.",
            "Der Minister war in Kairo und was er sagte, will ihr Sohn also so nicht gehört haben.",
            "De minister is in de hoofdstad en we gaan over een week met hem praten.",
            "Menteri itu tiba di Kairo pada hari Minggu dan bertemu dengan para pejabat setempat.",
            "Bakan pazar günü Kahire'ye geldi ve su işleri bakanı ile uzun uzun görüştü efendim.",
        ] {
            assert!(!english(text), "{text}");
        }
    }

    #[test]
    fn the_table_of_function_words_is_in_order() {
        assert!(TABLE.starts_with("# ") && TABLE.contains("Licence: MIT OR Apache-2.0"));
        let words: Vec<&str> = TABLE.lines().filter(|row| !row.starts_with('#')).collect();
        assert!(words.is_sorted_by(|a, b| a < b), "not sorted, or one stands twice");
        for word in words {
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()) && packed(word).is_some(), "{word}");
        }
    }
}
