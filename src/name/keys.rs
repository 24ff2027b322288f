//! Keys that words with similar sounds share, so that only likely pairs need a full comparison.

use super::sound::{Sound, heads};
use super::sounds::{Coarse, Fickle, LONGEST, NEVER, Unit, sounds};
use crate::text::{Lang, chars};

/// Number of consonants of a key.
const CONSONANTS: u32 = 12;
/// Most readings of one word that are followed.
const READINGS: usize = 8;
/// Consonants after this many are not omitted.
const MISSED: u32 = 8;

/// The first consonants of a word, four bits each, the last lowest: one more than a key contains,
/// because a key may omit one.
#[derive(Clone, Copy, Default)]
struct Reading {
    code: u64,
    len: u32,
}

impl Reading {
    fn push(&mut self, consonant: Coarse) {
        if self.len <= CONSONANTS {
            self.code = self.code << 4 | consonant as u64;
            self.len += 1;
        }
    }

    fn keys(self, mut put: impl FnMut(u64)) {
        if self.len == 0 {
            return;
        }
        put(self.code >> (4 * self.len.saturating_sub(CONSONANTS)));
        if self.len >= 4 {
            for missed in 0..self.len.min(MISSED) {
                let behind = 4 * (self.len - 1 - missed);
                put(self.code >> (behind + 4) << behind | self.code & ((1 << behind) - 1));
            }
        }
    }
}

impl Sound {
    /// Replaces the content of `keys` by the word's keys, sorted and distinct. An Arabic and an
    /// English word that sound alike almost always share at least one. Put the words of one
    /// language into buckets by key and look up those of the other, so that only likely pairs are
    /// compared with [`similarity`](super::similarity).
    ///
    /// A key consists of the word's coarse consonants (b/p, f/v, d/t, s/z, k/g/j/sh …); words with
    /// four or more also have keys that omit one. Words without consonants have no keys.
    ///
    /// ```
    /// use mizan::name::Sound;
    /// use mizan::text::Lang;
    /// let (mut ar, mut en) = (Vec::new(), Vec::new());
    /// Sound::new(Lang::Ar, "وتاتشر").keys(&mut ar);
    /// Sound::new(Lang::En, "thatcher").keys(&mut en);
    /// assert!(en.iter().any(|key| ar.contains(key)));
    /// ```
    pub fn keys(&self, keys: &mut Vec<u64>) {
        keys.clear();
        let units = match self.lang {
            Lang::Ar => &sounds().ar,
            Lang::En => &sounds().en,
        };
        let len = self.len();
        for start in (0..len).filter(|&n| self.head[n] != NEVER) {
            self.readings(start, false, units, keys);
            // A pair such as تش is usually one English consonant, but ش or زه may also be two.
            if self.pairs[start..len].iter().any(|&pair| pair != NEVER) {
                self.readings(start, true, units, keys);
            }
        }
        keys.sort_unstable();
        keys.dedup();
    }

    /// Adds the keys of the word from a unit on, in every reading of its ambiguous letters;
    /// `joined` takes two letters for one consonant where possible.
    fn readings(&self, start: usize, joined: bool, units: &[Unit], keys: &mut Vec<u64>) {
        let mut readings = [Reading::default(); READINGS];
        let mut count = 1;
        let mut n = start;
        while n < self.len() {
            let pair = joined && self.pairs[n] != NEVER;
            let unit = &units[usize::from(if pair { self.pairs[n] } else { self.units[n] })];
            n += 1 + usize::from(pair);
            let before = count;
            if let Some(fickle) = unit.fickle.filter(|_| 2 * before <= READINGS) {
                readings.copy_within(..before, before);
                count = 2 * before;
                if let Fickle::Or(other) = fickle {
                    readings[before..count].iter_mut().for_each(|reading| reading.push(other));
                }
            }
            for reading in &mut readings[..before] {
                unit.coarse.iter().for_each(|&consonant| reading.push(consonant));
            }
        }
        readings[..count].iter().for_each(|reading| reading.keys(|key| keys.push(key)));
    }
}

/// Number of consonants in a key.
pub(super) fn consonants(key: u64) -> usize {
    (u64::BITS - key.leading_zeros()).div_ceil(4) as usize
}

/// A lower bound of the consonants in the keys of a folded Arabic word, much faster than the keys themselves.
pub(super) fn fewest_consonants(folded: &str) -> usize {
    let mut letters = [' '; LONGEST];
    let mut len = 0;
    for (slot, c) in letters.iter_mut().zip(folded.chars().filter(|&c| chars::is_letter(c))) {
        *slot = c;
        len += 1;
    }
    let letters = &letters[..len];
    let first = heads(letters).iter().rposition(|&cost| cost != NEVER).unwrap_or(0);
    let all = sounds().fewest_consonants(&letters[first.min(len)..]).min(CONSONANTS as usize + 1);
    // A key of a word with four or more may omit one.
    all - usize::from(all >= 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;
    use proptest::prelude::*;

    fn keys(lang: Lang, word: &str) -> Vec<u64> {
        let mut keys = vec![7];
        Sound::new(lang, &fold(lang, word)).keys(&mut keys);
        keys
    }

    #[test]
    fn words_without_consonants_have_no_keys() {
        assert!(keys(Lang::Ar, "").is_empty() && keys(Lang::En, "aeiou").is_empty());
    }

    #[test]
    fn a_key_may_miss_any_one_of_four_consonants() {
        let [whole, missing] = [keys(Lang::En, "berlin"), keys(Lang::En, "berli")];
        assert_eq!(whole.len(), 5);
        assert!(missing.iter().all(|key| whole.contains(key)), "{whole:x?} {missing:x?}");
        assert_eq!(keys(Lang::En, "lanan"), [0x699]);
    }

    #[test]
    fn long_words_meet_by_their_first_twelve_consonants() {
        let long = keys(Lang::En, "bdbdbdbdbdbdbdbd");
        assert!(long.contains(&0x1313_1313_1313), "{long:x?}");
        assert!(long.contains(&0x3131_3131_3131), "{long:x?}");
        assert!(long.iter().all(|key| key >> 48 == 0));
    }

    proptest! {
        #[test]
        fn keys_are_sorted_few_and_stand_once(ar in "[ء-ي]{1,30}", en in "[a-z']{1,30}") {
            for keys in [keys(Lang::Ar, &ar), keys(Lang::En, &en)] {
                prop_assert!(keys.len() < 400 && keys.windows(2).all(|two| two[0] < two[1]));
            }
        }
    }
}
