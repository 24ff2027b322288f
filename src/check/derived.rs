//! Numbers that one side states and the other implies: *half of the 36 hospitals* for 18 of 36, *a
//! third of them* for 21 of 63, *a wall and a half* for one and a half.

use super::{
    pair::{MANY, MatchedPair, PairSide},
    senses::{self, Sense},
};
use crate::figure::{Decimal, Figure, Piece, Value};

/// Removes a number and the fraction that implies it from the unmatched pieces.
pub(super) fn drop_worked_out(pair: &mut MatchedPair<'_>) {
    let (ar, en) = (&pair.ar, &pair.en);
    let matching = &mut pair.matching;
    if matching.left.ar.len().max(matching.left.en.len()) > MANY
        || ar.figures.len().max(en.figures.len()) > MANY
    {
        return;
    }
    drop_parts(&mut matching.left.ar, &mut matching.left.en, ar);
    drop_parts(&mut matching.left.en, &mut matching.left.ar, en);
}

/// Removes the unmatched fractions of `own`, each with its number on the other side.
fn drop_parts(parts: &mut Vec<Piece>, numbers: &mut Vec<Piece>, own: &PairSide<'_>) {
    parts.retain(|part| {
        let Value::Fraction(over, under) = *part.figure.value() else { return true };
        let said =
            |number: &Piece| number.figure.is_hard() && is_worked_out(part, [over, under], number, own);
        match numbers.iter().position(said) {
            Some(at) => {
                numbers.remove(at);
                false
            }
            None => true,
        }
    });
}

/// True if the number is this fraction of a figure on the fraction's own side, or one more than the
/// fraction (*a wall and a half*).
fn is_worked_out(part: &Piece, [over, under]: [Decimal; 2], number: &Piece, own: &PairSide<'_>) -> bool {
    let Some(value) = number.figure.best().as_number() else { return false };
    let fits = |whole: &Figure| match (whole.unit(), number.figure.unit()) {
        (Some(u), Some(v)) => u.fits(v),
        _ => true,
    };
    let is_of = |whole: &Figure| {
        let parts = whole.best().as_number().and_then(|n| n.checked_mul(over));
        whole.is_hard() && fits(whole) && parts.is_some() && parts == value.checked_mul(under)
    };
    let before = senses::before(own, &part.figure, 3);
    let one_and = |words: &[String]| senses::is_said(own.lang, &words[0], Sense::Single);
    let one_more =
        under.checked_add(over) == value.checked_mul(under) && before.len() == 3 && one_and(&before);
    one_more || own.figures.iter().enumerate().any(|(n, whole)| n != part.index && is_of(whole))
}
