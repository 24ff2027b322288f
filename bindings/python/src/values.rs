//! Plain values: segments, figures, findings.

use crate::spans::CodePoints;
use mizan::{
    check,
    figure::{self, Certainty, Reading},
    text::Span,
};
use pyo3::prelude::*;

/// A sentence, heading or list item: its text and its place.
#[pyclass(frozen, get_all, module = "mizan_align")]
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    /// The sentence as one line: line breaks inside it are spaces.
    pub(crate) text: String,
    /// Its first code point in the text.
    pub(crate) start: usize,
    /// One past its last code point.
    pub(crate) end: usize,
    /// Number of its paragraph, counted from 0.
    pub(crate) paragraph: u32,
}

#[pymethods]
impl Segment {
    fn __repr__(&self) -> String {
        format!("Segment({}, {}, {:?})", self.start, self.end, self.text)
    }
}

/// A figure with its exact value.
#[pyclass(frozen, get_all, module = "mizan_align")]
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// Its spelling.
    text: String,
    /// Its first code point in the text.
    start: usize,
    /// One past its last code point.
    end: usize,
    /// Its kind of quantity: `cardinal`, `money`, `date` …
    kind: String,
    /// The exact value in its normal form: `3457`, `2023-10-31`.
    value: String,
    /// Its unit; `None` for a bare number.
    unit: Option<String>,
    /// `hard` when a difference may by itself be a finding, otherwise `soft`.
    certainty: &'static str,
    /// The other values that the spelling allows: kind, value and unit.
    others: Vec<(String, String, Option<String>)>,
}

impl Figure {
    pub(crate) fn new(figure: &figure::Figure, text: &str, points: &CodePoints<'_>) -> Self {
        let of = |reading: &Reading| {
            let unit = reading.unit.map(|unit| unit.to_string());
            (reading.kind.to_string(), reading.value.to_string(), unit)
        };
        let (kind, value, unit) = of(figure.best());
        let (start, end) = points.span(figure.span);
        let certainty = if figure.certainty == Certainty::Hard { "hard" } else { "soft" };
        let others = figure.readings.iter().skip(1).map(of).collect();
        Figure { text: figure.span.of(text).to_owned(), start, end, kind, value, unit, certainty, others }
    }
}

#[pymethods]
impl Figure {
    fn __repr__(&self) -> String {
        let unit = self.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        format!("Figure({:?}, {} {}{unit})", self.text, self.kind, self.value)
    }
}

/// A place in a text with the value read there.
#[pyclass(frozen, get_all, module = "mizan_align")]
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// Its first code point in the text that was checked.
    start: usize,
    /// One past its last code point.
    end: usize,
    /// The text there.
    text: String,
    /// The value in comparable form.
    value: String,
}

#[pymethods]
impl Mark {
    fn __repr__(&self) -> String {
        format!("Mark({}, {}, {:?}, {:?})", self.start, self.end, self.text, self.value)
    }
}

/// Something that a person should look at.
#[pyclass(frozen, get_all, module = "mizan_align")]
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// Its kind: `scale`, `digits-swapped`, `untranslated` … (`mizan check --list` lists all).
    code: &'static str,
    /// The reason in one sentence.
    message: String,
    /// The place in the Arabic text, if it has one.
    ar: Option<Mark>,
    /// The place in the English text, if it has one.
    en: Option<Mark>,
}

impl Finding {
    /// A finding whose places are in two texts.
    pub(crate) fn new(finding: &check::Finding, ar: &CodePoints<'_>, en: &CodePoints<'_>) -> Self {
        let mark = |marked: &Option<check::Marked>, points: &CodePoints<'_>| {
            marked.as_ref().map(|marked| {
                let (start, end) = points.span(marked.span);
                let text = text_of(points, marked.span);
                Mark { start, end, text, value: marked.value.clone() }
            })
        };
        Finding {
            severity: finding.severity.as_str(),
            code: finding.code.as_str(),
            message: finding.message.clone(),
            ar: mark(&finding.ar, ar),
            en: mark(&finding.en, en),
        }
    }
}

fn text_of(points: &CodePoints<'_>, span: Span) -> String {
    points.text().get(span.start..span.end).unwrap_or_default().to_owned()
}

#[pymethods]
impl Finding {
    fn __repr__(&self) -> String {
        format!("Finding({}, {}, {:?})", self.severity, self.code, self.message)
    }
}
