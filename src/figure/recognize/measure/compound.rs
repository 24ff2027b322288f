//! Compound units: `قدم²`, `م٢`, `mg/kg`, `كغ لكل هكتار`. If something is glued to a unit and the
//! whole is unknown, the simple unit is not meant, and there is none.

use crate::figure::{
    Dimension, Unit, UnitName,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};
use crate::text::{Lang, chars};

/// Most words that say of what an amount is, before what it is for.
const WHAT: usize = 3;

impl Paragraph<'_> {
    /// The longest unit that begins with the one that ends before `end`, and the token after it.
    pub(in crate::figure) fn compound(&self, unit: Unit, end: usize) -> Option<(Unit, usize)> {
        let measured = !unit.is_time()
            && !matches!(unit.dimension(), Dimension::Money | Dimension::Share | Dimension::Points);
        if !measured || unit.is(UnitName::Degree) {
            return Some((unit, end));
        }
        let Some(tok) = self.tok(end) else { return Some((unit, end)) };
        let (unit, end) = match self.exponent(end) {
            Some((power, after)) => (unit.to_the(power)?, after),
            None if tok.glued && tok.is('.') && self.is_dotted(end) => return None,
            // سم مكعب, كم مربع
            None if unit.dimension() == Dimension::Length => match self.squared(end) {
                Some(power) => (unit.to_the(power)?, end + 1),
                None => (unit, end),
            },
            None => (unit, end),
        };
        if let Some(whole) = self.each(unit, end) {
            return Some(whole);
        }
        if let Some((divisor, after)) = self.for_the(end)
            && let Some(whole) = unit.per(divisor)
        {
            return Some((whole, after));
        }
        match self.divisor(end) {
            Some(Some((divisor, after))) => unit.per(divisor).map(|whole| (whole, after)),
            Some(None) => None,
            None => Some((unit, end)),
        }
    }

    /// `20 quintals a hectare`, `60 miles an hour`: an amount for each.
    fn each(&self, unit: Unit, at: usize) -> Option<(Unit, usize)> {
        self.tok(at).filter(|t| self.lang == Lang::En && !t.capital)?;
        if !self.has(at, Sense::Article) {
            return None;
        }
        let (divisor, end) =
            self.single_unit(at + 1).filter(|(divisor, _)| Paragraph::countable(*divisor))?;
        let apart = divisor.dimension() != unit.dimension() && divisor.dimension() != Dimension::Money;
        unit.per(divisor).filter(|_| apart).map(|whole| (whole, end))
    }

    /// The rate of an amount of something: `8 kg of seed per hectare`, `120 لترا من الماء للهكتار`.
    pub(super) fn rate_apart(&self, unit: Unit, at: usize) -> Option<Unit> {
        let measured = !unit.is_time()
            && unit.parts_of_rate().is_none()
            && !matches!(unit.dimension(), Dimension::Money | Dimension::Share | Dimension::Points);
        if !measured || !self.plays(at, Role::Of) {
            return None;
        }
        let word = |n: &usize| self.tok(*n).is_some_and(|tok| tok.kind == TokKind::Word);
        let between = (at + 1..at + 1 + WHAT).take_while(word).count();
        let divisor = (at + 2..=at + 1 + between).find_map(|n| match self.lang {
            Lang::Ar => self.for_the(n).or_else(|| self.divisor(n).flatten()),
            Lang::En => self.divisor(n).flatten(),
        });
        unit.per(divisor?.0)
    }

    /// The unit in `للهكتار`, `للمتر المكعب`, `للهكتار الواحد` after an amount for each; not of time or money.
    fn for_the(&self, at: usize) -> Option<(Unit, usize)> {
        let tok = self.tok(at).filter(|t| t.found.prep && t.found.art && !t.found.and)?;
        let mut letters = self.raw(tok).chars().filter(|c| !chars::is_tashkeel(*c));
        (letters.next() == Some('ل') && letters.next() == Some('ل')).then_some(())?;
        let unit = self.sense(at, |sense| match sense {
            Sense::Measure { unit, dual: false } => Some(unit),
            _ => None,
        })?;
        if unit.is_time() || unit.dimension() == Dimension::Money {
            return None;
        }
        match self.power_said(at + 1) {
            Some(power) => unit.to_the(power).map(|unit| (unit, at + 2)),
            None => Some((unit, at + 1)),
        }
    }

    /// The power that `مربع` or `مكعب` after a unit of length says.
    fn squared(&self, at: usize) -> Option<u8> {
        let bare = |t: &&Tok| !(t.found.and || t.found.art || t.found.prep);
        self.tok(at).filter(bare).filter(|_| self.lang == Lang::Ar)?;
        self.power_said(at)
    }

    /// The power that a word says, with or without its article.
    fn power_said(&self, at: usize) -> Option<u8> {
        let powers = [(2, Around::Square), (3, Around::Cubic)];
        powers.into_iter().find(|&(_, word)| self.has(at, Sense::Around(word))).map(|(power, _)| power)
    }

    /// `²`, `^2`, or a single 2 or 3 glued to the unit.
    pub(in crate::figure) fn exponent(&self, at: usize) -> Option<(u8, usize)> {
        let tok = self.tok(at).filter(|t| t.glued)?;
        match tok.kind {
            TokKind::Mark('²') => Some((2, at + 1)),
            TokKind::Mark('³') => Some((3, at + 1)),
            TokKind::Mark('^') => self.exponent_digit(at + 1),
            _ => self.exponent_digit(at),
        }
    }

    fn exponent_digit(&self, at: usize) -> Option<(u8, usize)> {
        let tok = self.tok(at).filter(|t| t.glued && t.kind == TokKind::Digits && t.digits == 1)?;
        let power = self.raw(tok).chars().find_map(chars::digit_value).filter(|n| matches!(n, 2 | 3))?;
        let more = self.tok(at + 1).is_some_and(|t| {
            t.glued && (!matches!(t.kind, TokKind::Mark(_)) || self.glued(at + 2)) && !t.is('/')
        });
        (!more).then_some((power, at + 1))
    }

    /// `م.ب`: a stop between letters, not the end of a sentence.
    fn is_dotted(&self, at: usize) -> bool {
        let short = |n: usize| {
            self.tok(n).is_some_and(|t| t.kind == TokKind::Word && self.raw(t).chars().count() <= 3)
        };
        // م.بايت: a single letter does not end a sentence.
        let letter = at > 0 && self.raw(&self.toks[at - 1]).chars().count() == 1;
        let word = |n: usize| self.tok(n).is_some_and(|t| t.kind == TokKind::Word);
        self.lang == Lang::Ar
            && at > 0
            && short(at - 1)
            && self.glued(at + 1)
            && (short(at + 1) || letter && word(at + 1))
    }

    /// The unit after `/` or `per`; `Some(None)` if it is not a unit but belongs to the one before it.
    fn divisor(&self, at: usize) -> Option<Option<(Unit, usize)>> {
        let tok = self.tok(at)?;
        if tok.is('/') && tok.glued {
            self.tok(at + 1).filter(|t| t.glued && t.kind == TokKind::Word)?;
            let Some((unit, end)) = self.single_unit(at + 1) else { return Some(None) };
            return Some(self.raised(unit, end));
        }
        let per = self.has(at, Sense::Around(Around::Per));
        let within = self.has(at, Sense::Around(Around::Within));
        if !per && !within {
            return None;
        }
        let next =
            self.tok(at + 1).filter(|t| t.kind == TokKind::Word && !t.found.and && t.found.art == within)?;
        let found = if within {
            // في الهكتار; but an hour or a day may be the time of an event.
            self.sense(at + 1, |s| match s {
                Sense::Measure { unit, dual: false } => Some((unit, at + 2)),
                _ => None,
            })
            .filter(|(unit, _)| !unit.is_time() && !next.found.prep)
        } else {
            self.single_unit(at + 1)
        };
        let (unit, end) = found.filter(|(unit, _)| unit.dimension() != Dimension::Money)?;
        // في المتر المكعب, في الكيلومتر المربع
        if let Some(power) = self.power_said(end).filter(|_| within) {
            return unit.to_the(power).map(|unit| Some((unit, end + 1)));
        }
        Some(self.raised(unit, end))
    }

    fn raised(&self, unit: Unit, end: usize) -> Option<(Unit, usize)> {
        match self.exponent(end) {
            Some((power, after)) => unit.to_the(power).map(|unit| (unit, after)),
            None => Some((unit, end)),
        }
    }
}
