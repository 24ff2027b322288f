//! Learning word translations from an alignment of the text that is being aligned.
//!
//! IBM Model 1 (Brown, Della Pietra, Della Pietra and Mercer 1993) in both directions over the
//! beads of the previous round: one step of expectation and maximisation per round, starting from
//! the probabilities known so far. Counts are kept for classes of word types. A pair of which nothing
//! is known counts without the bead that says most for it, because within one bead everything occurs
//! with everything: what a bead teaches about such words is that it was chosen, and two sides that
//! do not belong together would confirm themselves. Sides with the same number were not chosen by their
//! words alone, and count.

use super::alignment::AnchorKind;
use super::evidence::{Evidence, Importance, Pair};
use super::model::Tuning;
use super::path::PathBead;
use super::tokens::Shape;
use super::words::{ClassId, TypeId, Words};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Least weight of a word that is learnt from; function words occur with everything and teach nothing.
const CONTENT: f32 = 0.9;
/// Most content words of a bead that are learnt from: the work grows with their square.
const LONGEST: usize = 500;

/// Translation probabilities between classes of words.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    pairs: Vec<(ClassId, ClassId, f32, f32)>,
}

/// Beads beyond this number teach little that is new; a longer text is sampled.
const ENOUGH: usize = 3_000;
/// Consecutive beads in each sample.
const RUN: usize = 60;
/// Expected counts in one bead below this are not kept: within a bead everything occurs with everything.
const FAINT: f32 = 2e-2;

impl Learnt {
    /// Learns from the beads of a path.
    pub(super) fn from_beads(
        ar: &Words,
        en: &Words,
        evidence: &Evidence,
        beads: &[PathBead],
        tuning: &Tuning,
    ) -> Self {
        let runs = beads.len().div_ceil(RUN);
        let step = beads.len().div_ceil(ENOUGH).max(1);
        let mut counter = Counter::new(ar, en, evidence, tuning);
        for run in (0..runs).step_by(step) {
            beads[run * RUN..].iter().take(RUN).for_each(|bead| counter.read(bead));
        }
        Learnt { pairs: counter.probabilities() }
    }

    /// The earlier evidence together with what was learnt.
    pub(super) fn added_to(&self, known: &Evidence, ar: &Words, en: &Words, tuning: &Tuning) -> Evidence {
        let types_of = english_types(en);
        known.extended(|id, list| {
            self.pairs_of(ar.types[id as usize].class, &types_of, tuning.trust, list);
        })
    }

    /// Adds what was learnt about an Arabic class to a list of pairs.
    fn pairs_of(&self, ar: ClassId, english: &[Vec<TypeId>], trust: f32, list: &mut Vec<Pair>) {
        let from = self.pairs.partition_point(|&(class, ..)| class < ar);
        for &(_, class, forward, backward) in self.pairs[from..].iter().take_while(|(class, ..)| *class == ar)
        {
            list.extend(english[class as usize].iter().map(|&en| Pair {
                en,
                forward: forward * trust,
                backward: backward * trust,
                kind: AnchorKind::Learnt,
            }));
        }
    }
}

/// The types of every English class.
fn english_types(en: &Words) -> Vec<Vec<TypeId>> {
    let mut types: Vec<Vec<TypeId>> = vec![Vec::new(); en.classes.len()];
    for (id, ty) in en.types.iter().enumerate() {
        types[ty.class as usize].push(id as TypeId);
    }
    types
}

/// Expected counts of one pair of classes.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    forward: f32,
    backward: f32,
    /// Something was known about the pair.
    known: bool,
    /// The number of the last bead with the pair.
    bead: u32,
    /// The counts of that bead.
    here: (f32, f32),
    /// The greatest counts of one bead.
    most: (f32, f32),
}

impl Counted {
    fn add(&mut self, forward: f32, backward: f32, bead: u32) {
        self.forward += forward;
        self.backward += backward;
        let before = if self.bead == bead { self.here } else { (0.0, 0.0) };
        self.here = (before.0 + forward, before.1 + backward);
        self.most = (self.most.0.max(self.here.0), self.most.1.max(self.here.1));
        self.bead = bead;
    }

    /// The counts from which probabilities are estimated.
    fn taught(&self) -> (f32, f32) {
        let most = if self.known { (0.0, 0.0) } else { self.most };
        (self.forward - most.0, self.backward - most.1)
    }
}

/// Counts how often the classes of two sides are expected to translate each other.
struct Counter<'a> {
    ar: &'a Words,
    en: &'a Words,
    evidence: &'a Evidence,
    tuning: &'a Tuning,
    pairs: FxHashMap<(ClassId, ClassId), Counted>,
    ar_total: Vec<f32>,
    en_total: Vec<f32>,
    /// The known translation weights of the current Arabic word, by English class.
    known: Vec<(f32, f32)>,
    cells: Vec<(f32, f32)>,
    /// The beads read so far.
    beads: u32,
}

