//! Dates in running text: days, months and years in numbers and words, in any order, weekdays, both calendars.

mod alone;
mod day;
mod day_first;
mod month;
mod month_first;
mod numeric;
mod weekday;
pub(in crate::figure) mod year;

use crate::figure::{
    hit::Hit,
    lexicon::{Around, Sense},
    paragraph::Paragraph,
    recognize::{Look, Recognizer},
    scan::TokKind,
};

/// A date; a range of days is two figures.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| {
        look.counts()
            || matches!(
                look,
                Look::Word(
                    Sense::Weekday { .. }
                        | Sense::Month { .. }
                        | Sense::Measure { dual: true, .. }
                        | Sense::Around(Around::FirstDay)
                )
            )
    },
    read: |p, start| if start.age { None } else { p.date(start.at) },
};

impl Paragraph<'_> {
    /// The date that begins at a token. A range of days is two hits.
    pub(in crate::figure) fn date(&self, at: usize) -> Option<Vec<Hit>> {
        let tok = self.tok(at)?;
        match tok.kind {
            TokKind::Digits => self
                .hijri_years(at)
                .or_else(|| self.numeric_date(at))
                .or_else(|| self.day_first(at, at, None)),
            TokKind::Word => self
                .weekday(at)
                .or_else(|| self.day_first(at, at, None))
                .or_else(|| self.month_first(at, at, None)),
            TokKind::Mark(_) => None,
        }
    }
}
