//! Neighbours of a link on both sides: a surname after a given name needs less similarity.

use super::{Linker, Pair};
use crate::name::How;
use crate::name::ordinary::is_ordinary;
use crate::name::small::{Role, is_small};
use crate::name::sound::similarity_from;
use crate::name::spelled;
use crate::name::words::Word;
use crate::name::{
    NameKind,
    table::{Key, table},
};
use crate::text::Lang;

/// Similarity that a word next to a linked name needs.
const BESIDE: f64 = 0.6;
/// The same for an Arabic word that may be an ordinary one, such as راي.
const ORDINARY_BESIDE: f64 = 0.82;
/// Similarity of two names after the same particle: العلاء and al-Ala after أبي and Abu.
const AFTER_PARTICLE: f64 = 0.8;

impl Linker {
    /// If the table has `كوربين` for `Jeremy Corbyn`, includes the given name before it.
    pub(super) fn widened(&self, mut pair: Pair) -> Pair {
        let alike = |ar: usize, en: usize| {
            similarity_from(BESIDE, &self.ar[ar].known().sound, &self.en[en].known().sound).is_some()
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

    /// Links names that begin with a particle: أبي العلاء and Abu al-Ala, whose second words are too short to be heard alone.
    pub(super) fn after_particles(&mut self) {
        let starts = |words: &[Word], used: &[Option<usize>], lang: Lang| -> Vec<usize> {
            let begins = |at: usize| {
                (words[at].capital || lang == Lang::Ar)
                    && used[at].is_none()
                    && !words[at].key.is_empty()
                    && particles(lang, words[at].key).next().is_some()
            };
            (0..words.len()).filter(|&at| begins(at)).collect()
        };
        let english = starts(&self.en, &self.en_used, Lang::En);
        if english.is_empty() {
            return;
        }
        let arabic = starts(&self.ar, &self.ar_used, Lang::Ar);
        for en in english {
            let Some(pair) = arabic.iter().find_map(|&ar| self.one_particle(ar, en)) else { continue };
            self.put(pair);
        }
    }

    /// The pair of two names after the same particle.
    fn one_particle(&self, ar: usize, en: usize) -> Option<Pair> {
        let in_english = particles(Lang::En, self.en[en].key);
        let same =
            particles(Lang::Ar, self.ar[ar].key).any(|one| in_english.clone().any(|other| other == one));
        let [ar_next, _] = neighbours(&self.ar, (ar, 1), true);
        let ar_next = ar_next.filter(|_| same && self.ar_used[ar].is_none())?;
        let free = |&next: &usize| self.en_used[next].is_none() && self.en[next].capital;
        let alike = |&next: &usize| {
            let (sound, heard) = (&self.ar[ar_next].known().sound, &self.en[next].known().sound);
            similarity_from(AFTER_PARTICLE, sound, heard).is_some()
        };
        let en_next = neighbours(&self.en, (en, 1), true).into_iter().flatten().filter(free).find(alike)?;
        let free = self.ar_used[ar_next].is_none() && self.ar[ar_next].sounds(Lang::Ar);
        free.then_some(Pair {
            ar: (ar, 2),
            en: (en, en_next + 1 - en),
            score: 0.9,
            how: How::Sound,
            grows: true,
            part: false,
        })
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
        let heard = &english.known().sound;
        if heard.substance() < 0.9 {
            return None;
        }
        let needed = if is_ordinary(Lang::Ar, &arabic.folded) { ORDINARY_BESIDE } else { BESIDE };
        let likeness = similarity_from(needed, &arabic.known().sound, heard)?;
        Some(0.55 + likeness / 2.5)
    }
}

/// The particles of names in the table that match a word.
fn particles(lang: Lang, key: Key) -> impl Iterator<Item = u32> + Clone {
    let found = table().find(lang, &[key]).into_iter().map(|found| found.entry);
    found.filter(|&entry| table().entry(entry).kind == NameKind::Particle)
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
        // أن is a conjunction far more often than the letter N.
        letters == 1 || spelled::letters(&word.folded, false) != 0 && !is_ordinary(Lang::Ar, &word.folded)
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
    fn short_names_are_heard_after_the_same_particle() {
        let ar = "قرأ علينا قصيدة من شعر أبي الهول.";
        assert!(has(ar, "He read us a poem of Abu al-Hawl.", ("أبي الهول", "Abu al-Hawl")));
        assert!(!has(ar, "He read us a poem of Abu Tammam.", ("أبي الهول", "Abu Tammam")));
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
