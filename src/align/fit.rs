//! The probability of a known alignment and its gradient by the weights of the score: what is
//! needed to fit the weights.
//!
//! The score of a bead is linear in its features, and the probability of a path of beads is that of
//! a conditional random field (Lafferty, McCallum and Pereira 2001). The gradient of the log
//! probability of the known path is its features minus the features expected over all paths.

use super::model::Tuning;
use super::pins::{Pin, Pins};
use super::score::{Features, Scorer};
use super::watch::Course;
use super::words::Words;
use super::{Corridor, Round, Side};
use crate::Result;
use crate::text::{Lang, Sides};

/// Number of fitted weights.
pub const WEIGHTS: usize = 9;

/// Names of the weights, which are fields of [`Tuning`].
pub const NAMES: [&str; WEIGHTS] =
    ["words", "length", "null", "null_word", "shares", "extra", "extra_both", "sentence", "paragraph"];

/// The weights of a tuning in the order of [`NAMES`], with the sign they have as factors of
/// features: costs are negative.
pub fn weights(tuning: &Tuning) -> [f64; WEIGHTS] {
    let t = tuning;
    [t.words, t.length, -t.null, -t.null_word, -t.shares, -t.extra, -t.extra_both, -t.sentence, -t.paragraph]
}

/// The tuning with its weights replaced.
pub fn with_weights(tuning: &Tuning, weights: &[f64; WEIGHTS]) -> Tuning {
    let w = weights;
    Tuning {
        words: w[0],
        length: w[1],
        null: -w[2],
        null_word: -w[3],
        shares: -w[4],
        extra: -w[5],
        extra_both: -w[6],
        sentence: -w[7],
        paragraph: -w[8],
        ..tuning.clone()
    }
}

impl Features {
    fn vector(&self) -> [f32; WEIGHTS] {
        [
            self.words,
            self.length,
            self.null,
            self.null_word,
            self.share,
            self.extra,
            self.extra_both,
            self.uneven.sentence,
            self.uneven.paragraph,
        ]
        .map(|feature| feature as f32)
    }
}

#[derive(Debug, Clone, Copy)]
struct Arc {
    target: u32,
    features: [f32; WEIGHTS],
}

/// A stretch of a document pair whose right beads are known: all its paths, and the right one.
#[derive(Debug, Default)]
pub struct Example {
    /// For every node the end of its arcs; nodes are sorted so that arcs lead forward.
    ends: Vec<u32>,
    arcs: Vec<Arc>,
    /// The arcs of the right path.
    right: Vec<usize>,
}

impl Example {
    /// The number of beads on the right path.
    pub fn beads(&self) -> usize {
        self.right.len()
    }

    fn arcs(&self, node: usize) -> std::ops::Range<usize> {
        let from = if node == 0 { 0 } else { self.ends[node - 1] as usize };
        from..self.ends[node] as usize
    }

    /// Log probability of the right path in nats, under weights that have been divided by the
    /// temperature. Adds its gradient to `gradient`.
    pub fn log_probability(&self, weights: &[f64; WEIGHTS], gradient: &mut [f64; WEIGHTS]) -> f64 {
        let score =
            |arc: &Arc| -> f64 { weights.iter().zip(arc.features).map(|(w, f)| w * f64::from(f)).sum() };
        let scores: Vec<f64> = self.arcs.iter().map(score).collect();
        let nodes = self.ends.len();
        let mut backward = vec![f64::NEG_INFINITY; nodes];
        backward[nodes - 1] = 0.0;
        for node in (0..nodes - 1).rev() {
            let onward = |arc: usize| scores[arc] + backward[self.arcs[arc].target as usize];
            let top = self.arcs(node).map(onward).fold(f64::NEG_INFINITY, f64::max);
            if top > f64::NEG_INFINITY {
                let sum: f64 = self.arcs(node).map(|arc| (onward(arc) - top).exp()).sum();
                backward[node] = top + sum.ln();
            }
        }
        // The probability that a path passes through each node.
        let mut passing = vec![0.0; nodes];
        passing[0] = 1.0;
        for node in 0..nodes - 1 {
            if passing[node] <= 0.0 {
                continue;
            }
            for arc in self.arcs(node) {
                let target = self.arcs[arc].target as usize;
                let taken = passing[node] * (scores[arc] + backward[target] - backward[node]).exp();
                passing[target] += taken;
                for (sum, feature) in gradient.iter_mut().zip(self.arcs[arc].features) {
                    *sum -= taken * f64::from(feature);
                }
            }
        }
        let mut own = 0.0;
        for &arc in &self.right {
            own += scores[arc];
            for (sum, feature) in gradient.iter_mut().zip(self.arcs[arc].features) {
                *sum += f64::from(feature);
            }
        }
        own - backward[0]
    }
}

