//! The parts that all findings about figures share: the place, the value, and the words that quote them.

use super::{
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    severity::Severity,
};
use crate::{
    figure::{self, Figure, FigurePiece, Form, Pairing, Part},
    text::{Lang, bidi},
};
use std::iter;

/// The finding that an English piece was used for an Arabic one by mistake. The Arabic piece comes
/// first, and `what` gives the reason.
pub(super) fn between(
    pair: &MatchedPair<'_>,
    [ar, en]: [&FigurePiece; 2],
    code: Code,
    severity: Severity,
    what: &str,
) -> Finding {
    let message = format!("{} against {}: {what}", quoted(&pair.en, en), quoted(&pair.ar, ar));
    let (ar, en) = (marked(&pair.ar, ar), marked(&pair.en, en));
    Finding { severity, code, message, ar: Some(ar), en: Some(en), throughout: false }
}

/// Like [`between`], for two figures that were paired as equal.
pub(super) fn paired(
    pair: &MatchedPair<'_>,
    pairing: &Pairing,
    code: Code,
    severity: Severity,
    what: &str,
) -> Finding {
    let ar = whole(&pair.ar, pairing.ar.0);
    let en = whole(&pair.en, pairing.en.0);
    between(pair, [&ar, &en], code, severity, what)
}

/// A figure of a text as a single piece.
pub(super) fn whole(side: &PairSide<'_>, index: usize) -> FigurePiece {
    FigurePiece { index, part: Part::Whole, figure: side.figures[index].clone() }
}

/// The figures of a pairing, the Arabic one first; `None` if only parts of them were paired.
pub(super) fn figures<'a>(pair: &'a MatchedPair<'_>, pairing: &Pairing) -> Option<[&'a Figure; 2]> {
    let whole = pairing.ar.1 == Part::Whole && pairing.en.1 == Part::Whole;
    whole.then(|| [&pair.ar.figures[pairing.ar.0], &pair.en.figures[pairing.en.0]])
}

/// The place and value of a piece; for a part of a date, the value is that of the whole date.
pub(super) fn marked(side: &PairSide<'_>, piece: &FigurePiece) -> Marked {
    let value = match piece.part {
        Part::First | Part::Second | Part::Whole => piece.figure.best(),
        _ => side.figures[piece.index].best(),
    };
    Marked { span: piece.figure.span, value: value.to_string() }
}

/// Words of a text, for quotation in a sentence of the other direction: between isolates (UAX #9),
/// without their own invisible marks.
pub(crate) fn isolated(text: &str) -> String {
    let seen = text.chars().filter(|&c| !bidi::is_invisible(c));
    iter::once('\u{2068}').chain(seen).chain(iter::once('\u{2069}')).collect()
}

/// A figure as written in the text, for quotation.
pub(super) fn quoted(side: &PairSide<'_>, piece: &FigurePiece) -> String {
    let text = isolated(piece.figure.span.of(side.text));
    // A dual expresses its number only by its ending.
    if piece.figure.form == Form::Dual && side.lang == Lang::Ar {
        return format!("{text} ({})", figure::shown(&piece.figure.best().to_string()));
    }
    text
}
