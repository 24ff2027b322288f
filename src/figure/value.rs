//! Figures, their readings and values, and the normal forms for output.

use super::{Bound, Certainty, Date, Decimal, Dimension, Form, Kind, Unit};
use crate::text::Span;
use crate::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;

/// A figure: its place and its possible meanings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Figure {
    /// Its place, in bytes of the text that was read, including unit, currency symbol and month.
    pub span: Span,
    /// Every meaning that the spelling allows, best first; never empty.
    #[serde(deserialize_with = "some_readings")]
    pub readings: Vec<Reading>,
    /// Its reliability.
    pub certainty: Certainty,
    /// The form in which it is written.
    pub form: Form,
    /// How exactly it is meant, according to the words before it (which are not in the span).
    pub bound: Bound,
    /// The places of the two ends of a pair (`2018` and `19` in `2018-19`); `None` for other figures.
    pub ends: Option<(Span, Span)>,
}

/// One meaning of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// The kind of quantity.
    pub kind: Kind,
    /// The exact value.
    pub value: Value,
    /// Its unit: a unit of measure, a currency, `Percent`; `None` for bare numbers, dates, codes.
    pub unit: Option<Unit>,
}

/// An exact value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// A number, also of a year, decade (its first year) or century (its ordinal).
    Number(Decimal),
    /// A part of a whole: `2/3`. The second is never zero.
    Fraction(Decimal, Decimal),
    /// The two ends of a range or the two points of a score, in the order of the text.
    Pair(Decimal, Decimal),
    /// A date or a part of one.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// Letters and digits that name something: digits in ASCII, letters in capitals, without blanks.
    Code(String),
}

/// A time of day on the 24-hour clock. A time without the half of the day has two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Time {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60, if given.
    pub second: Option<u8>,
}

/// Reads the readings of a figure, of which there is at least one.
fn some_readings<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Reading>, D::Error> {
    let readings = Vec::deserialize(from)?;
    if readings.is_empty() { Err(de::Error::custom(NO_READING)) } else { Ok(readings) }
}

const NO_READING: &str = "a figure without readings";

impl Figure {
    /// A figure in digits that is certain and exact; other fields may be set afterwards.
    ///
    /// # Errors
    /// When there is no reading.
    pub fn new(span: Span, readings: Vec<Reading>) -> Result<Self> {
        if readings.is_empty() {
            return Err(Error::new(NO_READING));
        }
        let (certainty, form, bound) = (Certainty::Hard, Form::Digits, Bound::Exact);
        Ok(Figure { span, readings, certainty, form, bound, ends: None })
    }

    /// The best reading.
    pub fn best(&self) -> &Reading {
        &self.readings[0]
    }

    /// The kind of the best reading.
    pub fn kind(&self) -> Kind {
        self.best().kind
    }

    /// The value of the best reading.
    pub fn value(&self) -> &Value {
        &self.best().value
    }

    /// The unit of the best reading.
    pub fn unit(&self) -> Option<Unit> {
        self.best().unit
    }

    /// True if the figure may be a finding by itself.
    pub fn is_hard(&self) -> bool {
        self.certainty == Certainty::Hard
    }

    /// The plain numbers of the best reading: both ends of a pair, the parts of a date (year,
    /// month, day), hour and minute. Empty for codes and phone numbers, which are not counts.
    pub fn numbers(&self) -> Vec<Decimal> {
        self.best().numbers()
    }

    /// The two ends of a pair as figures of their own, with the unit of the whole; `None` for other figures.
    pub fn split(&self) -> Option<[Figure; 2]> {
        let (first, second) = self.ends?;
        let end = |span: Span, second: bool| {
            let mut readings: Vec<Reading> = Vec::with_capacity(self.readings.len());
            for reading in &self.readings {
                if let Value::Pair(a, b) = &reading.value {
                    let value = Value::Number(if second { *b } else { *a });
                    let made = Reading { kind: reading.end_kind(), value, unit: reading.unit };
                    if !readings.contains(&made) {
                        readings.push(made);
                    }
                }
            }
            (!readings.is_empty()).then_some(Figure { span, readings, ends: None, ..*self })
        };
        Some([end(first, false)?, end(second, true)?])
    }
}

impl Reading {
    /// A reading of a bare number.
    pub fn number(kind: Kind, value: Decimal) -> Self {
        Reading { kind, value: Value::Number(value), unit: None }
    }

    /// A number with a unit; the kind follows from the unit.
    pub fn with_unit(value: Decimal, unit: Unit) -> Self {
        Reading { kind: Reading::kind_of(unit), value: Value::Number(value), unit: Some(unit) }
    }

