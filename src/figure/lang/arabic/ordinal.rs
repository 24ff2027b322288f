//! Arabic ordinals: `الثالث`, `الحادي عشر`, `الخامسة والثلاثين`, `الخامسة بعد المئة`.

use crate::figure::{
    Decimal,
    lexicon::{Around, Sense},
    number::{Num, Sort},
    paragraph::Paragraph,
    scan::TokKind,
};
use crate::text::{Lang, fold};

impl Paragraph<'_> {
    /// The ordinal that begins at a token.
    pub(in crate::figure) fn arabic_ordinal(&self, at: usize) -> Option<Num> {
        let (value, end) = self.below_hundred(at)?;
        let mut num = Num::in_words(value, end, Sort::Place);
        num.soft = value <= Decimal::TWO;
        if let Some((hundreds, end)) = self.beyond(end, value) {
            num = Num::in_words(value.checked_add(hundreds)?, end, Sort::Place);
        }
        Some(num)
    }

    /// An ordinal below a hundred, and the token after it.
    fn below_hundred(&self, at: usize) -> Option<(Decimal, usize)> {
        let n = self.sense(at, |s| match s {
            Sense::Ordinal(n) => Some(n),
            _ => None,
        })?;
        // ثانية وربع: a second and a quarter
        let unit = |s| matches!(s, Sense::Measure { dual: false, .. }).then_some(());
        if !self.toks[at].found.art
            && self.sense(at, unit).is_some()
            && self.and_a_part(at + 1, None).is_some()
        {
            return None;
        }
        let (mut value, mut end) = (n, at + 1);
        if let Some(tok) = self.tok(end).filter(|t| t.kind == TokKind::Word) {
            if n < 10
                && !tok.found.and
                && !tok.found.prep
                && self.has(end, Sense::Ten(10))
                && self.is_teen(at, end)
            {
                (value, end) = (n + 10, end + 1);
            } else if n < 10
                && tok.found.and
                // الأول والعشرين are two days, the 21st is الحادي والعشرون.
                && (n != 1 || self.has(at, Sense::Compound))
                && !self.ends_range(at, end)
                && let Some(tens) = self.sense(end, |s| match s {
                    Sense::Tens(n) => Some(n),
                    _ => None,
                })
            {
                (value, end) = (n + tens, end + 1);
            }
        }
        // الحادي on its own is not a number.
        let lone = end == at + 1 && self.has(at, Sense::Compound);
        (!lone).then(|| (value.into(), end))
    }

    /// True if عشر or عشرة after an ordinal makes it one from 11 to 19. اليوم الأول عشرة أرغفة has
    /// two numbers: a masculine ordinal takes عشر, and eleventh is الحادي عشر.
    fn is_teen(&self, at: usize, ten: usize) -> bool {
        let feminine = |n: usize| fold::fold(Lang::Ar, self.raw(&self.toks[n])).ends_with('ه');
        let first = self.has(at, Sense::Ordinal(1)) && !self.has(at, Sense::Compound);
        !first && (feminine(at) || !feminine(ten))
    }

    /// `بعد المئة` after an ordinal below a hundred: the hundreds and thousands that it follows.
    pub(in crate::figure) fn beyond(&self, at: usize, place: Decimal) -> Option<(Decimal, usize)> {
        if place >= Decimal::ONE_HUNDRED || !self.has(at, Sense::Around(Around::Beyond)) {
            return None;
        }
        self.tok(at + 1)
            .filter(|t| t.kind == TokKind::Word && t.found.art && !t.found.and && !t.found.prep)?;
        let num = self.arabic_words(at + 1, None)?;
        let hundreds = *num.values.first()?;
        let round = hundreds >= Decimal::ONE_HUNDRED && (hundreds % Decimal::ONE_HUNDRED).is_zero();
        (round && matches!(num.sort, Sort::Count | Sort::CountOrPlace)).then_some((hundreds, num.end))
    }

    /// `المئة والحادية والعشرون`: the ordinal at the end of a number of full hundreds with the article.
    pub(in crate::figure) fn place_in_hundred(
        &self,
        from: usize,
        at: usize,
        hundreds: Decimal,
    ) -> Option<Num> {
        let (first, last) = (self.tok(from)?, self.tok(at)?);
        let joined = first.found.art && last.found.art && last.found.and && !last.found.prep;
        if !joined || hundreds < Decimal::ONE_HUNDRED || !(hundreds % Decimal::ONE_HUNDRED).is_zero() {
            return None;
        }
        let (value, end) = self.below_hundred(at)?;
        Some(Num::in_words(hundreds.checked_add(value)?, end, Sort::Place))
    }
}
