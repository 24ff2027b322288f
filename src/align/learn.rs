//! Learning word translations from an alignment of the very text that is being aligned.
//!
//! IBM Model 1 (Brown, Della Pietra, Della Pietra and Mercer 1993) in both directions over the beads of the round
//! before, started from the probabilities known so far. Classes of word types are counted, not types. What rests
//! on a single bead is discounted, for in one bead everything goes with everything.

use super::alignment::AnchorKind;
use super::evidence::{Evidence, Importance, Pair};
use super::model::Tuning;
use super::search::PathBead;
use super::tokens::Shape;
use super::words::{ClassId, TypeId, Words};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Content words of a bead beyond this number are not learnt from: the work grows with their square.
const LONGEST: usize = 500;

/// Translation probabilities between classes of words.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    pairs: Vec<(ClassId, ClassId, f32, f32)>,
}

/// Iterations of expectation and maximisation in one round.
const ITERATIONS: usize = 2;

/// Beads beyond this number teach little that is new: a longer text is read in samples.
const ENOUGH: usize = 3_000;
/// Beads in a row in each sample.
const RUN: usize = 60;
/// Expected counts below this are not kept in a text that is read in samples, and in one that is read whole.
const FAINT: [f32; 2] = [2e-2, 1e-3];

impl Learnt {
    /// Learns from beads (ranges of Arabic and English segments with a confidence each).
    pub(super) fn from_beads(
        ar: &Words,
        en: &Words,
        evidence: &Evidence,
        beads: &[PathBead],
        tuning: &Tuning,
    ) -> Self {
        let runs = beads.len().div_ceil(RUN);
        let step = beads.len().div_ceil(ENOUGH).max(1);
        let sample = (0..runs).step_by(step).flat_map(|n| beads[n * RUN..].iter().take(RUN));
        let mut counter = Counter {
            faint: FAINT[usize::from(step == 1)],
            tuning,
            index: FxHashMap::default(),
            pairs: Vec::new(),
            ar_total: vec![0.0; ar.classes.len()],
            en_total: vec![0.0; en.classes.len()],
        };
        let mut lessons = counter.first_pass(ar, en, evidence, sample);
        for _ in 1..ITERATIONS {
            counter.next_pass(&mut lessons);
        }
        let mut pairs = counter.probabilities();
        pairs.retain(|&(_, _, forward, backward)| forward >= tuning.floor || backward >= tuning.floor);
        pairs.sort_unstable_by_key(|&(a, e, ..)| (a, e));
        Learnt { pairs }
    }

    /// The types of every English class.
    pub(super) fn english_types(&self, en: &Words) -> Vec<Vec<TypeId>> {
        let mut types: Vec<Vec<TypeId>> = vec![Vec::new(); en.classes.len()];
        for (id, ty) in en.types.iter().enumerate() {
            types[ty.class as usize].push(id as TypeId);
        }
        types
    }

