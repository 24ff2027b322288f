//! The grammar of Arabic number words.
//!
//! Units stand before tens and are joined to them by و (`خمسة وعشرون`), the second half of 11 to 19 is not joined
//! (`خمسة عشر`), hundreds and scales come first in modern prose and last in older prose (`خمس وستين ومئتين`). A
//! scale without و counts what stands before it, one with و begins a new group (`مليون وألف`).

use crate::figure::{
    Decimal, Form, digits,
    lexicon::{Around, Sense},
    number::{Num, Sort, power},
    paragraph::Paragraph,
    scan::TokKind,
};
use crate::text::{Lang, chars, fold};

/// The slots of a group below a thousand.
const UNITS: u8 = 1;
const TENS: u8 = 2;
const HUNDREDS: u8 = 4;

/// A number that is being put together.
#[derive(Default)]
struct Sum {
    /// Closed groups.
    total: Decimal,
    /// The group below the next scale.
    group: Option<Decimal>,
    slots: u8,
    /// The scale that closed the last group.
    last: Option<u8>,
    /// The last word was a scale, nothing behind it yet.
    at_scale: bool,
    /// Older order: the scale came behind, nothing may follow.
    done: bool,
    words: u32,
    /// The last word was a unit, which عشر may turn into 11 to 19 and مئة into hundreds.
    unit: Option<u32>,
}

impl Sum {
    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.group.unwrap_or_default())
    }

    fn put(&mut self, value: u32, slots: u8) -> bool {
        if self.slots & slots != 0 || self.done {
            return false;
        }
        let Some(sum) = self.group.unwrap_or_default().checked_add(Decimal::from(value)) else {
            return false;
        };
        self.group = Some(sum);
        self.slots |= slots;
        self.at_scale = false;
        true
    }

    /// ست مئة ألف وثلاثة آلاف, مئة ألف وألف: the same scale again below its hundreds.
    fn fills_up(&self, by: u8, count: u32) -> bool {
        let group = self.group.unwrap_or(Decimal::from(count));
        self.last == Some(by)
            && group < Decimal::ONE_HUNDRED
            && !self.total.is_zero()
            && (self.total % (power(by) * Decimal::ONE_HUNDRED)).is_zero()
    }

    /// Closes the group with a scale; `None` begins a group of one.
    fn scale(&mut self, by: u8, joined: bool, count: u32) -> bool {
        if self.done {
            return false;
        }
        let smaller = self.last.is_none_or(|last| by < last) || self.fills_up(by, count);
        match self.group {
            Some(group) if !joined && count == 1 && smaller => {
                let Some(total) = group.checked_mul(power(by)).and_then(|n| n.checked_add(self.total)) else {
                    return false;
                };
                self.total = total;
            }
            // خمس وثمانين وتسعمئة وألف: the thousand comes last.
            Some(group) if joined && self.last.is_none() && by == 3 && group < Decimal::ONE_THOUSAND => {
                self.total = power(by) * Decimal::from(count);
                self.done = true;
                return true;
            }
            Some(_) => return false,
            None if self.words == 0 || joined && smaller => {
                let Some(total) = self.total.checked_add(power(by) * Decimal::from(count)) else {
                    return false;
                };
                self.total = total;
            }
            // مئة ألف مليون, ألف ألف: a scale counted by a scale.
            None if self.at_scale
                && !joined
                && count == 1
                && self.last.is_some_and(|last| by > last || by == 3 && last == 3) =>
            {
                let Some(total) = self.total.checked_mul(power(by)) else { return false };
                self.total = total;
                self.last = self.last.map(|last| last + by);
                return true;
            }
            None => return false,
        }
        self.group = None;
        self.slots = 0;
        self.last = Some(by);
        self.at_scale = true;
        true
    }
}

