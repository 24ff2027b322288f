//! Figures that differ in nothing but the separator: `12,345` and `12.345`.

use super::{Finding, Severity, changed::marked, changed::quoted, weigh::Weighed};
use crate::figure::{Decimal, Figure, Form, Part, Piece};

/// Reports pairs of equal figures of which one is equal only as thousands, although a point stands in it. In English
/// a point is a decimal point, so there it is a warning; in Arabic either is usual.
pub(super) fn find(weighed: &Weighed<'_>) -> Vec<Finding> {
    let whole = weighed.matching.pairings.iter().filter(|p| p.ar.1 == Part::Whole && p.en.1 == Part::Whole);
    let found = whole.filter_map(|pairing| {
        let (ar, en) = (&weighed.ar.figures[pairing.ar.0], &weighed.en.figures[pairing.en.0]);
        let severity = match (open(ar), open(en)) {
            (None, Some(thousands)) if has_only(ar, thousands) => Severity::Warning,
            (Some(thousands), None) if has_only(en, thousands) => Severity::Note,
            _ => return None,
        };
        let piece =
            |index: usize, figure: &Figure| Piece { index, part: Part::Whole, figure: figure.clone() };
        let (ar, en) = (piece(pairing.ar.0, ar), piece(pairing.en.0, en));
        let message = format!(
            "{} against {}: thousands on one side, decimals on the other",
            quoted(&weighed.en, &en),
            quoted(&weighed.ar, &ar)
        );
        let (ar, en) = (marked(&weighed.ar, &ar), marked(&weighed.en, &en));
        Some(Finding { severity, code: "separator".to_owned(), message, ar: Some(ar), en: Some(en) })
    });
    found.collect()
}

/// The thousands that digits with a point before three others may be, where decimals are more likely.
fn open(figure: &Figure) -> Option<Decimal> {
    let best = figure.best().as_number().filter(|number| number.scale() > 0)?;
    let thousands = best.checked_mul(Decimal::ONE_THOUSAND)?;
    let meant = figure.readings.iter().filter_map(|reading| reading.as_number()).any(|n| n == thousands);
    (figure.form == Form::Digits && meant).then_some(thousands)
}

fn has_only(figure: &Figure, number: Decimal) -> bool {
    figure.readings.iter().filter_map(|reading| reading.as_number()).all(|n| n == number)
}
