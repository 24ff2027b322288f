//! Learning word translations from an alignment of the very text that is being aligned.
//!
//! IBM Model 1 (Brown, Della Pietra, Della Pietra and Mercer 1993) in both directions over the beads of the round
//! before, started from the probabilities known so far. Classes of word types are counted, not types. What rests
//! on a single bead is discounted, for in one bead everything goes with everything.

use super::alignment::AnchorKind;
use super::evidence::{Evidence, Pair};
use super::model::Tuning;
use super::search::PathBead;
use super::tokens::Shape;
use super::words::{ClassId, TypeId, Words};
use rustc_hash::FxHashMap;
use std::ops::Range;

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
        let mut table: FxHashMap<(ClassId, ClassId), (f32, f32)> = FxHashMap::default();
        let mut known: FxHashMap<(ClassId, ClassId), (f32, f32)> = FxHashMap::default();
        for (id, ty) in ar.types.iter().enumerate() {
            for pair in evidence.of(id as TypeId) {
                let key = (ty.class, en.types[pair.en as usize].class);
                let kept = known.entry(key).or_default();
                kept.0 = kept.0.max(pair.forward);
                kept.1 = kept.1.max(pair.backward);
            }
        }
        let runs = beads.len().div_ceil(RUN);
        let step = beads.len().div_ceil(ENOUGH).max(1);
        let sample: Vec<&PathBead> =
            (0..runs).step_by(step).flat_map(|n| beads[n * RUN..].iter().take(RUN)).collect();
        let faint = FAINT[usize::from(step == 1)];
        for _ in 0..ITERATIONS {
            let now = if table.is_empty() { &known } else { &table };
            table = iterate(ar, en, now, evidence, &sample, faint, tuning);
        }
        let mut pairs: Vec<_> = table
            .into_iter()
            .filter(|(_, (forward, backward))| *forward >= tuning.floor || *backward >= tuning.floor)
            .map(|((a, e), (forward, backward))| (a, e, forward, backward))
            .collect();
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

/// One round of expectation and maximisation in both directions at once.
fn iterate(
    ar: &Words,
    en: &Words,
    now: &FxHashMap<(ClassId, ClassId), (f32, f32)>,
    evidence: &Evidence,
    beads: &[&PathBead],
    faint: f32,
    tuning: &Tuning,
) -> FxHashMap<(ClassId, ClassId), (f32, f32)> {
    let mut counts: FxHashMap<(ClassId, ClassId), (f32, f32)> = FxHashMap::default();
    let (mut ar_total, mut en_total) = (vec![0.0f32; ar.classes.len()], vec![0.0f32; en.classes.len()]);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (ar_range, en_range, confidence) in beads {
        content(ar, &evidence.ar, ar_range, tuning.function_word, &mut left);
        content(en, &evidence.en, en_range, tuning.function_word, &mut right);
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let (open_left, open_right) = (tuning.open / left.len() as f32, tuning.open / right.len() as f32);
        let mut cells: Vec<(f32, f32)> = Vec::with_capacity(left.len() * right.len());
        let mut by_right = vec![0.0f32; right.len()];
        for &a in &left {
            for (k, &e) in right.iter().enumerate() {
                let (forward, backward) = now.get(&(a, e)).copied().unwrap_or_default();
                let cell = (forward + open_right, backward + open_left);
                by_right[k] += cell.1;
                cells.push(cell);
            }
        }
        for (i, &a) in left.iter().enumerate() {
            let row = &cells[i * right.len()..(i + 1) * right.len()];
            // Each Arabic word is generated by one English word of the bead, and the other way round.
            let by_left: f32 = row.iter().map(|cell| cell.0).sum();
            for (k, &e) in right.iter().enumerate() {
                let forward = confidence * row[k].0 / by_left;
                let backward = confidence * row[k].1 / by_right[k];
                if forward < faint && backward < faint {
                    continue;
                }
                let count = counts.entry((a, e)).or_default();
                count.0 += forward;
                count.1 += backward;
                ar_total[a as usize] += backward;
                en_total[e as usize] += forward;
            }
        }
    }
    for ((a, e), (forward, backward)) in &mut counts {
        *forward /= en_total[*e as usize] + tuning.doubt;
        *backward /= ar_total[*a as usize] + tuning.doubt;
    }
    counts
}

fn content(
    words: &Words,
    importance: &[super::evidence::Importance],
    range: &Range<usize>,
    least: f32,
    out: &mut Vec<ClassId>,
) {
    out.clear();
    for n in range.clone() {
        out.extend(
            words
                .segment(n)
                .iter()
                .filter(|&&id| importance[id as usize].weight >= least)
                // Given translations would explain the English and leave nothing for the Arabic words to learn.
                .filter(|&&id| words.types[id as usize].shape != Shape::Translated)
                .map(|&id| words.types[id as usize].class),
        );
    }
}
