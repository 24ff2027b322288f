//! Figures of texts: `cases/figures`.
//!
//! A case contains texts (`ar: …` or `en: …`), each followed by a block `reads:` with its figures in
//! order, one per line: `spelling = kind:value / kind:value`, best reading first. `~` after the
//! readings marks a soft figure, `≈ > <` an approximate figure, a lower and an upper bound;
//! `nothing` means no figure.

use super::{
    Wrong,
    case::Case,
    update::{Changes, escaped},
};
use mizan::{
    figure::{self, Bound, Figure},
    text::Lang,
};

/// Compares the figures of every text with those of the case.
pub(crate) fn judge(case: &Case) -> Result<(), Wrong> {
    let (mut why, mut changes) = (String::new(), Changes::new());
    for (number, pair) in case.fields.chunks(2).enumerate() {
        let [(lang, text), (key, expected)] = pair else { panic!("a text without figures") };
        assert_eq!(key, "reads");
        let lang: Lang = lang.parse().unwrap();
        let (text, expected) = (str::from_utf8(text).unwrap(), str::from_utf8(expected).unwrap());
        let (got, expected) = (read(lang, text), expected.lines().collect::<Vec<_>>());
        if got != expected {
            why += &format!("  {text}\n    wanted {expected:?}\n    read   {got:?}\n");
            let lines = got.iter().map(|figure| format!("  {}", escaped(figure)));
            changes.insert(2 * number + 1, std::iter::once("reads:".to_owned()).chain(lines).collect());
        }
    }
    if why.is_empty() { Ok(()) } else { Err(Wrong { why, changes }) }
}

fn read(lang: Lang, text: &str) -> Vec<String> {
    let figures = figure::read(lang, text);
    if figures.is_empty() {
        return vec!["nothing".to_owned()];
    }
    figures.iter().map(|figure| format!("{} = {}", figure.span.of(text), readings(figure))).collect()
}

/// The readings of a figure, the best first, whether it is soft, and its bound.
pub(crate) fn readings(figure: &Figure) -> String {
    let readings: Vec<String> =
        figure.readings.iter().map(|reading| format!("{}:{reading}", reading.kind.name())).collect();
    let soft = if figure.is_hard() { "" } else { " ~" };
    let bound = match figure.bound {
        Bound::Exact => "",
        Bound::About => " ≈",
        Bound::Over => " >",
        Bound::Under => " <",
    };
    format!("{}{soft}{bound}", readings.join(" / "))
}
