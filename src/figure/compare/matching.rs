//! Matching the figures of one side with those of the other at least cost.
//!
//! Whole figures are matched first, then the parts of the remaining ones (`28 September 2012` and
//! `28 September … 2012`). A remaining figure whose value is elsewhere on the other side is a
//! repetition: translators write `that year` for `2012`, and vice versa.

use super::{FigurePiece, Part, Reason, equal, part::rejoin};
use crate::{
    figure::{Date, Decimal, Figure, Kind, Reading, Value},
    text::Sides,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// Two pieces with the same meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pairing {
    /// Index of the Arabic figure, and the part of it.
    pub ar: (usize, Part),
    /// Index of the English figure, and the part of it.
    pub en: (usize, Part),
    /// The reason why they count as equal.
    pub reason: Reason,
}

/// The partners of the figures of a pair of texts, and the figures without a partner.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// The pairs with the same meaning.
    pub pairings: Vec<Pairing>,
    /// The pieces without a counterpart.
    pub left: Sides<Vec<FigurePiece>>,
    /// The pieces without a counterpart of their own whose value is on the other side.
    pub repeated: Sides<Vec<FigurePiece>>,
    related: FxHashSet<(usize, usize)>,
}

/// Most comparisons for a pair of texts. Ordinary sentences need some dozens; a line of a million
/// figures is compared in a band along the diagonal, so that the work stays linear.
const BUDGET: usize = 200_000;
/// Number of comparisons above which identical figures are paired first, in order.
const MANY: usize = 10_000;

impl Matching {
    /// Matches the figures of an Arabic text with those of its English translation.
    pub fn new(ar: &[Figure], en: &[Figure]) -> Self {
        let whole = |figures: &[Figure]| -> Vec<FigurePiece> {
            figures.iter().enumerate().map(|(n, figure)| FigurePiece::whole(n, figure)).collect()
        };
        let (mut ar_pieces, mut en_pieces) = (whole(ar), whole(en));
        // A date with an equal date in the other calendar next to it may be missing on the other
        // side. In that case the dates in the calendar that both sides have are compared, to the
        // exact day.
        let (in_ar, in_en) = (Calendars::of(ar), Calendars::of(en));
        ar_pieces.retain(|piece| !is_translated_date(piece, ar, in_en));
        en_pieces.retain(|piece| !is_translated_date(piece, en, in_ar));
        let mut pairings = Vec::new();
        assign(&mut ar_pieces, &mut en_pieces, &mut pairings);
        if in_ar.hijri {
            drop_twins(&mut ar_pieces, ar, &en_pieces, &pairings.iter().map(|p| p.ar.0).collect());
        }
        if in_en.hijri {
            drop_twins(&mut en_pieces, en, &ar_pieces, &pairings.iter().map(|p| p.en.0).collect());
        }
        let (mut ar_pieces, mut en_pieces) =
            (parts(&ar_pieces, ar, &en_pieces), parts(&en_pieces, en, &ar_pieces));
        assign(&mut ar_pieces, &mut en_pieces, &mut pairings);
        let (ar_repeated, ar_left) = repeated(ar_pieces, en);
        let (en_repeated, en_left) = repeated(en_pieces, ar);
        let related = pairings.iter().map(|pairing| (pairing.ar.0, pairing.en.0)).collect();
        Matching {
            pairings,
            left: Sides::new(ar_left, en_left),
            repeated: Sides::new(ar_repeated, en_repeated),
            related,
        }
    }

    /// Joins the remaining parts of each date on either side, because a lost date is a single loss.
    pub fn rejoin(&mut self, ar: &[Figure], en: &[Figure]) {
        self.left.ar = rejoin(std::mem::take(&mut self.left.ar), ar);
        self.left.en = rejoin(std::mem::take(&mut self.left.en), en);
    }

    /// True if some parts of the two figures have the same meaning.
    pub fn related(&self, ar: usize, en: usize) -> bool {
        self.related.contains(&(ar, en))
    }
}

