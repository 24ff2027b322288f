//! One partner for each document, the best pairs first.

use super::index::Candidate;

/// Two documents that translate each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Partner {
    /// Index of the Arabic document.
    pub ar: usize,
    /// Index of the English document.
    pub en: usize,
    /// The probability that they translate each other, 0 to 1; `None` where there is too little to tell.
    pub score: Option<f64>,
    /// How much of their words, names and figures they share: the cosine of their bags, 0 to 1.
    pub likeness: f64,
    /// How many times as alike as the next best choice of either; at most 99.
    pub margin: f64,
}

/// What has been found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matching {
    /// The pairs, in order of the Arabic documents.
    pub pairs: Vec<Partner>,
    /// Arabic documents without a partner.
    pub ar_alone: Vec<usize>,
    /// English documents without a partner.
    pub en_alone: Vec<usize>,
}

/// A candidate that has been aligned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) candidate: Candidate,
    pub(super) score: Option<f64>,
}

/// Candidates of a document that are aligned in each round.
pub(super) const BREADTH: [usize; 2] = [2, 3];
/// Candidates less alike than this share of the best one of either document are not aligned.
const BESIDE_BEST: f32 = 0.4;
/// Documents less alike than this have nothing to do with each other.
const LEAST_LIKENESS: f64 = 0.08;
/// From this score on a pair is taken.
const SURE: f64 = 0.5;
/// From this score on it is taken where nothing else is nearly as alike.
const PROBABLE: f64 = 0.15;
/// What is much more alike than anything else: free translations.
const CLEAR_MARGIN: f64 = 1.3;
/// What documents of a few words, which nobody can judge, must reach: likeness and margin.
const SHORT: (f64, f64) = (0.3, 1.5);
/// How alike unrelated documents are at least taken to be; keeps the margin of short documents honest.
const FLOOR: f64 = 0.05;
/// Logits beyond which a score says no more.
const CAP: f64 = 6.0;
/// What likeness weighs beside the score, in logits for each factor of e.
const WEIGHT: f64 = 4.0;

/// Chooses what is aligned and takes pairs one to one.
pub(super) struct Assigner {
    /// From most to least alike.
    candidates: Vec<Candidate>,
    asked: Vec<bool>,
    /// The two greatest likenesses of each document.
    best: [Vec<[f32; 2]>; 2],
    /// Acceptable pairs with their rank.
    taken: Vec<(f64, Partner)>,
}

impl Assigner {
    pub(super) fn new(ar: usize, en: usize, mut candidates: Vec<Candidate>) -> Self {
        candidates.retain(|candidate| f64::from(candidate.likeness) >= LEAST_LIKENESS);
        candidates.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then((a.ar, a.en).cmp(&(b.ar, b.en))));
        let mut best = [vec![[0.0_f32; 2]; ar], vec![[0.0_f32; 2]; en]];
        for candidate in &candidates {
            for (side, n) in candidate.sides() {
                let top = &mut best[side][n];
                let at = usize::from(top[0] > 0.0);
                top[at] = top[at].max(candidate.likeness);
            }
        }
        Assigner { asked: vec![false; candidates.len()], candidates, best, taken: Vec::new() }
    }

    /// The candidates to be aligned next: the best ones of documents that have no sure partner yet.
    pub(super) fn next(&mut self, breadth: usize) -> Vec<Candidate> {
        let free = self.free(&self.pairs());
        let mut asked = [vec![0; free[0].len()], vec![0; free[1].len()]];
        let mut chosen = Vec::new();
        for (candidate, done) in self.candidates.iter().zip(&mut self.asked) {
            let sides = candidate.sides();
            let is_open = sides.iter().all(|(side, n)| free[*side][*n]);
            let is_near = |(side, n): &(usize, usize)| {
                asked[*side][*n] < breadth && candidate.likeness >= BESIDE_BEST * self.best[*side][*n][0]
            };
            if *done || !is_open || !sides.iter().any(is_near) {
                continue;
            }
            *done = true;
            sides.iter().for_each(|(side, n)| asked[*side][*n] += 1);
            chosen.push(*candidate);
        }
        chosen
    }

    /// Takes note of what has been aligned.
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
                let (ar, en) = (candidate.ar as usize, candidate.en as usize);
                let pair = Partner { ar, en, score, likeness, margin };
                self.taken.push((logit + WEIGHT * likeness.ln(), pair));
            }
        }
    }

    /// The best pairs, and the documents that are left.
    pub(super) fn finish(self) -> Matching {
        let mut pairs = self.pairs();
        let [ar, en] = self.free(&pairs);
        pairs.sort_by_key(|pair| pair.ar);
        let alone = |free: &[bool]| (0..free.len()).filter(|n| free[*n]).collect();
        Matching { pairs, ar_alone: alone(&ar), en_alone: alone(&en) }
    }

    /// How alike the next best choice of either document is.
    fn rival(&self, candidate: &Candidate) -> f64 {
        let of = |(side, n): (usize, usize)| {
            let [first, second] = self.best[side][n];
            if candidate.likeness < first { first } else { second }
        };
        let [ar, en] = candidate.sides().map(of);
        f64::from(ar.max(en)).max(FLOOR)
    }

    fn pairs(&self) -> Vec<Partner> {
        let mut ranked: Vec<&(f64, Partner)> = self.taken.iter().collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1.ar, a.1.en).cmp(&(b.1.ar, b.1.en))));
        let mut free = self.free(&[]);
        let mut pairs = Vec::new();
        for (_, pair) in ranked {
            if free[0][pair.ar] && free[1][pair.en] {
                (free[0][pair.ar], free[1][pair.en]) = (false, false);
                pairs.push(*pair);
            }
        }
        pairs
    }

    /// The documents of both sides that are in none of some pairs.
    fn free(&self, pairs: &[Partner]) -> [Vec<bool>; 2] {
        let mut free = self.best.each_ref().map(|side| vec![true; side.len()]);
        for pair in pairs {
            (free[0][pair.ar], free[1][pair.en]) = (false, false);
        }
        free
    }
}
