//! Scores of beads inside a corridor.
//!
//! A word is explained by a group of segments opposite with the probability
//! `λ + (1-λ) · Σ t(word | other) / (|group| · p(word))`, relative to meeting it by chance; function words count less.
//! What a segment gains against every short run of segments opposite is computed once for each cell of the
//! corridor; the score of a bead is then a sum of a few such gains.

use super::evidence::{Evidence, Importance};
use super::model::{MAX_AR, MAX_EN, Model, Tuning};
use super::words::{TypeId, Words};

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

    /// The English segments that can share a bead with an Arabic segment.
    fn cells(&self, i: usize) -> (usize, usize) {
        let last = self.high.len() - 1;
        let low = self.low[i.saturating_sub(MAX_AR - 1)] as usize;
        let high = self.high[(i + MAX_AR).min(last)] as usize;
        (low, high)
    }
}

/// Gains in nats over words met by chance.
#[derive(Debug)]
pub(super) struct Gains {
    /// For each Arabic segment: its first English segment, and the index of that cell.
    rows: Vec<(u32, usize)>,
    /// Gain of the Arabic segment's words against the next 1, 2 … English segments.
    ar: Vec<[f32; MAX_EN]>,
    /// Gain of the English segment's words against the next 1, 2 … Arabic segments.
    en: Vec<[f32; MAX_AR]>,
    /// Sum of the word weights before each segment, Arabic side.
    ar_weight: Vec<f64>,
    /// Sum of the word weights before each segment, English side.
    en_weight: Vec<f64>,
    ar_letters: Vec<f64>,
    en_letters: Vec<f64>,
}

/// Natural logarithm to about four digits, enough for scores and several times as fast as the exact one.
/// Positive normal numbers only.
fn fast_ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    let log2 = -2.153_620_7 + (3.047_884 + (-1.051_875_4 + 0.158_248_7 * m) * m) * m;
    (exponent as f32 + log2) * std::f32::consts::LN_2
}

/// One matched word: its place in its segment and the summed translation probability.
type Hit = (u16, f32);

/// Matches between one Arabic segment and every English segment of its cells.
#[derive(Debug, Default)]
struct RowHits {
    first: usize,
    /// For each cell the range of its hits.
    ar_ends: Vec<u32>,
    en_ends: Vec<u32>,
    ar: Vec<Hit>,
    en: Vec<Hit>,
}

impl RowHits {
    fn ar_of(&self, cell: usize) -> &[Hit] {
        let from = if cell == 0 { 0 } else { self.ar_ends[cell - 1] as usize };
        &self.ar[from..self.ar_ends[cell] as usize]
    }

    fn en_of(&self, j: usize) -> &[Hit] {
        let Some(cell) = j.checked_sub(self.first).filter(|&cell| cell < self.en_ends.len()) else {
            return &[];
        };
        let from = if cell == 0 { 0 } else { self.en_ends[cell - 1] as usize };
        &self.en[from..self.en_ends[cell] as usize]
    }
}

impl Gains {
    /// Computes the gains of every cell of a corridor.
    pub(super) fn compute(
        ar: &Words,
        en: &Words,
        evidence: &Evidence,
        corridor: &Corridor,
        tuning: &Tuning,
    ) -> Self {
        let segments = ar.lengths.len();
        let mut gains = Gains {
            rows: Vec::with_capacity(segments),
            ar: Vec::new(),
            en: Vec::new(),
            ar_weight: weights(ar, &evidence.ar),
            en_weight: weights(en, &evidence.en),
            ar_letters: running(&ar.lengths),
            en_letters: running(&en.lengths),
        };
        let mut matcher = Matcher::new(en.types.len());
        // Gains of English words against several Arabic segments need the hits of the rows that follow.
        let mut window: std::collections::VecDeque<RowHits> = std::collections::VecDeque::new();
        for i in 0..segments {
            while window.len() < MAX_AR && i + window.len() < segments {
                let row = i + window.len();
                window.push_back(matcher.row(ar, en, evidence, row, corridor.cells(row)));
            }
            let (first, end) = corridor.cells(i);
            gains.rows.push((first as u32, gains.ar.len()));
            gains.arabic_row(ar.segment(i), evidence, &window[0], first, end, tuning);
            gains.english_row(i, en, evidence, &window, first, end, tuning);
            window.pop_front();
        }
        gains
    }

