//! Near-duplicates among millions of texts: MinHash signatures, compared where they share a band.
//!
//! A text is represented by the set of its character five-grams after folding; for a pair, of both
//! sides together or of each. One hash per five-gram fills 128 bins with the least value that falls
//! into each (one-permutation MinHash, Li and others, 2012); one byte of every bin is kept, and one
//! bit that says whether anything fell into it. The share of equal bytes among the bins that either
//! text fills estimates the similarity of the two sets, with a standard error of 0.035 at a
//! similarity of 0.8 for long texts, and almost exactly for short ones, each of whose five-grams
//! has a bin to itself. For the bands, empty bins borrow from full ones. Only texts that agree in
//! all four bytes of one of 32 bands are compared, which finds practically all with a similarity of
//! 0.8.

use crate::text::Lang;

/// Bytes of a signature.
const BINS: usize = 128;
/// Bytes of a band.
const BAND: usize = 4;
/// Number of bands of a signature.
pub const BANDS: usize = BINS / BAND;
/// Characters per shingle.
const SHINGLE: usize = 5;

/// Standard errors that an estimate may be below the threshold, such that nine of ten texts at the
/// threshold are found.
pub const FOUND: f64 = 1.3;
/// The same, such that all but one in 700 are found, at the price of some false matches.
pub const SURE: f64 = 3.0;

/// A compact representation of a text for comparison with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    bins: [u8; BINS],
    /// The bins that something fell into; the others have borrowed values.
    full: u128,
}

