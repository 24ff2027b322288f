//! English words that the lexicon does not have, but from whose parts it is plain that they are no names.

use super::english_word::english_id;
use crate::{
    name::{self, Why},
    text::{Lang, fold, table},
};
use std::sync::LazyLock;

/// The fewest letters of the word from which another is made.
const BASE: usize = 4;
/// The fewest letters of the first of two words written as one: *beekeeper*.
const FIRST: usize = 3;
/// Where letters are in the words that they make.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Prefix,
    Suffix,
    /// The ending of an adjective.
    Adjective,
    /// The ending of a word of science, whatever comes before it: *cardiology*.
    Learned,
    /// The ending of a word made from a verb: *warehousing*.
    Doing,
}

/// A row of the table of beginnings and endings with which English makes words from others.
struct Affix {
    letters: &'static str,
    place: Place,
    /// Names may have it too.
    in_names: bool,
}

static AFFIXES: LazyLock<Vec<Affix>> = LazyLock::new(|| table::rows(TABLE).filter_map(affix).collect());
const TABLE: &str = include_str!("../../../data/affixes.en.tsv");

fn affix(row: &'static str) -> Option<Affix> {
    let [place, letters, names] = row.split('\t').collect::<Vec<_>>()[..] else { return None };
    let place = match place {
        "prefix" => Place::Prefix,
        "suffix" => Place::Suffix,
        "adjective" => Place::Adjective,
        "learned" => Place::Learned,
        "doing" => Place::Doing,
        _ => return None,
    };
    matches!(names, "no" | "yes").then_some(Affix { letters, place, in_names: names == "yes" })
}

/// True for a word made from one of the lexicon, as a noun or verb at the start of a sentence
/// (*Depositors*), or from any name anywhere (*Saudization*).
pub(super) fn is_derived(word: &str, why: Why) -> bool {
    let folded = fold::fold(Lang::En, word);
    let suffixes = affixes(Place::Suffix).filter(|affix| why == Why::Opening || !affix.in_names);
    suffixes.filter_map(|suffix| folded.strip_suffix(suffix.letters)).any(|base| {
        let listed =
            || english_id(base).is_some() || name::table().kind(Lang::En, &capitalised(base)).is_some();
        base.chars().nth(BASE - 1).is_some() && listed()
    })
}

/// True for a word made of a beginning and a word of the lexicon: *Unsubscribe*, *Overwriting*.
pub(super) fn is_made_of_words(word: &str) -> bool {
    let folded = fold::fold(Lang::En, word);
    let rests = affixes(Place::Prefix).filter_map(|prefix| folded.strip_prefix(prefix.letters));
    rests.filter(|rest| rest.chars().nth(BASE - 1).is_some()).any(|rest| english_id(rest).is_some())
        || is_compound(&folded)
}

/// True for two words of the lexicon written as one: *Weightlifter*.
fn is_compound(folded: &str) -> bool {
    let letters = folded.chars().count();
    let cuts = folded.char_indices().map(|(cut, _)| cut).take(letters.saturating_sub(BASE - 1)).skip(FIRST);
    let made = |word: &str| {
        let mut bases = affixes(Place::Suffix).filter_map(|suffix| word.strip_suffix(suffix.letters));
        bases.any(|base| base.chars().nth(BASE - 1).is_some() && english_id(base).is_some()) || is_doing(word)
    };
    cuts.map(|cut| folded.split_at(cut))
        .any(|(one, other)| english_id(one).is_some() && (english_id(other).is_some() || made(other)))
}

/// True for a word of science (*Cardiology*) or for what is done (*Warehousing*), which are no names.
pub(super) fn is_learned(word: &str) -> bool {
    let folded = fold::fold(Lang::En, word);
    let mut bases = affixes(Place::Learned).filter_map(|ending| folded.strip_suffix(ending.letters));
    bases.any(|base| base.chars().nth(1).is_some()) || is_doing(&folded)
}

/// True for a word that ends like an adjective: *Pulmonary*. Names may do so too.
pub(super) fn is_like_adjective(word: &str) -> bool {
    let folded = fold::fold(Lang::En, word);
    let mut bases = affixes(Place::Adjective).filter_map(|ending| folded.strip_suffix(ending.letters));
    bases.any(|base| base.chars().nth(BASE - 1).is_some())
}

/// True for a word for doing what a word of the lexicon says, or for who does it: *warehousing*, *lifters*.
fn is_doing(folded: &str) -> bool {
    let mut bases = affixes(Place::Doing).filter_map(|ending| folded.strip_suffix(ending.letters));
    bases.any(|base| {
        base.chars().nth(BASE - 1).is_some()
            && (english_id(base).is_some() || english_id(&format!("{base}e")).is_some())
    })
}

fn affixes(place: Place) -> impl Iterator<Item = &'static Affix> {
    AFFIXES.iter().filter(move |affix| affix.place == place)
}

pub(super) fn capitalised(folded: &str) -> String {
    let mut letters = folded.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_word_parts_is_read() {
        assert_eq!(table::unreadable("affixes.en.tsv", TABLE, |row| affix(row).is_some()), [""; 0]);
    }

    #[test]
    fn words_of_science_and_of_work_are_no_names() {
        for word in [
            "Nephrology",
            "Dermatologist",
            "Warehousing",
            "Ophthalmic",
            "Orthopaedic",
            "Neonatal",
            "Oceanographic",
            "Aeronautics",
        ] {
            assert!(is_learned(word), "{word}");
        }
        for word in ["Osterhagen", "Miller", "Ology", "Beijing", "Natal"] {
            assert!(!is_learned(word), "{word}");
        }
        assert!(is_made_of_words("Beekeepers") && is_made_of_words("Weightlifter"));
        assert!(!is_made_of_words("Pemberton") && !is_made_of_words("Halvorsen"));
    }
}