    fn arabic_row(
        &mut self,
        words: &[TypeId],
        evidence: &Evidence,
        hits: &RowHits,
        first: usize,
        end: usize,
        tuning: &Tuning,
    ) {
        let mut sums = vec![0.0f32; words.len()];
        let mut touched: Vec<u16> = Vec::new();
        for j in first..end {
            let mut row = [0.0f32; MAX_EN];
            for n in 1..=MAX_EN {
                if j + n <= end {
                    for &(k, t) in hits.ar_of(j + n - 1 - first) {
                        if sums[k as usize] == 0.0 {
                            touched.push(k);
                        }
                        sums[k as usize] += t;
                    }
                }
                let group =
                    (self.en_weight[(j + n).min(self.en_weight.len() - 1)] - self.en_weight[j]) as f32;
                row[n - 1] = touched
                    .iter()
                    .map(|&k| gain(evidence.ar[words[k as usize] as usize], sums[k as usize], group, tuning))
                    .sum();
            }
            self.ar.push(row);
            for k in touched.drain(..) {
                sums[k as usize] = 0.0;
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn english_row(
        &mut self,
        i: usize,
        en: &Words,
        evidence: &Evidence,
        window: &std::collections::VecDeque<RowHits>,
        first: usize,
        end: usize,
        tuning: &Tuning,
    ) {
        let mut sums: Vec<f32> = Vec::new();
        let mut touched: Vec<u16> = Vec::new();
        for j in first..end {
            let words = en.segment(j);
            sums.resize(sums.len().max(words.len()), 0.0);
            let mut row = [0.0f32; MAX_AR];
            for m in 1..=MAX_AR {
                if let Some(hits) = window.get(m - 1) {
                    for &(k, t) in hits.en_of(j) {
                        if sums[k as usize] == 0.0 {
                            touched.push(k);
                        }
                        sums[k as usize] += t;
                    }
                }
                let group =
                    (self.ar_weight[(i + m).min(self.ar_weight.len() - 1)] - self.ar_weight[i]) as f32;
                row[m - 1] = touched
                    .iter()
                    .map(|&k| gain(evidence.en[words[k as usize] as usize], sums[k as usize], group, tuning))
                    .sum();
            }
            self.en.push(row);
            for k in touched.drain(..) {
                sums[k as usize] = 0.0;
            }
        }
    }

    fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let (first, at) = self.rows[i];
        let end = self.rows.get(i + 1).map_or(self.ar.len(), |next| next.1);
        let cell = at + j.checked_sub(first as usize)?;
        (cell < end).then_some(cell)
    }

    /// Score in nats of the bead of `m` Arabic segments from `i` and `n` English segments from `j`.
    pub(super) fn bead(&self, i: usize, m: usize, j: usize, n: usize, model: &Model, tuning: &Tuning) -> f64 {
        let cost = model.costs[m][n];
        if m == 0 || n == 0 {
            let words = self.ar_weight[i + m] - self.ar_weight[i] + self.en_weight[j + n] - self.en_weight[j];
            return -cost - tuning.null_word * words;
        }
        let mut words = 0.0f32;
        for a in i..i + m {
            words += self.cell(a, j).map_or(0.0, |cell| self.ar[cell][n - 1]);
        }
        for e in j..j + n {
            words += self.cell(i, e).map_or(0.0, |cell| self.en[cell][m - 1]);
        }
        let letters_ar = self.ar_letters[i + m] - self.ar_letters[i];
        let letters_en = self.en_letters[j + n] - self.en_letters[j];
        tuning.words * f64::from(words)
            + tuning.length * model.length_score(letters_ar, letters_en, tuning.slack)
            - cost
    }
}

/// Gain in nats of one word that the group opposite explains with the summed probability `sum`.
pub(super) fn gain(importance: Importance, sum: f32, group: f32, tuning: &Tuning) -> f32 {
    let odds = (1.0 - tuning.lambda) / tuning.lambda;
    importance.weight * fast_ln(1.0 + odds * sum * importance.rarity / (group + tuning.group))
}

/// Weight of a group of words.
pub(super) fn group_weight(importance: &[Importance], words: impl Iterator<Item = TypeId>) -> f32 {
    words.map(|id| importance[id as usize].weight).sum()
}

fn running(lengths: &[u32]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(lengths.len() + 1);
    sums.push(0.0);
    for &length in lengths {
        sums.push(sums[sums.len() - 1] + f64::from(length));
    }
    sums
}

fn weights(words: &Words, importance: &[Importance]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(words.lengths.len() + 1);
    sums.push(0.0);
    for n in 0..words.lengths.len() {
        let segment: f64 = words.segment(n).iter().map(|&id| f64::from(importance[id as usize].weight)).sum();
        sums.push(sums[n] + segment);
    }
    sums
}

/// Finds the matches of one Arabic segment with English ones.
struct Matcher {
    /// For every English type a chain of Arabic tokens of the row at hand that may translate it.
    heads: Vec<u32>,
    links: Vec<(u16, f32, f32, u32)>,
    used: Vec<TypeId>,
}

const NONE: u32 = u32::MAX;

impl Matcher {
    fn new(english_types: usize) -> Self {
        Matcher { heads: vec![NONE; english_types], links: Vec::new(), used: Vec::new() }
    }

    fn row(
        &mut self,
        ar: &Words,
        en: &Words,
        evidence: &Evidence,
        i: usize,
        (first, end): (usize, usize),
    ) -> RowHits {
        // Words beyond the 65,535th of one segment are left without evidence; no sentence is that long.
        for (k, &word) in ar.segment(i).iter().take(usize::from(u16::MAX)).enumerate() {
            for pair in evidence.of(word) {
                let head = &mut self.heads[pair.en as usize];
                if *head == NONE {
                    self.used.push(pair.en);
                }
                self.links.push((k as u16, pair.forward, pair.backward, *head));
                *head = (self.links.len() - 1) as u32;
            }
        }
        let mut hits = RowHits { first, ..RowHits::default() };
        for j in first..end {
            for (k, &word) in en.segment(j).iter().take(usize::from(u16::MAX)).enumerate() {
                let mut link = self.heads[word as usize];
                let mut total = 0.0;
                while link != NONE {
                    let (token, forward, backward, next) = self.links[link as usize];
                    hits.ar.push((token, forward));
                    total += backward;
                    link = next;
                }
                if total > 0.0 {
                    hits.en.push((k as u16, total));
                }
            }
            hits.ar_ends.push(hits.ar.len() as u32);
            hits.en_ends.push(hits.en.len() as u32);
        }
        for word in self.used.drain(..) {
            self.heads[word as usize] = NONE;
        }
        self.links.clear();
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_logarithm_is_close_to_the_exact_one() {
        for n in 1..20_000 {
            let x = n as f32 * 0.37 + 1.0;
            assert!((fast_ln(x) - x.ln()).abs() < 2e-3, "{x}");
        }
    }
}
