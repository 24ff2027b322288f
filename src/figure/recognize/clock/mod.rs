//! Times of day: `12:22 مساءً`, `11.30 a.m.`, `1345 GMT`, `half past five`, `الساعة الثالثة والنصف`, noon.
//!
//! Times in digits are in `digital`, hours in words of each language in `arabic` and `english`.

mod arabic;
mod digital;
mod english;
mod shift;

use crate::figure::{
    Certainty, Decimal, Form, Kind, Reading, Time, Value,
    hit::Hit,
    lexicon::{Around, Sense},
    number::Num,
    paragraph::Paragraph,
    recognize::{Look, Recognizer},
    scan::{Tok, TokKind},
};
use crate::text::Lang;

/// A time of day; a span of hours is two figures.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| {
        look.counts()
            || matches!(
                look,
                Look::Word(Sense::Around(
                    Around::HourWord | Around::HourShort | Around::Noon | Around::Midnight | Around::Midday
                ))
            )
    },
    read: |p, start| if start.age { None } else { p.clock(start.at) },
};

/// The half of the day, if the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
    /// Before or after midnight, depending on the hour.
    Night,
}

/// A hit from minutes since midnight on the 12-hour clock.
fn on_dial(from: usize, end: usize, total: i64, half: Option<Half>, form: Form) -> Hit {
    let total = total.rem_euclid(24 * 60);
    let (hour, minute) = ((total / 60) as u8, (total % 60) as u8);
    let at = |hour: u8| reading(Time { hour, minute, second: None });
    match half {
        // الواحدة إلا عشر دقائق ظهرا: on a dial the hour before one is twelve.
        Some(half) => Hit::new(from, end, at(on_clock(if hour == 0 { 12 } else { hour }, half)), form),
        None => {
            let mut hit = Hit::new(from, end, at(hour), form);
            if hour <= 12 {
                hit.readings.push(at((hour + 12) % 24));
            }
            hit
        }
    }
}

impl Paragraph<'_> {
    /// The time of day that begins at a token; a span of hours is two.
    pub(in crate::figure) fn clock(&self, at: usize) -> Option<Vec<Hit>> {
        let tok = self.tok(at)?;
        let one = |hit: Hit| vec![hit];
        match (tok.kind, self.lang) {
            (TokKind::Digits, _) => self
                .stopwatch(at)
                .map(one)
                .or_else(|| self.span_of_hours(at, at, false))
                .or_else(|| self.digital(at, at, self.after_time(at)).map(one))
                .or_else(|| self.beside_middle(at).map(one)),
            (TokKind::Word, Lang::Ar) => self.arabic_hour(at).or_else(|| self.middle_of_day(at).map(one)),
            (TokKind::Word, Lang::En) => self.english_hour(at).or_else(|| self.middle_of_day(at)).map(one),
            _ => None,
        }
    }

    fn half(&self, at: usize) -> Option<(Half, usize)> {
        // لم has the letter of p.m. after a preposition.
        let letter = |tok: &Tok| tok.found.prep && self.raw(tok).chars().count() <= 2;
        if self.tok(at).is_some_and(letter) {
            return None;
        }
        let am = self.around(at, Around::Am).map(|end| (Half::Am, end));
        am.or_else(|| self.around(at, Around::Pm).map(|end| (Half::Pm, end)))
            .or_else(|| self.around(at, Around::Night).map(|end| (Half::Night, end)))
            .or_else(|| self.part_of_day(at))
    }

    /// `8:30 tomorrow morning`, `8:30 on Sunday evening`: the half of the day, at the same place,
    /// because the day is a figure itself.
    fn part_of_day(&self, at: usize) -> Option<(Half, usize)> {
        let before = |n: usize| {
            self.has(n, Sense::Around(Around::WhichDay))
                || self.sense(n, |s| matches!(s, Sense::Weekday { .. }).then_some(())).is_some()
        };
        let days = (at..at + 2).take_while(|&n| before(n)).count();
        let next = at + days;
        let half = if self.has(next, Sense::Around(Around::Morning)) {
            Half::Am
        } else if self.has(next, Sense::Around(Around::Evening)) {
            Half::Pm
        } else {
            return None;
        };
        (days > 0).then_some((half, at))
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

    /// The hour of a word that names one, 12 for noon and 0 for midnight, and the token after it.
    fn named_hour(&self, at: usize) -> Option<(u8, usize)> {
        let noon = self.around(at, Around::Noon).map(|end| (12, end));
        noon.or_else(|| self.around(at, Around::Midnight).map(|end| (0, end)))
    }

    /// `noon`, `منتصف الليل`: soft, because both also name a part of the day.
    fn middle_of_day(&self, at: usize) -> Option<Hit> {
        let Some((hour, end)) = self.named_hour(at) else {
            // قبل الظهر بساعة
            let midday = self.has(at, Sense::Around(Around::Midday)).then_some(at + 1)?;
            return self.minutes_from(at, 12, midday);
        };
        // منتصف الليل والنصف
        if self.lang == Lang::Ar
            && let Some((minutes, end)) = self.arabic_minutes(end)
        {
            let mut hit = on_dial(at, end, i64::from(hour) * 60 + minutes, None, Form::Words);
            hit.readings.truncate(1);
            return Some(hit);
        }
        if let Some(hit) = self.minutes_from(at, hour, end) {
            return Some(hit);
        }
        let mut hit = Hit::new(at, end, reading(Time { hour, minute: 0, second: None }), Form::Words);
        hit.certainty = Certainty::Soft;
        Some(hit)
    }

    /// The time of `10 م` or `4.30 م` if it is not a length.
    pub(in crate::figure) fn evening_hour(&self, num: &Num, end: usize) -> Option<Reading> {
        let digits = num.digits.as_ref()?;
        let letter = end == num.end + 1 && self.one_letter(num.end, end);
        let pm = letter && self.has(num.end, Sense::Around(Around::Pm));
        let value = *num.values.first().filter(|_| pm && digits.length <= 4)?;
        let hour = u8::try_from(value.trunc()).ok().filter(|hour| (1..=12).contains(hour))?;
        let minute =
            u8::try_from((value.fract() * Decimal::ONE_HUNDRED).normalize()).ok().filter(|&n| n < 60)?;
        let exact = value.fract().scale() <= 2 && (value.fract() * Decimal::ONE_HUNDRED).fract().is_zero();
        exact.then(|| reading(Time { hour: on_clock(hour, Half::Pm), minute, second: None }))
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
