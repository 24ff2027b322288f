//! Light stems: words without clitics and endings.
//!
//! The Arabic stemmer follows light10 (Larkey, Ballesteros and Connell 2007): it removes
//! proclitics, the article and inflectional endings, keeps the pattern inside the word, and leaves
//! at least three letters. The English one is Porter's second stemmer (Porter 2001).

use super::{Lang, fold};
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
    PORTER.get_or_init(|| Stemmer::create(Algorithm::English)).stem(word)
}

/// Proclitics with the article, longest first.
const ARTICLES: [&str; 12] =
    ["وبال", "وكال", "فبال", "وال", "بال", "كال", "فال", "ولل", "فلل", "لل", "ال", "اال"];
/// Particles written before a word without the article.
const PROCLITICS: [&str; 13] = ["وس", "فس", "وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك", "س"];
/// Endings of number, gender, case and possession, longest first; `ه` stands for `ة` too.
const ENDINGS: [&str; 38] = [
    "ونها", "ونهم", "ونه", "ناها", "ناه", "وها", "وهم", "وه", "تهما", "تهم", "تها", "تنا", "اتها", "اتهم",
    "هما", "كما", "هم", "هن", "ها", "نا", "كم", "كن", "ته", "تي", "يات", "ات", "ان", "ون", "ين", "تان",
    "تين", "يه", "يا", "وا", "ه", "ي", "ت", "ا",
];

/// Number of letters of a folded Arabic word: each takes two bytes.
fn letters(word: &str) -> usize {
    word.len() / 2
}

/// The stem of a folded Arabic word.
pub fn arabic(folded: &str) -> &str {
    let mut word = folded;
    if let Some(rest) = strip_article(word) {
        word = rest;
    } else if let Some(rest) = word.strip_prefix('و').filter(|rest| letters(rest) >= 3) {
        word = strip_article(rest).unwrap_or(rest);
    }
    let mut longest: Option<&str> = None;
    for ending in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| letters(rest) >= 3)
            && longest.is_none_or(|kept| rest.len() < kept.len())
        {
            longest = Some(rest);
        }
    }
    longest.unwrap_or(word)
}

fn strip_article(word: &str) -> Option<&str> {
    ARTICLES.iter().find_map(|article| word.strip_prefix(article).filter(|rest| letters(rest) >= 3))
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
    let prefixes = ARTICLES.iter().chain(&PROCLITICS);
    let heads = || prefixes.clone().filter_map(|p| folded.strip_prefix(p)).filter(|rest| letters(rest) >= 2);
    give(folded, Depth::Clitics);
    heads().for_each(|head| give(head, Depth::Clitics));
    let mut made = String::with_capacity(folded.len() + 2);
    for head in std::iter::once(folded).chain(heads()) {
        for ending in ENDINGS {
            let Some(rest) = head.strip_suffix(ending).filter(|rest| letters(rest) >= 2) else { continue };
            give(rest, Depth::Endings);
            let (base, letter) = match before_ending(rest, ending) {
                Some(changed) => changed,
                None => continue,
            };
            made.clear();
            made.push_str(base);
            made.push(letter);
            give(&made, Depth::Endings);
        }
        if let Some(rest) = head.strip_prefix(['ت', 'ن', 'ا']).filter(|rest| letters(rest) >= 2) {
            made.clear();
            made.push('ي');
            made.push_str(rest);
            give(&made, Depth::Endings);
            for ending in ["ون", "ين", "ان", "وا", "ها", "هم", "ه", "ن"] {
                if let Some(stem) = made.strip_suffix(ending).filter(|stem| letters(stem) >= 3) {
                    give(stem, Depth::Endings);
                }
            }
        }
    }
}

/// The spelling that a word may have had before an ending changed its last letter: the letters
/// kept, and that letter.
fn before_ending<'a>(rest: &'a str, ending: &str) -> Option<(&'a str, char)> {
    match ending {
        // مدرستها is مدرسة with a pronoun.
        "ته" | "تها" | "تهم" | "تنا" | "تي" | "ات" | "تان" | "تين" | "اتها" | "اتهم" | "تهما" => {
            Some((rest, 'ه'))
        }
        // وزرائه, بنائها: the hamza before a pronoun is written alone at the end of the word
        // itself; مستوى before a pronoun is مستواه.
        "ه" | "ها" | "هم" | "نا" | "ي" => rest
            .strip_suffix(['ئ', 'ؤ'])
            .map(|base| (base, 'ء'))
            .or_else(|| rest.strip_suffix('ا').map(|base| (base, 'ي'))),
        _ => None,
    }
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
    fn english_inflections_share_a_stem() {
        assert_eq!(stem(Lang::En, "companies"), stem(Lang::En, "company"));
        assert_eq!(stem(Lang::En, "government’s"), stem(Lang::En, "Governments"));
    }
}
