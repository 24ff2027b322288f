//! The corridor of long documents: a first pass finds where the path must run, so that exact
//! scoring is needed only there and cost grows with the length of the text rather than with its
//! square.
//!
//! Rare words that may translate each other vote for cells. The heaviest monotone chain of cells (a
//! weighted longest increasing subsequence, found with a Fenwick tree) is the skeleton of the path.
//! The corridor covers its surroundings and the gaps between its points. The coarse pass narrows
//! it, and so does every round.

use super::evidence::Evidence;
use super::words::{TypeId, Words};

/// Up to this number of cells, every boundary is searched with every other.
const FULL: usize = 2_500;
/// Words that occur more often than this on either side do not vote.
const RARE: u32 = 24;
/// Votes for cells of one row after which no further word votes.
const ENOUGH: usize = 60;
/// Cells with less than this share of the votes of the heaviest cell in their row do not count.
const HEARD: f32 = 0.2;
/// Pairs of words less probable than this do not vote.
const FAINT: f32 = 0.04;
/// Arabic and English boundaries on either side of the skeleton that belong to the corridor.
const MARGIN: Margin = Margin { rows: 5, columns: 6 };
/// No margin.
const NONE: Margin = Margin { rows: 0, columns: 0 };
/// A gap between two points of the skeleton is searched completely up to this many cells.
const WHOLE_GAP: usize = 40_000;
/// In a longer gap: segments of the longer side times boundaries that the corridor reaches beyond
/// the diagonal. Bounds memory where a million segments have nothing in common.
const LONG_GAP: usize = 1_000_000;

/// Least number of consecutive skipped segments of one side that may be half of a detour.
const DETOUR: usize = 3;
/// A detour is searched completely up to this many cells.
const WHOLE_DETOUR: usize = 4_000;

/// The distance that a corridor reaches beyond what it surrounds.
#[derive(Debug, Clone, Copy)]
struct Margin {
    rows: usize,
    columns: usize,
}

/// The nodes (boundaries between segments) that the search may visit: for each Arabic boundary an
/// inclusive range of English boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Corridor {
    /// First English boundary for each Arabic boundary; never decreases.
    pub low: Vec<u32>,
    /// Last English boundary for each Arabic boundary; never decreases.
    pub high: Vec<u32>,
}

impl Corridor {
    /// All boundaries of one side with all of the other.
    pub(super) fn full(ar: usize, en: usize) -> Self {
        Corridor { low: vec![0; ar + 1], high: vec![en as u32; ar + 1] }
    }

    /// The half-open range of English segments that can share a bead of `reach` Arabic segments
    /// with segment `i`.
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
        let mut points = vec![(0, 0)];
        for (i, j, _) in chain {
            points.extend([(i as usize, j as usize), (i as usize + 1, j as usize + 1)]);
        }
        points.push((rows, columns));
        Corridor::around(&points, rows, columns)
    }

    /// The part of the corridor whose boundaries are kept, and what connects them. Boundaries are
    /// numbered row by row.
    pub(super) fn kept(&self, is_kept: impl Fn(usize) -> bool) -> Self {
        let columns = self.high[self.high.len() - 1] as usize;
        let mut made = Builder { low: Vec::with_capacity(self.low.len()), high: Vec::new(), columns };
        let mut start = 0;
        for (&from, &to) in self.low.iter().zip(&self.high) {
            let end = start + (to - from + 1) as usize;
            let first = (start..end).find(|&node| is_kept(node)).unwrap_or(start);
            let last = (first..end).rfind(|&node| is_kept(node)).unwrap_or(end - 1);
            let low = from + (first - start) as u32;
            made.low.push(made.high.last().map_or(low, |&before| low.min(before)));
            made.high.push(from + (last - start) as u32);
            start = end;
        }
        made.finish()
    }

    /// The corridor with everything between the two ends of each detour of a path, or `None` if the
    /// path makes no detour. A detour skips many segments on one side and soon after as many on the
    /// other; where nothing is missing, only a path that went wrong does so.
    pub(super) fn around_detours(&self, path: &[(usize, usize)]) -> Option<Self> {
        let mut made: Option<Builder> = None;
        let mut before: Option<(bool, (usize, usize))> = None;
        let one_sided = |n: usize| match (path[n + 1].0 - path[n].0, path[n + 1].1 - path[n].1) {
            (_, 0) => Some(true),
            (0, _) => Some(false),
            _ => None,
        };
        let mut n = 0;
        while n + 1 < path.len() {
            let side = one_sided(n);
            let end = (n + 1..path.len() - 1).find(|&k| one_sided(k) != side).unwrap_or(path.len() - 1);
            let (from, to) = (path[n], path[end]);
            n = end;
            let Some(arabic) = side else { continue };
            if to.0 - from.0 + to.1 - from.1 < DETOUR {
                continue;
            }
            if let Some((side_before, start)) = before
                && side_before != arabic
                && (to.0 - start.0).saturating_mul(to.1 - start.1) <= WHOLE_DETOUR
            {
                let made = made.get_or_insert_with(|| Builder::from(self.clone()));
                made.rectangle(start, to, MARGIN);
            }
            before = Some((arabic, from));
        }
        made.map(Builder::finish)
    }

    /// The same corridor, widened to contain the given boundaries.
    pub(super) fn with_corners(self, corners: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut made = Builder::from(self);
        for corner in corners {
            made.rectangle(corner, corner, NONE);
        }
        made.finish()
    }

    /// A corridor that contains every point and the area between consecutive points.
    fn around(points: &[(usize, usize)], rows: usize, columns: usize) -> Self {
        let mut made = Builder::new(rows, columns);
        for pair in points.windows(2) {
            let ((i, j), (to_i, to_j)) = (pair[0], pair[1]);
            let (height, width) = (to_i - i, to_j - j);
            if height.saturating_mul(width) <= WHOLE_GAP {
                made.rectangle((i, j), (to_i, to_j), MARGIN);
                continue;
            }
            // A long stretch without a single rare word in common: follow its diagonal, with a
            // margin that grows with its length.
            let root = (((height + width) as f64).sqrt() as usize).min(LONG_GAP / height.max(width));
            let margin = Margin { rows: MARGIN.rows + root, columns: MARGIN.columns + root };
            let steps = height.max(1);
            let at = |k: usize| (i + height * k / steps, j + width * k / steps);
            for k in 0..steps {
                made.rectangle(at(k), at(k + 1), margin);
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

impl From<Corridor> for Builder {
    fn from(corridor: Corridor) -> Self {
        let columns = corridor.high[corridor.high.len() - 1] as usize;
        Builder { low: corridor.low, high: corridor.high, columns }
    }
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

/// The cells that rare words vote for, sorted by row and column.
fn votes(ar: &Words, en: &Words, evidence: &Evidence) -> Vec<Vote> {
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); en.types.len()];
    for n in 0..en.lengths.len() {
        for &id in en.segment(n).iter().filter(|&&id| en.types[id as usize].count <= RARE) {
            places[id as usize].push(n as u32);
        }
    }
    let mut votes: Vec<Vote> = Vec::new();
    // The votes for the current row by column, and the columns that have any.
    let mut sums = vec![0.0f32; en.lengths.len()];
    let mut row: Vec<u32> = Vec::new();
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
                    let rarity = evidence.importance.ar[id as usize]
                        .rarity
                        .min(evidence.importance.en[pair.en as usize].rarity);
                    // A word with many places says less about each of them.
                    pairs.push((crowd, pair.en, (1.0 + probability * rarity).ln() / crowd as f32));
                }
            }
        }
        // The rarest words vote first; when they have cast enough votes, the rest do not vote.
        pairs.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        let mut said = 0;
        for &(_, word, weight) in &pairs {
            if said > ENOUGH {
                break;
            }
            said += places[word as usize].len();
            for &j in &places[word as usize] {
                let sum = &mut sums[j as usize];
                if *sum == 0.0 {
                    row.push(j);
                }
                *sum += weight;
            }
        }
        let heaviest = row.iter().map(|&j| sums[j as usize]).fold(0.0, f32::max);
        let before = votes.len();
        for j in row.drain(..) {
            let sum = std::mem::take(&mut sums[j as usize]);
            if sum >= HEARD * heaviest {
                votes.push((n as u32, j, sum));
            }
        }
        votes[before..].sort_unstable_by_key(|&(_, j, _)| j);
    }
    votes
}

