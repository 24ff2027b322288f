//! Findings: claims about a pair of texts that a person should look at.
//!
//! [`pair`] checks one text against its translation, [`pairs`] a run of them whose neighbours may hold what is missing,
//! [`alignment`] the beads of two documents. The way of a pair (`weigh`): read the figures of both sides, match them at
//! least cost ([`crate::figure::Matching`]), name what was `changed`, set aside what free translation may leave out
//! (`slack`, with the tables of `echo` and `idiom`), report what stays `lonely`.
//!
//! ```
//! let found = mizan::check::pair("وأنفقت الحكومة 3 مليارات دولار.", "The government spent $3 million.");
//! assert_eq!(found[0].code, "scale");
//! assert!(mizan::check::pair("له ولدان.", "He has two sons.").is_empty());
//! ```

pub mod accepted;
mod changed;
mod currency_lost;
mod direction;
mod echo;
mod elsewhere;
mod idiom;
mod lonely;
mod moved;
mod opener;
mod order;
mod regrouped;
pub mod report;
mod separator;
mod slack;
mod unpaired;
mod weigh;

use crate::{
    align::{Alignment, Side},
    text::Span,
};
use serde::{Deserialize, Serialize};

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing, not shown by default.
    Note,
    /// Probably wrong: a figure without a counterpart.
    Warning,
    /// Almost surely wrong: both sides have a figure of one kind and the values differ.
    Error,
}

/// A place in a text and the value read there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Where it stands, in bytes of the text that was checked.
    pub span: Span,
    /// The value in a normal form that people can compare (`3457`, `2023-10-31`, `3000000 USD`).
    pub value: String,
}

/// A claim about one pair of texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How serious it is.
    pub severity: Severity,
    /// What kind it is: a short stable name such as `digits-swapped`, `scale`, `missing`.
    pub code: String,
    /// One sentence of reason in English, with the values.
    pub message: String,
    /// The place on the Arabic side, if it has one.
    pub ar: Option<Marked>,
    /// The place on the English side, if it has one.
    pub en: Option<Marked>,
}

/// Checks an Arabic text against its English translation. The most serious findings stand first.
pub fn pair(ar: &str, en: &str) -> Vec<Finding> {
    weigh::Weighed::new(ar, en).findings()
}

/// Checks pairs that follow one another: a figure that stands in the pair before or behind on the other side has
/// moved, which is a hint at the alignment and no fault of the translation. Text whose counterpart is empty is a
/// finding too. One list of findings for each pair.
pub fn pairs(pairs: &[(&str, &str)]) -> Vec<Vec<Finding>> {
    let mut weighed: Vec<weigh::Weighed<'_>> =
        pairs.iter().map(|(ar, en)| weigh::Weighed::new(ar, en)).collect();
    let hints = moved::settle(&mut weighed);
    let mut all: Vec<Vec<Finding>> = weighed.into_iter().map(|pair| pair.findings()).collect();
    for ((findings, hints), (ar, en)) in all.iter_mut().zip(hints).zip(pairs) {
        findings.extend(hints);
        findings.extend(unpaired::find(ar, en));
    }
    all
}

/// Checks every bead of an alignment; one list of findings for each bead. Spans count in the text of the bead: its
/// segments of one side from the first to the last, as they stand in the document.
pub fn alignment(alignment: &Alignment, ar: Side<'_>, en: Side<'_>) -> Vec<Vec<Finding>> {
    let texts: Vec<(&str, &str)> =
        alignment.beads.iter().map(|bead| (bead_text(ar, &bead.ar), bead_text(en, &bead.en))).collect();
    let mut found = pairs(&texts);
    let beads = alignment.beads.iter().zip(&mut found).zip(&texts);
    for ((bead, findings), (ar_text, _)) in beads.filter(|((bead, _), _)| bead.is_one_sided()) {
        let there = alignment.elsewhere(bead);
        if !there.is_empty() {
            *findings = match bead.en.is_empty() {
                true => elsewhere::arabic(ar_text, bead_text(en, &there)),
                false => vec![elsewhere::english()],
            };
        }
    }
    found
}

/// The text of a bead on one side, from its first segment to its last; empty where it has none.
fn bead_text<'a>(side: Side<'a>, range: &std::ops::Range<usize>) -> &'a str {
    match side.segments.get(range.clone()) {
        Some([first, .., last]) => first.span.to(last.span).of(&side.document.text),
        Some([only]) => only.span.of(&side.document.text),
        _ => "",
    }
}
