//! The lexicon that comes with the program, `data/lexicon.tsv`.

use super::{Lexicon, Row, parse_rows};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/lexicon.tsv");

/// The lexicon that the build script made of the table.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The lexicon of `data/lexicon.tsv`.
pub fn built_in() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::unpack(PACKED))
}

/// The rows of `data/lexicon.tsv`, in order of the English headword.
pub fn built_in_rows() -> Vec<Row<'static>> {
    parse_rows(TABLE, "data/lexicon.tsv").expect("the table is read by a test of its own")
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
