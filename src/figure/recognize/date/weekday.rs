//! Days of the week, alone or before a date.

use crate::figure::{
    Certainty, Date, Decimal, Form, Kind, Reading, Value,
    hit::Hit,
    lexicon::{Around, Role, Sense},
    paragraph::Paragraph,
    scan::TokKind,
};
use crate::text::Lang;

impl Paragraph<'_> {
    /// `Monday`, alone or before a date.
    pub(in crate::figure) fn weekday(&self, at: usize) -> Option<Vec<Hit>> {
        let tok = self.tok(at)?;
        let (number, soft) = self.sense(at, |s| match s {
            Sense::Weekday { number, soft } => Some((number, soft)),
            _ => None,
        })?;
        let raw = self.raw(tok);
        let short = self.lang == Lang::En && raw.len() < 6;
        if short && (!tok.capital || raw == raw.to_ascii_uppercase()) {
            return None;
        }
        // الأحد عشر is eleven.
        if self.has(at + 1, Sense::Ten(10)) && self.tok(at + 1).is_some_and(|t| !t.found.and) {
            return None;
        }
        // الاثنين والأربعين is forty-two.
        let tens = |s: Sense| matches!(s, Sense::Tens(_)).then_some(());
        if soft && self.sense(at + 1, tens).is_some() && self.toks[at + 1].found.and {
            return None;
        }
        // القطاعات الأحد والعشرين are twenty-one.
        let definite = at > 0 && self.raw(&self.toks[at - 1]).starts_with("ال");
        let joined = self.tok(at + 1).is_some_and(|t| t.found.and && t.found.art);
        if definite && joined && self.has(at, Sense::Unit(1)) && self.sense(at + 1, tens).is_some() {
            return None;
        }
        let before = |around: Around| at > 0 && self.has(at - 1, Sense::Around(around));
        // كل اثنين وخميس
        let listed = tok.found.and
            && at > 0
            && self.sense(at - 1, |s| matches!(s, Sense::Weekday { .. }).then_some(())).is_some();
        // كل أحد is every Sunday or everybody; أول أحد من الشهر is a Sunday.
        let every = before(Around::Every) && !self.has(at, Sense::Unit(1));
        let everybody = before(Around::Every) && !every && self.lang == Lang::Ar;
        let place = |s: Sense| matches!(s, Sense::Ordinal(_)).then_some(());
        let place = at > 0 && (self.sense(at - 1, place).is_some() || before(Around::LastOf));
        let placed = place && self.plays(at + 1, Role::OfMonth);
        let day_word = before(Around::DayWord) || every || listed || placed;
        if everybody && !tok.found.art && !raw.contains("ال") {
            let date = Date { weekday: Some(number), ..Date::default() };
            let reading = Reading { kind: Kind::Date, value: Value::Date(date), unit: None };
            let mut hit = Hit::new(at, at + 1, reading, Form::Words);
            hit.certainty = Certainty::Soft;
            hit.also(Reading::number(Kind::Cardinal, Decimal::ONE));
            return Some(vec![hit]);
        }
        // A weekday without the article is a name or an everyday word: خميس, جمعة.
        if self.lang == Lang::Ar && !day_word && !tok.found.art && !raw.contains("ال") && !raw.contains("لل")
        {
            return None;
        }
        let mut next = at + 1;
        if short && self.tok(next).is_some_and(|t| t.is('.') && t.glued) {
            next += 1;
        }
        // يوم الاثنين، الموافق 17 مارس; Monday, 17 March; Tuesday the 5th of May
        for _ in 0..4 {
            let Some(t) = self.tok(next) else { break };
            let skip = t.is(',')
                || t.is('،')
                || t.is('(')
                || self.has(next, Sense::Around(Around::Equal))
                || self.plays(next, Role::AfterWeekday);
            if !skip {
                break;
            }
            next += 1;
        }
        let dated = match self.tok(next).map(|t| t.kind) {
            Some(TokKind::Digits) => {
                self.numeric_date(next).or_else(|| self.day_first(next, next, Some(number)))
            }
            Some(TokKind::Word) => self
                .day_first(next, next, Some(number))
                .or_else(|| self.month_first(next, next, Some(number))),
            _ => None,
        };
        if let Some(mut hits) = dated {
            // A weekday and a month without a day are two dates: "Sunday, May was …".
            let whole =
                hits[0].readings.iter().all(|r| matches!(&r.value, Value::Date(d) if d.day.is_some()));
            if whole {
                hits[0].from = at;
                hits[0].certainty = Certainty::Hard;
                hits[0].form = match hits[0].form {
                    Form::Digits => Form::Mixed,
                    other => other,
                };
                for reading in &mut hits[0].readings {
                    if let Value::Date(date) = &mut reading.value {
                        date.weekday = Some(number);
                    }
                }
                return Some(hits);
            }
        }
        if short {
            return None;
        }
        let date = Date { weekday: Some(number), ..Date::default() };
        let mut hit = Hit::new(
            at,
            at + 1,
            Reading { kind: Kind::Date, value: Value::Date(date), unit: None },
            Form::Words,
        );
        if soft && !day_word {
            // الاثنين is Monday, or the two.
            hit.certainty = Certainty::Soft;
            hit.readings.push(Reading::number(Kind::Cardinal, Decimal::TWO));
        }
        Some(vec![hit])
    }
}
