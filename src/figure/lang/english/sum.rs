//! An English number under construction, word by word.

use crate::figure::{
    Decimal,
    lexicon::{Around, Role, Sense},
    number::{Sort, power},
    paragraph::Paragraph,
    scan::TokKind,
};

/// A number under construction: closed groups and the group below the next scale.
pub(super) struct Sum {
    pub(super) total: Decimal,
    pub(super) group: Option<Decimal>,
    pub(super) last: Option<u8>,
    pub(super) at_scale: bool,
    /// The number is an ordinal or a fraction and ends here.
    pub(super) sort: Sort,
    pub(super) words: u32,
    /// The first words were tens that may become a year: nineteen.
    pub(super) pair: bool,
    /// The last word was score: a group of twenty may be followed by ten and more.
    pub(super) scored: bool,
}

impl Paragraph<'_> {
    /// The token of the next number word, skipping hyphens and `and` where the grammar allows them.
    pub(super) fn step(&self, next: usize, sum: &Sum) -> Option<usize> {
        let tok = self.tok(next)?;
        if sum.words == 0 {
            return Some(next);
        }
        let number = |at: usize| {
            self.sense(at, |s| {
                matches!(
                    s,
                    Sense::Unit(_)
                        | Sense::Ten(_)
                        | Sense::Tens(_)
                        | Sense::Ordinal(_)
                        | Sense::Scale(_)
                        | Sense::OrdinalScale(_)
                        | Sense::Parts(_)
                        | Sense::Group(_)
                )
                .then_some(())
            })
            .is_some()
        };
        if tok.is_dash() && tok.glued && self.glued(next + 1) && number(next + 1) {
            return Some(next + 1);
        }
        let round = sum.scored
            || sum.at_scale
            || sum.group.is_some_and(|g| !g.is_zero() && (g % Decimal::ONE_HUNDRED).is_zero());
        if self.has(next, Sense::Around(Around::And)) && round && number(next + 1) {
            // four hundred and five, but not "a hundred and a thousand".
            let small = self.sense(next + 1, |s| matches!(s, Sense::Scale(_)).then_some(())).is_none();
            return small.then_some(next + 1);
        }
        // two million, three hundred thousand
        // … but not 14.75 million, ten percent of it
        let whole = |by: u8| by >= 3 && (sum.total % power(by)).is_zero();
        if tok.is(',') && sum.at_scale && sum.last.is_some_and(whole) && number(next + 1) {
            return Some(next + 1);
        }
        (tok.kind == TokKind::Word).then_some(next)
    }

    /// Adds one word to the sum; returns false if it does not belong to the number.
    pub(super) fn english_word(&self, at: usize, sum: &mut Sum) -> bool {
        let group = sum.group.unwrap_or_default();
        let below = group % Decimal::ONE_HUNDRED;
        let free = sum.group.is_none() || sum.scored || (below.is_zero() && !group.is_zero());
        let tens = below >= Decimal::from(20) && (below % Decimal::TEN).is_zero() && !sum.pair;
        for &sense in self.senses(at) {
            let taken = match sense {
                Sense::Unit(n) if free || tens && n > 0 => add(sum, n),
                Sense::Ten(n) | Sense::Tens(n) if free => {
                    let taken = add(sum, n);
                    // sixteen hundred is a number, nineteen eighty a year.
                    taken
                }
                Sense::Ten(n) | Sense::Tens(n) | Sense::Unit(n)
                    if sum.last.is_none()
                        && sum.group.is_some()
                        && (sum.pair && tens_of_pair(group) && n < 10
                            || !sum.pair && (n >= 10) && year_head(group)) =>
                {
                    sum.group = Some(if sum.pair {
                        group + Decimal::from(n)
                    } else {
                        group * Decimal::ONE_HUNDRED + Decimal::from(n)
                    });
                    sum.pair = true;
                    true
                }
                // nine thousand seventh-grade girls
                Sense::Ordinal(_) if sum.at_scale && sum.words > 0 && self.is_compound(at) => false,
                Sense::Ordinal(n)
                    if free && (sum.group.is_some() || sum.last.is_some()) || sum.words == 0 =>
                {
                    sum.sort = Sort::Place;
                    add(sum, n)
                }
                Sense::Ordinal(n) if tens && n < 10 => {
                    sum.sort = Sort::Place;
                    add(sum, n)
                }
                // one fifth, one-tenth
                Sense::Ordinal(n) if n > 2 && sum.words == 1 && group == Decimal::ONE => {
                    sum.sort = Sort::Part(1, n);
                    sum.group = Some(Decimal::ONE / Decimal::from(n));
                    true
                }
                Sense::Parts(n)
                    if sum.last.is_none()
                        && sum.words > 0
                        && group.is_integer()
                        && group < Decimal::ONE_HUNDRED =>
                {
                    let Ok(over) = u32::try_from(group) else { return false };
                    sum.sort = Sort::Part(over, n);
                    sum.group = Some(group / Decimal::from(n));
                    true
                }
                Sense::Scale(2) => {
                    let fits = sum.group.is_none() && sum.words == 0
                        || sum.group.is_some() && group < Decimal::ONE_HUNDRED;
                    let count = sum.group.unwrap_or(Decimal::ONE);
                    sum.group = if fits { count.checked_mul(Decimal::ONE_HUNDRED) } else { sum.group };
                    sum.at_scale = false;
                    fits && sum.group.is_some()
                }
                Sense::Scale(by) => scale(sum, by),
                Sense::PluralScale(by) if sum.words > 0 => scale(sum, by),
                Sense::OrdinalScale(by) if sum.words > 0 => {
                    sum.sort = Sort::Place;
                    scale(sum, by)
                }
                Sense::Group(n) | Sense::Groups(n) if sum.last.is_none() => {
                    // score and dozens count only after a number or an article.
                    // A score of years is twenty, a score of 3-1 is not.
                    let of = self.plays(at + 1, Role::Of)
                        && self.tok(at + 2).is_some_and(|t| t.kind == TokKind::Word);
                    if n == 20 && sum.group.is_none() && !of {
                        return false;
                    }
                    let count = sum.group.unwrap_or(Decimal::ONE);
                    sum.group = count.checked_mul(Decimal::from(n));
                    sum.group.is_some()
                }
                _ => continue,
            };
            if taken {
                sum.scored = self.plays(at, Role::Scored);
                return true;
            }
        }
        false
    }
}

