//! An inverted index for the English documents that share rare keys with an Arabic one, ranked by similarity.

use super::bag::Bag;
use crate::text::Sides;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Most candidates that are kept per document.
const KEPT: usize = 24;
/// Most candidates that are compared completely.
const COMPARED: usize = 96;
/// Most documents of one side with a key in common for which the key is used to find candidates.
const MOST: usize = 400;

/// A document that may translate another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// The number of each document on its side.
    pub(super) documents: Sides<u32>,
    /// Cosine of the two bags, 0 to 1.
    pub(super) likeness: f32,
}

impl Candidate {
    /// The numbers of the documents as indices.
    pub(super) fn indices(&self) -> Sides<usize> {
        self.documents.map(|n| n as usize)
    }
}

/// The documents of both sides as vectors of length one.
pub(super) struct Index {
    vectors: Sides<Vec<Vec<(u64, f32)>>>,
    /// English documents of each key that is rare enough, with the weight of the key in them.
    postings: FxHashMap<u64, Vec<(u32, f32)>>,
}

impl Index {
    pub(super) fn new(bags: Sides<&[Bag]>) -> Self {
        let spread = bags.map(spread);
        let total = (bags.ar.len() + bags.en.len()) as f32;
        // A key that one side lacks completely is not evidence for translation.
        let weight = |key: &u64| match (spread.ar.get(key), spread.en.get(key)) {
            (Some(a), Some(b)) => ((total + 1.0) / (a + b) as f32).ln(),
            _ => 0.0,
        };
        let vectors = |bags: &[Bag]| bags.par_iter().map(|bag| vector(bag, weight)).collect::<Vec<_>>();
        let vectors = bags.map(vectors);
        let mut postings: FxHashMap<u64, Vec<(u32, f32)>> = FxHashMap::default();
        for (n, document) in vectors.en.iter().enumerate() {
            for (key, weight) in document {
                if spread.en.get(key).is_some_and(|spread| *spread as usize <= MOST) {
                    postings.entry(*key).or_default().push((u32::try_from(n).unwrap_or(u32::MAX), *weight));
                }
            }
        }
        Index { vectors, postings }
    }

    /// The best candidates of each Arabic document.
    pub(super) fn candidates(&self, seen: &(impl Fn(u64) + Sync)) -> Vec<Candidate> {
        let of = |(n, document): (usize, &Vec<(u64, f32)>)| {
            let found = self.of_document(n, document);
            seen(1);
            found
        };
        self.vectors.ar.par_iter().enumerate().flat_map_iter(of).collect()
    }

    fn of_document(&self, n: usize, document: &[(u64, f32)]) -> Vec<Candidate> {
        let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
        for (key, weight) in document {
            for (en, there) in self.postings.get(key).into_iter().flatten() {
                *sums.entry(*en).or_default() += weight * there;
            }
        }
        let mut found: Vec<(u32, f32)> = sums.into_iter().collect();
        best(&mut found, COMPARED);
        for (en, score) in &mut found {
            *score = dot(document, &self.vectors.en[*en as usize]);
        }
        best(&mut found, KEPT);
        let ar = u32::try_from(n).unwrap_or(u32::MAX);
        found.into_iter().map(|(en, likeness)| Candidate { documents: Sides { ar, en }, likeness }).collect()
    }
}

/// Keeps the best, sorted; ties are ordered by document, so that the result is always the same.
fn best(found: &mut Vec<(u32, f32)>, count: usize) {
    found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(count);
}

/// The number of documents that contain each key.
fn spread(bags: &[Bag]) -> FxHashMap<u64, u32> {
    let mut spread = FxHashMap::default();
    bags.iter().flat_map(|bag| &bag.keys).for_each(|(key, _)| *spread.entry(*key).or_default() += 1);
    spread
}

/// The counts damped, weighted by rarity, and normalised to length one.
fn vector(bag: &Bag, weight: impl Fn(&u64) -> f32) -> Vec<(u64, f32)> {
    let dampened = |count: f32| if count > 1.0 { 1.0 + count.ln() } else { count };
    let mut vector: Vec<(u64, f32)> =
        bag.keys.iter().map(|(key, count)| (*key, dampened(*count) * weight(key))).collect();
    vector.retain(|(_, weight)| *weight > 0.0);
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    vector
}

/// The dot product of two vectors that are sorted by key.
fn dot(one: &[(u64, f32)], other: &[(u64, f32)]) -> f32 {
    let (mut sum, mut at) = (0.0, 0);
    for (key, weight) in one {
        while other.get(at).is_some_and(|(there, _)| there < key) {
            at += 1;
        }
        match other.get(at) {
            Some((there, with)) if there == key => sum += weight * with,
            Some(_) => {}
            None => break,
        }
    }
    sum
}
