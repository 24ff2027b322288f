//! Near-duplicates among millions of pairs: MinHash signatures, compared where they share a band.
//!
//! A pair is the set of its character five-grams, both sides together, after folding. One hash a five-gram fills 64
//! bins with the least value that falls into each (one-permutation MinHash; empty bins borrow from full ones); of
//! every bin one byte is kept. The share of equal bytes estimates how much two sets have in common, with a standard
//! error of 0.05 at a similarity of 0.8. Only pairs that agree in all four bytes of one of 16 bands are compared: of
//! those with a similarity of 0.8 all but one in 5,000.
//!
//! Memory is 64 bytes a pair for signatures, 4 for the clusters and 8 while one band is sorted: 760 MB for ten
//! million pairs, whatever their length.

use crate::{Error, Result};
use rayon::prelude::*;

/// Bytes of a signature.
const BINS: usize = 64;
/// Bytes of a band.
const BAND: usize = 4;
/// Characters of a shingle.
const SHINGLE: usize = 5;
/// With how many earlier clusters of its band a pair is compared: keeps templates repeated a million times linear.
const COMPARED: usize = 8;

/// What is kept of a pair to compare it with others.
pub type Signature = [u8; BINS];

/// The signature of a pair of normal texts (see [`super::normal`]).
pub fn signature(ar: &str, en: &str) -> Signature {
    let mut least = [u64::MAX; BINS];
    for (side, text) in [ar, en].into_iter().enumerate() {
        let mut window = [side as u32; SHINGLE];
        // Blanks around the text let short ones have shingles too.
        for c in text.chars().map(u32::from).chain([32, 32]) {
            window.rotate_left(1);
            window[SHINGLE - 1] = c;
            let mut hash = side as u64;
            for code in window {
                hash = (hash ^ u64::from(code)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                hash ^= hash >> 29;
            }
            let hash = mix(hash);
            let bin = (hash >> 58) as usize;
            least[bin] = least[bin].min(hash & (u64::MAX >> 6));
        }
    }
    let full = least;
    let mut signature = [0; BINS];
    for (bin, byte) in signature.iter_mut().enumerate() {
        let mut value = full[bin];
        let mut attempt = 0_u64;
        // The bins to borrow from are the same for every pair, so that equal sets stay equal.
        while value == u64::MAX {
            attempt += 1;
            value = full[(mix(((bin as u64) << 32) | attempt) >> 58) as usize];
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

/// How much two pairs have in common, 0 to 1, from their signatures (Jaccard index of their five-grams).
pub fn similarity(a: &Signature, b: &Signature) -> f64 {
    let equal = a.iter().zip(b).filter(|(a, b)| a == b).count() as f64 / BINS as f64;
    // One byte in 256 agrees by chance.
    ((equal - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
}

/// The bound on the estimate that pairs at least `near` similar pass almost surely (all but one in 700): three standard
/// errors below. For those who must not overlook one, and would rather take a few too many.
pub fn surely(near: f64) -> f64 {
    (near - 3.0 * (near * (1.0 - near) / BINS as f64).sqrt()).max(0.0)
}

/// For every signature the first one of its cluster. Two pairs are in one cluster when a chain of pairs at least
/// `least` similar leads from one to the other.
///
/// # Errors
/// When there are more than four thousand million.
pub fn clusters(signatures: &[Signature], least: f64) -> Result<Vec<u32>> {
    let count = u32::try_from(signatures.len()).map_err(|_| {
        Error::new("more than 4,294,967,295 pairs at a time")
            .advise("see the plan for a cluster in docs/scale.md")
    })?;
    let mut parents: Vec<u32> = (0..count).collect();
    let mut keys: Vec<u64> = Vec::with_capacity(signatures.len());
    for band in (0..BINS).step_by(BAND) {
        keys.clear();
        keys.extend(signatures.iter().zip(0_u64..).map(|(signature, row)| {
            let bytes = signature[band..band + BAND].iter();
            bytes.fold(0, |key, byte| (key << 8) | u64::from(*byte)) << 32 | row
        }));
        // All keys differ, so that the order does not depend on the threads.
        keys.par_sort_unstable();
        for bucket in keys.chunk_by(|a, b| a >> 32 == b >> 32).filter(|bucket| bucket.len() > 1) {
            let mut known: Vec<u32> = Vec::with_capacity(COMPARED);
            for key in bucket {
                let row = *key as u32;
                let root = find(&mut parents, row);
                let like = known.iter().copied().find(|&other| {
                    let other_root = find(&mut parents, other);
                    other_root == root
                        || similarity(&signatures[row as usize], &signatures[other as usize]) >= least
                });
                match like {
                    Some(other) => unite(&mut parents, row, other),
                    None if known.len() < COMPARED => known.push(row),
                    None => {}
                }
            }
        }
    }
    Ok((0..count).map(|row| find(&mut parents, row)).collect())
}

fn find(parents: &mut [u32], mut row: u32) -> u32 {
    while parents[row as usize] != row {
        let above = parents[parents[row as usize] as usize];
        parents[row as usize] = above;
        row = above;
    }
    row
}

/// The earlier of two roots becomes the root of both.
fn unite(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(parents, a), find(parents, b));
    parents[a.max(b) as usize] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(en: &str) -> Signature {
        signature("", en)
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
        assert!(similarity(&signature("abcdefgh", "xyz"), &signature("xyz", "abcdefgh")) < 0.3);
    }

    #[test]
    fn the_estimate_is_near_the_truth() {
        // Sets of which a known share is common, averaged over many texts.
        let word = |n: u64| format!("{:08x}", mix(n) as u32);
        let mut sum = 0.0;
        for round in 0..200_u64 {
            let text =
                |from: u64| (from..from + 30).map(|n| word(round * 1000 + n)).collect::<Vec<_>>().join(" ");
            sum += similarity(&of(&text(0)), &of(&text(10)));
        }
        // 20 of 40 words in common.
        assert!((sum / 200.0 - 0.5).abs() < 0.05, "{}", sum / 200.0);
    }

    #[test]
    fn a_cluster_begins_with_its_first_pair_whatever_lies_between() {
        let words =
            |n: u64| (0..12).map(|k| format!("{:x}", mix(n * 100 + k) as u32)).collect::<Vec<_>>().join(" ");
        let mut texts: Vec<String> = (0..500).map(words).collect();
        texts.extend((0..500).map(|n| format!("{} x", words(n))));
        let signatures: Vec<Signature> = texts.iter().map(|text| of(text)).collect();
        let roots = clusters(&signatures, 0.7).unwrap();
        for n in 0..500_u32 {
            assert_eq!(roots[n as usize], n);
        }
        let found = (0..500).filter(|n| roots[500 + n] == *n as u32).count();
        assert!(found >= 498, "{found} of 500");
    }

    #[test]
    fn a_template_repeated_many_times_takes_linear_time() {
        let signatures = vec![of("the same text again and again"); 200_000];
        assert!(clusters(&signatures, 0.8).unwrap().iter().all(|root| *root == 0));
    }
}
