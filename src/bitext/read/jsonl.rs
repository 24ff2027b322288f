//! Reads rows of JSON: those of other programs, those for training, and our own with all that is known of a pair.

use super::{
    super::{
        facts,
        pairs::{Header, Source},
        rows::check_schema,
    },
    exchanged::righted,
    lines::Lines,
};
use crate::{
    Error, Result,
    bitext::{Details, Pair, Pairs},
    check::{Code, Finding, Marked, Severity},
    text::{Lang, Sides, Span},
};
use serde::Deserialize;
use std::borrow::Cow;

/// The pairs of lines in JSON with the texts as `ar` and `en`.
pub(super) fn pairs(lines: Lines<'_>) -> Pairs<'_> {
    righted(Rows { lines, header: Header::default() })
}

struct Rows<'a> {
    lines: Lines<'a>,
    header: Header,
}

impl Source for Rows<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        loop {
            return Some(match self.lines.next()? {
                Ok(line) if line.trim().is_empty() => continue,
                Ok(line) => match jsonl_row(&line, &mut self.header) {
                    Ok(mut pair) => {
                        pair.row = self.lines.row;
                        pair.details.line = Some(pair.row);
                        pair.keep_valid_places();
                        Ok(pair)
                    }
                    Err(error) => Err(self.lines.locate(error)),
                },
                Err(error) => Err(error),
            });
        }
    }

    fn broke_off(&self) -> bool {
        self.lines.broke_off
    }

    fn header(&self) -> &Header {
        &self.header
    }
}

#[derive(Deserialize)]
struct JsonRow<'a> {
    #[serde(borrow)]
    schema: Option<Cow<'a, str>>,
    id: Option<serde_json::Value>,
    ar: Option<String>,
    en: Option<String>,
    /// The texts of rows for training.
    translation: Option<Sides<String>>,
    /// Members that only our rows have; in other rows they may contain anything.
    #[serde(flatten)]
    more: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct MarkedRow {
    start: usize,
    end: usize,
    value: String,
}

#[derive(Deserialize)]
struct FindingRow {
    severity: Severity,
    code: Code,
    message: String,
    ar: Option<MarkedRow>,
    en: Option<MarkedRow>,
}

#[derive(Deserialize)]
struct OurRow {
    #[serde(default)]
    ar_segments: Vec<usize>,
    #[serde(default)]
    en_segments: Vec<usize>,
    #[serde(default)]
    crossing: bool,
    #[serde(rename = "type")]
    kind: Option<String>,
    confidence: Option<f64>,
    adequacy: Option<f64>,
    score: Option<f64>,
    source: Option<Lang>,
    time: Option<(u64, u64)>,
    #[serde(default)]
    review: String,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    findings: Vec<FindingRow>,
}

/// The error for a line that is no JSON; the line has a number in the file, so only the column is said.
pub(super) fn not_json(error: &serde_json::Error) -> Error {
    let said = error.to_string();
    let what = said
        .split_once(" at line 1 column ")
        .map_or(said.clone(), |(what, column)| format!("{what}, column {column}"));
    Error::new(format!("not a pair in JSON: {what}"))
}