impl Paragraph<'_> {
    /// The Arabic number that begins at a token, in words, or in digits (`lead`: value and token behind them) that
    /// words may follow.
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
        let mut sum = Sum::default();
        let mut next = at;
        if let Some((value, end)) = lead {
            sum.group = Some(value);
            sum.slots = UNITS | TENS | HUNDREDS;
            sum.words = 1;
            next = end;
        }
        let mut glued_scale = false;
        if let Some((value, _)) = lead
            && let Some(by) = self.glued_scale(next, value)
        {
            // 1.5M, 24K: Latin signs mean in Arabic what they mean in English.
            (sum.total, sum.group, sum.last) = (value.checked_mul(power(by))?, None, Some(by));
            (sum.at_scale, sum.done, glued_scale) = (true, true, true);
            next += 1;
        }
        while let Some(tok) = self.tok(next).filter(|_| !glued_scale) {
            let first = sum.words == 0;
            if tok.kind == TokKind::Digits {
                // 3 ملايين و200 ألف, ألف و250
                if !(tok.found.and && sum.group.is_none() && sum.last.is_some() && !sum.done) {
                    break;
                }
                let whole = digits::read(self.lang, self.text, &self.toks, next);
                match whole.filter(|w| w.values.len() == 1 && self.below_last(w.values[0], &sum, w.end)) {
                    Some(whole) => {
                        sum.group = Some(whole.values[0]);
                        sum.slots = UNITS | TENS | HUNDREDS;
                        sum.at_scale = false;
                        next = whole.end;
                        continue;
                    }
                    None => break,
                }
            }
            if tok.kind != TokKind::Word || tok.found.word == 0 || !first && tok.found.prep {
                break;
            }
            if lead.is_none()
                && !first
                && sum.slots & (UNITS | TENS) == 0
                && let Some(place) = self.place_in_hundred(at, next, sum.value()?)
            {
                return Some(place);
            }
            if self.begins_another(next, &sum) || !self.arabic_word(next, &mut sum) {
                break;
            }
            sum.words += 1;
            next += 1;
        }
        if sum.words == 0 {
            return None;
        }
        let mut value = sum.value()?;
        let mut num = Num {
            values: Vec::new(),
            end: next,
            sort: Sort::Count,
            form: Form::Words,
            soft: false,
            scale: sum.last.filter(|_| sum.at_scale).map(power),
            digits: None,
            glued_scale,
        };
        if lead.is_none() && sum.words == 1 {
            num.soft =
                value <= Decimal::TWO || self.everyday(at) || self.is_epithet(at) || self.is_his_water(at);
            // ألفا is alpha too.
            if self.has(at, Sense::DualScale(3)) && self.has(at, Sense::Scale(3)) && !self.construct(at) {
                num.soft = true;
            }
            if self.sense(at, |s| matches!(s, Sense::Tens(_) | Sense::Hundred(100)).then_some(())).is_some()
                && self.toks[at].found.art
            {
                num.sort = Sort::CountOrPlace;
            }
        }
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
        num.values.push(value.normalize());
        Some(num)
    }

    /// `أربعة آلاف وخمسة آلاف`: what a scale no smaller than the last one counts is a number of its own.
    fn begins_another(&self, at: usize, sum: &Sum) -> bool {
        let Some(last) = sum.last.filter(|_| sum.group.is_none() && self.toks[at].found.and) else {
            return false;
        };
        let word = |n: usize| {
            self.tok(n).is_some_and(|t| t.kind == TokKind::Word && t.found.word != 0 && !t.found.prep)
        };
        // خمسة وعشرون ألفا: the scale stands behind all that is joined.
        let more = (at + 1..at + 4).take_while(|&n| word(n) && self.toks[n].found.and).count();
        let scale = at + 1 + more;
        let by =
            self.sense(scale, scale_of).filter(|&by| by > 2 && word(scale) && !self.toks[scale].found.and);
        by.is_some_and(|by| by >= last && !sum.fills_up(by, 1))
            && self.sense(at, scale_of).is_none_or(|own| own < 3)
    }

    /// `مئة واحد عشر`: and eleven, the hamza left out.
    fn eleven(&self, at: usize) -> bool {
        let tok = &self.toks[at];
        !tok.found.art
            && self.has(at, Sense::Unit(1))
            && self.has(at + 1, Sense::Ten(10))
            && self.tok(at + 1).is_some_and(|t| !t.found.and && !t.found.art)
            && bare_one(self.raw(tok))
    }

    /// Adds one word to the sum; false where it does not belong to the number.
    fn arabic_word(&self, at: usize, sum: &mut Sum) -> bool {
        let tok = &self.toks[at];
        let first = sum.words == 0;
        let joined = tok.found.and || !first && self.eleven(at);
        let opens = first || joined;
        let alone = sum.unit.is_some() && !joined && !sum.done;
        let lone_unit = alone && sum.slots == UNITS && sum.unit > Some(2);
        let unit = sum.unit.take();
        for &sense in self.senses(at) {
            let taken = match sense {
                Sense::Unit(0) => first && sum.put(0, UNITS | TENS | HUNDREDS),
                Sense::Unit(n) => {
                    let taken = opens && sum.slots & TENS == 0 && sum.put(n, UNITS);
                    // الواحد عشر أذرع is no eleven: that is أحد عشر.
                    sum.unit =
                        Some(n).filter(|_| taken && !(n == 1 && bare_one(self.raw(tok)) && !self.eleven(at)));
                    taken
                }
                Sense::Ten(n) if !first && alone => sum.put(n, TENS),
                Sense::Ten(n) | Sense::Teen(n) => opens && sum.put(n, UNITS | TENS),
                Sense::Tens(n) if joined && sum.slots & (UNITS | TENS) == UNITS => sum.put(n, TENS),
                Sense::Tens(n) => opens && sum.put(n, UNITS | TENS),
                // ثلاث مئة, written apart.
                Sense::Hundred(100) | Sense::PluralScale(2) if lone_unit => {
                    sum.group = sum.group.map(|g| g * Decimal::ONE_HUNDRED);
                    sum.slots = HUNDREDS;
                    true
                }
                Sense::Hundred(n) => opens && sum.put(n, HUNDREDS),
                // ألّف is a verb and أَلِف a letter; ألفا by itself is two thousand before what is counted.
                Sense::Scale(3) if self.raw(tok).contains('\u{0651}') || self.raw(tok).contains("لِ") => {
                    false
                }
                Sense::Scale(by) if first && self.has(at, Sense::DualScale(by)) && self.construct(at) => {
                    false
                }
                Sense::Scale(by) => sum.scale(by, joined, 1),
                Sense::DualScale(by) => {
                    sum.group.is_none()
                        && (!self.has(at, Sense::Scale(by)) || self.construct(at))
                        && sum.scale(by, joined, 2)
                }
                Sense::PluralScale(by) if by > 2 => {
                    !first && !joined && sum.group.is_some() && sum.scale(by, false, 1)
                }
                Sense::Group(n) if !first && !joined && sum.group.is_some() => {
                    sum.group = sum.group.and_then(|g| g.checked_mul(Decimal::from(n)));
                    sum.done = true;
                    sum.group.is_some()
                }
                Sense::Group(n) => first && sum.put(n, UNITS | TENS | HUNDREDS),
                _ => continue,
            };
            if taken {
                return true;
            }
        }
        sum.unit = unit;
        false
    }

    /// Digits behind `ألف و` belong to the number only when they are below the thousand, scale words counted.
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

    /// ألفا before a noun is the dual of the construct state (ألفا دولار), elsewhere an accusative (ألفا وثلاثمئة).
    fn construct(&self, at: usize) -> bool {
        let tanwin = self.raw(&self.toks[at]).contains('\u{064B}');
        !tanwin
            && self.tok(at + 1).is_some_and(|t| {
                let small =
                    matches!(self.raw(t), "من" | "في" | "على" | "إلى" | "عن" | "أو" | "بعد" | "قبل" | "كل");
                t.kind == TokKind::Word
                    && !t.found.and
                    && !t.found.prep
                    && !small
                    && !self.raw(t).starts_with('و')
                    && !self.raw(t).starts_with("ال")
            })
    }

    /// A word that is a number and an everyday word, without a noun behind it that is counted.
    fn everyday(&self, at: usize) -> bool {
        if !self.has(at, Sense::Everyday) {
            return false;
        }
        let counted = !self.toks[at].found.art
            && self.tok(at + 1).is_some_and(|t| {
                t.kind == TokKind::Word && !t.found.art && !t.found.and && !self.raw(t).starts_with("ال")
            });
        !counted
    }

    /// مائه with an open ه at its end is `his water` as well as a hundred.
    fn is_his_water(&self, at: usize) -> bool {
        self.has(at, Sense::Hundred(100)) && self.raw(&self.toks[at]).ends_with("ائه")
    }

    /// السبع is a beast, الخمس prayers: a number with the article counts behind a definite noun, or before one.
    fn is_epithet(&self, at: usize) -> bool {
        let definite = |n: usize| {
            self.tok(n).is_some_and(|t| {
                let bare = self.raw(t).trim_start_matches(['و', 'ف', 'ب', 'ك']);
                t.kind == TokKind::Word && (t.found.art || bare.starts_with("ال") || bare.starts_with("لل"))
            })
        };
        let behind = self.tok(at + 1).is_some_and(|t| {
            let linked = t.found.and || t.found.prep || self.lexicon.links.contains(self.raw(t));
            t.kind == TokKind::Word && !linked
        });
        self.toks[at].found.art
            && self.sense(at, unit_of).is_some()
            && !(at > 0 && definite(at - 1))
            && (!behind || definite(at + 1))
    }

    /// `فاصلة خمسة وسبعون`: what stands behind the decimal separator in words.
    fn decimals_in_words(&self, at: usize) -> Option<(Decimal, usize)> {
        let mut next = self.around(at, Around::Point)?;
        // نقطة is a point of any kind; it separates decimals only between number words.
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

    /// `ونصف`, `ونصف المليون`, `وثلاثة أرباع` behind a number; the part is one of the scale that closed the number.
    pub(in crate::figure) fn and_a_part(
        &self,
        at: usize,
        scale: Option<Decimal>,
    ) -> Option<(Decimal, usize)> {
        let mut at = at;
        // إلا ربعا: less a quarter.
        let less = self.has(at, Sense::Around(Around::Except));
        if less {
            at += 1;
            // إلا عشر دقائق: ten of something.
            self.sense(at, fraction_of).filter(|&(_, under)| under <= 4)?;
        }
        let tok = self.tok(at).filter(|tok| tok.kind == TokKind::Word && tok.found.and != less)?;
        if tok.found.art {
            return None;
        }
        let ((over, under), mut end) = match self.sense(at, fraction_of) {
            Some(part) if self.sense(at, unit_of).is_none_or(|n| n == 0) || self.u_on_first(tok) => {
                (part, at + 1)
            }
            _ => {
                let parts = self.sense(at + 1, parts_of).filter(|_| !self.toks[at + 1].found.and)?;
                ((self.sense(at, unit_of)?, parts), at + 2)
            }
        };
        // ونص القانون: the text of it.
        let text = self.has(at, Sense::Everyday) && under == 2;
        if text && self.tok(end).is_some_and(|t| self.raw(t).starts_with("ال") || t.found.art) {
            return None;
        }
        let mut part = Decimal::from(over) / Decimal::from(under);
        match self.tok(end).filter(|t| t.kind == TokKind::Word && !t.found.and && !t.found.prep) {
            Some(tok) => match self.sense(end, scale_of).filter(|&by| by > 1) {
                // مليون ونصف المليون, and مليونين ونصف مليون
                Some(by) if scale.is_none_or(|s| s >= power(by)) && (scale.is_some() || tok.found.art) => {
                    part = part.checked_mul(power(by))?;
                    end += 1;
                }
                // خمسة ونصف مليون: the scale counts the whole; the caller's number ends before it.
                Some(_) => return None,
                None => {
                    // النصف of people who are no part of the number: مليون ونصف الطلاب.
                    if scale.is_some() && tok.found.word == 0 && self.raw(tok).starts_with("ال") {
                        return None;
                    }
                    part = part.checked_mul(scale.unwrap_or(Decimal::ONE))?;
                }
            },
            None => part = part.checked_mul(scale.unwrap_or(Decimal::ONE))?,
        }
        Some((if less { -part } else { part }, end))
    }

    /// `إلا ربعا`, `إلا ثلثا`: the part that is taken off, and the token behind it. Behind إلا the ending of ثلثا is that
    /// of the accusative and no dual.
    pub(in crate::figure) fn less_a_part(&self, at: usize) -> Option<((u32, u32), usize)> {
        let next = self.around(at, Around::Except)?;
        let (_, under) = self.sense(next, fraction_of).filter(|&(_, under)| under <= 4)?;
        Some(((1, under), next + 1))
    }

    /// `نصف مليون`, `ثلثا`, `ثلاثة أرباع`, `خُمس`.
    fn arabic_fraction(&self, at: usize) -> Option<Num> {
        let tok = &self.toks[at];
        // الربع الثاني: a quarter of a year with its place.
        let place = |s: Sense| matches!(s, Sense::Ordinal(_)).then_some(());
        if tok.found.art
            && self.sense(at + 1, place).is_some()
            && self.toks[at + 1].found.art
            && !self.toks[at + 1].found.and
        {
            return None;
        }
        let counted = self.sense(at, unit_of);
        let (part, mut end) = match self.sense(at, fraction_of) {
            Some(part) => {
                // خمس is five and a fifth, ثمن a price and an eighth: the vowel or a definite noun behind decides.
                let ambiguous = counted.is_some()
                    || self
                        .sense(at, |s| matches!(s, Sense::Ten(_) | Sense::Tens(_)).then_some(()))
                        .is_some()
                    || part == (1, 8);
                // نص is a text more often than a half, unless a unit stands behind it.
                if self.has(at, Sense::Everyday) && part == (1, 2) {
                    let measured = |s: Sense| {
                        matches!(s, Sense::Measure { dual: false, .. } | Sense::Scale(_)).then_some(())
                    };
                    self.sense(at + 1, measured).filter(|()| !self.toks[at + 1].found.and)?;
                }
                if ambiguous && !self.u_on_first(tok) {
                    let whole = part != (1, 8)
                        && self.sense(at, tens_of).is_none()
                        && !tok.found.art
                        && self.tok(at + 1).is_some_and(|t| {
                            t.kind == TokKind::Word
                                && !t.found.and
                                && self.raw(t).starts_with("ال")
                                && self
                                    .senses(at + 1)
                                    .iter()
                                    .all(|s| matches!(s, Sense::NoDual | Sense::DualNoun))
                        });
                    if !whole {
                        return None;
                    }
                }
                (part, at + 1)
            }
            None => {
                let parts = self
                    .sense(at + 1, parts_of)
                    .filter(|_| !self.toks[at + 1].found.and && !self.toks[at + 1].found.prep)?;
                ((counted.filter(|&n| n > 0)?, parts), at + 2)
            }
        };
        if self.is_one_more(at, end) {
            let value = Decimal::ONE + Decimal::from(part.0) / Decimal::from(part.1);
            return Some(Num::in_words(value.normalize(), end + 1, Sort::Count));
        }
        let mut value = Decimal::from(part.0) / Decimal::from(part.1);
        let mut sort = Sort::Part(part.0, part.1);
        let mut scale = None;
        if let Some(by) = self
            .tok(end)
            .filter(|t| !t.found.and && !t.found.prep && t.kind == TokKind::Word)
            .and_then(|_| self.sense(end, scale_of))
            .filter(|&by| by > 1)
        {
            value = value.checked_mul(power(by))?;
            scale = Some(power(by));
            sort = Sort::Count;
            end += 1;
        }
        Some(Num {
            values: vec![value.normalize()],
            end,
            sort,
            form: Form::Words,
            soft: sort != Sort::Count && matches!(part, (1, 2 | 4)),
            scale,
            digits: None,
            glued_scale: false,
        })
    }

    /// `إجراء ونصف إجراء`: a part joined to a noun, and the noun again.
    fn is_one_more(&self, at: usize, end: usize) -> bool {
        let noun = |n: usize| {
            let plain = |s: &Sense| matches!(s, Sense::DualNoun | Sense::NoDual);
            let tok = self.tok(n).filter(|t| t.kind == TokKind::Word && !t.latin)?;
            tok.senses(self.lexicon).iter().all(plain).then_some(())?;
            Some(self.raw(tok).trim_end_matches(['ا', '\u{064B}']))
        };
        self.toks[at].found.and
            && at > 0
            && noun(at - 1).zip(noun(end)).is_some_and(|(one, again)| again.trim_start_matches("ال") == one)
    }

    /// `عشرات الآلاف`, `بضعة ملايين`, `آلاف`; `بضعة وخمسين` is fifty.
    fn arabic_vague(&self, at: usize) -> Option<Num> {
        let mut size = self.sense(at, |s| match s {
            Sense::Vague(n) => Some(Decimal::from(n)),
            Sense::PluralScale(by) => Some(power(by)),
            _ => None,
        })?;
        let mut end = at + 1;
        let few = size < Decimal::TEN;
        if let Some(tens) = self.sense(end, tens_of).filter(|_| few && self.toks[end].found.and) {
            return Some(Num::in_words(tens.into(), end + 1, Sort::Count));
        }
        while let Some(by) = self
            .tok(end)
            .filter(|t| !t.found.and && !t.found.prep && t.kind == TokKind::Word)
            .and_then(|_| self.sense(end, scale_of))
        {
            // بضعة آلاف are thousands, whatever few may be.
            size = if few && end == at + 1 { power(by) } else { size.checked_mul(power(by))? };
            end += 1;
        }
        let mut num = Num::in_words(size.normalize(), end, Sort::Vague);
        num.soft = true;
        Some(num)
    }
}

