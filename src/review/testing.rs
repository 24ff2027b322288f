//! Helpers for the tests of the review: small states, a judge of rows by lengths, random edits.

pub(super) use crate::bitext::testing::bitext;

use super::{
    assess::{Assess, RowTexts},
    edit::{Caret, Edge, Edit, NewText},
    import,
    state::{Assessment, State},
};
use crate::text::Lang;
use std::ops::Range;

/// Confidence from lengths alone, so that tests need no aligner.
pub(super) struct Lengths;

impl Assess for Lengths {
    fn assess(&self, rows: &[RowTexts], wanted: Range<usize>) -> Vec<Assessment> {
        let length = |texts: &[String]| texts.iter().map(String::len).sum::<usize>();
        let assessment = |row: &RowTexts| Assessment {
            confidence: 1.0 / (1.0 + length(&row.pieces.ar).abs_diff(length(&row.pieces.en)) as f64),
            ..Assessment::default()
        };
        rows[wanted].iter().map(assessment).collect()
    }
}

/// Applies an edit and returns the texts of the rows.
pub(super) fn after(state: &mut State, edit: &Edit) -> Vec<(String, String)> {
    edit.change(state, &Lengths).unwrap().apply(state).unwrap();
    texts(state)
}

/// Rows for comparison with the result of [`after`].
pub(super) fn rows(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(ar, en)| ((*ar).to_owned(), (*en).to_owned())).collect()
}

/// A state made from [`bitext`].
pub(super) fn state(ar: &str, en: &str, beads: &[(usize, usize)]) -> State {
    import::state(bitext(ar, en, beads))
}

/// The lines of all rows.
pub(super) fn texts(state: &State) -> Vec<(String, String)> {
    state.rows.iter().map(|row| (state.line(Lang::Ar, row).text, state.line(Lang::En, row).text)).collect()
}

/// An edit of any kind, often a possible one.
pub(super) fn random_edit(seed: [u16; 4], state: &State) -> Edit {
    let [kind, a, b, c] = seed.map(usize::from);
    let row = state.rows[a % state.rows.len()].id;
    let other = state.rows[b % state.rows.len()].id;
    let lang = if c % 2 == 0 { Lang::Ar } else { Lang::En };
    let on = b % 3 > 0;
    match kind % 13 {
        0 => Edit::Merge { row },
        1 => Edit::Split { row, ar: (b % 2 == 0).then_some(c % 3), en: (c % 3 == 0).then_some(b % 3) },
        2 => Edit::Cut { row, lang, at: b % 20 },
        3 => Edit::Move { row, lang, edge: if on { Edge::First } else { Edge::Last } },
        4 => Edit::Unlink { row },
        5 => Edit::Link { rows: [row, other] },
        6 => Edit::Swap { rows: [row, other] },
        7 => Edit::Confirm { rows: vec![row, other], on, spare: c % 2 == 0 },
        8 => Edit::Texts { texts: Vec::new(), cut: Some(Caret { lang, piece: b as u32 % 5, at: c % 9 }) },
        9 => Edit::Flag { row, on },
        10 => Edit::Note { row, text: format!("note {c}") },
        11 => Edit::AcceptEverywhere { key: format!("scale|{c}|"), on },
        _ => {
            let at = state.position(row).unwrap_or(0);
            let pieces = &state.rows[at].pieces[lang];
            let piece = pieces.get(b % pieces.len().max(1)).copied().unwrap_or(0);
            Edit::Texts { texts: vec![NewText { lang, piece, text: format!("نص text {c}") }], cut: None }
        }
    }
}
