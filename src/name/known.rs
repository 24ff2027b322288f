//! Cached sounds and keys of words, because most words of a text occur repeatedly.

use super::{
    NameKind,
    keys::Sketch,
    markers::marker,
    ordinary::{Ordinary, is_listed, ordinary},
    signs::{abbreviates, is_of_arabic},
    sound::Sound,
    table::{Key, table},
};
use crate::text::{Lang, Sides, chars, fold, memo::Memo};
use std::{cell::OnceCell, rc::Rc};

/// The sound of a folded word.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) sound: Sound,
    /// The keys of the sound.
    pub(crate) keys: Vec<u64>,
    /// Whether the table has it as a name of its own, or it is an ordinary word of English.
    named: OnceCell<bool>,
}

impl Known {
    /// True for a word that the table has as a name of its own, or an ordinary word of English, found out by `find` once.
    pub(super) fn is_named(&self, find: impl FnOnce() -> bool) -> bool {
        *self.named.get_or_init(find)
    }
}

/// What a word as written shows, wherever it is.
#[derive(Debug)]
pub(super) struct Form {
    /// Folded, without an English `'s`.
    pub(super) folded: Rc<str>,
    /// Its key in the table.
    pub(super) key: Key,
    /// English: begins with a capital.
    pub(super) capital: bool,
    /// English: two or more letters, all capitals.
    pub(super) shouted: bool,
    /// English: a capital after a small letter or in a short word of capitals (HCoV, UN, HFCs),
    /// which indicates an abbreviation.
    pub(super) abbreviates: bool,
    /// Written in Latin letters.
    pub(super) latin: bool,
    lang: Lang,
    plain: OnceCell<Plain>,
    listed: OnceCell<bool>,
    known: OnceCell<Rc<Known>>,
    marker: OnceCell<Option<NameKind>>,
}

impl Form {
    fn new(lang: Lang, word: &str) -> Self {
        let mut folded = fold::fold(lang, word);
        let key = table().folded_key(lang, word, &folded);
        if let Some(owner) = folded.strip_suffix("'s") {
            folded.truncate(owner.len());
        }
        // The romanisation signs for hamza and ain are not letters of their own.
        let letters = word.trim_start_matches(['ʿ', 'ʾ']).chars();
        let cased = !is_of_arabic(word);
        let is_upper = char::is_uppercase;
        Form {
            folded: folded.into(),
            key,
            capital: cased && letters.clone().next().is_some_and(is_upper),
            shouted: cased && letters.clone().nth(1).is_some() && letters.clone().all(is_upper),
            abbreviates: cased && abbreviates(word),
            latin: letters.clone().next().is_some_and(chars::is_latin_letter),
            lang,
            plain: OnceCell::new(),
            listed: OnceCell::new(),
            known: OnceCell::new(),
            marker: OnceCell::new(),
        }
    }

    /// How ordinary an Arabic word is.
    pub(super) fn plain(&self) -> Plain {
        *self.plain.get_or_init(|| plain(&self.folded))
    }

    /// True for an Arabic word that may be in the lexicon.
    pub(super) fn is_listed(&self) -> bool {
        *self.listed.get_or_init(|| is_known_word(&self.folded))
    }

    /// What it says about a name after it.
    pub(super) fn marker(&self) -> Option<NameKind> {
        *self.marker.get_or_init(|| marker(self.lang, &self.folded))
    }

    /// Its sound.
    pub(super) fn known(&self) -> &Rc<Known> {
        self.known.get_or_init(|| known(self.lang, &self.folded))
    }
}

/// How ordinary a folded Arabic word is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain {
    pub(super) ordinary: Ordinary,
    /// What its keys have in common.
    pub(super) sketch: Sketch,
}

thread_local! {
    static KNOWN: Sides<Memo<Rc<Known>>> = Sides::of(|_| Memo::default());
    static FORMS: Sides<Memo<Rc<Form>>> = Sides::of(|_| Memo::default());
    static PLAIN: Memo<Plain> = Memo::default();
    static LISTED: Memo<bool> = Memo::default();
}

/// The sound of a folded word.
pub(crate) fn known(lang: Lang, folded: &str) -> Rc<Known> {
    KNOWN.with(|known| known[lang].get(folded, |folded| heard(lang, folded)))
}

/// The sound of a folded word, which is not kept: two words read as one seldom occur again.
pub(super) fn heard(lang: Lang, folded: &str) -> Rc<Known> {
    let sound = Sound::new(lang, folded);
    let mut keys = Vec::new();
    sound.keys(&mut keys);
    Rc::new(Known { sound, keys, named: OnceCell::new() })
}

/// A word of a text, folded and looked up.
pub(super) fn form(lang: Lang, word: &str) -> Rc<Form> {
    let make = |word: &str| Rc::new(Form::new(lang, word));
    FORMS.with(|forms| forms[lang].get(word, make))
}

/// The key of a word in the table.
pub(crate) fn word_key(lang: Lang, word: &str) -> Key {
    form(lang, word).key
}

/// The rows of the table that a word may be, alone.
pub(crate) fn rows(lang: Lang, word: &str) -> Vec<u32> {
    let key = word_key(lang, word);
    let found = if key.is_empty() { Vec::new() } else { table().find(lang, &[key]) };
    found.into_iter().map(|found| found.entry).collect()
}

/// How ordinary a folded Arabic word is.
pub(super) fn plain(folded: &str) -> Plain {
    let make = |folded: &str| Plain { ordinary: ordinary(Lang::Ar, folded), sketch: Sketch::new(folded) };
    PLAIN.with(|plain| plain.get(folded, make))
}

/// True for a folded Arabic word that may be in the lexicon.
pub(super) fn is_known_word(folded: &str) -> bool {
    LISTED.with(|listed| listed.get(folded, is_listed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_is_found_out() {
        for word in ["Gandhi’s", "said", "Cairo"] {
            let (once, again) = (form(Lang::En, word), form(Lang::En, word));
            assert_eq!((&once.folded, once.key), (&again.folded, table().key(Lang::En, word)));
            let heard = known(Lang::En, &once.folded);
            assert_eq!(heard.sound.len(), Sound::new(Lang::En, &once.folded).len());
        }
        assert_eq!(&*form(Lang::En, "Gandhi’s").folded, "gandhi");
        assert_eq!((plain("بيتين").ordinary, is_known_word("تشرشل")), (Ordinary::Perhaps, false));
        assert!(!known(Lang::Ar, "تشرشل").keys.is_empty() && known(Lang::Ar, "x").keys.is_empty());
    }
}
