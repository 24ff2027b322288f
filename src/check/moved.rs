//! The hint that a figure is in the next pair: the alignment divided a sentence at another place.

use super::{claim, code::Code, finding::Finding, pair::MatchedPair, severity::Severity};
use crate::figure::{FigurePiece, equal};

/// Removes unmatched figures of a pair that equal an unmatched one on the other side of the next or
/// previous pair, together with that one. Returns a note for each, by pair.
pub(super) fn settle(pair: &mut [MatchedPair<'_>]) -> Vec<Vec<Finding>> {
    let mut hints: Vec<Vec<Finding>> = pair.iter().map(|_| Vec::new()).collect();
    for n in 1..pair.len() {
        let (before, after) = pair.split_at_mut(n);
        let (Some(first), Some(second)) = (before.last_mut(), after.first_mut()) else { continue };
        for (piece, _) in partners(&mut first.matching.left.ar, &mut second.matching.left.en) {
            let message = format!("{} is in the next pair of the English", claim::quoted(&first.ar, &piece));
            hints[n - 1].push(hint(message, Some(claim::marked(&first.ar, &piece)), None));
        }
        for (piece, _) in partners(&mut first.matching.left.en, &mut second.matching.left.ar) {
            let message = format!("{} is in the next pair of the Arabic", claim::quoted(&first.en, &piece));
            hints[n - 1].push(hint(message, None, Some(claim::marked(&first.en, &piece))));
        }
    }
    hints
}

fn hint(message: String, ar: Option<super::Marked>, en: Option<super::Marked>) -> Finding {
    Finding { severity: Severity::Note, code: Code::Moved, message, ar, en, throughout: false }
}

/// Removes equal pieces from both lists.
fn partners(left: &mut Vec<FigurePiece>, right: &mut Vec<FigurePiece>) -> Vec<(FigurePiece, FigurePiece)> {
    // With more than some dozens of them the two sides are not translations of each other.
    if left.len().saturating_mul(right.len()) > 4_000 {
        return Vec::new();
    }
    let mut found = Vec::new();
    left.retain(|piece| match right.iter().position(|other| equal(&piece.figure, &other.figure).is_some()) {
        Some(at) => {
            found.push((piece.clone(), right.remove(at)));
            false
        }
        None => true,
    });
    found
}

#[cfg(test)]
mod tests {
    use crate::check::{Severity, pairs};

    #[test]
    fn a_figure_in_the_next_pair_is_a_hint_and_no_alarm() {
        let found = pairs(&[
            ("وصل الوفد في 14 أيار.", "The delegation arrived."),
            ("وغادر بعد ذلك.", "It was 14 May. It left afterwards."),
        ]);
        assert!(found.iter().flatten().all(|finding| finding.severity == Severity::Note));
        assert!(found[0].iter().any(|finding| finding.code == "moved"));
    }

    #[test]
    fn a_figure_that_stands_nowhere_stays_an_alarm() {
        let found = pairs(&[("وصل 14 وفدا.", "The delegations arrived."), ("وغادرت.", "They left.")]);
        assert_eq!(found[0][0].code, "missing");
    }
}
