//! Numbers that one side states and the other implies: *half of the 36 hospitals* for 18 of 36, *a
//! third of them* for 21 of 63, *a wall and a half* for one and a half.

use super::{
    pair::{MANY, MatchedPair, PairSide},
    senses::{self, Sense},
    which_part,
};
use crate::figure::{Decimal, Figure, FigurePiece, Kind, UnitName, Value};

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
    drop_inverse(&mut matching.left.ar, &mut matching.left.en, [ar, en]);
    drop_inverse(&mut matching.left.en, &mut matching.left.ar, [en, ar]);
    drop_months(&mut matching.left.ar, &mut matching.left.en, [ar, en]);
    drop_months(&mut matching.left.en, &mut matching.left.ar, [en, ar]);
}

/// Removes a fraction and the multiple that says the same the other way round: `مقابل نصف هذا العدد قبل عام` for *twice as many as
/// a year before*.
fn drop_inverse(
    parts: &mut Vec<FigurePiece>,
    multiples: &mut Vec<FigurePiece>,
    [own, other]: [&PairSide<'_>; 2],
) {
    parts.retain(|part| {
        let Value::Fraction(over, under) = *part.figure.value() else { return true };
        let against = senses::says(own.lang, &senses::before(own, &part.figure, 2), Sense::Against);
        let times = |piece: &FigurePiece| {
            let compares = senses::after(other, &piece.figure, COMPARED);
            piece.figure.kind() == Kind::Multiplier
                && piece.figure.best().as_number().and_then(|times| times.checked_mul(over)) == Some(under)
                && compares.iter().any(|word| senses::is_said(other.lang, word, Sense::As))
        };
        match multiples.iter().position(|piece| against && times(piece)) {
            Some(at) => {
                multiples.remove(at);
                false
            }
            None => true,
        }
    });
}

/// Words after a multiple among which it is said what is compared.
const COMPARED: usize = 4;

/// The parts of a year that are known by their number, and their months.
const PARTS_OF_YEAR: [(Sense, i64); 3] = [(Sense::Half, 6), (Sense::Third, 4), (Sense::Quarter, 3)];

/// Removes the months of `own` that the other side counts as a part of the year, and that part: `النصف الأول` for *the first
/// six months*.
fn drop_months(
    months: &mut Vec<FigurePiece>,
    parts: &mut Vec<FigurePiece>,
    [own, other]: [&PairSide<'_>; 2],
) {
    let ordinal = |side: &PairSide<'_>, at: usize| {
        let figure = side.figures.get(at).filter(|figure| figure.kind() == Kind::Ordinal)?;
        figure.best().as_number()
    };
    months.retain(|piece| {
        let month = piece.figure.unit().is_some_and(|unit| unit.is(UnitName::Month));
        let Some(count) = piece.figure.best().as_number().filter(|_| month) else { return true };
        let beside = [piece.index.checked_sub(1), Some(piece.index + 1)].into_iter().flatten();
        let places: Vec<Decimal> = beside
            .filter(|&at| own.figures.get(at).is_some_and(|figure| touches(own, figure, &piece.figure)))
            .filter_map(|at| ordinal(own, at))
            .collect();
        let said = (0..other.figures.len()).find(|&at| {
            let part = which_part::part(other, at).and_then(|(part, _)| {
                PARTS_OF_YEAR.iter().find(|(known, _)| *known == part).map(|(_, months)| *months)
            });
            part.is_some_and(|months| Decimal::from(months) == count)
                && ordinal(other, at).is_some_and(|place| places.contains(&place))
        });
        let Some(at) = said else { return true };
        let is_part = |part: &FigurePiece| {
            matches!(part.figure.value(), Value::Fraction(..))
                && touches(other, &part.figure, &other.figures[at])
        };
        parts.retain(|part| !is_part(part) || part.index == at);
        false
    });
}

/// True for two figures with only a blank between them.
fn touches(side: &PairSide<'_>, one: &Figure, other: &Figure) -> bool {
    let (first, second) = if one.span.start <= other.span.start { (one, other) } else { (other, one) };
    side.plain.get(first.span.end..second.span.start).is_some_and(|gap| gap.trim().is_empty())
}

/// Removes the unmatched fractions of `own`, each with its number on the other side.
fn drop_parts(parts: &mut Vec<FigurePiece>, numbers: &mut Vec<FigurePiece>, own: &PairSide<'_>) {
    parts.retain(|part| {
        let Value::Fraction(over, under) = *part.figure.value() else { return true };
        let said =
            |number: &FigurePiece| number.figure.is_hard() && is_worked_out(part, [over, under], number, own);
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
fn is_worked_out(
    part: &FigurePiece,
    [over, under]: [Decimal; 2],
    number: &FigurePiece,
    own: &PairSide<'_>,
) -> bool {
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
