//! Figures of which a text says a part only, because the rest was said just before: *went up from 60 million to 67*, *48
//! metres long and 4.20 wide*; and sums that it says in two parts: `ثلاثة عشر جنيها ونصف الجنيه` for *thirteen and a half*.

use super::{
    pair::{MANY, MatchedPair, PairSide},
    senses::{self, Sense},
};
use crate::{
    figure::{
        self, Decimal, Dimension, Figure, FigurePiece, Form, Kind, Part, Reading, Unit, UnitName, Value,
    },
    text::{
        Lang,
        clitics::{self, Classes},
        fold,
    },
};

/// Figures before a number that may say its unit or scale.
const BEFORE: usize = 2;
/// Words before a number among which may be one that leads to it.
const LED: usize = 3;
/// Most letters between the two parts of a sum.
const BETWEEN: usize = 5;
/// What a number may be counted in without saying it again.
const SCALES: [i64; 4] = [1, 1_000, 1_000_000, 1_000_000_000];

/// Takes out figures that are equal once the unit, the scale or the century said before is added, or the two parts of a sum.
pub(super) fn drop_elided(pair: &mut MatchedPair<'_>) {
    let (ar, en) = (&pair.ar, &pair.en);
    let matching = &mut pair.matching;
    if matching.left.ar.len().max(matching.left.en.len()) > MANY {
        return;
    }
    drop_sums(&mut matching.left.ar, &mut matching.left.en, ar);
    drop_sums(&mut matching.left.en, &mut matching.left.ar, en);
    drop_parts(&mut matching.left.ar, &mut matching.left.en, ar);
    drop_parts(&mut matching.left.en, &mut matching.left.ar, en);
    drop_tails(&mut matching.left.ar, ar);
    drop_tails(&mut matching.left.en, en);
}

/// Takes out the minutes and seconds of a stretch of time whose head was matched, the odd minutes being within its rounding:
/// `13 hours 24`.
fn drop_tails(left: &mut Vec<FigurePiece>, own: &PairSide<'_>) {
    let is_left: Vec<usize> = left.iter().map(|piece| piece.index).collect();
    left.retain(|piece| {
        let before = piece.index.checked_sub(1).filter(|before| !is_left.contains(before));
        before.is_none_or(|before| smaller(&own.figures[before], &piece.figure, own).is_none())
    });
}

/// The unit that a bare number below 60 right after a stretch of time is counted in: minutes after hours, seconds after
/// minutes.
fn smaller(before: &Figure, figure: &Figure, own: &PairSide<'_>) -> Option<Unit> {
    let number =
        figure.best().as_number().filter(|number| *number < Decimal::from(60) && number.is_integer())?;
    let bare = figure.unit().is_none() && figure.kind() == Kind::Cardinal && number > Decimal::ZERO;
    let gap = own.plain.get(before.span.end..figure.span.start).filter(|_| bare)?;
    let unit = before.unit().filter(|_| gap.trim().is_empty())?;
    let next = [(UnitName::Hour, UnitName::Minute), (UnitName::Minute, UnitName::Second)];
    next.iter().find(|(larger, _)| unit.is(*larger)).map(|(_, smaller)| Unit::of(*smaller))
}

/// Takes out the numbers of `own` that mean a figure of the other side when what was said before is added.
fn drop_parts(left: &mut Vec<FigurePiece>, others: &mut Vec<FigurePiece>, own: &PairSide<'_>) {
    left.retain(|piece| {
        let meant = meant(piece, own);
        let years = years(piece, own);
        let found = others.iter().position(|other| {
            let is_year = other.part == Part::Year || other.figure.kind() == Kind::Year;
            other.part == Part::Whole
                && meant.iter().any(|meant| figure::equal(meant, &other.figure).is_some())
                || is_year && years.iter().any(|year| figure::equal(year, &other.figure).is_some())
        });
        if let Some(at) = found {
            others.remove(at);
        }
        found.is_none()
    });
}

