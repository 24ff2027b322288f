//! The grammar of English number words.

use crate::figure::{
    Decimal, Dimension, Form, digits,
    lang::arabic::fraction_of,
    lexicon::{Around, Sense},
    number::{Num, Sort, power},
    paragraph::Paragraph,
    scan::TokKind,
};

/// A number that is being put together: closed groups and the group below the next scale.
struct Sum {
    total: Decimal,
    group: Option<Decimal>,
    last: Option<u8>,
    at_scale: bool,
    /// The number is an order or a part and ends here.
    sort: Sort,
    words: u32,
    /// The first words were tens that may turn into a year: nineteen.
    pair: bool,
    /// The last word was score: a group of twenty takes ten and more behind it.
    scored: bool,
}

impl Paragraph<'_> {
    /// The English number that begins at a token, in words, or in digits (`lead`: value and token behind them) that
    /// words may follow.
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
        // a hundred, a million, a dozen: the article counts one, but only there.
        if !digits && self.has(at, Sense::Article) {
            let scale = |s: Sense| matches!(s, Sense::Scale(_) | Sense::Group(_)).then_some(());
            self.sense(at + 1, scale)?;
            next = at + 1;
        }
        let mut glued_scale = false;
        if let Some((lead, _)) = lead
            && let Some(by) = self.glued_scale(next, lead)
        {
            let value = lead.checked_mul(power(by))?;
            (sum.total, sum.group, sum.last, sum.at_scale) = (value, None, Some(by), true);
            glued_scale = true;
            next += 1;
        }
        let article = next > at && !digits;
        while !glued_scale && let Some(step) = self.step(next, &sum) {
            // Digits take scales behind them and nothing else: 3.5 million.
            let scale = |s: Sense| {
                matches!(s, Sense::Scale(_) | Sense::PluralScale(_) | Sense::Group(_) | Sense::Groups(_))
                    .then_some(())
            };
            if digits && sum.last.is_none() && self.sense(step, scale).is_none() {
                break;
            }
            // €40 million and two states: words are not added to digits.
            if digits && self.has(next, Sense::Around(Around::And)) {
                break;
            }
            if !self.english_word(step, &mut sum) {
                break;
            }
            sum.words += 1;
            next = step + 1;
            if sum.sort != Sort::Count {
                break;
            }
        }
        if sum.words == 0 && !article {
            return self.lone_point(at);
        }
        let mut value = sum.total.checked_add(sum.group.unwrap_or_default())?;
        let mut num = Num {
            values: Vec::new(),
            end: next,
            sort: sum.sort,
            form: Form::Words,
            soft: !digits && value <= Decimal::TWO,
            scale: sum.last.filter(|&by| sum.at_scale && by > 2).map(power),
            digits: None,
            glued_scale,
        };
        if sum.pair && num.sort == Sort::Count {
            num.sort = Sort::Year;
        }
        if num.sort == Sort::Count {
            if let Some((decimals, end)) = self.point(num.end).filter(|_| !digits && num.scale.is_none()) {
                value = value.checked_add(decimals)?;
                (num.end, num.soft) = (end, false);
                self.scale_behind(&mut value, &mut num)?;
            }
            if let Some((part, end)) = self.and_a_half(num.end) {
                let of = num.scale.unwrap_or(Decimal::ONE);
                value = value.checked_add(part.checked_mul(of)?)?;
                (num.end, num.soft) = (end, false);
                if num.scale.is_none() {
                    self.scale_behind(&mut value, &mut num)?;
                }
            }
        }
        num.values.push(value.normalize());
        Some(num)
    }

    /// `two point five` and `five and a half` may be counted in a scale: `million`.
    fn scale_behind(&self, value: &mut Decimal, num: &mut Num) -> Option<()> {
        if let Some(by) = self.sense(num.end, |s| match s {
            Sense::Scale(by) | Sense::PluralScale(by) => Some(by),
            _ => None,
        }) {
            *value = value.checked_mul(power(by))?;
            num.scale = Some(power(by));
            num.end += 1;
        }
        Some(())
    }

    /// The token of the next number word, hyphens and `and` skipped where the grammar has them.
    fn step(&self, next: usize, sum: &Sum) -> Option<usize> {
        let tok = self.tok(next)?;
        if sum.words == 0 {
            return Some(next);
        }
        let number = |at: usize| {
            self.sense(at, |s| {
                matches!(
                    s,
                    Sense::Unit(_)
                        | Sense::Ten(_)
                        | Sense::Tens(_)
                        | Sense::Ordinal(_)
                        | Sense::Scale(_)
                        | Sense::OrdinalScale(_)
                        | Sense::Parts(_)
                        | Sense::Group(_)
                )
                .then_some(())
            })
            .is_some()
        };
        if tok.is_dash() && tok.glued && self.glued(next + 1) && number(next + 1) {
            return Some(next + 1);
        }
        let round = sum.scored
            || sum.at_scale
            || sum.group.is_some_and(|g| !g.is_zero() && (g % Decimal::ONE_HUNDRED).is_zero());
        if self.has(next, Sense::Around(Around::And)) && round && number(next + 1) {
            // four hundred and five, but not "a hundred and a thousand".
            let small = self.sense(next + 1, |s| matches!(s, Sense::Scale(_)).then_some(())).is_none();
            return small.then_some(next + 1);
        }
        // two million, three hundred thousand
        if tok.is(',') && sum.at_scale && sum.last.is_some_and(|by| by >= 3) && number(next + 1) {
            return Some(next + 1);
        }
        (tok.kind == TokKind::Word).then_some(next)
    }

    /// Adds one word to the sum; false where it does not belong to the number.
    fn english_word(&self, at: usize, sum: &mut Sum) -> bool {
        let group = sum.group.unwrap_or_default();
        let below = group % Decimal::ONE_HUNDRED;
        let free = sum.group.is_none() || sum.scored || (below.is_zero() && !group.is_zero());
        let tens = below >= Decimal::from(20) && (below % Decimal::TEN).is_zero() && !sum.pair;
        for &sense in self.senses(at) {
            let taken = match sense {
                Sense::Unit(n) if free || tens && n > 0 => add(sum, n),
                Sense::Ten(n) | Sense::Tens(n) if free => {
                    let taken = add(sum, n);
                    // sixteen hundred is a number, nineteen eighty a year.
                    taken
                }
                Sense::Ten(n) | Sense::Tens(n) | Sense::Unit(n)
                    if sum.last.is_none()
                        && sum.group.is_some()
                        && (sum.pair && tens_of_pair(group) && n < 10
                            || !sum.pair && (n >= 10) && year_head(group)) =>
                {
                    sum.group = Some(if sum.pair {
                        group + Decimal::from(n)
                    } else {
                        group * Decimal::ONE_HUNDRED + Decimal::from(n)
                    });
                    sum.pair = true;
                    true
                }
                Sense::Ordinal(n)
                    if free && (sum.group.is_some() || sum.last.is_some()) || sum.words == 0 =>
                {
                    sum.sort = Sort::Place;
                    add(sum, n)
                }
                Sense::Ordinal(n) if tens && n < 10 => {
                    sum.sort = Sort::Place;
                    add(sum, n)
                }
                // one fifth, one-tenth
                Sense::Ordinal(n) if n > 2 && sum.words == 1 && group == Decimal::ONE => {
                    sum.sort = Sort::Part(1, n);
                    sum.group = Some(Decimal::ONE / Decimal::from(n));
                    true
                }
                Sense::Parts(n)
                    if sum.last.is_none()
                        && sum.words > 0
                        && group.is_integer()
                        && group < Decimal::ONE_HUNDRED =>
                {
                    let Ok(over) = u32::try_from(group) else { return false };
                    sum.sort = Sort::Part(over, n);
                    sum.group = Some(group / Decimal::from(n));
                    true
                }
                Sense::Scale(2) => {
                    let fits = sum.group.is_none() && sum.words == 0
                        || sum.group.is_some() && group < Decimal::ONE_HUNDRED;
                    let count = sum.group.unwrap_or(Decimal::ONE);
                    sum.group = if fits { count.checked_mul(Decimal::ONE_HUNDRED) } else { sum.group };
                    sum.at_scale = false;
                    fits && sum.group.is_some()
                }
                Sense::Scale(by) => scale(sum, by),
                Sense::PluralScale(by) if sum.words > 0 => scale(sum, by),
                Sense::OrdinalScale(by) if sum.words > 0 => {
                    sum.sort = Sort::Place;
                    scale(sum, by)
                }
                Sense::Group(n) | Sense::Groups(n) if sum.last.is_none() => {
                    // score and dozens count only behind a number or an article.
                    if n == 20 && sum.group.is_none() {
                        return false;
                    }
                    let count = sum.group.unwrap_or(Decimal::ONE);
                    sum.group = count.checked_mul(Decimal::from(n));
                    sum.group.is_some()
                }
                _ => continue,
            };
            if taken {
                sum.scored =
                    self.raw(&self.toks[at]).to_ascii_lowercase().trim_end_matches('s').ends_with("score");
                return true;
            }
        }
        false
    }

    /// `K`, `M`, `bn` glued to digits. `3m` is metres unless people or things follow, `5G` a generation.
    pub(in crate::figure) fn glued_scale(&self, at: usize, value: Decimal) -> Option<u8> {
        const DIMENSIONS: [&str; 22] = [
            "tall", "wide", "deep", "long", "high", "away", "from", "of", "to", "above", "below", "and",
            "or", "in", "at", "on", "for", "by", "x", "apart", "thick", "the",
        ];
        let tok = self.tok(at).filter(|tok| tok.glued && tok.latin && tok.kind == TokKind::Word)?;
        let sign = self.raw(tok);
        let by = short_scale(sign)?;
        let counts = match sign {
            "m" => self.tok(at + 1).is_some_and(|t| {
                t.kind == TokKind::Word && !t.glued && !t.capital && !DIMENSIONS.contains(&self.raw(t))
            }),
            "mm" => false,
            // 5G is a generation, 4T a truck; behind a fraction they are scales.
            "b" | "B" | "G" | "T" => value >= Decimal::TEN || !value.is_integer(),
            _ => true,
        };
        counts.then_some(by)
    }

    /// ` point two five` behind a number.
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

    /// `point 77` with nothing before it.
    fn lone_point(&self, at: usize) -> Option<Num> {
        let (value, end) = self.point(at)?;
        Some(Num {
            values: vec![value.normalize()],
            end,
            sort: Sort::Count,
            form: Form::Words,
            soft: false,
            scale: None,
            digits: None,
            glued_scale: false,
        })
    }

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
        // `and a third of the men` is another figure; a half belongs to what stands right before it.
        if under != 2 && self.tok(end).is_some_and(|t| self.raw(t) == "of") {
            return None;
        }
        Some((Decimal::from(over) / Decimal::from(under), end))
    }

    /// `half`, `a third`, `two thirds`, `three-quarters`: the part and the token behind.
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
        if let Some((_, under)) = fraction(next) {
            return Some((count, under, next + 1));
        }
        let parts = |s: Sense| match s {
            Sense::Parts(n) if count > 1 => Some(n),
            Sense::Ordinal(n) if n > 2 && count == 1 => Some(n),
            _ => None,
        };
        self.sense(next, parts).map(|under| (count, under, next + 1))
    }

    /// `half a million`, `three quarters of the land`, `a third`.
    fn english_fraction(&self, at: usize) -> Option<Num> {
        let (over, under, mut end) = self.part(at)?;
        let article = self.has(at, Sense::Article);
        let of = |at: usize| self.tok(at).is_some_and(|t| self.raw(t).eq_ignore_ascii_case("of"));
        // "a third man", "one fifth avenue": a part needs "of", a number or a hyphen.
        let place = over == 1 && under > 4 || article && under != 2;
        if article && place && !of(end) && !self.tok(end).is_none_or(|t| t.kind != TokKind::Word) {
            return None;
        }
        // third-party is no part.
        if self.tok(end).is_some_and(|t| t.is_dash() && t.glued) && article {
            return None;
        }
        // "the first half", "the third quarter" count nothing.
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
        num.values.push(value.normalize());
        Some(num)
    }

    /// `dozens`, `hundreds of thousands`.
    fn english_vague(&self, at: usize) -> Option<Num> {
        let size = |at: usize| {
            self.sense(at, |s| match s {
                Sense::PluralScale(by) => Some(power(by)),
                Sense::Groups(n) => Some(Decimal::from(n)),
                _ => None,
            })
        };
        let tens = |at: usize| {
            self.tok(at).filter(|t| self.raw(t).eq_ignore_ascii_case("tens")).map(|_| Decimal::TEN)
        };
        // a few thousand, a couple of million
        let scale = |at: usize| {
            self.sense(at, |s| match s {
                Sense::Scale(by) => Some(power(by)),
                Sense::Group(n) => Some(Decimal::from(n)),
                _ => None,
            })
        };
        let some = scale(at).filter(|_| self.few(at) || self.heads(at));
        let mut value = some.or_else(|| size(at)).or_else(|| tens(at))?;
        let mut end = at + 1;
        while some.is_some()
            && let Some(by) = scale(end)
        {
            value = value.checked_mul(by)?;
            end += 1;
        }
        while self.tok(end).is_some_and(|t| self.raw(t).eq_ignore_ascii_case("of"))
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

    /// `KD million`, `($ billion)`: the scale of a table, behind a currency without a number.
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

    /// `few`, `several`, `a couple of` right before a token.
    fn few(&self, at: usize) -> bool {
        let few = |at: usize| self.has(at, Sense::Around(Around::Few));
        at > 0 && (few(at - 1) || at > 1 && self.raw(&self.toks[at - 1]) == "of" && few(at - 2))
    }
}

