//! Figures that differ in nothing but the separator: `12,345` and `12.345`.

use super::{claim, code::Code, finding::Finding, pair::MatchedPair, severity::Severity};
use crate::figure::{Decimal, Figure, Form};

/// Reports pairs of equal figures of which one is equal only as thousands, although a point stands in it. In English
/// a point is a decimal point, so there it is a warning; in Arabic either is usual.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let found = pair.matching.pairings.iter().filter_map(|pairing| {
        let [ar, en] = claim::figures(pair, pairing)?;
        let severity = match (open(ar), open(en)) {
            (None, Some(thousands)) if has_only(ar, thousands) => Severity::Warning,
            (Some(thousands), None) if has_only(en, thousands) => Severity::Note,
            _ => return None,
        };
        let what = "thousands on one side, decimals on the other";
        Some(claim::paired(pair, pairing, Code::Separator, severity, what))
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
