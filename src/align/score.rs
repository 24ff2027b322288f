//! Scores of beads inside a corridor.
//!
//! A word is explained by a group of segments opposite with the probability
//! `λ + (1-λ) · Σ t(word | other) / (|group| · p(word))`, relative to meeting it by chance; function
//! words count less. Each `t` is multiplied by how well the relative places of the two words in
//! their sides agree (Dyer, Chahuneau and Smith 2013): in a large bead nearly every word finds a
//! partner somewhere, and only the order shows which neighbour a short sentence belongs to. The
//! matches of a cell of the corridor are found once; a bead weights the matches of its cells by
//! place and sums them. Rows are read in order and dropped when the search has passed them.

use super::corridor::Corridor;
use super::evidence::{Evidence, Importance};
use super::gain::Sum;
use super::grown::{Given, Grown, Hit};
use super::layout::Uneven;
use super::model::{Limits, Model, Tuning};
use super::nearness;
use super::order::Order;
use super::times;
use super::window::Window;
use super::words::{TypeId, Words};
use crate::text::Sides;
use std::{
    collections::VecDeque,
    ops::{Range, RangeInclusive},
};

/// Weight of a group of words.
pub(super) fn group_weight(importance: &[Importance], words: impl Iterator<Item = TypeId>) -> f32 {
    words.map(|id| importance[id as usize].weight).sum()
}

/// Most words of a segment that are used as evidence: no sentence is longer, and where words are
/// repeated the matches grow with the square.
pub(super) const LONGEST: usize = 1_500;

/// Most words of an Arabic segment that one word opposite is compared with, so that a word repeated
/// without end does not cost its square. Sentences that people write never have so many.
const PARTNERS: usize = 128;

/// Most pairs of matched words in one cell, for the same reason: two long sentences have a few hundred.
const HITS: usize = 4_096;

/// Matches of one Arabic segment with the English segments of its cells.
#[derive(Debug, Default)]
struct Row {
    /// First English segment.
    first: usize,
    /// For each cell, the end of its hits.
    ends: Vec<u32>,
    hits: Vec<Hit>,
    /// Running sums of the products of the vectors, if there are any.
    products: Vec<f32>,
}

impl Row {
    /// The hits of the cells of the English segments in a range.
    fn hits(&self, segments: Range<usize>) -> &[Hit] {
        let before = |j: usize| {
            let cells = j.saturating_sub(self.first).min(self.ends.len());
            if cells == 0 { 0 } else { self.ends[cells - 1] as usize }
        };
        &self.hits[before(segments.start)..before(segments.end)]
    }

    /// Sum of the products of the vectors of this segment and `n` English ones from `j`.
    fn products(&self, j: usize, n: usize) -> f32 {
        let at = |j: usize| self.products.get(j.saturating_sub(self.first)).or(self.products.last());
        at(j + n).zip(at(j)).map_or(0.0, |(to, from)| to - from)
    }
}

/// Computes the scores of beads, row by row.
pub(super) struct Scorer<'a> {
    words: Sides<&'a Words>,
    evidence: &'a Evidence,
    corridor: &'a Corridor,
    model: &'a Model,
    tuning: &'a Tuning,
    limits: Limits,
    /// Sum of the word weights before each segment.
    weights: Sides<Vec<f64>>,
    /// Sum of the letters before each segment.
    letters: Sides<Vec<f64>>,
    matcher: Matcher,
    /// The rows from the current one on.
    window: VecDeque<Row>,
    current: usize,
    /// Rows that were passed, kept for reuse of their memory.
    spare: Vec<Row>,
    order: Order,
    sums: Sides<Sum>,
    grown: Grown,
}

