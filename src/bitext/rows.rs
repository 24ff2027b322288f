//! The common part of JSON and JSONL: the version of the schema, the form of a finding, and safe text.
//!
//! Some programs treat three characters as line ends although JSON allows them inside a string
//! (U+2028, U+2029, U+0085), so they are always escaped. Numbers that must be exact (values, ids)
//! are strings, so that no reader rounds them.

use crate::text::Sides;
use crate::{
    Error, Result,
    check::{Code, Finding, Marked, Severity},
    text::Span,
};
use serde::{Serialize, Serializer};
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

/// Name and version of the schema. The number before the dot is increased if old readers must refuse the file.
pub const SCHEMA: &str = "mizan/1.0";

/// Refuses a schema that this program does not understand.
///
/// # Errors
/// When `schema` is not of this program or has a newer major version.
pub fn check_schema(schema: &str) -> Result<()> {
    let major = |schema: &str| -> Option<u32> {
        schema.strip_prefix("mizan/")?.split('.').next().and_then(|number| number.parse().ok())
    };
    match (major(schema), major(SCHEMA)) {
        (Some(theirs), Some(ours)) if theirs <= ours => Ok(()),
        (Some(_), _) => {
            Err(Error::new(format!("written by a newer mizan (schema {schema}; this one reads {SCHEMA})"))
                .advise("update mizan"))
        }
        (None, _) => Err(Error::new(format!("schema `{schema}` is not mizan's"))),
    }
}

/// A place and its value in JSON.
#[derive(Debug, Serialize)]
pub struct MarkedRow<'a> {
    /// First byte (UTF-8) of the place.
    start: usize,
    /// One past the last byte.
    end: usize,
    /// The text there.
    text: &'a str,
    /// The value there.
    value: &'a str,
}

impl<'a> MarkedRow<'a> {
    fn new(span: Span, text: &'a str, marked: &'a Marked) -> Self {
        MarkedRow { start: span.start, end: span.end, text: span.of(text), value: &marked.value }
    }
}

/// A finding in JSON. Places are bytes of the two texts given to [`FindingRow::new`].
#[derive(Debug, Serialize)]
pub struct FindingRow<'a> {
    /// How serious it is.
    severity: Severity,
    /// Its kind.
    code: Code,
    /// The reason, as one sentence.
    message: &'a str,
    /// The place on the Arabic side.
    #[serde(skip_serializing_if = "Option::is_none")]
    ar: Option<MarkedRow<'a>>,
    /// The place on the English side.
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<MarkedRow<'a>>,
}

impl<'a> FindingRow<'a> {
    /// The row for a finding whose spans are places in the two texts.
    pub fn new(finding: &'a Finding, texts: Sides<&'a str>) -> Self {
        Self {
            severity: finding.severity,
            code: finding.code,
            message: &finding.message,
            ar: finding.ar.as_ref().map(|marked| MarkedRow::new(marked.span, texts.ar, marked)),
            en: finding.en.as_ref().map(|marked| MarkedRow::new(marked.span, texts.en, marked)),
        }
    }
}

/// Writes a value as a line of JSON.
///
/// # Errors
/// When `out` fails.
pub fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write_value(value, out)?;
    out.write_all(b"\n")
}

/// Writes a value as JSON without line ends, for use inside other JSON.
///
/// # Errors
/// When `out` fails.
pub fn write_value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, Safe(CompactFormatter)))?;
    Ok(())
}

/// Writes a value as JSON on several lines, for people.
///
/// # Errors
/// When `out` fails.
pub fn write_pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, Safe(PrettyFormatter::new())))?;
    Ok(())
}

/// Serializes a probability with six decimals: more would be noise.
pub(super) fn rounded<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(six(*value))
}

/// A probability with six decimals.
pub(crate) fn six(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Like [`rounded`], for a probability that may be unknown.
pub(super) fn rounded_if_known<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => rounded(value, serializer),
        None => serializer.serialize_none(),
    }
}

/// A JSON formatter that escapes the characters that some programs treat as line ends.
struct Safe<F>(F);

/// Passes the layout on to the formatter inside.
macro_rules! same_layout {
    ($($method:ident($($arg:ident: $type:ty),*);)*) => {
        $(fn $method<W: ?Sized + Write>(&mut self, writer: &mut W $(, $arg: $type)*) -> io::Result<()> {
            self.0.$method(writer $(, $arg)*)
        })*
    };
}

impl<F: Formatter> Formatter for Safe<F> {
    same_layout! {
        begin_array(); end_array(); begin_array_value(first: bool); end_array_value();
        begin_object(); end_object(); begin_object_key(first: bool); end_object_key();
        begin_object_value(); end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) =
            rest.char_indices().find(|(_, c)| matches!(c, '\u{0085}' | '\u{2028}' | '\u{2029}'))
        {
            write!(writer, "{}\\u{:04x}", &rest[..at], c as u32)?;
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_line_end_is_escaped_and_reads_back() {
        let text = "a\u{2028}b\u{2029}c\u{0085}d\ne\"ف";
        for lines in [false, true] {
            let mut out = Vec::new();
            if lines { write_value(&text, &mut out) } else { write_pretty(&text, &mut out) }.unwrap();
            let json = String::from_utf8(out).unwrap();
            assert_eq!(json, r#""a\u2028b\u2029c\u0085d\ne\"ف""#);
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }

    #[test]
    fn a_newer_major_version_is_refused_and_a_newer_minor_one_is_not() {
        assert_eq!(check_schema("mizan/1.9"), Ok(()));
        assert!(check_schema("mizan/2.0").unwrap_err().to_string().contains("newer mizan"));
        assert!(check_schema("other").is_err());
    }
}
