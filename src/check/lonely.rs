//! Findings of figures without a counterpart: `missing` from the English, or `extra` there.

use super::{
    Finding, Severity,
    changed::{marked, quoted},
    weigh::{Pan, Weighed},
};
use crate::figure::{Part, Piece};

/// Reports what is left on either side: a warning for what is sure, a note for the rest.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    let missing = weighed.matching.ar_left.iter().map(|piece| {
        let message = format!("{} has no counterpart in the English", said(&weighed.ar, piece));
        Finding {
            severity: severity(piece),
            code: "missing".to_owned(),
            message,
            ar: Some(marked(&weighed.ar, piece)),
            en: None,
        }
    });
    let extra = weighed.matching.en_left.iter().map(|piece| {
        let message = format!("{} has no counterpart in the Arabic", said(&weighed.en, piece));
        Finding {
            severity: severity(piece),
            code: "extra".to_owned(),
            message,
            ar: None,
            en: Some(marked(&weighed.en, piece)),
        }
    });
    missing.chain(extra).collect()
}

fn severity(piece: &Piece) -> Severity {
    if piece.figure.is_hard() { Severity::Warning } else { Severity::Note }
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
