//! Aligning everything between the confirmed rows again.

use super::{
    change::{Change, Step},
    export, import,
    state::{Assessment, Crossing, Marks, PieceId, ReviewRow, RowId, State},
};
use crate::{
    Result,
    align::{self, Alignment, Pin, Place, Side, Watch},
    bitext::Bitext,
    text::{Lang, Sides},
};
use std::{
    collections::{HashMap, HashSet},
    iter::Peekable,
    ops::Range,
    sync::Arc,
};

/// A function that aligns two sides around pins.
pub type Align<'a> = dyn Fn(Side<'_>, Side<'_>, Vec<Pin>) -> Result<Alignment> + 'a;

/// The change that realigns the unconfirmed rows around the confirmed ones, each document
/// separately. Rows that come out with the same pieces keep their numbers and marks.
///
/// # Errors
/// When the aligner rejects the confirmed rows.
pub fn change(state: &State, align: &Align<'_>) -> Result<Change> {
    let mut next = state.next_row();
    let (mut steps, mut crossings) = (Vec::new(), Vec::new());
    let ranges = state.part_rows();
    // From the end, so that the positions of the remaining documents stay valid.
    for range in ranges.iter().rev() {
        let whole = ranges.len() == 1;
        let part = if whole {
            None
        } else {
            Some(State { rows: state.rows[range.clone()].to_vec(), parts: Vec::new(), ..state.clone() })
        };
        let (mut some, crossed) = stretches(part.as_ref().unwrap_or(state), &mut next, align)?;
        for step in &mut some {
            if let Step::Rows { at, .. } = step {
                *at += range.start;
            }
        }
        steps.extend(some);
        crossings.splice(0..0, crossed);
    }
    keep_confirmed(state, &mut crossings);
    if crossings != state.crossings {
        steps.push(Step::Crossings { before: state.crossings.clone(), after: crossings });
    }
    Ok(Change { steps })
}

/// Adds the displaced text of confirmed rows, in which the aligner finds nothing.
fn keep_confirmed(state: &State, crossings: &mut Vec<Crossing>) {
    let confirmed = |lang| {
        let rows = state.rows.iter().filter(|row| row.marks.confirmed);
        rows.flat_map(|row| row.pieces[lang].iter().copied()).collect::<HashSet<PieceId>>()
    };
    let confirmed = Sides::of(confirmed);
    let is_kept = |one: &&Crossing| {
        [Lang::Ar, Lang::En].into_iter().any(|lang| confirmed[lang].contains(&one.pieces[lang]))
    };
    crossings.extend(state.crossings.iter().filter(is_kept));
    crossings.sort_by_key(|one| state.sides.ar.pieces.get(&one.pieces.ar).map(|piece| piece.span.start));
}

/// The steps for one document, from its end, and its displaced text.
fn stretches(state: &State, next: &mut RowId, align: &Align<'_>) -> Result<(Vec<Step>, Vec<Crossing>)> {
    let seen = Seen::of(state);
    let bitext = realigned(state, &seen, align)?;
    let ids = |lang| seen.rows.iter().flat_map(|row| &row.pieces[lang]).copied().collect::<Vec<_>>();
    let ids = Sides::of(ids);
    let places = bitext.alignment.places();
    let mut new = New { places: places.iter().peekable(), done: Sides::new(0, 0) };
    let mut steps = Vec::new();
    let mut stretches = seen.stretches.iter().peekable();
    let mut at = 0;
    while at < state.rows.len() {
        let Some((range, whole)) = stretches.next_if(|(range, _)| range.start == at) else {
            new.skip(&state.rows[at]);
            at += 1;
            continue;
        };
        let before = &state.rows[range.clone()];
        let after = renewed(&bitext, before, &new.inside(whole), &ids, next);
        steps.extend(runs(range.start, before, after));
        at = range.end;
    }
    // From the end, so that the positions of the remaining stretches stay valid.
    steps.reverse();
    Ok((steps, import::crossings(&bitext.alignment, &ids)))
}

/// The rows of a document as the aligner sees them: confirmed ones, and each stretch between them as a single row.
#[derive(Default)]
struct Seen {
    rows: Vec<ReviewRow>,
    /// The numbers of the confirmed ones among `rows`.
    confirmed: Vec<usize>,
    /// The rows of the document that each stretch replaces.
    stretches: Vec<(Range<usize>, ReviewRow)>,
}

