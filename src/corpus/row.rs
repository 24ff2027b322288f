//! A pair as a row of training data.
//!
//! Every member has the same simple type in every row, because loaders guess a column's type from
//! the first rows; the usual loaders accept the `translation` object.

use crate::{
    bitext::{
        BeadFinding, Bitext, bead_id,
        rows::{SCHEMA, six},
    },
    check::Severity,
    text::{Lang, Span},
};
use serde::Serialize;
use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

/// Both texts of a pair, under the codes of their languages.
#[derive(Debug, Clone, Serialize)]
pub struct Translation<'a> {
    /// The Arabic text.
    pub ar: Cow<'a, str>,
    /// The English text.
    pub en: Cow<'a, str>,
}

/// A bead as a row of a training corpus.
#[derive(Debug, Clone, Serialize)]
pub struct BeadRow<'a> {
    schema: &'static str,
    /// The document and the bead within it, `news/7#b12`; unique in the corpus.
    pub id: String,
    /// The document.
    pub doc: &'a str,
    /// The texts.
    pub translation: Translation<'a>,
    ar_start: usize,
    ar_end: usize,
    en_start: usize,
    en_end: usize,
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
    /// `severity:code` of every finding, separated by blanks.
    pub findings: String,
}

impl BeadRow<'_> {
    /// The place of one side in its document.
    pub fn span(&self, lang: Lang) -> Span {
        match lang {
            Lang::Ar => Span::new(self.ar_start, self.ar_end),
            Lang::En => Span::new(self.en_start, self.en_end),
        }
    }
}

/// The beads of an aligned document as rows.
pub fn rows_of<'a>(doc: &'a str, bitext: &'a Bitext, two_sided: bool) -> impl Iterator<Item = BeadRow<'a>> {
    let beads = bitext.alignment.beads.iter().enumerate();
    beads.filter(move |(_, bead)| !(two_sided && bead.is_one_sided())).map(move |(n, bead)| {
        let (ar_text, en_text) = (bitext.flat(Lang::Ar, bead).text, bitext.flat(Lang::En, bead).text);
        let span = |lang| bitext.span(lang, bead).unwrap_or_default();
        let (ar, en) = (span(Lang::Ar), span(Lang::En));
        BeadRow {
            schema: SCHEMA,
            id: format!("{doc}#{}", bead_id(n)),
            doc,
            translation: Translation { ar: ar_text.into(), en: en_text.into() },
            ar_start: ar.start,
            ar_end: ar.end,
            en_start: en.start,
            en_end: en.end,
            kind: bead.kind(),
            confidence: six(bead.confidence),
            adequacy: bitext.adequacy.of_bead(n).map(six),
            score: bitext.adequacy.score.map(six),
            source: bitext.source,
            findings: codes(
                bitext
                    .findings_of(n)
                    .iter()
                    .map(|BeadFinding { finding, .. }| (finding.severity, finding.code)),
            ),
        }
    })
}

/// Findings as written in a row: `error:scale note:order`.
pub fn codes<C: fmt::Display>(findings: impl Iterator<Item = (Severity, C)>) -> String {
    let mut out = String::new();
    for (severity, code) in findings {
        let severity = severity.as_str();
        let blank = if out.is_empty() { "" } else { " " };
        // Writing to a String cannot fail.
        let _ = write!(out, "{blank}{severity}:{code}");
    }
    out
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
                let en = row.span(Lang::En).of(&bitext.documents.en.text);
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
