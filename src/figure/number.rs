//! Numbers in words, or in digits followed by words, of both languages; the grammars are in [`super::lang`].

use crate::figure::{
    Decimal, Form, digits,
    digits::Digits,
    lang::senses::scale_of,
    lexicon::Sense,
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};
use crate::text::Lang;

/// The sort of a number before its unit and context are considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::figure) enum Sort {
    /// A count.
    Count,
    /// An ordinal.
    Place,
    /// A count that may also be an ordinal: العشرون.
    CountOrPlace,
    /// An ordinal that may also be a fraction, or vice versa: خمس, a third.
    Part(u32, u32),
    /// A size, not a number.
    Vague,
    /// A year in pairs of digits: nineteen eighty-four.
    Year,
}

/// A number and its end.
#[derive(Debug, Clone)]
pub(in crate::figure) struct Num {
    /// Values, best first; never empty.
    pub(in crate::figure) values: Vec<Decimal>,
    /// The token after it.
    pub(in crate::figure) end: usize,
    pub(in crate::figure) sort: Sort,
    pub(in crate::figure) form: Form,
    /// A word up to two, or an everyday word: never a finding by itself.
    pub(in crate::figure) soft: bool,
    /// Its last scale, or the size of a vague number: what `ونصف` is a half of.
    pub(in crate::figure) scale: Option<Decimal>,
    /// Its form in digits, if it has only digits.
    pub(in crate::figure) digits: Option<Digits>,
    /// Whether its last letter may be a scale or not: `3m`.
    pub(in crate::figure) glued_scale: bool,
}

impl Num {
    /// A number in words with a single, certain value.
    pub(in crate::figure) fn in_words(value: Decimal, end: usize, sort: Sort) -> Self {
        Num {
            values: vec![value],
            end,
            sort,
            form: Form::Words,
            soft: false,
            scale: None,
            digits: None,
            glued_scale: false,
        }
    }
}

/// A power of ten, at most 10^18.
pub(in crate::figure) fn power(of: u8) -> Decimal {
    Decimal::from(10u64.pow(u32::from(of.min(18))))
}

