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
        if self.is_in_number(at, soft) {
            return None;
        }
        let is_led = self.is_led_to_weekday(at);
        let bare = !tok.found.art && !raw.contains("ال");
        if bare && self.may_be_everybody(at) {
            let mut hit = weekday_alone(at, number);
            hit.certainty = Certainty::Soft;
            hit.also(Reading::number(Kind::Cardinal, Decimal::ONE));
            return Some(vec![hit]);
        }
        // A weekday without the article is a name or an everyday word: خميس, جمعة.
        if self.lang == Lang::Ar && !is_led && bare && !raw.contains("لل") {
            return None;
        }
        if let Some(hits) = self.date_of_weekday(at, number, short) {
            return Some(hits);
        }
        if short {
            return None;
        }
        let mut hit = weekday_alone(at, number);
        if soft && !is_led {
            // الاثنين is Monday, or the two.
            hit.certainty = Certainty::Soft;
            hit.readings.push(Reading::number(Kind::Cardinal, Decimal::TWO));
        }
        Some(vec![hit])
    }

    /// True if a word that may be a weekday is part of a number.
    fn is_in_number(&self, at: usize, soft: bool) -> bool {
        // الأحد عشر is eleven.
        if self.has(at + 1, Sense::Ten(10)) && self.tok(at + 1).is_some_and(|t| !t.found.and) {
            return true;
        }
        // الاثنين والأربعين is forty-two.
        let tens = self.sense(at + 1, |s| matches!(s, Sense::Tens(_)).then_some(())).is_some();
        if soft && tens && self.toks[at + 1].found.and {
            return true;
        }
        // القطاعات الأحد والعشرين are twenty-one.
        let definite = at > 0 && self.raw(&self.toks[at - 1]).starts_with("ال");
        let joined = self.tok(at + 1).is_some_and(|t| t.found.and && t.found.art);
        definite && joined && self.has(at, Sense::Unit(1)) && tens
    }

    /// True if the words around a weekday say that it is one: `يوم`, `كل`, `أول … من الشهر`.
    fn is_led_to_weekday(&self, at: usize) -> bool {
        let before = |around: Around| at > 0 && self.has(at - 1, Sense::Around(around));
        // كل اثنين وخميس
        let listed = self.toks[at].found.and
            && at > 0
            && self.sense(at - 1, |s| matches!(s, Sense::Weekday { .. }).then_some(())).is_some();
        let every = before(Around::Every) && !self.has(at, Sense::Unit(1));
        // أول أحد من الشهر is a Sunday.
        let place = |s: Sense| matches!(s, Sense::Ordinal(_)).then_some(());
        let place = at > 0 && (self.sense(at - 1, place).is_some() || before(Around::LastOf));
        let placed = place && self.plays(at + 1, Role::OfMonth);
        before(Around::DayWord) || every || listed || placed
    }

    /// `كل أحد` is every Sunday or everybody.
    fn may_be_everybody(&self, at: usize) -> bool {
        let every = at > 0 && self.has(at - 1, Sense::Around(Around::Every));
        self.lang == Lang::Ar && every && self.has(at, Sense::Unit(1))
    }

    /// `Monday, 17 March`: a weekday with the date after it.
    fn date_of_weekday(&self, at: usize, number: u8, short: bool) -> Option<Vec<Hit>> {
        let next = self.after_weekday(at, short);
        let mut hits = match self.tok(next)?.kind {
            TokKind::Digits => self.numeric_date(next).or_else(|| self.day_first(next, next, Some(number))),
            TokKind::Word => self
                .day_first(next, next, Some(number))
                .or_else(|| self.month_first(next, next, Some(number))),
            _ => None,
        }?;
        // A weekday and a month without a day are two dates: "Sunday, May was …".
        let has_day = |r: &Reading| matches!(&r.value, Value::Date(date) if date.day.is_some());
        let hit = hits.first_mut().filter(|hit| hit.readings.iter().all(has_day))?;
        hit.from = at;
        hit.certainty = Certainty::Hard;
        hit.form = match hit.form {
            Form::Digits => Form::Mixed,
            other => other,
        };
        for reading in &mut hit.readings {
            if let Value::Date(date) = &mut reading.value {
                date.weekday = Some(number);
            }
        }
        Some(hits)
    }

    /// The token after a weekday, its abbreviation mark and the words that lead to a date.
    fn after_weekday(&self, at: usize, short: bool) -> usize {
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
        next
    }
}

fn weekday_alone(at: usize, number: u8) -> Hit {
    let date = Date { weekday: Some(number), ..Date::default() };
    Hit::new(at, at + 1, Reading { kind: Kind::Date, value: Value::Date(date), unit: None }, Form::Words)
}
