//! Durations of exactly one unit, expressed by its bare noun: `twelve months` for عام, `24 hours`
//! for يوم, `1 year` for سنة.

use super::pair::PairSide;
use crate::{
    figure::{Decimal, Dimension, Figure, Kind, Unit, UnitName},
    text::{
        Lang, fold, stem,
        token::{TokenKind, tokens},
    },
};

/// True if a text has the noun of the unit that equals the figure, without a figure that counts it.
pub(super) fn says(figure: &Figure, other: &PairSide<'_>) -> bool {
    let (Kind::Duration | Kind::Age | Kind::Measure, Some(unit), Some(value)) =
        (figure.kind(), figure.unit(), figure.best().as_number())
    else {
        return false;
    };
    let units: Vec<Unit> = Unit::all().filter(|&whole| is_one(value, unit, whole)).collect();
    if units.is_empty() {
        return false;
    }
    let counted = |at| other.figures.iter().any(|figure| figure.span.overlaps(at));
    tokens(&other.plain)
        .filter(|token| token.kind == TokenKind::Word && !counted(token.span))
        .any(|token| units.iter().any(|&whole| names(whole, other.lang, token.span.of(&other.plain))))
}

/// True for 12 months and a year, 24 hours and a day, 365 days and a year.
fn is_one(value: Decimal, unit: Unit, whole: Unit) -> bool {
    if unit == whole {
        return value == Decimal::ONE;
    }
    let days = |unit: Unit| unit.is(UnitName::Day);
    if whole.is(UnitName::Year) && (days(unit) || unit.is(UnitName::Week)) {
        let least = if days(unit) { 365 } else { 52 };
        return value == Decimal::from(least) || days(unit) && value == Decimal::from(366);
    }
    let of_time = matches!(whole.dimension(), Dimension::Time | Dimension::Calendar);
    of_time
        && whole.dimension() == unit.dimension()
        && unit.to_base(value).is_some_and(|base| whole.to_base(Decimal::ONE) == Some(base))
}

/// True if a word is the singular of a unit, with or without clitics.
fn names(unit: Unit, lang: Lang, word: &str) -> bool {
    let seen = fold::fold(lang, word);
    // The names begin with the singulars, usually one.
    let first = unit.names(lang).next();
    let more = unit.names(lang).skip(1).take_while(|name| !plural(name));
    let singulars: Vec<&str> = first.into_iter().chain(more).collect();
    let is = |form: &str| singulars.iter().any(|name| fold::fold(lang, name) == form);
    let mut found = is(&seen);
    if lang == Lang::Ar && !found {
        stem::for_each_analysis(&seen, |form, _| found |= is(form));
    }
    found
}

/// Sound plurals, and broken ones of the shapes أفعال and أفعل.
fn plural(name: &str) -> bool {
    name.ends_with('s') || name.ends_with("ات") || name.starts_with('أ')
}

#[cfg(test)]
mod tests {
    use crate::check::{Severity, pair};

    fn flagged(ar: &str, en: &str) -> bool {
        pair(ar, en).iter().any(|finding| finding.severity > Severity::Note)
    }

    #[test]
    fn one_of_a_unit_may_be_said_by_its_noun() {
        for (ar, en) in [
            ("صدر الكتاب بعد ما يقرب من عام.", "The book came out nearly twelve months later."),
            ("تصلح الوصفة من 3 أشهر إلى سنة.", "The prescription is valid from 3 months to 1 year."),
            ("يعاد الفحص بعد يوم.", "The test is repeated after 24 hours."),
            ("ينتهي العرض خلال أسبوع.", "The offer ends within seven days."),
        ] {
            assert!(!flagged(ar, en), "{ar} | {en}: {:?}", pair(ar, en));
        }
    }

    #[test]
    fn other_stretches_of_time_need_their_number() {
        for (ar, en) in [
            ("صدر الكتاب بعد ما يقرب من عام.", "The book came out nearly eleven months later."),
            ("يعاد الفحص بعد يوم.", "The test is repeated after 48 hours."),
            ("ينتهي العرض خلال أسبوع.", "The offer ends within nine days."),
        ] {
            assert!(flagged(ar, en), "{ar} | {en}");
        }
    }
}
