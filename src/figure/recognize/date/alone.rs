//! A text of a single word: abbreviations of days and months in calendars and menus (`Sept.`,
//! `Tu`), which in running text count only next to a date.

use crate::figure::{Certainty, Date, Form, hit::Hit, lexicon::Sense, paragraph::Paragraph, scan::TokKind};
use crate::text::Lang;

impl Paragraph<'_> {
    /// The day or month that is the whole text.
    pub(in crate::figure) fn alone(&self) -> Option<Hit> {
        let first = self.toks.first().filter(|tok| self.lang == Lang::En && tok.kind == TokKind::Word)?;
        match &self.toks[1..] {
            [] => {}
            [stop] if stop.is('.') => {}
            _ => return None,
        }
        let named = self.sense(0, |s| match s {
            Sense::Month { hijri: false, number, .. } => Some(Date::new(None, Some(number), None)),
            Sense::Weekday { number, .. } => Some(Date { weekday: Some(number), ..Date::default() }),
            _ => None,
        });
        let two = || {
            let said = self.raw(first);
            let day =
                (1..=7).find(|&day| Date::weekday_name(day).and_then(|name| name.get(..2)) == Some(said))?;
            Some(Date { weekday: Some(day), ..Date::default() })
        };
        let mut hit = Hit::date(0, self.toks.len(), named.or_else(two)?, Form::Words);
        hit.certainty = Certainty::Soft;
        Some(hit)
    }
}
