//! The finding of a bound turned round: `at least 20` against `20 على الأكثر`.

use super::{
    Finding, Severity,
    changed::{marked, quoted},
    weigh::Weighed,
};
use crate::figure::{Bound, Piece, Reason};

/// Reports matched figures of which one is said to be exceeded and the other not to be reached.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pairing in &weighed.matching.pairings {
        let (ar, en) = (&weighed.ar.figures[pairing.ar.0], &weighed.en.figures[pairing.en.0]);
        let turned =
            matches!((ar.bound, en.bound), (Bound::Over, Bound::Under) | (Bound::Under, Bound::Over));
        if !turned || !ar.is_hard() || !en.is_hard() || pairing.reason != Reason::Same {
            continue;
        }
        let left = Piece { index: pairing.ar.0, part: pairing.ar.1, figure: ar.clone() };
        let right = Piece { index: pairing.en.0, part: pairing.en.1, figure: en.clone() };
        let (over, under) = if en.bound == Bound::Over { ("more", "less") } else { ("less", "more") };
        findings.push(Finding {
            severity: Severity::Warning,
            code: "direction".to_owned(),
            message: format!(
                "{} against {}: one side says {over} where the other says {under}",
                quoted(&weighed.en, &right),
                quoted(&weighed.ar, &left),
            ),
            ar: Some(marked(&weighed.ar, &left)),
            en: Some(marked(&weighed.en, &right)),
        });
    }
    findings
}
