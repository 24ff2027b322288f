//! A document pair as read from a line.

use super::super::members::Members;
use crate::{Error, Result, bitext::columns, text::Sides};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The id of a record, kept as it was written so that records can be joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Id {
    Number(i64),
    Large(u64),
    Text(String),
}

/// The origin of a record: its id, or its line if it has none.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Place {
    Id(Id),
    Line(u64),
}

/// A record with more texts is not a document pair.
const MOST_TEXTS: usize = 50;

/// A document pair.
pub(super) struct Record<'a> {
    pub(super) texts: Sides<Cow<'a, str>>,
    /// Both texts are web pages.
    pub(super) is_html: bool,
    /// The other members of the line.
    pub(super) meta: Members<'a>,
}

#[derive(Deserialize)]
struct Texts<'a> {
    #[serde(borrow)]
    ar: Option<Cow<'a, str>>,
    #[serde(borrow)]
    en: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Written<'a> {
    id: Option<Id>,
    #[serde(borrow)]
    mime: Option<Cow<'a, str>>,
    #[serde(borrow)]
    translation: Option<Texts<'a>>,
    #[serde(borrow)]
    ar: Option<Cow<'a, str>>,
    #[serde(borrow)]
    en: Option<Cow<'a, str>>,
}

/// Reads the record in the line with the given number.
// Errors are rare here, so boxing them would gain nothing.
#[allow(clippy::result_large_err)]
pub(super) fn read(number: u64, bytes: &[u8]) -> Result<(Place, Record<'_>), (Place, Error)> {
    let at_line = Place::Line(number);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            return Err((at_line, Error::new(format!("invalid UTF-8 at byte {}", error.valid_up_to()))));
        }
    };
    match serde_json::from_str::<Written<'_>>(text) {
        Ok(mut written) => {
            let place = written.id.take().map_or(at_line, Place::Id);
            match record(text, written) {
                Ok(record) => Ok((place, record)),
                Err(error) => Err((place, error)),
            }
        }
        Err(error) => {
            // An object that is not a document pair may still have an id to name it by.
            let place = match serde_json::from_str::<serde_json::Value>(text) {
                Ok(serde_json::Value::Object(mut members)) => members
                    .remove("id")
                    .and_then(|id| serde_json::from_value::<Id>(id).ok())
                    .map_or(at_line, Place::Id),
                _ => at_line,
            };
            // The parser sees one line only.
            let said = error.to_string().replace(" at line 1 column ", &format!(" at line {number} column "));
            Err((place, Error::new(format!("not a document pair: {said}"))))
        }
    }
}

/// Removes the two texts from the members of a record with other names for them, such as `source` and `target`.
fn take_texts(members: &mut Members<'_>) -> Option<(String, String)> {
    let text = |value: &RawValue| serde_json::from_str::<String>(value.get()).ok();
    let texts = members.0.iter().filter_map(|(name, value)| Some((name.to_string(), text(value)?)));
    let (names, texts): (Vec<String>, Vec<String>) = texts.take(MOST_TEXTS).unzip();
    let rows = [names, texts];
    let (ar, en) = columns::among(&rows)?;
    let [names, mut texts] = rows;
    members.0.retain(|(name, _)| **name != names[ar] && **name != names[en]);
    Some((std::mem::take(&mut texts[ar]), std::mem::take(&mut texts[en])))
}

fn record<'a>(text: &'a str, written: Written<'a>) -> Result<Record<'a>> {
    let Written { mime, translation, ar, en, .. } = written;
    let sides = translation.unwrap_or(Texts { ar: None, en: None });
    let missing = |name: &str| Error::new(format!("not a document pair: missing field `{name}`"));
    let mut meta = Members::read(text).unwrap_or(Members(Vec::new()));
    meta.0.retain(|(name, _)| !["id", "ar", "en", "translation", "mime"].contains(&&**name));
    let (ar, en) = (sides.ar.or(ar), sides.en.or(en));
    let others = if ar.is_none() && en.is_none() { take_texts(&mut meta) } else { None };
    let (ar, en) = others.map_or((ar, en), |(ar, en)| (Some(ar.into()), Some(en.into())));
    let texts = Sides { ar: ar.ok_or_else(|| missing("ar"))?, en: en.ok_or_else(|| missing("en"))? };
    let mime = mime.as_deref().unwrap_or("text/plain");
    let is_html = match mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/plain" | "" => false,
        "text/html" | "application/xhtml+xml" => true,
        _ => {
            return Err(Error::new(format!("documents of the type {mime} are not read here"))
                .advise("text/plain and text/html are; `mizan batch` reads files of many kinds"));
        }
    };
    Ok(Record { texts, is_html, meta })
}
