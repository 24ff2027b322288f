//! The best path of beads through a corridor, and how probable each of its beads is.

use super::model::{MAX_AR, MAX_EN, Model, Tuning};
use super::score::{Corridor, Gains};
use std::ops::Range;

/// A bead on a path: its segments and its probability (1 when it was not computed).
pub(super) type PathBead = (Range<usize>, Range<usize>, f32);

/// The lattice of boundaries inside a corridor, with the score of every bead between them.
pub(super) struct Lattice<'a> {
    gains: &'a Gains,
    corridor: &'a Corridor,
    model: &'a Model,
    tuning: &'a Tuning,
    /// Index of the first node of every Arabic boundary.
    rows: Vec<usize>,
}

impl<'a> Lattice<'a> {
    /// A lattice over everything that the corridor admits.
    pub(super) fn new(
        gains: &'a Gains,
        corridor: &'a Corridor,
        model: &'a Model,
        tuning: &'a Tuning,
    ) -> Self {
        let mut rows = Vec::with_capacity(corridor.low.len() + 1);
        let mut at = 0;
        for (low, high) in corridor.low.iter().zip(&corridor.high) {
            rows.push(at);
            at += (high - low + 1) as usize;
        }
        rows.push(at);
        Lattice { gains, corridor, model, tuning, rows }
    }

    fn last(&self) -> (usize, usize) {
        let n = self.corridor.low.len() - 1;
        (n, self.corridor.high[n] as usize)
    }

    fn node(&self, i: usize, j: usize) -> Option<usize> {
        let (low, high) = (self.corridor.low[i] as usize, self.corridor.high[i] as usize);
        (low <= j && j <= high).then(|| self.rows[i] + j - low)
    }

    /// Calls `visit(target node, m, n, score)` for every bead that begins at a boundary.
    fn beads_from(&self, i: usize, j: usize, mut visit: impl FnMut(usize, usize, usize, f64)) {
        let (rows, columns) = self.last();
        for m in 0..=MAX_AR.min(rows - i) {
            for n in 0..=MAX_EN.min(columns - j) {
                if self.model.costs[m][n].is_finite()
                    && let Some(target) = self.node(i + m, j + n)
                {
                    visit(target, m, n, self.gains.bead(i, m, j, n, self.model, self.tuning));
                }
            }
        }
    }

    fn nodes(&self) -> impl DoubleEndedIterator<Item = (usize, usize, usize)> {
        (0..self.corridor.low.len()).flat_map(move |i| {
            let (low, high) = (self.corridor.low[i] as usize, self.corridor.high[i] as usize);
            (low..=high).map(move |j| (i, j, self.rows[i] + j - low))
        })
    }

    /// The path with the highest score.
    pub(super) fn best_path(&self) -> Vec<PathBead> {
        let size = self.rows[self.rows.len() - 1];
        let mut best = vec![f64::NEG_INFINITY; size];
        let mut steps = vec![(0u8, 0u8); size];
        best[0] = 0.0;
        for (i, j, node) in self.nodes() {
            let so_far = best[node];
            if so_far == f64::NEG_INFINITY {
                continue;
            }
            self.beads_from(i, j, |target, m, n, score| {
                if so_far + score > best[target] {
                    best[target] = so_far + score;
                    steps[target] = (m as u8, n as u8);
                }
            });
        }
        self.walk_back(&steps)
    }

    fn walk_back(&self, steps: &[(u8, u8)]) -> Vec<PathBead> {
        let (mut i, mut j) = self.last();
        let mut path = Vec::new();
        while let Some(node) = self.node(i, j).filter(|_| i > 0 || j > 0) {
            let (m, n) = (steps[node].0 as usize, steps[node].1 as usize);
            if m + n == 0 {
                break;
            }
            path.push((i - m..i, j - n..j, 1.0));
            (i, j) = (i - m, j - n);
        }
        path.reverse();
        path
    }

    /// The path whose beads are together the most probable, each with its posterior probability.
    ///
    /// Forward and backward sums over all paths (Baum 1972) give every bead its posterior; the path then maximises
    /// the expected number of right beads.
    pub(super) fn most_probable_path(&self) -> Vec<PathBead> {
        let size = self.rows[self.rows.len() - 1];
        let flat = 1.0 / self.tuning.temperature;
        let mut forward = vec![f64::NEG_INFINITY; size];
        forward[0] = 0.0;
        for (i, j, node) in self.nodes() {
            let so_far = forward[node];
            if so_far > f64::NEG_INFINITY {
                self.beads_from(i, j, |target, _, _, score| {
                    add_log(&mut forward[target], so_far + score * flat)
                });
            }
        }
        let total = forward[size - 1];
        let mut backward = vec![f64::NEG_INFINITY; size];
        backward[size - 1] = 0.0;
        let mut best = vec![f64::NEG_INFINITY; size];
        let mut steps: Vec<(u8, u8, f32)> = vec![(0, 0, 0.0); size];
        best[size - 1] = 0.0;
        for (i, j, node) in self.nodes().rev() {
            let before = forward[node];
            let (mut sum, mut top, mut step) = (backward[node], best[node], (0, 0, 0.0));
            self.beads_from(i, j, |target, m, n, score| {
                if backward[target] == f64::NEG_INFINITY {
                    return;
                }
                let onward = score * flat + backward[target];
                add_log(&mut sum, onward);
                let posterior = (before + onward - total).exp().min(1.0);
                if best[target] + posterior > top {
                    top = best[target] + posterior;
                    step = (m as u8, n as u8, posterior as f32);
                }
            });
            (backward[node], best[node], steps[node]) = (sum, top, step);
        }
        let (mut i, mut j) = (0, 0);
        let mut path = Vec::new();
        while let Some(node) = self.node(i, j) {
            let (m, n, posterior) = steps[node];
            if m + n == 0 {
                break;
            }
            let (to_i, to_j) = (i + usize::from(m), j + usize::from(n));
            path.push((i..to_i, j..to_j, posterior));
            (i, j) = (to_i, to_j);
        }
        path
    }
}

/// `sum = ln(e^sum + e^x)`.
fn add_log(sum: &mut f64, x: f64) {
    let (high, low) = if *sum > x { (*sum, x) } else { (x, *sum) };
    *sum = if low < high - 40.0 { high } else { high + (low - high).exp().ln_1p() };
}
