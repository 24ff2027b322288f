//! How much each word says for having a counterpart on the other side, or against it, and the run of words that says most
//! against it: text that the other side lacks.
//!
//! The numbers are logarithms of ratios: how often words of a kind occur in pairs that translate each other, to how often
//! in pairs of strangers. By chance one of the many translations of a common word is on the other side, but hardly ever a
//! probable one.

use super::tokens::Shape;
use crate::text::Lang;

/// The parts in which a word takes part in a comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    pub(super) shape: Shape,
    /// A word in the script of the other language.
    pub(super) foreign: bool,
    pub(super) content: bool,
    /// A lexicon contains it.
    pub(super) listed: bool,
    /// The probability of its best translation opposite; 0 if there is none.
    pub(super) probability: f32,
}

/// Probabilities of the best translation opposite that separate the classes of listed words.
const BOUNDS: [f32; 3] = [0.03, 0.1, 0.3];
/// Content words of a lexicon in Arabic and English, without a translation opposite and by its probability.
const LISTED: [[f32; 5]; 2] = [[-1.2, -0.1, 1.4, 2.2, 2.8], [-1.4, -0.3, 1.4, 2.3, 2.8]];
/// Function words likewise.
const FUNCTION: [[f32; 5]; 2] = [[-1.3, -0.4, 0.0, 0.7, 1.2], [-0.5, -0.3, 0.2, 0.7, 1.2]];
/// Content words of no lexicon, without a counterpart and with one.
const UNLISTED: [[f32; 2]; 2] = [[-0.55, 3.0], [-0.65, 3.0]];
/// Figures likewise.
const FIGURE: [f32; 2] = [-1.9, 3.8];
/// Names likewise.
const NAME: [[f32; 2]; 2] = [[-0.3, 2.5], [-1.3, 2.5]];
/// Words in the script of the other language likewise: an English word in an Arabic text was taken from the other side.
const FOREIGN: [[f32; 2]; 2] = [[-3.0, 2.8], [0.0, 1.0]];

/// How much a word says for having a counterpart; negative if against it.
pub(super) fn said(lang: Lang, seen: &Seen) -> f32 {
    let side = usize::from(lang == Lang::En);
    let met = usize::from(seen.probability > 0.0);
    let class = met * (1 + BOUNDS.iter().filter(|bound| seen.probability >= **bound).count());
    match seen.shape {
        Shape::Word if seen.foreign => FOREIGN[side][met],
        Shape::Word if !seen.content => FUNCTION[side][class],
        Shape::Word if seen.listed => LISTED[side][class],
        Shape::Word => UNLISTED[side][met],
        Shape::Number | Shape::Figure => FIGURE[met],
        Shape::Name => NAME[side][met],
        Shape::Mark | Shape::Enumerator | Shape::Translated => 0.0,
    }
}

/// The run of consecutive words that together say most against having counterparts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Against {
    now: f32,
    most: f32,
}

impl Against {
    /// Adds the next word.
    pub(super) fn see(&mut self, said: f32) {
        self.now = (self.now - said).max(0.0);
        self.most = self.most.max(self.now);
    }

    /// How much the run says; 0 without one.
    pub(super) fn most(&self) -> f32 {
        self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(listed: bool, probability: f32) -> Seen {
        Seen { shape: Shape::Word, foreign: false, content: true, listed, probability }
    }

    #[test]
    fn a_more_probable_translation_says_more_and_a_known_word_alone_says_less() {
        for lang in [Lang::Ar, Lang::En] {
            let said = |listed, probability| said(lang, &word(listed, probability));
            let rising = [0.0, 0.01, 0.05, 0.2, 0.9].map(|probability| said(true, probability));
            assert!(rising.is_sorted_by(|a, b| a < b), "{rising:?}");
            assert!(said(true, 0.0) < said(false, 0.0) && said(false, 0.0) < 0.0);
        }
    }

    #[test]
    fn a_word_met_by_chance_does_not_end_a_run_and_many_do() {
        let most = |said: &[f32]| {
            let mut run = Against::default();
            said.iter().for_each(|said| run.see(*said));
            run.most()
        };
        assert!((most(&[2.0, -1.0, -1.0, 0.5, -1.0, 2.0]) - 2.5).abs() < 1e-6);
        assert!((most(&[-1.0, 2.0, 2.0, -1.5]) - 1.5).abs() < 1e-6);
        assert!(most(&[1.0, 2.0]).abs() < 1e-6);
    }
}
