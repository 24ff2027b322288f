//! An English number under construction, word by word.

use crate::figure::{
    Decimal,
    lexicon::{Around, Role, Sense},
    number::{Sort, power},
    paragraph::Paragraph,
    scan::TokKind,
};

/// Most words of a number in which a larger scale is looked for.
const LONGEST: usize = 6;

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
            // four hundred and five, but not "a hundred and a thousand" nor "one million and five million".
            let small = self.sense(next + 1, |s| matches!(s, Sense::Scale(_)).then_some(())).is_none()
                && sum.last.is_none_or(|last| self.largest_scale(next + 1) < last);
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

    /// The power of ten of the largest scale in the number that begins here; 0 without any.
    fn largest_scale(&self, at: usize) -> u8 {
        let mut largest = 0;
        for next in at..at + LONGEST {
            let of = |s| match s {
                Sense::Scale(by) | Sense::PluralScale(by) => Some(by),
                Sense::Unit(_) | Sense::Ten(_) | Sense::Tens(_) => Some(0),
                _ => None,
            };
            let dash = self.tok(next).is_some_and(|tok| tok.is_dash());
            let Some(by) = self.sense(next, of).or(dash.then_some(0)) else { break };
            largest = largest.max(by);
        }
        largest
    }

    /// Adds one word to the sum; returns false if it does not belong to the number.
    pub(super) fn english_word(&self, at: usize, sum: &mut Sum) -> bool {
        let taken = !self.is_idle_score(at, sum)
            && self.senses(at).iter().any(|&sense| self.english_sense(at, sense, sum));
        if taken {
            sum.scored = self.plays(at, Role::Scored);
        }
        taken
    }

    /// True for a score that is none of things: a score of years is twenty, a score of 3-1 is not.
    fn is_idle_score(&self, at: usize, sum: &Sum) -> bool {
        let score = |s: Sense| matches!(s, Sense::Group(20) | Sense::Groups(20)).then_some(());
        let of = || self.plays(at + 1, Role::Of) && self.tok(at + 2).is_some_and(|t| t.kind == TokKind::Word);
        sum.group.is_none() && self.sense(at, score).is_some() && !of()
    }

    /// Adds one meaning of a word to the sum.
    fn english_sense(&self, at: usize, sense: Sense, sum: &mut Sum) -> bool {
        let group = sum.group.unwrap_or_default();
        match sense {
            Sense::Unit(n) if sum.is_free() || sum.ends_in_tens() && n > 0 => add(sum, n),
            // sixteen hundred is a number, nineteen eighty a year.
            Sense::Ten(n) | Sense::Tens(n) if sum.is_free() => add(sum, n),
            Sense::Ten(n) | Sense::Tens(n) | Sense::Unit(n) => add_to_year(sum, n),
            Sense::Ordinal(n) => self.english_ordinal(at, n, sum),
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
            Sense::Scale(2) => hundred(sum),
            Sense::Scale(by) => scale(sum, by),
            Sense::PluralScale(by) if sum.words > 0 => scale(sum, by),
            Sense::OrdinalScale(by) if sum.words > 0 => {
                sum.sort = Sort::Place;
                scale(sum, by)
            }
            // score and dozens count only after a number or an article.
            Sense::Group(n) | Sense::Groups(n) if sum.last.is_none() => {
                let count = sum.group.unwrap_or(Decimal::ONE);
                sum.group = count.checked_mul(Decimal::from(n));
                sum.group.is_some()
            }
            _ => false,
        }
    }

    /// Adds an ordinal, which ends the number: `twenty-first`, `one fifth`.
    fn english_ordinal(&self, at: usize, n: u32, sum: &mut Sum) -> bool {
        // nine thousand seventh-grade girls
        if sum.at_scale && sum.words > 0 && self.is_compound(at) {
            return false;
        }
        let starts = sum.words == 0 || sum.is_free() && (sum.group.is_some() || sum.last.is_some());
        if starts || sum.ends_in_tens() && n < 10 {
            sum.sort = Sort::Place;
            return add(sum, n);
        }
        // one fifth, one-tenth
        let part = n > 2 && sum.words == 1 && sum.group == Some(Decimal::ONE);
        if part {
            sum.sort = Sort::Part(1, n);
            sum.group = Some(Decimal::ONE / Decimal::from(n));
        }
        part
    }
}

impl Sum {
    fn below_hundred(&self) -> Decimal {
        self.group.unwrap_or_default() % Decimal::ONE_HUNDRED
    }

    /// True if any number below a hundred may follow.
    fn is_free(&self) -> bool {
        let round = self.group.is_none_or(|group| !group.is_zero() && self.below_hundred().is_zero());
        self.scored || round
    }

    /// True if a number below ten may follow: `twenty`.
    fn ends_in_tens(&self) -> bool {
        let below = self.below_hundred();
        below >= Decimal::from(20) && (below % Decimal::TEN).is_zero() && !self.pair
    }
}

/// Adds the second half of a year in pairs: `nineteen eighty`, `nineteen eighty-four`.
fn add_to_year(sum: &mut Sum, n: u32) -> bool {
    let Some(group) = sum.group.filter(|_| sum.last.is_none()) else { return false };
    let fits = if sum.pair { tens_of_pair(group) && n < 10 } else { n >= 10 && year_head(group) };
    if fits {
        let head = if sum.pair { group } else { group * Decimal::ONE_HUNDRED };
        sum.group = Some(head + Decimal::from(n));
        sum.pair = true;
    }
    fits
}

fn hundred(sum: &mut Sum) -> bool {
    let fits = if sum.group.is_none() { sum.words == 0 } else { sum.group < Some(Decimal::ONE_HUNDRED) };
    let count = sum.group.unwrap_or(Decimal::ONE);
    sum.group = if fits { count.checked_mul(Decimal::ONE_HUNDRED) } else { sum.group };
    sum.at_scale = false;
    fits && sum.group.is_some()
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