/// The calendars of the dates of a text.
#[derive(Debug, Clone, Copy)]
struct Calendars {
    gregorian: bool,
    hijri: bool,
}

impl Calendars {
    fn of(figures: &[Figure]) -> Self {
        let gregorian = |figure: &Figure| is_hijri(figure) == Some(false);
        Calendars {
            gregorian: figures.iter().any(gregorian),
            hijri: figures.iter().any(|figure| is_hijri(figure) == Some(true)),
        }
    }
}

/// True for a date that is repeated in the other calendar nearby, when the other text has only that calendar.
fn is_translated_date(piece: &FigurePiece, own: &[Figure], others: Calendars) -> bool {
    let only_twin = match is_hijri(&piece.figure) {
        Some(true) => !others.hijri,
        Some(false) => !others.gregorian && others.hijri,
        None => false,
    };
    only_twin && twin(piece, own, |_| true)
}

/// Whether a date is Hijri; `None` for other figures.
fn is_hijri(figure: &Figure) -> Option<bool> {
    match figure.kind() {
        Kind::HijriDate => Some(true),
        Kind::Date | Kind::Year | Kind::YearRange => Some(false),
        _ => None,
    }
}

/// True if a figure nearby has the same date in the other calendar.
fn twin(piece: &FigurePiece, own: &[Figure], fits: impl Fn(usize) -> bool) -> bool {
    let near = piece.index.saturating_sub(3)..(piece.index + 4).min(own.len());
    near.into_iter().any(|n| {
        is_hijri(&own[n]) != is_hijri(&piece.figure) && fits(n) && says_same_day(&piece.figure, &own[n])
    })
}

/// True if two figures of one text are the same date in both calendars; for ranges of years, if one end is.
fn says_same_day(one: &Figure, other: &Figure) -> bool {
    let calendar = |one: &Figure, other: &Figure| matches!(equal(one, other), Some((Reason::Calendar, _)));
    let ends = |pair: &Figure, date: &Figure| {
        pair.split().is_some_and(|ends| ends.iter().any(|end| calendar(date, end)))
    };
    calendar(one, other) || ends(one, other) || ends(other, one)
}

/// Removes the dates whose twin in the other calendar has a partner, unless dates of their own
/// calendar remain on the other side: only one of the texts gives both calendars.
fn drop_twins(
    pieces: &mut Vec<FigurePiece>,
    own: &[Figure],
    others: &[FigurePiece],
    paired: &FxHashSet<usize>,
) {
    let left = |hijri: bool| others.iter().any(|other| is_hijri(&other.figure) == Some(hijri));
    let (gregorian, hijri) = (left(false), left(true));
    pieces.retain(|piece| {
        let alone =
            is_hijri(&piece.figure).is_some_and(|of_hijri| !(if of_hijri { hijri } else { gregorian }));
        !alone || !twin(piece, own, |figure| paired.contains(&figure))
    });
}

/// The parts of the remaining figures; those of Hijri dates as Gregorian ones if the other side has
/// only these.
fn parts(left: &[FigurePiece], figures: &[Figure], others: &[FigurePiece]) -> Vec<FigurePiece> {
    let of = |kinds: &[Kind]| others.iter().any(|other| kinds.contains(&other.figure.kind()));
    let translate = of(&[Kind::Date, Kind::Year]) && !of(&[Kind::HijriDate]);
    left.iter()
        .flat_map(|piece| match translate.then(|| in_gregorian(&figures[piece.index])).flatten() {
            Some(figure) => FigurePiece::parts(piece.index, &figure),
            None => FigurePiece::parts(piece.index, &figures[piece.index]),
        })
        .collect()
}

/// A Hijri date as the Gregorian dates that it may be.
fn in_gregorian(figure: &Figure) -> Option<Figure> {
    let Value::Date(date) = *figure.value() else { return None };
    let choices = date.gregorian_choices();
    let reading = |date: Date| match (date.year, date.month) {
        (Some(year), None) => Reading::number(Kind::Year, Decimal::from(year)),
        _ => Reading { kind: Kind::Date, value: Value::Date(date), unit: None },
    };
    let readings: Vec<Reading> = choices.into_iter().map(reading).collect();
    (!readings.is_empty()).then(|| Figure { readings, ..figure.clone() })
}

