//! Content words by what the knowledge about them is worth as evidence.
//!
//! That a long and seldom word has a probable translation opposite hardly happens by chance; that a
//! short one with twenty translations has one of them opposite says little. That nothing
//! corresponds to a word says more if its translations are known.

use crate::text::Lang;
use std::ops::AddAssign;

/// Number of kinds.
pub const KINDS: usize = 3 * PROBABILITIES + 4;

/// Probabilities of the best translation opposite that separate the kinds of listed words.
const BOUNDS: [f32; 3] = [0.03, 0.1, 0.3];
/// Number of classes of listed words by probability: without any translation opposite, and between the bounds.
const PROBABILITIES: usize = BOUNDS.len() + 2;

/// The first class of words with a probable translation.
const PROBABLE: usize = 3;

/// Greatest lengths of short and of middling words, in letters.
const LENGTHS_AR: [usize; 2] = [3, 5];
/// The same in English.
const LENGTHS_EN: [usize; 2] = [4, 7];

/// The content words of one side, counted by kind: those that a lexicon contains by the probability
/// of their best translation opposite (none, below .03, .1, .3, above), each class by length (short,
/// middling, long); then those that no lexicon contains without a counterpart by length; then those
/// with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordKinds(pub [u32; KINDS]);

impl WordKinds {
    /// Counts a word of some letters, with the probability of its best translation opposite; 0 if there is none.
    pub(super) fn add(&mut self, lang: Lang, letters: usize, listed: bool, probability: f32) {
        let bounds = if lang == Lang::Ar { LENGTHS_AR } else { LENGTHS_EN };
        let length = bounds.iter().filter(|most| letters > **most).count();
        let class = if probability > 0.0 {
            1 + BOUNDS.iter().filter(|bound| probability >= **bound).count()
        } else {
            0
        };
        let kind = match (listed, class) {
            (true, class) => 3 * class + length,
            (false, 0) => 3 * PROBABILITIES + length,
            (false, _) => KINDS - 1,
        };
        self.0[kind] += 1;
    }
}

impl WordKinds {
    /// Words of a lexicon with a probable translation opposite, of .1 and more.
    pub fn probable(&self) -> u32 {
        self.0[3 * PROBABLE..3 * PROBABILITIES].iter().sum()
    }
}

impl AddAssign for WordKinds {
    fn add_assign(&mut self, other: WordKinds) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_of_one_kind() {
        let mut seen = WordKinds::default();
        for letters in [2, 5, 9] {
            for (listed, probability) in [(true, 0.0), (true, 0.02), (true, 0.05), (true, 0.2), (true, 0.9)] {
                seen.add(Lang::Ar, letters, listed, probability);
            }
            seen.add(Lang::Ar, letters, false, 0.0);
        }
        seen.add(Lang::En, 6, false, 0.8);
        assert_eq!(seen.0, [1; KINDS]);
        assert_eq!(seen.probable(), 6);
    }

    #[test]
    fn an_arabic_word_is_long_sooner_than_an_english_one() {
        let kind = |lang| {
            let mut kinds = WordKinds::default();
            kinds.add(lang, 6, true, 0.5);
            kinds.0.iter().position(|count| *count == 1)
        };
        assert_eq!((kind(Lang::Ar), kind(Lang::En)), (Some(14), Some(13)));
    }
}
