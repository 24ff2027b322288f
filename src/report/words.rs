//! The words of reports in both languages, from `data/reports.tsv`.

use super::Text;
use crate::text::{Sides, table};
use maud::{Markup, html};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/reports.tsv");

fn words() -> &'static FxHashMap<&'static str, Sides<&'static str>> {
    static WORDS: OnceLock<FxHashMap<&'static str, Sides<&'static str>>> = OnceLock::new();
    WORDS.get_or_init(|| table::rows(TABLE).filter_map(row).collect())
}

fn row(line: &'static str) -> Option<(&'static str, Sides<&'static str>)> {
    let mut cells = line.split('\t');
    let (key, en, ar) = (cells.next()?, cells.next()?, cells.next()?);
    cells.next().is_none().then_some((key, Sides::new(ar, en)))
}

/// The words for a key in both languages; a key without words is shown itself.
fn of(key: &str) -> Sides<&str> {
    words().get(key).copied().unwrap_or(Sides::new(key, key))
}

/// The words for a key in the language that the reader has chosen.
pub(crate) fn word(key: &str) -> Markup {
    let Sides { ar, en } = of(key);
    both(en, ar)
}

/// A text in the language that the reader has chosen.
pub(crate) fn both(en: &str, ar: &str) -> Markup {
    choice(&html! { (Text(en)) }, &html! { (Text(ar)) })
}

/// The markup of both languages, of which the page shows the one that the reader has chosen.
pub(crate) fn choice(en: &Markup, ar: &Markup) -> Markup {
    html! {
        span .word lang="en" dir="ltr" { (en) }
        span .word lang="ar" dir="rtl" { (ar) }
    }
}

/// The words for a key in both languages, for places where there is no choice: attributes.
pub(crate) fn plain(key: &str) -> String {
    let Sides { ar, en } = of(key);
    format!("{en} · \u{2068}{ar}\u{2069}")
}

/// The words for a key in one language.
pub(crate) fn in_language(key: &str, lang: crate::text::Lang) -> &str {
    of(key)[lang]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::table::unreadable;

    #[test]
    fn every_row_is_read_and_has_words_in_both_languages() {
        let is_read = |line| row(line).is_some_and(|(_, words)| !words.en.is_empty() && !words.ar.is_empty());
        assert_eq!(unreadable("reports.tsv", TABLE, is_read), [""; 0]);
        assert_eq!(words().len(), table::rows(TABLE).count());
    }

    #[test]
    fn a_key_has_its_words_in_both_languages() {
        let markup = word("pairs").into_string();
        assert!(markup.contains("lang=\"en\" dir=\"ltr\">Pairs<"), "{markup}");
        assert!(markup.contains("lang=\"ar\" dir=\"rtl\">الأزواج<"), "{markup}");
        assert_eq!(word("<x>").into_string().matches("&lt;x&gt;").count(), 2);
    }
}