/// A scale sign as written: `K`, `m`, `bn`.
pub(in crate::figure) fn short_scale(sign: &str) -> Option<u8> {
    Some(match sign {
        "k" | "K" => 3,
        "m" | "M" | "mn" | "mln" | "MM" | "mm" => 6,
        "bn" | "Bn" | "BN" | "b" | "B" | "G" | "bln" => 9,
        "tn" | "trn" | "T" => 12,
        _ => return None,
    })
}

fn add(sum: &mut Sum, n: u32) -> bool {
    let made = sum.group.unwrap_or_default().checked_add(Decimal::from(n));
    sum.group = made;
    sum.at_scale = false;
    made.is_some()
}

fn scale(sum: &mut Sum, by: u8) -> bool {
    let smaller = sum.last.is_none_or(|last| by < last);
    let total = match sum.group {
        Some(group) if smaller => group.checked_mul(power(by)).and_then(|n| n.checked_add(sum.total)),
        None if sum.words == 0 => Some(power(by)),
        // three thousand millions
        None if sum.at_scale && sum.last.is_some_and(|last| by > last) => sum.total.checked_mul(power(by)),
        _ => None,
    };
    let Some(total) = total else { return false };
    (sum.total, sum.group, sum.last, sum.at_scale) = (total, None, Some(by), true);
    true
}

/// The first half of a year in pairs: eleven to twenty.
fn year_head(group: Decimal) -> bool {
    group >= Decimal::from(11) && group <= Decimal::from(20)
}

/// nineteen eighty, before its last unit.
fn tens_of_pair(group: Decimal) -> bool {
    let below = group % Decimal::ONE_HUNDRED;
    below >= Decimal::from(20) && (below % Decimal::TEN).is_zero()
}
