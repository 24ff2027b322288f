//! Months by name, in both calendars and both traditions.

use crate::figure::{
    lexicon::{Role, Sense},
    paragraph::Paragraph,
    scan::TokKind,
};
use crate::text::Lang;

/// A month; `أيلول/سبتمبر` in both traditions is one.
#[derive(Debug, Clone, Copy)]
pub(in crate::figure) struct Month {
    pub(in crate::figure) hijri: bool,
    pub(in crate::figure) number: u8,
    pub(in crate::figure) soft: bool,
    /// A spelling that counts only next to a day or a year: Jan, march.
    pub(in crate::figure) needs_company: bool,
    pub(in crate::figure) end: usize,
}

impl Paragraph<'_> {
    /// The name of a month, or its names in both traditions.
    pub(in crate::figure) fn month(&self, at: usize) -> Option<Month> {
        let tok = self.tok(at)?;
        let raw = self.raw(tok);
        let exact_too =
            self.sense(at, |s| matches!(s, Sense::Month { exact: true, .. }).then_some(())).is_some();
        let ((hijri, number, soft, dated), mut end) = self.phrase(at, |s| match s {
            Sense::Month { hijri, number, soft, exact, dated } => {
                let spelled = if exact {
                    raw.contains('آ')
                } else {
                    !exact_too
                        || !(raw.contains(['أ', 'إ', 'آ'])
                            || tok.found.and
                            || tok.found.prep
                            || tok.found.art)
                };
                spelled.then_some((hijri, number, soft, dated))
            }
            _ => None,
        })?;
        if self.lang == Lang::Ar && tok.found.art && !hijri || dated && !self.is_dated(at, end) {
            return None;
        }
        let mut needs_company = false;
        if self.lang == Lang::En {
            let short = end == at + 1 && raw.len() <= 4 && (hijri || !matches!(number, 5..=7));
            needs_company = short || soft && !tok.capital;
            let stop = self.tok(end).is_some_and(|t| t.is('.') && t.glued);
            // Ram and Sha have other meanings.
            if short && (!tok.capital || hijri && !stop) {
                return None;
            }
            if (short || hijri && self.raw(&self.toks[end - 1]).len() == 1) && stop {
                end += 1;
            }
        }
        // صفر-صفر is a score.
        let again = |n: usize| self.tok(n).is_some_and(|t| self.raw(t) == raw);
        if hijri && soft && self.tok(end).is_some_and(|t| t.is_dash() && t.glued) && again(end + 1) {
            return None;
        }
        let mut month = Month { hijri, number, soft, needs_company, end };
        // أيلول/سبتمبر, أيلول (سبتمبر), سبتمبر أيلول
        let (open, second) = match self.tok(end) {
            Some(t) if t.is('/') || t.is('(') || t.is_dash() && t.glued => (t.is('('), end + 1),
            _ => (false, end),
        };
        if let Some((same, after)) = self.phrase(second, |s| match s {
            Sense::Month { hijri: h, number: n, .. } => Some(h == hijri && n == number),
            _ => None,
        }) && same
            && self.lang == Lang::Ar
        {
            let closed = !open || self.tok(after).is_some_and(|t| t.is(')'));
            if closed {
                month.end = after + usize::from(open);
                month.soft = false;
            }
        }
        Some(month)
    }

    /// True between a day and a year of four digits: `9 الطير 1976`, `التاسع من الطير 1976`.
    fn is_dated(&self, at: usize, end: usize) -> bool {
        let day = at.checked_sub(1).is_some_and(|before| {
            self.toks[before].kind == TokKind::Digits || self.plays(before, Role::OfMonth)
        });
        day && self.tok(end).is_some_and(|t| t.digits == 4)
    }
}
