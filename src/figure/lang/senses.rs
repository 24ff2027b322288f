//! The numbers that senses stand for.

use crate::figure::lexicon::Sense;

/// The power of ten that a word denotes.
pub(in crate::figure) fn scale_of(sense: Sense) -> Option<u8> {
    match sense {
        Sense::Scale(by) | Sense::PluralScale(by) => Some(by),
        Sense::Hundred(100) => Some(2),
        _ => None,
    }
}

/// The fraction that a word denotes.
pub(in crate::figure) fn fraction_of(sense: Sense) -> Option<(u32, u32)> {
    match sense {
        Sense::Fraction(a, b) => Some((a, b)),
        _ => None,
    }
}

/// The denominator of fractions that are counted.
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
