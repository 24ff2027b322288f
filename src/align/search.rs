//! The best path of beads through a corridor, and how probable each of its beads is.

use super::model::{MAX_AR, MAX_EN, Model, Tuning, TypeCounts};
use super::pins::Pins;
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
    pins: &'a Pins,
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
        pins: &'a Pins,
    ) -> Self {
        let mut rows = Vec::with_capacity(corridor.low.len() + 1);
        let mut at = 0;
        for (low, high) in corridor.low.iter().zip(&corridor.high) {
            rows.push(at);
            at += (high - low + 1) as usize;
        }
        rows.push(at);
        Lattice { gains, corridor, model, tuning, pins, rows }
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
        if let Some((ar, en)) = self.pins.starting_at(i, j) {
            if let Some(target) = self.node(ar.end, en.end) {
                visit(target, ar.len(), en.len(), 0.0);
            }
            return;
        }
        for m in 0..=MAX_AR.min(rows - i) {
            for n in 0..=MAX_EN.min(columns - j) {
                if self.model.costs[m][n].is_finite()
                    && let Some(target) = self.node(i + m, j + n)
                    && (self.pins.is_empty() || self.pins.allow((i, j), (i + m, j + n)))
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

    /// The path whose beads are together the most probable, each with its posterior probability.
    ///
    /// Forward and backward sums over all paths (Baum 1972) give every bead its posterior; the path then maximises
    /// the expected number of right beads less a price for each bead, so that it is not padded with improbable ones.
    /// Also given: the expected number of beads of each type over all paths.
    pub(super) fn most_probable_path(&self, price: f64) -> (Vec<PathBead>, TypeCounts) {
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
        let mut counts = TypeCounts::default();
        let mut best = vec![f64::NEG_INFINITY; size];
        let mut steps: Vec<(u16, u16, f32)> = vec![(0, 0, 0.0); size];
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
                if let Some(count) = counts.get_mut(m).and_then(|row| row.get_mut(n)) {
                    *count += posterior;
                }
                let worth = best[target] + posterior - price;
                if worth > top {
                    top = worth;
                    step = (m as u16, n as u16, posterior as f32);
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
        (path, counts)
    }
}

/// `sum = ln(e^sum + e^x)`.
fn add_log(sum: &mut f64, x: f64) {
    let (high, low) = if *sum > x { (*sum, x) } else { (x, *sum) };
    *sum = if low < high - 40.0 { high } else { high + (low - high).exp().ln_1p() };
}
