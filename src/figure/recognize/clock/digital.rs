//! Times in digits: `5:30`, `11.30 a.m.`, `17h45`, `1345 GMT`, `8–10 a.m.`, and those of a stopwatch.

use super::{Half, on_clock, on_dial, reading};
use crate::figure::{
    Certainty, Decimal, Form, Kind, Reading, Time, Unit, UnitName, Value, digits,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};
use crate::text::{Lang, chars};

/// Hours, minutes and seconds in digits.
#[derive(Debug, Clone, Copy)]
struct Dial {
    /// The token of the hour.
    at: usize,
    hour: u8,
    minute: Option<u8>,
    second: Option<u8>,
    /// The separator of hours and minutes is sufficient evidence of a time: `17:45`, `17h45`.
    sure: bool,
    /// The token after it.
    end: usize,
}

/// The most words between *ratio* and its figures.
const RATIO: usize = 4;

impl Paragraph<'_> {
    /// A time in digits that begins at `at`, as a figure from `from`; `hour_said` after الساعة.
    pub(in crate::figure) fn digital(&self, at: usize, from: usize, hour_said: bool) -> Option<Hit> {
        if let Some(hit) = self.four_digits(at, from, hour_said) {
            return Some(hit);
        }
        let dial = self.dial(at)?;
        let (half, oclock, zone) =
            (self.half_after(&dial, hour_said), self.oclock(&dial), self.zone(dial.end));
        let sure = half.is_some() || oclock.is_some() || hour_said;
        // A point, or a bare hour, needs a word that marks a time, and a single letter is not enough for it.
        if !(dial.sure || sure || dial.minute.is_some() && zone.is_some()) {
            return None;
        }
        let mut end = oclock.unwrap_or(dial.end);
        let half = half.or_else(|| oclock.and_then(|end| self.half(end)));
        if let Some((_, after)) = half {
            end = after;
        }
        if hour_said
            && dial.minute.is_none()
            && half.is_none()
            && let Some((minutes, after)) = self.arabic_minutes(end)
        {
            let total = i64::from(dial.hour) * 60 + minutes;
            let half = self.half(after);
            let end = half.map_or(after, |(_, end)| end);
            return Some(on_dial(from, end, total, half.map(|(half, _)| half), Form::Mixed));
        }
        if let Some(after) = self.zone(end).or_else(|| self.offset(end, &dial)) {
            end = after;
        }
        Some(self.dialled((from, end), &dial, half.map(|(half, _)| half), hour_said))
    }

    /// The readings of a time in digits.
    fn dialled(&self, (from, end): (usize, usize), dial: &Dial, half: Option<Half>, hour_said: bool) -> Hit {
        let minute = dial.minute.unwrap_or(0);
        let time = |hour: u8| reading(Time { hour, minute, second: dial.second });
        let first = half.map_or(dial.hour, |half| on_clock(dial.hour, half));
        let mut hit = Hit::new(from, end, time(first), Form::Digits);
        // 05:30 with its zero is on the 24-hour clock, except after الساعة.
        let first_digit = self.raw(&self.toks[dial.at]).chars().next().and_then(chars::digit_value);
        let padded = first_digit == Some(0) && dial.minute.is_some() && !(hour_said && self.lang == Lang::Ar);
        if half.is_none() && (1..=11).contains(&dial.hour) && !padded {
            hit.readings.push(time(dial.hour + 12));
        }
        if half.is_none() && dial.sure && dial.second.is_none() && !hour_said {
            // 3:16 may be a verse, 2:10 a score.
            let value = Value::Pair(dial.hour.into(), minute.into());
            let pair = Reading { kind: Kind::Score, value, unit: None };
            // a student–teacher ratio of 1:16
            match (from.saturating_sub(RATIO)..from).any(|at| self.plays(at, Role::Ratio)) {
                true => {
                    hit.rather(pair);
                    hit.ends = Some([(dial.at, dial.at + 1), (dial.at + 2, dial.end)]);
                }
                false => hit.also(pair),
            }
        }
        hit
    }

    /// `1345 GMT`, `0900 hours`, `1600 بتوقيت غرينتش`.
    fn four_digits(&self, at: usize, from: usize, hour_said: bool) -> Option<Hit> {
        let tok = self.tok(at).filter(|tok| tok.digits == 4)?;
        let both = digits::small(self.text, tok)?;
        if both % 100 >= 60 || both / 100 >= 24 || self.mark(at + 1).is_some() {
            return None;
        }
        let named = |end: usize| {
            let first = &self.toks[at + 1];
            first.latin || hour_said || first.found.prep || end > at + 2 || self.raw(first).starts_with('ب')
        };
        let zone = self
            .zone(at + 1)
            .filter(|&end| named(end))
            .or_else(|| self.around(at + 1, Around::HoursMark).filter(|_| self.raw(tok).starts_with('0')))?;
        let time = Time { hour: (both / 100) as u8, minute: (both % 100) as u8, second: None };
        Some(Hit::new(from, zone, reading(time), Form::Digits))
    }

    /// The mark glued to the previous token.
    fn mark(&self, at: usize) -> Option<char> {
        match self.tok(at).filter(|tok| tok.glued)?.kind {
            TokKind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// Two digits below 60, glued to the previous token.
    fn sixtieth(&self, at: usize) -> Option<u8> {
        let two = |tok: &&Tok| tok.glued && tok.kind == TokKind::Digits && tok.digits == 2;
        let value = digits::small(self.text, self.tok(at).filter(two)?)?;
        u8::try_from(value).ok().filter(|&n| n < 60)
    }

    /// The token after a sign or noun of minutes: `40د`, `40 دقيقة`.
    fn minute_sign(&self, at: usize) -> Option<usize> {
        if self.lang == Lang::En {
            return None;
        }
        let noun = self.unit(at).filter(|(unit, ..)| unit.is(UnitName::Minute)).map(|(_, _, end)| end);
        noun.or_else(|| self.plays(at, Role::DinarOrMinute).then_some(at + 1))
    }

    /// `05سا و40د`: the minutes joined to an hour with its sign, and the token after their own sign.
    fn joined_minutes(&self, at: usize) -> Option<(u8, usize)> {
        let tok =
            self.tok(at).filter(|tok| tok.kind == TokKind::Digits && tok.found.and && tok.digits <= 2)?;
        let minute = digits::small(self.text, tok).filter(|&minute| minute < 60)?;
        Some((minute as u8, self.minute_sign(at + 1)?))
    }

    /// The time in digits at a token: `5`, `5:30`, `5:30:12`, `17.45`, `17h45`.
    fn dial(&self, at: usize) -> Option<Dial> {
        let tok = self.tok(at).filter(|tok| tok.kind == TokKind::Digits && tok.digits <= 2)?;
        let hour = digits::small(self.text, tok).filter(|&hour| hour <= 24)? as u8;
        let mut dial = Dial { at, hour, minute: None, second: None, sure: false, end: at + 1 };
        let goes_on = |n: usize| self.tok(n).is_some_and(|t| t.glued && t.kind == TokKind::Digits);
        match self.mark(at + 1) {
            Some(':') => {
                dial.minute = Some(self.sixtieth(at + 2)?);
                (dial.sure, dial.end) = (true, at + 3);
                if self.mark(dial.end) == Some(':')
                    && let Some(second) = self.sixtieth(dial.end + 1)
                {
                    dial.second = Some(second);
                    dial.end += 2;
                }
                // 1:50,000 is a scale of maps.
                let grouped = matches!(self.mark(dial.end), Some(',' | '٬'))
                    && self.tok(dial.end + 1).is_some_and(|t| t.glued && t.digits == 3);
                if grouped || self.mark(dial.end) == Some(':') && goes_on(dial.end + 1) {
                    return None;
                }
            }
            Some('.' | '٫') => {
                if let Some(minute) = self.sixtieth(at + 2) {
                    (dial.minute, dial.end) = (Some(minute), at + 3);
                }
            }
            Some(_) => {}
            None => {
                // 17h45, but not 2h30m, which is a duration
                let hours = self.tok(at + 1).is_some_and(|t| {
                    t.glued && (matches!(self.raw(t), "h" | "H") || self.has(at + 1, HOUR_SHORT))
                });
                let open = self.tok(at + 3).is_none_or(|t| !(t.glued && t.kind == TokKind::Word));
                let signed = self.minute_sign(at + 3);
                if let Some(minute) = self.sixtieth(at + 2).filter(|_| hours && (open || signed.is_some())) {
                    (dial.minute, dial.end, dial.sure) = (Some(minute), signed.unwrap_or(at + 3), true);
                } else if let Some((minute, end)) = self.joined_minutes(at + 2).filter(|_| hours) {
                    (dial.minute, dial.end) = (Some(minute), end);
                }
            }
        }
        Some(dial)
    }

    /// The half of the day after a time; a single letter counts only if it cannot be a unit (م
    /// after a bare hour is a metre).
    fn half_after(&self, dial: &Dial, hour_said: bool) -> Option<(Half, usize)> {
        self.half(dial.end).filter(|&(_, end)| {
            // 8 Sunday evening shows
            let morning = self.has(dial.end, Sense::Around(Around::Am));
            let sure =
                dial.sure || hour_said || end > dial.end && (morning || !self.one_letter(dial.end, end));
            let led = dial.at.checked_sub(1).is_some_and(|before| self.plays(before, Role::AtLead));
            sure || end == dial.end && (dial.minute.is_some() || led)
        })
    }

    /// True after a time and what links it to the next: `8.30 ص – 4.30 م`.
    pub(in crate::figure) fn after_time(&self, at: usize) -> bool {
        let half =
            |n: usize| self.has(n, Sense::Around(Around::Am)) || self.has(n, Sense::Around(Around::Pm));
        at > 1
            && half(at - 2)
            && (self.toks[at - 1].is_dash() || self.has(at - 1, Sense::Around(Around::RangeLink)))
    }

    fn oclock(&self, dial: &Dial) -> Option<usize> {
        self.around(dial.end, Around::Oclock).filter(|_| dial.minute.is_none())
    }

    /// The offset `+0000` or `+03:00` after the time of a log entry.
    fn offset(&self, at: usize, dial: &Dial) -> Option<usize> {
        let sign = self.tok(at).filter(|t| t.is('+') || t.is_dash() && dial.second.is_some())?;
        let digits = self.tok(at + 1).filter(|t| t.glued && t.kind == TokKind::Digits)?;
        if !dial.sure || sign.is_dash() && !sign.glued && digits.digits != 4 {
            return None;
        }
        match digits.digits {
            4 => Some(at + 2),
            2 if self.mark(at + 2) == Some(':') && self.sixtieth(at + 3).is_some() => Some(at + 4),
            _ => None,
        }
    }

    /// `8–10 a.m.`, `8 to 10 a.m.`, `من 8 إلى 10 صباحا`: the first hour is in the same half of the
    /// day as the second, or in the other half if the hours would decrease.
    pub(in crate::figure) fn span_of_hours(
        &self,
        at: usize,
        from: usize,
        hour_said: bool,
    ) -> Option<Vec<Hit>> {
        let first = self.dial(at)?;
        let link = first.end;
        let next = match self.tok(link)? {
            tok if tok.is_dash() => link + 1,
            _ => self.around(link, Around::RangeLink).or_else(|| self.around(link, Around::And))?,
        };
        let second = self.dial(next)?;
        let (half, end) = self.half_after(&second, hour_said)?;
        if !(1..=12).contains(&first.hour) || !(1..=12).contains(&second.hour) {
            return None;
        }
        let minutes = |dial: &Dial, half: Half| {
            u32::from(on_clock(dial.hour, half)) * 60 + u32::from(dial.minute.unwrap_or(0))
        };
        let other = if half == Half::Am { Half::Pm } else { Half::Am };
        let forwards = minutes(&first, half) < minutes(&second, half);
        let end = self.zone(end).unwrap_or(end);
        Some(vec![
            self.dialled((from, first.end), &first, Some(if forwards { half } else { other }), hour_said),
            self.dialled((next, end), &second, Some(half), hour_said),
        ])
    }

    /// `3:31.47`, `2:05:30.1`: minutes, seconds and fractions.
    pub(in crate::figure) fn stopwatch(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at).filter(|tok| tok.kind == TokKind::Digits && tok.digits <= 2)?;
        let mut seconds = digits::small(self.text, tok)?;
        let mut end = at + 1;
        while self.mark(end) == Some(':') && end < at + 5 {
            seconds = seconds * 60 + u32::from(self.sixtieth(end + 1)?);
            end += 2;
        }
        let point = self.mark(end).filter(|c| matches!(c, '.' | '٫' | ',')).is_some() && end > at + 1;
        let parts =
            self.tok(end + 1).filter(|t| point && t.glued && t.kind == TokKind::Digits && t.digits <= 3)?;
        // 1:50,000 is a scale of maps.
        if self.mark(end) == Some(',') && parts.digits == 3 {
            return None;
        }
        let part = Decimal::new(digits::small(self.text, parts)?.into(), parts.digits);
        let unit = Unit::of(UnitName::Second);
        let value = Decimal::from(seconds).checked_add(part)?.normalize();
        let mut hit = Hit::new(at, end + 2, Reading::with_unit(value, unit), Form::Digits);
        hit.certainty = Certainty::Hard;
        Some(hit)
    }
}

/// The short form of the hour (`سا`).
const HOUR_SHORT: Sense = Sense::Around(Around::HourShort);