fn add(sum: &mut Sum, n: u32) -> bool {
    let made = sum.group.unwrap_or_default().checked_add(Decimal::from(n));
    sum.group = made;
    sum.at_scale = false;
    made.is_some()
}

fn scale(sum: &mut Sum, by: u8) -> bool {
    let smaller = sum.last.is_none_or(|last| by < last);
    let total = match sum.group {
        Some(group) if smaller => group.checked_mul(power(by)).and_then(|n| n.checked_add(sum.total)),
        None if sum.words == 0 => Some(power(by)),
        // three thousand millions
        None if sum.at_scale && sum.last.is_some_and(|last| by > last) => sum.total.checked_mul(power(by)),
        _ => None,
    };
    let Some(total) = total else { return false };
    (sum.total, sum.group, sum.last, sum.at_scale) = (total, None, Some(by), true);
    true
}

/// True for the first half of a year in pairs: eleven to twenty.
fn year_head(group: Decimal) -> bool {
    group >= Decimal::from(11) && group <= Decimal::from(20)
}

/// True for nineteen eighty, before its last unit.
fn tens_of_pair(group: Decimal) -> bool {
    let below = group % Decimal::ONE_HUNDRED;
    below >= Decimal::from(20) && (below % Decimal::TEN).is_zero()
}
