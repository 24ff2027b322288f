//! Counts and means of a bitext, for summaries.

use super::Bitext;
use std::collections::BTreeMap;

/// The data for a summary of a bitext.
#[derive(Debug, Clone, PartialEq)]
pub struct Stats {
    /// Bead types (Arabic segments, English segments) with their numbers, most frequent first.
    pub kinds: Vec<((usize, usize), usize)>,
    /// Mean confidence of all beads, 0 to 1; `None` if there is no bead.
    pub mean_confidence: Option<f64>,
    /// Indices of all beads, least certain first.
    least_sure: Vec<usize>,
}

impl Stats {
    /// Counts the beads of a bitext.
    pub fn of(bitext: &Bitext) -> Self {
        let beads = &bitext.alignment.beads;
        let mut counts = BTreeMap::new();
        for bead in beads {
            *counts.entry((bead.sides.ar.len(), bead.sides.en.len())).or_insert(0) += 1;
        }
        let mut kinds: Vec<_> = counts.into_iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let sum: f64 = beads.iter().map(|bead| bead.confidence).sum();
        let mut least_sure: Vec<usize> = (0..beads.len()).collect();
        least_sure.sort_by(|a, b| beads[*a].confidence.total_cmp(&beads[*b].confidence));
        Stats { kinds, mean_confidence: (!beads.is_empty()).then(|| sum / beads.len() as f64), least_sure }
    }

    /// Indices of the least certain beads, at most `count`, least certain first.
    pub fn least_sure(&self, count: usize) -> &[usize] {
        &self.least_sure[..count.min(self.least_sure.len())]
    }
}
