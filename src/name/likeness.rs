//! Similarity of two names of several words.

use super::sound::{Sound, similarity};
use crate::text::{
    Lang, fold,
    token::{TokenKind, tokens},
};

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
    let (arabic, english) = (words(Lang::Ar, ar), words(Lang::En, en));
    let mut best = 0.0f64;
    for english in &english {
        for arabic in &arabic {
            best = best.max(similarity(arabic, english));
        }
    }
    best
}

/// The sounds of the words of a name, and of all of them joined.
fn words(lang: Lang, name: &str) -> Vec<Sound> {
    let folded: Vec<String> = tokens(name)
        .filter(|token| token.kind == TokenKind::Word)
        .take(WORDS)
        .map(|token| fold::fold(lang, token.span.of(name)))
        .collect();
    let mut sounds: Vec<Sound> = folded.iter().map(|word| Sound::new(lang, word)).collect();
    let heard = sounds.iter().any(|sound| sound.substance() >= SUBSTANCE);
    sounds.retain(|sound| !heard || sound.substance() >= SUBSTANCE);
    if folded.len() > 1 {
        sounds.push(Sound::new(lang, &folded.concat()));
    }
    sounds
}
