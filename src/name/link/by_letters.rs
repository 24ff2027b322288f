//! Names in Latin letters within the Arabic text, and abbreviations that it spells out.

use super::Linker;
use super::places::{Bond, Places};
use crate::name::How;
use crate::name::ordinary::is_ordinary;
use crate::name::spelled;
use crate::text::Lang;
use rustc_hash::FxHashMap;
use std::rc::Rc;

impl Linker {
    /// Links names in Latin letters that are unchanged in the Arabic text.
    pub(super) fn by_letters(&mut self) {
        let mut places: FxHashMap<Rc<str>, Places> = FxHashMap::default();
        for (n, word) in self.ar.iter().enumerate() {
            if word.latin && word.folded.len() >= 2 && !is_ordinary(Lang::En, &word.folded) {
                places.entry(word.folded.clone()).or_default().ar.push((n, 1));
            }
        }
        for (n, word) in self.en.iter().enumerate() {
            if let Some(places) = places.get_mut(&word.folded) {
                places.en.push((n, 1));
            }
        }
        self.pair_sorted(places, How::Letters);
    }

    /// Links abbreviations such as `بي بي سي`.
    pub(super) fn spelled_out(&mut self) {
        let mut places: FxHashMap<Rc<str>, Places> = FxHashMap::default();
        for (n, word) in self.en.iter().enumerate() {
            // Mps is spelled out like MPS.
            let short = word.capital && (3..=5).contains(&word.folded.len());
            if (word.shouted || short) && self.en_used[n].is_none() {
                places.entry(word.folded.clone()).or_default().en.push((n, 1));
            }
        }
        let mut start = 0;
        while start < self.ar.len() && !places.is_empty() {
            let run = self.spelled_run(start);
            for at in start..start + run.saturating_sub(1) {
                for (abbreviation, places) in &mut places {
                    let letters = self.ar[at..start + run].iter().map(|word| &*word.folded);
                    if spelled::spells(letters, abbreviation) {
                        places.ar.push((at, abbreviation.len()));
                    }
                }
            }
            start += run.max(1);
        }
        self.pair_sorted(places, How::Sound);
    }

    /// The number of consecutive names of letters: `سي.إن.إن` is one run, but the end of a sentence ends it.
    fn spelled_run(&self, start: usize) -> usize {
        let words = &self.ar[start..];
        let joins = |n: usize| words[n - 1].joins || words[n - 1].span.end + 1 == words[n].span.start;
        (0..words.len())
            .take_while(|&n| spelled::letters(&words[n].folded, n == 0) != 0 && (n == 0 || joins(n)))
            .count()
    }

    fn pair_sorted(&mut self, places: FxHashMap<Rc<str>, Places>, how: How) {
        let mut places: Vec<_> = places.into_iter().collect();
        // The longest first: سي بي إس is not the end of another abbreviation.
        places.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        for (_, places) in &places {
            self.pair_places(places, Bond::heard(0.95, how), true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{has, links};
    use crate::name::How;

    #[test]
    fn abbreviations_are_read_letter_by_letter() {
        assert!(has("أعلنت شركة إل جي دبليو ذلك.", "This was announced by LGW.", ("إل جي دبليو", "LGW")));
        assert!(has("عرض بنك إم بي إس ذلك.", "The offer of Mps was that.", ("إم بي إس", "Mps")));
        assert!(has("قالت سي.إن.إن ذلك.", "That was on CNN.", ("سي.إن.إن", "CNN")));
    }

    #[test]
    fn an_abbreviation_is_not_spelled_across_a_sentence_end() {
        assert_eq!(links("اشترته دي بي تي. في العام التالي باعته.", "A year later the TV was sold."), []);
    }

    #[test]
    fn the_longer_abbreviation_is_not_torn() {
        assert!(has(
            "قناة إن بي سي دبليو الجديدة.",
            "The new channel NBCW beat NBC.",
            ("إن بي سي دبليو", "NBCW")
        ));
    }

    #[test]
    fn latin_letters_in_arabic_link_to_themselves() {
        assert_eq!(links("استعمل برنامج Blender أمس.", "He used Blender yesterday.")[0].2, How::Letters);
    }

    #[test]
    fn function_words_in_latin_letters_are_no_names() {
        assert_eq!(links("عبارة in the معروفة.", "The phrase is known in the world."), []);
    }
}
