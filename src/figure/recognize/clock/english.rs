//! English hours in words: `half past five`, `five minutes to ten`, `eleven oh-seven`, `six in the morning`.

use super::on_dial;
use crate::figure::{
    Certainty, Form, UnitName,
    hit::Hit,
    lang::senses::fraction_of,
    lexicon::{Around, Role, Sense},
    number::Sort,
    paragraph::{Paragraph, divides},
    scan::TokKind,
};

/// An hour and its minutes in words: `eleven oh-seven`.
struct HourAndMinute {
    hour: i64,
    minute: i64,
    /// The token after them.
    end: usize,
    /// The words mean nothing else.
    plain: bool,
}

impl Paragraph<'_> {
    /// `half past five`, `quarter to six`, `five o'clock`, `eleven oh-seven`, `six in the morning`.
    pub(in crate::figure) fn english_hour(&self, at: usize) -> Option<Hit> {
        let hour = self.spoken(at).or_else(|| self.hour_alone(at)).or_else(|| self.shifted(at));
        hour.or_else(|| self.beside_middle(at))
    }

    fn small_count(&self, at: usize) -> Option<(i64, usize)> {
        let num = self.number(at).filter(|num| num.sort == Sort::Count)?;
        let n = num.values.first().and_then(|&v| i64::try_from(v).ok()).filter(|n| (1..60).contains(n))?;
        Some((n, num.end))
    }

    /// `five o'clock`, `six in the morning`.
    fn hour_alone(&self, at: usize) -> Option<Hit> {
        let (hour, end) = self.small_count(at).filter(|&(n, _)| n <= 12)?;
        let oclock = self.around(end, Around::Oclock);
        // five Sunday morning walks, but at five on Sunday morning
        let led = at.checked_sub(1).is_some_and(|before| self.plays(before, Role::AtLead));
        let half =
            self.half(oclock.unwrap_or(end)).filter(|&(_, after)| oclock.is_some() || led || after > end);
        let after = half.map(|(_, end)| end).or(oclock)?;
        Some(on_dial(at, after, hour * 60, half.map(|(half, _)| half), Form::Words))
    }

    /// `eleven oh-seven`, `seven-thirty`, `at ten fifteen`.
    fn spoken(&self, at: usize) -> Option<Hit> {
        let HourAndMinute { hour, minute, end, plain } = self.hour_and_minute(at)?;
        // by ten forty-foot boats, in two twenty minute halves
        let half = self.half(end);
        let goes_on = self.tok(end).is_some_and(|t| t.is_dash() && t.glued) || self.unit(end).is_some();
        if goes_on && half.is_none() {
            return None;
        }
        let after = half.map_or(end, |(_, after)| after);
        let zone = self.zone(after);
        let before = at.checked_sub(1).is_some_and(|before| self.has(before, Sense::Around(Around::AtTime)));
        if !plain && !before && half.is_none() && zone.is_none() {
            return None;
        }
        let half = half.map(|(half, _)| half);
        let mut hit = on_dial(at, zone.unwrap_or(after), hour * 60 + minute, half, Form::Words);
        if half.is_none() && zone.is_none() && !before {
            hit.certainty = Certainty::Soft;
        }
        Some(hit)
    }

    fn hour_and_minute(&self, at: usize) -> Option<HourAndMinute> {
        // eleven thirty, which is also the year 1130
        if let Some(num) = self.number(at).filter(|num| num.sort == Sort::Year && num.form == Form::Words) {
            let both = num.values.first().and_then(|&v| i64::try_from(v).ok())?;
            let fits = (1000..1260).contains(&both) && both % 100 < 60;
            let plain = self.tok(at + 1).is_some_and(|t| t.is_dash());
            return fits.then_some(HourAndMinute {
                hour: both / 100,
                minute: both % 100,
                end: num.end,
                plain,
            });
        }
        let (hour, mut next) = self.small_count(at).filter(|&(n, end)| n <= 12 && end == at + 1)?;
        let dash = |n: usize| self.tok(n).is_some_and(|t| t.is_dash() && t.glued) && self.glued(n + 1);
        let joined = dash(next);
        next += usize::from(joined);
        let oh = self.plays(next, Role::Nought);
        if oh {
            next += 1;
            next += usize::from(dash(next));
        }
        let (minute, end) = self.small_count(next)?;
        let fits = if oh { minute < 10 } else { minute >= 10 };
        fits.then_some(HourAndMinute { hour, minute, end, plain: oh || joined })
    }

    /// `“Twenty to three,” she said.`: a separate clause that goes from a larger number to a smaller.
    fn is_whole_answer(&self, at: usize, to: usize) -> bool {
        let closes = |n: usize| {
            self.tok(n).is_none_or(|t| matches!(t.kind, TokKind::Mark(c) if divides(c) || c == '.'))
        };
        let opens = at.checked_sub(1).is_none_or(|n| matches!(self.toks[n].kind, TokKind::Mark(_)));
        let falls = self
            .small_count(at)
            .zip(self.small_count(to + 1))
            .is_some_and(|((a, _), (b, end))| a > b && (closes(end) || self.half(end).is_some()));
        opens && falls
    }

    /// True after `at around`.
    fn is_about_time(&self, at: usize) -> bool {
        let leads = |before: usize| self.plays(before, Role::AtLead);
        let about = at.checked_sub(1).filter(|&about| self.has(about, Sense::Around(Around::About)));
        about.and_then(|about| about.checked_sub(1)).is_some_and(leads)
    }

    /// `at half five`, `half seven in the evening`: half past the hour.
    fn half_of_hour(&self, at: usize, start: usize, next: usize) -> Option<Hit> {
        let is_half = start == at && self.sense(at, fraction_of) == Some((1, 2));
        let (hour, end) = self.small_count(next).filter(|&(n, _)| is_half && n <= 12)?;
        let led = at.checked_sub(1).is_some_and(|before| self.plays(before, Role::AtLead));
        let half = self.half(end).filter(|&(_, after)| led || after > end);
        let closes = self.tok(end).is_none_or(|tok| matches!(tok.kind, TokKind::Mark(_)));
        let after = half.map_or(end, |(_, after)| after);
        let minutes = hour * 60 + 30;
        let hit = || on_dial(at, after, minutes, half.map(|(half, _)| half), Form::Words);
        (half.is_some() || led && closes).then(hit)
    }

    /// `half past five`, `a quarter to six`, `five minutes to ten`, `ten past midnight`.
    fn shifted(&self, at: usize) -> Option<Hit> {
        let start = at + usize::from(self.has(at, Sense::Article));
        let part = self.sense(start, fraction_of).map(|(a, b)| (i64::from(a * 60 / b), start + 1, false));
        let (minutes, next, said) = part.or_else(|| {
            let (n, end) = self.small_count(at).filter(|_| start == at)?;
            let unit = self.unit(end).filter(|(unit, ..)| unit.is(UnitName::Minute));
            Some((n, unit.map_or(end, |(_, _, end)| end), unit.is_some()))
        })?;
        if let Some(hit) = self.half_of_hour(at, start, next) {
            return Some(hit);
        }
        // A bare number and "to" are the ends of a range.
        let quarter = |s| matches!(s, Sense::Fraction(1, 4) | Sense::Article).then_some(());
        let part = self.sense(at, quarter).is_some();
        let led = |role: Role| at.checked_sub(1).is_some_and(|before| self.plays(before, role));
        // from five minutes to ten is a range; at five to eight is a time.
        let usual = matches!(minutes, 5 | 10 | 20 | 25);
        let at_it = led(Role::AtLead) || self.is_about_time(at);
        let counted = said && !led(Role::FromLead) || usual && (at_it || self.is_whole_answer(at, next));
        let to = self.plays(next, Role::To) && (part || counted) || part && self.plays(next, Role::PartTo);
        let past = self.plays(next, Role::Past) || part && self.plays(next, Role::PartPast);
        // ten minutes after seven
        let after = said && self.plays(next, Role::PartPast);
        let before = said && self.plays(next, Role::MinutesBefore);
        if !to && !past && !after && !before {
            return None;
        }
        let (hour, end) = match self.named_hour(next + 1) {
            Some((hour, end)) => (i64::from(hour), end),
            None => self.small_count(next + 1).filter(|&(n, _)| n <= 12)?,
        };
        // ten minutes before seven people came
        let counts = self.tok(end).is_some_and(|t| t.kind == TokKind::Word) && self.half(end).is_none();
        if !to && !past && counts {
            return None;
        }
        // "ten minutes to five minutes" is a range.
        if to && !part && self.unit(end).is_some() {
            return None;
        }
        let total = hour * 60 + if to || before { -minutes } else { minutes };
        if self.named_hour(next + 1).is_some() {
            // The half of the day is known for noon and midnight.
            let mut hit = on_dial(at, end, total, None, Form::Words);
            hit.readings.truncate(1);
            return Some(hit);
        }
        let half = self.half(end);
        let end = half.map_or(end, |(_, end)| end);
        Some(on_dial(at, end, total, half.map(|(half, _)| half), Form::Words))
    }
}
