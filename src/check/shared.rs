//! Lists whose members share one unit: `5, 10 and 20 percent`, `من 10 إلى 20%`, `two or three years`.
//!
//! A bare number before such a list's unit may be meant in it. It gets a second reading with the unit, so that it equals
//! the `10%` of the other side and still equals a bare 10.

use crate::{
    figure::{Figure, Kind, Reading, Value},
    text::{Lang, bidi, fold},
};

/// What may stand between two members of a list, folded.
const LINKS_EN: [&str; 12] = [
    "and",
    "or",
    "to",
    "from",
    "through",
    "versus",
    "vs",
    "v",
    "against",
    "compared with",
    "compared to",
    "then",
];
const LINKS_AR: [&str; 12] =
    ["و", "او", "الي", "مقابل", "ثم", "حتي", "ب", "ل", "مقارنه ب", "من", "و من", "الي نحو"];

/// Gives bare numbers in front of a figure with a unit a reading in that unit, where only list words lie between; and to
/// bare numbers behind one (`20% against 15`), likewise.
pub(super) fn share_units(lang: Lang, text: &str, figures: &mut [Figure]) {
    for n in (0..figures.len().saturating_sub(1)).rev() {
        let (left, right) = figures.split_at_mut(n + 1);
        let (Some(bare), Some(next)) = (left.last_mut(), right.first()) else { continue };
        if is_list(lang, &text[bare.span.end..next.span.start]) {
            lend(next, bare);
        }
    }
}

/// Copies the unit of one figure to another that has none.
fn lend(from: &Figure, to: &mut Figure) {
    let Some(unit) = from.readings.iter().find_map(|reading| reading.unit) else { return };
    if to.readings.iter().any(|reading| reading.unit.is_some())
        || !matches!(to.kind(), Kind::Cardinal | Kind::Range)
    {
        return;
    }
    let with_unit: Vec<Reading> = to
        .readings
        .iter()
        .filter_map(|reading| match &reading.value {
            Value::Number(n) => Some(Reading::with_unit(*n, unit)),
            Value::Pair(..) => Some(Reading { unit: Some(unit), ..reading.clone() }),
            _ => None,
        })
        .collect();
    to.readings.extend(with_unit);
}

/// True when a gap holds nothing but a comma, a dash and list words.
fn is_list(lang: Lang, gap: &str) -> bool {
    if gap.len() > 40 {
        return false;
    }
    let folded = fold::fold(lang, gap);
    let kept: String = folded
        .chars()
        .filter(|&c| !bidi::is_invisible(c))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let inner = kept.trim_matches(|c: char| c == ' ' || ",،-–—/".contains(c)).trim();
    let links: &[&str] = if lang == Lang::Ar { &LINKS_AR } else { &LINKS_EN };
    (inner.is_empty() && kept.contains([',', '،', '-', '–', '—', '/'])) || links.contains(&inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_words_and_commas_make_a_list_and_other_words_do_not() {
        for (lang, gap) in [
            (Lang::En, ", "),
            (Lang::En, " to "),
            (Lang::En, " and "),
            (Lang::Ar, " إلى "),
            (Lang::Ar, "، و"),
            (Lang::Ar, "-"),
        ] {
            assert!(is_list(lang, gap), "{gap}");
        }
        for (lang, gap) in [(Lang::En, " people, "), (Lang::En, " "), (Lang::Ar, " شركة و")] {
            assert!(!is_list(lang, gap), "{gap}");
        }
    }
}
