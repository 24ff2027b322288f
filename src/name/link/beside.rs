//! Neighbours of a link on both sides: a surname after a given name needs less similarity.

use super::{Linker, Pair};
use crate::name::How;
use crate::name::ordinary::is_ordinary;
use crate::name::small::{Role, is_small};
use crate::name::sound::{Sound, similarity_from};
use crate::name::spelled;
use crate::name::words::Word;
use crate::name::{
    Kind,
    table::{Key, table},
};
use crate::text::Lang;

/// Similarity that a word next to a linked name needs.
const BESIDE: f64 = 0.6;
/// The same for an Arabic word that may be an ordinary one, such as راي.
const ORDINARY_BESIDE: f64 = 0.82;

impl Linker {
    /// If the table has `كوربين` for `Jeremy Corbyn`, includes the given name before it.
    pub(super) fn widened(&self, mut pair: Pair) -> Pair {
        let alike = |ar: usize, en: usize| {
            let heard = Sound::new(Lang::En, &self.en[en].folded);
            similarity_from(BESIDE, &Sound::new(Lang::Ar, &self.ar[ar].folded), &heard).is_some()
        };
        if pair.en.1 > pair.ar.1
            && let [Some(ar), _] = neighbours(&self.ar, pair.ar, false)
            && self.ar_used[ar].is_none()
            && (pair.en.0..pair.en.0 + pair.en.1 - 1).any(|en| alike(ar, en))
        {
            pair.ar = (ar, pair.ar.1 + 1);
        } else if pair.ar.1 > pair.en.1
            && let [Some(en), _] = neighbours(&self.en, pair.en, false)
            && self.en_used[en].is_none()
            && self.en[en].capital
            && (pair.ar.0..pair.ar.0 + pair.ar.1 - 1).any(|ar| alike(ar, en))
        {
            pair.en = (en, pair.en.1 + 1);
        }
        pair
    }

    /// Links the neighbours of every link, and theirs in turn.
    pub(super) fn beside(&mut self) {
        let mut n = 0;
        while n < self.pairs.len() {
            let pair = self.pairs[n];
            if pair.grows {
                self.step(pair, true);
                self.step(pair, false);
            }
            n += 1;
        }
    }

    fn step(&mut self, pair: Pair, forward: bool) {
        let ar_next = neighbours(&self.ar, pair.ar, forward);
        let en_next = neighbours(&self.en, pair.en, forward);
        for &en in en_next.iter().flatten() {
            for &ar in ar_next.iter().flatten() {
                if self.ar_used[ar].is_some() || self.en_used[en].is_some() || !self.ar[ar].sounds(Lang::Ar) {
                    continue;
                }
                if let Some(score) = self.beside_score(ar, en) {
                    self.put(Pair {
                        ar: (ar, 1),
                        en: (en, 1),
                        score,
                        how: How::Sound,
                        grows: true,
                        part: false,
                    });
                    return;
                }
            }
        }
    }

    fn beside_score(&self, ar: usize, en: usize) -> Option<f64> {
        let (arabic, english) = (&self.ar[ar], &self.en[en]);
        let in_particles = particles(Lang::En, english.key);
        if particles(Lang::Ar, arabic.key).any(|entry| in_particles.clone().any(|other| other == entry)) {
            return Some(0.9);
        }
        if !english.capital || is_ordinary(Lang::En, &english.folded) {
            return None;
        }
        let heard = Sound::new(Lang::En, &english.folded);
        if heard.substance() < 0.9 {
            return None;
        }
        let needed = if is_ordinary(Lang::Ar, &arabic.folded) { ORDINARY_BESIDE } else { BESIDE };
        let likeness = similarity_from(needed, &Sound::new(Lang::Ar, &arabic.folded), &heard)?;
        Some(0.55 + likeness / 2.5)
    }
}

/// The particles of names in the table that match a word.
fn particles(lang: Lang, key: Key) -> impl Iterator<Item = u32> + Clone {
    let found = table().find(lang, &[key]).into_iter().map(|found| found.entry);
    found.filter(|&entry| table().entry(entry).kind == Kind::Particle)
}

/// The words next to a run of words: the adjacent one, and the one after an initial or an article.
pub(super) fn neighbours(words: &[Word], (start, len): (usize, usize), forward: bool) -> [Option<usize>; 2] {
    let next = |at: usize| {
        if forward {
            (words[at].joins && at + 1 < words.len()).then_some(at + 1)
        } else {
            at.checked_sub(1).filter(|&before| words[before].joins)
        }
    };
    let near = next(if forward { start + len - 1 } else { start });
    let far = near.filter(|&at| is_bridge(&words[at])).and_then(next);
    [near, far]
}

/// True for initials and the article of an Arabic name, which may be missing on the other side.
fn is_bridge(word: &Word) -> bool {
    let letters = word.folded.chars().count();
    if word.latin {
        letters == 1 || is_small(Role::Article, &word.folded)
    } else {
        letters == 1 || spelled::letters(&word.folded, false) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::has;

    #[test]
    fn a_surname_beside_a_linked_name_needs_less_likeness() {
        assert!(has("قال جون دو إن الأمر انتهى.", "It is over, said John Doe.", ("جون دو", "John Doe")));
        assert!(!has("قال دو إن الأمر انتهى.", "It is over, said Doe.", ("دو", "Doe")));
    }

    #[test]
    fn a_name_that_is_an_ordinary_word_too_is_heard_beside_a_link() {
        assert!(has("غنى جوني راي هناك.", "It was Johnny Ray who sang.", ("جوني راي", "Johnny Ray")));
        assert!(!has("كان له راي آخر.", "But Ray saw it otherwise.", ("راي", "Ray")));
    }

    #[test]
    fn a_name_is_linked_whole_with_particles_and_initials() {
        assert!(has(
            "كتب محمد بن زكريا رسالة.",
            "A letter was written by Muhammad ibn Zakariya.",
            ("محمد بن زكريا", "Muhammad ibn Zakariya")
        ));
        assert!(has(
            "درس روبرت كارتن الكيمياء.",
            "The chemist Robert G. Karten studied it.",
            ("روبرت كارتن", "Robert G. Karten")
        ));
        assert!(has(
            "زار جيريمي كوربين المدينة.",
            "It was Jeremy Corbyn.",
            ("جيريمي كوربين", "Jeremy Corbyn")
        ));
    }
}