impl<'a> Scorer<'a> {
    /// A scorer at the first row.
    pub(super) fn new(
        words: Sides<&'a Words>,
        evidence: &'a Evidence,
        corridor: &'a Corridor,
        model: &'a Model,
        tuning: &'a Tuning,
    ) -> Self {
        Scorer {
            words,
            evidence,
            corridor,
            model,
            tuning,
            limits: model.limits(words.ar.lengths.len(), words.en.lengths.len()),
            weights: words
                .zip(evidence.importance.as_ref())
                .map(|(words, importance)| weights(words, importance)),
            letters: words.map(|words| running(&words.lengths)),
            matcher: Matcher::new(words.en),
            window: VecDeque::new(),
            current: 0,
            spare: Vec::new(),
            order: Order::new(tuning.order),
            sums: Sides::default(),
            grown: Grown::default(),
        }
    }

    /// The same scorer for beads of up to `ar` Arabic segments.
    pub(super) fn reaching(mut self, ar: usize) -> Self {
        self.limits.ar = ar;
        self
    }

    /// The bead types to search.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Moves to Arabic segment `i`; rows must be entered in order.
    pub(super) fn enter(&mut self, i: usize) {
        while self.current < i {
            self.spare.extend(self.window.pop_front());
            self.current += 1;
        }
        let segments = self.words.ar.lengths.len();
        while self.window.len() < self.limits.ar && i + self.window.len() < segments {
            let n = i + self.window.len();
            let mut row = self.spare.pop().unwrap_or_default();
            let cells = self.corridor.cells(n, self.limits.ar);
            self.matcher.fill(&mut row, self.words.ar.segment(n), self.words.en, self.evidence, cells);
            nearness::running(&mut row.products, self.words, n, cells);
            self.window.push_back(row);
        }
    }

    /// The number of matches between words of the Arabic segments within reach and English words.
    pub(super) fn matches(&self) -> usize {
        self.window.iter().map(|row| row.hits.len()).sum()
    }

    /// Gain in nats of all words of a two-sided bead.
    #[inline(never)]
    pub(super) fn words(&mut self, m: usize, j: usize, n: usize) -> f32 {
        let i = self.current;
        let Sides { ar, en } = self.words;
        let spread = Sides::new(ar.spread(i..i + m), en.spread(j..j + n));
        self.sums.ar.start(ar.tokens_of(i..i + m).len());
        self.sums.en.start(en.tokens_of(j..j + n).len());
        let (ar_base, en_base) = (ar.starts[i] as usize, en.starts[j] as usize);
        for (a, row) in (i..i + m).zip(&self.window) {
            if row.hits(j..j + n).is_empty() {
                continue;
            }
            let (ar_start, ar_ruler) = (ar.starts[a] as usize, ar.ruler(a, spread.ar, i));
            for e in j..j + n {
                let hits = row.hits(e..e + 1);
                if hits.is_empty() {
                    continue;
                }
                let (en_start, en_ruler) = (en.starts[e] as usize, en.ruler(e, spread.en, j));
                for hit in hits {
                    let (x, y) = (usize::from(hit.ar), usize::from(hit.en));
                    let order = self.order.factor(ar_ruler.place(x), en_ruler.place(y));
                    let (ar_type, en_type) = (ar.tokens[ar_start + x], en.tokens[en_start + y]);
                    self.sums.ar.add(ar_start + x - ar_base, hit.forward * order, || {
                        self.evidence.importance.ar[ar_type as usize]
                    });
                    self.sums.en.add(en_start + y - en_base, hit.backward * order, || {
                        self.evidence.importance.en[en_type as usize]
                    });
                }
            }
        }
        let ar_group = (self.weights.ar[i + m] - self.weights.ar[i]) as f32;
        let en_group = (self.weights.en[j + n] - self.weights.en[j]) as f32;
        self.sums.ar.gain(en_group, self.tuning) + self.sums.en.gain(ar_group, self.tuning)
    }

    /// Gathers the matches of up to `most` Arabic segments from the current one with the English segments `en`.
    pub(super) fn grow(&mut self, en: Range<usize>, most: usize) {
        self.grown.start(self.current, en.clone());
        for row in self.window.iter().take(most) {
            if row.hits(en.clone()).is_empty() {
                self.grown.add_unmatched();
            } else {
                self.grown.add(self.words, |e| row.hits(e..e + 1));
            }
        }
    }

