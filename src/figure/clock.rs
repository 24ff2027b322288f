//! Times of day: `12:22 مساءً`, `11.30 a.m.`, `1345 GMT`, `half past five`, `الساعة الثالثة والنصف`.

use super::{
    Certainty, Form, Kind, Reading, Time, Value, digits,
    lexicon::{Around, Sense},
    number::{Paragraph, Sort},
    reader::Hit,
    scan::TokKind,
};
use crate::text::Lang;

/// The half of the day, where the text says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
    /// Before midnight or behind it, as the hour says.
    Night,
}

impl Paragraph<'_> {
    /// The time of day that begins at a token.
    pub(super) fn clock(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        match (tok.kind, self.lang) {
            (TokKind::Digits, _) => self.digital(at, at, false),
            (TokKind::Word, Lang::Ar) => self.arabic_hour(at),
            (TokKind::Word, Lang::En) => self.english_hour(at),
            _ => None,
        }
    }

    fn half(&self, at: usize) -> Option<(Half, usize)> {
        let am = self.around(at, Around::Am).map(|end| (Half::Am, end));
        am.or_else(|| self.around(at, Around::Pm).map(|end| (Half::Pm, end)))
            .or_else(|| self.around(at, Around::Night).map(|end| (Half::Night, end)))
    }

    /// `5:30`, `11.30 a.m.`, `5 pm`, `1345 GMT`; `hour_said` behind الساعة.
    fn digital(&self, at: usize, from: usize, hour_said: bool) -> Option<Hit> {
        let tok = self.tok(at)?;
        let hour = digits::small(self.text, tok)?;
        let glued_number = |n: usize, length: u32| {
            self.tok(n)
                .filter(|t| t.glued && t.kind == TokKind::Digits && t.digits == length)
                .and_then(|t| digits::small(self.text, t))
                .filter(|&n| n < 60)
        };
        let mark = |n: usize| match self.tok(n) {
            Some(t) if t.glued => match t.kind {
                TokKind::Mark(c) => Some(c),
                _ => None,
            },
            _ => None,
        };
        // 1345 GMT, 0900 hours
        if tok.digits == 4 && hour % 100 < 60 && hour / 100 < 24 && mark(at + 1).is_none() {
            let zone = self
                .zone(at + 1)
                .filter(|&end| self.tok(end - 1).is_some_and(|t| t.latin || hour_said))
                .or_else(|| {
                    self.around(at + 1, Around::HoursMark).filter(|_| self.raw(tok).starts_with('0'))
                })?;
            let time = Time { hour: (hour / 100) as u8, minute: (hour % 100) as u8, second: None };
            return Some(Hit::new(from, zone, reading(time), Form::Digits));
        }
        if tok.digits > 2 || hour > 24 {
            return None;
        }
        let (mut minute, mut second, mut end) = (None, None, at + 1);
        match mark(at + 1) {
            Some(':') => {
                minute = Some(glued_number(at + 2, 2)?);
                end = at + 3;
                if mark(end) == Some(':')
                    && let Some(n) = glued_number(end + 1, 2)
                {
                    second = Some(n as u8);
                    end += 2;
                }
                if mark(end) == Some(':')
                    && self.tok(end + 1).is_some_and(|t| t.glued && t.kind == TokKind::Digits)
                {
                    return None;
                }
            }
            Some('.') | Some('٫') => {
                if let Some(n) = glued_number(at + 2, 2) {
                    minute = Some(n);
                    end = at + 3;
                }
            }
            _ => {}
        }
        let colon = mark(at + 1) == Some(':');
        let dotted = minute.is_some() && !colon;
        let half = self.half(end);
        let zone = self.zone(end);
        let oclock = if minute.is_none() { self.around(end, Around::Oclock) } else { None };
        // A point needs a word that says it is a time, a bare hour too; one letter is not enough for those.
        let sure = half.is_some_and(|(_, e)| colon || hour_said || !self.one_letter(end, e))
            || oclock.is_some()
            || hour_said;
        if !(colon || sure) || dotted && !sure && zone.is_none() {
            return None;
        }
        // م behind a bare hour is a metre.
        let mut half = half.filter(|&(_, e)| colon || hour_said || !self.one_letter(end, e));
        if let Some((_, behind)) = half {
            end = behind;
        } else if let Some(behind) = oclock {
            end = behind;
            half = self.half(end);
            if let Some((_, behind)) = half {
                end = behind;
            }
        }
        if hour_said
            && minute.is_none()
            && half.is_none()
            && let Some((n, behind)) = self.arabic_minutes(end)
        {
            let total = i64::from(hour) * 60 + n;
            let mut hit = self.finish(from, behind, total, None, Form::Mixed);
            hit.certainty = Certainty::Hard;
            return Some(hit);
        }
        if let Some(behind) = self.zone(end) {
            end = behind;
        }
        let (hour, minute) = (hour as u8, minute.unwrap_or(0) as u8);
        let mut hit = Hit::new(from, end, reading(Time { hour, minute, second }), Form::Digits);
        match half {
            Some((half, _)) => {
                hit.readings = vec![reading(Time { hour: on_clock(hour, half), minute, second })];
            }
            None if (1..=11).contains(&hour) => {
                hit.readings.push(reading(Time { hour: hour + 12, minute, second }));
            }
            None => {}
        }
        if half.is_none() && colon && second.is_none() && !hour_said {
            // 3:16 may be a verse, 2:10 a score.
            hit.readings.push(Reading {
                kind: Kind::Score,
                value: Value::Pair(hour.into(), minute.into()),
                unit: None,
            });
        }
        Some(hit)
    }

    fn one_letter(&self, from: usize, end: usize) -> bool {
        end == from + 1 && self.tok(from).is_some_and(|t| !t.latin && self.raw(t).chars().count() == 1)
    }

    /// `GMT`, `بتوقيت غرينتش`.
    fn zone(&self, at: usize) -> Option<usize> {
        let mut end = self.around(at, Around::Zone)?;
        if self.lang == Lang::En && !self.tok(at)?.capital {
            return None;
        }
        while let Some(more) = self.around(end, Around::Zone) {
            end = more;
        }
        Some(end)
    }

    /// `الساعة الثالثة والنصف عصرا`, `الثالثة والنصف`.
    fn arabic_hour(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at)?;
        let said = tok.found.art && self.has(at, Sense::Around(Around::HourWord));
        if said {
            let next = at + 1;
            let hour = self.tok(next)?;
            if hour.kind == TokKind::Digits {
                return self.digital(next, at, true);
            }
            return self.worded_hour(next, at, true);
        }
        if tok.found.art || self.raw(tok).contains("ال") { self.worded_hour(at, at, false) } else { None }
    }

    fn worded_hour(&self, at: usize, from: usize, said: bool) -> Option<Hit> {
        let tok = self
            .tok(at)
            .filter(|t| t.kind == TokKind::Word && (t.found.art || self.raw(t).contains("ال")))?;
        let mut found = None;
        if self.has(at, Sense::Unit(1)) {
            found = Some((1, at + 1));
        } else if let Some(num) = self.number(at).filter(|n| n.sort == Sort::Place)
            // الساعة الأولى is the first hour; one o'clock is الواحدة.

            && let Some(n) =
                num.values.first().and_then(|&v| u32::try_from(v).ok()).filter(|n| (2..=12).contains(n))
        {
            found = Some((n, num.end));
        }
        let (hour, mut end) = found?;
        let mut total = i64::from(hour) * 60;
        // Hours are feminine: الثالثة is an hour, الثالث a day.
        let feminine = self
            .raw(&self.toks[end - 1])
            .trim_end_matches(crate::text::chars::is_tashkeel)
            .ends_with(['ة', 'ه', 'ى']);
        let minutes = self.arabic_minutes(end);
        if let Some((n, behind)) = minutes {
            total += n;
            end = behind;
        }
        let half = self.half(end).filter(|&(_, e)| said || !self.one_letter(end, e));
        let sure = half.is_some() || minutes.is_some() && !tok.found.prep;
        if !(said || feminine && sure) {
            return None;
        }
        let mut at_half = None;
        if let Some((half, behind)) = half {
            at_half = Some(half);
            end = behind;
        }
        if let Some(behind) = self.zone(end) {
            end = behind;
        }
        let mut hit = self.finish(from, end, total, at_half, Form::Words);
        hit.certainty = if said || half.is_some() { Certainty::Hard } else { Certainty::Soft };
        Some(hit)
    }

    /// `والنصف`, `والربع`, `وعشر دقائق`, `إلا ربعا`: minutes to add.
    fn arabic_minutes(&self, at: usize) -> Option<(i64, usize)> {
        let mut next = at;
        let mut minutes = None;
        let tok = self.tok(next)?;
        if tok.found.and && tok.kind == TokKind::Word {
            if let Some((a, b)) = self.sense(next, super::arabic::fraction_of).filter(|_| tok.found.art) {
                minutes = Some(i64::from(a * 60 / b));
                next += 1;
            } else if let Some((n, end)) = self.counted_minutes(next) {
                minutes = Some(n);
                next = end;
            }
        } else if tok.found.and
            && let Some((n, end)) = self.counted_minutes(next)
        {
            minutes = Some(n);
            next = end;
        }
        if self.has(next, Sense::Around(Around::Except)) {
            if let Some((a, b)) = self.sense(next + 1, super::arabic::fraction_of) {
                return Some((minutes.unwrap_or(0) - i64::from(a * 60 / b), next + 2));
            }
            if let Some((n, end)) = self.counted_minutes(next + 1) {
                return Some((minutes.unwrap_or(0) - n, end));
            }
        }
        minutes.map(|n| (n, next))
    }

    fn counted_minutes(&self, at: usize) -> Option<(i64, usize)> {
        let num = self.number(at)?;
        let n = num.values.first().and_then(|&v| i64::try_from(v).ok()).filter(|n| (1..60).contains(n))?;
        let (unit, _, end) = self.unit(num.end)?;
        (unit.code() == "Minute").then_some((n, end))
    }

    /// `half past five`, `quarter to six`, `ten past nine`, `five o'clock`, `six in the morning`.
    fn english_hour(&self, at: usize) -> Option<Hit> {
        let mut next = at;
        if self.has(next, Sense::Article) {
            next += 1;
        }
        let mut shift = None;
        if let Some((a, b)) = self.sense(next, super::arabic::fraction_of) {
            shift = Some((i64::from(a * 60 / b), next + 1));
        } else if next == at
            && let Some(num) = self.number(at).filter(|n| n.sort == Sort::Count)
            && let Some(n) = num.values.first().and_then(|&v| i64::try_from(v).ok())
        {
            let end = match self.unit(num.end) {
                Some((unit, _, end)) if unit.code() == "Minute" => end,
                _ => num.end,
            };
            if (1..=12).contains(&n) && end == num.end {
                let oclock = self.around(end, Around::Oclock);
                let half = self.half(oclock.unwrap_or(end));
                if oclock.is_some() || half.is_some() {
                    let behind = half.map_or(oclock.unwrap_or(end), |(_, e)| e);
                    return Some(self.finish(at, behind, n * 60, half.map(|(h, _)| h), Form::Words));
                }
            }
            if (1..60).contains(&n) {
                shift = Some((n, end));
            }
        }
        let (minutes, next) = shift?;
        let past = self.raw(self.tok(next)?) == "past";
        let quarter = |s| matches!(s, Sense::Fraction(1, 4) | Sense::Article).then_some(());
        let to = self.raw(self.tok(next)?) == "to" && self.sense(at, quarter).is_some();
        if !(past || to) {
            return None;
        }
        let num = self.number(next + 1).filter(|n| n.sort == Sort::Count)?;
        let hour =
            num.values.first().and_then(|&v| i64::try_from(v).ok()).filter(|n| (1..=12).contains(n))?;
        let half = self.half(num.end);
        let end = half.map_or(num.end, |(_, e)| e);
        let total = hour * 60 + if past { minutes } else { -minutes };
        Some(self.finish(at, end, total, half.map(|(h, _)| h), Form::Words))
    }

    /// A hit from minutes since midnight on the 12-hour clock.
    fn finish(&self, from: usize, end: usize, total: i64, half: Option<Half>, form: Form) -> Hit {
        let total = total.rem_euclid(24 * 60);
        let (hour, minute) = ((total / 60) as u8, (total % 60) as u8);
        let at = |hour: u8| reading(Time { hour, minute, second: None });
        match half {
            Some(half) => Hit::new(from, end, at(on_clock(hour, half)), form),
            None => {
                let mut hit = Hit::new(from, end, at(hour), form);
                if (1..=12).contains(&hour) {
                    hit.readings.push(at((hour + 12) % 24));
                }
                hit
            }
        }
    }
}

fn reading(time: Time) -> Reading {
    Reading { kind: Kind::Time, value: Value::Time(time), unit: None }
}

/// 12 a.m. is midnight, 12 p.m. noon; two at night is two in the morning, ten at night is 22.
fn on_clock(hour: u8, half: Half) -> u8 {
    match (hour, half) {
        (12, Half::Am | Half::Night) => 0,
        (6..=11, Half::Night) => hour + 12,
        (1..=11, Half::Pm) => hour + 12,
        _ => hour,
    }
}
