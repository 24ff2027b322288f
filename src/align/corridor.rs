//! The corridor of long documents: a cheap pass that finds where the path must run, so that the exact
//! scoring runs only there and cost grows with the length of the text, not with its square.
//!
//! Rare words that may translate each other vote for cells; the heaviest monotone chain of cells (a longest
//! increasing subsequence with weights, by a Fenwick tree) is the skeleton of the path. Around it, and across
//! the gaps between its points, lies the corridor. Later rounds run in a narrower one around the path before.

use super::evidence::Evidence;
use super::search::PathBead;
use super::words::{TypeId, Words};

/// Below this number of cells every boundary is searched with every other.
const FULL: usize = 2_500;
/// Words met more often than this on either side do not vote.
const RARE: u32 = 24;
/// Votes for cells of one row after which no further word is heard.
const ENOUGH: usize = 60;
/// Cells with less than this share of the votes of the heaviest cell in their row are not counted.
const HEARD: f32 = 0.2;
/// Pairs of words less probable than this do not vote.
const FAINT: f32 = 0.04;
/// English boundaries on either side of the skeleton, and Arabic ones.
const MARGIN: Margin = Margin { rows: 5, columns: 6 };
/// The same between two points of the skeleton that have heavy votes and lie close to each other, and around a path
/// that was found before and is sure.
const SURE: Margin = Margin { rows: 1, columns: 2 };
/// The same around a path that was found before.
const NEAR: Margin = Margin { rows: 2, columns: 3 };
/// How many points before and after are asked whether the skeleton runs steadily.
const NEIGHBOURS: usize = 3;
/// Votes, in nats, that make a point of the skeleton sure.
const HEAVY: f32 = 8.0;
/// Most segments between two points that lie close to each other.
const CLOSE: usize = 4;
/// Nothing beyond.
const NONE: Margin = Margin { rows: 0, columns: 0 };
/// A gap between two points of the skeleton is searched whole up to this many cells.
const WHOLE_GAP: usize = 40_000;
/// In a longer gap, segments of the longer side times boundaries that the corridor reaches beyond the diagonal: what
/// keeps memory in bounds where a million segments have nothing in common.
const LONG_GAP: usize = 1_000_000;

/// How far a corridor reaches beyond what it surrounds.
#[derive(Debug, Clone, Copy)]
struct Margin {
    rows: usize,
    columns: usize,
}

/// A boundary of the skeleton.
#[derive(Debug, Clone, Copy)]
struct Point {
    at: (usize, usize),
    /// Heavy votes stand behind it.
    sure: bool,
}

/// The nodes (boundaries between segments) that the search may visit: for each Arabic boundary a range of
/// English boundaries, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Corridor {
    /// First English boundary, for each Arabic boundary; never falls.
    pub low: Vec<u32>,
    /// Last English boundary, for each Arabic boundary; never falls.
    pub high: Vec<u32>,
}

impl Corridor {
    /// Every boundary with every boundary.
    pub(super) fn full(ar: usize, en: usize) -> Self {
        Corridor { low: vec![0; ar + 1], high: vec![en as u32; ar + 1] }
    }

    /// The English segments (from, up to) that can share a bead of `reach` Arabic segments with segment `i`.
    pub(super) fn cells(&self, i: usize, reach: usize) -> (usize, usize) {
        let last = self.high.len() - 1;
        let low = self.low[i.saturating_sub(reach - 1)] as usize;
        let high = self.high[(i + reach).min(last)] as usize;
        (low, high)
    }

    /// The corridor of a first round.
    pub(super) fn first(ar: &Words, en: &Words, evidence: &Evidence) -> Self {
        let (rows, columns) = (ar.lengths.len(), en.lengths.len());
        if rows.saturating_mul(columns) <= FULL || rows <= 8 || columns <= 8 {
            return Corridor::full(rows, columns);
        }
        let chain = heaviest_chain(&votes(ar, en, evidence), columns);
        let mut points = vec![Point { at: (0, 0), sure: true }];
        for (n, &(i, j, weight)) in chain.iter().enumerate() {
            let (i, j, sure) = (i as usize, j as usize, weight >= HEAVY || steady(&chain, n));
            points.extend([Point { at: (i, j), sure }, Point { at: (i + 1, j + 1), sure }]);
        }
        points.push(Point { at: (rows, columns), sure: true });
        Corridor::around(&points, rows, columns)
    }

