//! The languages of `data/languages.tsv`, indexed by word and by letter.

use rustc_hash::FxHashMap;
use std::{fmt, sync::LazyLock};

pub(super) const TABLE: &str = include_str!("../../data/languages.tsv");

/// A language that is neither Arabic nor English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language {
    pub(super) tag: &'static str,
    pub(super) name: &'static str,
}

impl Language {
    /// Its language tag (BCP 47); `und-Cyrl` for text of which only the script is known.
    pub fn tag(self) -> &'static str {
        self.tag
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        self.name
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A set of rows of the table, one bit each.
pub(super) type Rows = u64;

/// The table in the form used for counting.
pub(super) struct Languages {
    /// Tag and name of each row.
    pub(super) rows: Vec<Language>,
    /// The rows that have a word; words are folded by [`fold`].
    pub(super) words: FxHashMap<String, Rows>,
    /// The rows that have a letter that English or Arabic lacks.
    pub(super) letters: FxHashMap<char, Rows>,
    /// Rows of languages in Latin letters, except English.
    pub(super) latin: Rows,
    /// Rows of languages in Arabic letters, except Arabic.
    pub(super) arabic: Rows,
    /// The row of English.
    pub(super) en: Rows,
    /// The row of Arabic.
    pub(super) ar: Rows,
    /// Rows that are not languages: words that are not evidence by themselves.
    pub(super) weak: Rows,
}

pub(super) static LANGUAGES: LazyLock<Languages> = LazyLock::new(|| {
    let mut made = Languages {
        rows: Vec::new(),
        words: FxHashMap::default(),
        letters: FxHashMap::default(),
        latin: 0,
        arabic: 0,
        en: 0,
        ar: 0,
        weak: 0,
    };
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (tag, name, script, letters, words) = (cell(), cell(), cell(), cell(), cell());
        let bit: Rows = 1 << made.rows.len();
        match (tag, script) {
            ("en", _) => made.en = bit,
            ("ar", _) => made.ar = bit,
            (_, "latin") => made.latin |= bit,
            (_, "arabic") => made.arabic |= bit,
            _ => made.weak |= bit,
        }
        made.rows.push(Language { tag, name });
        for word in words.split(' ') {
            *made.words.entry(fold(word)).or_default() |= bit;
        }
        for letter in letters.chars().filter(|c| *c != ' ') {
            *made.letters.entry(letter).or_default() |= bit;
        }
    }
    made
});

/// The form in which words are compared: lower case, without vowel signs, with the Arabic
/// equivalents of letters from other keyboards.
pub(super) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Like [`fold`], into a string that is cleared first.
pub(super) fn fold_into(word: &str, out: &mut String) {
    use crate::text::{bidi, chars};
    out.clear();
    for c in word.chars() {
        match c {
            'a'..='z' | 'ء'..='غ' | 'ف'..='ي' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            'ی' => out.push('ي'),
            'ک' => out.push('ك'),
            'ہ' | 'ھ' => out.push('ه'),
            'ٱ' => out.push('ا'),
            // The rest of a lower-cased `İ`.
            '\u{307}' | chars::TATWEEL => {}
            _ if chars::is_tashkeel(c) || bidi::is_invisible(c) => {}
            _ => out.extend(c.to_lowercase().filter(|c| *c != '\u{307}')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(TABLE.starts_with("# ") && TABLE.contains("Licence: MIT OR Apache-2.0"));
        let rows: Vec<Vec<&str>> =
            TABLE.lines().filter(|row| !row.starts_with('#')).map(|row| row.split('\t').collect()).collect();
        assert!(rows.len() < 64, "more rows than bits");
        assert!(rows.is_sorted_by(|a, b| a[0] < b[0]), "not sorted, or one is there twice");
        for row in rows {
            let [tag, name, script, letters, words] = row[..] else { panic!("{row:?}") };
            assert!(!tag.is_empty() && !name.is_empty(), "{row:?}");
            assert!(["latin", "arabic", "particles"].contains(&script), "{tag}: {script}");
            let words: Vec<&str> = words.split(' ').collect();
            assert!(words.is_sorted_by(|a, b| a < b), "{tag}: words not sorted, or one is there twice");
            assert!(words.iter().all(|word| !word.is_empty() && !fold(word).is_empty()), "{tag}");
            let letters: Vec<&str> = letters.split(' ').filter(|letter| !letter.is_empty()).collect();
            assert!(letters.is_sorted_by(|a, b| a < b), "{tag}: letters");
        }
    }
}
