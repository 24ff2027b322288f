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
    finding::Finding,
    pair::{MANY, MatchedPair},
    severity::Severity,
    which_part,
};
use crate::figure::{Dimension, Form, Kind};
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
        // Another Hijri day beside a Gregorian date is certain.
        let is_hijri = finding.en.as_ref().is_some_and(|en| {
            let figures = pair.en.figures.iter();
            figures
                .filter(|figure| figure.span.overlaps(en.span))
                .any(|figure| figure.kind() == Kind::HijriDate)
        });
        if !is_hijri
            && !is_slip(&context, finding)
            && !is_of_dual(pair, finding)
            && !which_part::is_same(pair, finding)
            && model::probability(&features::of(&context, finding)) < model::LEAST
        {
            finding.severity = Severity::Note;
        }
    }
}

/// True where both sides count the same unit in the same way of writing, in digits or in words, and the amounts differ: nothing
/// else explains that.
fn is_slip(context: &Context<'_>, finding: &Finding) -> bool {
    let (Some(ar), Some(en)) = (&finding.ar, &finding.en) else { return false };
    let (Some(n), Some(m)) = (context.ar.figure(ar.span), context.en.figure(en.span)) else { return false };
    let (ar, en) = (&context.ar.figures[n], &context.en.figures[m]);
    let alike = ar.form == en.form && matches!(ar.form, Form::Words | Form::Digits);
    let unit = ar.unit().filter(|unit| unit.dimension() != Dimension::Share);
    alike && ar.kind() == en.kind() && unit.is_some() && unit == en.unit()
}

/// True for a dual that stands as one or as another number: the rule has looked for everything that could excuse it.
fn is_of_dual(pair: &MatchedPair<'_>, finding: &Finding) -> bool {
    let Some(ar) = finding.ar.as_ref().filter(|_| matches!(finding.code, Code::Missing | Code::Number))
    else {
        return false;
    };
    let mut figures = pair.ar.figures.iter().filter(|figure| figure.span.overlaps(ar.span)).peekable();
    figures.peek().is_none() || figures.all(|figure| figure.form == Form::Dual)
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
    finding.severity > Severity::Note && finding.code.is_about_figures() && is_known
}
