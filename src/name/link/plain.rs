//! Linking names that are ordinary Arabic words: القلعة is a castle, and Kalaa.
//!
//! A name left on the English side when everything else is linked has not been found. An ordinary
//! word near its place may be it, if it sounds like it.

use super::{Linker, Pair};
use crate::name::How;
use crate::name::sound::{Sound, similarity_from};
use crate::text::Lang;

/// Words on both sides of the expected place in which a name is searched.
const NEAR: usize = 14;
/// Greatest distance of a name from its expected place, in shares of the text.
const APART: f64 = 0.4;
/// Similarity that a distance of the whole text costs.
const WAY: f64 = 0.1;

impl Linker {
    /// Links unlinked English names to ordinary words that sound like them.
    pub(super) fn plain(&mut self) {
        if self.en.is_empty() || self.ar.is_empty() || self.is_headline() {
            return;
        }
        let before = self.pairs.len();
        for en in 0..self.en.len() {
            let word = &self.en[en];
            let name = word.capital && word.letters && word.latin && !word.abbreviates;
            if !name || self.en_used[en].is_some() || !self.is_proper(en) {
                continue;
            }
            let heard = word.known();
            if let Some((ar, likeness)) = self.sounding(&heard.sound, en) {
                let score = 0.6 + 0.3 * likeness;
                self.put(Pair { ar: (ar, 1), en: (en, 1), score, how: How::Sound, grows: true, part: false });
            }
        }
        if self.pairs.len() > before {
            self.beside();
        }
    }

    /// The unused Arabic word near a name's expected place that sounds most like it.
    fn sounding(&self, heard: &Sound, en: usize) -> Option<(usize, f64)> {
        let needed = match heard.substance() {
            s if s < 1.5 => return None,
            s if s < 2.5 => 0.94,
            s if s < 3.5 => 0.88,
            _ => 0.84,
        };
        let share = (en as f64 + 0.5) / self.en.len() as f64;
        let place = (share * self.ar.len() as f64) as usize;
        let near = place.saturating_sub(NEAR)..(place + NEAR).min(self.ar.len());
        let free = near.filter(|&ar| self.ar_used[ar].is_none() && self.ar[ar].sounds(Lang::Ar));
        free.filter_map(|ar| {
            let way = ((ar as f64 + 0.5) / self.ar.len() as f64 - share).abs();
            let sound = &self.ar[ar].known().sound;
            let likeness =
                similarity_from(needed, sound, heard).filter(|_| way <= APART && sound.len() > 2)?;
            Some((ar, likeness, likeness - WAY * way))
        })
        .max_by(|(_, _, one), (_, _, other)| one.total_cmp(other))
        .map(|(ar, likeness, _)| (ar, likeness))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{has, links};

    #[test]
    fn a_name_that_is_an_ordinary_word_is_linked_when_nothing_else_is() {
        assert!(has("سافر إلى القلعة مساءً.", "He travelled to Kalaa in the evening.", ("القلعة", "Kalaa")));
        assert!(has("سافر إلى المدية مساءً.", "He travelled to Medea in the evening.", ("المدية", "Medea")));
        assert_eq!(links("سافر إلى القلعة مساءً.", "He travelled to Windhoek in the evening.").len(), 0);
    }

    #[test]
    fn what_stands_far_off_is_another_word() {
        let ar = "كانت القلعة قديمة جداً وقد بناها الناس قبل مئات السنين من الحجر والطين.";
        assert_eq!(
            links(ar, "The people who had built it from stone and mud long ago came from Windhoek."),
            []
        );
    }
}
