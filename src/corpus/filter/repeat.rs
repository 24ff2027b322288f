//! Loops: words, phrases or letters repeated by machine translation or bad extraction.

use rustc_hash::{FxBuildHasher, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

/// Most words of a phrase that is compared with the words right after it.
const LONGEST: usize = 12;
/// Consecutive words of which a second occurrence counts, wherever it is.
const PHRASE: usize = 5;
/// Consecutive words of which a second occurrence excuses one of the other side, which may need more words for it.
const SHORTER: usize = 3;
/// Least number of words of a side for which shares are meaningful.
const FEWEST: usize = 6;
/// Least length of a run of the same letter that no word contains.
const LETTERS: usize = 6;
/// Odd multiplier that makes the key of a phrase depend on the order of its words.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// The share of a pair, 0 to 1, that repeats earlier text, on the side with the greater share. Both
/// texts must be in their normal form. Phrases repeated elsewhere in the text count only as far as
/// the other side has fewer.
pub(super) fn repeated_share(ar: &str, en: &str) -> f64 {
    let (left, right) = (Repeated::of(ar), Repeated::of(en));
    let one_sided = (left.phrases - right.shorter).max(right.phrases - left.shorter).max(0.0);
    left.loops.max(right.loops).max(one_sided)
}

/// Repetition on one side, as shares of its words.
struct Repeated {
    /// Right after the original.
    loops: f64,
    /// Anywhere.
    phrases: f64,
    /// Anywhere, shorter phrases too.
    shorter: f64,
}

impl Repeated {
    fn of(normal: &str) -> Self {
        // Words are compared very often, and numbers are compared faster.
        let words: Vec<u64> = normal.split(' ').map(|word| xxh3_64(word.as_bytes())).collect();
        let letters = repeated_letters(normal);
        if words.len() < FEWEST {
            return Repeated { loops: letters, phrases: 0.0, shorter: 0.0 };
        }
        let mut again = vec![0_u8; words.len()];
        for period in 1..=LONGEST.min(words.len() / 2) {
            mark_runs(&words, period, &mut again);
        }
        let loops: f64 = again.iter().map(|count| f64::from(*count)).sum();
        let shorter = said_again(&words, SHORTER);
        let phrases = if shorter > 0.0 { said_again(&words, PHRASE) } else { 0.0 };
        Repeated { loops: (loops / words.len() as f64).min(1.0).max(letters), phrases, shorter }
    }
}

/// Marks the words of a phrase repeated right after itself: twice for long phrases, three times for
/// short ones. Longer runs count double, because no person writes them.
fn mark_runs(words: &[u64], period: usize, again: &mut [u8]) {
    let needed = match period {
        1 | 2 => 2 * period + 1,
        3 => 2 * period,
        _ => period,
    };
    let mut run = 0;
    for at in period..=words.len() {
        if at < words.len() && words[at] == words[at - period] {
            run += 1;
            continue;
        }
        if run >= needed {
            let weight = if run >= 3 * period { 2 } else { 1 };
            again[at - run..at].iter_mut().for_each(|count| *count = weight.max(*count));
        }
        run = 0;
    }
}

/// The share of words in phrases of some size that occurred earlier.
fn said_again(words: &[u64], size: usize) -> f64 {
    let mut again = vec![false; words.len()];
    let mut known: FxHashSet<u64> = FxHashSet::with_capacity_and_hasher(words.len(), FxBuildHasher);
    for (at, phrase) in words.windows(size).enumerate() {
        let key = phrase.iter().fold(0_u64, |key, word| key.rotate_left(21).wrapping_mul(MIX) ^ word);
        if !known.insert(key) {
            again[at..at + size].fill(true);
        }
    }
    again.iter().filter(|again| **again).count() as f64 / words.len() as f64
}

/// The share of letters in runs of the same letter.
fn repeated_letters(normal: &str) -> f64 {
    let (mut all, mut again, mut run, mut before) = (0_usize, 0_usize, 0_usize, ' ');
    for c in normal.chars().chain([' ']) {
        if c == before {
            run += 1;
        } else {
            if run >= LETTERS && before.is_alphabetic() {
                again += run;
            }
            (run, before) = (1, c);
        }
        all += usize::from(c != ' ');
    }
    again as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_of_words_phrases_and_letters_are_seen() {
        for text in [
            "the man the man the man the man went",
            "he said that he had seen it he said that he had seen it",
            "very very very very very very good news",
            "وصل الوفد الي المدينه وصل الوفد الي المدينه وصل الوفد الي المدينه",
            "ههههههههههههه",
        ] {
            assert!(repeated_share(text, "") > 0.3, "{text}: {}", repeated_share(text, ""));
        }
    }

    #[test]
    fn what_both_sides_say_again_is_no_loop() {
        let en =
            "the share of patients with the disease was low and the share of patients with the disease fell";
        let ar = "كانت نسبه المصابين بهذا المرض القديم منخفضه ثم انخفضت نسبه المصابين بهذا المرض القديم";
        assert!(repeated_share(ar, en) < 0.2 && repeated_share("كانت النسبه منخفضه ثم انخفضت", en) > 0.2);
    }

    #[test]
    fn one_side_may_say_again_in_fewer_words_what_the_other_says_in_many() {
        let ar = "من السيارات التي صنعت في هذا البلد نصفها ومن السيارات التي صنعت في هذا العام ثلثها";
        let en = "half of the cars made here and a third of the cars made since may";
        assert!(repeated_share(ar, en) < 0.2, "{}", repeated_share(ar, en));
        assert!(repeated_share(ar, "half of the vehicles made here and a third since may") > 0.2);
    }

    #[test]
    fn what_language_says_twice_is_no_loop() {
        for text in [
            "it was very very cold and the wind was very strong",
            "no no no",
            "day by day and year by year he grew older and older",
            "رويدا رويدا سار الرجل خطوه خطوه نحو الباب",
            "",
        ] {
            assert!(repeated_share("", text) < 0.1, "{text}: {}", repeated_share("", text));
        }
    }
}