/// The examples in a document pair with known beads, with the features of the last round.
///
/// Right beads of a type that is never searched separate examples; they are in none.
///
/// # Errors
/// When the beads overlap, cross, or name segments that do not exist.
pub fn examples(ar: Side<'_>, en: Side<'_>, right: &[Pin], tuning: &Tuning) -> Result<Vec<Example>> {
    let (rows, columns) = (ar.segments.len(), en.segments.len());
    let known = Pins::new(right, rows, columns)?;
    let left = Words::read(Lang::Ar, ar);
    let words = Words::read(Lang::En, en);
    let none = Pins::default();
    let last = Round::last(&left, &words, &left.lexicons(&[]), Course::new(&none, None), tuning)?;
    let corridor = last.corridor.clone().with_corners(known.corners());
    let limits = last.model.limits(rows, columns);
    let searched = |(ar, en): &Pin| limits.types.contains(&(ar.len(), en.len()));
    let mut made = Vec::new();
    for stretch in right.split(|bead| !searched(bead)) {
        let mut scorer =
            Scorer::new(Sides::new(&left, &words), &last.evidence, &corridor, &last.model, &last.tuning);
        if let Some(example) = example(&mut scorer, &corridor, stretch) {
            made.push(example);
        }
    }
    Ok(made)
}

/// All paths between the ends of a stretch of right beads; `None` where the beads leave gaps.
fn example(scorer: &mut Scorer<'_>, corridor: &Corridor, right: &[Pin]) -> Option<Example> {
    let (first, last) = (right.first()?, right.last()?);
    let (from, to) = ((first.0.start, first.1.start), (last.0.end, last.1.end));
    let bounds = |i: usize| {
        let low = (corridor.low[i] as usize).max(from.1);
        let high = (corridor.high[i] as usize).min(to.1);
        // The path begins in one corner and ends in the other.
        let low = if i == from.0 { from.1 } else { low };
        let high = if i == to.0 { to.1 } else { high };
        (low, high)
    };
    let mut starts = vec![0];
    for i in from.0..=to.0 {
        let (low, high) = bounds(i);
        starts.push(starts[i - from.0] + (high + 1).saturating_sub(low));
    }
    let node = |i: usize, j: usize| {
        let (low, high) = bounds(i);
        (low <= j && j <= high).then(|| starts[i - from.0] + j - low)
    };
    let mut made = Example::default();
    for i in from.0..=to.0 {
        scorer.enter(i);
        let (low, high) = bounds(i);
        for j in low..=high {
            for kind in 0..scorer.limits().types.len() {
                let (m, n) = scorer.limits().types[kind];
                if i + m > to.0 || j + n > to.1 {
                    continue;
                }
                let Some(target) = node(i + m, j + n) else { continue };
                if right.iter().any(|(ar, en)| (ar.start, en.start, ar.end, en.end) == (i, j, i + m, j + n)) {
                    made.right.push(made.arcs.len());
                }
                let features = scorer.features(m, j, n).vector();
                made.arcs.push(Arc { target: target as u32, features });
            }
            made.ends.push(made.arcs.len() as u32);
        }
    }
    (made.right.len() == right.len()).then_some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two paths from the first node to the last: the features of each, and which one is right.
    fn two_ways() -> Example {
        let arc = |words: f32| {
            let mut features = [0.0; WEIGHTS];
            features[0] = words;
            Arc { target: 1, features }
        };
        Example { ends: vec![2, 2], arcs: vec![arc(2.0), arc(1.0)], right: vec![0] }
    }

    #[test]
    fn the_probability_of_the_right_path_is_its_share_of_all() {
        let (mut weights, mut gradient) = ([0.0; WEIGHTS], [0.0; WEIGHTS]);
        assert!((two_ways().log_probability(&weights, &mut gradient) - 0.5f64.ln()).abs() < 1e-9);
        // Features of the right path minus the expected ones.
        assert!((gradient[0] - 0.5).abs() < 1e-9);
        weights[0] = 3f64.ln();
        let log = two_ways().log_probability(&weights, &mut [0.0; WEIGHTS]);
        assert!((log - 0.75f64.ln()).abs() < 1e-9, "{log}");
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_log_probability() {
        let mut weights = [0.0; WEIGHTS];
        weights[0] = 0.3;
        let mut gradient = [0.0; WEIGHTS];
        let here = two_ways().log_probability(&weights, &mut gradient);
        weights[0] += 1e-5;
        let there = two_ways().log_probability(&weights, &mut [0.0; WEIGHTS]);
        assert!(((there - here) / 1e-5 - gradient[0]).abs() < 1e-3);
    }

    #[test]
    fn weights_survive_the_way_into_a_tuning_and_back() {
        let weights: [f64; WEIGHTS] = std::array::from_fn(|n| n as f64 + 0.5);
        let tuning = with_weights(&Tuning::default(), &weights);
        assert!(super::weights(&tuning).iter().zip(weights).all(|(a, b)| (a - b).abs() < 1e-12));
    }
}
