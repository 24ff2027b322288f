//! What all findings about figures have in common: the place, the value, the words that quote them.

use super::{
    code::Code,
    finding::{Finding, Marked},
    pair::{MatchedPair, PairSide},
    severity::Severity,
};
use crate::{
    figure::{self, Figure, Form, Pairing, Part, Piece},
    text::{Lang, bidi},
};
use std::iter;

/// The finding that an English piece stands for an Arabic one (first the Arabic) and should not: `what` says why.
pub(super) fn between(
    pair: &MatchedPair<'_>,
    [ar, en]: [&Piece; 2],
    code: Code,
    severity: Severity,
    what: &str,
) -> Finding {
    let message = format!("{} against {}: {what}", quoted(&pair.en, en), quoted(&pair.ar, ar));
    let (ar, en) = (marked(&pair.ar, ar), marked(&pair.en, en));
    Finding { severity, code, message, ar: Some(ar), en: Some(en), throughout: false }
}

/// As [`between`], for two figures that were paired as equal.
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

/// A figure of a text in one piece.
pub(super) fn whole(side: &PairSide<'_>, index: usize) -> Piece {
    Piece { index, part: Part::Whole, figure: side.figures[index].clone() }
}

/// The figures of a pairing, first the Arabic; `None` where only parts of them were paired.
pub(super) fn figures<'a>(pair: &'a MatchedPair<'_>, pairing: &Pairing) -> Option<[&'a Figure; 2]> {
    let whole = pairing.ar.1 == Part::Whole && pairing.en.1 == Part::Whole;
    whole.then(|| [&pair.ar.figures[pairing.ar.0], &pair.en.figures[pairing.en.0]])
}

/// The place and value of a piece; of a part of a date the whole date.
pub(super) fn marked(side: &PairSide<'_>, piece: &Piece) -> Marked {
    let value = match piece.part {
        Part::First | Part::Second | Part::Whole => piece.figure.best(),
        _ => side.figures[piece.index].best(),
    };
    Marked { span: piece.figure.span, value: value.to_string() }
}

/// Words of a text as a sentence of the other direction may quote them: between isolates (UAX #9), without invisible
/// marks of their own.
pub(super) fn isolated(text: &str) -> String {
    let seen = text.chars().filter(|&c| !bidi::is_invisible(c));
    iter::once('\u{2068}').chain(seen).chain(iter::once('\u{2069}')).collect()
}

/// A figure as it stands in the text, fit to be quoted.
pub(super) fn quoted(side: &PairSide<'_>, piece: &Piece) -> String {
    let text = isolated(piece.figure.span.of(side.text));
    // A dual says its number only by its ending.
    if piece.figure.form == Form::Dual && side.lang == Lang::Ar {
        return format!("{text} ({})", figure::shown(&piece.figure.best().to_string()));
    }
    text
}
