//! The anchors of a bead, word by word: the answer to why two segments were paired.

use super::Side;
use super::alignment::{Anchor, Bead, Parts};
use super::evidence::Evidence;
use super::gain::gain;
use super::model::{Model, Tuning};
use super::nearness;
use super::order::Order;
use super::score::{LONGEST, group_weight};
use super::times;
use super::words::Words;
use crate::text::{Sides, Span};
use std::ops::Range;

/// Everything that the last round knew about both texts.
pub(super) struct Explainer<'a> {
    pub sides: Sides<(Side<'a>, &'a Words)>,
    pub evidence: &'a Evidence,
    pub model: &'a Model,
    pub tuning: &'a Tuning,
}

/// A token of a bead: its type, its span in the document and its relative place in its side.
type Placed = (u32, Span, f32);

impl Explainer<'_> {
    /// Fills in the anchors of a bead, strongest first, and the parts of its score.
    pub(super) fn explain(&self, bead: &mut Bead) {
        let shape = -self
            .model
            .costs
            .get(bead.sides.ar.len())
            .and_then(|row| row.get(bead.sides.en.len()))
            .copied()
            .unwrap_or(0.0);
        let letters = |words: &Words, range: Range<usize>| {
            words.lengths[range].iter().map(|&l| f64::from(l)).sum::<f64>()
        };
        if bead.is_one_sided() {
            bead.parts = Parts { shape, ..Parts::default() };
            return;
        }
        let words = self.sides.map(|(_, words)| words);
        let length = self.tuning.length
            * self.model.length_score(
                letters(words.ar, bead.sides.ar.clone()),
                letters(words.en, bead.sides.en.clone()),
                self.tuning.variance,
            )
            - times::of_bead(
                (&words.ar.times, bead.sides.ar.clone()),
                (&words.en.times, bead.sides.en.clone()),
            );
        bead.anchors = self.anchors(&bead.sides.ar, &bead.sides.en);
        let layout = Sides::of(|lang| words[lang].layout.between(bead.sides[lang].clone()));
        let uneven = self.model.layout.of((bead.sides.ar.len(), bead.sides.en.len()), layout.ar, layout.en);
        let shape = shape - self.tuning.uneven(uneven);
        let vectors = self.tuning.vectors * nearness::of_bead(words, &bead.sides, self.tuning);
        let words = bead.anchors.iter().map(|anchor| anchor.weight).sum();
        bead.parts = Parts { words, length, shape, vectors };
    }

    /// What speaks for a pair of one segment each, in nats: their words, in their order, their
    /// lengths and their vectors.
    pub(super) fn evidence_of(&self, ar: usize, en: usize) -> f64 {
        let words: f64 = self.anchors(&(ar..ar + 1), &(en..en + 1)).iter().map(|anchor| anchor.weight).sum();
        let [of_ar, of_en] = [self.sides.ar.1.lengths[ar], self.sides.en.1.lengths[en]].map(f64::from);
        let sides = self.sides.as_ref().map(|(_, words)| *words);
        let vectors = nearness::of_bead(sides, &Sides::new(ar..ar + 1, en..en + 1), self.tuning);
        words
            + self.tuning.length * self.model.length_score(of_ar, of_en, self.tuning.variance)
            + self.tuning.vectors * vectors
    }

    /// The evidence between a run of Arabic and a run of English segments, strongest first.
    pub(super) fn anchors(&self, ar: &Range<usize>, en: &Range<usize>) -> Vec<Anchor> {
        let left = placed(self.sides.ar, ar.clone());
        let right = placed(self.sides.en, en.clone());
        let ar_group = group_weight(&self.evidence.importance.ar, left.iter().map(|token| token.0));
        let en_group = group_weight(&self.evidence.importance.en, right.iter().map(|token| token.0));
        let mut places: rustc_hash::FxHashMap<u32, Vec<usize>> = rustc_hash::FxHashMap::default();
        for (k, &(id, ..)) in right.iter().enumerate() {
            places.entry(id).or_default().push(k);
        }
        let order = Order::new(self.tuning.order);
        let mut found: Vec<(usize, usize, Anchor)> = Vec::new();
        for (k, &(word, ar, x)) in left.iter().enumerate() {
            for pair in self.evidence.of(word) {
                for &e in places.get(&pair.en).map_or(&[][..], Vec::as_slice) {
                    let factor = order.factor(x, right[e].2);
                    let (forward, backward) = (pair.forward * factor, pair.backward * factor);
                    let weight =
                        gain(self.evidence.importance.ar[word as usize], forward, en_group, self.tuning)
                            + gain(
                                self.evidence.importance.en[pair.en as usize],
                                backward,
                                ar_group,
                                self.tuning,
                            );
                    let weight = self.tuning.words * f64::from(weight);
                    found.push((k, e, Anchor { kind: pair.kind, ar, en: right[e].1, weight }));
                }
            }
        }
        // Each word supports its bead through its best partner; among equals, the one at the most
        // similar place.
        found.sort_by(|a, b| {
            let place = |(k, e, _): &(usize, usize, Anchor)| (k * right.len()).abs_diff(e * left.len());
            b.2.weight.total_cmp(&a.2.weight).then(place(a).cmp(&place(b))).then((a.0, a.1).cmp(&(b.0, b.1)))
        });
        let (mut ar_used, mut en_used) = (vec![false; left.len()], vec![false; right.len()]);
        found
            .into_iter()
            .filter(|&(k, e, _)| {
                let free = !ar_used[k] && !en_used[e];
                if free {
                    (ar_used[k], en_used[e]) = (true, true);
                }
                free
            })
            .map(|(_, _, anchor)| anchor)
            .collect()
    }
}

fn placed((side, words): (Side<'_>, &Words), segments: Range<usize>) -> Vec<Placed> {
    let (first, spread) = (segments.start, words.spread(segments.clone()));
    let of = |n| {
        let ruler = words.ruler(n, spread, first);
        let tokens = words.segment(n).iter().copied().zip(words.spans(side, n)).take(LONGEST);
        tokens.enumerate().map(move |(k, (id, span))| (id, span, ruler.place(k)))
    };
    segments.flat_map(of).collect()
}
