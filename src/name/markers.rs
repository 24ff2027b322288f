//! Words that precede names: `قرية`, `السيد`, `Mr`, `village of`.

use super::{
    NameKind,
    small::{Role, is_small},
};
use crate::text::{
    Lang,
    clitics::{self, Classes},
    fold,
};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static MARKERS: LazyLock<[FxHashMap<&'static str, NameKind>; 2]> = LazyLock::new(|| {
    let mut markers = [FxHashMap::default(), FxHashMap::default()];
    for line in include_str!("../../data/names-markers.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        if let (Some(lang), Some(word), Some(kind)) = (cells.next(), cells.next(), cells.next())
            && let Some(kind) = NameKind::named(kind)
        {
            markers[usize::from(lang == "en")].insert(word, kind);
        }
    }
    markers
});

/// True for a word such as الدكتور or *Mr* that precedes names and is not one.
pub fn is_marker(lang: Lang, word: &str) -> bool {
    kind_after(lang, word).is_some() || lang == Lang::En && is_small(Role::Title, &fold::fold(lang, word))
}

/// The kind of the names that a word precedes: a person for الدكتور, an organisation for شركة.
pub fn kind_after(lang: Lang, word: &str) -> Option<NameKind> {
    marker(lang, &fold::fold(lang, word))
}

/// What a folded word says about the name after it; on the Arabic side clitics may be joined to the word.
pub(super) fn marker(lang: Lang, folded: &str) -> Option<NameKind> {
    let [arabic, english] = &*MARKERS;
    match lang {
        // The word for judges comes before names as a judge does.
        Lang::En => english.get(folded).or_else(|| english.get(folded.strip_suffix('s')?)).copied(),
        Lang::Ar => clitics::forms(folded, Classes::PARTICLE).find_map(|form| arabic.get(form)).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn the_table_is_folded_sorted_and_stands_once() {
        let table = include_str!("../../data/names-markers.tsv");
        assert!(table.starts_with('#') && table.contains("Licence: MIT OR Apache-2.0"));
        let mut before = ("", "");
        for row in table.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [lang, word, kind] = cells[..] else { panic!("{row}") };
            assert!(before < (lang, word), "{row} is out of order or twice");
            before = (lang, word);
            let language: Lang = lang.parse().expect("a language");
            assert_eq!(fold(language, word), word, "{row}");
            assert!(NameKind::named(kind).is_some(), "{row}");
        }
    }

    #[test]
    fn clitics_do_not_hide_a_marker() {
        for word in ["قرية", "وقرية", "بقرية", "ولمدينة"] {
            assert_eq!(marker(Lang::Ar, &fold(Lang::Ar, word)), Some(NameKind::City), "{word}");
        }
        assert_eq!(marker(Lang::En, "mr"), Some(NameKind::Person));
        assert_eq!(marker(Lang::En, "judges"), Some(NameKind::Person));
        assert_eq!(marker(Lang::Ar, "كتاب"), None);
    }
}
