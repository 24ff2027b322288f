//! Arabic fractions, and sizes without a number: `نصف مليون`, `ثلاثة أرباع`, `إلا ربعا`, `عشرات الآلاف`.

use crate::figure::{
    Decimal, Form,
    lang::senses::{fraction_of, parts_of, scale_of, tens_of, unit_of},
    lexicon::{Around, Role, Sense},
    number::{Num, Sort, power},
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};

impl Paragraph<'_> {
    /// `ونصف`, `ونصف المليون`, `وثلاثة أرباع` after a number; the fraction is one of the number's last scale.
    pub(in crate::figure) fn and_a_part(
        &self,
        at: usize,
        scale: Option<Decimal>,
    ) -> Option<(Decimal, usize)> {
        let mut at = at;
        // إلا ربعا: minus a quarter.
        let less = self.has(at, Sense::Around(Around::Except));
        if less {
            at += 1;
            // إلا عشر دقائق: a count of ten.
            self.sense(at, fraction_of).filter(|&(_, under)| under <= 4)?;
        }
        let tok = self.tok(at).filter(|tok| tok.kind == TokKind::Word && tok.found.and != less)?;
        if tok.found.art {
            return None;
        }
        // ساعة وعشر دقائق: a count of ten, without the vowel of a tenth.
        // دينار وخمسين فلسا: fifty, without the vowel of two fifths.
        let counts = self.sense(at, unit_of).is_some_and(|n| n > 0)
            || self.sense(at, tens_of).is_some()
            || self.has(at, Sense::Ten(10)) && self.tok(at + 1).is_some_and(|t| t.kind == TokKind::Word);
        let ((over, under), mut end) = match self.sense(at, fraction_of) {
            Some(part) if !counts || self.u_on_first(tok) => (part, at + 1),
            _ => {
                let parts = self.sense(at + 1, parts_of).filter(|_| !self.toks[at + 1].found.and)?;
                ((self.sense(at, unit_of)?, parts), at + 2)
            }
        };
        // ونص القانون: its text, not a half.
        let text = self.has(at, Sense::Everyday) && under == 2;
        if text && self.tok(end).is_some_and(|t| self.raw(t).starts_with("ال") || t.found.art) {
            return None;
        }
        // ست ساعات وثلثا: the accusative of one third, where nothing follows of which there are two.
        let lone = self.tok(end).is_none_or(|t| t.kind != TokKind::Word || t.found.and || t.found.prep);
        let over = if (over, under) == (2, 3) && lone && self.raw(tok).ends_with('ا') { 1 } else { over };
        let mut part = Decimal::from(over) / Decimal::from(under);
        match self.tok(end).filter(|t| t.kind == TokKind::Word && !t.found.and && !t.found.prep) {
            Some(tok) => match self.sense(end, scale_of).filter(|&by| by > 1) {
                // مليون ونصف المليون, and مليونين ونصف مليون
                Some(by) if scale.is_none_or(|s| s >= power(by)) && (scale.is_some() || tok.found.art) => {
                    part = part.checked_mul(power(by))?;
                    end += 1;
                }
                // خمسة ونصف مليون: the scale counts the whole number; the caller's number ends before it.
                Some(_) => return None,
                None => {
                    // A half of people who are not part of the number: مليون ونصف الطلاب.
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

    /// `إلا ربعا`, `إلا ثلثا`: the fraction that is subtracted, and the token after it. After إلا
    /// the ending of ثلثا is that of the accusative, not a dual.
    pub(in crate::figure) fn less_a_part(&self, at: usize) -> Option<((u32, u32), usize)> {
        let next = self.around(at, Around::Except)?;
        let (_, under) = self.sense(next, fraction_of).filter(|&(_, under)| under <= 4)?;
        Some(((1, under), next + 1))
    }

    /// `نصف مليون`, `ثلثا`, `ثلاثة أرباع`, `خُمس`.
    pub(super) fn arabic_fraction(&self, at: usize) -> Option<Num> {
        let tok = &self.toks[at];
        // الربع الثاني: a quarter of a year with its number.
        let place = |s: Sense| matches!(s, Sense::Ordinal(_)).then_some(());
        if tok.found.art
            && self.sense(at + 1, place).is_some()
            && self.toks[at + 1].found.art
            && !self.toks[at + 1].found.and
        {
            return None;
        }
        // كل ثلث أيام: three, as dialects say it.
        if self.sense(at, fraction_of) == Some((1, 3)) && !tok.found.art && self.counts_days(at + 1) {
            return Some(Num::in_words(Decimal::from(3), at + 1, Sort::Count));
        }
        let (part, mut end) = self.fraction_word(at)?;
        // ثلثاً is one third, ثلثا two.
        let accusative = part.0 == 2 && self.raw(tok).contains('\u{064B}');
        let part = if accusative { (1, part.1) } else { part };
        let part = match self.of_a_part(at, end) {
            Some(under) => {
                end += 1;
                (part.0, part.1 * under)
            }
            None => part,
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
        } else if let Some(group) = self.tok(end).filter(|t| !t.found.and && !t.found.prep).and_then(|_| {
            // نصف دزينة
            self.sense(end, |s| if let Sense::Group(n) = s { Some(n) } else { None })
        }) {
            value = value.checked_mul(Decimal::from(group))?;
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

    /// The fraction of a word, or of a count and its parts, and the token after it: `ثلثا`, `ثلاثة أرباع`.
    fn fraction_word(&self, at: usize) -> Option<((u32, u32), usize)> {
        let counted = self.sense(at, unit_of);
        // ربعة is four, ربعه its quarter.
        let part = self.sense(at, fraction_of).filter(|_| !self.raw(&self.toks[at]).ends_with('ة'));
        let Some(part) = part else {
            let parts = self
                .sense(at + 1, parts_of)
                .filter(|_| !self.toks[at + 1].found.and && !self.toks[at + 1].found.prep)?;
            return Some(((counted.filter(|&n| n > 0)?, parts), at + 2));
        };
        // نص is more often a text than a half, unless a unit follows.
        if self.has(at, Sense::Everyday) && part == (1, 2) {
            let measured =
                |s: Sense| matches!(s, Sense::Measure { dual: false, .. } | Sense::Scale(_)).then_some(());
            self.sense(at + 1, measured).filter(|()| !self.toks[at + 1].found.and)?;
        }
        // خمس is five and a fifth, ثمن a price and an eighth: the vowel or a following definite noun decides.
        let ten = |s| matches!(s, Sense::Ten(_) | Sense::Tens(_)).then_some(());
        let ambiguous = counted.is_some() || self.sense(at, ten).is_some() || part == (1, 8);
        let sure = !ambiguous
            || self.u_on_first(&self.toks[at])
            || self.is_part_of_whole(at, part)
            || self.is_share(at);
        sure.then_some((part, at + 1))
    }

    /// True for the plural of a unit of time that is not defined: أيام, سنين, مرات.
    fn counts_days(&self, at: usize) -> bool {
        let unit = self.unit(at).filter(|(unit, ..)| unit.is_time()).is_some();
        let plural = |tok: &Tok| {
            let word = self.raw(tok);
            !tok.found.and && (word.starts_with('أ') || word.ends_with("ات") || word.ends_with("ين"))
        };
        let whole = self.tok(at + 1).is_some_and(|tok| self.raw(tok).starts_with("ال"));
        unit && !whole && self.tok(at).is_some_and(plural)
    }

    /// `خمس السكان`: a word for five before a definite noun, which numbers do not count.
    fn is_part_of_whole(&self, at: usize, part: (u32, u32)) -> bool {
        let plain = |s: &Sense| matches!(s, Sense::NoDual | Sense::DualNoun);
        part != (1, 8)
            && self.sense(at, tens_of).is_none()
            && !self.toks[at].found.art
            && self.tok(at + 1).is_some_and(|t| {
                let definite = t.kind == TokKind::Word && !t.found.and && self.raw(t).starts_with("ال");
                definite && self.senses(at + 1).iter().all(plain)
            })
    }

    /// `بنسبة الخمس`: a word with the article after one that leads a share, and nothing that it could count.
    fn is_share(&self, at: usize) -> bool {
        self.toks[at].found.art
            && at.checked_sub(1).is_some_and(|before| self.plays(before, Role::ShareLead))
            && self.tok(at + 1).is_none_or(|t| t.kind != TokKind::Word || t.found.word == 0)
    }

    /// `ربع العشر`, `نصف السدس`: how many parts the second fraction makes of the whole.
    fn of_a_part(&self, at: usize, end: usize) -> Option<u32> {
        self.tok(end).filter(|tok| tok.found.art && !tok.found.and && !tok.found.prep)?;
        // ثمن is a price more often than an eighth.
        let (_, under) = self.sense(end, fraction_of).filter(|part| matches!(part, (1, 5 | 6 | 10)))?;
        // ربع العشر الأواخر are ten nights.
        let counts = self.tok(end + 1).is_some_and(|tok| {
            tok.kind == TokKind::Word && !tok.found.and && self.raw(tok).starts_with("ال")
        });
        (!counts && !self.toks[at].found.art).then_some(under)
    }

    /// `إجراء ونصف إجراء`: a fraction joined to a noun, and the noun repeated.
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
    pub(super) fn arabic_vague(&self, at: usize) -> Option<Num> {
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
        // بضعة عشر رجلا
        if few
            && self.has(end, Sense::Ten(10))
            && self.tok(end).is_some_and(|t| !t.found.and && !t.found.prep)
        {
            let mut num = Num::in_words(Decimal::TEN, end + 1, Sort::Count);
            num.values = super::SOME_TEEN.map(Decimal::from).into();
            num.soft = true;
            return Some(num);
        }
        while let Some(by) = self
            .tok(end)
            .filter(|t| !t.found.and && !t.found.prep && t.kind == TokKind::Word)
            .and_then(|_| self.sense(end, scale_of))
        {
            // بضعة آلاف is thousands, whatever number a few is.
            size = if few && end == at + 1 { power(by) } else { size.checked_mul(power(by))? };
            end += 1;
        }
        let mut num = Num::in_words(size.normalize(), end, Sort::Vague);
        num.soft = true;
        Some(num)
    }
}
