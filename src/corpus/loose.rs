//! Members that other programs call like ours: their values count where they can be understood, and are otherwise
//! unknown, because a row with such a member is a pair all the same.

use super::row::RowFinding;
use crate::check::Severity;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A value as it is written.
pub(super) type Value<'a> = Option<&'a RawValue>;

/// A text, or a number as text.
pub(super) fn text(value: Value<'_>) -> Option<Cow<'_, str>> {
    let written = value?.get();
    match written.as_bytes().first()? {
        b'"' => {
            #[derive(Deserialize)]
            struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
            serde_json::from_str::<Text<'_>>(written).ok().map(|text| text.0)
        }
        b'-' | b'0'..=b'9' => Some(Cow::Borrowed(written)),
        _ => None,
    }
}

/// A number, which may be written as text.
pub(super) fn number(value: Value<'_>) -> Option<f64> {
    text(value)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// The findings of a row: their codes as text, or objects that have them.
pub(super) fn findings(value: Value<'_>) -> Option<Vec<RowFinding>> {
    #[derive(Deserialize)]
    struct Found {
        severity: Severity,
        code: String,
    }
    let written = value?.get();
    if written.starts_with('"') {
        return text(value).map(|text| RowFinding::read_all(&text));
    }
    let found: Vec<Found> = serde_json::from_str(written).ok()?;
    let finding = |Found { severity, code }| RowFinding { severity: Some(severity), code: code.into() };
    Some(found.into_iter().map(finding).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(json: &str) -> &RawValue {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn numbers_and_texts_are_understood_and_nothing_else_is() {
        for (json, as_text, as_number) in [
            ("7", Some("7"), Some(7.0)),
            ("-0.5e1", Some("-0.5e1"), Some(-5.0)),
            ("\" 0.8\"", Some(" 0.8"), Some(0.8)),
            ("\"a\\u0062\"", Some("ab"), None),
            ("\"nan\"", Some("nan"), None),
            ("1e999", Some("1e999"), None),
            ("true", None, None),
            ("[1]", None, None),
            ("{\"a\":1}", None, None),
        ] {
            assert_eq!(text(Some(raw(json))).as_deref(), as_text, "{json}");
            assert_eq!(number(Some(raw(json))), as_number, "{json}");
        }
        assert!(text(None).is_none() && number(None).is_none());
    }

    #[test]
    fn findings_are_codes_or_objects_with_them() {
        let of =
            |json| Some(findings(Some(raw(json)))?.iter().map(RowFinding::to_string).collect::<Vec<_>>());
        let found = |words: &[&str]| Some(words.iter().map(|&word| word.to_owned()).collect());
        assert_eq!(of("\"error:scale  note:order\""), found(&["error:scale", "note:order"]));
        assert_eq!(of(r#"[{"severity":"note","code":"order","x":1}]"#), found(&["note:order"]));
        assert_eq!(of("\"so:what checked\""), found(&["so:what", "checked"]), "words of others stay");
        assert_eq!((of("[]"), of("\"\""), of("[\"typo\"]"), of("3")), (found(&[]), found(&[]), None, None));
    }
}
