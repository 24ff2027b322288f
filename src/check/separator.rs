//! Figures that differ only in the separator: `12,345` and `12.345`.

use super::{claim, code::Code, finding::Finding, pair::MatchedPair, severity::Severity};
use crate::figure::{Decimal, Figure, Form, Reason};

/// Reports pairs of figures that are equal only if a point is read as a thousands separator. In
/// English a point is a decimal point, so there it is a warning; in Arabic both uses are common.
pub(super) fn find(pair: &MatchedPair<'_>) -> Vec<Finding> {
    let found = pair.matching.pairings.iter().filter_map(|pairing| {
        let [ar, en] = claim::figures(pair, pairing)?;
        // 42 km and 195 m are 42.195 km.
        if pairing.reason == Reason::Converted {
            return None;
        }
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

/// The number of thousands, for digits with a point before three others, which are more likely decimals.
fn open(figure: &Figure) -> Option<Decimal> {
    let best = figure.best().as_number().filter(|number| number.scale() > 0)?;
    let thousands = best.checked_mul(Decimal::ONE_THOUSAND)?;
    let meant = figure.readings.iter().filter_map(|reading| reading.as_number()).any(|n| n == thousands);
    (figure.form == Form::Digits && meant).then_some(thousands)
}

fn has_only(figure: &Figure, number: Decimal) -> bool {
    figure.readings.iter().filter_map(|reading| reading.as_number()).all(|n| n == number)
}
