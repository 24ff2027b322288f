//! Whether two segments fit each other better than any others around them.
//!
//! Of the texts left over, two always fit each other best. An omission beside an addition is distinguished from a text
//! that moved by all the segments around, those that have their counterpart as well: what two texts that do not belong
//! together have in common by chance, a segment has in common with one of these too.

use crate::align::anchors::Explainer;

/// Segments before and after each half of a crossing that are compared with the other half.
const AROUND: usize = 60;
/// Least lead in nats: copies of a sentence differ by less, through their lengths.
const LEAST: f64 = 0.5;

/// By how many nats the evidence of a pair is greater than that of either segment with others around it; `None` if
/// it is hardly greater.
pub(super) fn lead(explainer: &Explainer<'_>, (ar, en): (usize, usize), evidence: f64) -> Option<f64> {
    let count = explainer.sides.as_ref().map(|(_, words)| words.lengths.len());
    let around = |n: usize, count: usize| {
        (n.saturating_sub(AROUND)..(n + AROUND + 1).min(count)).filter(move |&m| m != n)
    };
    let of_ar = around(en, count.en).map(|other| explainer.evidence_of(ar, other));
    let of_en = around(ar, count.ar).map(|other| explainer.evidence_of(other, en));
    let mut lead = f64::INFINITY;
    for rival in of_ar.chain(of_en) {
        lead = lead.min(evidence - rival);
        if lead < LEAST {
            return None;
        }
    }
    Some(lead)
}