    /// The kind of a number with the given unit.
    pub fn kind_of(unit: Unit) -> Kind {
        match unit.dimension() {
            Dimension::Share => Kind::Percent,
            Dimension::Points => Kind::PercentagePoint,
            Dimension::Money => Kind::Money,
            Dimension::Time | Dimension::Calendar => Kind::Duration,
            _ => Kind::Measure,
        }
    }

    fn end_kind(&self) -> Kind {
        match (self.kind, self.unit) {
            (Kind::YearRange, _) => Kind::Year,
            (_, Some(unit)) => Reading::kind_of(unit),
            _ => Kind::Cardinal,
        }
    }

    /// The number, if the value is one (a fraction as its quotient).
    pub fn as_number(&self) -> Option<Decimal> {
        match &self.value {
            Value::Number(n) => Some(*n),
            Value::Fraction(a, b) => a.checked_div(*b),
            _ => None,
        }
    }

    /// The number in the base unit of its dimension (see [`Dimension`]); unchanged without a unit.
    pub fn in_base(&self) -> Option<Decimal> {
        let number = self.as_number()?;
        self.unit.map_or(Some(number), |unit| unit.to_base(number))
    }

    /// The plain numbers of the value; see [`Figure::numbers`].
    pub fn numbers(&self) -> Vec<Decimal> {
        match &self.value {
            Value::Number(n) => vec![*n],
            Value::Fraction(a, b) | Value::Pair(a, b) => vec![*a, *b],
            Value::Date(date) => {
                [date.year.map(Decimal::from), date.month.map(Decimal::from), date.day.map(Decimal::from)]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            Value::Time(time) => vec![Decimal::from(time.hour), Decimal::from(time.minute)],
            Value::Code(_) => Vec::new(),
        }
    }
}

/// The suffix `st`, `nd`, `rd` or `th`.
fn ordinal_ending(n: Decimal) -> &'static str {
    let hundred = Decimal::ONE_HUNDRED;
    match (n % Decimal::TEN, n % hundred) {
        (_, tens) if tens >= Decimal::from(11) && tens <= Decimal::from(13) => "th",
        (one, _) if one == Decimal::ONE => "st",
        (two, _) if two == Decimal::TWO => "nd",
        (three, _) if three == Decimal::from(3) => "rd",
        _ => "th",
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        self.second.map_or(Ok(()), |second| write!(f, ":{second:02}"))
    }
}

impl fmt::Display for Value {
    /// The normal form of the value alone, as written in files: a decimal string (`3457`, `-0.5`, a
    /// fraction as its quotient), ISO 8601 (`2023-10-31`, `--10-31`, `12:22`), `31-27` for pairs, a
    /// code unchanged.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(n) => n.normalize().fmt(f),
            Value::Fraction(a, b) => a.checked_div(*b).unwrap_or_default().normalize().fmt(f),
            Value::Pair(a, b) => write!(f, "{}-{}", a.normalize(), b.normalize()),
            Value::Date(date) => date.fmt(f),
            Value::Time(time) => time.fmt(f),
            Value::Code(code) => f.write_str(code),
        }
    }
}

impl fmt::Display for Reading {
    /// The normal form for people: the value with its unit (`3000000 USD`, `25%`), fractions as
    /// `2/3`, ordinals as `3rd`, decades as `1990s`, centuries as `century 19`, weekdays together
    /// with the date.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.value, self.kind) {
            (Value::Fraction(a, b), _) => write!(f, "{}/{}", a.normalize(), b.normalize())?,
            (Value::Number(n), Kind::Decade) => write!(f, "{}s", n.normalize())?,
            (Value::Number(n), Kind::Century) => write!(f, "century {}", n.normalize())?,
            (Value::Number(n), Kind::Ordinal) => write!(f, "{}{}", n.normalize(), ordinal_ending(*n))?,
            (Value::Number(n), Kind::Multiplier) => write!(f, "{} times", n.normalize())?,
            (Value::Number(n), Kind::Vague) => write!(f, "some {}", n.normalize())?,
            (Value::Date(date), _) => {
                date.fmt(f)?;
                let alone = date.year.is_none() && date.month.is_none() && date.day.is_none();
                if let Some(name) = date.weekday.filter(|_| !alone).and_then(Date::weekday_name) {
                    write!(f, " ({name})")?;
                }
            }
            (value, _) => value.fmt(f)?,
        }
        match self.unit {
            Some(unit) if unit.dimension() == Dimension::Share => f.write_str("%"),
            Some(unit) => write!(f, " {unit}"),
            None => Ok(()),
        }
    }
}
