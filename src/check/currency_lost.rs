//! Money of which only the number is left: `500 دولار` and a bare *500*.

use super::{
    Code, Finding, Severity, claim,
    weigh::{Pan, Weighed},
};
use crate::{
    figure::{Dimension, Figure, Form, Kind, Reason, Unit},
    text::fold,
};

/// Reports sums that count as equal to a bare number although the other side names no money at all: said once for a
/// list, a range or a table it need not be said again.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut named = [None, None];
    for pairing in weighed.matching.pairings.iter().filter(|pairing| pairing.reason == Reason::Implied) {
        let Some([ar, en]) = claim::figures(weighed, pairing) else { continue };
        let (bare, other, side) = match (is_money(ar), is_money(en)) {
            (true, false) => (en, &weighed.en, 0),
            (false, true) => (ar, &weighed.ar, 1),
            _ => continue,
        };
        let plain = bare.unit().is_none() && bare.kind() == Kind::Cardinal && bare.is_hard();
        if !plain || bare.form == Form::Dual || *named[side].get_or_insert_with(|| names_money(other)) {
            continue;
        }
        let what = "the currency is said on one side only";
        findings.push(claim::paired(weighed, pairing, Code::Currency, Severity::Warning, what));
    }
    findings
}

fn is_money(figure: &Figure) -> bool {
    figure.is_hard() && figure.unit().is_some_and(|unit| unit.dimension() == Dimension::Money)
}

/// True where a text names money anywhere, with a number or without.
fn names_money(pan: &Pan<'_>) -> bool {
    let text = fold::fold(pan.lang, &pan.plain);
    Unit::all().filter(|unit| unit.dimension() == Dimension::Money).any(|unit| {
        unit.names(pan.lang).map(|name| name.trim_start_matches('~')).any(|name| {
            let letters = name.chars().all(char::is_alphabetic);
            if letters && name.len() < 5 && name.is_ascii() {
                return pan.plain.split(|c: char| !c.is_alphabetic()).any(|word| word == name);
            }
            pan.plain.contains(name) || text.contains(&fold::fold(pan.lang, name))
        })
    })
}
