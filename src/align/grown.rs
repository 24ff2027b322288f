//! Scores of beads that grow by one Arabic segment at a time.
//!
//! Where a long segment is cut, a piece of one side is compared with pieces of every length on the
//! other. Their matches are gathered once: a longer piece has those of a shorter one and more, and
//! only the places of the words in it change.

use super::evidence::Importance;
use super::gain::Sum;
use super::model::Tuning;
use super::order::Order;
use super::words::Words;
use crate::text::Sides;
use std::ops::Range;

/// A pair of matched words of one cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// Index of the words in their segments.
    pub ar: u16,
    pub en: u16,
    pub forward: f32,
    pub backward: f32,
}

/// A match with the places of its words.
#[derive(Debug, Clone, Copy)]
struct Placed {
    /// Numbers of the words in the sides of the bead.
    numbers: Sides<u32>,
    /// Position of the Arabic word in words of the text from the start of the bead.
    position: f32,
    /// Place of the English word in its side, 0 to 1.
    place: f32,
    forward: f32,
    backward: f32,
}

/// The matches of an English piece with a growing Arabic one.
#[derive(Debug, Default)]
pub(super) struct Grown {
    hits: Vec<Placed>,
    /// For each Arabic segment, the end of its matches.
    ends: Vec<u32>,
    /// First Arabic segment, and the English segments.
    first: usize,
    en: Range<usize>,
    sums: Sides<Sum>,
}

impl Grown {
    /// Starts with the English segments `en` and no Arabic one of those from `first` on.
    pub(super) fn start(&mut self, first: usize, en: Range<usize>) {
        self.hits.clear();
        self.ends.clear();
        (self.first, self.en) = (first, en);
    }

    /// The English segments.
    pub(super) fn en(&self) -> Range<usize> {
        self.en.clone()
    }

    /// Adds the next Arabic segment without matches.
    pub(super) fn add_unmatched(&mut self) {
        self.ends.push(self.hits.len() as u32);
    }

    /// Adds the next Arabic segment with its matches in each English segment.
    pub(super) fn add<'h>(&mut self, words: Sides<&Words>, hits_of: impl Fn(usize) -> &'h [Hit]) {
        let Sides { ar, en } = words;
        let (a, first) = (self.first + self.ends.len(), self.first);
        // Positions in words are places on a side of one word.
        let position = ar.ruler(a, 1, first);
        let spread = en.spread(self.en.clone());
        let number = |words: &Words, n: usize, k: u16, first: usize| {
            words.starts[n] + u32::from(k) - words.starts[first]
        };
        for e in self.en.clone() {
            let hits = hits_of(e);
            if hits.is_empty() {
                continue;
            }
            let place = en.ruler(e, spread, self.en.start);
            let placed = hits.iter().map(|hit| Placed {
                numbers: Sides::new(number(ar, a, hit.ar, first), number(en, e, hit.en, self.en.start)),
                position: position.place(usize::from(hit.ar)),
                place: place.place(usize::from(hit.en)),
                forward: hit.forward,
                backward: hit.backward,
            });
            self.hits.extend(placed);
        }
        self.ends.push(self.hits.len() as u32);
    }

    /// Gain in nats of the words of the bead with the first `m` Arabic segments.
    pub(super) fn gain(&mut self, m: usize, order: &Order, given: &Given<'_>, groups: Sides<f32>) -> f32 {
        let step = 1.0 / given.words.ar.spread(self.first..self.first + m).max(1) as f32;
        self.sum(m, given, groups, |hit| order.factor(hit.position * step, hit.place))
    }

    /// The most that [`Grown::gain`] can be with up to `m` segments, if no group is lighter.
    pub(super) fn most(&mut self, m: usize, order: &Order, given: &Given<'_>, groups: Sides<f32>) -> f32 {
        let highest = order.factor(0.0, 0.0);
        self.sum(m, given, groups, |_| highest)
    }

    fn sum(
        &mut self,
        m: usize,
        given: &Given<'_>,
        groups: Sides<f32>,
        factor: impl Fn(&Placed) -> f32,
    ) -> f32 {
        let sides = Sides::new(self.first..self.first + m, self.en.clone());
        let tokens = given.words.zip(sides).map(|(words, side)| words.tokens_of(side));
        self.sums.ar.start(tokens.ar.len());
        self.sums.en.start(tokens.en.len());
        let end = m.checked_sub(1).map_or(0, |last| self.ends[last] as usize);
        for hit in &self.hits[..end] {
            let order = factor(hit);
            let Sides { ar, en } = hit.numbers.map(|number| number as usize);
            self.sums.ar.add(ar, hit.forward * order, || given.importance.ar[tokens.ar[ar] as usize]);
            self.sums.en.add(en, hit.backward * order, || given.importance.en[tokens.en[en] as usize]);
        }
        self.sums.ar.gain(groups.en, given.tuning) + self.sums.en.gain(groups.ar, given.tuning)
    }
}

/// What the gains are computed from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'a> {
    pub words: Sides<&'a Words>,
    pub importance: Sides<&'a [Importance]>,
    pub tuning: &'a Tuning,
}
