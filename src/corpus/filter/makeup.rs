//! How long the English of a pair is expected to be beside its Arabic, from what both texts consist of: abbreviations
//! and figures are said in many letters in the other language, English small words often in none.

use crate::{
    adequacy::Logistic,
    align::length_deviation,
    text::{
        Lang, chars,
        token::{self, TokenKind, tokens},
    },
};
use std::sync::LazyLock;

/// What is counted of both texts, each by the letters of its text.
pub const MAKEUP: [&str; 12] = [
    "ar-articles",
    "ar-digits",
    "ar-foreign",
    "ar-marks",
    "ar-short",
    "ar-words",
    "en-abbreviations",
    "en-capitals",
    "en-digits",
    "en-marks",
    "en-short",
    "en-words",
];

/// Letters below which a word is short: most words of such length are prepositions, articles and pronouns.
const SHORT: usize = 4;
/// Letters added to those of a text, so that short texts have no extreme shares.
const MORE: f64 = 10.0;

/// How much longer the English is than that of pairs of such a makeup, as a logarithm; `None` if a side is empty.
pub(super) fn deviation(ar: &str, en: &str) -> Option<f64> {
    let [of_ar, of_en] = [ar, en].map(|text| token::letters(text) as u32);
    (of_ar > 0 && of_en > 0).then(|| length_deviation(of_ar, of_en) - expected(ar, en))
}

/// How much longer than usual the English of pairs of such a makeup is, as a logarithm.
pub(super) fn expected(ar: &str, en: &str) -> f64 {
    static MODEL: LazyLock<Logistic<{ MAKEUP.len() }>> =
        LazyLock::new(|| Logistic::read(include_str!("../../../data/holes.tsv"), "length", &MAKEUP));
    MODEL.logit(&makeup(ar, en))
}

/// What the two texts of a pair consist of, in the order of [`MAKEUP`].
pub fn makeup(ar: &str, en: &str) -> [f64; MAKEUP.len()] {
    let (of_ar, of_en) = (Counts::of(Lang::Ar, ar), Counts::of(Lang::En, en));
    let share_ar = |count: usize| count as f64 / (of_ar.letters as f64 + MORE);
    let share_en = |count: usize| count as f64 / (of_en.letters as f64 + MORE);
    [
        share_ar(of_ar.articles),
        share_ar(of_ar.digits),
        share_ar(of_ar.foreign),
        share_ar(of_ar.marks),
        share_ar(of_ar.short),
        share_ar(of_ar.words),
        share_en(of_en.abbreviations),
        share_en(of_en.capitals),
        share_en(of_en.digits),
        share_en(of_en.marks),
        share_en(of_en.short),
        share_en(of_en.words),
    ]
}

/// Counts of one text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    /// Visible characters.
    letters: usize,
    /// Words in the script of the language.
    words: usize,
    /// Short ones of them.
    short: usize,
    /// Arabic words that begin with the article.
    articles: usize,
    /// English words with a capital first letter.
    capitals: usize,
    /// English words of capital letters only.
    abbreviations: usize,
    /// Letters of words in another script.
    foreign: usize,
    digits: usize,
    marks: usize,
}

impl Counts {
    fn of(lang: Lang, text: &str) -> Self {
        let mut counts = Counts { letters: token::letters(text), ..Counts::default() };
        for token in tokens(text) {
            let part = token.span.of(text);
            match token.kind {
                TokenKind::Word => counts.add_word(lang, part),
                TokenKind::Number => counts.digits += part.chars().filter(|&c| chars::is_digit(c)).count(),
                TokenKind::Mark => counts.marks += 1,
            }
        }
        counts
    }

    fn add_word(&mut self, lang: Lang, word: &str) {
        let letters = token::letters(word);
        if word.starts_with(chars::is_arabic_letter) != (lang == Lang::Ar) {
            self.foreign += letters;
            return;
        }
        let is_capital = word.starts_with(char::is_uppercase);
        self.words += 1;
        self.short += usize::from(letters < SHORT);
        self.articles += usize::from(word.starts_with("ال"));
        self.capitals += usize::from(is_capital);
        self.abbreviations += usize::from(is_capital && letters > 1 && word.chars().all(char::is_uppercase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_by_what_they_are() {
        let ar = Counts::of(Lang::Ar, "وصلَ الوفدُ من NATO إلى الدوحة في ٢٠٢٣.");
        let wanted = Counts {
            letters: 30,
            words: 6,
            short: 4,
            articles: 2,
            foreign: 4,
            digits: 4,
            marks: 1,
            ..Counts::default()
        };
        assert_eq!(ar, wanted);
        let en = Counts::of(Lang::En, "The UN's envoy left I-95 for Doha (الدوحة).");
        assert_eq!((en.words, en.short, en.capitals, en.abbreviations), (7, 3, 4, 0));
        assert_eq!((en.foreign, en.digits, en.marks), (6, 2, 4));
        assert_eq!(Counts::of(Lang::En, "BBC and UN").abbreviations, 2);
    }

    #[test]
    fn an_abbreviation_is_said_in_many_letters() {
        let ar = "قالت وكالة الاستخبارات المركزية الأمريكية أمس إنها لم تجد شيئا في المبنى القديم.";
        let [short, long] = ["The CIA", "The central intelligence agency of America"].map(|who| {
            deviation(ar, &format!("{who} said yesterday that it found nothing in the old building."))
                .unwrap()
        });
        assert!(short > -0.35 && long < 0.35 && short < long, "{short} {long}");
        assert_eq!(deviation("", "Yes."), None);
    }
}