    /// Adds what was learnt of an Arabic class to a list of pairs.
    pub(super) fn pairs_of(&self, ar: ClassId, english: &[Vec<TypeId>], trust: f32, list: &mut Vec<Pair>) {
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

/// What is counted of one pair of classes.
#[derive(Debug, Clone, Copy)]
struct Counted {
    ar: ClassId,
    en: ClassId,
    forward: f32,
    backward: f32,
}

/// The content words of one bead, and for each pair of them its number in [`Counter::pairs`].
struct Lesson {
    ar: Vec<ClassId>,
    en: Vec<ClassId>,
    confidence: f32,
    cells: Vec<u32>,
}

/// A pair too faint to be counted.
const FAINT_PAIR: u32 = u32::MAX;

struct Counter<'a> {
    faint: f32,
    tuning: &'a Tuning,
    index: FxHashMap<(ClassId, ClassId), u32>,
    pairs: Vec<Counted>,
    ar_total: Vec<f32>,
    en_total: Vec<f32>,
}

impl Counter<'_> {
    /// Expectation from what was known before, and the pairs that later passes count.
    fn first_pass<'b>(
        &mut self,
        ar: &Words,
        en: &Words,
        evidence: &Evidence,
        beads: impl Iterator<Item = &'b PathBead>,
    ) -> Vec<Lesson> {
        let least = self.tuning.function_word;
        let mut lessons = Vec::new();
        let mut cells: Vec<(f32, f32)> = Vec::new();
        // What the Arabic word at hand is known to translate, by English class.
        let mut known = vec![(0.0f32, 0.0f32); en.classes.len()];
        for (ar_range, en_range, confidence) in beads {
            let left = content(ar, &evidence.ar, ar_range, least);
            let right: Vec<ClassId> = content(en, &evidence.en, en_range, least)
                .into_iter()
                .map(|id| en.types[id as usize].class)
                .collect();
            if left.is_empty() || right.is_empty() {
                continue;
            }
            cells.clear();
            for &word in &left {
                for pair in evidence.of(word) {
                    let kept = &mut known[en.types[pair.en as usize].class as usize];
                    *kept = (kept.0.max(pair.forward), kept.1.max(pair.backward));
                }
                cells.extend(right.iter().map(|&class| known[class as usize]));
                for pair in evidence.of(word) {
                    known[en.types[pair.en as usize].class as usize] = (0.0, 0.0);
                }
            }
            let mut lesson = Lesson {
                ar: left.iter().map(|&id| ar.types[id as usize].class).collect(),
                en: right,
                confidence: *confidence,
                cells: Vec::with_capacity(cells.len()),
            };
            self.expect(&mut lesson, &mut cells);
            lessons.push(lesson);
        }
        lessons
    }

    /// Expectation from the counts of the pass before.
    fn next_pass(&mut self, lessons: &mut [Lesson]) {
        let before = self.probabilities();
        for counted in &mut self.pairs {
            (counted.forward, counted.backward) = (0.0, 0.0);
        }
        self.ar_total.fill(0.0);
        self.en_total.fill(0.0);
        let mut cells: Vec<(f32, f32)> = Vec::new();
        for lesson in lessons {
            cells.clear();
            cells.extend(lesson.cells.iter().map(|&pair| match before.get(pair as usize) {
                Some(&(_, _, forward, backward)) => (forward, backward),
                None => (0.0, 0.0),
            }));
            self.expect(lesson, &mut cells);
        }
    }

    /// Shares each word of a bead among the words opposite: each Arabic word is generated by one English word of
    /// the bead, and the other way round. `cells` holds the probabilities known, row after row.
    fn expect(&mut self, lesson: &mut Lesson, cells: &mut [(f32, f32)]) {
        let (rows, columns) = (lesson.ar.len(), lesson.en.len());
        let (open_left, open_right) = (self.tuning.open / rows as f32, self.tuning.open / columns as f32);
        let mut by_right = vec![0.0f32; columns];
        for row in cells.chunks_exact_mut(columns) {
            for (cell, total) in row.iter_mut().zip(&mut by_right) {
                *cell = (cell.0 + open_right, cell.1 + open_left);
                *total += cell.1;
            }
        }
        let first = lesson.cells.is_empty();
        for (i, row) in cells.chunks_exact(columns).enumerate() {
            let by_left: f32 = row.iter().map(|cell| cell.0).sum();
            for (k, cell) in row.iter().enumerate() {
                let forward = lesson.confidence * cell.0 / by_left;
                let backward = lesson.confidence * cell.1 / by_right[k];
                let number = if first {
                    let number = self.number(lesson.ar[i], lesson.en[k], forward.max(backward));
                    lesson.cells.push(number);
                    number
                } else {
                    lesson.cells[i * columns + k]
                };
                if let Some(counted) = self.pairs.get_mut(number as usize) {
                    counted.forward += forward;
                    counted.backward += backward;
                    self.ar_total[counted.ar as usize] += backward;
                    self.en_total[counted.en as usize] += forward;
                }
            }
        }
    }

    fn number(&mut self, ar: ClassId, en: ClassId, expected: f32) -> u32 {
        if expected < self.faint {
            return FAINT_PAIR;
        }
        let next = self.pairs.len() as u32;
        let number = *self.index.entry((ar, en)).or_insert(next);
        if number == next {
            self.pairs.push(Counted { ar, en, forward: 0.0, backward: 0.0 });
        }
        number
    }

    fn probabilities(&self) -> Vec<(ClassId, ClassId, f32, f32)> {
        let doubt = self.tuning.doubt;
        let of = |pair: &Counted| {
            let forward = pair.forward / (self.en_total[pair.en as usize] + doubt);
            let backward = pair.backward / (self.ar_total[pair.ar as usize] + doubt);
            (pair.ar, pair.en, forward, backward)
        };
        self.pairs.iter().map(of).collect()
    }
}

/// The types in a range of segments that weigh enough to be learnt from.
fn content(words: &Words, importance: &[Importance], range: &Range<usize>, least: f32) -> Vec<TypeId> {
    range
        .clone()
        .flat_map(|n| words.segment(n))
        .copied()
        .filter(|&id| importance[id as usize].weight >= least)
        // Given translations would explain the English and leave nothing for the Arabic words to learn.
        .filter(|&id| words.types[id as usize].shape != Shape::Translated)
        .take(LONGEST)
        .collect()
}
