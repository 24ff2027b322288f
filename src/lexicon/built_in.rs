//! The lexicon that comes with the program, `data/lexicon.tsv` and, for the dialects, `data/lexicon-dialects.tsv`.

use super::{Lexicon, Row, parse_rows};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/lexicon.tsv");
const DIALECTS: &str = include_str!("../../data/lexicon-dialects.tsv");

/// The lexicon that the build script made of the tables.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The lexicon of `data/lexicon.tsv`.
pub fn built_in() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::unpack(PACKED))
}

/// The rows of `data/lexicon.tsv` in order of the English headword, and behind them those of the dialects.
pub fn built_in_rows() -> Vec<Row<'static>> {
    let mut rows = parse_rows(TABLE, "data/lexicon.tsv").expect("the table is read by a test of its own");
    rows.extend(dialect_rows());
    rows
}

/// The rows of `data/lexicon-dialects.tsv`.
fn dialect_rows() -> Vec<Row<'static>> {
    parse_rows(DIALECTS, "data/lexicon-dialects.tsv").expect("the table is read by a test of its own")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::chars;
    use std::collections::HashSet;

    #[test]
    fn every_row_of_the_table_can_be_used() {
        let rows = parse_rows(TABLE, "data/lexicon.tsv").expect("readable");
        assert!(rows.len() >= 5_000, "{} headwords", rows.len());
        let mut seen = HashSet::new();
        let mut last = ("", "");
        for row in &rows {
            let key = (row.english, row.part_of_speech);
            assert!(seen.insert(key), "{key:?} twice");
            assert!(last <= key, "{key:?} out of order");
            last = key;
            assert!(
                ["noun", "verb", "adj", "adv", "func", "num", "phrase"].contains(&row.part_of_speech),
                "{key:?}"
            );
            assert!(
                ["general", "news", "law", "gov", "econ", "health", "tech", "relig", "lit"]
                    .contains(&row.register),
                "{key:?}"
            );
            assert!(row.english.chars().all(|c| c.is_ascii_lowercase() || "-' ".contains(c)), "{key:?}");
            let forms: Vec<&str> = row.arabic().collect();
            assert!(forms.iter().collect::<HashSet<_>>().len() == forms.len(), "{key:?} repeats a form");
            for form in forms {
                assert!(form.chars().all(|c| c == ' ' || chars::is_arabic_letter(c)), "{key:?}: {form}");
                assert!(!form.chars().any(|c| "پچژگکی".contains(c)), "{key:?}: Persian letter in {form}");
            }
        }
        assert!(Lexicon::from_rows(&rows).len() >= 8_000);
    }

    #[test]
    fn every_dialect_has_its_hundreds_of_words() {
        let mut rows = std::collections::HashMap::new();
        for row in dialect_rows() {
            *rows.entry(row.register).or_insert(0) += 1;
            for form in row.arabic() {
                assert!(
                    form.chars().all(|c| c == ' ' || chars::is_arabic_letter(c)),
                    "{}: {form}",
                    row.english
                );
            }
        }
        let mut names: Vec<_> = rows.keys().copied().collect();
        names.sort_unstable();
        assert_eq!(names, ["egypt", "gulf", "levant", "maghreb"]);
        assert!(rows.values().all(|&count| count >= 150), "{rows:?}");
    }

    #[test]
    fn the_packed_lexicon_says_what_the_table_says() {
        let built = Lexicon::from_rows(&built_in_rows());
        assert_eq!(built_in().fingerprint(), built.fingerprint());
        assert_eq!(built_in().pack(), built.pack());
    }

    #[test]
    fn common_words_are_there() {
        let lexicon = built_in();
        for (word, english) in
            [("الحكومة", "govern"), ("شركات", "compani"), ("قالت", "said"), ("السنة", "year")]
        {
            let folded = crate::text::fold::fold(crate::text::Lang::Ar, word);
            let id = lexicon.english(english).expect(english);
            assert!(lexicon.look_up(&folded).entries.iter().any(|e| e.english == id), "{word} {english}");
        }
    }
}
