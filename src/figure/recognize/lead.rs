//! The common beginning of several kinds of figures: a number, its sign, the symbol of a currency.

use crate::figure::{
    Decimal, Dimension, Unit,
    lang::english::short_scale,
    lexicon::{Around, Sense},
    number::{Num, Sort, power},
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};
use crate::text::Lang;

/// A number with its sign and the currency symbol before it: the common beginning of several kinds of figures.
#[derive(Debug, Clone)]
pub(in crate::figure) struct Lead {
    /// The number, negative if a sign or word says so.
    pub(in crate::figure) num: Num,
    /// The currency before it.
    pub(in crate::figure) currency: Option<Unit>,
}

impl Lead {
    /// The number at a token: `5`, `-5`, `minus five`, `$5`, `USD 5`, `-$5`.
    pub(in crate::figure) fn read(p: &Paragraph<'_>, at: usize) -> Option<Lead> {
        let below = p.minus(at);
        let start = below.unwrap_or(at);
        let currency = p.currency_in_front(start);
        let mut num = p.number(currency.map_or(start, |(_, end)| end))?;
        let currency = currency.map(|(unit, _)| unit);
        if below.is_some() {
            num.values.iter_mut().for_each(|v| *v = -*v);
            num.soft = false;
        }
        if currency.is_some() && num.digits.is_some() {
            p.money_scale(&mut num);
        }
        p.minus_after(at, &mut num);
        p.drop_idle_decimals(&mut num, currency);
        Some(Lead { num, currency })
    }
}

impl Paragraph<'_> {
    /// The token after a minus sign or word that precedes a number.
    pub(super) fn minus(&self, at: usize) -> Option<usize> {
        let tok = self.tok(at)?;
        if tok.is_dash() && !matches!(tok.kind, TokKind::Mark('\u{2014}' | '\u{2015}')) {
            let next = self.tok(at + 1).filter(|t| t.glued)?;
            // 5 –10 is a range.
            let hyphen = matches!(tok.kind, TokKind::Mark('-' | '\u{2212}'));
            if !hyphen && at > 0 && self.toks[at - 1].kind == TokKind::Digits {
                return None;
            }
            let counts = match next.kind {
                TokKind::Digits => true,
                TokKind::Mark(c) => {
                    c == '.' || self.symbol(at + 1).is_some_and(|(u, _)| u.dimension() == Dimension::Money)
                }
                TokKind::Word => false,
            };
            let free = !tok.glued
                || at == 0
                || matches!(self.toks[at - 1].kind, TokKind::Mark('(' | '[' | '"' | '«' | '“'));
            return (counts && free).then_some(at + 1);
        }
        let next = self.around(at, Around::Minus)?;
        // plus or minus three
        let linked = at > 1 && self.has(at - 1, Sense::Around(Around::RangeLink));
        if linked && self.has(at - 2, Sense::Around(Around::Plus)) {
            return None;
        }
        let counts = self.tok(next).is_some_and(|t| t.kind == TokKind::Digits)
            || self.number(next).is_some_and(|n| {
                // minus two degrees
                n.sort == Sort::Count && (!n.soft || self.unit_after(n.end).is_some())
            });
        counts.then_some(next)
    }

    /// The currency symbol before a number in digits.
    fn currency_in_front(&self, at: usize) -> Option<(Unit, usize)> {
        let (unit, end) = self.symbol(at).filter(|(unit, _)| unit.dimension() == Dimension::Money)?;
        let next = self.tok(end)?;
        let near = next.glued || self.text[self.toks[end - 1].end..next.start].chars().count() <= 1;
        let counts = matches!(next.kind, TokKind::Digits | TokKind::Mark('.' | '٫'));
        (near && counts).then_some((unit, end))
    }

    /// `$5b`, `£2.5m`: letters that are a scale only after a sum of money.
    pub(in crate::figure) fn money_scale(&self, num: &mut Num) {
        if num.glued_scale {
            return;
        }
        let Some(tok) = self.tok(num.end).filter(|t| t.latin && (t.glued || self.raw(t).len() > 1)) else {
            return;
        };
        if let Some(by) = short_scale(self.raw(tok)) {
            let by = power(by);
            num.values.retain_mut(|v| v.checked_mul(by).map(|n| *v = n.normalize()).is_some());
            num.end += 1;
            num.digits = None;
            num.scale = Some(by);
        }
    }

    /// `٥- درجات`: in Arabic files a minus may follow the digits. Without a unit after it, it may be any dash.
    fn minus_after(&self, at: usize, num: &mut Num) {
        let dash = |t: &&Tok| t.glued && matches!(t.kind, TokKind::Mark('-' | '\u{2212}'));
        let after = num.end + 1;
        let free = match at.checked_sub(1) {
            Some(before) => {
                self.toks[before].kind == TokKind::Word
                    && self.tok(after).is_none_or(|t| !t.glued && t.kind != TokKind::Digits)
            }
            // A cell of a table.
            None => self.tok(after).is_none(),
        };
        if self.lang != Lang::Ar || num.digits.is_none() || !free || self.tok(num.end).filter(dash).is_none()
        {
            return;
        }
        let negative: Vec<Decimal> = num.values.iter().map(|&v| -v).collect();
        if self.unit_after(after).is_some() {
            num.values = negative;
            num.end = after;
            num.digits = None;
        } else {
            num.values.extend(negative);
        }
    }

    /// Removes the reading of `150.000` as 150, except for money with thousandths: three zeros
    /// after a point are decimals nowhere else.
    fn drop_idle_decimals(&self, num: &mut Num, currency: Option<Unit>) {
        let &[thousands, decimals] = num.values.as_slice() else { return };
        let idle = decimals.is_integer() && decimals.checked_mul(Decimal::ONE_THOUSAND) == Some(thousands);
        let unit = || currency.or_else(|| self.unit_after(num.end).map(|(unit, _)| unit));
        if idle && !unit().is_some_and(Unit::has_thousandths) {
            num.values.truncate(1);
        }
    }
}
