//! The finding of two figures that changed places where the order counts (`respectively`, على التوالي).

use super::{
    Finding, Severity,
    changed::{marked, quoted},
    weigh::Weighed,
};
use crate::{
    figure::{Part, Piece, Reason},
    text::{Lang, fold},
};

/// Reports neighbours of one kind that stand in the other order on the other side, in texts whose order counts.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    let (ar, en) = (fold::fold(Lang::Ar, weighed.ar.text), fold::fold(Lang::En, weighed.en.text));
    let counts = ar.contains("علي التوالي") || ar.contains("علي الترتيب");
    if !counts || !en.contains("respectively") {
        return Vec::new();
    }
    let mut pairings: Vec<_> = weighed
        .matching
        .pairings
        .iter()
        .filter(|p| p.reason == Reason::Same && p.ar.1 == Part::Whole && p.en.1 == Part::Whole)
        .collect();
    pairings.sort_unstable_by_key(|pairing| pairing.ar.0);
    let mut findings = Vec::new();
    for two in pairings.windows(2) {
        let [first, second] = two else { continue };
        let adjacent = second.ar.0 == first.ar.0 + 1 && first.en.0 == second.en.0 + 1;
        let (a, b) = (&weighed.ar.figures[first.ar.0], &weighed.ar.figures[second.ar.0]);
        if !adjacent || a.kind() != b.kind() || a.unit() != b.unit() || !a.is_hard() || !b.is_hard() {
            continue;
        }
        let left = Piece { index: first.ar.0, part: Part::Whole, figure: a.clone() };
        let right =
            Piece { index: second.en.0, part: Part::Whole, figure: weighed.en.figures[second.en.0].clone() };
        findings.push(Finding {
            severity: Severity::Warning,
            code: "order".to_owned(),
            message: format!(
                "{} stands where {} stands in the Arabic: the two figures changed places",
                quoted(&weighed.en, &right),
                quoted(&weighed.ar, &left),
            ),
            ar: Some(marked(&weighed.ar, &left)),
            en: Some(marked(&weighed.en, &right)),
        });
    }
    findings
}
