//! Assignment of one partner to each document, best pairs first.

use super::index::Candidate;
use crate::text::{Lang, Sides};

/// Two documents that translate each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Partner {
    /// The indices of the two documents.
    pub documents: Sides<usize>,
    /// The probability that they translate each other, 0 to 1; `None` where there is too little evidence.
    pub score: Option<f64>,
    /// Their similarity: the cosine of their bags of words, names and figures, 0 to 1.
    pub likeness: f64,
    /// The ratio of their similarity to that of the next best choice of either; at most 99.
    pub margin: f64,
}

/// The result of matching.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentMatching {
    /// The pairs, in order of the Arabic documents.
    pub pairs: Vec<Partner>,
    /// The documents of each side without a partner.
    pub alone: Sides<Vec<usize>>,
}

/// A candidate that has been aligned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) candidate: Candidate,
    pub(super) score: Option<f64>,
}

/// Candidates of a document that are aligned in each round.
pub(super) const BREADTH: [usize; 2] = [2, 3];
/// Candidates with less than this share of the similarity of the best one of either document are not aligned.
const BESIDE_BEST: f32 = 0.4;
/// Documents with less similarity are unrelated.
const LEAST_LIKENESS: f64 = 0.08;
/// Score from which on a pair is accepted.
const SURE: f64 = 0.5;
/// Score from which on a pair is accepted if no other is nearly as similar.
const PROBABLE: f64 = 0.15;
/// Margin of a pair that is clearly more similar than any other, such as a free translation.
const CLEAR_MARGIN: f64 = 1.3;
/// Least similarity and margin for documents of a few words, for which there is no score.
const SHORT: (f64, f64) = (0.3, 1.5);
/// Least similarity that is assumed for unrelated documents, so that short documents do not get large margins.
const FLOOR: f64 = 0.05;
/// Bound at which the logits of scores are capped.
const CAP: f64 = 6.0;
/// Weight of the similarity relative to the score, in logits per factor of e.
const WEIGHT: f64 = 4.0;

/// Chooses the candidates to align and assigns pairs one to one.
pub(super) struct Assigner {
    /// Sorted by decreasing similarity.
    candidates: Vec<Candidate>,
    asked: Vec<bool>,
    /// The two greatest similarities of each document.
    best: Sides<Vec<[f32; 2]>>,
    /// Acceptable pairs with their rank.
    taken: Vec<(f64, Partner)>,
}

impl Assigner {
    pub(super) fn new(documents: Sides<usize>, mut candidates: Vec<Candidate>) -> Self {
        candidates.retain(|candidate| f64::from(candidate.likeness) >= LEAST_LIKENESS);
        candidates.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.documents.cmp(&b.documents)));
        let mut best = documents.map(|count| vec![[0.0_f32; 2]; count]);
        for candidate in &candidates {
            for (side, n) in candidate.indices() {
                let top = &mut best[side][n];
                let at = usize::from(top[0] > 0.0);
                top[at] = top[at].max(candidate.likeness);
            }
        }
        Assigner { asked: vec![false; candidates.len()], candidates, best, taken: Vec::new() }
    }

    /// The candidates to align next: the best ones of documents without a certain partner.
    pub(super) fn next(&mut self, breadth: usize) -> Vec<Candidate> {
        let free = self.free(&self.pairs());
        let mut asked = free.as_ref().map(|side| vec![0; side.len()]);
        let mut chosen = Vec::new();
        for (candidate, done) in self.candidates.iter().zip(&mut self.asked) {
            let documents = candidate.indices();
            let is_open = documents.iter().all(|(side, n)| free[side][*n]);
            let is_near = |(side, n): (Lang, &usize)| {
                asked[side][*n] < breadth && candidate.likeness >= BESIDE_BEST * self.best[side][*n][0]
            };
            if *done || !is_open || !documents.iter().any(is_near) {
                continue;
            }
            *done = true;
            documents.iter().for_each(|(side, n)| asked[side][*n] += 1);
            chosen.push(*candidate);
        }
        chosen
    }

    /// Records the scores of aligned candidates.
    pub(super) fn take(&mut self, judged: Vec<Judged>) {
        for Judged { candidate, score } in judged {
            let likeness = f64::from(candidate.likeness);
            let margin = (likeness / self.rival(&candidate)).min(99.0);
            let is_good = match score {
                Some(score) => score >= SURE || score >= PROBABLE && margin >= CLEAR_MARGIN,
                None => likeness >= SHORT.0 && margin >= SHORT.1,
            };
            if is_good {
                let logit = score.map_or(0.0, |score| (score / (1.0 - score)).ln().clamp(-CAP, CAP));
                let pair = Partner { documents: candidate.indices(), score, likeness, margin };
                self.taken.push((logit + WEIGHT * likeness.ln(), pair));
            }
        }
    }

    /// The best pairs, and the documents that remain.
    pub(super) fn finish(self) -> DocumentMatching {
        let mut pairs = self.pairs();
        let free = self.free(&pairs);
        pairs.sort_by_key(|pair| pair.documents.ar);
        let alone = free.map(|free| (0..free.len()).filter(|n| free[*n]).collect());
        DocumentMatching { pairs, alone }
    }

    /// The similarity of the next best choice of either document.
    fn rival(&self, candidate: &Candidate) -> f64 {
        let of = |(best, n): (&Vec<[f32; 2]>, usize)| {
            let [first, second] = best[n];
            if candidate.likeness < first { first } else { second }
        };
        let Sides { ar, en } = self.best.as_ref().zip(candidate.indices()).map(of);
        f64::from(ar.max(en)).max(FLOOR)
    }

    fn pairs(&self) -> Vec<Partner> {
        let mut ranked: Vec<&(f64, Partner)> = self.taken.iter().collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.documents.cmp(&b.1.documents)));
        let mut free = self.free(&[]);
        let mut pairs = Vec::new();
        for (_, pair) in ranked {
            if pair.documents.iter().all(|(side, n)| free[side][*n]) {
                pair.documents.iter().for_each(|(side, n)| free[side][*n] = false);
                pairs.push(*pair);
            }
        }
        pairs
    }

    /// The documents of both sides that are in none of the given pairs.
    fn free(&self, pairs: &[Partner]) -> Sides<Vec<bool>> {
        let mut free = self.best.as_ref().map(|side| vec![true; side.len()]);
        for pair in pairs {
            pair.documents.iter().for_each(|(side, n)| free[side][*n] = false);
        }
        free
    }
}
