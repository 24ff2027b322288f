//! Estimates about a document pair: the ratio of the lengths of its sides, and the shares of its bead types.
//!
//! Both are estimated from the alignment of the previous round and start from values typical of
//! published translation. The length term follows Gale and Church (1993): the English length is
//! normally distributed around the expected length, with a variance proportional to it.

use super::layout::{Costs, Uneven};
use super::path::PathBead;
use super::words::Words;
use crate::text::Sides;
use std::ops::Range;

/// Most Arabic segments in one bead.
pub(super) const MAX_AR: usize = 4;
/// Most English segments in one bead.
pub(super) const MAX_EN: usize = 9;

/// Tuned constants; `docs/aligning.md` says on which data each was chosen.
#[derive(Debug, Clone)]
pub struct Tuning {
    /// Share of a word's probability that the other side never explains.
    pub lambda: f32,
    /// Weight of the word evidence.
    pub words: f64,
    /// Weight of the length term.
    pub length: f64,
    /// Cost in nats of a one-sided bead, in addition to its share.
    pub null: f64,
    /// Cost in nats of each weighted word in a one-sided bead.
    pub null_word: f64,
    /// Weight of the bead-type shares.
    pub shares: f64,
    /// Cost in nats of each segment of a bead beyond the first pair, in addition to its share.
    pub extra: f64,
    /// The same for a bead with several segments on both sides.
    pub extra_both: f64,
    /// How steeply the probability of two words falls with the distance between their relative
    /// places in a bead.
    pub order: f64,
    /// Strength of the starting shares, in beads.
    pub prior: f64,
    /// Most rounds of aligning; texts that are certain earlier get fewer.
    pub rounds: usize,
    /// What scores are divided by before they are read as probabilities.
    pub temperature: f64,
    /// Weight of a function word relative to a content word.
    pub function_word: f32,
    /// Weight of a punctuation mark relative to a content word.
    pub mark: f32,
    /// Probability of a pair with the same spelling on both sides (Latin words, codes, digits).
    pub identical: f32,
    /// Probability of a pair of names that sound exactly alike.
    pub sound: f32,
    /// Weight in words added to each group, so that a short group does not explain too well.
    pub group: f32,
    /// Learning: probability mass that a word without a known counterpart shares among all words opposite.
    pub open: f32,
    /// Learning: pairs below this probability in both directions are forgotten.
    pub floor: f32,
    /// Learning: counts added to the denominator, so that a pair seen once stays doubtful.
    pub doubt: f32,
    /// Learning: factor applied to learnt probabilities when they are used.
    pub trust: f32,
    /// Price of each bead on the chosen path, in expected right beads.
    pub price: f64,
    /// Weight of the difference in sentences between the sides of a bead.
    pub sentence: f64,
    /// Weight of a paragraph that begins on one side of a bead only, where both texts have paragraphs.
    pub paragraph: f64,
    /// Weight of a heading, item or block of code on one side only, where both texts have any.
    pub kind: f64,
    /// Letters added to the variance of a bead's length.
    pub variance: f64,
    /// Weight of the vectors of the segments, if there are any.
    pub vectors: f64,
    /// Cosine of vectors at which a bead is worth no more than its sides without counterparts.
    pub unrelated: f64,
    /// What some of the constants are in translation that is altogether free.
    pub free: Free,
}

/// Constants that are others in free translation: the freer a text is, the nearer to these are those that it is aligned by.
#[derive(Debug, Clone)]
pub struct Free {
    /// [`Tuning::length`]: what was said in three words may be said in a sentence.
    pub length: f64,
    /// [`Tuning::extra`]: sentences are divided and joined.
    pub extra: f64,
}

impl Tuning {
    /// The constants for a text that is so free, from 0 to 1.
    pub(super) fn at(&self, freedom: f64) -> Tuning {
        let slid = |from: f64, to: f64| from + freedom * (to - from);
        Tuning {
            length: slid(self.length, self.free.length),
            extra: slid(self.extra, self.free.extra),
            ..self.clone()
        }
    }