/// Pairs equal pieces, least cost first; among equal costs, those at the most similar places.
fn assign(ar: &mut Vec<FigurePiece>, en: &mut Vec<FigurePiece>, pairings: &mut Vec<Pairing>) {
    if ar.len().saturating_mul(en.len()) > MANY {
        assign_same(ar, en, pairings);
    }
    let (n, m) = (ar.len(), en.len());
    if n == 0 || m == 0 {
        return;
    }
    let reach = (BUDGET / n / 2).max(2);
    let mut candidates: Vec<(u32, usize, usize, usize, Reason)> = Vec::new();
    let mut together: FxHashMap<(usize, usize), u32> = FxHashMap::default();
    for (i, left) in ar.iter().enumerate() {
        let middle = i * m / n;
        for (j, right) in en.iter().enumerate().take(middle + reach).skip(middle.saturating_sub(reach)) {
            if let Some((reason, cost)) = equal(&left.figure, &right.figure) {
                // `2 weeks` must not be paired with `both` while there is a better partner.
                let cost = cost + 3 * u32::from(left.figure.is_hard() != right.figure.is_hard());
                *together.entry((left.index, right.index)).or_default() += 1;
                candidates.push((cost, (i * m).abs_diff(j * n), i, j, reason));
            }
        }
    }
    // The parts of one date stay together if possible.
    let apart = |i: usize, j: usize| {
        std::cmp::Reverse(together.get(&(ar[i].index, en[j].index)).copied().unwrap_or_default())
    };
    candidates.sort_by_cached_key(|&(cost, distance, i, j, _)| (cost, apart(i, j), distance, i, j));
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

/// Pairs pieces with identical readings, in order.
fn assign_same(ar: &mut Vec<FigurePiece>, en: &mut Vec<FigurePiece>, pairings: &mut Vec<Pairing>) {
    let mut places: FxHashMap<(&[Reading], bool), VecDeque<usize>> = FxHashMap::default();
    for (j, piece) in en.iter().enumerate() {
        places.entry((&piece.figure.readings, piece.figure.is_hard())).or_default().push_back(j);
    }
    let (mut ar_taken, mut en_taken) = (vec![false; ar.len()], vec![false; en.len()]);
    for (piece, taken) in ar.iter().zip(&mut ar_taken) {
        let there = places.get_mut(&(piece.figure.readings.as_slice(), piece.figure.is_hard()));
        let Some(j) = there.and_then(VecDeque::pop_front) else { continue };
        let other = &en[j];
        let Some((reason, _)) = equal(&piece.figure, &other.figure) else { continue };
        (*taken, en_taken[j]) = (true, true);
        pairings.push(Pairing { ar: (piece.index, piece.part), en: (other.index, other.part), reason });
    }
    keep(ar, &ar_taken);
    keep(en, &en_taken);
}

fn keep(pieces: &mut Vec<FigurePiece>, taken: &[bool]) {
    let mut taken = taken.iter();
    pieces.retain(|_| !taken.next().copied().unwrap_or(false));
}

/// True if one repeats the value of the other. Similarity by chance does not count: the day of a
/// date and a number, third and three, the digits of a name, a number without the unit.
fn repeats(piece: &FigurePiece, other: &FigurePiece) -> bool {
    let day = |piece: &FigurePiece| piece.part == Part::Day;
    let named = |piece: &FigurePiece| matches!(piece.figure.kind(), Kind::Identifier | Kind::Phone);
    let unit = piece.figure.unit().is_some();
    let ordinal = |piece: &FigurePiece| piece.figure.kind() == Kind::Ordinal;
    if day(piece) != day(other) || ordinal(piece) != ordinal(other) || (unit && named(piece) != named(other))
    {
        return false;
    }
    match equal(&piece.figure, &other.figure) {
        Some((Reason::Implied, _)) => piece.figure.unit().is_none(),
        // Two years of the other calendar overlap the year of a date: either could be meant.
        Some((Reason::Calendar, _)) => piece.part != Part::Year,
        Some((reason, _)) => reason != Reason::Rounded,
        None => false,
    }
}

/// Divides pieces into those without any counterpart and those whose value is on the other side, as
/// a whole or in part.
fn repeated(pieces: Vec<FigurePiece>, others: &[Figure]) -> (Vec<FigurePiece>, Vec<FigurePiece>) {
    if pieces.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let reach = (BUDGET / pieces.len()).max(2);
    let parts: Vec<FigurePiece> = others
        .iter()
        .take(reach)
        .enumerate()
        .flat_map(|(n, figure)| {
            let mut parts = FigurePiece::parts(n, figure);
            if parts.len() > 1 {
                parts.push(FigurePiece::whole(n, figure));
            }
            parts
        })
        .collect();
    pieces.into_iter().partition(|piece| parts.iter().any(|other| repeats(piece, other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        figure::{Bound, Certainty, Form},
        text::Span,
    };

    fn figure(reading: Reading) -> Figure {
        Figure {
            span: Span::new(0, 1),
            readings: vec![reading],
            certainty: Certainty::Hard,
            form: Form::Digits,
            bound: Bound::Exact,
            ends: None,
        }
    }

    fn numbers(values: &[i64]) -> Vec<Figure> {
        values.iter().map(|&n| figure(Reading::number(Kind::Cardinal, Decimal::from(n)))).collect()
    }

    fn date(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Figure {
        figure(Reading { kind: Kind::Date, value: Value::Date(Date::new(year, month, day)), unit: None })
    }

    fn left(pieces: &[FigurePiece]) -> Vec<String> {
        pieces.iter().map(|piece| piece.figure.best().to_string()).collect()
    }

    #[test]
    fn every_figure_takes_one_partner_and_the_rest_is_left() {
        let matching = Matching::new(&numbers(&[3, 5, 7]), &numbers(&[7, 3, 6]));
        assert_eq!(matching.pairings.len(), 2);
        assert_eq!((left(&matching.left.ar), left(&matching.left.en)), (vec!["5".into()], vec!["6".into()]));
    }

    #[test]
    fn a_value_said_again_is_a_repetition() {
        let matching = Matching::new(&numbers(&[3, 3]), &numbers(&[3]));
        assert_eq!((matching.left.ar.len(), matching.repeated.ar.len()), (0, 1));
    }

    #[test]
    fn the_parts_of_a_date_find_partners_of_their_own() {
        let ar = [date(Some(2012), Some(9), Some(28))];
        let mut en = vec![date(None, Some(9), Some(18))];
        en.extend(numbers(&[2012]));
        let matching = Matching::new(&ar, &en);
        assert_eq!(left(&matching.left.ar), ["---28"]);
        assert_eq!(left(&matching.left.en), ["---18"]);
        assert!(matching.related(0, 0));
    }

    #[test]
    fn a_hundred_thousand_figures_are_matched_in_a_moment() {
        let many: Vec<i64> = (0..100_000).collect();
        let matching = Matching::new(&numbers(&many), &numbers(&many));
        assert_eq!(matching.pairings.len(), many.len());
    }

    #[test]
    fn equal_figures_by_the_thousand_are_paired_in_order() {
        let zeros = numbers(&[0; 100_000]);
        let matching = Matching::new(&zeros[1..], &zeros);
        assert_eq!(matching.pairings.len(), zeros.len() - 1);
        assert!(matching.pairings.iter().all(|pairing| pairing.ar.0 == pairing.en.0));
        assert_eq!((matching.left.en.len(), matching.repeated.en.len()), (0, 1));
    }

    #[test]
    fn texts_that_have_nothing_in_common_stay_cheap() {
        let ones: Vec<i64> = vec![1; 30_000];
        let twos: Vec<i64> = vec![2; 30_000];
        let matching = Matching::new(&numbers(&ones), &numbers(&twos));
        assert_eq!(matching.left.ar.len(), ones.len());
    }
}
