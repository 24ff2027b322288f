//! Digits that are grouped differently: `116 123` and `116123`, `06-5551234` and `06 555 1234`.

use super::pair::{MatchedPair, PairSide};
use crate::{
    figure::{FigurePiece, Kind},
    text::{Span, bidi, chars},
};

/// A run with fewer digits is not a telephone number or similar.
const LEAST: usize = 5;

/// Removes the pieces of both sides in runs of digits that differ only in the blanks and dashes inside.
pub(super) fn drop_equal(pair: &mut MatchedPair<'_>) {
    let (ar_left, en_left) = (&pair.matching.left.ar, &pair.matching.left.en);
    if ar_left.is_empty() || en_left.is_empty() || ar_left.len() * en_left.len() > 2_500 {
        return;
    }
    let touched = |side: &PairSide<'_>, left: &[FigurePiece]| -> Vec<(Span, String)> {
        let mut runs = runs(&side.plain);
        runs.retain(|(span, _)| left.iter().any(|piece| span.overlaps(piece.figure.span)));
        runs
    };
    let (ar_runs, en_runs) = (touched(&pair.ar, ar_left), touched(&pair.en, en_left));
    for (ar, digits) in &ar_runs {
        for (en, others) in &en_runs {
            if digits == others {
                pair.matching.left.ar.retain(|piece| !is_nothing_else(*ar, piece));
                pair.matching.left.en.retain(|piece| !is_nothing_else(*en, piece));
            }
        }
    }
}

/// True for a piece that is in a run and consists only of its digits, without a unit, scale, sign
/// or decimals, which equal digits would not explain. Identifiers and telephone numbers may extend
/// beyond the run.
fn is_nothing_else(run: Span, piece: &FigurePiece) -> bool {
    let span = piece.figure.span;
    let named = matches!(piece.figure.kind(), Kind::Identifier | Kind::Phone);
    run.overlaps(span) && (named || run.start <= span.start && span.end <= run.end)
}

/// Runs of digits with single blanks or dashes between them, and their digits.
fn runs(text: &str) -> Vec<(Span, String)> {
    let mut runs = Vec::new();
    let (mut start, mut end, mut digits, mut gap) = (0, 0, String::new(), 0);
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if bidi::is_invisible(c) {
            continue;
        }
        if let Some(value) = chars::digit_value(c) {
            if digits.is_empty() {
                start = at;
            }
            digits.push(char::from(b'0' + value));
            end = at + c.len_utf8();
            gap = 0;
        } else if !digits.is_empty() && gap == 0 && matches!(c, ' ' | '\u{a0}' | '-' | '–') {
            gap += 1;
        } else {
            if digits.len() >= LEAST {
                runs.push((Span::new(start, end), std::mem::take(&mut digits)));
            }
            digits.clear();
            gap = 0;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_run_on_over_single_blanks_and_dashes() {
        let found: Vec<String> =
            runs("call 116 123 or 06-555-1234, not 12").into_iter().map(|(_, digits)| digits).collect();
        assert_eq!(found, ["116123", "065551234"]);
    }
}
