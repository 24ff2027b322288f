//! Numbers in words, or in digits with words behind them, of either language; the grammars are in
//! [`super::arabic`] and [`super::english`].

use super::{
    Decimal, Form,
    digits::{self, Digits},
    lexicon::{Around, Lexicon, Sense},
    scan::{Tok, TokKind},
};
use crate::text::{Lang, chars};

/// A paragraph as tokens, ready to be read.
#[derive(Debug)]
pub(super) struct Paragraph<'a> {
    pub(super) lang: Lang,
    pub(super) lexicon: &'static Lexicon,
    pub(super) text: &'a str,
    pub(super) toks: Vec<Tok>,
}

/// What a number is before units and context are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// How many.
    Count,
    /// Which in an order.
    Place,
    /// A count that may be a place as well: العشرون.
    CountOrPlace,
    /// A place that may be a part as well, or the other way round: خمس, a third.
    Part(u32, u32),
    /// A size, not a number.
    Vague,
    /// A year said in pairs: nineteen eighty-four.
    Year,
}

/// A number and where it ends.
#[derive(Debug, Clone)]
pub(super) struct Num {
    /// Values, best first; never empty.
    pub(super) values: Vec<Decimal>,
    /// The token behind it.
    pub(super) end: usize,
    pub(super) sort: Sort,
    pub(super) form: Form,
    /// Words up to two, everyday words: may not raise an alarm.
    pub(super) soft: bool,
    /// It ends in a scale word or sign, or is vague of that size: what `ونصف` is a half of.
    pub(super) scale: Option<Decimal>,
    /// How it stands in digits, where it is nothing but digits.
    pub(super) digits: Option<Digits>,
    /// A reading that the last sign leaves open: `3m` without and with the scale.
    pub(super) glued_scale: bool,
}

impl Num {
    /// A number in words with one value, sure of itself.
    pub(super) fn in_words(value: Decimal, end: usize, sort: Sort) -> Self {
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

/// Ten to a power that fits.
pub(super) fn power(of: u8) -> Decimal {
    Decimal::from(10u64.pow(u32::from(of.min(18))))
}

impl<'a> Paragraph<'a> {
    pub(super) fn tok(&self, at: usize) -> Option<&Tok> {
        self.toks.get(at)
    }

    pub(super) fn raw(&self, tok: &Tok) -> &'a str {
        &self.text[tok.start..tok.end]
    }

    pub(super) fn senses(&self, at: usize) -> &'static [Sense] {
        self.toks.get(at).map_or(&[], |tok| tok.senses(self.lexicon))
    }

