//! Information from neighbouring figures: `2 to 4 per cent` are two shares, `16 و17 مارس` two days.

use crate::figure::{
    Calendar, Date, Decimal, Form, Kind, Reading, Value,
    hit::Hit,
    lang::senses::scale_of,
    lexicon::{Around, Sense},
    number::Sort,
    paragraph::Paragraph,
    scan::TokKind,
};

/// `1 January–15 March 2020`: the second date's year is also that of the first, which may also be
/// meant without it. `بين 1280 و1350هـ`: the same holds for the calendar of a year.
fn share_year(first: &mut Hit, second: &Hit) {
    if let (Value::Number(number), Value::Date(to)) = (&first.readings[0].value, &second.readings[0].value) {
        let alone = to.month.is_none() && to.day.is_none() && first.readings[0].unit.is_none();
        let year = i32::try_from(*number).ok().filter(|year| number.is_integer() && to.year > Some(*year));
        if alone && to.calendar == Calendar::Hijri && year.is_some_and(|year| year > 0) {
            let value = Value::Date(Date::hijri(year, None, None));
            first.rather(Reading { kind: Kind::HijriDate, value, unit: None });
        }
        return;
    }
    let (Value::Date(from), Value::Date(to)) = (&first.readings[0].value, &second.readings[0].value) else {
        return;
    };
    let open = from.year.is_none() && from.month.is_some() && from.day.is_some() == to.day.is_some();
    if open && to.year.is_some() && to.month.is_some() && from.calendar == to.calendar {
        let value = Value::Date(Date { year: to.year, ..*from });
        first.rather(Reading { value, ..first.readings[0].clone() });
    }
}

impl Paragraph<'_> {
    /// Completes figures from their neighbours: `2 to 4 per cent` are two shares, `16 و17 مارس` two days.
    pub(in crate::figure) fn join(&self, hits: &mut [Hit]) {
        for n in (1..hits.len()).rev() {
            let (before, after) = hits.split_at_mut(n);
            let (Some(first), Some(second)) = (before.last_mut(), after.first()) else { continue };
            if !self.linked(first, second) {
                continue;
            }
            share_year(first, second);
            self.complete(first, second);
        }
        // عامي 1990 و1995: years apply to the next number too.
        for n in 1..hits.len() {
            let (before, after) = hits.split_at_mut(n);
            let (Some(first), Some(second)) = (before.last(), after.first_mut()) else { continue };
            if first.readings[0].kind == Kind::Year
                && second.readings.len() > 1
                && second.readings[1].kind == Kind::Year
                && self.linked(first, second)
            {
                second.readings.swap(0, 1);
            }
        }
    }

    /// Gives a bare number the kind and unit of the figure that it is linked with.
    fn complete(&self, first: &mut Hit, second: &Hit) {
        let own = &first.readings[0];
        if !matches!(own.kind, Kind::Cardinal | Kind::Year) || own.unit.is_some() {
            return;
        }
        let Some(number) = own.as_number() else { return };
        let other = &second.readings[0];
        if own.kind == Kind::Year && other.kind != Kind::Year {
            return;
        }
        let scaled = || self.shared_scale(first, second).and_then(|by| number.checked_mul(by));
        match (other.kind, &other.value) {
            (Kind::Date | Kind::HijriDate, Value::Date(date))
                if date.day.is_some() && date.month.is_some() =>
            {
                let day =
                    u8::try_from(number).ok().filter(|day| number.is_integer() && (1..=31).contains(day));
                if day.is_some() {
                    let value = Value::Date(Date { day, weekday: None, ..*date });
                    first.rather(Reading { kind: other.kind, value, unit: None });
                }
            }
            (
                Kind::Percent
                | Kind::PercentagePoint
                | Kind::Money
                | Kind::Measure
                | Kind::Duration
                | Kind::Age,
                Value::Number(to),
            ) => {
                let mut made = Reading { value: Value::Number(number), ..other.clone() };
                if let Some(scaled) = scaled().filter(|s| s <= to || number < *to) {
                    first.also(made.clone());
                    made.value = Value::Number(scaled);
                }
                let value = made.value.clone();
                // `for Super 98 and Dh2.47`: the sign in front of the second is hardly that of the first.
                let in_front = !self.digits_begin(second.from);
                let joined = self.has(first.end, Sense::Around(Around::And));
                match other.kind == Kind::Money && in_front && joined && number > *to {
                    true => first.also(made),
                    false => first.rather(made),
                }
                // من 280 إلى 345 أوقية: ounces or the money of Mauritania, and both numbers are the same.
                let meanings =
                    second.readings[1..].iter().filter(|r| r.unit.is_some() && r.value == other.value);
                for meaning in meanings {
                    first.also(Reading { value: value.clone(), ..meaning.clone() });
                }
            }
            (Kind::Cardinal, Value::Number(_)) => {
                if let Some(scaled) = scaled() {
                    first.rather(Reading::number(Kind::Cardinal, scaled));
                }
            }
            (Kind::Year, _)
                if number.is_integer() && number >= Decimal::from(1000) && number < Decimal::from(2200) =>
            {
                first.rather(Reading::number(Kind::Year, number));
            }
            _ => {}
        }
    }

    /// True for a token of digits.
    fn digits_begin(&self, at: usize) -> bool {
        self.tok(at).is_some_and(|tok| tok.kind == TokKind::Digits)
    }

    /// The scale of the second of two linked numbers that the first lacks: `2 to 4 million`.
    fn shared_scale(&self, first: &Hit, second: &Hit) -> Option<Decimal> {
        let own = (first.from..first.end).any(|n| self.sense(n, scale_of).is_some());
        let written = self.number(second.from).or_else(|| self.number(second.from + 1))?;
        let scale = written.scale.filter(|_| !own)?;
        // Only if the second is a bare number times the scale.
        (written.form == Form::Mixed || written.sort == Sort::Count).then_some(scale)
    }

    /// True if only `to`, `and`, `or` or a dash is between the two.
    fn linked(&self, first: &Hit, second: &Hit) -> bool {
        let gap = first.end..second.from;
        match gap.len() {
            0 => self.toks[second.from].found.and,
            1 => {
                self.toks[gap.start].is_dash()
                    || self.has(gap.start, Sense::Around(Around::RangeLink))
                    || self.has(gap.start, Sense::Around(Around::And))
            }
            _ => false,
        }
    }
}
