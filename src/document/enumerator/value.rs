//! The values of enumerators, the numbers and letters of list items. `أ-` and `(a)`, `٢)`
//! and `ii.`, `ثالثاً:` and `Third:` have the same value and are anchors.

use crate::text::{Lang, chars, fold};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Longest enumerator that is looked up, in characters.
const LONGEST: usize = 12;

static TABLE: LazyLock<FxHashMap<(Lang, String), Vec<u16>>> =
    LazyLock::new(|| parse(include_str!("../../../data/enumerators.tsv")));

fn parse(rows: &str) -> FxHashMap<(Lang, String), Vec<u16>> {
    let mut table = FxHashMap::default();
    for row in rows.lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let (Some(lang), Some(form), Some(values)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let lang = if lang == "ar" { Lang::Ar } else { Lang::En };
        let values = values.split(' ').filter_map(|value| value.parse().ok()).collect();
        table.insert((lang, fold::fold(lang, form)), values);
    }
    table
}

/// The possible values of the enumerator at the start of a text, and its length in bytes; `None`
/// where the text does not begin with one.
pub(crate) fn read(lang: Lang, text: &str) -> Option<(Vec<u16>, usize)> {
    let ignored = |c: char| c.is_whitespace() || chars::is_word_extender(c);
    let start = text.trim_start_matches(ignored);
    let inner = start.trim_start_matches(['(', '[']);
    let opened = inner.len() < start.len();
    let inner = inner.trim_start_matches(ignored);
    let (length, c) =
        inner.char_indices().take(LONGEST + 1).find(|&(_, c)| !(chars::is_letter(c) || is_part(c)))?;
    // Arabic often has a blank before the dash: `أ - `.
    let after = &inner[length..];
    let dashed = lang == Lang::Ar
        && after.starts_with([' ', '\u{a0}'])
        && after[c.len_utf8()..].starts_with(['-', '–']);
    let closing = if dashed { after[c.len_utf8()..].chars().next()? } else { c };
    let closes =
        matches!(closing, ')' | ']') || (!opened && matches!(closing, '.' | '-' | '–' | '—' | ':' | '/'));
    let skipped = if dashed { c.len_utf8() } else { 0 };
    let rest = &after[skipped + closing.len_utf8()..];
    if length == 0
        || !closes
        || !(rest.is_empty() || rest.starts_with(ignored) || rest.starts_with([')', '-', ':']))
    {
        return None;
    }
    let end = text.len() - rest.len();
    let spelled = &inner[..length];
    if spelled.chars().all(chars::is_digit) {
        return Some((vec![number(spelled)?], end));
    }
    Some((values(lang, spelled)?.to_vec(), end))
}

/// The values of the letters or the word of an enumerator.
pub(crate) fn values(lang: Lang, spelled: &str) -> Option<&'static [u16]> {
    TABLE.get(&(lang, fold::fold(lang, spelled))).map(Vec::as_slice)
}

/// The value of an enumerator in digits, of which it has at most three.
pub(crate) fn number(spelled: &str) -> Option<u16> {
    let mut value = 0;
    for (n, c) in spelled.chars().enumerate() {
        value = 10 * value + u16::from(chars::digit_value(c).filter(|_| n < 3)?);
    }
    Some(value)
}

/// True for a digit and for a character that can be part of a word.
fn is_part(c: char) -> bool {
    chars::is_digit(c) || chars::is_word_extender(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(lang: Lang, text: &str) -> Vec<u16> {
        read(lang, text).map(|(values, _)| values).unwrap_or_default()
    }

    #[test]
    fn letters_digits_and_words_that_count_have_values() {
        assert_eq!(values(Lang::Ar, "أ- يلتزم الطرف الأول"), [1]);
        assert_eq!(values(Lang::Ar, "(ب) يلتزم الطرف الثاني"), [2]);
        assert_eq!(values(Lang::Ar, "ج) ما سبق"), [3, 5]);
        assert_eq!(values(Lang::Ar, "أ - ما سبق"), [1]);
        assert_eq!(values(Lang::Ar, "هـ- ما سبق"), [5, 26]);
        assert_eq!(values(Lang::Ar, "ثانياً: الأهداف"), [2]);
        assert_eq!(values(Lang::Ar, "\u{200f}٣- الأهداف"), [3]);
        assert_eq!(values(Lang::En, "(a) The first party"), [1]);
        assert_eq!(values(Lang::En, "iv. Goals"), [4]);
        assert_eq!(values(Lang::En, "12) Goals"), [12]);
        assert_eq!(values(Lang::En, "Third: the goals"), [3]);
    }

    #[test]
    fn what_does_not_count_has_no_value() {
        for text in
            ["a goal", "The goal: to win", "2023. It was", "(see below) it", "", "-", "1.5 litres", "(a"]
        {
            assert!(values(Lang::En, text).is_empty(), "{text}");
        }
        for text in ["و قال", "قال: نعم", "٢٠٢٣ كان عاماً", "٣٫٥ لتر"] {
            assert!(values(Lang::Ar, text).is_empty(), "{text}");
        }
    }
}
