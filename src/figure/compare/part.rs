//! The pieces of a figure that may have separate partners: the parts of a date, the ends of a range.

use crate::figure::{Date, Decimal, Figure, Kind, Reading, Value};

/// The part of a figure that a [`FigurePiece`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Whole,
    /// The year of a date.
    Year,
    /// The month of a date.
    Month,
    /// The day of the month.
    Day,
    /// The day of the week.
    Weekday,
    /// The first number of a pair.
    First,
    /// The second number of a pair.
    Second,
}

impl Part {
    fn is_of_date(self) -> bool {
        !matches!(self, Part::Whole | Part::First | Part::Second)
    }
}

/// A figure or a part of one, as a figure of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigurePiece {
    /// Index of the figure in the given list.
    pub index: usize,
    /// The part of it.
    pub part: Part,
    /// The part with its readings; its span is that of the whole if the part has none of its own.
    pub figure: Figure,
}

impl FigurePiece {
    /// A whole figure as one piece.
    pub(super) fn whole(index: usize, figure: &Figure) -> Self {
        FigurePiece { index, part: Part::Whole, figure: figure.clone() }
    }

    /// The parts of a figure; a single piece if it has no parts.
    pub(super) fn parts(index: usize, figure: &Figure) -> Vec<FigurePiece> {
        if let Some([first, second]) = figure.split() {
            return vec![
                FigurePiece { index, part: Part::First, figure: first },
                FigurePiece { index, part: Part::Second, figure: second },
            ];
        }
        let mut pieces = Vec::new();
        for part in [Part::Year, Part::Month, Part::Day, Part::Weekday] {
            let mut readings: Vec<Reading> = Vec::new();
            for reading in &figure.readings {
                let Value::Date(date) = &reading.value else { continue };
                if let Some(made) = of_date(*date, part)
                    && !readings.contains(&made)
                {
                    readings.push(made);
                }
            }
            if !readings.is_empty() {
                pieces.push(FigurePiece {
                    index,
                    part,
                    figure: Figure { readings, ends: None, ..figure.clone() },
                });
            }
        }
        // A reading that is not a date (`3/4` may be a fraction) is lost when it is divided into
        // parts, which have readings of their own.
        if pieces.len() < 2 { vec![FigurePiece::whole(index, figure)] } else { pieces }
    }
}

/// Joins the remaining parts of each date, because a lost date is a single loss: to the whole
/// figure if all remain, or to a date of the remaining parts.
pub(super) fn rejoin(left: Vec<FigurePiece>, figures: &[Figure]) -> Vec<FigurePiece> {
    let mut made: Vec<FigurePiece> = Vec::with_capacity(left.len());
    let mut rest = left.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut parts = vec![first];
        while let Some(next) = rest.next_if(|next| next.index == parts[0].index && next.part.is_of_date()) {
            parts.push(next);
        }
        if parts.len() > 1 && parts[0].part.is_of_date() {
            made.push(together(&parts, &figures[parts[0].index]));
        } else {
            made.append(&mut parts);
        }
    }
    made
}

/// Several parts of a date as one piece.
fn together(parts: &[FigurePiece], figure: &Figure) -> FigurePiece {
    let index = parts[0].index;
    let mut whole = FigurePiece::whole(index, figure);
    // An uncertain part need not make the others uncertain.
    let hard = parts.iter().find(|piece| piece.figure.is_hard()).unwrap_or(&parts[0]);
    whole.figure.certainty = hard.figure.certainty;
    let Value::Date(date) = *figure.value() else { return whole };
    let left = |part: Part| parts.iter().any(|piece| piece.part == part);
    let some = Date {
        calendar: date.calendar,
        year: date.year.filter(|_| left(Part::Year)),
        month: date.month.filter(|_| left(Part::Month)),
        day: date.day.filter(|_| left(Part::Day)),
        weekday: date.weekday.filter(|_| left(Part::Weekday)),
    };
    whole.figure.readings = vec![Reading { value: Value::Date(some), ..figure.best().clone() }];
    whole
}

/// One part of a date as a reading; a Gregorian year as a plain year.
fn of_date(date: Date, part: Part) -> Option<Reading> {
    let empty = Date { calendar: date.calendar, ..Date::default() };
    let gregorian = date.calendar == crate::figure::Calendar::Gregorian;
    let kind = if gregorian { Kind::Date } else { Kind::HijriDate };
    let made = match part {
        Part::Year if gregorian => return Some(Reading::number(Kind::Year, Decimal::from(date.year?))),
        Part::Year => Date { year: Some(date.year?), ..empty },
        Part::Month => Date { month: Some(date.month?), ..empty },
        Part::Day => Date { day: Some(date.day?), ..empty },
        Part::Weekday => Date { weekday: Some(date.weekday?), calendar: Default::default(), ..empty },
        Part::Whole | Part::First | Part::Second => return None,
    };
    Some(Reading { kind, value: Value::Date(made), unit: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        figure::{Bound, Certainty, Form},
        text::Span,
    };

    fn monday() -> Figure {
        let date = Date { weekday: Some(1), ..Date::new(Some(2025), Some(3), Some(17)) };
        Figure {
            span: Span::new(0, 20),
            readings: vec![Reading { kind: Kind::Date, value: Value::Date(date), unit: None }],
            certainty: Certainty::Hard,
            form: Form::Mixed,
            bound: Bound::Exact,
            ends: None,
        }
    }

    #[test]
    fn the_parts_of_a_date_that_are_left_are_one_piece_again() {
        let figure = monday();
        let figures = [figure.clone()];
        let all = rejoin(FigurePiece::parts(0, &figure), &figures);
        assert_eq!(all, [FigurePiece::whole(0, &figure)]);
        let some: Vec<FigurePiece> =
            FigurePiece::parts(0, &figure).into_iter().filter(|piece| piece.part != Part::Year).collect();
        let joined = rejoin(some, &figures);
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].figure.best().to_string(), "--03-17 (Monday)");
    }

    #[test]
    fn a_date_falls_into_year_month_day_and_weekday() {
        let figure = monday();
        let shown: Vec<String> =
            FigurePiece::parts(0, &figure).iter().map(|p| p.figure.best().to_string()).collect();
        assert_eq!(shown, ["2025", "--03", "---17", "Monday"]);
    }
}
