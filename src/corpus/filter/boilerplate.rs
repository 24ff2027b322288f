//! Boilerplate of web pages: the phrases of `data/page-phrases.tsv`.

use crate::{corpus::normal::normal, text::Lang};
use std::{collections::HashSet, sync::LazyLock};

/// Most words in a phrase of boilerplate.
const PHRASE: usize = 6;

/// True for a normal text that begins with such a phrase and is at most a little longer.
pub(super) fn is_boilerplate(normal: &str) -> bool {
    static PHRASES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let rows = include_str!("../../../data/page-phrases.tsv").lines().filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| row.split_once('\t'))
            .map(|(lang, phrase)| {
                let lang = if lang == "ar" { Lang::Ar } else { Lang::En };
                let mut out = String::new();
                normal_phrase(lang, phrase, &mut out);
                out
            })
            .collect()
    });
    // A text much longer than a phrase has content of its own.
    let ends = normal.match_indices(' ').map(|(at, _)| at).chain([normal.len()]);
    let ends: Vec<usize> = ends.take(2 * PHRASE + 1).collect();
    ends.len() <= 2 * PHRASE && ends.iter().take(PHRASE).any(|end| PHRASES.contains(&normal[..*end]))
}

fn normal_phrase(lang: Lang, phrase: &str, out: &mut String) {
    normal(lang, phrase, &mut String::new(), out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_boilerplate_is_in_order() {
        let table = include_str!("../../../data/page-phrases.tsv");
        assert!(table.starts_with("# ") && table.contains("Licence: MIT OR Apache-2.0"));
        let rows: Vec<(&str, &str)> = table
            .lines()
            .filter(|row| !row.starts_with('#'))
            .map(|row| row.split_once('\t').unwrap())
            .collect();
        assert!(rows.is_sorted(), "not sorted");
        for (lang, phrase) in &rows {
            assert!(["ar", "en"].contains(lang), "{lang}");
            let words = phrase.split(' ').count();
            assert!((1..=PHRASE).contains(&words) && phrase.trim() == *phrase, "{phrase}");
        }
        assert_eq!(rows.iter().collect::<HashSet<_>>().len(), rows.len());
    }
}
