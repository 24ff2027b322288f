//! One partner for each document, the clearest pairs first.

use super::index::Candidate;

/// Two documents that translate each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Partner {
    /// Index of the Arabic document.
    pub ar: usize,
    /// Index of the English document.
    pub en: usize,
    /// How alike they are, 0 to 1.
    pub score: f64,
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

/// Documents less alike than this have nothing to do with each other, however clear the choice.
const LEAST_SCORE: f64 = 0.12;
/// A pair must be this many times as good as what else either document might go with.
const LEAST_MARGIN: f64 = 1.15;
/// How alike unrelated documents are at least taken to be; keeps the margin of short documents honest.
const FLOOR: f64 = 0.05;

/// Takes pairs one to one.
pub(super) fn assign(ar: usize, en: usize, mut candidates: Vec<Candidate>) -> Matching {
    let mut best = [vec![[0.0_f32; 2]; ar], vec![[0.0_f32; 2]; en]];
    for candidate in &candidates {
        for (side, n) in [(0, candidate.ar), (1, candidate.en)] {
            let top = &mut best[side][n as usize];
            if candidate.score > top[0] {
                *top = [candidate.score, top[0]];
            } else if candidate.score > top[1] {
                top[1] = candidate.score;
            }
        }
    }
    let rival = |candidate: &Candidate| {
        let other = |[first, second]: [f32; 2]| if candidate.score < first { first } else { second };
        let (of_ar, of_en) = (best[0][candidate.ar as usize], best[1][candidate.en as usize]);
        f64::from(other(of_ar).max(other(of_en))).max(FLOOR)
    };
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.ar, a.en).cmp(&(b.ar, b.en))));
    let (mut ar_free, mut en_free) = (vec![true; ar], vec![true; en]);
    let mut matching = Matching::default();
    for candidate in &candidates {
        let (ar, en) = (candidate.ar as usize, candidate.en as usize);
        let score = f64::from(candidate.score);
        let margin = (score / rival(candidate)).min(99.0);
        if ar_free[ar] && en_free[en] && score >= LEAST_SCORE && margin >= LEAST_MARGIN {
            (ar_free[ar], en_free[en]) = (false, false);
            matching.pairs.push(Partner { ar, en, score, margin });
        }
    }
    matching.pairs.sort_by_key(|pair| pair.ar);
    let alone = |free: &[bool]| (0..free.len()).filter(|n| free[*n]).collect();
    (matching.ar_alone, matching.en_alone) = (alone(&ar_free), alone(&en_free));
    matching
}
