//! The coarse pass: removes from a wide corridor the boundaries that no good path comes near.
//!
//! The value of a cell is what the content words of its English segment gain from its Arabic one. A
//! path joins cells step by step: it takes a segment of both sides or skips one of either side. The
//! best path through each boundary (max-marginals, from one forward and one backward pass) is
//! compared with the best path of all, and boundaries that are far worse are dropped, so that exact
//! scores are needed only for the few that remain.

use super::corridor::Corridor;
use super::evidence::Evidence;
use super::gain::gain;
use super::model::Tuning;
use super::score::{LONGEST, group_weight};
use super::window::Window;
use super::words::Words;

/// Cost in nats of skipping a segment.
const SKIP: f32 = 1.0;
/// By how many nats the best path through a boundary may be worse than the best of all.
const BEAM: f32 = 30.0;
/// Least weight of a word that counts; function words occur with everything.
const CONTENT: f32 = 0.9;

/// The part of a corridor where some path is almost as good as the best one.
pub(super) fn narrowed(
    mut wide: Corridor,
    ar: &Words,
    en: &Words,
    evidence: &Evidence,
    tuning: &Tuning,
) -> Corridor {
    let mut values = Values::of(&wide, ar, en, evidence, tuning);
    let mut forward = values.forward(&wide);
    // The skeleton may be wrong; then the right path is near the points where it left and where it came back.
    if let Some(wider) = wide.around_detours(&values.best_path(&wide, &forward)) {
        values = Values::of(&wider, ar, en, evidence, tuning);
        forward = values.forward(&wider);
        wide = wider;
    }
    let backward = values.backward(&wide);
    let mut through: Vec<f32> = forward.best.iter().zip(&backward).map(|(to, from)| to + from).collect();
    // Every path passes through every row, so the best of a row is the best of all.
    for row in values.rows.windows(2) {
        lower_to_zero(&mut through[row[0]..row[1]]);
    }
    wide.kept(|node| through[node] >= -BEAM)
}

/// The best scores from the start to the nodes of each row, relative to the best of the row: sums
/// over a whole long text would be too large for `f32` to keep single nats.
struct Forward {
    best: Vec<f32>,
    /// For each row, what was subtracted from it.
    taken: Vec<f32>,
}

/// Subtracts the greatest value from all values and returns it.
fn lower_to_zero(row: &mut [f32]) -> f32 {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.iter_mut().for_each(|value| *value -= top);
    top
}

/// The values of the cells of a corridor, in nats.
struct Values {
    /// Index of the first node of each Arabic boundary, and one more entry at the end.
    rows: Vec<usize>,
    /// For each node, the value of the cell that begins there: of the Arabic and the English
    /// segment after the boundary.
    cells: Vec<f32>,
}

impl Values {
    fn of(corridor: &Corridor, ar: &Words, en: &Words, evidence: &Evidence, tuning: &Tuning) -> Self {
        let mut rows = Vec::with_capacity(corridor.low.len() + 1);
        rows.push(0);
        let mut cells = Vec::new();
        let mut gains = vec![0.0f32; en.types.len()];
        let mut used = Vec::new();
        let mut near = Window::new(en);
        for i in 0..corridor.low.len() {
            let (low, high) = (corridor.low[i] as usize, corridor.high[i] as usize);
            if i < ar.lengths.len() {
                let words = ar.segment(i);
                let group = group_weight(&evidence.importance.ar, words.iter().copied());
                near.move_to(low..high + 1, en);
                for &word in words.iter().take(LONGEST) {
                    for pair in evidence.of(word).iter().filter(|pair| near.has(pair.en)) {
                        let importance = evidence.importance.en[pair.en as usize];
                        if importance.weight < CONTENT {
                            continue;
                        }
                        let kept = &mut gains[pair.en as usize];
                        if *kept == 0.0 {
                            used.push(pair.en);
                        }
                        *kept = kept.max(gain(importance, pair.backward, group, tuning));
                    }
                }
                for j in low..=high {
                    let words = if j < en.lengths.len() { en.segment(j) } else { &[] };
                    cells.push(words.iter().map(|&word| gains[word as usize]).sum());
                }
                for word in used.drain(..) {
                    gains[word as usize] = 0.0;
                }
            } else {
                cells.resize(cells.len() + high - low + 1, 0.0);
            }
            rows.push(cells.len());
        }
        Values { rows, cells }
    }

    fn forward(&self, corridor: &Corridor) -> Forward {
        let mut taken = Vec::with_capacity(corridor.low.len());
        let mut best = vec![f32::NEG_INFINITY; self.cells.len()];
        best[0] = 0.0;
        for i in 0..corridor.low.len() {
            let (low, high) = (corridor.low[i] as usize, corridor.high[i] as usize);
            for j in low..=high {
                let node = self.rows[i] + j - low;
                let mut top = best[node];
                let above = |j: usize| self.above(corridor, i, j);
                if let Some(before) = j.checked_sub(1).and_then(above) {
                    top = top.max(best[before] + self.cells[before]);
                }
                if let Some(before) = above(j) {
                    top = top.max(best[before] - SKIP);
                }
                if j > low {
                    top = top.max(best[node - 1] - SKIP);
                }
                best[node] = top;
            }
            taken.push(lower_to_zero(&mut best[self.rows[i]..self.rows[i + 1]]));
        }
        Forward { best, taken }
    }

