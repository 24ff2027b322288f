//! JSON Lines: one bead a line with everything that scripts and training need, and nothing that points
//! outside the line.

use super::{
    Bitext, Flat, bead_id,
    rows::{self, FindingRow, SCHEMA},
};
use crate::text::Lang;
use serde::Serialize;
use std::{
    io::{self, Write},
    ops::Range,
};

#[derive(Serialize)]
struct Row<'a> {
    schema: &'static str,
    id: String,
    ar: &'a str,
    en: &'a str,
    ar_segments: Vec<usize>,
    en_segments: Vec<usize>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(serialize_with = "rows::rounded")]
    confidence: f64,
    source: Lang,
    findings: Vec<FindingRow<'a>>,
}

pub(super) fn write(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    let numbers = |range: &Range<usize>| range.clone().collect();
    for (n, bead) in bitext.alignment.beads.iter().enumerate() {
        let (ar, en): (Flat, Flat) = (bitext.flat(Lang::Ar, bead), bitext.flat(Lang::En, bead));
        let findings = bitext.findings_of(n).iter();
        let row = Row {
            schema: SCHEMA,
            id: bead_id(n),
            ar: &ar.text,
            en: &en.text,
            ar_segments: numbers(&bead.ar),
            en_segments: numbers(&bead.en),
            kind: bead.kind(),
            confidence: bead.confidence,
            source: bitext.source,
            findings: findings.map(|found| FindingRow::in_lines(&found.finding, &ar, &en)).collect(),
        };
        rows::write_line(&row, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