    /// [`Scorer::words`] of the gathered English segments and the first `m` Arabic ones.
    pub(super) fn grown_words(&mut self, m: usize) -> f32 {
        let groups = self.grown_groups(m);
        let given = self.given();
        self.grown.gain(m, &self.order, &given, groups)
    }

    /// The most that [`Scorer::grown_words`] can be for any of the numbers of Arabic segments in a range.
    pub(super) fn grown_most(&mut self, segments: RangeInclusive<usize>) -> f32 {
        let groups = self.grown_groups(*segments.start());
        let given = self.given();
        self.grown.most(*segments.end(), &self.order, &given, groups)
    }

    fn given(&self) -> Given<'a> {
        let importance = self.evidence.importance.as_ref().map(Vec::as_slice);
        Given { words: self.words, importance, tuning: self.tuning }
    }

    /// Sums of the word weights of the gathered English segments and the first `m` Arabic ones.
    fn grown_groups(&self, m: usize) -> Sides<f32> {
        let sides = Sides::new(self.current..self.current + m, self.grown.en());
        self.weights.as_ref().zip(sides).map(|(sums, side)| (sums[side.end] - sums[side.start]) as f32)
    }

    /// Sum of the word weights of `m` Arabic segments from the current one and of `n` English
    /// segments from `j`.
    pub(super) fn weight(&self, m: usize, j: usize, n: usize) -> f64 {
        let i = self.current;
        self.weights.ar[i + m] - self.weights.ar[i] + self.weights.en[j + n] - self.weights.en[j]
    }

    /// Score in nats of the bead of `m` Arabic segments from the current one and `n` English segments from `j`.
    pub(super) fn bead(&mut self, m: usize, j: usize, n: usize) -> f64 {
        self.features(m, j, n).score(self.tuning)
    }

    /// The features of that score.
    pub(super) fn features(&mut self, m: usize, j: usize, n: usize) -> Features {
        let i = self.current;
        let between = |sums: &[f64], from: usize, count: usize| sums[from + count] - sums[from];
        let share = self.model.shares[m][n];
        if m == 0 || n == 0 {
            return Features { null: 1.0, null_word: self.weight(m, j, n), share, ..Features::default() };
        }
        let words = f64::from(self.words(m, j, n));
        let letters = (between(&self.letters.ar, i, m), between(&self.letters.en, j, n));
        let length = self.model.length_score(letters.0, letters.1, self.tuning.variance);
        let layout = (self.words.ar.layout.between(i..i + m), self.words.en.layout.between(j..j + n));
        let uneven = self.model.layout.of((m, n), layout.0, layout.1);
        let more = (m + n - 2) as f64;
        let (extra, extra_both) = if m > 1 && n > 1 { (0.0, more) } else { (more, 0.0) };
        let time = times::of_bead((&self.words.ar.times, i..i + m), (&self.words.en.times, j..j + n));
        let bead = Sides::new(i..i + m, j..j + n);
        let products = self.window.iter().take(m).map(|row| row.products(j, n)).sum();
        let vectors = nearness::of_products(self.words, &bead, products, self.tuning);
        Features { words, length, share, extra, extra_both, uneven, time, vectors, ..Features::default() }
    }
}

/// The features of a bead: its score is linear in them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Features {
    /// Gain in nats of the words.
    pub words: f64,
    /// Log score of the lengths.
    pub length: f64,
    /// 1 for a one-sided bead.
    pub null: f64,
    /// Sum of the word weights of a one-sided bead.
    pub null_word: f64,
    /// Negative log of the share of the bead's type.
    pub share: f64,
    /// Segments beyond the first pair, where one side is a single segment.
    pub extra: f64,
    /// The same where both sides have several.
    pub extra_both: f64,
    /// Layout features that are on one side only, in nats.
    pub uneven: Uneven,
    /// The penalty for the times of subtitles, in nats. Its weight is not fitted, because few known
    /// pairs have times.
    pub time: f64,
    /// How near the vectors of both sides are, if there are any; not fitted with the others, because
    /// it depends on the model that made them.
    pub vectors: f64,
}

