//! A pair as a row of training data.
//!
//! Every member has the same simple type in every row, because loaders guess a column's type from
//! the first rows; the usual loaders accept the `translation` object.

use crate::{
    bitext::{
        Bitext, bead_id,
        rows::{SCHEMA, six},
    },
    check::{Finding, Severity},
    text::{Lang, Sides, Span},
};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::{borrow::Cow, fmt};

/// A bead as a row of a training corpus.
#[derive(Debug, Clone, Serialize)]
pub struct BeadRow<'a> {
    schema: &'static str,
    /// The document and the bead within it, `news/7#b12`; unique in the corpus.
    pub id: String,
    /// The document.
    pub doc: &'a str,
    /// The texts.
    pub translation: Sides<Cow<'a, str>>,
    /// The places of the texts in their documents, written as `ar_start`, `ar_end`, `en_start` and `en_end`.
    #[serde(flatten, serialize_with = "spans")]
    pub spans: Sides<Span>,
    /// The bead type, `2-1`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Probability that exactly these segments form a bead, six decimals.
    pub confidence: f64,
    /// Probability that the two texts say the same, six decimals; null where there is too little evidence.
    pub adequacy: Option<f64>,
    /// Probability that the two documents translate each other, six decimals.
    pub score: Option<f64>,
    source: Lang,
    /// Every finding, written as one text: `error:scale note:order`.
    #[serde(serialize_with = "joined")]
    pub findings: Vec<RowFinding>,
}

/// A finding as a row of a corpus has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFinding {
    /// How serious it is; `None` for a word that is no finding of this program.
    pub severity: Option<Severity>,
    /// The name of its kind.
    pub code: Cow<'static, str>,
}

impl RowFinding {
    /// Reads the findings of a row from one text.
    pub(super) fn read_all(text: &str) -> Vec<Self> {
        text.split_whitespace().map(RowFinding::read).collect()
    }

    fn read(word: &str) -> Self {
        let severity = |name: &str| Severity::ALL.into_iter().find(|severity| severity.as_str() == name);
        let read = word.split_once(':').and_then(|(name, code)| Some((severity(name)?, code)));
        match read {
            Some((severity, code)) => RowFinding { severity: Some(severity), code: code.to_owned().into() },
            None => RowFinding { severity: None, code: word.to_owned().into() },
        }
    }

    /// True if it is more than a note.
    pub fn is_serious(&self) -> bool {
        self.severity > Some(Severity::Note)
    }
}

impl From<&Finding> for RowFinding {
    fn from(finding: &Finding) -> Self {
        RowFinding { severity: Some(finding.severity), code: finding.code.as_str().into() }
    }
}

impl fmt::Display for RowFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(severity) = self.severity {
            write!(f, "{}:", severity.as_str())?;
        }
        f.write_str(&self.code)
    }
}

/// Findings as one text, in which a blank separates them.
pub fn as_text(findings: &[RowFinding]) -> String {
    findings.iter().map(RowFinding::to_string).collect::<Vec<_>>().join(" ")
}

/// Serializes findings as one text: see [`as_text`].
pub fn joined<S: Serializer>(findings: &[RowFinding], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&as_text(findings))
}

/// Serializes places as the members `ar_start`, `ar_end`, `en_start` and `en_end`.
pub(super) fn spans<S: Serializer>(spans: &Sides<Span>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_struct("Spans", 4)?;
    members.serialize_field("ar_start", &spans.ar.start)?;
    members.serialize_field("ar_end", &spans.ar.end)?;
    members.serialize_field("en_start", &spans.en.start)?;
    members.serialize_field("en_end", &spans.en.end)?;
    members.end()
}

/// The beads of an aligned document as rows.
pub fn rows_of<'a>(doc: &'a str, bitext: &'a Bitext, two_sided: bool) -> impl Iterator<Item = BeadRow<'a>> {
    let beads = bitext.alignment.beads.iter().enumerate();
    beads.filter(move |(_, bead)| !(two_sided && bead.is_one_sided())).map(move |(n, bead)| BeadRow {
        schema: SCHEMA,
        id: format!("{doc}#{}", bead_id(n)),
        doc,
        translation: Sides::of(|lang| bitext.flat(lang, bead).text.into()),
        spans: Sides::of(|lang| bitext.span(lang, bead).unwrap_or_default()),
        kind: bead.kind(),
        confidence: six(bead.confidence),
        adequacy: bitext.adequacy.of_bead(n).map(six),
        score: bitext.adequacy.score.map(six),
        source: bitext.source,
        findings: bitext.findings_of(n).iter().map(|found| (&found.finding).into()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{align::Bead, bitext::testing};

    #[test]
    fn text_that_changed_its_place_is_one_row_at_the_place_of_the_arabic() {
        let mut bitext = testing::bitext("ا\nب\nج", "b\nx\na", &[(1, 0), (1, 1), (0, 1), (0, 1), (1, 0)]);
        bitext.join(&[Bead::new(0..1, 2..3, 0.75)]);
        let rows = |two_sided| {
            let row = |row: BeadRow<'_>| {
                let en = row.spans.en.of(&bitext.documents.en.text);
                assert_eq!(en, row.translation.en);
                format!("{} {}{} {} {}", row.id, row.translation.ar, en, row.kind, row.confidence)
            };
            rows_of("d", &bitext, two_sided).map(row).collect::<Vec<_>>()
        };
        let pairs = ["d#b1 اa 1-1 0.75", "d#b2 بb 1-1 0.5"];
        assert_eq!(rows(true), pairs);
        assert_eq!(rows(false), [&pairs[..], &["d#b3 x 0-1 0.5", "d#b4 ج 1-0 0.5"]].concat());
    }
}