    /// The layout cost of a bead, in nats.
    pub(super) fn uneven(&self, uneven: Uneven) -> f64 {
        self.sentence * uneven.sentence + self.paragraph * uneven.paragraph + self.kind * uneven.kind
    }
}

impl Default for Tuning {
    fn default() -> Self {
        Tuning {
            lambda: 0.29,
            words: 0.55,
            length: 1.6,
            null: 0.2,
            null_word: -0.15,
            shares: 1.0,
            extra: 1.57,
            extra_both: 2.2,
            order: 3.5,
            prior: 16.0,
            rounds: 4,
            temperature: 2.05,
            function_word: 0.3,
            mark: 0.2,
            identical: 0.4,
            sound: 0.5,
            group: 0.6,
            open: 0.028,
            floor: 0.04,
            doubt: 0.84,
            trust: 1.1,
            price: 0.4,
            sentence: 1.7,
            paragraph: 1.2,
            kind: 1.5,
            variance: 9.0,
            vectors: 5.0,
            unrelated: -0.1,
            free: Free { length: 1.3, extra: 1.0 },
        }
    }
}

/// The estimates for a document pair.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// English letters per Arabic letter.
    pub ratio: f64,
    /// Variance of the English length per expected letter.
    pub spread: f64,
    /// The cost of a sentence, a paragraph or a heading on one side of a bead only.
    pub layout: Costs,
    /// Negative log of the share of each bead type, `[Arabic segments][English segments]`; infinite
    /// if not allowed.
    pub shares: TypeCounts,
    /// Cost of each bead type, in nats; infinite if not allowed.
    pub costs: TypeCounts,
}

/// The number of beads of each type, `[Arabic segments][English segments]`.
pub(super) type TypeCounts = [[f64; MAX_EN + 1]; MAX_AR + 1];

/// Segments of a bead from which on it is large: a sentence is often two, but seldom more.
const LARGE: usize = 4;
/// Small beads added to those of the text, because a few tell nothing.
const SMALL: f64 = 10.0;
/// Share of large beads up to which a text is faithful, and from which on it is altogether free.
const FREEDOM: [f64; 2] = [0.18, 0.26];

/// The share of large beads among two-sided ones, given by their segments on both sides and their number.
pub(super) fn share_of_large(beads: impl Iterator<Item = (usize, f64)>) -> f64 {
    let (mut large, mut all) = (0.0, SMALL);
    for (segments, count) in beads {
        all += count;
        large += if segments >= LARGE { count } else { 0.0 };
    }
    large / all
}

/// How free a translation is, from 0 to 1, by the expected numbers of its beads.
pub(super) fn freedom(counts: &TypeCounts) -> f64 {
    let rows = counts.iter().enumerate().skip(1);
    let two_sided =
        rows.flat_map(|(m, row)| row.iter().enumerate().skip(1).map(move |(n, &count)| (m + n, count)));
    ((share_of_large(two_sided) - FREEDOM[0]) / (FREEDOM[1] - FREEDOM[0])).clamp(0.0, 1.0)
}

/// Bead types that a search considers.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    /// Numbers of Arabic and English segments.
    pub types: Vec<(usize, usize)>,
    /// Most Arabic segments among them.
    pub ar: usize,
    /// Most English segments among them.
    pub en: usize,
}

/// Texts with more cells (Arabic times English segments) than this are long.
const LONG: usize = 300_000;
/// Bead types that cost more nats than this are not searched in long texts.
const DEAREST: f64 = 10.0;