impl Paragraph<'_> {
    /// The number at this token, in digits or words, with its scale words.
    pub(in crate::figure) fn number(&self, at: usize) -> Option<Num> {
        let tok = self.toks.get(at)?;
        match tok.kind {
            // No.1 has no decimal point, nor has (4).1
            TokKind::Mark('.' | '٫')
                if tok.glued
                    && at > 0
                    && (!matches!(self.toks[at - 1].kind, TokKind::Mark(_))
                        || self.toks[at - 1].is(')')
                        || self.toks[at - 1].is(']')) =>
            {
                None
            }
            TokKind::Digits | TokKind::Mark('.' | '٫') => self.in_digits(at),
            TokKind::Mark(c) => self.vulgar(at, c),
            TokKind::Word => {
                if tok.found.word == 0 || tok.senses(self.lexicon).is_empty() {
                    return None;
                }
                match self.lang {
                    Lang::Ar => self.arabic_words(at, None),
                    Lang::En => self.english_words(at, None),
                }
            }
        }
    }

    fn in_digits(&self, at: usize) -> Option<Num> {
        let mut read = digits::read(self.lang, self.text, &self.toks, at)?;
        if let Some(whole) = self.spaced_thousands(at, &read) {
            read = whole;
        }
        if self.counts_in_brackets(at, &read) {
            (read.end, read.plain) = (read.end + 1, false);
        }
        // 8.537 million has decimals: nobody counts thousands of millions with a point in English.
        if self.lang == Lang::En && self.sense(read.end, scale_of).is_some() {
            read.values = read.values.iter().min().copied().into_iter().collect();
        }
        let mut made: Option<Num> = None;
        for &value in &read.values {
            let grown = match self.lang {
                Lang::Ar => self.arabic_words(at, Some((value, read.end))),
                Lang::En => self.english_words(at, Some((value, read.end))),
            };
            let Some(grown) = grown else { continue };
            match &mut made {
                None => made = Some(grown),
                // A second value counts only if it covers the same words.
                Some(num) if num.end == grown.end => num.values.extend(grown.values),
                Some(_) => {}
            }
        }
        let mut num = made?;
        // 10⁹, 14.8 × 10⁹
        if num.end == read.end
            && let Some((values, end)) = self.powers(at, &read)
        {
            num.values = values.iter().map(Decimal::normalize).collect();
            (num.end, num.form, num.soft) = (end, Form::Digits, false);
            return Some(num);
        }
        if num.end == read.end {
            // 2½
            if let Some((value, end)) = self.mixed_fraction(&read).or_else(|| {
                self.toks.get(num.end).filter(|t| t.glued).and_then(|t| match t.kind {
                    TokKind::Mark(c) => {
                        vulgar(c).map(|(a, b)| (Decimal::from(a) / Decimal::from(b), num.end + 1))
                    }
                    _ => None,
                })
            }) {
                num.values.truncate(1);
                num.values[0] = num.values[0].checked_add(value)?;
                num.end = end;
            } else {
                num.digits = Some(read);
            }
            num.form = Form::Digits;
        } else {
            num.form = if num.glued_scale { Form::Digits } else { Form::Mixed };
        }
        num.soft = false;
        Some(num)
    }

    /// `أكثر من 1 500 قطعة`: one group of thousands after a plain blank, between Arabic words.
    fn spaced_thousands(&self, at: usize, read: &Digits) -> Option<Digits> {
        let first = self.tok(at).filter(|tok| tok.digits <= 3 && read.plain && !read.padded)?;
        let group = self.tok(at + 1).filter(|tok| read.end == at + 1 && tok.digits == 3)?;
        let bare = |tok: &Tok| !(tok.found.and || tok.found.prep || tok.found.art);
        let apart = bare(group) && self.text.get(first.end..group.start) == Some(" ");
        let led =
            at.checked_sub(1).is_some_and(|n| self.toks[n].kind == TokKind::Word && !self.toks[n].latin);
        let counted =
            self.tok(at + 2).is_some_and(|tok| tok.kind == TokKind::Word && !tok.glued && bare(tok));
        if self.lang == Lang::En || !(apart && led && counted) || self.labelled(at) || first.found.art {
            return None;
        }
        let high = digits::whole(self.text, first).filter(|high| !high.is_zero())?;
        let value = high.checked_mul(Decimal::ONE_THOUSAND)?.checked_add(digits::whole(self.text, group)?)?;
        Some(Digits {
            values: vec![value],
            end: at + 2,
            plain: false,
            length: first.digits + 3,
            padded: false,
        })
    }

    /// `(٥٠٠) ألف دينار`, `(14) يوما`: tenders and laws put numbers in brackets.
    fn counts_in_brackets(&self, at: usize, read: &Digits) -> bool {
        let counted = |at: usize| {
            let scale = |s| matches!(s, Sense::Scale(_) | Sense::PluralScale(_)).then_some(());
            let word = |t: &&Tok| {
                t.kind == TokKind::Word && !t.glued && !t.found.and && !t.found.art && !t.found.prep
            };
            self.tok(at).filter(word).is_some()
                && (self.sense(at, scale).is_some() || self.unit_after(at).is_some())
        };
        at > 0
            && self.toks[at - 1].is('(')
            && self.glued(at)
            && !self.labelled(at - 1)
            && self.tok(read.end).is_some_and(|t| t.glued && t.is(')'))
            && counted(read.end + 1)
    }

    /// The exponent in front of which a number ends at `end`, `⁹` or `^9`, and its end.
    fn exponent_after(&self, mut end: usize) -> Option<(u8, usize)> {
        let mut power = 0u8;
        if self.tok(end).is_some_and(|t| t.glued && t.is('^')) {
            let raised = self.tok(end + 1).filter(|t| t.glued && t.kind == TokKind::Digits)?;
            power = u8::try_from(digits::small(self.text, raised)?).ok()?;
            end += 2;
        }
        while let Some(digit) = self.tok(end).filter(|t| t.glued).and_then(superscript) {
            power = power.checked_mul(10)?.checked_add(digit)?;
            end += 1;
        }
        (power > 0).then_some((power, end))
    }

    /// `2⁵³`, `2^10`: a power of another digit, best reading first. Raised digits may be the sign of a footnote: then the plain
    /// number is a reading too, and the best one but for powers of two, and small ones are nothing else.
    fn powers_of_digit(&self, at: usize, base: Decimal) -> Option<(Vec<Decimal>, usize)> {
        let is_digit = base.is_integer() && base > Decimal::ONE && base < Decimal::TEN;
        let (power, end) = self.exponent_after(at + 1).filter(|_| is_digit)?;
        let value = (0..power).try_fold(Decimal::ONE, |value, _| value.checked_mul(base))?;
        let is_written = self.tok(at + 1).is_some_and(|t| t.is('^'));
        let values = match (is_written, base == Decimal::TWO) {
            (true, _) => vec![value],
            (false, _) if power < 4 => return None,
            (false, true) => vec![value, base],
            (false, false) => vec![base, value],
        };
        Some((values, end))
    }

    /// `10⁹`, `10^9`, `2⁵³`, and a number times a power of ten.
    fn powers(&self, at: usize, read: &Digits) -> Option<(Vec<Decimal>, usize)> {
        let ten = |at: usize| {
            let digits = self.tok(at).filter(|t| t.kind == TokKind::Digits)?;
            (digits::small(self.text, digits)? == 10).then_some(())?;
            let (power, end) = self.exponent_after(at + 1)?;
            (1..=18).contains(&power).then(|| (self::power(power), end))
        };
        let one = |(value, end)| (vec![value], end);
        if read.plain && read.values.first() == Some(&Decimal::TEN) {
            return ten(at).map(one);
        }
        let other = || self.powers_of_digit(at, *read.values.first()?);
        if let Some(found) = other().filter(|_| read.plain && read.end == at + 1) {
            return Some(found);
        }
        let times = |t: &&Tok| t.is('×') || self.raw(t) == "x";
        self.tok(read.end).filter(times)?;
        let (by, end) = ten(read.end + 1)?;
        Some(one((read.values.first()?.checked_mul(by)?, end)))
    }

    /// `1 1/2`: the fraction after a whole number.
    fn mixed_fraction(&self, whole: &Digits) -> Option<(Decimal, usize)> {
        let (at, end) = (whole.end, whole.end + 3);
        let (over, slash, under) = (self.tok(at)?, self.tok(at + 1)?, self.tok(at + 2)?);
        let gap = &self.text[self.toks[at - 1].end..over.start];
        let more =
            self.tok(end).is_some_and(|t| t.glued && !matches!(t.kind, TokKind::Mark('.' | ',' | '،' | ')')));
        if !whole.plain || gap != " " || !(slash.glued && slash.is('/') && under.glued) || more {
            return None;
        }
        let (a, b) = (digits::small(self.text, over)?, digits::small(self.text, under)?);
        (a > 0 && a < b && b <= 16 && !over.found.and).then(|| (Decimal::from(a) / Decimal::from(b), end))
    }

    /// `½` on its own.
    fn vulgar(&self, at: usize, c: char) -> Option<Num> {
        let (a, b) = vulgar(c)?;
        Some(Num {
            values: vec![Decimal::from(a) / Decimal::from(b)],
            end: at + 1,
            sort: Sort::Part(a, b),
            form: Form::Digits,
            soft: false,
            scale: None,
            digits: None,
            glued_scale: false,
        })
    }
}

/// The value of a superscript digit.
fn superscript(tok: &Tok) -> Option<u8> {
    let TokKind::Mark(c) = tok.kind else { return None };
    let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c)?;
    u8::try_from(digit).ok()
}

/// The value of a vulgar fraction such as `¾`.
fn vulgar(c: char) -> Option<(u32, u32)> {
    Some(match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    })
}