impl Features {
    /// The score in nats.
    fn score(&self, tuning: &Tuning) -> f64 {
        tuning.words * self.words + tuning.length * self.length
            - tuning.null * self.null
            - tuning.null_word * self.null_word
            - tuning.shares * self.share
            - tuning.extra * self.extra
            - tuning.extra_both * self.extra_both
            - tuning.uneven(self.uneven)
            - self.time
            + tuning.vectors * self.vectors
    }
}

/// The sum of the lengths before each segment, and of all.
pub(super) fn running(lengths: &[u32]) -> Vec<f64> {
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
    /// For every English type, a chain of the tokens of the current Arabic row that may translate it.
    heads: Vec<u32>,
    links: Vec<(u16, f32, f32, u32)>,
    used: Vec<TypeId>,
    /// The English types near the current row: most pairs are with words that are elsewhere.
    near: Window,
}

const NONE: u32 = u32::MAX;

impl Matcher {
    fn new(en: &Words) -> Self {
        let heads = vec![NONE; en.types.len()];
        Matcher { heads, links: Vec::new(), used: Vec::new(), near: Window::new(en) }
    }

    /// Fills `row` with the matches of Arabic words with the English segments from `first` up to `end`.
    fn fill(
        &mut self,
        row: &mut Row,
        words: &[TypeId],
        en: &Words,
        evidence: &Evidence,
        (first, end): (usize, usize),
    ) {
        row.first = first;
        row.ends.clear();
        row.hits.clear();
        self.near.move_to(first..end, en);
        for (k, &word) in words.iter().take(LONGEST).enumerate() {
            for pair in evidence.of(word).iter().filter(|pair| self.near.has(pair.en)) {
                let head = &mut self.heads[pair.en as usize];
                if *head == NONE {
                    self.used.push(pair.en);
                }
                self.links.push((k as u16, pair.forward, pair.backward, *head));
                *head = (self.links.len() - 1) as u32;
            }
        }
        for j in first..end {
            let most = row.hits.len() + HITS;
            for (k, &word) in en.segment(j).iter().take(LONGEST).enumerate() {
                let mut link = self.heads[word as usize];
                for _ in 0..PARTNERS.min(most - row.hits.len()) {
                    if link == NONE {
                        break;
                    }
                    let (ar, forward, backward, next) = self.links[link as usize];
                    row.hits.push(Hit { ar, en: k as u16, forward, backward });
                    link = next;
                }
            }
            row.ends.push(row.hits.len() as u32);
        }
        for word in self.used.drain(..) {
            self.heads[word as usize] = NONE;
        }
        self.links.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::testing;
    use crate::lexicon;
    use crate::text::Lang;

    #[test]
    fn a_bead_that_grew_has_the_gain_of_one_that_is_scored_at_once() {
        let ar = testing::words(Lang::Ar, &["وصل الوزير", "إلى المدينة", "في ٢٥ أيار", "مع الوفد", "الكبير"]);
        let en = testing::words(
            Lang::En,
            &["The minister reached the city", "on 25 May", "with the large delegation"],
        );
        let tuning = Tuning::default();
        let evidence = Evidence::gather(&ar, &en, &[lexicon::built_in()], &tuning);
        let corridor = Corridor::full(5, 3);
        let model = Model::start(&ar, &en, &tuning);
        let mut scorer = Scorer::new(Sides::new(&ar, &en), &evidence, &corridor, &model, &tuning).reaching(5);
        scorer.enter(0);
        for (j, n) in [(0, 1), (0, 2), (0, 3), (1, 2), (2, 1)] {
            scorer.grow(j..j + n, 5);
            let most = scorer.grown_most(1..=5);
            for m in 1..=5 {
                let (at_once, grown) = (scorer.words(m, j, n), scorer.grown_words(m));
                assert!(
                    (at_once - grown).abs() < 1e-3 && grown <= most,
                    "{m} {j} {n}: {at_once} {grown} {most}"
                );
            }
            assert!(most > 0.0);
        }
    }
}