/// Shares of bead types before anything is known.
fn starting_share(m: usize, n: usize) -> f64 {
    match (m, n) {
        (0, 0) => 0.0,
        (1, 1) => 0.80,
        (0, 1) | (1, 0) => 0.02,
        (0, _) | (_, 0) => 0.0,
        (1, 2) => 0.06,
        (2, 1) => 0.04,
        (1, 3) => 0.02,
        (3, 1) => 0.008,
        (2, 2) => 0.01,
        (4, 1) => 0.003,
        (1, n) => 0.02 * 0.5f64.powi(n as i32 - 3),
        (2, n) => 0.006 * 0.6f64.powi(n as i32 - 3),
        (3, n) => 0.0015 * 0.6f64.powi(n as i32 - 2),
        (_, n) => 0.0005 * 0.6f64.powi(n as i32 - 2),
    }
}

/// English letters per Arabic letter in published translation.
const USUAL_RATIO: f64 = 1.2;
/// Weight of that prior, in Arabic letters.
const FEW_LETTERS: f64 = 150.0;

impl Model {
    /// The estimates before the first round: lengths in proportion to the whole texts.
    pub(super) fn start(ar: &Words, en: &Words, tuning: &Tuning) -> Self {
        let letters = |words: &Words| words.lengths.iter().map(|&l| f64::from(l)).sum::<f64>();
        let (ar_letters, en_letters) = (letters(ar), letters(en));
        // A few lines say little about the length ratio: one of them may be missing.
        let ratio = (en_letters + USUAL_RATIO * FEW_LETTERS) / (ar_letters + FEW_LETTERS);
        let counts = TypeCounts::default();
        Model {
            ratio: ratio.clamp(0.6, 2.5),
            spread: 3.0,
            layout: Costs::start(&ar.layout, &en.layout),
            costs: costs(&shares(&counts, tuning), tuning),
            shares: shares(&counts, tuning),
        }
    }

    /// The bead types to search. Short texts are searched for all types. In long ones, types that
    /// cost more than any evidence gains are omitted: most types, in a text translated sentence by
    /// sentence.
    pub(super) fn limits(&self, ar: usize, en: usize) -> Limits {
        // Where one side has many more segments, large beads are to be expected.
        let lopsided = (en.max(1) as f64 / ar.max(1) as f64).ln().abs();
        let dearest = if ar.saturating_mul(en) > LONG { DEAREST + 2.0 * lopsided } else { f64::INFINITY };
        let mut limits = Limits { types: Vec::new(), ar: 1, en: 1 };
        for (m, row) in self.costs.iter().enumerate() {
            for (n, &cost) in row.iter().enumerate() {
                let plain = (m + n == 1) || (m == 1 && n == 1);
                if cost.is_finite() && (plain || cost < dearest) {
                    limits.types.push((m, n));
                    (limits.ar, limits.en) = (limits.ar.max(m), limits.en.max(n));
                }
            }
        }
        limits
    }

    /// Updates the estimates from expected counts of bead types, the beads and the lengths of the segments.
    pub(super) fn estimate(
        &mut self,
        counts: &TypeCounts,
        beads: &[PathBead],
        words: Sides<&Words>,
        tuning: &Tuning,
    ) {
        let (ar, en) = (&words.ar.lengths, &words.en.lengths);
        let (mut la, mut le) = (0.0, 0.0);
        let sum = |lengths: &[u32], range: &Range<usize>| {
            lengths[range.clone()].iter().map(|&l| f64::from(l)).sum::<f64>()
        };
        let two_sided = || beads.iter().filter(|bead| !bead.sides.ar.is_empty() && !bead.sides.en.is_empty());
        for bead in two_sided() {
            la += sum(ar, &bead.sides.ar) * f64::from(bead.confidence);
            le += sum(en, &bead.sides.en) * f64::from(bead.confidence);
        }
        self.shares = shares(counts, tuning);
        self.costs = costs(&self.shares, tuning);
        if la < 200.0 || le < 200.0 {
            return;
        }
        self.ratio = (le / la).clamp(0.5, 3.0);
        let (mut squares, mut expected) = (3.0 * 400.0, 400.0);
        for PathBead { sides: Sides { ar: a, en: e }, confidence } in two_sided() {
            let (x, y) = (sum(ar, a) * self.ratio, sum(en, e));
            // A single wrong bead must not widen the spread for all.
            let deviation = (y - x).powi(2).min(100.0 * (x + y) / 2.0);
            squares += deviation * f64::from(*confidence);
            expected += (x + y) / 2.0 * f64::from(*confidence);
        }
        self.spread = (squares / expected).clamp(1.0, 60.0);
        self.layout.estimate(two_sided(), &words.ar.layout, &words.en.layout);
    }

