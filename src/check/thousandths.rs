//! Thousandths that the two texts write differently: `11.8 لكل ألف` for *11.8 per thousand*, and millimes after a comma,
//! `1,800 دينار` for *1.8 dinars*.

use super::pair::{MANY, MatchedPair, PairSide};
use crate::figure::{Decimal, FigurePiece, Form, Part, Unit, UnitName};

/// Takes out the figures that are equal once their thousandths are understood.
pub(super) fn drop_equal(pair: &mut MatchedPair<'_>) {
    let matching = &mut pair.matching;
    if matching.left.ar.len().max(matching.left.en.len()) > MANY {
        return;
    }
    drop_rates(&mut matching.left.ar, &mut matching.left.en);
    drop_rates(&mut matching.left.en, &mut matching.left.ar);
    drop_millimes(&mut matching.left.ar, &mut matching.left.en, &pair.ar);
}

/// Takes out a rate of thousandths of one side, with the number and the thousand that say it on the other.
fn drop_rates(rates: &mut Vec<FigurePiece>, others: &mut Vec<FigurePiece>) {
    rates.retain(|rate| {
        let is_rate = rate.figure.unit().is_some_and(|unit| unit.is(UnitName::PerMille));
        let Some(value) = rate.figure.best().as_number().filter(|_| is_rate) else { return true };
        let number =
            |piece: &FigurePiece| piece.figure.unit().is_none().then(|| piece.figure.best().as_number())?;
        let said = others
            .windows(2)
            .position(|two| number(&two[0]) == Some(value) && number(&two[1]) == Some(Decimal::ONE_THOUSAND));
        if let Some(at) = said {
            others.drain(at..at + 2);
        }
        said.is_none()
    });
}

/// Takes out sums of dinars with a comma before their millimes, each with its sum on the other side.
fn drop_millimes(left: &mut Vec<FigurePiece>, others: &mut Vec<FigurePiece>, own: &PairSide<'_>) {
    let dinar = Unit::of(UnitName::Dinar);
    let is_dinar = |unit: Unit| unit == dinar || unit.fits(dinar);
    if !own.figures.iter().any(|figure| figure.unit().is_some_and(is_dinar)) {
        return;
    }
    left.retain(|piece| {
        let figure = &piece.figure;
        let plain = piece.part == Part::Whole && figure.form == Form::Digits;
        let counted = figure.unit().is_none_or(is_dinar) && figure.span.of(&own.plain).contains([',', '،']);
        let millimes =
            figure.best().as_number().filter(|n| plain && counted && !(*n % Decimal::ONE_THOUSAND).is_zero());
        let sum = millimes.and_then(|n| n.checked_div(Decimal::ONE_THOUSAND));
        let said = sum.and_then(|sum| {
            let is_it = |other: &FigurePiece| {
                other.figure.best().as_number() == Some(sum) && other.figure.unit().is_none_or(is_dinar)
            };
            others.iter().position(is_it)
        });
        if let Some(at) = said {
            others.remove(at);
        }
        said.is_none()
    });
}

#[cfg(test)]
mod tests {
    use crate::check;

    fn is_silent(ar: &str, en: &str) -> bool {
        let found = check::pairs(&[(ar, en)]);
        found.iter().flatten().all(|finding| finding.severity == check::Severity::Note)
    }

    #[test]
    fn a_rate_of_thousandths_is_said_in_two_words() {
        assert!(is_silent(
            "بلغ معدل المواليد 14.2 لكل ألف نسمة.",
            "The birth rate was 14.2 per thousand people."
        ));
        assert!(!is_silent(
            "بلغ معدل المواليد 14.2 لكل ألف نسمة.",
            "The birth rate was 12.4 per thousand people."
        ));
    }

    #[test]
    fn a_comma_before_millimes_is_a_decimal_point() {
        let ar = "تراوح سعر اللوز بين 4,600 و7,250 دينار للكيلو.";
        assert!(is_silent(ar, "Almonds cost between 4.6 and 7.25 dinars a kilo."));
        assert!(!is_silent(ar, "Almonds cost between 4.6 and 7.52 dinars a kilo."));
        assert!(!is_silent("بلغ السعر 2,000 دولار.", "The price was $2."));
        assert!(!is_silent("بلغ السعر 2,000 دينار.", "The price was 2 dinars."));
    }
}
