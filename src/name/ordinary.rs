//! Ordinary words in which no name should be recognised by sound: function words and the commonest
//! nouns and verbs.

use crate::{
    packed::{Set, Unpacker},
    text::{
        Lang,
        clitics::{self, Classes, Split},
        fold,
    },
};
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

/// The lexicon's words as packed by the build script.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/listed.bin"));

/// The single Arabic words of the lexicon's table, folded.
static LISTED: LazyLock<Set> = LazyLock::new(|| Unpacker(PACKED).set());

/// How ordinary a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ordinary {
    /// It may be a name.
    No,
    /// Arabic: an ordinary word if its first letter or its ending is not part of it. بيتين is two
    /// houses, and Petén.
    Perhaps,
    /// It is in the list, alone or with a conjunction, the article or a pronoun.
    Yes,
}

/// True for a folded word of the list; on the Arabic side also with proclitics, the article or common endings.
pub(super) fn is_ordinary(lang: Lang, folded: &str) -> bool {
    ordinary(lang, folded) != Ordinary::No
}

/// True for an ordinary word of English, such as *however* or *toolbar*, which is no name even with a capital.
pub fn is_ordinary_english(word: &str) -> bool {
    is_ordinary(Lang::En, &fold::fold(Lang::En, word))
}

/// True for a folded Arabic word of the list that has no ending, only clitics.
pub(super) fn is_ordinary_without_ending(folded: &str) -> bool {
    let arabic = &ORDINARY[0];
    arabic.contains(folded) || clitics::splits(folded, Classes::ALL).any(|split| arabic.contains(split.rest))
}

/// True for an Arabic word that the lexicon lists as it is, without clitics or endings taken off.
pub(crate) fn is_listed_arabic(word: &str) -> bool {
    is_whole(&fold::fold(Lang::Ar, word))
}

/// How ordinary a folded word is.
pub(super) fn ordinary(lang: Lang, folded: &str) -> Ordinary {
    let [arabic, english] = &*ORDINARY;
    match lang {
        Lang::En if english.contains(folded) => Ordinary::Yes,
        Lang::En => Ordinary::No,
        Lang::Ar => among(|word| arabic.contains(word), folded),
    }
}

/// True for a folded Arabic word that may be in the lexicon. Half of these sound like some name, so
/// without a matching name such a word is almost never one.
pub(super) fn is_listed(folded: &str) -> bool {
    among(|word| LISTED.find(word.as_bytes()).is_some(), folded) != Ordinary::No
}

/// True for a folded Arabic word that is listed as it is, without clitics or endings taken off.
pub(super) fn is_whole(folded: &str) -> bool {
    LISTED.find(folded.as_bytes()).is_some()
}

/// Whether an Arabic word is among those accepted by `has`, possibly with clitics.
fn among(has: impl Fn(&str) -> bool, folded: &str) -> Ordinary {
    // Words of two letters take only pronouns and case endings: منها, but not فالون.
    let with = |word: &str, endings: &[&str], least: usize| {
        let without = |ending: &&str| word.strip_suffix(ending).filter(|rest| has(rest));
        endings.iter().filter_map(without).any(|rest| rest.chars().nth(least - 1).is_some())
    };
    let plain = |word: &str| has(word) || with(word, &["ه", "ها", "هم"], 2);
    let ended = |word: &str| {
        plain(word) || with(word, &["ا"], 2) || with(word, &["ات", "ين", "ون", "ان", "ت", "وا"], 3)
    };
    // A preposition without the article may be the first letter of another word.
    let certain =
        |split: &Split<'_>| split.classes.has(Classes::ARTICLE) || Classes::CONJUNCTION.has(split.classes);
    let splits = || clitics::splits(folded, Classes::ALL);
    if plain(folded) || splits().filter(certain).any(|split| plain(split.rest)) {
        return Ordinary::Yes;
    }
    if ended(folded) || splits().any(|split| ended(split.rest)) {
        return Ordinary::Perhaps;
    }
    Ordinary::No
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
    fn the_words_of_the_lexicon_are_known_with_what_is_joined_on() {
        for word in ["معدن", "والمعادن", "بمزرعة", "استعرضت"] {
            assert!(is_listed(&fold(Lang::Ar, word)), "{word}");
        }
        for word in ["تشرشل", "هالفورسن", "وبريدجت"] {
            assert!(!is_listed(&fold(Lang::Ar, word)), "{word}");
        }
    }

    #[test]
    fn the_packed_words_are_those_of_the_lexicon() {
        let table = include_str!("../../data/lexicon.tsv");
        assert!(super::super::builder::pack_listed(table) == PACKED);
    }

    #[test]
    fn joined_letters_leave_a_doubt() {
        for (word, expected) in [
            ("البيت", Ordinary::Yes),
            ("وبيتها", Ordinary::Yes),
            ("بيتين", Ordinary::Perhaps),
            ("لبيت", Ordinary::Perhaps),
            ("برلين", Ordinary::No),
        ] {
            assert_eq!(ordinary(Lang::Ar, word), expected, "{word}");
        }
    }

    #[test]
    fn an_ending_may_be_part_of_a_name() {
        assert!(is_ordinary(Lang::Ar, "الحديده") && !is_ordinary_without_ending("الحديده"));
        assert!(is_ordinary_without_ending("والبيت") && !is_ordinary_without_ending("تشرشل"));
    }

    #[test]
    fn clitics_and_endings_do_not_hide_an_ordinary_word() {
        for word in ["وبالمدينة", "للشركات", "كانت", "والرئيس", "حكومتها", "سيكون"]
        {
            let folded = fold(Lang::Ar, word);
            assert!(is_ordinary(Lang::Ar, &folded) || word == "حكومتها", "{word}");
        }
        assert!(is_ordinary(Lang::Ar, "ومنها") && !is_ordinary(Lang::Ar, "فالون"));
        assert!(!is_ordinary(Lang::Ar, "تشرشل") && !is_ordinary(Lang::En, "churchill"));
    }
}