/// The signature of normal texts (see [`super::normal`]), of one side or of both together.
pub fn signature(sides: &[(Lang, &str)]) -> Signature {
    let mut least = [u64::MAX; BINS];
    for (lang, text) in sides {
        let side = u64::from(*lang == Lang::En);
        let mut window = [side as u32; SHINGLE];
        // Blanks around the text give short texts shingles too.
        for c in text.chars().map(u32::from).chain([32, 32]) {
            window.rotate_left(1);
            window[SHINGLE - 1] = c;
            let mut hash = side;
            for code in window {
                hash = (hash ^ u64::from(code)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                hash ^= hash >> 29;
            }
            let hash = mix(hash);
            let bin = (hash >> 57) as usize;
            least[bin] = least[bin].min(hash & (u64::MAX >> 7));
        }
    }
    let mut signature = Signature { bins: [0; BINS], full: 0 };
    for (bin, byte) in signature.bins.iter_mut().enumerate() {
        let mut value = least[bin];
        signature.full |= u128::from(value != u64::MAX) << bin;
        let mut attempt = 0_u64;
        // The order of bins to borrow from is the same for every text, so that equal sets have
        // equal signatures.
        while value == u64::MAX {
            attempt += 1;
            value = least[(mix(((bin as u64) << 32) | attempt) >> 57) as usize];
        }
        *byte = (mix(value) >> 56) as u8;
    }
    signature
}

fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

impl Signature {
    /// The signature as bytes: those of the bins, then the set of full bins.
    pub(super) fn bytes(&self) -> [u8; BINS + 16] {
        let mut bytes = [0; BINS + 16];
        bytes[..BINS].copy_from_slice(&self.bins);
        bytes[BINS..].copy_from_slice(&self.full.to_be_bytes());
        bytes
    }

    /// Restores a signature from [`Signature::bytes`].
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (bins, full) = bytes.split_at_checked(BINS)?;
        Some(Signature { bins: bins.try_into().ok()?, full: u128::from_be_bytes(full.try_into().ok()?) })
    }

    /// The hash (32 bits) of one of the [`BANDS`] bands; texts that agree in it are compared.
    pub fn band(&self, band: usize) -> u32 {
        let bytes = self.bins.iter().skip(band * BAND).take(BAND);
        bytes.fold(0, |key, byte| (key << 8) | u32::from(*byte))
    }

    /// The similarity of two texts, 0 to 1 (Jaccard index of their five-grams), and the number of
    /// bins that it is based on.
    fn compare(&self, other: &Self) -> (f64, u32) {
        let (either, both) = (self.full | other.full, self.full & other.full);
        let mut equal = 0_u128;
        for (bin, (a, b)) in self.bins.iter().zip(&other.bins).enumerate() {
            equal |= u128::from(a == b) << bin;
        }
        let known = either.count_ones();
        let share = f64::from((equal & both).count_ones()) / f64::from(known.max(1));
        // One byte in 256 is equal by chance.
        (((share - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0), known)
    }
}

/// The similarity of two texts, 0 to 1, estimated from their signatures.
pub fn similarity(a: &Signature, b: &Signature) -> f64 {
    a.compare(b).0
}

/// The similarity of two texts if it is at least `near`, or below that by at most `errors` standard
/// errors of the estimate ([`FOUND`], [`SURE`]).
pub fn alike(a: &Signature, b: &Signature, near: f64, errors: f64) -> Option<f64> {
    let (found, known) = a.compare(b);
    let (bins, known) = (BINS as f64, f64::from(known));
    // The number of five-grams that would fill this many bins. A five-gram with a bin to itself is
    // known and not sampled.
    let shingles = -bins * (1.0 - (known / bins).min(0.999)).ln();
    let variance = near * (1.0 - near) / known.max(1.0) * (1.0 - known / shingles.max(1.0)).max(0.0);
    (found >= near - errors * variance.sqrt()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn of(en: &str) -> Signature {
        signature(&[(Lang::En, en)])
    }

    #[test]
    fn similar_texts_have_similar_signatures() {
        let text = "the delegation arrived in cairo on sunday and met the minister of water before noon";
        let other = "the delegation arrived in cairo on monday and met the minister of water before noon";
        let alien = "prices of bread rose again last month while those of fish and fruit hardly changed";
        assert_eq!(similarity(&of(text), &of(text)), 1.0);
        let near = similarity(&of(text), &of(other));
        assert!((0.6..1.0).contains(&near), "{near}");
        assert!(similarity(&of(text), &of(alien)) < 0.3);
        assert_eq!(of(""), of(""));
    }

    #[test]
    fn the_two_sides_are_not_mixed_up() {
        let both = |ar, en| signature(&[(Lang::Ar, ar), (Lang::En, en)]);
        assert!(similarity(&both("abcdefgh", "xyz"), &both("xyz", "abcdefgh")) < 0.3);
    }

    /// Two texts of words, some of which differ at the end, and their true similarity.
    fn couple(seed: u64, words: u64, other: u64) -> (String, String, f64) {
        let word = |n: u64| format!("{:x}", mix(seed * 1000 + n) as u32 & 0xF_FFFF);
        let text = |from: u64| {
            let words = (0..words).map(|n| word(if n < words - other { n } else { from + n }));
            words.collect::<Vec<_>>().join(" ")
        };
        let (a, b) = (text(100), text(300));
        let shingles = |text: &str| -> HashSet<String> {
            let chars: Vec<char> = format!("    {text}  ").chars().collect();
            chars.windows(5).map(|five| five.iter().collect()).collect()
        };
        let (left, right) = (shingles(&a), shingles(&b));
        let common = left.intersection(&right).count() as f64;
        let truth = common / ((left.len() + right.len()) as f64 - common);
        (a, b, truth)
    }

    #[test]
    fn the_estimate_is_near_the_truth_for_short_texts_and_long_ones() {
        for (words, other, error) in [(6, 1, 0.06), (12, 2, 0.06), (30, 10, 0.06), (200, 30, 0.06)] {
            let (mut bias, mut square) = (0.0, 0.0);
            for seed in 0..60 {
                let (a, b, truth) = couple(seed, words, other);
                let off = similarity(&of(&a), &of(&b)) - truth;
                bias += off / 60.0;
                square += off * off / 60.0;
            }
            assert!(bias.abs() < 0.025 && square.sqrt() < error, "{words}: {bias} {}", square.sqrt());
        }
    }

    #[test]
    fn nine_of_ten_texts_at_the_threshold_are_found_and_few_far_below_it() {
        for (words, other) in [(10, 1), (40, 4), (150, 15)] {
            let (mut found, mut wrong, mut surely) = (0, 0, 0);
            for seed in 0..100 {
                let (a, b, truth) = couple(seed, words, other);
                let (a, b) = (of(&a), of(&b));
                let bands = (0..BANDS).any(|band| a.band(band) == b.band(band));
                found += u32::from(bands && alike(&a, &b, truth, FOUND).is_some());
                surely += u32::from(bands && alike(&a, &b, truth, SURE).is_some());
                wrong += u32::from(alike(&a, &b, truth + 0.15, FOUND).is_some());
            }
            assert!(found >= 84 && surely >= 98 && wrong <= 3, "{words}: {found} {surely} {wrong}");
        }
    }
}
