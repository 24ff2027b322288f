//! The finding of paragraphs counted otherwise: `First, …` against `ثانيا، …` at the head of both texts.

use super::{
    Finding, Severity,
    changed::{marked, quoted},
    weigh::{Pan, Weighed},
};
use crate::figure::{Kind, Part, Piece};

/// Reports the openers when both texts begin with an ordinal that counts them and the ordinals differ.
pub(super) fn find(weighed: &Weighed<'_>) -> Option<Finding> {
    let (ar, en) = (opener(&weighed.ar)?, opener(&weighed.en)?);
    let (x, y) = (ar.figure.best().as_number()?, en.figure.best().as_number()?);
    if x == y {
        return None;
    }
    Some(Finding {
        severity: Severity::Error,
        code: "ordinal".to_owned(),
        message: format!(
            "{} against {}: {} instead of {}",
            quoted(&weighed.en, &en),
            quoted(&weighed.ar, &ar),
            en.figure.best(),
            ar.figure.best()
        ),
        ar: Some(marked(&weighed.ar, &ar)),
        en: Some(marked(&weighed.en, &en)),
    })
}

/// The ordinal that a text begins with, set off by a comma or colon.
fn opener(pan: &Pan<'_>) -> Option<Piece> {
    let figure = pan.figures.first().filter(|figure| figure.kind() == Kind::Ordinal)?;
    let head = &pan.text[..figure.span.start];
    let behind = pan.text[figure.span.end..].trim_start();
    let first = !head.chars().any(char::is_alphanumeric);
    (first && behind.starts_with([',', '،', ':', '؛', ';'])).then(|| Piece {
        index: 0,
        part: Part::Whole,
        figure: figure.clone(),
    })
}