/// What a bare number may mean after the figures before it.
fn meant(piece: &FigurePiece, own: &PairSide<'_>) -> Vec<Figure> {
    let figure = &piece.figure;
    let bare = piece.part == Part::Whole && figure.unit().is_none() && figure.kind() == Kind::Cardinal;
    let with = |reading: Reading| Figure { readings: vec![reading], ..figure.clone() };
    let mut made = Vec::new();
    // `من (210) إلى (280) ألف`, `between two and three hundred`
    let to = own.figures.get(piece.index + 1).filter(|next| {
        let gap = own.plain.get(figure.span.end..next.span.start).unwrap_or_default();
        let joins = |word: &str| {
            senses::is_said(own.lang, word, Sense::To) || senses::is_said(own.lang, word, Sense::And)
        };
        matches!(senses::words(own.lang, gap).as_slice(), [word] if joins(word))
    });
    // `from four million to just over one`
    let led = senses::before(own, figure, LED).iter().any(|word| senses::is_said(own.lang, word, Sense::To));
    let hard = figure.is_hard() || led;
    let sure = hard || to.is_some();
    let Some(number) = figure.best().as_number().filter(|_| bare && sure) else {
        return Vec::new();
    };
    let before = own.figures[..piece.index].iter().rev().take(BEFORE).filter(|_| hard);
    for (before, is_to) in before.map(|before| (before, false)).chain(to.map(|to| (to, true))) {
        let Some(said) = before.best().as_number().filter(|_| before.is_hard()) else { continue };
        let hundred = is_to.then_some(100);
        for scale in SCALES.into_iter().chain(hundred).map(Decimal::from) {
            // A scale is left out of a number that has none, and it is that of the figure before.
            let thousand = Decimal::ONE_THOUSAND;
            let is_said = said >= scale && said.checked_div(scale).is_some_and(|said| said < thousand);
            if scale > Decimal::ONE && !(is_said && number < thousand) {
                continue;
            }
            let Some(scaled) = number.checked_mul(scale) else { continue };
            match before.unit() {
                // Whether a share is meant, its noun decides (`changed`).
                Some(unit) if unit.dimension() == Dimension::Share => {}
                Some(unit) => made.push(with(Reading::with_unit(scaled, unit))),
                None if scale > Decimal::ONE => made.push(with(Reading::number(Kind::Cardinal, scaled))),
                None => {}
            }
        }
    }
    made
}

/// The years that a number of two digits in Arabic words may mean where the other side has a year: `سنة سبع وخمسين`, `صيف الأربع
/// عشرة`. In digits it needs the word for year before it.
fn years(piece: &FigurePiece, own: &PairSide<'_>) -> Vec<Figure> {
    let figure = &piece.figure;
    let bare = piece.part == Part::Whole && figure.unit().is_none() && figure.is_hard();
    let number = figure.best().as_number().filter(|number| {
        bare && own.lang == Lang::Ar && *number < Decimal::ONE_HUNDRED && number.is_integer()
    });
    let said = figure.form == Form::Words && figure.kind() == Kind::Cardinal || is_after_year(figure, own);
    let Some(number) = number.filter(|_| said) else { return Vec::new() };
    let year = |century: i64| Figure {
        readings: vec![Reading::number(Kind::Year, number + Decimal::from(century))],
        ..figure.clone()
    };
    [1800, 1900, 2000].map(year).into()
}

fn is_after_year(figure: &Figure, own: &PairSide<'_>) -> bool {
    let before = senses::before(own, figure, 1);
    let year = |word: &String| {
        let bare = clitics::bare(word, Classes::ARTICLE);
        Unit::of(UnitName::Year).names(own.lang).any(|name| fold::fold(own.lang, name) == bare)
    };
    before.first().is_some_and(year)
}

