//! A figure with its place in tokens, before it is converted to bytes.

use crate::figure::{Bound, Calendar, Certainty, Date, Form, Kind, Reading, Value};

/// A figure with its place in tokens.
#[derive(Debug, Clone)]
pub(in crate::figure) struct Hit {
    /// First token.
    pub(in crate::figure) from: usize,
    /// The token after the last one.
    pub(in crate::figure) end: usize,
    /// The byte after the last one, if a sign ends within a token.
    pub(in crate::figure) end_byte: Option<usize>,
    pub(in crate::figure) readings: Vec<Reading>,
    pub(in crate::figure) certainty: Certainty,
    pub(in crate::figure) form: Form,
    pub(in crate::figure) bound: Bound,
    /// The tokens with which the ends of a pair begin and end.
    pub(in crate::figure) ends: Option<[(usize, usize); 2]>,
}

impl Hit {
    /// A hard figure with one reading.
    pub(in crate::figure) fn new(from: usize, end: usize, reading: Reading, form: Form) -> Self {
        Hit {
            from,
            end,
            end_byte: None,
            readings: vec![reading],
            certainty: Certainty::Hard,
            form,
            bound: Bound::Exact,
            ends: None,
        }
    }

    /// A date.
    pub(in crate::figure) fn date(from: usize, end: usize, date: Date, form: Form) -> Self {
        let kind = if date.calendar == Calendar::Hijri { Kind::HijriDate } else { Kind::Date };
        Hit::new(from, end, Reading { kind, value: Value::Date(date), unit: None }, form)
    }

    /// Adds a reading unless it is already there.
    pub(in crate::figure) fn also(&mut self, reading: Reading) {
        if !self.readings.contains(&reading) {
            self.readings.push(reading);
        }
    }

    /// Moves a reading to the front, or inserts it there.
    pub(in crate::figure) fn rather(&mut self, reading: Reading) {
        self.readings.retain(|r| *r != reading);
        self.readings.insert(0, reading);
    }
}
