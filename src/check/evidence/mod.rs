//! How likely a finding about a figure is a mistake of the translation and no other way of saying the same.
//!
//! The rules say what differs. Whether that is a mistake depends on what the pair gives besides: how both figures are
//! written, how they differ, whether the words beside them translate each other, whether number words near them were left
//! unread. These are the [`FEATURES`] of a finding; a logistic model weighs them (`data/evidence.tsv`, fitted by
//! `scripts/fit-evidence` on pairs whose mistakes are known). What is unlikely to be a mistake is a note.

mod beside;
mod context;
mod features;
mod model;

use super::{
    code::Code,
    finding::{Finding, Marked},
    pair::{MANY, MatchedPair},
    severity::Severity,
};
use context::Context;
pub use features::FEATURES;

/// More findings in a pair than these mean that the texts do not belong together, where nothing is weighed.
const FINDINGS: usize = 24;
/// Most words outside figures of a short text. It leaves nothing that could explain a figure, nor does a pair without a
/// second figure, and sentences like these are not what the weights were fitted on.
const SHORT: usize = 8;

/// The features of a finding, in the order of [`FEATURES`].
pub type Features = [f64; FEATURES.len()];

/// Makes notes of the findings that are unlikely to be mistakes.
pub(super) fn weigh(pair: &MatchedPair<'_>, findings: &mut [Finding]) {
    let figures = pair.ar.figures.len().max(pair.en.figures.len());
    if !(2..=MANY).contains(&figures) || findings.len() > FINDINGS || !findings.iter().any(is_weighed) {
        return;
    }
    let context = Context::new(pair, findings);
    if context.ar.words.len().max(context.en.words.len()) <= SHORT {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| is_weighed(finding)) {
        if model::probability(&features::of(&context, finding)) < model::LEAST {
            finding.severity = Severity::Note;
        }
    }
}

/// The features of each finding of a pair that is weighed.
pub(super) fn of<'f>(pair: &MatchedPair<'_>, findings: &'f [Finding]) -> Vec<(&'f Finding, Features)> {
    let context = Context::new(pair, findings);
    let weighed = findings.iter().filter(|finding| is_weighed(finding));
    weighed.map(|finding| (finding, features::of(&context, finding))).collect()
}

/// True for findings that a figure differs, or has no counterpart.
fn is_weighed(finding: &Finding) -> bool {
    let is_known = !matches!(finding.code, Code::Moved | Code::Order | Code::Direction);
    // The figures are equal, and what they count is another part.
    let value = |marked: &Option<Marked>| marked.as_ref().map(|marked| marked.value.clone());
    let is_equal =
        finding.code == Code::Number && finding.ar.is_some() && value(&finding.ar) == value(&finding.en);
    finding.severity > Severity::Note && finding.code.is_about_figures() && is_known && !is_equal
}