    /// The first thing that `pick` makes of a sense of the word.
    pub(super) fn sense<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses(at).iter().find_map(|&sense| pick(sense))
    }

    pub(super) fn has(&self, at: usize, sense: Sense) -> bool {
        self.senses(at).contains(&sense)
    }

    /// The longest phrase at a token for which `pick` finds a meaning, the word alone last; with the token behind.
    pub(super) fn phrase<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<(T, usize)> {
        let tok = self.toks.get(at)?;
        if tok.found.word == 0 || tok.kind != TokKind::Word {
            return None;
        }
        let entry = self.lexicon.entry(tok.found.word);
        for phrase in entry.phrases {
            if phrase.art != tok.found.art {
                continue;
            }
            let Some(meaning) = pick(phrase.sense) else { continue };
            if let Some(end) = self.rest_of_phrase(at + 1, &phrase.rest) {
                return Some((meaning, end));
            }
        }
        entry.senses.iter().find_map(|&sense| pick(sense)).map(|meaning| (meaning, at + 1))
    }

    fn rest_of_phrase(&self, mut at: usize, rest: &[super::lexicon::Part]) -> Option<usize> {
        for &(word, art) in rest {
            at = self.over_joints(at, word)?;
            let found = self.toks.get(at)?.found;
            let same = found.word == word && found.art == art
                || art && !found.art && self.lexicon.entry(found.word).bare == Some(word);
            if !same || found.and || found.prep {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The next word of a phrase behind what joins it to the one before: hyphens (`years-old`), an apostrophe at the
    /// end of a romanised word (`Rabi' II`) and the Arabic article in Latin letters (`Dhu l-Hijja`).
    fn over_joints(&self, mut at: usize, word: u32) -> Option<usize> {
        loop {
            let tok = self.toks.get(at)?;
            let apostrophe = matches!(tok.kind, TokKind::Mark(c) if chars::is_apostrophe(c));
            let joint = match tok.kind {
                _ if tok.is_dash() => tok.glued && self.glued(at + 1),
                // Rab. II
                TokKind::Mark('.') => tok.glued && at > 0 && self.toks[at - 1].capital && !self.glued(at + 1),
                TokKind::Mark(_) => apostrophe && tok.glued,
                _ => tok.latin && tok.found.word != word && self.has(at, Sense::Around(Around::LatinArticle)),
            };
            if !joint {
                return Some(at);
            }
            at += 1;
        }
    }

    /// The word that stands around a figure here, in the meaning asked for; with the token behind it.
    pub(super) fn around(&self, at: usize, meaning: Around) -> Option<usize> {
        self.phrase(at, |sense| (sense == Sense::Around(meaning)).then_some(()))
            .map(|((), end)| end)
            .or_else(|| self.dotted(at, meaning))
    }

    /// Dotted abbreviations (`a.m.`, `ق.م.`, `A.D.`): letters with stops between, looked up as one word.
    fn dotted(&self, at: usize, meaning: Around) -> Option<usize> {
        let first = self.toks.get(at)?;
        let letter = |tok: &Tok| {
            tok.kind == TokKind::Word && self.raw(tok).chars().filter(|&c| chars::is_letter(c)).count() == 1
        };
        if !self.toks.get(at + 1).is_some_and(|t| t.is('.')) || !letter(first) {
            return None;
        }
        let mut folded = String::new();
        let mut end = at;
        while end < at + 8 {
            let Some(tok) = self
                .toks
                .get(end)
                .filter(|tok| letter(tok) && (end == at || tok.glued || self.lang == Lang::Ar))
            else {
                break;
            };
            folded.push_str(&crate::text::fold::fold(self.lang, self.raw(tok)));
            end += 1;
            match self.toks.get(end) {
                Some(tok) if tok.is('.') && tok.glued => {
                    end += 1;
                    folded.push('.');
                }
                _ => break,
            }
        }
        let known =
            |form: &str| self.lexicon.senses(self.lexicon.find(form).word).contains(&Sense::Around(meaning));
        // p.m. and p.m are one word; the last stop may belong to the sentence, but it may stay with the word.
        let bare = folded.trim_end_matches('.');
        (folded.contains('.') && (known(&folded) || bare.contains('.') && known(bare))).then_some(end)
    }

    /// True for a token that is glued to the one before it.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.toks.get(at).is_some_and(|tok| tok.glued)
    }

    /// The vowel u on the first letter tells خُمس, a fifth, from خَمس, five.
    pub(super) fn u_on_first(&self, tok: &Tok) -> bool {
        let raw = self.raw(tok);
        let mut letters = raw.char_indices().filter(|&(_, c)| chars::is_arabic_letter(c)).map(|(i, _)| i);
        // Behind clitics and article the first letter is that of the folded word; counting from the end is safe
        // because the words in question have three letters, four with an ending.
        let count = letters.clone().count();
        let last: String = raw.chars().rev().filter(|&c| chars::is_arabic_letter(c)).take(2).collect();
        // خُمسان, خُمسين
        let long = if matches!(last.as_str(), "نا" | "ني") && count > 4 { 5 } else { 3 };
        let Some(first) = letters.nth(count.saturating_sub(long)) else { return false };
        raw[first..].chars().nth(1) == Some('\u{064F}')
    }

    /// A number at this token, in digits or words, with the scale words that belong to it.
    pub(super) fn number(&self, at: usize) -> Option<Num> {
        let tok = self.toks.get(at)?;
        match tok.kind {
            // No.1 has no decimal point.
            TokKind::Mark('.' | '٫')
                if tok.glued && at > 0 && !matches!(self.toks[at - 1].kind, TokKind::Mark(_)) =>
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
        let read = digits::read(self.lang, self.text, &self.toks, at)?;
        let mut made: Option<Num> = None;
        for &value in &read.values {
            let grown = match self.lang {
                Lang::Ar => self.arabic_words(at, Some((value, read.end))),
                Lang::En => self.english_words(at, Some((value, read.end))),
            };
            let Some(grown) = grown else { continue };
            match &mut made {
                None => made = Some(grown),
                // A second value counts only where it takes up the same words.
                Some(num) if num.end == grown.end => num.values.extend(grown.values),
                Some(_) => {}
            }
        }
        let mut num = made?;
        // 10⁹, 14.8 × 10⁹
        if num.end == read.end
            && let Some((value, end)) = self.power_of_ten(at, &read)
        {
            num.values = vec![value.normalize()];
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

    /// `10⁹`, `10^9`, and a number times that.
    fn power_of_ten(&self, at: usize, read: &Digits) -> Option<(Decimal, usize)> {
        let ten = |at: usize| {
            let digits = self.tok(at).filter(|t| t.kind == TokKind::Digits)?;
            (digits::small(self.text, digits)? == 10).then_some(())?;
            let (mut power, mut end) = (0u8, at + 1);
            if self.tok(end).is_some_and(|t| t.glued && t.is('^')) {
                let raised = self.tok(end + 1).filter(|t| t.glued && t.kind == TokKind::Digits)?;
                power = u8::try_from(digits::small(self.text, raised)?).ok()?;
                end += 2;
            }
            while let Some(digit) = self.tok(end).filter(|t| t.glued).and_then(superscript) {
                power = power.checked_mul(10)?.checked_add(digit)?;
                end += 1;
            }
            (1..=18).contains(&power).then(|| (super::number::power(power), end))
        };
        if read.plain && read.values.first() == Some(&Decimal::TEN) {
            return ten(at);
        }
        let times = |t: &&Tok| t.is('×') || self.raw(t) == "x";
        self.tok(read.end).filter(times)?;
        let (by, end) = ten(read.end + 1)?;
        Some((read.values.first()?.checked_mul(by)?, end))
    }

    /// `1 1/2`: the fraction behind a whole number.
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

    /// `½` by itself.
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

/// The value of a raised digit.
fn superscript(tok: &Tok) -> Option<u8> {
    let TokKind::Mark(c) = tok.kind else { return None };
    let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c)?;
    u8::try_from(digit).ok()
}

/// The value of a sign such as `¾`.
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