/// Parses `{"ar": …, "en": …}`, directly or in a `translation`, with or without an id; for rows
/// with our schema the other members too.
fn jsonl_row(line: &str, header: &mut Header) -> Result<Pair> {
    let broken = |error: serde_json::Error| not_json(&error);
    let mut row: JsonRow<'_> = serde_json::from_str(line).map_err(broken)?;
    let for_training = row.translation.is_some();
    if for_training {
        // There the findings are only named, without their places.
        row.more.remove("findings");
    }
    let missing = |name: &str| Error::new(format!("not a pair in JSON: missing field `{name}`"));
    let texts = match (row.translation, row.ar, row.en) {
        (Some(texts), ..) => texts,
        (None, Some(ar), Some(en)) => Sides { ar, en },
        (None, None, _) => return Err(missing("ar")),
        (None, _, None) => return Err(missing("en")),
    };
    let id = row.id.filter(|id| !id.is_null()).map(|id| match id {
        serde_json::Value::String(id) => id,
        other => other.to_string(),
    });
    let mut details = Details::default();
    if let Some(schema) = &row.schema {
        check_schema(schema)?;
        let ours: OurRow = serde_json::from_value(serde_json::Value::Object(row.more)).map_err(broken)?;
        let marked = |row: Option<MarkedRow>| {
            // A reversed span is kept here and rejected later with the other invalid ones.
            row.map(|row| Marked { span: Span { start: row.start, end: row.end }, value: row.value })
        };
        header.source = ours.source.unwrap_or(header.source);
        if !for_training {
            // Rows for training may be of many documents.
            header.score = header.score.or(ours.score).filter(|score| (0.0..=1.0).contains(score));
        }
        let (confirmed, flagged) = facts::reviewed(&ours.review);
        details = Details {
            confidence: ours.confidence,
            adequacy: ours.adequacy,
            kind: ours.kind.as_deref().and_then(facts::kind),
            segments: Sides::new(ours.ar_segments, ours.en_segments),
            displaced: ours.crossing,
            confirmed,
            flagged,
            findings: ours
                .findings
                .into_iter()
                .map(|row| Finding {
                    severity: row.severity,
                    code: row.code,
                    message: row.message,
                    ar: marked(row.ar),
                    en: marked(row.en),
                    throughout: false,
                })
                .collect(),
            notes: ours.notes,
            time: ours.time,
            ..Details::default()
        };
    }
    // Rows for training may have been filtered, so the previous row need not be the preceding text.
    let continues = row.schema.is_some() && !for_training && !details.displaced;
    Ok(Pair { row: 0, id, texts, continues, details })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Format, PairOptions, read_pairs};

    fn read(bytes: &[u8]) -> Vec<Result<Pair, String>> {
        let pairs = read_pairs("p", Format::Jsonl, Box::new(bytes), &PairOptions::default()).unwrap();
        pairs.map(|pair| pair.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn json_lines_of_others_are_read_and_newer_ones_of_ours_are_refused() {
        let got = read(
            br#"{"id":7,"ar":"a","en":"b","confidence":"high","x":[1]}
{"schema":"mizan/9.0","ar":"a","en":"b"}
{"ar":"a"}"#,
        );
        let details = Details { line: Some(1), ..Details::default() };
        let (id, ar, en) = (Some("7".to_owned()), "a".to_owned(), "b".to_owned());
        assert_eq!(got[0], Ok(Pair { row: 1, id, details, ..Pair::new(ar, en) }));
        assert!(got[1].as_ref().unwrap_err().contains("line 2: written by a newer mizan"));
        assert!(got[2].as_ref().unwrap_err().contains("missing field `en`"));
    }

    #[test]
    fn rows_for_training_are_read() {
        let row = r#"{"schema":"mizan/1.0","id":"d#b1","doc":"d","translation":{"ar":"a","en":"b"},"type":"1-1",
            "confidence":0.5,"findings":"error:scale note:order"}"#;
        let got = read(row.replace('\n', "").as_bytes()).remove(0).unwrap();
        assert_eq!(
            (got.id.as_deref(), got.texts.ar.as_str(), got.texts.en.as_str()),
            (Some("d#b1"), "a", "b")
        );
        assert_eq!((got.details.confidence, got.continues), (Some(0.5), false));
    }

    #[test]
    fn a_place_outside_the_text_is_dropped() {
        let row = r#"{"schema":"mizan/1.0","ar":"نعم","en":"yes","findings":[
            {"severity":"error","code":"x","message":"m","ar":{"start":1,"end":2,"text":"","value":""}},
            {"severity":"error","code":"y","message":"m","en":{"start":3,"end":1,"text":"","value":""}},
            {"severity":"error","code":"scale","message":"m","en":{"start":0,"end":3,"text":"","value":""}}]}"#;
        let got = read(row.replace('\n', "").as_bytes());
        let codes: Vec<_> =
            got[0].as_ref().unwrap().details.findings.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(codes, ["scale"]);
    }
}