impl<'a> Counter<'a> {
    fn new(ar: &'a Words, en: &'a Words, evidence: &'a Evidence, tuning: &'a Tuning) -> Self {
        Counter {
            ar,
            en,
            evidence,
            tuning,
            pairs: FxHashMap::default(),
            ar_total: vec![0.0; ar.classes.len()],
            en_total: vec![0.0; en.classes.len()],
            known: vec![(0.0, 0.0); en.classes.len()],
            cells: Vec::new(),
            beads: 0,
        }
    }

    /// Distributes each content word of a bead over those opposite: each Arabic word is generated
    /// by one English word of the bead, and vice versa.
    fn read(&mut self, bead: &PathBead) {
        let left = content(self.ar, &self.evidence.importance.ar, &bead.sides.ar);
        let right: Vec<ClassId> = content(self.en, &self.evidence.importance.en, &bead.sides.en)
            .into_iter()
            .map(|id| self.en.types[id as usize].class)
            .collect();
        if left.is_empty() || right.is_empty() {
            return;
        }
        self.beads += 1;
        let numbered = self.share_a_number(bead);
        let open = (self.tuning.open / right.len() as f32, self.tuning.open / left.len() as f32);
        self.cells.clear();
        let mut by_right = vec![0.0f32; right.len()];
        for &word in &left {
            for pair in self.evidence.of(word) {
                let kept = &mut self.known[self.en.types[pair.en as usize].class as usize];
                *kept = (kept.0.max(pair.forward), kept.1.max(pair.backward));
            }
            for (&class, total) in right.iter().zip(&mut by_right) {
                let (forward, backward) = self.known[class as usize];
                *total += backward + open.1;
                self.cells.push((forward + open.0, backward + open.1));
            }
            for pair in self.evidence.of(word) {
                self.known[self.en.types[pair.en as usize].class as usize] = (0.0, 0.0);
            }
        }
        for (&word, row) in left.iter().zip(self.cells.chunks_exact(right.len())) {
            let class = self.ar.types[word as usize].class;
            let by_left: f32 = row.iter().map(|cell| cell.0).sum();
            for ((cell, &opposite), by_right) in row.iter().zip(&right).zip(&by_right) {
                let forward = bead.confidence * cell.0 / by_left;
                let backward = bead.confidence * cell.1 / by_right;
                if forward.max(backward) < FAINT {
                    continue;
                }
                let counted = self.pairs.entry((class, opposite)).or_default();
                counted.known |= numbered || cell.0 > open.0 || cell.1 > open.1;
                counted.add(forward, backward, self.beads);
                self.ar_total[class as usize] += backward;
                self.en_total[opposite as usize] += forward;
            }
        }
    }

    /// True if both sides of a bead have the same enumerator or figure.
    fn share_a_number(&self, bead: &PathBead) -> bool {
        let ar = numbers(self.ar, &bead.sides.ar);
        !ar.is_empty() && numbers(self.en, &bead.sides.en).iter().any(|value| ar.contains(value))
    }

    /// The pairs that are probable enough in at least one direction, sorted, with their probabilities.
    fn probabilities(&self) -> Vec<(ClassId, ClassId, f32, f32)> {
        let Tuning { doubt, floor, .. } = *self.tuning;
        let mut pairs: Vec<_> = self
            .pairs
            .iter()
            .map(|(&(ar, en), counted)| {
                let (forward, backward) = counted.taught();
                let forward = forward / (self.en_total[en as usize] + doubt);
                let backward = backward / (self.ar_total[ar as usize] + doubt);
                (ar, en, forward, backward)
            })
            .filter(|&(_, _, forward, backward)| forward >= floor || backward >= floor)
            .collect();
        pairs.sort_unstable_by_key(|&(a, e, ..)| (a, e));
        pairs
    }
}

/// The enumerators and figures in a range of segments.
fn numbers<'w>(words: &'w Words, range: &Range<usize>) -> Vec<&'w str> {
    let types = range.clone().flat_map(|n| words.segment(n)).map(|&id| &words.types[id as usize]);
    types.filter(|ty| matches!(ty.shape, Shape::Enumerator | Shape::Figure)).map(|ty| &*ty.folded).collect()
}

/// The content words in a range of segments.
fn content(words: &Words, importance: &[Importance], range: &Range<usize>) -> Vec<TypeId> {
    range
        .clone()
        .flat_map(|n| words.segment(n))
        .copied()
        .filter(|&id| importance[id as usize].weight >= CONTENT)
        // Words of a given translation would explain the English and leave nothing for the Arabic
        // words to learn.
        .filter(|&id| words.types[id as usize].shape != Shape::Translated)
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bead_teaches_nothing_about_words_of_which_nothing_is_known() {
        let mut once = Counted::default();
        once.add(0.3, 0.4, 1);
        once.add(0.3, 0.4, 1);
        assert_eq!(once.taught(), (0.0, 0.0));
        let mut twice = once;
        twice.add(0.2, 0.5, 2);
        let (forward, backward) = twice.taught();
        assert!((forward - 0.2).abs() < 1e-6 && (backward - 0.5).abs() < 1e-6);
        let known = Counted { known: true, ..once };
        assert_eq!(known.taught(), (0.6, 0.8));
    }
}
