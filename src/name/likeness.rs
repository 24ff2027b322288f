//! Similarity of two names of several words.

use super::known::{Known, known};
use super::sound::{Sound, similarity};
use crate::text::{
    Lang, fold,
    token::{TokenKind, tokens},
};
use std::rc::Rc;

/// Most words of a name that are compared.
const WORDS: usize = 6;
/// A word with less substance than this is ignored in a name with more.
const SUBSTANCE: f64 = 1.5;

/// How similar an Arabic and an English name sound, 0 to 1: by their best words, or by both written
/// as one word.
///
/// ```
/// use mizan::name::likeness;
/// assert!(likeness("سيدي بلعباس", "Sidi Bel Abbes") > 0.8);
/// assert!(likeness("عين الدفلى", "Marrakesh") < 0.5);
/// ```
pub fn likeness(ar: &str, en: &str) -> f64 {
    let (arabic, english) = (Words::new(Lang::Ar, ar), Words::new(Lang::En, en));
    let mut best = 0.0f64;
    for english in english.sounds() {
        for arabic in arabic.sounds() {
            best = best.max(similarity(arabic, english));
        }
    }
    best
}

/// The sounds of the words of a name, and of all of them joined.
struct Words {
    words: Vec<Rc<Known>>,
    joined: Option<Sound>,
}

impl Words {
    fn new(lang: Lang, name: &str) -> Self {
        let folded: Vec<String> = tokens(name)
            .filter(|token| token.kind == TokenKind::Word)
            .take(WORDS)
            .map(|token| fold::fold(lang, token.span.of(name)))
            .collect();
        let mut words: Vec<Rc<Known>> = folded.iter().map(|word| known(lang, word)).collect();
        let heard = words.iter().any(|word| word.sound.substance() >= SUBSTANCE);
        words.retain(|word| !heard || word.sound.substance() >= SUBSTANCE);
        let joined = (folded.len() > 1).then(|| Sound::new(lang, &folded.concat()));
        Words { words, joined }
    }

    fn sounds(&self) -> impl Iterator<Item = &Sound> {
        self.words.iter().map(|word| &word.sound).chain(&self.joined)
    }
}
