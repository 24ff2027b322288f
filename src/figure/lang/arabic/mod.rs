//! The grammar of Arabic number words.
//!
//! Units come before tens and are joined to them by و (`خمسة وعشرون`), the second half of 11 to 19
//! is not joined (`خمسة عشر`), hundreds and scales come first in modern prose and last in older
//! prose (`خمس وستين ومئتين`). A scale without و is multiplied by what is before it, one with و
//! begins a new group (`مليون وألف`).

mod fraction;
mod ordinal;
mod sum;
mod word;

pub(in crate::figure) use word::bare_one;

use crate::figure::{
    Decimal, digits,
    lang::senses::{fraction_of, parts_of, scale_of, tens_of, unit_of},
    lexicon::{Around, Role, Sense},
    number::{Num, Sort, power},
    paragraph::{Paragraph, divides},
    scan::{Tok, TokKind},
};
use sum::{HUNDREDS, Sum, TENS, UNITS};

/// What بضعة عشر may be: ten and a few.
const SOME_TEEN: [u32; 8] = [10, 13, 12, 14, 15, 16, 17, 18];

/// The tokens after a possible end of a range among which another end may be.
const RANGE: usize = 6;

/// How far the words of a number go.
enum Added {
    /// Up to this token.
    UpTo(usize),
    /// They are an ordinal.
    Place(Num),
}

