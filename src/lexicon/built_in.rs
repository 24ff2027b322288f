//! The built-in lexicons: `data/lexicon.tsv` and, for the dialects, `data/lexicon-dialects.tsv`.

use super::Lexicon;
#[cfg(feature = "formats")]
use super::{LexiconRow, parse_rows};
use crate::text::{memo::Memo, stem};
use std::sync::OnceLock;

/// The lexicons as packed by the build script.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
const PACKED_DIALECTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dialects.bin"));

/// The lexicon of `data/lexicon.tsv`, for standard Arabic.
pub fn built_in() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::unpack(PACKED))
}

/// The lexicon of `data/lexicon-dialects.tsv`, for texts for which [`is_dialect`] is true. Many of
/// its words mean something else in standard Arabic (ماشي: walking, but *not* in the Maghreb).
pub fn dialects() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::unpack(PACKED_DIALECTS))
}

/// Least share (one in so many) and number of function words in a text in dialect that standard
/// Arabic does not have.
const ONE_IN: usize = 40;
const AT_LEAST: usize = 2;

/// Whether an Arabic text is in a dialect, judged by its function words. The input is folded words
/// with their counts.
///
/// ```
/// use mizan::lexicon::is_dialect;
/// let words = |text: &'static str| text.split(' ').map(|word| (word, 1));
/// assert!(is_dialect(words("شو بدك تشرب وين رحت امبارح")));
/// assert!(!is_dialect(words("ماذا تريد ان تشرب واين ذهبت امس")));
/// ```
pub fn is_dialect<'a>(words: impl IntoIterator<Item = (&'a str, usize)>) -> bool {
    let (mut all, mut own) = (0, 0);
    for (folded, count) in words {
        all += count;
        own += if is_of_dialect(folded) { count } else { 0 };
    }
    own >= AT_LEAST && own * ONE_IN >= all
}

thread_local! {
    static OF_DIALECT: Memo<bool> = Memo::default();
}

/// True for a function word of the dialects, with or without clitics, that standard Arabic does not have.
fn is_of_dialect(folded: &str) -> bool {
    OF_DIALECT.with(|known| known.get(folded, find_in_dialects))
}

fn find_in_dialects(folded: &str) -> bool {
    let mut dialect = false;
    stem::for_each_analysis(folded, |form, depth| {
        dialect |= depth == stem::Depth::Clitics && dialects().lists_function(form);
    });
    // Asked last, because hardly any word is of a dialect.
    dialect && !is_standard(folded)
}

/// True for a word of the built-in lexicon in whatever form.
fn is_standard(folded: &str) -> bool {
    let mut standard = false;
    stem::for_each_analysis(folded, |form, _| standard |= built_in().lists(form));
    standard
}

/// The rows of `data/lexicon.tsv` in order of the English headword.
#[cfg(feature = "formats")]
pub fn built_in_rows() -> Vec<LexiconRow<'static>> {
    static TEXT: OnceLock<String> = OnceLock::new();
    let deflated = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.deflate"));
    rows_of(TEXT.get_or_init(|| inflated(deflated)))
}

/// The rows of `data/lexicon-dialects.tsv`.
#[cfg(feature = "formats")]
pub fn dialect_rows() -> Vec<LexiconRow<'static>> {
    static TEXT: OnceLock<String> = OnceLock::new();
    let deflated = include_bytes!(concat!(env!("OUT_DIR"), "/dialects.deflate"));
    rows_of(TEXT.get_or_init(|| inflated(deflated)))
}

/// A table that the build script has compressed.
#[cfg(feature = "formats")]
fn inflated(bytes: &[u8]) -> String {
    std::io::read_to_string(flate2::bufread::DeflateDecoder::new(bytes)).expect("made by the build script")
}

#[cfg(feature = "formats")]
fn rows_of(table: &str) -> Vec<LexiconRow<'_>> {
    parse_rows(table, "a built-in lexicon").expect("the build script has read it")
}

#[cfg(all(test, feature = "formats"))]
mod tests {
    use super::*;
    use crate::text::chars;
    use std::collections::HashSet;

    #[test]
    fn every_row_of_the_table_can_be_used() {
        let rows = built_in_rows();
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
        for (packed, rows) in [(built_in(), built_in_rows()), (dialects(), dialect_rows())] {
            let built = Lexicon::from_rows(&rows);
            assert_eq!(packed.fingerprint(), built.fingerprint());
            assert_eq!(packed.pack(), built.pack());
        }
    }

    #[test]
    fn a_text_in_dialect_is_known_by_its_function_words() {
        let folded = |text: &str| -> Vec<String> {
            text.split(' ').map(|word| crate::text::fold::fold(crate::text::Lang::Ar, word)).collect()
        };
        let dialect = |text: &str| {
            let words = folded(text);
            is_dialect(words.iter().map(|word| (word.as_str(), 1)))
        };
        for text in [
            "إزيك يا محمود عامل إيه النهارده مش هتروح الشغل دلوقتي",
            "شلونك اليوم وين كنت البارحة وايش سويت هناك",
            "واش راك لاباس فين كنتي البارح علاش ما جيتيش عندنا",
            "شو عم تعمل هلق بدي احكي معك شوي",
        ] {
            assert!(dialect(text), "{text}");
        }
        for text in [
            "أعلنت وزارة الصحة أمس أن عدد المرضى لم يرتفع هذا الأسبوع وأن المستشفيات مستعدة",
            "جلس الرجل ماشيا على مهل إلى بيته ولم يلتفت إلى الوراء وكان عم أبيه ينظر إليه من بعيد",
            "زار الوفد ريو دي جانيرو ثم عاد إلى بلاده في المساء بعد محادثات طويلة مع المسؤولين",
            "نعم",
            "",
        ] {
            assert!(!dialect(text), "{text}");
        }
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