    /// A narrower corridor around the path of the round before, wider where that path was unsure.
    pub(super) fn near(path: &[PathBead], rows: usize, columns: usize) -> Self {
        if rows.saturating_mul(columns) <= FULL || rows <= 8 || columns <= 8 {
            return Corridor::full(rows, columns);
        }
        let mut made = Builder::new(rows, columns);
        for (ar, en, confidence) in path {
            let margin = match confidence {
                0.98.. => SURE,
                0.9.. => NEAR,
                _ => MARGIN,
            };
            made.rectangle((ar.start, en.start), (ar.end, en.end), margin);
        }
        made.finish()
    }

    /// The same corridor, widened so that it holds the given boundaries.
    pub(super) fn with_corners(self, corners: impl Iterator<Item = (usize, usize)>) -> Self {
        let columns = self.high[self.high.len() - 1] as usize;
        let mut made = Builder { low: self.low, high: self.high, columns };
        for corner in corners {
            made.rectangle(corner, corner, NONE);
        }
        made.finish()
    }

    /// A corridor that holds every point and what lies between two points that follow each other.
    fn around(points: &[Point], rows: usize, columns: usize) -> Self {
        let mut made = Builder::new(rows, columns);
        for pair in points.windows(2) {
            let ((i, j), (to_i, to_j)) = (pair[0].at, pair[1].at);
            let (height, width) = (to_i - i, to_j - j);
            let close = height.abs_diff(width) <= 1 && height <= CLOSE;
            let margin = if close && pair[0].sure && pair[1].sure { SURE } else { MARGIN };
            if height.saturating_mul(width) <= WHOLE_GAP {
                made.rectangle((i, j), (to_i, to_j), margin);
                continue;
            }
            // A long stretch without a single rare word in common: along its diagonal, the wider the longer.
            let root = (((height + width) as f64).sqrt() as usize).min(LONG_GAP / height.max(width));
            let slack = Margin { rows: margin.rows + root, columns: margin.columns + root };
            let steps = height.max(1);
            let at = |k: usize| (i + height * k / steps, j + width * k / steps);
            for k in 0..steps {
                made.rectangle(at(k), at(k + 1), slack);
            }
        }
        made.finish()
    }
}

struct Builder {
    low: Vec<u32>,
    high: Vec<u32>,
    columns: usize,
}

impl Builder {
    fn new(rows: usize, columns: usize) -> Self {
        let mut made = Builder { low: vec![u32::MAX; rows + 1], high: vec![0; rows + 1], columns };
        made.rectangle((0, 0), (0, 0), NONE);
        made.rectangle((rows, columns), (rows, columns), NONE);
        made
    }

    fn rectangle(&mut self, from: (usize, usize), to: (usize, usize), margin: Margin) {
        let low = from.1.saturating_sub(margin.columns) as u32;
        let high = (to.1 + margin.columns).min(self.columns) as u32;
        let last = self.low.len() - 1;
        for i in from.0.saturating_sub(margin.rows)..=(to.0 + margin.rows).min(last) {
            self.low[i] = self.low[i].min(low);
            self.high[i] = self.high[i].max(high);
        }
    }

    /// Makes both edges monotone, so that no boundary is cut off from the start or the end.
    fn finish(mut self) -> Corridor {
        for i in 1..self.high.len() {
            self.high[i] = self.high[i].max(self.high[i - 1]);
        }
        for i in (0..self.low.len() - 1).rev() {
            self.low[i] = self.low[i].min(self.low[i + 1]);
        }
        Corridor { low: self.low, high: self.high }
    }
}

/// A cell that rare words vote for, with the weight of their votes.
type Vote = (u32, u32, f32);

/// Cells that rare words vote for, by row and column.
fn votes(ar: &Words, en: &Words, evidence: &Evidence) -> Vec<Vote> {
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); en.types.len()];
    for n in 0..en.lengths.len() {
        for &id in en.segment(n).iter().filter(|&&id| en.types[id as usize].count <= RARE) {
            places[id as usize].push(n as u32);
        }
    }
    let mut votes: Vec<Vote> = Vec::new();
    let mut row: Vec<(u32, f32)> = Vec::new();
    let mut pairs: Vec<(usize, TypeId, f32)> = Vec::new();
    for n in 0..ar.lengths.len() {
        pairs.clear();
        for &id in ar.segment(n) {
            let count = ar.types[id as usize].count;
            if count > RARE {
                continue;
            }
            for pair in evidence.of(id) {
                let crowd = count as usize * places[pair.en as usize].len();
                let probability = pair.forward.max(pair.backward);
                if crowd > 0 && probability >= FAINT {
                    let rarity = evidence.ar[id as usize].rarity.min(evidence.en[pair.en as usize].rarity);
                    // A word with many places says less about each of them.
                    pairs.push((crowd, pair.en, (1.0 + probability * rarity).ln() / crowd as f32));
                }
            }
        }
        // The rarest are heard first, and none after them when they have said enough.
        pairs.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        row.clear();
        for &(_, word, weight) in &pairs {
            if row.len() > ENOUGH {
                break;
            }
            row.extend(places[word as usize].iter().map(|&j| (j, weight)));
        }
        row.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        row.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 += later.1;
            }
            same
        });
        let heaviest = row.iter().map(|vote| vote.1).fold(0.0, f32::max);
        let heard = row.iter().filter(|vote| vote.1 >= HEARD * heaviest);
        votes.extend(heard.map(|&(j, weight)| (n as u32, j, weight)));
    }
    votes
}

