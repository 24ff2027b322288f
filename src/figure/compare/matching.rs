//! Which figure of one side is which figure of the other, at least cost.
//!
//! Whole figures are matched first, then the parts of those that are left (`28 September 2012` against `28
//! September … 2012`). A figure that is left although its value stands somewhere on the other side is a repetition:
//! translators say `that year` for `2012` and the other way round.

use super::{Part, Piece, Reason, equal};
use crate::figure::Figure;

/// Two pieces that mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pairing {
    /// Index of the Arabic figure and its part.
    pub ar: (usize, Part),
    /// Index of the English figure and its part.
    pub en: (usize, Part),
    /// Why they count as equal.
    pub reason: Reason,
}

/// The partners of all figures of a pair of texts, and what is left without one.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// What means the same.
    pub pairings: Vec<Pairing>,
    /// Arabic pieces without a counterpart.
    pub ar_left: Vec<Piece>,
    /// English pieces without a counterpart.
    pub en_left: Vec<Piece>,
    /// Arabic pieces without a counterpart of their own whose value is on the other side.
    pub ar_repeated: Vec<Piece>,
    /// English pieces likewise.
    pub en_repeated: Vec<Piece>,
}

/// How many comparisons a pair of texts is worth. Ordinary sentences need some dozens; a line of a million figures
/// is compared in a band along the diagonal, so that the work stays linear.
const BUDGET: usize = 4_000_000;

impl Matching {
    /// Matches the figures of an Arabic text with those of its English translation.
    pub fn new(ar: &[Figure], en: &[Figure]) -> Self {
        let whole = |figures: &[Figure]| -> Vec<Piece> {
            figures.iter().enumerate().map(|(n, figure)| Piece::whole(n, figure)).collect()
        };
        let (mut ar_pieces, mut en_pieces) = (whole(ar), whole(en));
        let mut pairings = Vec::new();
        assign(&mut ar_pieces, &mut en_pieces, &mut pairings);
        let parts = |left: Vec<Piece>, figures: &[Figure]| -> Vec<Piece> {
            left.into_iter().flat_map(|piece| Piece::parts(piece.index, &figures[piece.index])).collect()
        };
        let (mut ar_pieces, mut en_pieces) = (parts(ar_pieces, ar), parts(en_pieces, en));
        assign(&mut ar_pieces, &mut en_pieces, &mut pairings);
        let (ar_repeated, ar_left) = repeated(ar_pieces, en);
        let (en_repeated, en_left) = repeated(en_pieces, ar);
        Matching { pairings, ar_left, en_left, ar_repeated, en_repeated }
    }

    /// True when some parts of the two figures mean the same.
    pub fn related(&self, ar: usize, en: usize) -> bool {
        self.pairings.iter().any(|pairing| pairing.ar.0 == ar && pairing.en.0 == en)
    }
}

/// Pairs equal pieces, cheapest first; of equally cheap ones those that stand at the most similar places.
fn assign(ar: &mut Vec<Piece>, en: &mut Vec<Piece>, pairings: &mut Vec<Pairing>) {
    let (n, m) = (ar.len(), en.len());
    if n == 0 || m == 0 {
        return;
    }
    let reach = (BUDGET / n / 2).max(2);
    let mut candidates: Vec<(u32, usize, usize, usize, Reason)> = Vec::new();
    for (i, left) in ar.iter().enumerate() {
        let middle = i * m / n;
        for (j, right) in en.iter().enumerate().take(middle + reach).skip(middle.saturating_sub(reach)) {
            if let Some((reason, cost)) = equal(&left.figure, &right.figure) {
                // The parts of one date stay together where there is a choice.
                let apart = left.part != Part::Whole
                    && !pairings.iter().rev().take(8).any(|p| p.ar.0 == left.index && p.en.0 == right.index);
                let distance = (i * m).abs_diff(j * n) / n.max(m) + usize::from(apart);
                candidates.push((cost, distance, i, j, reason));
            }
        }
    }
    candidates.sort_unstable_by_key(|&(cost, distance, i, j, _)| (cost, distance, i, j));
    let (mut ar_taken, mut en_taken) = (vec![false; n], vec![false; m]);
    for (_, _, i, j, reason) in candidates {
        if ar_taken[i] || en_taken[j] {
            continue;
        }
        (ar_taken[i], en_taken[j]) = (true, true);
        pairings.push(Pairing { ar: (ar[i].index, ar[i].part), en: (en[j].index, en[j].part), reason });
    }
    keep(ar, &ar_taken);
    keep(en, &en_taken);
}

fn keep(pieces: &mut Vec<Piece>, taken: &[bool]) {
    let mut taken = taken.iter();
    pieces.retain(|_| !taken.next().copied().unwrap_or(false));
}

/// Parts the pieces whose value stands on the other side, in whole or in part, from those that are really left.
fn repeated(pieces: Vec<Piece>, others: &[Figure]) -> (Vec<Piece>, Vec<Piece>) {
    if pieces.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let reach = (BUDGET / pieces.len()).max(2);
    let parts: Vec<Piece> = others
        .iter()
        .take(reach)
        .enumerate()
        .flat_map(|(n, figure)| {
            let mut parts = Piece::parts(n, figure);
            if parts.len() > 1 {
                parts.push(Piece::whole(n, figure));
            }
            parts
        })
        .collect();
    pieces
        .into_iter()
        .partition(|piece| parts.iter().any(|other| equal(&piece.figure, &other.figure).is_some()))
}
