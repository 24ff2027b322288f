//! Cached sounds and keys of words, because most words of a text occur repeatedly.

use super::{
    keys::Sketch,
    ordinary::{Ordinary, is_listed, ordinary},
    sound::Sound,
    table::{Key, table},
};
use crate::text::{Lang, Sides, fold, memo::Memo};
use std::rc::Rc;

/// The sound of a folded word.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) sound: Sound,
    /// The keys of the sound.
    pub(crate) keys: Vec<u64>,
}

/// The data of a word as written.
#[derive(Debug)]
pub(super) struct Form {
    /// Folded, without an English `'s`.
    pub(super) folded: Rc<str>,
    pub(super) key: Key,
}

/// How ordinary a folded Arabic word is, and whether it is in the lexicon.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain {
    pub(super) ordinary: Ordinary,
    pub(super) listed: bool,
    /// What its keys have in common.
    pub(super) sketch: Sketch,
}

thread_local! {
    static KNOWN: Sides<Memo<Rc<Known>>> = Sides::of(|_| Memo::default());
    static FORMS: Sides<Memo<Rc<Form>>> = Sides::of(|_| Memo::default());
    static PLAIN: Memo<Plain> = Memo::default();
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
    Rc::new(Known { sound, keys })
}

/// A word of a text, folded and looked up.
pub(super) fn form(lang: Lang, word: &str) -> Rc<Form> {
    let make = |word: &str| {
        let mut folded = fold::fold(lang, word);
        if let Some(owner) = folded.strip_suffix("'s") {
            folded.truncate(owner.len());
        }
        Rc::new(Form { folded: folded.into(), key: table().key(lang, word) })
    };
    FORMS.with(|forms| forms[lang].get(word, make))
}

/// How ordinary a folded Arabic word is.
pub(super) fn plain(folded: &str) -> Plain {
    let make = |folded: &str| Plain {
        ordinary: ordinary(Lang::Ar, folded),
        listed: is_listed(folded),
        sketch: Sketch::new(folded),
    };
    PLAIN.with(|plain| plain.get(folded, make))
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
        assert_eq!((plain("بيتين").ordinary, plain("تشرشل").listed), (Ordinary::Perhaps, false));
        assert!(!known(Lang::Ar, "تشرشل").keys.is_empty() && known(Lang::Ar, "x").keys.is_empty());
    }
}
