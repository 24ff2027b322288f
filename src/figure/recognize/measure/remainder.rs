//! Parts of a number after the noun that it counts: `ألف دينار وخمسمئة`, `3 ملايين درهم و800 ألف`,
//! `ألف ليلة وليلة`.

use crate::figure::{
    Decimal, Form, Unit, Value,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    number::{Num, Sort},
    paragraph::{Paragraph, divides},
    scan::{Tok, TokKind},
};
use crate::text::Lang;

/// The endings of the dual.
const DUAL: [&str; 2] = ["ين", "ان"];

impl Paragraph<'_> {
    /// The number joined to the counted noun, which ends before `at`, and counting the same noun;
    /// and the token after it.
    pub(in crate::figure) fn remainder(
        &self,
        num: &Num,
        at: usize,
        unit: Option<Unit>,
    ) -> Option<(Decimal, usize)> {
        let room = self.room(num)?;
        let tok = self.tok(at).filter(|t| t.found.and && !t.found.art && !t.found.prep)?;
        if self.again(at, unit) && self.closes(at + 1) {
            return Some((Decimal::ONE, at + 1));
        }
        // مئة دينار ودينارين, مئة نقطة ونقطتان
        if self.two_more(at, unit) {
            return Some((Decimal::TWO, at + 1));
        }
        if tok.kind == TokKind::Word && tok.found.word == 0 {
            return None;
        }
        let more = self.number(at).filter(|n| n.sort == Sort::Count && n.values.len() == 1 && !n.soft)?;
        let below = more.values[0].is_integer() && more.values[0] > Decimal::TWO && more.values[0] < room;
        // مائة درهم واثنا عشر درهما
        let again = unit.is_some_and(|unit| self.has(more.end, Sense::Measure { unit, dual: false }));
        let end = more.end + usize::from(again);
        (below && (again || self.closes(end))).then(|| (more.values[0], end))
    }

    /// Extends a bare number by its noun and the number joined to that.
    pub(in crate::figure) fn take_remainder(&self, hit: &mut Hit, num: &Num) {
        let noun = |t: &&Tok| {
            let plain = t.senses(self.lexicon).iter().all(|s| {
                // مئة نقطة
                matches!(s, Sense::DualNoun | Sense::NoDual | Sense::Around(Around::Point))
            });
            t.kind == TokKind::Word && !t.latin && plain && !t.found.and && t.dual.is_none()
        };
        let definite = |t: &Tok| self.raw(t).starts_with("ال");
        if hit.end != num.end || self.tok(hit.end).filter(noun).is_none_or(definite) {
            return;
        }
        let more = self.remainder(num, hit.end + 1, None).or_else(|| self.part_after_noun(num, hit.end + 1));
        let Some((more, end)) = more else { return };
        for reading in &mut hit.readings {
            if let Value::Number(value) = &mut reading.value {
                *value = value.checked_add(more).unwrap_or(*value);
            }
        }
        hit.end = end;
    }

    /// `ثماني علامات ونصف`: the part of one more of what is counted, at the end of its clause.
    fn part_after_noun(&self, num: &Num, at: usize) -> Option<(Decimal, usize)> {
        let whole = num.sort == Sort::Count && num.values.len() == 1 && num.values[0].is_integer();
        self.tok(at).filter(|t| whole && t.found.and && !t.found.art && !t.found.prep)?;
        let (part, end) = self.and_a_part(at, None).filter(|(part, _)| *part > Decimal::ZERO)?;
        let ends = self.tok(end).is_none_or(|t| match t.kind {
            TokKind::Mark('.') => !self.tok(end + 1).is_some_and(|t| t.glued),
            TokKind::Mark(mark) => divides(mark),
            TokKind::Digits => false,
            TokKind::Word => self.lexicon.plays(self.raw(t), Role::Link),
        });
        ends.then_some((part, end))
    }

    /// The greatest number that may follow the noun: less than the last scale of the number, or
    /// than a hundred.
    fn room(&self, num: &Num) -> Option<Decimal> {
        if self.lang != Lang::Ar
            || num.sort != Sort::Count
            || num.form == Form::Digits
            || num.values.len() != 1
        {
            return None;
        }
        let value = num.values[0];
        let hundreds = value >= Decimal::ONE_HUNDRED && (value % Decimal::ONE_HUNDRED).is_zero();
        num.scale.or(hundreds.then_some(Decimal::ONE_HUNDRED))
    }

    /// True if the noun is repeated, joined by و: one more of it.
    fn again(&self, at: usize, unit: Option<Unit>) -> bool {
        match unit {
            Some(unit) => self.has(at, Sense::Measure { unit, dual: false }),
            None => {
                let (noun, more) = (self.raw(&self.toks[at - 1]), self.raw(&self.toks[at]));
                more.strip_prefix('و') == Some(noun)
            }
        }
    }

    /// True if the dual of the noun follows, joined by و: two more of it.
    fn two_more(&self, at: usize, unit: Option<Unit>) -> bool {
        match unit {
            Some(unit) => self.has(at, Sense::Measure { unit, dual: true }),
            None => {
                let (noun, more) = (self.raw(&self.toks[at - 1]), self.raw(&self.toks[at]));
                let stem = noun.strip_suffix('ة').map_or_else(|| noun.to_owned(), |head| format!("{head}ت"));
                let ending = more.strip_prefix('و').and_then(|more| more.strip_prefix(stem.as_str()));
                ending.is_some_and(|ending| DUAL.contains(&ending))
            }
        }
    }

    /// True if nothing follows that the number before could count.
    fn closes(&self, at: usize) -> bool {
        let Some(tok) = self.tok(at) else { return true };
        match tok.kind {
            TokKind::Mark('.') => !self.tok(at + 1).is_some_and(|t| t.glued),
            TokKind::Mark(mark) => divides(mark),
            TokKind::Digits => false,
            TokKind::Word => {
                let word = self.raw(tok);
                self.lexicon.plays(word, Role::Link) || tok.found.word == 0 && word.starts_with("ال")
            }
        }
    }
}
