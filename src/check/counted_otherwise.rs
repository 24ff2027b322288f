//! The finding of paragraphs numbered differently: `First, …` against `ثانيا، …` at the beginning
//! of the two texts.

use super::{
    claim,
    code::Code,
    finding::Finding,
    pair::{MatchedPair, PairSide},
    severity::Severity,
};
use crate::figure::{FigurePiece, Kind, Part};

/// If both texts begin with an ordinal that numbers them, and the ordinals differ, removes these
/// from the unmatched pieces: they are one finding, whatever else they could be matched with.
pub(super) fn take(pair: &mut MatchedPair<'_>) -> Option<[FigurePiece; 2]> {
    let (ar, en) = (opening(&pair.ar)?, opening(&pair.en)?);
    let (x, y) = (ar.figure.best().as_number()?, en.figure.best().as_number()?);
    if x == y {
        return None;
    }
    pair.matching.left.ar.retain(|piece| piece.index != 0);
    pair.matching.left.en.retain(|piece| piece.index != 0);
    Some([ar, en])
}

/// Reports differing ordinals.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let report = |[ar, en]: &[FigurePiece; 2]| {
        let what = format!("{} instead of {}", en.figure.best(), ar.figure.best());
        claim::between(pair, [ar, en], Code::Ordinal, Severity::Error, &what)
    };
    pair.ordinals.iter().map(report).collect()
}

/// The ordinal at the beginning of a text, followed by a comma or colon.
fn opening(side: &PairSide<'_>) -> Option<FigurePiece> {
    let figure = side.figures.first().filter(|figure| figure.kind() == Kind::Ordinal)?;
    let head = &side.plain[..figure.span.start];
    let after = side.plain[figure.span.end..].trim_start();
    let first = !head.chars().any(char::is_alphanumeric);
    (first && after.starts_with([',', '،', ':', '؛', ';'])).then(|| FigurePiece {
        index: 0,
        part: Part::Whole,
        figure: figure.clone(),
    })
}
