//! IBM Model 1 in both directions over classes of words: which classes may translate each other,
//! and how probably.

use super::{
    DOUBT, Learner,
    words::{FUNCTION, Id},
};
use crate::text::{Lang, fold};
use rustc_hash::{FxHashMap, FxHashSet};

/// Arabic candidates for one English class.
const CANDIDATES: usize = 40;
/// Iterations of expectation and maximisation.
const ITERATIONS: usize = 5;
/// Probability that a word has no counterpart on the other side.
pub(super) const OPEN: f32 = 0.02;
/// Factor of the initial probability of a pair that is in a known lexicon.
const KNOWN: f32 = 8.0;

/// A pair of classes that may translate each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    ar: Id,
    /// Probability of the Arabic class given the English one, and the other way round.
    pub(super) forward: f32,
    pub(super) backward: f32,
}

/// The candidates of every English class, sorted by Arabic class.
pub(super) struct Table {
    pub(super) cells: Vec<Cell>,
    ends: Vec<usize>,
    pub(super) arabic: usize,
}

impl Table {
    /// The probabilities after all iterations over all pairs.
    pub(super) fn learn(learner: &Learner<'_>) -> Self {
        (0..ITERATIONS).fold(Table::candidates(learner), |table, _| table.improve(learner))
    }

    /// Finds for every English class the Arabic classes that occur with it more often than by chance.
    fn candidates(learner: &Learner<'_>) -> Self {
        let (classes, arabic) = (learner.en.classes.len(), learner.ar.classes.len());
        let pairs = learner.left.ends.len();
        let (mut ar, mut en) = (Vec::new(), Vec::new());
        let (mut ar_count, mut en_count) = (vec![0u32; arabic], vec![0u32; classes]);
        for n in 0..pairs {
            learner.classes(n, &mut ar, &mut en);
            ar.iter().for_each(|&a| ar_count[a as usize] += 1);
            en.iter().for_each(|&e| en_count[e as usize] += 1);
        }
        // The pairs in which each English class occurs.
        let mut starts = vec![0usize; classes + 1];
        for (e, &count) in en_count.iter().enumerate() {
            starts[e + 1] = starts[e] + count as usize;
        }
        let mut places = vec![0u32; starts[classes]];
        let mut next = starts.clone();
        for n in 0..pairs {
            learner.classes(n, &mut ar, &mut en);
            for &e in &en {
                places[next[e as usize]] = n as u32;
                next[e as usize] += 1;
            }
        }
        let known = known_pairs(learner);
        let mut table = Table { cells: Vec::new(), ends: Vec::with_capacity(classes), arabic };
        let mut together = vec![0u32; arabic];
        let mut found: Vec<(f32, Id)> = Vec::new();
        for e in 0..classes {
            for &n in &places[starts[e]..starts[e + 1]] {
                for &word in learner.left.pair(n as usize) {
                    let class = learner.ar.class_of[word as usize];
                    if class != FUNCTION {
                        if together[class as usize] == 0 {
                            found.push((0.0, class));
                        }
                        together[class as usize] += 1;
                    }
                }
            }
            for (score, a) in &mut found {
                let count = std::mem::take(&mut together[*a as usize]) as f32;
                let by_chance = en_count[e] as f32 * ar_count[*a as usize] as f32 / pairs as f32;
                let bonus = if known.contains(&(e as Id, *a)) { KNOWN } else { 0.0 };
                *score = count * (count / by_chance).ln() + bonus;
            }
            found.retain(|(score, _)| *score >= 0.0);
            found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            found.truncate(CANDIDATES);
            found.sort_unstable_by_key(|&(_, a)| a);
            let start = 1.0 / (found.len() as f32 + DOUBT);
            table.cells.extend(found.drain(..).map(|(_, ar)| {
                let sure = if known.contains(&(e as Id, ar)) { KNOWN } else { 1.0 };
                Cell { ar, forward: start * sure, backward: start * sure }
            }));
            table.ends.push(table.cells.len());
        }
        table
    }

    fn row(&self, e: Id) -> std::ops::Range<usize> {
        let e = e as usize;
        (if e == 0 { 0 } else { self.ends[e - 1] })..self.ends[e]
    }

    /// Calls `give` for every cell whose two classes occur in a pair, with its index and the places
    /// of the two classes.
    pub(super) fn visit(
        &self,
        ar: &[Id],
        en: &[Id],
        slots: &mut [u32],
        mut give: impl FnMut(usize, usize, usize),
    ) {
        for (i, &a) in ar.iter().enumerate() {
            slots[a as usize] = i as u32 + 1;
        }
        for (k, &e) in en.iter().enumerate() {
            for cell in self.row(e) {
                let slot = slots[self.cells[cell].ar as usize];
                if slot != 0 {
                    give(cell, slot as usize - 1, k);
                }
            }
        }
        for &a in ar {
            slots[a as usize] = 0;
        }
    }

    /// One iteration of expectation and maximisation, in both directions.
    fn improve(mut self, learner: &Learner<'_>) -> Self {
        let mut counts = vec![(0.0f32, 0.0f32); self.cells.len()];
        let mut slots = vec![0u32; self.arabic];
        let (mut ar, mut en) = (Vec::new(), Vec::new());
        let (mut by_ar, mut by_en): (Vec<f32>, Vec<f32>) = (Vec::new(), Vec::new());
        let mut hits: Vec<(usize, usize, usize)> = Vec::new();
        for n in 0..learner.left.ends.len() {
            learner.classes(n, &mut ar, &mut en);
            hits.clear();
            self.visit(&ar, &en, &mut slots, |cell, a, e| hits.push((cell, a, e)));
            by_ar.clear();
            by_ar.resize(ar.len(), OPEN);
            by_en.clear();
            by_en.resize(en.len(), OPEN);
            for &(cell, a, e) in &hits {
                by_ar[a] += self.cells[cell].forward;
                by_en[e] += self.cells[cell].backward;
            }
            for &(cell, a, e) in &hits {
                counts[cell].0 += self.cells[cell].forward / by_ar[a];
                counts[cell].1 += self.cells[cell].backward / by_en[e];
            }
        }
        let mut ar_total = vec![DOUBT; self.arabic];
        for (cell, (_, backward)) in self.cells.iter().zip(&counts) {
            ar_total[cell.ar as usize] += backward;
        }
        for e in 0..self.ends.len() {
            let row = self.row(e as Id);
            let total = DOUBT + counts[row.clone()].iter().map(|(forward, _)| forward).sum::<f32>();
            for n in row {
                let cell = &mut self.cells[n];
                cell.forward = counts[n].0 / total;
                cell.backward = counts[n].1 / ar_total[cell.ar as usize];
            }
        }
        self
    }
}

/// The pairs of classes (English, Arabic) that the known lexicon allows.
fn known_pairs(learner: &Learner<'_>) -> FxHashSet<(Id, Id)> {
    let mut english: FxHashMap<u32, Id> = FxHashMap::default();
    for (stem, &class) in &learner.en.classes {
        if let Some(id) = learner.known.english(stem) {
            english.insert(id, class);
        }
    }
    let mut known = FxHashSet::default();
    for (spelled, &word) in &learner.ar.words {
        let class = learner.ar.class_of[word as usize];
        if class == FUNCTION {
            continue;
        }
        for entry in &learner.known.look_up(&fold::fold(Lang::Ar, spelled)).entries {
            if let Some(&e) = english.get(&entry.english) {
                known.insert((e, class));
            }
        }
    }
    known
}
