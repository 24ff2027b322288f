//! Scripts that neither Arabic nor English uses, and the language that each suggests.

use super::table::Language;

/// First and last character of a script, and its most likely language.
const SCRIPTS: &[(char, char, Language)] = &[
    ('\u{370}', '\u{3FF}', language("el", "Greek")),
    ('\u{400}', '\u{52F}', language("und-Cyrl", "Russian or another language in Cyrillic letters")),
    ('\u{530}', '\u{58F}', language("hy", "Armenian")),
    ('\u{590}', '\u{5FF}', language("he", "Hebrew")),
    ('\u{700}', '\u{74F}', language("syr", "Syriac")),
    ('\u{780}', '\u{7BF}', language("dv", "Maldivian")),
    ('\u{900}', '\u{97F}', language("hi", "Hindi or another language in Devanagari")),
    ('\u{980}', '\u{9FF}', language("bn", "Bengali")),
    ('\u{A00}', '\u{A7F}', language("pa", "Punjabi")),
    ('\u{B80}', '\u{BFF}', language("ta", "Tamil")),
    ('\u{C00}', '\u{C7F}', language("te", "Telugu")),
    ('\u{D00}', '\u{D7F}', language("ml", "Malayalam")),
    ('\u{E00}', '\u{E7F}', language("th", "Thai")),
    ('\u{10A0}', '\u{10FF}', language("ka", "Georgian")),
    ('\u{1200}', '\u{137F}', language("am", "Amharic")),
    ('\u{1F00}', '\u{1FFF}', language("el", "Greek")),
    ('\u{2D30}', '\u{2D7F}', language("zgh", "Berber")),
    ('\u{3040}', '\u{30FF}', language("ja", "Japanese")),
    ('\u{3400}', '\u{9FFF}', language("zh", "Chinese")),
    ('\u{AC00}', '\u{D7AF}', language("ko", "Korean")),
];

const fn language(tag: &'static str, name: &'static str) -> Language {
    Language { tag, name }
}

/// The index of the script of a character in the list; `None` for Latin, Arabic and rare scripts.
pub(super) fn index(c: char) -> Option<usize> {
    SCRIPTS.iter().position(|(first, last, _)| (*first..=*last).contains(&c))
}

/// Number of scripts.
pub(super) const COUNT: usize = SCRIPTS.len();

/// The language that a script suggests.
pub(super) fn suggests(index: usize) -> Option<Language> {
    SCRIPTS.get(index).map(|(.., language)| *language)
}

/// True for languages written without blanks between words.
pub(super) fn is_without_blanks(language: Language) -> bool {
    matches!(language.tag, "ja" | "zh" | "th")
}
