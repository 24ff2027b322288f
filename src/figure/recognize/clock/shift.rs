//! Times counted from noon or midnight: `قبيل منتصف الليل بعشر دقائق`, `half an hour after midnight`.

use super::on_dial;
use crate::figure::{
    Decimal, Form, Unit, UnitName,
    hit::Hit,
    lang::senses::fraction_of,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// The sign of minutes that a word counts from an hour: 1 for `بعد` and *after*, -1 for `قبل` and *before*.
    pub(super) fn shift(&self, at: usize) -> Option<i64> {
        let says = |word| self.has(at, Sense::Around(word));
        if says(Around::ShiftOn) { Some(1) } else { says(Around::ShiftBack).then_some(-1) }
    }

    /// `قبل منتصف الليل بربع ساعة`: the time with the minutes after noon or midnight, which ends before `end`.
    pub(super) fn minutes_from(&self, at: usize, hour: u8, end: usize) -> Option<Hit> {
        let before = at.checked_sub(1).filter(|_| self.lang == Lang::Ar)?;
        let way = self.shift(before)?;
        let by = self.tok(end).filter(|t| t.found.prep && !t.found.and && !t.found.art)?;
        let (minutes, after) = match self.number(end) {
            Some(num) => {
                let (unit, after) = self.unit_after(num.end)?;
                (minutes(*num.values.first()?, unit)?, after)
            }
            // بساعتين
            None => {
                let counted = |s| match s {
                    Sense::Measure { unit, dual } => Some((unit, if dual { 2 } else { 1 })),
                    _ => None,
                };
                let (unit, count) = self.sense(end, counted).filter(|_| by.kind == TokKind::Word)?;
                (minutes(Decimal::from(count), unit)?, end + 1)
            }
        };
        Some(self.around_middle((before, after), hour, way * minutes))
    }

    /// `an hour before noon`, `half an hour after midnight`, `10 minutes to midnight`.
    pub(super) fn beside_middle(&self, at: usize) -> Option<Hit> {
        if self.lang != Lang::En {
            return None;
        }
        let start = at + usize::from(self.has(at, Sense::Article));
        let (minutes, link) = match self.sense(start, fraction_of) {
            Some((over, under)) => {
                let of = start + 1;
                let of = of + (of..of + 3).take_while(|&n| self.plays(n, Role::OfWhole)).count();
                let (unit, _, end) = self.unit(of)?;
                (minutes(Decimal::from(over).checked_div(Decimal::from(under))?, unit)?, end)
            }
            None if start > at => {
                let (unit, _, end) = self.unit(start)?;
                (minutes(Decimal::ONE, unit)?, end)
            }
            None => {
                let num = self.number(at)?;
                let (unit, _, end) = self.unit(num.end)?;
                (minutes(*num.values.first()?, unit)?, end)
            }
        };
        let way = if self.plays(link, Role::To) { -1 } else { self.shift(link)? };
        let (hour, end) = self.named_hour(link + 1)?;
        Some(self.around_middle((at, end), hour, way * minutes))
    }

    /// The time so many minutes from noon or midnight, whose half of the day is known.
    fn around_middle(&self, (from, end): (usize, usize), hour: u8, minutes: i64) -> Hit {
        let mut hit = on_dial(from, end, i64::from(hour) * 60 + minutes, None, Form::Words);
        hit.readings.truncate(1);
        hit
    }
}

/// The minutes of an amount of minutes or hours below twelve hours.
fn minutes(count: Decimal, unit: Unit) -> Option<i64> {
    let counts = unit.is_one_of(&[UnitName::Minute, UnitName::Hour]);
    let seconds = unit.to_base(count).filter(|_| counts)?;
    let minutes = seconds.checked_div(Decimal::from(60)).filter(|minutes| minutes.is_integer())?;
    i64::try_from(minutes).ok().filter(|minutes| (1..720).contains(minutes))
}
