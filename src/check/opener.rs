//! The finding of paragraphs counted otherwise: `First, …` against `ثانيا، …` at the head of both texts.

use super::{
    claim,
    code::Code,
    finding::Finding,
    pan::{Pan, Weighed},
    severity::Severity,
};
use crate::figure::{Kind, Part, Piece};

/// Takes the openers out of what is left when both texts begin with an ordinal that counts them and the ordinals
/// differ: it is one claim, whatever else the two may be matched with.
pub(super) fn take(weighed: &mut Weighed<'_>) -> Option<[Piece; 2]> {
    let (ar, en) = (opener(&weighed.ar)?, opener(&weighed.en)?);
    let (x, y) = (ar.figure.best().as_number()?, en.figure.best().as_number()?);
    if x == y {
        return None;
    }
    weighed.matching.ar_left.retain(|piece| piece.index != 0);
    weighed.matching.en_left.retain(|piece| piece.index != 0);
    Some([ar, en])
}

/// Reports the openers that differ.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    let report = |[ar, en]: &[Piece; 2]| {
        let what = format!("{} instead of {}", en.figure.best(), ar.figure.best());
        claim::between(weighed, [ar, en], Code::Ordinal, Severity::Error, &what)
    };
    weighed.openers.iter().map(report).collect()
}

/// The ordinal that a text begins with, set off by a comma or colon.
fn opener(pan: &Pan<'_>) -> Option<Piece> {
    let figure = pan.figures.first().filter(|figure| figure.kind() == Kind::Ordinal)?;
    let head = &pan.plain[..figure.span.start];
    let behind = pan.plain[figure.span.end..].trim_start();
    let first = !head.chars().any(char::is_alphanumeric);
    (first && behind.starts_with([',', '،', ':', '؛', ';'])).then(|| Piece {
        index: 0,
        part: Part::Whole,
        figure: figure.clone(),
    })
}