/// The chain of cells, increasing on both sides, with the greatest total weight. Votes are sorted
/// by row and column.
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
        // A row is entered only after all of it has been read, because a chain uses a row once.
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

    #[test]
    fn only_the_boundaries_that_are_kept_stay_and_what_joins_them() {
        let corridor = Corridor { low: vec![0, 0, 0, 0], high: vec![9, 9, 9, 9] };
        let wanted = [(0, 0), (1, 4), (2, 5), (3, 9)];
        let kept = corridor.kept(|node| wanted.contains(&(node / 10, node % 10)));
        assert_eq!(kept, Corridor { low: vec![0, 0, 4, 5], high: vec![0, 4, 5, 9] });
    }

    /// The boundaries of a path with the given numbers of steps: right (English skipped), up
    /// (Arabic skipped), both.
    fn path(steps: &[(char, usize)]) -> Vec<(usize, usize)> {
        let mut path = vec![(0, 0)];
        for &(way, count) in steps {
            for _ in 0..count {
                let (i, j) = path[path.len() - 1];
                path.push(match way {
                    'e' => (i, j + 1),
                    'a' => (i + 1, j),
                    _ => (i + 1, j + 1),
                });
            }
        }
        path
    }

    /// The boundaries of a path and no others.
    fn exactly(path: &[(usize, usize)]) -> Corridor {
        let (rows, columns) = path[path.len() - 1];
        let mut made = Builder::new(rows, columns);
        path.iter().for_each(|&at| made.rectangle(at, at, NONE));
        made.finish()
    }

    #[test]
    fn what_a_detour_goes_around_is_searched_and_a_chapter_that_is_missing_is_not() {
        let astray = path(&[('b', 30), ('e', 8), ('b', 4), ('a', 8), ('b', 30)]);
        let narrow = exactly(&astray);
        let wider = narrow.around_detours(&astray).expect("a detour");
        let holds = |i: usize, j: u32| wider.low[i] <= j && j <= wider.high[i];
        assert!((30..=42).all(|i| holds(i, i as u32)) && !holds(20, 30), "{wider:?}");
        let missing = path(&[('b', 30), ('e', 8), ('b', 30), ('e', 8), ('b', 4)]);
        assert_eq!(narrow.around_detours(&missing), None);
        let small = path(&[('b', 30), ('e', 1), ('b', 4), ('a', 1), ('b', 30)]);
        assert_eq!(narrow.around_detours(&small), None);
    }

    proptest! {
        #[test]
        fn a_corridor_joins_start_and_end_and_never_narrows_backwards(
            steps in proptest::collection::vec((0usize..40, 0usize..400), 1..30)
        ) {
            let mut points = vec![(0, 0)];
            for (di, dj) in steps {
                let (i, j) = points[points.len() - 1];
                points.push((i + di, j + dj));
            }
            let (rows, columns) = points[points.len() - 1];
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
