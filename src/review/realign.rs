//! Aligning everything between the confirmed rows anew.

use super::{
    change::{Change, Step},
    export,
    state::{Marks, Row, RowId, State, Weight},
    weigh::Weigh,
};
use crate::{
    align::{self, Bead, Side},
    text::Lang,
};
use std::collections::HashMap;

/// What aligns a stretch of segments.
pub type Align<'a> = dyn Fn(Side<'_>, Side<'_>) -> Vec<Bead> + 'a;

/// Confirmed rows stay as they are; each stretch between two of them is aligned by itself. Rows that come out with
/// the same pieces keep their number and what was said about them.
pub fn change(state: &State, align: &Align<'_>, scales: &dyn Weigh) -> Change {
    let mut next = state.next_row();
    let mut steps = Vec::new();
    // From the end, so that the positions of stretches that are still to come stay what they are.
    let mut end = state.rows.len();
    while end > 0 {
        if state.rows[end - 1].marks.confirmed {
            end -= 1;
            continue;
        }
        let start = state.rows[..end].iter().rposition(|row| row.marks.confirmed).map_or(0, |at| at + 1);
        let before = &state.rows[start..end];
        let after = stretch(state, before, align, scales, &mut next);
        if after != before {
            steps.push(Step::Rows { at: start, before: before.to_vec(), after });
        }
        end = start;
    }
    Change { steps }
}

/// The rows that a stretch becomes.
fn stretch(
    state: &State,
    before: &[Row],
    align: &Align<'_>,
    scales: &dyn Weigh,
    next: &mut RowId,
) -> Vec<Row> {
    let ids = |lang| before.iter().flat_map(|row| row.pieces(lang)).copied().collect::<Vec<_>>();
    let (mut ar, mut en) = (ids(Lang::Ar), ids(Lang::En));
    // Rows that were linked over others stand out of order; the aligner wants the order of the documents.
    for (lang, ids) in [(Lang::Ar, &mut ar), (Lang::En, &mut en)] {
        let side = state.side(lang);
        ids.sort_by_key(|id| side.pieces.get(id).map(|piece| (piece.span.start, *id)));
    }
    let line = |ar, en| Row { id: 0, ar, en, edited: false, weight: Weight::default(), marks: Marks::default() };
    let whole = export::bitext_of(state, &[&line(ar.clone(), en.clone())]);
    let mut beads = align(
        Side { document: &whole.ar, segments: &whole.ar_segments },
        Side { document: &whole.en, segments: &whole.en_segments },
    );
    beads.retain(|bead| !(bead.ar.is_empty() && bead.en.is_empty()));
    let mut old: HashMap<(&[u32], &[u32]), &Row> =
        before.iter().map(|row| ((row.ar.as_slice(), row.en.as_slice()), row)).collect();
    let mut after = Vec::with_capacity(beads.len());
    for bead in beads {
        let (ar, en) = (&ar[bead.ar.clone()], &en[bead.en.clone()]);
        if let Some(same) = old.remove(&(ar, en)) {
            after.push(same.clone());
            continue;
        }
        let mut made = line(ar.to_vec(), en.to_vec());
        made.id = *next;
        *next += 1;
        let texts = |lang| made.pieces(lang).iter().map(|id| state.side(lang).text(*id)).collect::<Vec<_>>();
        made.weight = scales.weigh(&texts(Lang::Ar), &texts(Lang::En));
        // The aligner saw the whole stretch; the scales saw this row alone.
        made.weight.confidence = bead.confidence;
        after.push(made);
    }
    keep_what_was_said(before, &mut after);
    after
}

/// Notes and flags of rows that are no more go to the row that now has their first piece.
fn keep_what_was_said(before: &[Row], after: &mut [Row]) {
    for gone in before {
        if after.iter().any(|row| row.id == gone.id) || gone.marks == Marks::default() {
            continue;
        }
        let heir = after.iter_mut().find(|row| {
            gone.ar.first().is_some_and(|id| row.ar.contains(id))
                || gone.en.first().is_some_and(|id| row.en.contains(id))
        });
        if let Some(heir) = heir {
            heir.marks.flagged |= gone.marks.flagged;
            if !gone.marks.note.is_empty() {
                let parting = if heir.marks.note.is_empty() { "" } else { "\n" };
                heir.marks.note = format!("{}{parting}{}", heir.marks.note, gone.marks.note);
            }
            heir.marks.accepted.extend(gone.marks.accepted.iter().cloned());
        }
    }
}

/// The aligner as it is used on a whole document.
pub fn aligner(ar: Side<'_>, en: Side<'_>) -> Vec<Bead> {
    align::align(ar, en, &align::Options::default()).beads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{
        edit::Edit,
        testing::{self, Lengths, texts},
    };

    /// Pairs one with one, and leaves what is too many for itself.
    fn one_by_one(ar: Side<'_>, en: Side<'_>) -> Vec<Bead> {
        let (m, n) = (ar.segments.len(), en.segments.len());
        let range = |k: usize, total: usize| k.min(total)..(k + 1).min(total);
        (0..m.max(n))
            .map(|k| Bead { ar: range(k, m), en: range(k, n), confidence: 0.7, score: 0.0, anchors: vec![] })
            .collect()
    }

    #[test]
    fn confirmed_rows_stay_and_the_rest_is_aligned_between_them() {
        let mut state =
            testing::state("ا\nب\nج\nد\nه", "a\nb\nc\nd\ne", &[(2, 1), (0, 1), (1, 1), (2, 1), (0, 1)]);
        let pin = state.rows[2].id;
        let note = Edit::Note { row: state.rows[3].id, text: "keep".to_owned() };
        for edit in [Edit::Confirm { rows: vec![pin], on: true }, note] {
            edit.change(&state, &Lengths).unwrap().apply(&mut state).unwrap();
        }
        let before = state.clone();
        let change = change(&state, &one_by_one, &Lengths);
        change.apply(&mut state).unwrap();
        let pairs: Vec<String> = texts(&state).into_iter().map(|(ar, en)| format!("{ar}{en}")).collect();
        assert_eq!(pairs, ["اa", "بb", "جc", "دd", "هe"]);
        assert_eq!((state.rows[2].id, state.rows[2].marks.confirmed), (pin, true));
        assert_eq!(state.rows[3].marks.note, "keep");
        assert_eq!(state.rows[0].weight.confidence, 0.7);
        change.inverse().apply(&mut state).unwrap();
        assert_eq!(state, before);
    }

    #[test]
    fn rows_that_come_out_the_same_are_not_touched() {
        let state = testing::state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        assert!(change(&state, &one_by_one, &Lengths).is_empty());
    }
}
