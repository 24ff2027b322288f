//! The grammar of English number words.

mod fraction;
mod sum;
mod vague;

use crate::figure::{
    Decimal, Form, digits,
    lexicon::{Around, Role, Sense, lexicon},
    number::{Num, Sort, power},
    paragraph::Paragraph,
    scan::TokKind,
};
use crate::text::Lang;
use sum::Sum;

impl Paragraph<'_> {
    /// The English number that begins at a token, in words, or in digits that words may follow
    /// (`lead`: value and token after the digits).
    pub(in crate::figure) fn english_words(&self, at: usize, lead: Option<(Decimal, usize)>) -> Option<Num> {
        if lead.is_none()
            && let Some(num) = self.english_fraction(at).or_else(|| self.english_vague(at))
        {
            return Some(num);
        }
        let mut sum = Sum {
            total: Decimal::ZERO,
            group: lead.map(|(value, _)| value),
            last: None,
            at_scale: false,
            sort: Sort::Count,
            words: u32::from(lead.is_some()),
            pair: false,
            scored: false,
        };
        let digits = lead.is_some();
        let mut next = lead.map_or(at, |(_, end)| end);
        // a hundred, a million, a dozen: the article means one, but only here.
        let article = !digits && self.has(at, Sense::Article);
        if article {
            let scale = |s: Sense| matches!(s, Sense::Scale(_) | Sense::Group(_)).then_some(());
            self.sense(at + 1, scale)?;
            next = at + 1;
        }
        let glued = lead.and_then(|(lead, _)| Some((lead, self.glued_scale(next, lead)?)));
        if let Some((lead, by)) = glued {
            let value = lead.checked_mul(power(by))?;
            (sum.total, sum.group, sum.last, sum.at_scale) = (value, None, Some(by), true);
            next += 1;
        } else {
            next = self.add_english_words(next, digits, &mut sum);
        }
        if sum.words == 0 {
            return if article { None } else { self.lone_point(at) };
        }
        let value = sum.total.checked_add(sum.group.unwrap_or_default())?;
        let sort = if sum.pair && sum.sort == Sort::Count { Sort::Year } else { sum.sort };
        let num = Num {
            values: Vec::new(),
            end: next,
            sort,
            form: Form::Words,
            soft: !digits && value <= Decimal::TWO,
            scale: sum.last.filter(|&by| sum.at_scale && by > 2).map(power),
            digits: None,
            glued_scale: glued.is_some(),
        };
        self.with_parts(num, value, digits)
    }

    /// Adds words to a number as long as they belong to it, and returns the token after them.
    fn add_english_words(&self, mut next: usize, digits: bool, sum: &mut Sum) -> usize {
        while let Some(step) = self.step(next, sum) {
            // Digits may be followed by scales only: 3.5 million, and not `12 billion two years ago`.
            let scale = |s: Sense| {
                matches!(s, Sense::Scale(_) | Sense::PluralScale(_) | Sense::Group(_) | Sense::Groups(_))
                    .then_some(())
            };
            if digits && (self.sense(step, scale).is_none() || self.is_compound(step)) {
                break;
            }
            // €40 million and two states: words are not added to digits.
            if digits && self.has(next, Sense::Around(Around::And)) {
                break;
            }
            if !self.english_word(step, sum) {
                break;
            }
            sum.words += 1;
            next = step + 1;
            if sum.sort != Sort::Count {
                break;
            }
        }
        next
    }

    /// The number with what follows its words: `point five`, `and a half`.
    fn with_parts(&self, mut num: Num, mut value: Decimal, digits: bool) -> Option<Num> {
        if num.sort == Sort::Count {
            if let Some((decimals, end)) = self.point(num.end).filter(|_| !digits && num.scale.is_none()) {
                value = value.checked_add(decimals)?;
                (num.end, num.soft) = (end, false);
                self.scale_after(&mut value, &mut num)?;
            }
            if let Some((part, end)) = self.and_a_half(num.end) {
                // A dozen and a half is 18.
                let dozen = || self.sense(num.end - 1, group).filter(|_| num.end > 0);
                let of = num.scale.or_else(dozen).unwrap_or(Decimal::ONE);
                value = value.checked_add(part.checked_mul(of)?)?;
                (num.end, num.soft) = (end, false);
                if num.scale.is_none() {
                    self.scale_after(&mut value, &mut num)?;
                }
            }
        }
        num.values.push(value.normalize());
        Some(num)
    }

    /// `hundred-kilo sacks`, `seventh-grade girls`: a word that a hyphen joins to one that is no number.
    pub(super) fn is_compound(&self, at: usize) -> bool {
        self.tok(at + 1).is_some_and(|tok| tok.is_dash() && tok.glued)
            && self.tok(at + 2).is_some_and(|tok| {
                tok.kind == TokKind::Word
                    && tok.glued
                    && !self.senses(at + 2).iter().any(|sense| sense.counts())
            })
    }

    /// `two point five` and `five and a half` may be followed by a scale, `million`, or by a group, `dozen`.
    fn scale_after(&self, value: &mut Decimal, num: &mut Num) -> Option<()> {
        let scale = |s| match s {
            Sense::Scale(by) | Sense::PluralScale(by) => Some(power(by)),
            _ => None,
        };
        if let Some(by) = self.sense(num.end, scale) {
            *value = value.checked_mul(by)?;
            num.scale = Some(by);
            num.end += 1;
        } else if let Some(by) = self.sense(num.end, group) {
            *value = value.checked_mul(by)?;
            num.end += 1;
        }
        Some(())
    }

    /// `K`, `M`, `bn` glued to digits. `3m` is metres unless people or things follow, `5G` is a generation.
    pub(in crate::figure) fn glued_scale(&self, at: usize, value: Decimal) -> Option<u8> {
        let tok = self.tok(at).filter(|tok| tok.glued && tok.latin && tok.kind == TokKind::Word)?;
        let sign = self.raw(tok);
        let by = short_scale(sign)?;
        let counts = match sign {
            "m" => self.tok(at + 1).is_some_and(|t| {
                t.kind == TokKind::Word && !t.glued && !t.capital && !self.plays(at + 1, Role::AfterMetre)
            }),
            "mm" => false,
            // 5G is a generation, 4T a truck; after a fraction they are scales.
            "b" | "B" | "G" | "T" => value >= Decimal::TEN || !value.is_integer(),
            _ => true,
        };
        counts.then_some(by)
    }

    /// ` point two five` after a number.
    fn point(&self, at: usize) -> Option<(Decimal, usize)> {
        if !self.has(at, Sense::Around(Around::Point)) {
            return None;
        }
        let mut next = at + 1;
        let (mut value, mut places) = (Decimal::ZERO, 0u8);
        if let Some(tok) = self.tok(next).filter(|tok| tok.kind == TokKind::Digits && tok.digits <= 9) {
            let digits = digits::whole(self.text, tok)?;
            return Some((digits.checked_div(power(tok.digits as u8))?, next + 1));
        }
        while places < 12 {
            let Some((n, long)) = self.sense(next, |s| match s {
                Sense::Unit(n) => Some((n, false)),
                Sense::Ten(n) | Sense::Tens(n) => Some((n, true)),
                _ => None,
            }) else {
                break;
            };
            let step = if long { 2 } else { 1 };
            places += step;
            value += Decimal::from(n).checked_div(power(places))?;
            next += 1;
        }
        (places > 0).then_some((value, next))
    }

    /// `point 77` with nothing before it; with digits it may be the point of that number: `kilometre point 19`.
    fn lone_point(&self, at: usize) -> Option<Num> {
        let (value, end) = self.point(at)?;
        let digits = self.tok(at + 1).filter(|tok| tok.kind == TokKind::Digits);
        let numbered = digits.and_then(|tok| digits::whole(self.text, tok));
        Some(Num {
            values: std::iter::once(value.normalize()).chain(numbered).collect(),
            end,
            sort: Sort::Count,
            form: Form::Words,
            soft: false,
            scale: None,
            digits: None,
            glued_scale: false,
        })
    }
}

/// The number of things in a group: 12 of a dozen.
fn group(sense: Sense) -> Option<Decimal> {
    match sense {
        Sense::Group(n) | Sense::Groups(n) => Some(n.into()),
        _ => None,
    }
}

/// The power of ten of a scale abbreviation as written: `K`, `m`, `bn`.
pub(in crate::figure) fn short_scale(sign: &str) -> Option<u8> {
    lexicon(Lang::En).scales.get(sign).copied()
}
