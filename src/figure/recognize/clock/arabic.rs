//! Arabic hours in words: `الساعة الثالثة والنصف عصرا`, `الخامسة إلا ربعا`, `الثامنة وأربعين دقيقة`.

use super::on_dial;
use crate::figure::{
    Certainty, Form, UnitName,
    hit::Hit,
    lang::senses::fraction_of,
    lexicon::{Around, Sense},
    number::Sort,
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};
use crate::text::chars;

impl Paragraph<'_> {
    /// `الساعة الثالثة والنصف عصرا`, `الثالثة والنصف`, `الساعة 17.45`, `سا 17.45`.
    pub(in crate::figure) fn arabic_hour(&self, at: usize) -> Option<Vec<Hit>> {
        let tok = self.tok(at)?;
        let said = tok.found.art && self.has(at, Sense::Around(Around::HourWord));
        let next = at + 1;
        let digits = self.tok(next).is_some_and(|t| t.kind == TokKind::Digits);
        if digits && (said || self.has(at, Sense::Around(Around::HourShort))) {
            return self
                .span_of_hours(next, at, true)
                .or_else(|| self.digital(next, at, true).map(|hit| vec![hit]));
        }
        if said {
            return self.worded_hour(next, at, true).map(|hit| vec![hit]);
        }
        if let Some(hit) = self.minutes_first(at) {
            return Some(vec![hit]);
        }
        self.definite(tok).then(|| self.worded_hour(at, at, false)).flatten().map(|hit| vec![hit])
    }

    fn definite(&self, tok: &Tok) -> bool {
        tok.kind == TokKind::Word && (tok.found.art || self.raw(tok).contains("ال"))
    }

    /// The hour named by an ordinal, with the token after it: one o'clock is الواحدة, because
    /// الأولى is the first hour.
    fn hour_named(&self, at: usize) -> Option<(u32, usize)> {
        if self.has(at, Sense::Unit(1)) {
            return Some((1, at + 1));
        }
        let hours = |n: &u32| (2..=24).contains(n);
        let whole = self.number(at).filter(|n| n.sort == Sort::Place).and_then(|num| {
            let n = num.values.first().and_then(|&v| u32::try_from(v).ok()).filter(hours)?;
            Some((n, num.end))
        });
        // الثامنة وأربعين دقيقة is not a 48th.
        whole.or_else(|| {
            let n = self.sense(at, |s| match s {
                Sense::Ordinal(n) => Some(n).filter(hours),
                _ => None,
            })?;
            self.counted_minutes(at + 1)?;
            Some((n, at + 1))
        })
    }

    /// `الساعة خمسة`: the hour as dialects say it, with the token after it; not `الساعة خمس دقائق`.
    fn hour_counted(&self, at: usize) -> Option<(u32, usize)> {
        let bare = |t: &&Tok| !t.found.and && !t.found.prep;
        self.tok(at).filter(bare)?;
        let num = self.number(at).filter(|num| num.sort == Sort::Count && num.form == Form::Words)?;
        // ونص and إلا ربع are no part of the hour.
        let (value, end) = match num.values.first()? {
            value if value.is_integer() => (*value, num.end),
            value if self.has(at + 1, Sense::Around(Around::Except)) => (value.ceil(), at + 1),
            value => (value.trunc(), at + 1),
        };
        let hour = u32::try_from(value).ok().filter(|hour| (1..=12).contains(hour))?;
        let counts =
            self.unit(end).is_some() || self.tok(end).is_some_and(|t| t.found.word == 0 && !t.found.and);
        (end > at && !counts || self.half(end).is_some()).then_some((hour, end))
    }

    fn worded_hour(&self, at: usize, from: usize, said: bool) -> Option<Hit> {
        let tok = self.tok(at).filter(|tok| said || self.definite(tok))?;
        let (hour, mut end) = match self.definite(tok) {
            true => self.hour_named(at)?,
            false => self.hour_counted(at)?,
        };
        let mut total = i64::from(hour) * 60;
        // Hours are feminine: الثالثة is an hour, الثالث is a day.
        let feminine =
            self.raw(&self.toks[end - 1]).trim_end_matches(chars::is_tashkeel).ends_with(['ة', 'ه', 'ى']);
        let minutes = self.arabic_minutes(end).or_else(|| self.minutes_off(from, end));
        if let Some((n, after)) = minutes {
            total += n;
            end = after;
        }
        let half = self.half(end).filter(|&(_, e)| said || !self.one_letter(end, e));
        let sure = half.is_some() || minutes.is_some() && !tok.found.prep;
        if !(said || feminine && sure) {
            return None;
        }
        if let Some((_, after)) = half {
            end = after;
        }
        end = self.zone(end).unwrap_or(end);
        let mut hit = on_dial(from, end, total, half.map(|(half, _)| half), Form::Words);
        hit.certainty = if said || half.is_some() { Certainty::Hard } else { Certainty::Soft };
        Some(hit)
    }

    /// `والنصف`, `والربع`, `وعشر دقائق`, `والنصف وخمس دقائق`, `إلا ربعا`: minutes to be added.
    pub(in crate::figure) fn arabic_minutes(&self, at: usize) -> Option<(i64, usize)> {
        let mut next = at;
        let mut minutes: Option<i64> = None;
        for _ in 0..2 {
            let Some(tok) = self.tok(next).filter(|tok| tok.found.and) else { break };
            // الساعة الثانية ونصف: without the article, if no other word follows that it could be half of.
            let bare = |next: usize| {
                self.tok(next + 1).is_none_or(|t| {
                    let free = t.kind != TokKind::Word || t.found.word == 0 && !self.raw(t).starts_with("ال");
                    free || self.half(next + 1).is_some()
                })
            };
            let part = self
                .sense(next, fraction_of)
                .filter(|_| tok.kind == TokKind::Word && (tok.found.art || bare(next)));
            let (more, after) = match part {
                Some((a, b)) if minutes.is_none() => (i64::from(a * 60 / b), next + 1),
                _ => match self.counted_minutes(next) {
                    Some(counted) => counted,
                    None => break,
                },
            };
            minutes = Some(minutes.unwrap_or(0) + more);
            next = after;
        }
        if let Some((less, after)) = self.less_minutes(next) {
            return Some((minutes.unwrap_or(0) - less, after));
        }
        minutes.map(|n| (n, next))
    }

    /// `إلا ربعا`, `إلا ثلثا`, `إلا خمس دقائق`, `إلا خمسا`: minutes to be subtracted.
    fn less_minutes(&self, at: usize) -> Option<(i64, usize)> {
        if let Some(((over, under), end)) = self.less_a_part(at) {
            return Some((i64::from(over * 60 / under), end));
        }
        let next = self.around(at, Around::Except)?;
        self.counted_minutes(next).or_else(|| {
            let num = self.number(next).filter(|num| num.sort == Sort::Count)?;
            let n = num.values.first().and_then(|&v| i64::try_from(v).ok())?;
            matches!(n, 5 | 10 | 20 | 25).then_some((n, num.end))
        })
    }

    /// `ست دقائق قبل الساعة العاشرة`: minutes in front of the hour from which they are counted.
    fn minutes_first(&self, at: usize) -> Option<Hit> {
        // Rarely true, so it is tested first.
        let minute = |s| matches!(s, Sense::Measure { unit, .. } if unit.is(UnitName::Minute)).then_some(());
        (at + 1..at + 4).find_map(|n| self.sense(n, minute))?;
        let (minutes, end) = self.counted_minutes(at)?;
        let way = self.shift(end)?;
        let said = self.has(end + 1, Sense::Around(Around::HourWord)) && self.tok(end + 1)?.found.art;
        let hour_at = end + 1 + usize::from(said);
        self.tok(hour_at).filter(|tok| self.definite(tok))?;
        let (hour, end) = self.hour_named(hour_at)?;
        let half = self.half(end);
        let closes = self.tok(end).is_none_or(|t| t.kind != TokKind::Word) || half.is_some();
        let end = half.map_or(end, |(_, end)| end);
        let total = i64::from(hour) * 60 + way * minutes;
        (said || closes).then(|| on_dial(at, end, total, half.map(|(half, _)| half), Form::Words))
    }

    /// `بعد السابعة بعشر دقائق`, `قبل الثامنة بربع ساعة`: minutes from an hour, which begins at `from` and ends before `at`.
    fn minutes_off(&self, from: usize, at: usize) -> Option<(i64, usize)> {
        let way = self.shift(from.checked_sub(1)?)?;
        let tok = self.tok(at).filter(|tok| tok.found.prep && !tok.found.and && !tok.found.art)?;
        let part = self.sense(at, fraction_of).filter(|_| {
            tok.kind == TokKind::Word && self.unit(at + 1).is_some_and(|(unit, ..)| unit.is(UnitName::Hour))
        });
        let (minutes, end) = match part {
            Some((over, under)) => (i64::from(over * 60 / under), at + 2),
            None => self.counted_minutes(at)?,
        };
        Some((way * minutes, end))
    }

    /// `خمس دقائق`, `دقيقتين`: minutes in number, with the token after them.
    fn counted_minutes(&self, at: usize) -> Option<(i64, usize)> {
        self.minutes_by_form(at).or_else(|| self.minutes_by_number(at))
    }

    /// `دقيقة`, `دقيقتين`: one minute or two, said by the form of the noun.
    fn minutes_by_form(&self, at: usize) -> Option<(i64, usize)> {
        self.sense(at, |s| match s {
            Sense::Measure { unit, dual } if unit.is(UnitName::Minute) => Some(if dual { 2 } else { 1 }),
            _ => None,
        })
        // د is an abbreviation of any number of minutes.
        .filter(|_| self.tok(at).is_some_and(|tok| self.raw(tok).chars().count() > 3))
        .map(|minutes| (minutes, at + 1))
    }

    fn minutes_by_number(&self, at: usize) -> Option<(i64, usize)> {
        let num = self.number(at)?;
        let n = num.values.first().and_then(|&v| i64::try_from(v).ok()).filter(|n| (1..60).contains(n))?;
        let (unit, _, end) = self.unit(num.end)?;
        unit.is(UnitName::Minute).then_some((n, end))
    }
}
