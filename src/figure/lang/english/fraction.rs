//! English fractions: `half a million`, `and three quarters`, `two thirds`.

use crate::figure::{
    Decimal, Form,
    lang::senses::fraction_of,
    lexicon::{Around, Role, Sense},
    number::{Num, Sort, power},
    paragraph::Paragraph,
    scan::TokKind,
};

impl Paragraph<'_> {
    /// `and a half`, `and three quarters`, `and one-third`.
    pub(in crate::figure) fn and_a_half(&self, at: usize) -> Option<(Decimal, usize)> {
        let mut next = at;
        if self.tok(next)?.is_dash() && self.glued(next) {
            next += 1;
        }
        if !self.has(next, Sense::Around(Around::And)) {
            return None;
        }
        next += 1;
        if self.tok(next).is_some_and(|tok| tok.is_dash()) {
            next += 1;
        }
        let (over, under, end) = self.part(next)?;
        // `and a third of the men` is another figure; a half belongs to the number before it.
        if under != 2 && self.plays(end, Role::Of) {
            return None;
        }
        // two thousand metres and half a million dinars
        if self.has(end, Sense::Article) && !self.has(next, Sense::Article) {
            return None;
        }
        Some((Decimal::from(over) / Decimal::from(under), end))
    }

    /// `half`, `a third`, `two thirds`, `three-quarters`: the fraction and the token after it.
    fn part(&self, at: usize) -> Option<(u32, u32, usize)> {
        let fraction = |at: usize| self.sense(at, fraction_of);
        if let Some((a, b)) = fraction(at) {
            return Some((a, b, at + 1));
        }
        let count = self.sense(at, |s| match s {
            Sense::Article => Some(1),
            Sense::Unit(n) if n > 0 => Some(n),
            _ => None,
        })?;
        let mut next = at + 1;
        if self.tok(next).is_some_and(|tok| tok.is_dash() && tok.glued) {
            next += 1;
        }
        // four half-board: `four halves` would be the fraction.
        if let Some((_, under)) = fraction(next).filter(|&(_, under)| count < under) {
            return Some((count, under, next + 1));
        }
        let parts = |s: Sense| match s {
            Sense::Parts(n) if count > 1 => Some(n),
            Sense::Ordinal(n) if n > 2 && count == 1 => Some(n),
            // `one hundredth of a second`; the one hundredth is a place.
            Sense::OrdinalScale(power) if count == 1 && self.plays(next + 1, Role::Of) => {
                10_u32.checked_pow(power.into())
            }
            _ => None,
        };
        self.sense(next, parts).map(|under| (count, under, next + 1))
    }

    /// A fifth or a smaller part.
    fn place_below(&self, at: usize) -> Option<u32> {
        self.sense(at, |sense| match sense {
            Sense::Ordinal(n) if n > 4 => Some(n),
            _ => None,
        })
    }

    /// `half a million`, `three quarters of the land`, `a third`.
    pub(super) fn english_fraction(&self, at: usize) -> Option<Num> {
        let (over, under, mut end) = self.part(at)?;
        let article = self.has(at, Sense::Article);
        let of = |at: usize| self.plays(at, Role::Of);
        // "a third man", "one fifth avenue": a fraction needs "of", a number or a hyphen.
        let place = over == 1 && under > 4 || article && under != 2;
        if article && place && !of(end) && !self.tok(end).is_none_or(|t| t.kind != TokKind::Word) {
            return None;
        }
        // third-party is not a fraction.
        if self.tok(end).is_some_and(|t| t.is_dash() && t.glued) && article {
            return None;
        }
        // "the first half" and "the third quarter" are not counts.
        if at > 0 && self.sense(at - 1, |s| matches!(s, Sense::Ordinal(_)).then_some(())).is_some() {
            return None;
        }
        let mut value = Decimal::from(over) / Decimal::from(under);
        let mut num = Num {
            values: Vec::new(),
            end,
            sort: Sort::Part(over, under),
            form: Form::Words,
            soft: over == 1 && matches!(under, 2 | 4),
            scale: None,
            digits: None,
            glued_scale: false,
        };
        // half a million, a quarter of a million, half a dozen, half million
        if of(end) {
            end += 1;
        }
        if self.has(end, Sense::Article) {
            end += 1;
        }
        if let Some(by) = self.sense(end, |s| match s {
            Sense::Scale(by) => Some(power(by)),
            Sense::Group(n) => Some(Decimal::from(n)),
            _ => None,
        }) {
            value = value.checked_mul(by)?;
            num.end = end + 1;
            num.sort = Sort::Count;
            num.soft = false;
            num.scale = Some(by);
        }
        // half a tenth, a quarter of one tenth
        let article = end > num.end && self.has(end - 1, Sense::Article);
        let tenth = if self.has(end, Sense::Unit(1)) { end + 1 } else { end };
        if let Some(parts) = self.place_below(tenth).filter(|_| article || tenth > end) {
            value = value.checked_div(parts.into())?;
            num.end = tenth + 1;
            num.sort = Sort::Part(over, under.checked_mul(parts)?);
        }
        num.values.push(value.normalize());
        Some(num)
    }
}