    /// The boundaries on a best path, from its start to its end.
    fn best_path(&self, corridor: &Corridor, forward: &Forward) -> Vec<(usize, usize)> {
        let Forward { best, taken } = forward;
        let last = corridor.low.len() - 1;
        let (mut i, mut j) = (last, corridor.high[last] as usize);
        let mut path = vec![(i, j)];
        while i + j > 0 {
            let across = j.checked_sub(1).and_then(|j| self.above(corridor, i, j));
            let across = across.map_or(f32::NEG_INFINITY, |before| best[before] + self.cells[before]);
            let up = self.above(corridor, i, j).map_or(f32::NEG_INFINITY, |before| best[before]);
            let left = if j > corridor.low[i] as usize {
                best[self.rows[i] + j - 1 - corridor.low[i] as usize] + taken[i]
            } else {
                f32::NEG_INFINITY
            };
            if across >= up.max(left) - SKIP {
                (i, j) = (i - 1, j - 1);
            } else if up >= left {
                i -= 1;
            } else {
                j -= 1;
            }
            path.push((i, j));
        }
        path.reverse();
        path
    }

    /// The best score from each node to the end, relative to the best of its row.
    fn backward(&self, corridor: &Corridor) -> Vec<f32> {
        let mut best = vec![f32::NEG_INFINITY; self.cells.len()];
        let last = best.len() - 1;
        best[last] = 0.0;
        for i in (0..corridor.low.len()).rev() {
            let (low, high) = (corridor.low[i] as usize, corridor.high[i] as usize);
            for j in (low..=high).rev() {
                let node = self.rows[i] + j - low;
                let mut top = best[node];
                if i + 1 < corridor.low.len() {
                    if let Some(next) = self.below(corridor, i, j + 1) {
                        top = top.max(best[next] + self.cells[node]);
                    }
                    if let Some(next) = self.below(corridor, i, j) {
                        top = top.max(best[next] - SKIP);
                    }
                }
                if j < high {
                    top = top.max(best[node + 1] - SKIP);
                }
                best[node] = top;
            }
            lower_to_zero(&mut best[self.rows[i]..self.rows[i + 1]]);
        }
        best
    }

    fn above(&self, corridor: &Corridor, i: usize, j: usize) -> Option<usize> {
        let i = i.checked_sub(1)?;
        let (low, high) = (corridor.low[i] as usize, corridor.high[i] as usize);
        (low <= j && j <= high).then(|| self.rows[i] + j - low)
    }

    fn below(&self, corridor: &Corridor, i: usize, j: usize) -> Option<usize> {
        let (low, high) = (corridor.low[i + 1] as usize, corridor.high[i + 1] as usize);
        (low <= j && j <= high).then(|| self.rows[i + 1] + j - low)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::lexicon;
    use crate::text::Lang;

    fn evidence(ar: &Words, en: &Words) -> Evidence {
        Evidence::gather(ar, en, &[lexicon::built_in()], &Tuning::default())
    }

    /// Lines that differ by a figure; the English ones are given by number.
    fn narrowed_lines(english: &[usize]) -> Corridor {
        let ar: Vec<String> = (0..60).map(|n| format!("القرية رقم {} في الجبل", n + 101)).collect();
        let en: Vec<String> =
            english.iter().map(|n| format!("Village number {} in the mountain", n + 101)).collect();
        let ar = testing::words(Lang::Ar, &ar.iter().map(String::as_str).collect::<Vec<_>>());
        let en = testing::words(Lang::En, &en.iter().map(String::as_str).collect::<Vec<_>>());
        let wide = Corridor::full(60, english.len());
        narrowed(wide, &ar, &en, &evidence(&ar, &en), &Tuning::default())
    }

    #[test]
    fn boundaries_far_from_every_good_path_are_left_out() {
        let corridor = narrowed_lines(&(0..60).collect::<Vec<_>>());
        for (i, (&low, &high)) in corridor.low.iter().zip(&corridor.high).enumerate() {
            assert!((low..=high).contains(&(i as u32)), "row {i}: {low}..={high}");
            assert!(high - low < 20, "row {i}: {low}..={high}");
        }
    }

    #[test]
    fn a_path_around_a_missing_stretch_stays() {
        let english: Vec<usize> = (0..20).chain(40..60).collect();
        let corridor = narrowed_lines(&english);
        for i in 0..=60u32 {
            let j = if i <= 20 { i } else { i.saturating_sub(20).max(20) };
            assert!((corridor.low[i as usize]..=corridor.high[i as usize]).contains(&j), "row {i}");
        }
    }
}
