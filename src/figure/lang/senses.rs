//! What a sense says as a number.

use crate::figure::lexicon::Sense;

/// The power of ten that a word counts.
pub(in crate::figure) fn scale_of(sense: Sense) -> Option<u8> {
    match sense {
        Sense::Scale(by) | Sense::PluralScale(by) => Some(by),
        Sense::Hundred(100) => Some(2),
        _ => None,
    }
}

/// The part of a whole that a word names.
pub(in crate::figure) fn fraction_of(sense: Sense) -> Option<(u32, u32)> {
    match sense {
        Sense::Fraction(a, b) => Some((a, b)),
        _ => None,
    }
}

/// Parts that are to be counted: how many make a whole.
pub(in crate::figure) fn parts_of(sense: Sense) -> Option<u32> {
    match sense {
        Sense::Parts(n) => Some(n),
        _ => None,
    }
}

/// 20 to 90.
pub(in crate::figure) fn tens_of(sense: Sense) -> Option<u32> {
    match sense {
        Sense::Tens(n) => Some(n),
        _ => None,
    }
}

/// 0 to 9.
pub(in crate::figure) fn unit_of(sense: Sense) -> Option<u32> {
    match sense {
        Sense::Unit(n) => Some(n),
        _ => None,
    }
}