/// واحد and its forms, not أحد.
pub(in crate::figure) fn bare_one(raw: &str) -> bool {
    let mut letters = raw.chars().filter(|&c| !chars::is_word_extender(c));
    // وأحد is و before أحد.
    let and = letters.next() == Some('و') && matches!(letters.next(), Some('أ' | 'إ'));
    !and && fold::fold(Lang::Ar, raw).contains("واحد")
}

pub(in crate::figure) fn scale_of(sense: Sense) -> Option<u8> {
    match sense {
        Sense::Scale(by) | Sense::PluralScale(by) => Some(by),
        Sense::Hundred(100) => Some(2),
        _ => None,
    }
}

pub(in crate::figure) fn fraction_of(sense: Sense) -> Option<(u32, u32)> {
    match sense {
        Sense::Fraction(a, b) => Some((a, b)),
        _ => None,
    }
}

fn parts_of(sense: Sense) -> Option<u32> {
    match sense {
        Sense::Parts(n) => Some(n),
        _ => None,
    }
}

fn tens_of(sense: Sense) -> Option<u32> {
    match sense {
        Sense::Tens(n) => Some(n),
        _ => None,
    }
}

fn unit_of(sense: Sense) -> Option<u32> {
    match sense {
        Sense::Unit(n) => Some(n),
        _ => None,
    }
}
