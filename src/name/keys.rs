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
                let after = 4 * (self.len - 1 - missed);
                put(self.code >> (after + 4) << after | self.code & ((1 << after) - 1));
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

/// What all keys of an Arabic word have in common, found out much faster than the keys themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sketch {
    /// Number of consonants that no key has less than.
    fewest: u8,
    /// Four bits for each class: how many consonants of it no key lacks, except for one.
    firm: u64,
}

impl Sketch {
    /// The sketch of a folded Arabic word.
    pub(super) fn new(folded: &str) -> Self {
        let mut letters = [' '; LONGEST];
        let mut len = 0;
        for (slot, c) in letters.iter_mut().zip(folded.chars().filter(|&c| chars::is_letter(c))) {
            *slot = c;
            len += 1;
        }
        let letters = &letters[..len];
        let first = heads(letters).iter().rposition(|&cost| cost != NEVER).unwrap_or(0);
        let (mut sketch, mut all, mut at) = (Sketch::default(), 0, 0);
        sounds().firm(letters, |count, class| {
            if at >= first {
                sketch.fewest += u8::try_from(count).unwrap_or(0);
                // The last consonants of a long word are in no key.
                if let Some(class) = class.filter(|_| all < CONSONANTS) {
                    sketch.firm += 1 << (4 * class as u32);
                }
            }
            all += u32::from(count > 0 || class.is_some());
            at += 1;
        });
        // A key of a word with four or more may omit one.
        sketch.fewest = sketch.fewest.min(CONSONANTS as u8 + 1);
        sketch.fewest -= u8::from(sketch.fewest >= 4);
        sketch
    }
}

/// The shapes of the keys of several English words: the classes of their consonants, and the most consonants in one.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    longest: u8,
    /// The sets of classes: four bits for each class as in a sketch.
    classes: Vec<u64>,
    /// There are too many sets to tell them apart.
    many: bool,
}

/// Most sets of classes that are distinguished.
const SHAPES: usize = 64;
/// The bits of a sketch that are set if there are two or more consonants of a class.
const SEVERAL: u64 = 0xEEEE_EEEE_EEEE_EEEE;

impl Shapes {
    /// Adds a key.
    pub(super) fn add(&mut self, key: u64) {
        let (mut classes, mut rest, mut length) = (0, key, 0);
        while rest != 0 {
            classes |= 15 << (4 * (rest & 15));
            rest >>= 4;
            length += 1;
        }
        self.longest = self.longest.max(length);
        if !self.many && !self.classes.contains(&classes) {
            self.classes.push(classes);
            self.many = self.classes.len() > SHAPES;
        }
    }

    /// False only for a word that shares no key with these.
    pub(super) fn may_share(&self, sketch: Sketch) -> bool {
        // At most one consonant, which the key omits, is of another class.
        let lacks_one_at_most = |classes: u64| {
            let lacking = sketch.firm & !classes;
            lacking & SEVERAL == 0 && (lacking == 0 || lacking.is_power_of_two())
        };
        sketch.fewest <= self.longest
            && (self.many || self.classes.iter().any(|&classes| lacks_one_at_most(classes)))
    }
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
    fn a_sketch_rejects_no_word_that_shares_a_key() {
        let names =
            ["Halvorsen", "Churchill", "Thatcher", "Alexander", "Xenia", "Abdulaziz", "Wright", "Jung"];
        let words = "هالفورسن وتشرشل لثاتشر الاسكندر كسينيا وعبدالعزيز رايت يونغ تاتشر مدرسه والكتاب استعمال";
        for name in names {
            let (mut shapes, mut keys, mut own) = (Shapes::default(), Vec::new(), Vec::new());
            Sound::new(Lang::En, &fold(Lang::En, name)).keys(&mut keys);
            keys.iter().for_each(|&key| shapes.add(key));
            for word in words.split(' ') {
                Sound::new(Lang::Ar, word).keys(&mut own);
                let shared = own.iter().any(|key| keys.contains(key));
                assert!(!shared || shapes.may_share(Sketch::new(word)), "{word} {name}");
            }
        }
        let mut shapes = Shapes::default();
        let mut keys = Vec::new();
        Sound::new(Lang::En, "halvorsen").keys(&mut keys);
        keys.iter().for_each(|&key| shapes.add(key));
        assert!(!shapes.may_share(Sketch::new("مدرسهكبيره")) && !shapes.may_share(Sketch::new("مكتبتكم")));
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
