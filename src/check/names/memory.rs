//! The names that the rest of a document links, and to what.

use super::words;
use crate::{
    name::{How, Link, Mention, NameKind, Survey, Why, table, term_key},
    text::{
        Lang,
        clitics::{self, Classes},
        fold,
    },
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Shorter words are particles.
const SHORTEST: usize = 3;
/// Number of pairs with an unknown word from which on it is recurrent.
const RECURS: usize = 3;

/// The words of the linked names of a document: for each Arabic one, the English ones to which it was linked.
#[derive(Debug, Default)]
pub(super) struct Memory {
    names: FxHashMap<String, FxHashSet<String>>,
    /// For each Arabic word that is neither in the lexicon nor linked, the number of pairs that contain it.
    unlisted: FxHashMap<String, usize>,
}

impl Memory {
    /// Adds the names of a pair, and its words that may be names.
    pub(super) fn learn(&mut self, survey: &Survey, ar: &str, en: &str) {
        self.add(&survey.links, ar, en);
        self.meet(&survey.ar, ar);
    }

    /// Adds the names of a pair.
    fn add(&mut self, links: &[Link], ar: &str, en: &str) {
        for link in links.iter().filter(|link| link.how != How::Letters) {
            let english = link.en.of(en);
            if let Some(
                NameKind::Title | NameKind::Element | NameKind::Particle | NameKind::Month | NameKind::Day,
            ) = table().kind(Lang::En, english)
            {
                continue;
            }
            for word in arabic(link.ar.of(ar)) {
                self.names.entry(word).or_default().extend(self::english(english));
            }
        }
    }

    /// Adds the Arabic words of a pair that may be names because the lexicon does not contain them.
    fn meet(&mut self, left: &[Mention], ar: &str) {
        let unlisted = left.iter().filter(|mention| mention.why == Why::Unlisted);
        let words: FxHashSet<String> = unlisted.flat_map(|mention| arabic(mention.span.of(ar))).collect();
        for word in words {
            *self.unlisted.entry(word).or_default() += 1;
        }
    }

    /// True if a word that is not in the lexicon recurs in other pairs: a word that a text repeats
    /// is more likely a name than a mistake.
    pub(super) fn recurs(&self, ar: &str) -> bool {
        arabic(ar).any(|word| self.unlisted.get(&word).is_some_and(|&pairs| pairs >= RECURS))
    }

    /// True if a word of an Arabic text is a name elsewhere in the document.
    pub(super) fn is_name(&self, ar: &str) -> bool {
        arabic(ar).any(|word| self.of(&word).is_some())
    }

    /// True if the two names, or a part of each, are the same name elsewhere: نانسي is Pelosi if
    /// the document mentions Nancy Pelosi.
    pub(super) fn joins(&self, ar: &str, en: &str) -> bool {
        let known: Vec<&FxHashSet<String>> = arabic(ar).filter_map(|word| self.of(&word)).collect();
        english(en).any(|word| known.iter().any(|names| names.contains(&word)))
    }

    /// The English words of an Arabic one, which may have a clitic here but not elsewhere.
    fn of(&self, word: &str) -> Option<&FxHashSet<String>> {
        clitics::forms(word, Classes::PARTICLE).find_map(|form| self.names.get(form))
    }
}

fn arabic(name: &str) -> impl Iterator<Item = String> {
    words(name).map(term_key).filter(|word| word.chars().nth(SHORTEST - 1).is_some())
}

fn english(name: &str) -> impl Iterator<Item = String> {
    words(name)
        .map(|word| {
            let folded = fold::fold(Lang::En, word);
            folded.strip_suffix("'s").unwrap_or(&folded).to_owned()
        })
        .filter(|word| word.chars().nth(SHORTEST - 1).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::{link, survey};

    #[test]
    fn a_person_is_known_by_each_of_the_names() {
        let (ar, en) = ("قالت أوليفيا هالفورسن نعم.", "Yes, said Olivia Halvorsen.");
        let mut memory = Memory::default();
        memory.add(&link(ar, en), ar, en);
        assert!(memory.joins("أوليفيا", "Halvorsen’s") && memory.joins("وهالفورسن", "Halvorsen"));
        assert!(memory.is_name("هالفورسن") && !memory.is_name("كوفالسكي"));
        assert!(!memory.joins("كوفالسكي", "Halvorsen") && !memory.joins("هالفورسن", "Kowalski"));
    }
    #[test]
    fn an_unknown_word_that_comes_again_recurs() {
        let (ar, en) = ("وقال كوفالسكي نعم.", "Yes, said Pemberton.");
        let mut memory = Memory::default();
        for _ in 0..RECURS {
            assert!(!memory.recurs("كوفالسكي"));
            memory.meet(&survey(ar, en).ar, ar);
        }
        assert!(memory.recurs("كوفالسكي"));
        assert!(!memory.recurs("نعم"));
    }
}
