//! Light stems: what is left of a word without clitics and endings.
//!
//! Arabic follows the idea of the light10 stemmer (Larkey, Ballesteros and Connell 2007): proclitics, the article
//! and inflectional endings go, the pattern inside stays, and never fewer than three letters remain. English
//! is Porter's second stemmer (Porter 2001).

use super::{Lang, fold};
use rust_stemmers::{Algorithm, Stemmer};
use std::sync::OnceLock;

/// The light stem of a word as it stands in a text.
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
/// Particles that stand before a word without the article.
const PROCLITICS: [&str; 13] = ["وس", "فس", "وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك", "س"];
/// Endings of number, gender, case and possession, longest first; `ه` stands for `ة` too.
const ENDINGS: [&str; 38] = [
    "ونها", "ونهم", "ونه", "ناها", "ناه", "وها", "وهم", "وه", "تهما", "تهم", "تها", "تنا", "اتها", "اتهم",
    "هما", "كما", "هم", "هن", "ها", "نا", "كم", "كن", "ته", "تي", "يات", "ات", "ان", "ون", "ين", "تان",
    "تين", "يه", "يا", "وا", "ه", "ي", "ت", "ا",
];

fn letters(word: &str) -> usize {
    word.chars().count()
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

/// How far an analysis lies from the word as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The word itself, or without the particles in front of it.
    Clitics,
    /// Without an ending, or with the person prefix of a present verb changed.
    Endings,
}

/// Every form of a folded Arabic word that a dictionary may list: the word itself first, then without
/// proclitics, without endings, and with the person prefix of a present verb made third person
/// (`تكتب`, `سنكتب` → `يكتب`). Forms shorter than two letters are left out.
pub fn arabic_analyses(folded: &str) -> Vec<(String, Depth)> {
    let mut heads: Vec<&str> = vec![folded];
    for prefix in ARTICLES.iter().chain(&PROCLITICS) {
        if let Some(rest) = folded.strip_prefix(prefix)
            && letters(rest) >= 2
            && !heads.contains(&rest)
        {
            heads.push(rest);
        }
    }
    let mut forms: Vec<(String, Depth)> = Vec::with_capacity(heads.len() * 4);
    let mut push = |form: String, depth: Depth| {
        if letters(&form) >= 2 && !forms.iter().any(|(known, _)| *known == form) {
            forms.push((form, depth));
        }
    };
    for head in &heads {
        push((*head).to_owned(), Depth::Clitics);
    }
    for head in &heads {
        for ending in ENDINGS {
            let Some(rest) = head.strip_suffix(ending).filter(|rest| letters(rest) >= 2) else { continue };
            push(rest.to_owned(), Depth::Endings);
            for base in before_ending(rest, ending) {
                push(base, Depth::Endings);
            }
        }
        if let Some(rest) = head.strip_prefix(['ت', 'ن', 'ا']).filter(|rest| letters(rest) >= 2) {
            let third = format!("ي{rest}");
            for ending in ["ون", "ين", "ان", "وا", "ها", "هم", "ه", "ن"] {
                if let Some(stem) = third.strip_suffix(ending).filter(|stem| letters(stem) >= 3) {
                    push(stem.to_owned(), Depth::Endings);
                }
            }
            push(third, Depth::Endings);
        }
    }
    forms
}

/// The spellings that a word may have had before an ending changed its last letter.
fn before_ending(rest: &str, ending: &str) -> Vec<String> {
    let mut bases = Vec::new();
    match ending {
        // مدرستها stands for مدرسة before a pronoun.
        "ته" | "تها" | "تهم" | "تنا" | "تي" | "ات" | "تان" | "تين" | "اتها" | "اتهم" | "تهما" =>
        {
            bases.push(format!("{rest}ه"));
        }
        "ه" | "ها" | "هم" | "نا" | "ي" => {
            // وزرائه, بنائها: the hamza before a pronoun sits on its own at the word's end.
            if let Some(base) = rest.strip_suffix(['ئ', 'ؤ']) {
                bases.push(format!("{base}ء"));
            }
            // مستوى before a pronoun is مستواه.
            if let Some(base) = rest.strip_suffix('ا') {
                bases.push(format!("{base}ي"));
            }
        }
        _ => {}
    }
    bases
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
            let forms = arabic_analyses(&fold::fold(Lang::Ar, word));
            assert!(forms.iter().any(|(f, _)| f == form), "{word}: {forms:?}");
        }
    }

    #[test]
    fn english_inflections_share_a_stem() {
        assert_eq!(stem(Lang::En, "companies"), stem(Lang::En, "company"));
        assert_eq!(stem(Lang::En, "government’s"), stem(Lang::En, "Governments"));
    }
}
