//! Money of which only the number is left: `500 دولار` and a bare *500*.

use super::{
    Finding, Severity,
    changed::{marked, quoted},
    weigh::{Pan, Weighed},
};
use crate::{
    figure::{Dimension, Figure, Form, Kind, Part, Piece, Reason, Unit},
    text::fold,
};

/// Reports sums that count as equal to a bare number although the other side names no money at all: said once for a
/// list, a range or a table it need not be said again.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    let implied = weighed.matching.pairings.iter().filter(|pairing| {
        pairing.reason == Reason::Implied && pairing.ar.1 == Part::Whole && pairing.en.1 == Part::Whole
    });
    let mut findings = Vec::new();
    let mut named = [None, None];
    for pairing in implied {
        let (ar, en) = (&weighed.ar.figures[pairing.ar.0], &weighed.en.figures[pairing.en.0]);
        let (bare, other, side) = match (is_money(ar), is_money(en)) {
            (true, false) => (en, &weighed.en, 0),
            (false, true) => (ar, &weighed.ar, 1),
            _ => continue,
        };
        let plain = bare.unit().is_none() && bare.kind() == Kind::Cardinal && bare.is_hard();
        if !plain || bare.form == Form::Dual || *named[side].get_or_insert_with(|| names_money(other)) {
            continue;
        }
        let piece =
            |index: usize, figure: &Figure| Piece { index, part: Part::Whole, figure: figure.clone() };
        let (ar, en) = (piece(pairing.ar.0, ar), piece(pairing.en.0, en));
        findings.push(Finding {
            severity: Severity::Warning,
            code: "currency".to_owned(),
            message: format!(
                "{} against {}: the currency is said on one side only",
                quoted(&weighed.en, &en),
                quoted(&weighed.ar, &ar)
            ),
            ar: Some(marked(&weighed.ar, &ar)),
            en: Some(marked(&weighed.en, &en)),
        });
    }
    findings
}

fn is_money(figure: &Figure) -> bool {
    figure.is_hard() && figure.unit().is_some_and(|unit| unit.dimension() == Dimension::Money)
}

/// True where a text names money anywhere, with a number or without.
fn names_money(pan: &Pan<'_>) -> bool {
    let text = fold::fold(pan.lang, pan.text);
    Unit::all().filter(|unit| unit.dimension() == Dimension::Money).any(|unit| {
        unit.names(pan.lang).map(|name| name.trim_start_matches('~')).any(|name| {
            let letters = name.chars().all(char::is_alphabetic);
            if letters && name.len() < 5 && name.is_ascii() {
                return pan.text.split(|c: char| !c.is_alphabetic()).any(|word| word == name);
            }
            pan.text.contains(name) || text.contains(&fold::fold(pan.lang, name))
        })
    })
}
