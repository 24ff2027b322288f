//! Days of the month, in digits and words.

use crate::figure::{
    UnitName, digits,
    lang::senses::fraction_of,
    lexicon::{Around, Role, Sense},
    number::Sort,
    paragraph::Paragraph,
    scan::TokKind,
};
use crate::text::Lang;

/// A day of the month before or after the month's name.
#[derive(Debug, Clone, Copy)]
pub(in crate::figure) struct Day {
    pub(in crate::figure) number: u8,
    pub(in crate::figure) end: usize,
    pub(in crate::figure) words: bool,
    /// So many nights are left of the month.
    pub(in crate::figure) left: bool,
}

impl Paragraph<'_> {
    /// A day of the month: `7`, `7th`, `seventh`, `السابع`, `السابع عشر`.
    pub(in crate::figure) fn day(&self, at: usize) -> Option<Day> {
        let tok = self.tok(at)?;
        // فاتح يونيو, غرة رمضان
        if let Some(end) = self.around(at, Around::FirstDay) {
            return Some(Day { number: 1, end, words: true, left: false });
        }
        // النصف من شعبان
        let half = self.sense(at, fraction_of) == Some((1, 2)) && self.plays(at + 1, Role::OfMonth);
        if half && self.month(at + 2).is_some_and(|month| month.hijri) {
            return Some(Day { number: 15, end: at + 1, words: true, left: false });
        }
        if tok.kind == TokKind::Digits {
            let number = digits::small(self.text, tok).filter(|n| tok.digits <= 2 && (1..=31).contains(n))?;
            let mut end = at + 1;
            if let Some(next) = self.tok(end).filter(|t| t.glued) {
                match next.kind {
                    TokKind::Word if self.has_ordinal_sign(end) => end += 1,
                    TokKind::Mark(':' | '%' | '٪' | '٫') => return None,
                    _ => {}
                }
            }
            return Some(Day { number: number as u8, end, words: false, left: false });
        }
        let num = self
            .number(at)
            .filter(|num| matches!(num.sort, Sort::Place | Sort::Count | Sort::CountOrPlace))?;
        let number = u8::try_from(*num.values.first()?).ok().filter(|n| (1..=31).contains(n))?;
        Some(Day { number, end: num.end, words: true, left: false })
    }

    /// `لاثنتي عشرة ليلة خلت من`, `لثلاث بقين من`: a day by the nights of the month that are past or left.
    pub(in crate::figure) fn day_by_nights(&self, at: usize) -> Option<Day> {
        self.tok(at).filter(|tok| self.lang == Lang::En || tok.kind == TokKind::Word)?;
        // English counts days that are left without dating anything: `three days left in March`.
        let units: &[UnitName] = match self.lang {
            Lang::Ar => &[UnitName::Night, UnitName::Day],
            Lang::En => &[UnitName::Night],
        };
        let night = |s| match s {
            Sense::Measure { unit, dual } => unit.is_one_of(units).then_some(dual),
            _ => None,
        };
        // لليلتين
        let day = match self.sense(at, night) {
            Some(true) => Day { number: 2, end: at + 1, words: true, left: false },
            _ => self.day(at)?,
        };
        let nights = self.sense(day.end, night) == Some(false);
        if self.lang == Lang::En && !nights {
            return None;
        }
        let end = day.end + usize::from(nights);
        if let Some(end) = self.around(end, Around::NightsPast) {
            return Some(Day { end, ..day });
        }
        let end = self.around(end, Around::NightsLeft)?;
        let number = 30u8.checked_sub(day.number).filter(|&number| number > 1)?;
        Some(Day { number, end, left: true, ..day })
    }
}