impl Seen {
    fn of(state: &State) -> Self {
        let mut seen = Seen::default();
        let mut at = 0;
        while at < state.rows.len() {
            let row = &state.rows[at];
            if row.marks.confirmed {
                seen.confirmed.push(seen.rows.len());
                seen.rows.push(bare(row.pieces.ar.clone(), row.pieces.en.clone()));
                at += 1;
                continue;
            }
            let rest = &state.rows[at..];
            let end = at + rest.iter().position(|row| row.marks.confirmed).unwrap_or(rest.len());
            let pieces = |lang| in_order(state, &state.rows[at..end], lang);
            let whole = bare(pieces(Lang::Ar), pieces(Lang::En));
            seen.rows.push(whole.clone());
            seen.stretches.push((at..end, whole));
            at = end;
        }
        seen
    }
}

/// The document with a new alignment around the confirmed rows.
fn realigned(state: &State, seen: &Seen, align: &Align<'_>) -> Result<Bitext> {
    let rows: Vec<&ReviewRow> = seen.rows.iter().collect();
    let mut bitext = export::bitext_of(state, &rows);
    let beads = &bitext.alignment.beads;
    let pin = |at: &usize| (beads[*at].sides.ar.clone(), beads[*at].sides.en.clone());
    let pins = seen.confirmed.iter().map(pin).collect();
    bitext.alignment = align(bitext.side(Lang::Ar), bitext.side(Lang::En), pins)?;
    bitext.check();
    bitext.judge(&[]);
    Ok(bitext)
}

/// The places of a new alignment, handed out from the start of both texts to their end.
struct New<'a> {
    places: Peekable<std::slice::Iter<'a, Place>>,
    /// How many pieces of each side have been handed out.
    done: Sides<usize>,
}

impl<'a> New<'a> {
    /// Leaves out the place of a confirmed row, which stays as it is.
    fn skip(&mut self, row: &ReviewRow) {
        let end = self.end_with(row);
        while self.places.next_if(|place| ends_within(place, end)).is_some() {}
        self.done = end;
    }

    /// The places inside a stretch.
    fn inside(&mut self, stretch: &ReviewRow) -> Vec<&'a Place> {
        let end = self.end_with(stretch);
        let mut inside: Vec<&Place> = Vec::new();
        while let Some(place) = self.places.next_if(|place| ends_within(place, end)) {
            let sides = &place.sides;
            let outside = sides.ar.start < self.done.ar || sides.en.start < self.done.en;
            if !(outside || sides.ar.is_empty() && sides.en.is_empty()) {
                inside.push(place);
            }
            // A one-sided pin at the end of the stretch belongs to the next row.
            if inside.last().is_some_and(|last| last.sides.as_ref().map(|side| side.end) == end) {
                break;
            }
        }
        self.done = end;
        inside
    }

    fn end_with(&self, row: &ReviewRow) -> Sides<usize> {
        self.done.zip(row.pieces.as_ref()).map(|(done, pieces)| done + pieces.len())
    }
}

fn ends_within(place: &Place, end: Sides<usize>) -> bool {
    place.sides.ar.end <= end.ar && place.sides.en.end <= end.en
}

/// One step for every run of replaced rows, so that unchanged rows are not touched; from the top.
fn runs(start: usize, before: &[ReviewRow], after: Vec<ReviewRow>) -> Vec<Step> {
    let kept = |row: &ReviewRow| before.iter().position(|old| old.id == row.id);
    let places: Vec<usize> = after.iter().filter_map(kept).collect();
    if !places.is_sorted() {
        // Rows that were out of order are sorted: that is a single step.
        return vec![Step::Rows { at: start, before: before.to_vec(), after }];
    }
    let mut steps = Vec::new();
    let mut from = 0;
    let mut run: Vec<ReviewRow> = Vec::new();
    for row in after {
        // A row that stays may have got a note of one that was removed.
        let same = kept(&row).filter(|at| before[*at] == row);
        let Some(to) = same else {
            run.push(row);
            continue;
        };
        if from < to || !run.is_empty() {
            let before = before[from..to].to_vec();
            steps.push(Step::Rows { at: start + from, before, after: std::mem::take(&mut run) });
        }
        from = to + 1;
    }
    if from < before.len() || !run.is_empty() {
        steps.push(Step::Rows { at: start + from, before: before[from..].to_vec(), after: run });
    }
    steps
}