/// True where the chain before and after a point runs on in the same direction without a gap.
fn steady(chain: &[Vote], n: usize) -> bool {
    let offset = |&(i, j, _): &Vote| i64::from(i) - i64::from(j);
    let alike = |other: Option<&Vote>| {
        other.is_some_and(|other| {
            offset(other).abs_diff(offset(&chain[n])) <= 1
                && other.0.abs_diff(chain[n].0) <= 2 * NEIGHBOURS as u32
        })
    };
    alike(n.checked_sub(NEIGHBOURS).map(|before| &chain[before])) && alike(chain.get(n + NEIGHBOURS))
}

/// The chain of cells, rising on both sides, with the greatest total weight. Votes come sorted by row and column.
fn heaviest_chain(votes: &[Vote], columns: usize) -> Vec<Vote> {
    // best[c] = (weight, vote) of the heaviest chain that ends at or before column c, in a Fenwick tree of maxima
    let mut tree: Vec<(f64, u32)> = vec![(0.0, u32::MAX); columns + 1];
    let mut before: Vec<u32> = vec![u32::MAX; votes.len()];
    let mut total: Vec<f64> = vec![0.0; votes.len()];
    let (mut row_start, mut best) = (0, (0.0, u32::MAX));
    while row_start < votes.len() {
        let row = votes[row_start].0;
        let row_end = row_start + votes[row_start..].partition_point(|vote| vote.0 == row);
        for k in row_start..row_end {
            let mut top = (0.0, u32::MAX);
            let mut c = votes[k].1 as usize; // columns strictly before
            while c > 0 {
                if tree[c].0 > top.0 {
                    top = tree[c];
                }
                c &= c - 1;
            }
            total[k] = top.0 + f64::from(votes[k].2);
            before[k] = top.1;
            if total[k] > best.0 {
                best = (total[k], k as u32);
            }
        }
        // One row is entered only when all of it is read: a chain uses a row once.
        for k in row_start..row_end {
            let mut c = votes[k].1 as usize + 1;
            while c <= columns {
                if total[k] > tree[c].0 {
                    tree[c] = (total[k], k as u32);
                }
                c += c & c.wrapping_neg();
            }
        }
        row_start = row_end;
    }
    let mut chain = Vec::new();
    let mut at = best.1;
    while at != u32::MAX {
        chain.push(votes[at as usize]);
        at = before[at as usize];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_chain_takes_the_heavier_of_two_crossing_lines() {
        let mut votes = vec![(0, 0, 1.0), (0, 9, 1.5), (1, 1, 1.0), (2, 2, 1.0), (3, 3, 1.0), (5, 1, 1.2)];
        votes.sort_unstable_by_key(|&(i, j, _)| (i, j));
        assert_eq!(heaviest_chain(&votes, 10), [(0, 0, 1.0), (1, 1, 1.0), (2, 2, 1.0), (3, 3, 1.0)]);
    }

    proptest! {
        #[test]
        fn a_corridor_joins_start_and_end_and_never_narrows_backwards(
            steps in proptest::collection::vec((0usize..40, 0usize..400, proptest::bool::ANY), 1..30)
        ) {
            let mut points = vec![Point { at: (0, 0), sure: true }];
            for (di, dj, sure) in steps {
                let last = points[points.len() - 1].at;
                points.push(Point { at: (last.0 + di, last.1 + dj), sure });
            }
            let (rows, columns) = points[points.len() - 1].at;
            let corridor = Corridor::around(&points, rows, columns);
            prop_assert_eq!(corridor.low[0], 0);
            prop_assert_eq!(corridor.high[rows] as usize, columns);
            for i in 0..rows {
                prop_assert!(corridor.low[i] <= corridor.low[i + 1] && corridor.high[i] <= corridor.high[i + 1]);
                prop_assert!(corridor.low[i + 1] <= corridor.high[i], "row {} is cut off", i);
            }
        }
    }
}
