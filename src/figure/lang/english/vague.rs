//! English sizes without a number: `dozens`, `hundreds of thousands`, `a few thousand`.

use crate::figure::{
    Decimal, Dimension,
    lexicon::{Around, Role, Sense},
    number::{Num, Sort, power},
    paragraph::Paragraph,
    scan::TokKind,
};

impl Paragraph<'_> {
    /// `dozens`, `hundreds of thousands`.
    pub(super) fn english_vague(&self, at: usize) -> Option<Num> {
        let size = |at: usize| {
            self.sense(at, |s| match s {
                Sense::PluralScale(by) => Some(power(by)),
                Sense::Groups(n) => Some(Decimal::from(n)),
                _ => None,
            })
        };
        let tens = |at: usize| self.plays(at, Role::Tens).then_some(Decimal::TEN);
        // a few thousand, a couple of million
        let scale = |at: usize| {
            self.sense(at, |s| match s {
                Sense::Scale(by) => Some(power(by)),
                Sense::Group(n) => Some(Decimal::from(n)),
                _ => None,
            })
        };
        let some = scale(at).filter(|_| self.few(at) || self.heads(at) || self.by_the(at));
        let mut value = some.or_else(|| size(at)).or_else(|| tens(at))?;
        let mut end = at + 1;
        while some.is_some()
            && let Some(by) = scale(end)
        {
            value = value.checked_mul(by)?;
            end += 1;
        }
        while self.plays(end, Role::Of)
            && let Some(by) = size(end + 1)
        {
            value = value.checked_mul(by)?;
            end += 2;
        }
        if end == at + 1 && some.is_none() && size(at).is_none() {
            return None;
        }
        let mut num = Num::in_words(value, end, Sort::Vague);
        num.soft = true;
        Some(num)
    }

    /// `KD million`, `($ billion)`: the scale of a table, after a currency without a number.
    fn heads(&self, at: usize) -> bool {
        let money = |n: usize| {
            let by_sign = self.symbol(n).filter(|(_, end)| *end == at).map(|(unit, _)| unit);
            let by_word = self.sense(n, |s| match s {
                Sense::Measure { unit, .. } => Some(unit),
                _ => None,
            });
            by_sign.or(by_word).is_some_and(|unit| unit.dimension() == Dimension::Money)
        };
        let free = |n: usize| n == 0 || self.toks[n - 1].kind != TokKind::Digits;
        (1..=3).any(|back| at >= back && money(at - back) && free(at - back))
            && self.tok(at + 1).is_none_or(|t| matches!(t.kind, TokKind::Mark(_)))
    }

    /// True after `by the`: *by the dozen*, *by the thousand*.
    fn by_the(&self, at: usize) -> bool {
        let closes = self.tok(at + 1).is_none_or(|t| t.kind != TokKind::Digits);
        at > 1 && closes && self.plays(at - 1, Role::The) && self.plays(at - 2, Role::By)
    }

    /// True for `few`, `several` or `a couple of` directly before a token.
    fn few(&self, at: usize) -> bool {
        let few = |at: usize| self.has(at, Sense::Around(Around::Few));
        at > 0 && (few(at - 1) || at > 1 && self.plays(at - 1, Role::Of) && few(at - 2))
    }
}