/// Takes out two figures that are side by side and together are one of the other side.
fn drop_sums(left: &mut Vec<FigurePiece>, others: &mut Vec<FigurePiece>, own: &PairSide<'_>) {
    let mut at = 0;
    while at + 1 < left.len() {
        let sum = sum(&left[at], &left[at + 1], own);
        let found = sum.and_then(|sum| {
            others
                .iter()
                .position(|other| other.part == Part::Whole && figure::equal(&sum, &other.figure).is_some())
        });
        match found {
            Some(other) => {
                others.remove(other);
                left.drain(at..at + 2);
            }
            None => at += 1,
        }
    }
}

/// The sum of two figures of a side that only a word like *and* divides, where they are counted in the same.
fn sum(first: &FigurePiece, second: &FigurePiece, own: &PairSide<'_>) -> Option<Figure> {
    let next = first.part == Part::Whole && second.part == Part::Whole && second.index == first.index + 1;
    let gap = own.plain.get(first.figure.span.end..second.figure.span.start).filter(|_| next)?;
    if gap.trim().chars().count() > BETWEEN || gap.contains(senses::divides) {
        return None;
    }
    let (whole, part) = (first.figure.best(), second.figure.best());
    let number = whole.as_number().filter(|_| first.figure.kind() != Kind::Ordinal)?;
    let counted = part.unit.or_else(|| smaller(&first.figure, &second.figure, own));
    let (added, unit) = match (&part.value, whole.unit, counted) {
        (Value::Fraction(over, under), unit, other) if over < under => {
            let fits = unit.zip(other).is_none_or(|(unit, other)| unit == other || unit.fits(other));
            (over.checked_div(*under).filter(|_| fits)?, unit.or(other))
        }
        (Value::Number(small), Some(unit), Some(other)) if unit != other && unit.fits(other) => {
            (other.to_base(*small)?.checked_div(unit.to_base(Decimal::ONE)?)?, Some(unit))
        }
        _ => return None,
    };
    // The part is less than one of the whole.
    let total = number.checked_add(added).filter(|_| added < Decimal::ONE)?;
    let reading = match unit {
        Some(unit) => Reading::with_unit(total, unit),
        None => Reading::number(Kind::Cardinal, total),
    };
    Some(Figure { readings: vec![reading], ..first.figure.clone() })
}

#[cfg(test)]
mod tests {
    use crate::check;

    fn found(ar: &str, en: &str) -> Vec<String> {
        let all = check::pairs(&[(ar, en)]).into_iter().flatten();
        all.filter(|finding| finding.severity != check::Severity::Note)
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn what_was_said_before_need_not_be_said_again() {
        for (ar, en) in [
            (
                "عرض النادي ٤٠ مليونا ثم رفع عرضه إلى ٤٣ مليونا.",
                "The club offered 40 million and then went up to 43.",
            ),
            ("وُلد سنة ثمان وأربعين في قرية صغيرة.", "He was born in 1948 in a small village."),
            (
                "كان مرتبه أحد عشر جنيها سودانيا ونصف الجنيه.",
                "His pay was eleven and a half Sudanese pounds.",
            ),
            ("استغرق السباق ثلاث دقائق وأربعين ثانية.", "The race took three minutes forty."),
            ("كسب السهم ثلاثة جنيهات ونصف الجنيه.", "The share put on three and a half pounds."),
        ] {
            assert!(found(ar, en).is_empty(), "{en}: {:?}", found(ar, en));
        }
    }

    #[test]
    fn what_was_said_before_does_not_excuse_another_number() {
        for (ar, en) in [
            (
                "عرض النادي ٤٠ مليونا ثم رفع عرضه إلى ٤٣ مليونا.",
                "The club offered 40 million and then went up to 34.",
            ),
            (
                "تراوح العدد بين 3 ملايين و10 ملايين نسمة.",
                "The number was between 3 million and 10 billion people.",
            ),
            ("وُلد سنة ثمان وأربعين في قرية صغيرة.", "He was born in 1984 in a small village."),
            (
                "كان مرتبه أحد عشر جنيها سودانيا ونصف الجنيه.",
                "His pay was twelve and a half Sudanese pounds.",
            ),
        ] {
            assert!(!found(ar, en).is_empty(), "{en}");
        }
    }
}
