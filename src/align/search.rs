//! The best path of beads through a corridor, and the probability of each of its beads.

use super::corridor::Corridor;
use super::model::TypeCounts;
use super::path::PathBead;
use super::pins::Pins;
use super::score::Scorer;
use super::watch::Course;
use crate::Result;
use crate::text::Sides;

/// Boundaries with a probability below `e` to the minus this are not searched in the next round.
const IMPROBABLE: f64 = 15.0;

/// The quantity whose expectation a path maximises.
#[derive(Debug, Clone, Copy)]
pub(super) enum Aim {
    /// Right beads, less a price for each bead of the path, so that it does not contain improbable ones.
    Beads {
        /// Price per bead, in right beads.
        price: f64,
    },
    /// Segments in right beads.
    Segments,
}

/// A bead that may follow a boundary, with its flattened score.
#[derive(Debug, Clone, Copy)]
struct Arc {
    m: u16,
    n: u16,
    score: f32,
}

/// The lattice of boundaries inside a corridor, with the beads between them.
pub(super) struct Lattice<'a> {
    corridor: &'a Corridor,
    /// Index of the first node of every Arabic boundary, and one more entry at the end.
    rows: Vec<usize>,
    /// For every node, the end of its arcs.
    ends: Vec<u32>,
    arcs: Vec<Arc>,
    /// Log of the summed probability of all paths from the start to each node.
    forward: Vec<f64>,
}

impl<'a> Lattice<'a> {
    /// Scores the beads of a corridor and sums over all paths from the start (the forward pass of Baum 1972).
    ///
    /// Scores are first divided by `temperature`, because pieces of evidence that are not
    /// independent would otherwise count twice.
    ///
    /// # Errors
    /// When the search is stopped.
    pub(super) fn build(
        scorer: &mut Scorer<'_>,
        corridor: &'a Corridor,
        temperature: f64,
        course: Course<'_>,
    ) -> Result<Self> {
        let mut rows = Vec::with_capacity(corridor.low.len() + 1);
        let mut size = 0;
        for (low, high) in corridor.low.iter().zip(&corridor.high) {
            rows.push(size);
            size += (high - low + 1) as usize;
        }
        rows.push(size);
        let mut lattice = Lattice {
            corridor,
            rows,
            ends: Vec::with_capacity(size),
            arcs: Vec::new(),
            forward: vec![f64::NEG_INFINITY; size],
        };
        lattice.forward[0] = 0.0;
        for i in 0..corridor.low.len() {
            course.at(i, corridor.low.len())?;
            scorer.enter(i);
            lattice.row(i, scorer, 1.0 / temperature, course.pins);
        }
        Ok(lattice)
    }

    fn row(&mut self, i: usize, scorer: &mut Scorer<'_>, flat: f64, pins: &Pins) {
        let (last_row, last_column) = self.last();
        let low = self.corridor.low[i] as usize;
        for node in self.rows[i]..self.rows[i + 1] {
            let j = node - self.rows[i] + low;
            let so_far = self.forward[node];
            if so_far == f64::NEG_INFINITY {
                self.ends.push(self.arcs.len() as u32);
                continue;
            }
            if let Some((ar, en)) = pins.starting_at(i, j) {
                if let Some(target) = self.node(ar.end, en.end) {
                    self.arcs.push(Arc { m: ar.len() as u16, n: en.len() as u16, score: 0.0 });
                    add_log(&mut self.forward[target], so_far);
                }
            } else {
                for kind in 0..scorer.limits().types.len() {
                    let (m, n) = scorer.limits().types[kind];
                    let (to_i, to_j) = (i + m, j + n);
                    if to_i > last_row || to_j > last_column {
                        continue;
                    }
                    let Some(target) = self.node(to_i, to_j) else { continue };
                    if !pins.is_empty() && !pins.allow((i, j), (to_i, to_j)) {
                        continue;
                    }
                    let score = scorer.bead(m, j, n) * flat;
                    self.arcs.push(Arc { m: m as u16, n: n as u16, score: score as f32 });
                    add_log(&mut self.forward[target], so_far + f64::from(score as f32));
                }
            }
            self.ends.push(self.arcs.len() as u32);
        }
    }

