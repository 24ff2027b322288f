//! JSON Lines: one bead per line with everything that scripts and training need, and without
//! references to other lines; or, in the plain variant, only id and texts.

use super::{
    Header, Pair, PairWriter, bead_id, facts,
    rows::{self, FindingRow, SCHEMA},
};
use crate::text::{Lang, Sides};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Row<'a> {
    schema: &'static str,
    id: &'a str,
    #[serde(flatten)]
    texts: Sides<&'a str>,
    ar_segments: &'a [usize],
    en_segments: &'a [usize],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    crossing: bool,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(serialize_with = "rows::rounded_if_known", skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    /// `null` for a pair of an alignment if the adequacy is unknown; left out if none was computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    adequacy: Option<Option<f64>>,
    /// That of the two documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    source: Lang,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<(u64, u64)>,
    #[serde(skip_serializing_if = "str::is_empty")]
    review: &'static str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    findings: Vec<FindingRow<'a>>,
}

pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    source: Lang,
    score: Option<f64>,
    written: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(header: &Header, out: &'a mut dyn Write) -> Self {
        Writer { out, source: header.source, score: header.score.map(rows::six), written: 0 }
    }
}

/// The id of a pair, or the one derived from its place.
fn id(pair: &Pair, written: usize) -> String {
    pair.id.clone().unwrap_or_else(|| bead_id(written))
}

impl PairWriter for Writer<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let details = &pair.details;
        let findings = details.findings.iter();
        let judged = details.adequacy.is_some() || (details.kind.is_some() && !pair.is_one_sided());
        let row = Row {
            schema: SCHEMA,
            id: &id(pair, self.written),
            texts: pair.strs(),
            ar_segments: &details.segments.ar,
            en_segments: &details.segments.en,
            crossing: details.displaced,
            kind: pair.kind(),
            confidence: details.confidence,
            adequacy: judged.then(|| details.adequacy.map(rows::six)),
            score: self.score,
            source: self.source,
            time: details.time,
            review: facts::review(details.confirmed, details.flagged),
            notes: &details.notes,
            findings: findings.map(|found| FindingRow::new(found, pair.strs())).collect(),
        };
        self.written += 1;
        rows::write_line(&row, self.out)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Serialize)]
struct PlainRow<'a> {
    id: &'a str,
    #[serde(flatten)]
    texts: Sides<&'a str>,
}

/// Only id, Arabic and English.
pub(super) struct PlainWriter<'a> {
    out: &'a mut dyn Write,
    written: usize,
}

impl<'a> PlainWriter<'a> {
    pub(super) fn begin(out: &'a mut dyn Write) -> Self {
        PlainWriter { out, written: 0 }
    }
}

impl PairWriter for PlainWriter<'_> {
    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let row = PlainRow { id: &id(pair, self.written), texts: pair.strs() };
        self.written += 1;
        rows::write_line(&row, self.out)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}