/// The pieces of some rows in the order of the document, which linking distant rows may have changed.
fn in_order(state: &State, rows: &[ReviewRow], lang: Lang) -> Vec<PieceId> {
    let side = state.side(lang);
    let mut ids: Vec<_> = rows.iter().flat_map(|row| &row.pieces[lang]).copied().collect();
    ids.sort_by_key(|id| side.pieces.get(id).map(|piece| (piece.span.start, *id)));
    ids
}

fn bare(ar: Vec<PieceId>, en: Vec<PieceId>) -> ReviewRow {
    ReviewRow {
        id: 0,
        pieces: Sides::new(ar, en),
        edited: false,
        assessment: Assessment::default(),
        marks: Marks::default(),
    }
}

/// The new rows of a stretch, one for each of the `places` of beads of `bitext` in it.
fn renewed(
    bitext: &Bitext,
    before: &[ReviewRow],
    places: &[&Place],
    ids: &Sides<Vec<PieceId>>,
    next: &mut RowId,
) -> Vec<ReviewRow> {
    let mut old: HashMap<(&[u32], &[u32]), &ReviewRow> =
        before.iter().map(|row| ((row.pieces.ar.as_slice(), row.pieces.en.as_slice()), row)).collect();
    let mut after = Vec::with_capacity(places.len());
    for place in places {
        let (ar, en) = (&ids.ar[place.sides.ar.clone()], &ids.en[place.sides.en.clone()]);
        if let Some(same) = old.remove(&(ar, en)) {
            let mut same = same.clone();
            // Rows of a newer version of the text have no assessment yet.
            if same.assessment == Assessment::default() {
                same.assessment = import::assessment(bitext, place);
            }
            after.push(same);
            continue;
        }
        let mut made = bare(ar.to_vec(), en.to_vec());
        made.id = *next;
        *next += 1;
        made.assessment = import::assessment(bitext, place);
        after.push(made);
    }
    keep_what_was_said(before, &mut after);
    after
}

/// Adds the notes and flags of removed rows to the row that now has their first piece.
fn keep_what_was_said(before: &[ReviewRow], after: &mut [ReviewRow]) {
    for gone in before {
        if after.iter().any(|row| row.id == gone.id) || gone.marks == Marks::default() {
            continue;
        }
        let successor = after.iter_mut().find(|row| {
            gone.pieces.ar.first().is_some_and(|id| row.pieces.ar.contains(id))
                || gone.pieces.en.first().is_some_and(|id| row.pieces.en.contains(id))
        });
        if let Some(successor) = successor {
            successor.marks.take_over(&gone.marks);
        }
    }
}

