//! Findings of figures without a counterpart: `missing` from the English, or `extra` there.

use super::{
    Code, Finding, Severity,
    claim::{marked, quoted},
    weigh::{Pan, Weighed},
};
use crate::{
    figure::{Decimal, Dimension, Form, Part, Piece},
    text::{
        Lang, Span, fold,
        token::{TokenKind, tokens},
    },
};

/// Reports what is left on either side: a warning for what is sure, a note for the rest, and nothing for what is said or
/// left out without a thought: one, and the duals of nouns, which many a name looks like.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    // Beyond some dozens the texts do not belong together.
    let few = weighed.matching.ar_left.len() <= 50;
    let missing = weighed.matching.ar_left.iter().map(|piece| {
        let message = format!("{} has no counterpart in the English", said(&weighed.ar, piece));
        let dropped = few && is_dropped_dual(piece, &weighed.en);
        (dropped || !is_slight(piece)).then(|| Finding {
            severity: if dropped { Severity::Warning } else { severity(piece) },
            code: Code::Missing,
            message,
            ar: Some(marked(&weighed.ar, piece)),
            en: None,
            throughout: false,
        })
    });
    let extra = weighed.matching.en_left.iter().map(|piece| {
        let message = format!("{} has no counterpart in the Arabic", said(&weighed.en, piece));
        (!is_slight(piece)).then(|| Finding {
            severity: severity(piece),
            code: Code::Extra,
            message,
            ar: None,
            en: Some(marked(&weighed.en, piece)),
            throughout: false,
        })
    });
    missing.chain(extra).flatten().collect()
}

fn severity(piece: &Piece) -> Severity {
    if piece.figure.is_hard() { Severity::Warning } else { Severity::Note }
}

/// True for what nobody misses.
fn is_slight(piece: &Piece) -> bool {
    let one = piece.figure.best().as_number() == Some(Decimal::ONE);
    !piece.figure.is_hard() && (one || piece.figure.form == Form::Dual)
}

/// `بعد سنتين` against `years later`: the dual of a stretch of time, and the bare plural of the same unit on the other
/// side. Who says the plural says that they are not counted, or forgot to count them.
fn is_dropped_dual(piece: &Piece, en: &Pan<'_>) -> bool {
    let Some(unit) = piece.figure.unit().filter(|_| piece.figure.form == Form::Dual) else { return false };
    let plurals: Vec<&str> =
        unit.names(Lang::En).filter(|name| name.ends_with('s') && name.len() > 3).collect();
    let of_time = matches!(unit.dimension(), Dimension::Time | Dimension::Calendar);
    let counted = |span: Span| en.figures.iter().any(|figure| figure.span.overlaps(span));
    of_time
        && tokens(&en.plain).filter(|token| token.kind == TokenKind::Word).any(|token| {
            let word = fold::fold(Lang::En, token.span.of(&en.plain));
            plurals.contains(&word.as_str()) && !counted(token.span)
        })
}

fn said(pan: &Pan<'_>, piece: &Piece) -> String {
    let part = match piece.part {
        Part::Year => "the year of ",
        Part::Month => "the month of ",
        Part::Day => "the day of ",
        Part::Weekday => "the weekday of ",
        Part::Whole | Part::First | Part::Second => "",
    };
    format!("{part}{}", quoted(pan, piece))
}
