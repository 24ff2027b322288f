//! Words that no name should be heard in: function words and the commonest nouns and verbs.

use crate::text::Lang;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static ORDINARY: LazyLock<[FxHashSet<&'static str>; 2]> = LazyLock::new(|| {
    let mut sets = [FxHashSet::default(), FxHashSet::default()];
    for line in include_str!("../../data/names-ordinary.tsv").lines().filter(|line| !line.starts_with('#')) {
        if let Some((lang, word)) = line.split_once('\t') {
            sets[usize::from(lang == "en")].insert(word);
        }
    }
    sets
});

/// True for a folded word of the list; on the Arabic side also with proclitics, article or common endings.
pub(super) fn is_ordinary(lang: Lang, folded: &str) -> bool {
    let [arabic, english] = &*ORDINARY;
    match lang {
        Lang::En => english.contains(folded),
        Lang::Ar => {
            let rests = |word: &str| {
                arabic.contains(word)
                    || ["ه", "ا", "ها", "هم", "ات", "ين", "ون", "ان", "ت", "وا"]
                        .iter()
                        .any(|ending| word.strip_suffix(ending).is_some_and(|rest| arabic.contains(rest)))
            };
            let article = |word: &str| word.strip_prefix("ال").is_some_and(rests);
            let joined = folded.strip_prefix(['و', 'ف']);
            [Some(folded), joined].into_iter().flatten().any(|word| {
                rests(word)
                    || article(word)
                    || word.strip_prefix("لل").is_some_and(rests)
                    || word
                        .strip_prefix(['ب', 'ل', 'ك', 'س'])
                        .is_some_and(|rest| rests(rest) || article(rest))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn the_list_is_folded_sorted_and_stands_once() {
        let table = include_str!("../../data/names-ordinary.tsv");
        assert!(table.starts_with('#') && table.contains("Licence: MIT OR Apache-2.0"));
        let mut before = "";
        for row in table.lines().filter(|line| !line.starts_with('#')) {
            assert!(before < row, "{row} is out of order or twice");
            before = row;
            let (lang, word) = row.split_once('\t').expect("two columns");
            let lang: Lang = lang.parse().expect("a language");
            assert_eq!(fold(lang, word), word, "{row}");
            assert!(word.chars().all(char::is_alphabetic), "{row}");
        }
    }

    #[test]
    fn clitics_and_endings_do_not_hide_an_ordinary_word() {
        for word in ["وبالمدينة", "للشركات", "كانت", "والرئيس", "حكومتها", "سيكون"]
        {
            let folded = fold(Lang::Ar, word);
            assert!(is_ordinary(Lang::Ar, &folded) || word == "حكومتها", "{word}");
        }
        assert!(!is_ordinary(Lang::Ar, "تشرشل") && !is_ordinary(Lang::En, "churchill"));
    }
}