    /// Log score of the lengths of a bead's sides, in letters: 0 when they fit exactly, negative
    /// when they do not.
    pub(super) fn length_score(&self, ar: f64, en: f64, least: f64) -> f64 {
        let expected = ar * self.ratio;
        let variance = self.spread * (expected + en) / 2.0 + least;
        -(en - expected).powi(2) / (2.0 * variance)
    }
}

/// Share of one-sided beads of a type beyond which they become no cheaper: where words say nothing,
/// as in a list of marks, leaving more and more segments unpaired would confirm itself.
const MOST_ALONE: f64 = 0.1;

/// Negative logs of the shares of all bead types that are allowed.
fn shares(counts: &TypeCounts, tuning: &Tuning) -> TypeCounts {
    let total: f64 = counts.iter().flatten().sum::<f64>() + tuning.prior;
    let mut shares = [[f64::INFINITY; MAX_EN + 1]; MAX_AR + 1];
    for (m, row) in shares.iter_mut().enumerate() {
        for (n, share) in row.iter_mut().enumerate() {
            let start = starting_share(m, n);
            if start > 0.0 {
                let most = if m == 0 || n == 0 { MOST_ALONE } else { 1.0 };
                *share = -((counts[m][n] + start * tuning.prior) / total).min(most).ln();
            }
        }
    }
    shares
}

fn costs(shares: &TypeCounts, tuning: &Tuning) -> TypeCounts {
    let mut costs = *shares;
    for (m, row) in costs.iter_mut().enumerate() {
        for (n, cost) in row.iter_mut().enumerate() {
            let own = if m == 0 || n == 0 {
                tuning.null
            } else {
                let extra = if m > 1 && n > 1 { tuning.extra_both } else { tuning.extra };
                extra * (m + n - 2) as f64
            };
            *cost = own + tuning.shares * *cost;
        }
    }
    costs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How free a text with so many beads of one sentence and of one and five is.
    fn freedom_of(small: f64, large: f64) -> f64 {
        let mut counts = TypeCounts::default();
        (counts[1][1], counts[1][5]) = (small, large);
        freedom(&counts)
    }

    #[test]
    fn large_beads_make_a_text_free_by_degrees() {
        assert_eq!([freedom_of(0.0, 0.0), freedom_of(100.0, 10.0), freedom_of(60.0, 40.0)], [0.0, 0.0, 1.0]);
        let half = freedom_of(70.0, 23.0);
        assert!(half > 0.2 && half < 0.8, "{half}");
        let mut alone = TypeCounts::default();
        (alone[1][1], alone[0][1]) = (50.0, 50.0);
        assert_eq!(freedom(&alone), 0.0, "what is missing is not free");
    }

    #[test]
    fn the_constants_of_a_free_text_lie_between_the_two_ends() {
        let usual = Tuning::default();
        let at = |freedom| (usual.at(freedom).length, usual.at(freedom).extra);
        assert_eq!(at(0.0), (usual.length, usual.extra));
        assert_eq!(at(1.0), (usual.free.length, usual.free.extra));
        assert!((at(0.5).0 - (usual.length + usual.free.length) / 2.0).abs() < 1e-9);
        assert_eq!(usual.at(0.5).words, usual.words);
    }
}
