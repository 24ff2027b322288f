//! Light stems: words without clitics and endings.
//!
//! The Arabic stemmer follows light10 (Larkey, Ballesteros and Connell 2007): it removes
//! proclitics, the article and inflectional endings, keeps the pattern inside the word, and leaves
//! at least three letters. The English one is Porter's second stemmer (Porter 2001).

use super::{
    Lang,
    clitics::{self, Classes, Endings},
    fold,
};
use rust_stemmers::{Algorithm, Stemmer};
use std::sync::OnceLock;

/// The light stem of a word as written in a text.
///
/// ```
/// use mizan::text::{Lang, stem::stem};
/// assert_eq!(stem(Lang::Ar, "والمُهندسون"), "مهندس");
/// assert_eq!(stem(Lang::En, "Engineers"), "engin");
/// ```
pub fn stem(lang: Lang, word: &str) -> String {
    stem_folded(lang, &fold::fold(lang, word)).into_owned()
}

/// The light stem of a word that is already folded.
pub fn stem_folded(lang: Lang, folded: &str) -> std::borrow::Cow<'_, str> {
    match lang {
        Lang::Ar => arabic(folded).into(),
        Lang::En => english(folded),
    }
}

fn english(folded: &str) -> std::borrow::Cow<'_, str> {
    static PORTER: OnceLock<Stemmer> = OnceLock::new();
    let word = folded.strip_suffix("'s").unwrap_or(folded);
    if let Some(short) = with_double(word) {
        return short.into();
    }
    PORTER.get_or_init(|| Stemmer::create(Algorithm::English)).stem(word)
}

/// The stem of `added` and `erring`, which have two equal letters without their ending as well.
fn with_double(word: &str) -> Option<&str> {
    let stem = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing"))?;
    let letters = stem.as_bytes();
    let double = letters.len() == 3 && letters[1] == letters[2] && b"aeiou".contains(&letters[0]);
    double.then_some(stem)
}

/// Number of letters of a folded Arabic word: each takes two bytes.
fn letters(word: &str) -> usize {
    word.len() / 2
}

/// The stem of a folded Arabic word.
pub fn arabic(folded: &str) -> &str {
    let long = |rest: &&str| letters(rest) >= 3;
    let bare = clitics::without_article(folded, Classes::PARTICLE).filter(long);
    let bare = bare.or_else(|| clitics::without(folded, Classes::AND).filter(long)).unwrap_or(folded);
    clitics::cuts(bare, Endings::STEM).map(|cut| cut.rest).find(long).unwrap_or(bare)
}

/// The distance between an analysis and the word as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The word itself, or the word without the particles in front of it.
    Clitics,
    /// Without an ending, or with the person prefix of a present verb changed.
    Endings,
}

/// Calls `give` with every form of a folded Arabic word that a dictionary may list: the word itself
/// first, then without proclitics, without endings, and with the person prefix of a present verb
/// changed to third person (`تكتب`, `سنكتب` → `يكتب`). Forms shorter than two letters are omitted;
/// a form may come twice.
///
/// ```
/// use mizan::text::stem::{Depth, for_each_analysis};
/// let mut forms = Vec::new();
/// for_each_analysis("وكتابها", |form, depth| forms.push((form.to_owned(), depth)));
/// assert!(forms.contains(&("كتاب".to_owned(), Depth::Endings)));
/// ```
pub fn for_each_analysis(folded: &str, mut give: impl FnMut(&str, Depth)) {
    let long = |rest: &&str| letters(rest) >= 2;
    let heads = || clitics::splits(folded, Classes::ALL).map(|split| split.rest).filter(long);
    give(folded, Depth::Clitics);
    heads().for_each(|head| give(head, Depth::Clitics));
    let mut made = String::with_capacity(folded.len() + 2);
    for head in std::iter::once(folded).chain(heads()) {
        for cut in clitics::cuts(head, Endings::STEM).filter(|cut| letters(cut.rest) >= 2) {
            give(cut.rest, Depth::Endings);
            let Some((base, letter)) = cut.restored() else { continue };
            made.clear();
            made.push_str(base);
            made.push(letter);
            give(&made, Depth::Endings);
        }
        if let Some(rest) = head.strip_prefix(['ت', 'ن', 'ا']).filter(long) {
            made.clear();
            made.push('ي');
            made.push_str(rest);
            give(&made, Depth::Endings);
            let cuts = clitics::cuts(&made, Endings::VERB).filter(|cut| letters(cut.rest) >= 3);
            cuts.for_each(|cut| give(cut.rest, Depth::Endings));
        }
    }
}

/// A folded word without the pronoun of the first or second person after a verb or a preposition: `يمكن` of `ويمكنك`.
/// Many a word ends in these letters by itself, so this is for those that no dictionary has.
pub fn without_pronoun(folded: &str) -> Option<&str> {
    let bare = clitics::without(folded, Classes::AND).unwrap_or(folded);
    let rest = bare.strip_suffix('ك').or_else(|| bare.strip_suffix("ني"))?;
    (letters(rest) >= 3).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_stems_drop_clitics_and_endings() {
        for (word, stem_of) in [
            ("والمهندسون", "مهندس"),
            ("بالمدرسة", "مدرس"),
            ("للشركات", "شرك"),
            ("وكتابها", "كتاب"),
            ("طائرتين", "طائر"),
            ("الاقتصادية", "اقتصاد"),
        ] {
            assert_eq!(stem(Lang::Ar, word), stem_of, "{word}");
        }
    }

    #[test]
    fn a_stem_keeps_three_letters() {
        for word in ["الم", "وله", "بها", "يد", "ماء", "سنة", "بنت", "ولد", "هات"] {
            let folded = fold::fold(Lang::Ar, word);
            assert!(letters(&stem(Lang::Ar, word)) >= letters(&folded).min(3), "{word}");
        }
    }

    #[test]
    fn analyses_reach_the_dictionary_form() {
        for (word, form) in [
            ("وسيكتبون", "يكتب"),
            ("تكتب", "يكتب"),
            ("بمدرستها", "مدرسه"),
            ("وزرائه", "وزراء"),
            ("مستواها", "مستوي"),
            ("فالكتاب", "كتاب"),
        ] {
            let mut forms = Vec::new();
            for_each_analysis(&fold::fold(Lang::Ar, word), |form, _| forms.push(form.to_owned()));
            assert!(forms.iter().any(|f| f == form), "{word}: {forms:?}");
        }
    }

    #[test]
    fn a_pronoun_of_the_second_person_comes_off() {
        assert_eq!(without_pronoun("ويمكنك"), Some("يمكن"));
        assert_eq!(without_pronoun("لكنني"), Some("لكن"));
        assert_eq!([without_pronoun("ملك"), without_pronoun("كتاب")], [None; 2]);
    }

    #[test]
    fn english_inflections_share_a_stem() {
        assert_eq!(stem(Lang::En, "companies"), stem(Lang::En, "company"));
        assert_eq!(stem(Lang::En, "added"), stem(Lang::En, "add"));
        assert_eq!(stem(Lang::En, "erring"), stem(Lang::En, "errs"));
        assert_eq!(stem(Lang::En, "government’s"), stem(Lang::En, "Governments"));
    }
}
