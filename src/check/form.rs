//! Words in the texts of programs that express a form of the plural and not a number: `%d ساعتين`,
//! `hours`, `thousand` alone; `rd`, the ending of a number, for an ordinal.

use super::{pair::PairSide, senses};
use crate::{
    figure::{Figure, FigurePiece, Form, Kind, is_ordinal_sign},
    text::{Lang, Span, markup::MarkKind},
};

/// True for a figure that a program places next to its own number, or that is the whole text of one
/// of its forms.
pub(super) fn is_form(piece: &FigurePiece, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    let figure = &piece.figure;
    let dual = own.lang == Lang::Ar && figure.form == Form::Dual;
    dual && (is_filled_in(figure.span, own) || is_noun_alone(figure, own, other))
        || is_scale_alone(figure, own, other)
        || is_counted_scale(figure, own, other)
        || own.lang == Lang::Ar && figure.kind() == Kind::Ordinal && is_ordinal_sign(other.plain.trim())
}

/// True if a placeholder is immediately before or after the word: the program supplies the number.
fn is_filled_in(span: Span, side: &PairSide<'_>) -> bool {
    let blank = |from: usize, to: usize| side.text.get(from..to).is_some_and(|gap| gap.trim().is_empty());
    side.marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Placeholder)
        .any(|mark| blank(mark.span.end, span.start) || blank(span.end, mark.span.start))
}

/// `ساعتين` and `hours`: a single word on each side.
fn is_noun_alone(figure: &Figure, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    is_whole(figure, own) && senses::words(other.lang, &other.plain).len() == 1
}

/// `ألفين`, `آلاف` and `thousand`: a single word of the same scale on each side.
fn is_scale_alone(figure: &Figure, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    let alone = |figure: &Figure, side: &PairSide<'_>| {
        is_whole(figure, side) && senses::words(side.lang, &side.plain).len() == 1
    };
    let [there] = other.figures.as_slice() else { return false };
    alone(figure, own) && alone(there, other) && size(figure).is_some() && size(figure) == size(there)
}

/// `%s million` for `%s ملايين`: not a number unless the other side has one for it. The scale at a placeholder there
/// (`%s مليونان`) is none either.
fn is_counted_scale(figure: &Figure, own: &PairSide<'_>, other: &PairSide<'_>) -> bool {
    size(figure).is_some()
        && is_filled_in(figure.span, own)
        && !other
            .figures
            .iter()
            .any(|there| there.is_hard() && size(there).is_some() && !is_filled_in(there.span, other))
}

/// The number of digits of a scale in words.
fn size(figure: &Figure) -> Option<usize> {
    let words = figure.unit().is_none() && figure.form != Form::Digits;
    let number = figure.best().as_number().filter(|_| words)?;
    Some(number.trunc().to_string().len()).filter(|&digits| digits > 3)
}

fn is_whole(figure: &Figure, side: &PairSide<'_>) -> bool {
    figure.span.of(&side.plain).trim() == side.plain.trim()
}