    fn last(&self) -> (usize, usize) {
        let n = self.corridor.low.len() - 1;
        (n, self.corridor.high[n] as usize)
    }

    fn node(&self, i: usize, j: usize) -> Option<usize> {
        let (low, high) = (self.corridor.low[i] as usize, self.corridor.high[i] as usize);
        (low <= j && j <= high).then(|| self.rows[i] + j - low)
    }

    fn arcs(&self, node: usize) -> &[Arc] {
        let from = if node == 0 { 0 } else { self.ends[node - 1] as usize };
        &self.arcs[from..self.ends[node] as usize]
    }

    /// The path with the greatest expected count of what `aim` names, each bead with its posterior
    /// probability from the backward pass.
    ///
    /// Also returned: the expected number of beads of each type over all paths, and the boundaries
    /// to search in another round.
    pub(super) fn most_probable_path(&self, aim: Aim) -> (Vec<PathBead>, TypeCounts, Corridor) {
        let size = self.forward.len();
        let total = self.forward[size - 1];
        let mut backward = vec![f64::NEG_INFINITY; size];
        backward[size - 1] = 0.0;
        let mut counts = TypeCounts::default();
        let mut best = vec![f32::NEG_INFINITY; size];
        let mut steps: Vec<(u16, u16, f32)> = vec![(0, 0, 0.0); size];
        best[size - 1] = 0.0;
        for i in (0..self.corridor.low.len()).rev() {
            let low = self.corridor.low[i] as usize;
            for node in (self.rows[i]..self.rows[i + 1]).rev() {
                let j = node - self.rows[i] + low;
                let before = self.forward[node];
                let (mut sum, mut top, mut step) = (backward[node], best[node], (0, 0, 0.0));
                for arc in self.arcs(node) {
                    let Some(target) = self.node(i + usize::from(arc.m), j + usize::from(arc.n)) else {
                        continue;
                    };
                    if backward[target] == f64::NEG_INFINITY {
                        continue;
                    }
                    let onward = f64::from(arc.score) + backward[target];
                    add_log(&mut sum, onward);
                    let log = before + onward - total;
                    let posterior = if log < -25.0 { 0.0 } else { log.exp().min(1.0) };
                    if let Some(count) =
                        counts.get_mut(usize::from(arc.m)).and_then(|row| row.get_mut(usize::from(arc.n)))
                    {
                        *count += posterior;
                    }
                    let own = match aim {
                        Aim::Beads { price } => posterior - price,
                        Aim::Segments => posterior * (f64::from(arc.m) + f64::from(arc.n)),
                    };
                    let worth = best[target] + own as f32;
                    if worth > top {
                        top = worth;
                        step = (arc.m, arc.n, posterior as f32);
                    }
                }
                (backward[node], best[node], steps[node]) = (sum, top, step);
            }
        }
        (self.walk(&steps), counts, self.possible(&backward))
    }

    /// The boundaries through which some path is not improbable.
    fn possible(&self, backward: &[f64]) -> Corridor {
        let total = self.forward[self.forward.len() - 1];
        self.corridor.kept(|node| self.forward[node] + backward[node] >= total - IMPROBABLE)
    }

    fn walk(&self, steps: &[(u16, u16, f32)]) -> Vec<PathBead> {
        let (mut i, mut j) = (0, 0);
        let mut path = Vec::new();
        while let Some(node) = self.node(i, j) {
            let (m, n, posterior) = steps[node];
            if m + n == 0 {
                break;
            }
            let (to_i, to_j) = (i + usize::from(m), j + usize::from(n));
            path.push(PathBead { sides: Sides::new(i..to_i, j..to_j), confidence: posterior });
            (i, j) = (to_i, to_j);
        }
        path
    }
}

/// `sum = ln(e^sum + e^x)`, ignoring a summand too small to matter.
fn add_log(sum: &mut f64, x: f64) {
    let (high, low) = if *sum > x { (*sum, x) } else { (x, *sum) };
    *sum = if low < high - 25.0 { high } else { high + (low - high).exp().ln_1p() };
}