impl Paragraph<'_> {
    /// The Arabic number that begins at a token, in words, or in digits that words may follow
    /// (`lead`: value and token after the digits).
    pub(in crate::figure) fn arabic_words(&self, at: usize, lead: Option<(Decimal, usize)>) -> Option<Num> {
        if lead.is_none() {
            if let Some(place) = self.arabic_ordinal(at) {
                return Some(place);
            }
            if let Some(part) = self.arabic_fraction(at) {
                return Some(part);
            }
            if let Some(vague) = self.arabic_vague(at) {
                return Some(vague);
            }
        }
        if lead.is_none() && (self.is_verb(at) || self.is_water(at)) {
            return None;
        }
        let mut sum = Sum::default();
        let mut next = at;
        let mut glued_scale = false;
        if let Some((value, end)) = lead {
            (sum.group, sum.slots, sum.words) = (Some(value), UNITS | TENS | HUNDREDS, 1);
            next = end;
            if let Some(by) = self.glued_scale(next, value) {
                // 1.5M, 24K: Latin abbreviations have the same meaning in Arabic as in English.
                (sum.total, sum.group, sum.last) = (value.checked_mul(power(by))?, None, Some(by));
                (sum.at_scale, sum.done, glued_scale) = (true, true, true);
                next += 1;
            }
        }
        if !glued_scale {
            match self.add_words([at, next], lead.is_some(), &mut sum) {
                Added::Place(place) => return Some(place),
                Added::UpTo(end) => next = end,
            }
        }
        if sum.words == 0 {
            return None;
        }
        let value = sum.value()?;
        let mut num = Num::in_words(value, next, Sort::Count);
        (num.scale, num.glued_scale) = (sum.last.filter(|_| sum.at_scale).map(power), glued_scale);
        if lead.is_none() && sum.words == 1 {
            self.soften(at, value, &mut num);
        }
        self.add_parts(at, value, num)
    }

    /// Adds the words and joined digits of a number that begins at the first token, from the second one on.
    fn add_words(&self, [at, mut next]: [usize; 2], is_led: bool, sum: &mut Sum) -> Added {
        while let Some(tok) = self.tok(next) {
            let first = sum.words == 0;
            if let Some((value, end)) = self.joined_in_brackets(next, sum) {
                (sum.group, sum.slots, sum.at_scale) = (Some(value), UNITS | TENS | HUNDREDS, false);
                next = end;
                continue;
            }
            if tok.kind == TokKind::Digits {
                // 3 ملايين و200 ألف, ألف و250
                if !(tok.found.and && sum.group.is_none() && sum.last.is_some() && !sum.done) {
                    break;
                }
                let whole = digits::read(self.lang, self.text, &self.toks, next)
                    .filter(|w| w.values.len() == 1 && self.below_last(w.values[0], sum, w.end));
                let Some(whole) = whole else { break };
                (sum.group, sum.slots, sum.at_scale) =
                    (Some(whole.values[0]), UNITS | TENS | HUNDREDS, false);
                next = whole.end;
                continue;
            }
            if tok.kind != TokKind::Word || tok.found.word == 0 || !first && tok.found.prep {
                break;
            }
            if !is_led
                && !first
                && sum.slots & (UNITS | TENS) == 0
                && let Some(place) =
                    sum.value().and_then(|hundreds| self.place_in_hundred(at, next, hundreds))
            {
                return Added::Place(place);
            }
            if self.begins_another(next, sum)
                || (sum.words == 1 || sum.at_scale) && self.ends_range(at, next)
                || !self.arabic_word(next, sum)
            {
                break;
            }
            sum.words += 1;
            next += 1;
        }
        Added::UpTo(next)
    }

    /// Makes a number of a single word soft if it may be no number, or an ordinal if it may be one.
    fn soften(&self, at: usize, value: Decimal, num: &mut Num) {
        num.soft = value <= Decimal::TWO || self.everyday(at) || self.is_epithet(at) || self.is_his_water(at);
        // ألفا is alpha too.
        if self.has(at, Sense::DualScale(3)) && self.has(at, Sense::Scale(3)) && !self.construct(at) {
            num.soft = true;
        }
        let tens = |s| matches!(s, Sense::Tens(_) | Sense::Hundred(100)).then_some(());
        if self.sense(at, tens).is_some() && self.toks[at].found.art {
            num.sort = Sort::CountOrPlace;
            // ميدان السبعين
            num.soft |= at.checked_sub(1).is_some_and(|n| self.has(n, Sense::Around(Around::PlaceNoun)));
        }
    }

    /// Completes a number that begins at a token with what follows its words: decimals, a part of one, hundreds of an ordinal.
    fn add_parts(&self, at: usize, mut value: Decimal, mut num: Num) -> Option<Num> {
        if let Some((decimals, end)) = self.decimals_in_words(num.end).filter(|_| num.scale.is_none()) {
            value = value.checked_add(decimals)?;
            (num.end, num.soft) = (end, false);
            // خمسة فاصلة ستة ملايين
            if let Some(by) = self.sense(end, scale_of).filter(|_| !self.toks[end].found.and) {
                value = value.checked_mul(power(by))?;
                num.end = end + 1;
                num.scale = Some(power(by));
            }
        }
        if let Some((part, end)) = self.and_a_part(num.end, num.scale) {
            value = value.checked_add(part)?;
            num.end = end;
            num.soft = false;
        }
        if let Some((hundreds, end)) = self.beyond(num.end, value).filter(|_| self.toks[at].found.art) {
            value = value.checked_add(hundreds)?;
            (num.end, num.sort) = (end, Sort::Place);
        }
        num.values = vec![value.normalize()];
        if let Some(end) = self.some_teen(num.end).filter(|_| num.scale.is_none()) {
            num.values = (SOME_TEEN.iter())
                .filter_map(|&teen| Some(value.checked_add(Decimal::from(teen))?.normalize()))
                .collect();
            (num.end, num.soft) = (end, false);
        }
        Some(num)
    }

    /// `بين خمسة وعشرين متطوعا`, `بين الثالث والعشرين من مايو`, `بين أربعين ألفا وستين`: after a word for between, which needs two numbers, the tens at
    /// `next` are the second one, if no other number is joined after them.
    pub(super) fn ends_range(&self, at: usize, next: usize) -> bool {
        let tens = self.tok(next).is_some_and(|tok| tok.found.and) && self.sense(next, tens_of).is_some();
        let between = tens && at.checked_sub(1).is_some_and(|before| self.plays(before, Role::Between));
        let ends = |n: &usize| {
            self.tok(*n)
                .is_none_or(|tok| matches!(tok.kind, TokKind::Mark(mark) if divides(mark) || mark == '.'))
        };
        let joined = |n: usize| {
            let counts =
                self.senses(n).iter().any(|sense| sense.counts() || matches!(sense, Sense::Month { .. }));
            self.toks[n].found.and && (counts || self.toks[n].kind == TokKind::Digits)
                || self.has(n, Sense::Around(Around::RangeLink))
        };
        between && !(next + 1..next + 1 + RANGE).take_while(|n| !ends(n)).any(joined)
    }

    /// `قاعة تسع ثلاثمئة ضيف`: a word of three letters that is also a fraction, before a number that it cannot be part of: a verb.
    fn is_verb(&self, at: usize) -> bool {
        let short = self.sense(at, unit_of).is_some_and(|n| n > 0) && self.sense(at, fraction_of).is_some();
        let apart = |tok: &Tok| !tok.glued && !tok.found.and;
        short
            && self.tok(at + 1).is_some_and(apart)
            && (self.toks[at + 1].kind == TokKind::Digits
                || self
                    .sense(at + 1, |s| match s {
                        Sense::Unit(n) => Some(n > 2),
                        Sense::Tens(_) | Sense::Teen(_) => Some(true),
                        Sense::Hundred(n) => Some(n > 100),
                        _ => None,
                    })
                    .unwrap_or(false))
    }

    /// The token after `وبضعة عشر`, which follows a number.
    fn some_teen(&self, at: usize) -> Option<usize> {
        let joined = self.tok(at).filter(|tok| tok.found.and && !tok.found.prep)?;
        let few = joined.kind == TokKind::Word && self.has(at, Sense::Vague(5));
        let ten = self.has(at + 1, Sense::Ten(10)) && self.tok(at + 1).is_some_and(|tok| !tok.found.and);
        (few && ten).then_some(at + 2)
    }

    /// `أربعة آلاف وخمسة آلاف`: a count of a scale no smaller than the last one is a number of its own.
    fn begins_another(&self, at: usize, sum: &Sum) -> bool {
        // مليونا وثلاثة أرباع المليون
        if self.toks[at].found.and
            && self.sense(at, unit_of).is_some()
            && self.sense(at + 1, parts_of).is_some()
        {
            return true;
        }
        let Some(last) = sum.last.filter(|_| sum.group.is_none() && self.toks[at].found.and) else {
            return false;
        };
        let word = |n: usize| {
            self.tok(n).is_some_and(|t| t.kind == TokKind::Word && t.found.word != 0 && !t.found.prep)
        };
        // خمسة وعشرون ألفا: the scale comes after all joined words.
        let more = (at + 1..at + 4).take_while(|&n| word(n) && self.toks[n].found.and).count();
        // ثلاثة عشر ألفا
        let ten = usize::from(
            more == 0 && word(at + 1) && !self.toks[at + 1].found.and && self.has(at + 1, Sense::Ten(10)),
        );
        let scale = at + 1 + more + ten;
        let by =
            self.sense(scale, scale_of).filter(|&by| by > 2 && word(scale) && !self.toks[scale].found.and);
        by.is_some_and(|by| by >= last && !sum.fills_up(by, 1))
            && self.sense(at, scale_of).is_none_or(|own| own < 3)
    }

    /// `(105) ملايين و(648) ألفا`, `(7) مليارات و (76) مليونا`: the digits in brackets that continue a number, and the token after the bracket.
    fn joined_in_brackets(&self, at: usize, sum: &Sum) -> Option<(Decimal, usize)> {
        let and =
            self.tok(at).filter(|tok| tok.kind == TokKind::Word && tok.found.word == 0 && tok.found.and)?;
        let open =
            sum.group.is_none() && sum.last.is_some() && !sum.done && !and.found.prep && !and.found.art;
        self.tok(at + 1).filter(|tok| open && tok.is('('))?;
        let digits = self.tok(at + 2).filter(|tok| tok.glued && tok.kind == TokKind::Digits)?;
        let whole = digits::read(self.lang, self.text, &self.toks, at + 2).filter(|_| digits.glued)?;
        let closed = self.tok(whole.end).is_some_and(|tok| tok.glued && tok.is(')'));
        let value = *whole.values.first()?;
        (closed && self.below_last(value, sum, whole.end + 1)).then_some((value, whole.end + 1))
    }

    /// Digits after `ألف و` belong to the number only if they are below a thousand, including scale words.
    fn below_last(&self, value: Decimal, sum: &Sum, end: usize) -> bool {
        let Some(last) = sum.last else { return false };
        let by = self
            .tok(end)
            .filter(|tok| !tok.found.and && tok.kind == TokKind::Word)
            .and_then(|_| self.sense(end, scale_of))
            .unwrap_or(0);
        value.is_integer()
            && value > Decimal::ZERO
            && value.checked_mul(power(by)).is_some_and(|n| n < power(last))
    }

    /// `فاصلة خمسة وسبعون`: the decimals in words after the decimal separator.
    fn decimals_in_words(&self, at: usize) -> Option<(Decimal, usize)> {
        let mut next = self.around(at, Around::Point)?;
        // نقطة has several meanings; it is a decimal separator only between number words.
        let tok = self.tok(next)?;
        if tok.kind == TokKind::Digits {
            if tok.digits > 9 {
                return None;
            }
            let value = digits::whole(self.text, tok)?;
            return Some((value.checked_div(power(tok.digits as u8))?, next + 1));
        }
        let mut zeros = 0u8;
        while self.has(next, Sense::Unit(0)) && zeros < 9 {
            zeros += 1;
            next += 1;
        }
        let mut sum = Sum::default();
        let from = next;
        while self.tok(next).is_some_and(|t| t.kind == TokKind::Word && (next == from || !t.found.prep))
            && !matches!(self.sense(next, scale_of), Some(by) if by > 0)
            && self.arabic_word(next, &mut sum)
        {
            sum.words += 1;
            next += 1;
        }
        let value = sum.value()?;
        if sum.words == 0 && zeros == 0 {
            return None;
        }
        let digits = value.to_string().len() as u8;
        Some((value.checked_div(power(zeros + digits))?, next))
    }
}