/// The aligner for a whole document, observed by a watch.
pub fn watched(watch: Arc<Watch>) -> impl Fn(Side<'_>, Side<'_>, Vec<Pin>) -> Result<Alignment> {
    move |ar, en, pins| {
        let options = align::Options { pins, watch: Some(Arc::clone(&watch)), ..align::Options::default() };
        align::align(ar, en, &options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Bead;
    use crate::review::{
        edit::Edit,
        testing::{self, Lengths, random_edit, texts},
    };
    use proptest::prelude::*;

    /// Pairs segments one to one between pins, and leaves the rest one-sided.
    fn one_by_one(ar: Side<'_>, en: Side<'_>, mut pins: Vec<Pin>) -> Result<Alignment> {
        let bead = |ar: Range<usize>, en: Range<usize>| Bead::new(ar, en, 0.7);
        let (m, n) = (ar.segments.len(), en.segments.len());
        pins.push((m..m, n..n));
        let (mut a, mut e) = (0, 0);
        let mut beads = Vec::new();
        for (ar, en) in pins {
            while a < ar.start || e < en.start {
                let (to_a, to_e) = ((a + 1).min(ar.start), (e + 1).min(en.start));
                beads.push(bead(a..to_a, e..to_e));
                (a, e) = (to_a, to_e);
            }
            (a, e) = (ar.end, en.end);
            beads.push(bead(ar, en));
        }
        Ok(Alignment { beads })
    }

    #[test]
    fn confirmed_rows_stay_and_the_rest_is_aligned_between_them() {
        let mut state =
            testing::state("ا\nب\nج\nد\nه", "a\nb\nc\nd\ne", &[(2, 1), (0, 1), (1, 1), (2, 1), (0, 1)]);
        let pin = state.rows[2].id;
        let note = Edit::Note { row: state.rows[3].id, text: "keep".to_owned() };
        for edit in [Edit::Confirm { rows: vec![pin], on: true, spare: false }, note] {
            edit.change(&state, &Lengths).unwrap().apply(&mut state).unwrap();
        }
        let before = state.clone();
        let change = change(&state, &one_by_one).unwrap();
        change.apply(&mut state).unwrap();
        let pairs: Vec<String> = texts(&state).into_iter().map(|(ar, en)| format!("{ar}{en}")).collect();
        assert_eq!(pairs, ["اa", "بb", "جc", "دd", "هe"]);
        assert_eq!((state.rows[2].id, state.rows[2].marks.confirmed), (pin, true));
        assert_eq!(state.rows[3].marks.note, "keep");
        assert_eq!(state.rows[0].assessment.confidence, 0.7);
        // Only the rows that changed are in the change.
        assert_eq!(change.steps.len(), 2);
        change.inverse().apply(&mut state).unwrap();
        assert_eq!(state, before);
    }

    #[test]
    fn what_changed_its_place_is_found_again_and_undone_with_the_rest() {
        let mut state = testing::state("ا\nب\nج", "b\nc\na", &[(1, 0), (1, 1), (1, 1), (0, 1)]);
        let found = |ar: Side<'_>, _: Side<'_>, _: Vec<Pin>| {
            let bead = |ar, en| Bead::new(ar, en, 0.7);
            assert_eq!(ar.segments.len(), 3);
            let beads = vec![bead(0..1, 0..0), bead(1..2, 0..1), bead(2..3, 1..2), bead(3..3, 2..3)];
            Ok(Alignment::with_displaced(beads, &[Bead::new(0..1, 2..3, 0.9)]).0)
        };
        let before = state.clone();
        let change = change(&state, &found).unwrap();
        change.apply(&mut state).unwrap();
        assert_eq!(state.rows, before.rows);
        assert_eq!(state.other_halves(&state.rows[0]), [(3, vec![2])]);
        assert_eq!(state.other_halves(&state.rows[3]), [(0, vec![0])]);
        assert_eq!(state.other_halves(&state.rows[1]), []);
        change.inverse().apply(&mut state).unwrap();
        assert_eq!(state, before);
    }

    #[test]
    fn rows_that_come_out_the_same_are_not_touched() {
        let state = testing::state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        assert!(change(&state, &one_by_one).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn realignment_after_any_edits_keeps_every_confirmed_row_and_every_piece(seeds in proptest::collection::vec(any::<[u16; 4]>(), 0..30)) {
            let mut state = testing::state("جملة أولى\nثانية\nثالثة هنا\nرابعة", "first one\nsecond\nthird here\nfourth", &[(1, 1), (2, 1), (0, 1), (1, 1)]);
            for seed in seeds {
                if let Ok(change) = random_edit(seed, &state).change(&state, &Lengths) {
                    change.apply(&mut state).unwrap();
                }
            }
            let pieces = |state: &State| {
                let all = |lang| { let mut ids: Vec<_> = state.rows.iter().flat_map(|row| row.pieces[lang].to_vec()).collect(); ids.sort_unstable(); ids };
                (all(Lang::Ar), all(Lang::En))
            };
            let pins = |state: &State| state.rows.iter().filter(|row| row.marks.confirmed).cloned().collect::<Vec<_>>();
            let real = watched(Arc::default());
            for align in [&one_by_one as &Align<'_>, &real] {
                let mut after = state.clone();
                let change = change(&state, align).unwrap();
                change.apply(&mut after).unwrap();
                prop_assert_eq!(pins(&after), pins(&state));
                prop_assert_eq!(pieces(&after), pieces(&state));
                change.inverse().apply(&mut after).unwrap();
                prop_assert_eq!(&after, &state);
            }
        }
    }
}
