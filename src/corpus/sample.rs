//! A sample of a corpus: every row has the same chance, and the same seed gives the same rows.

use super::{
    parts::{Broken, each_row},
    source::Corpus,
};
use crate::Result;
use std::collections::BinaryHeap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The decision that a row is in the sample.
pub const SAMPLED: u8 = 1;

/// Chooses `count` rows; gives a decision for every row (0 or [`SAMPLED`]) and the rows that cannot be read.
///
/// # Errors
/// When a file cannot be read.
pub fn sample(corpus: &Corpus, count: usize, seed: u64) -> Result<(Vec<u8>, Broken)> {
    let mut decisions = Vec::new();
    let mut broken = Broken::default();
    // The rows with the least hashes, the greatest of them on top.
    let mut least: BinaryHeap<(u64, usize)> = BinaryHeap::new();
    each_row(
        corpus,
        |_| (),
        |row| {
            let number = decisions.len();
            decisions.push(0);
            if let Err(error) = row {
                return broken.add(error);
            }
            least.push((xxh3_64_with_seed(&(number as u64).to_le_bytes(), seed), number));
            if least.len() > count {
                least.pop();
            }
        },
    )?;
    least.into_iter().for_each(|(_, number)| decisions[number] = SAMPLED);
    Ok((decisions, broken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_sample_has_the_number_asked_for_and_depends_on_the_seed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.tsv");
        fs::write(&path, "a\tb\n".repeat(1000) + "broken\n").unwrap();
        let corpus = Corpus::new(&[path]).unwrap();
        let of = |count, seed| {
            let (decisions, broken) = sample(&corpus, count, seed).unwrap();
            assert_eq!((decisions.len(), broken.count), (1001, 1));
            decisions
        };
        assert_eq!(of(50, 1).iter().filter(|d| **d == SAMPLED).count(), 50);
        assert_eq!(of(50, 1), of(50, 1));
        assert_ne!(of(50, 1), of(50, 2));
        assert_eq!(of(5000, 1).iter().filter(|d| **d == SAMPLED).count(), 1000);
    }
}
