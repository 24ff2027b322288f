//! Displaced text in a review: its two halves are in two rows, and leave it as one pair.

use super::state::{Crossing, PieceId, ReviewRow, RowId, State};
use crate::{
    align::Bead,
    bitext::{BeadFinding, Bitext},
    check::accepted::Identity,
    text::{Lang, Sides},
};
use std::collections::{HashMap, HashSet};

/// Runs of segments of one-sided rows whose counterparts are in rows at another place.
pub(super) fn runs(state: &State, rows: &[&ReviewRow]) -> Vec<Bead> {
    if state.crossings.is_empty() {
        return Vec::new();
    }
    let alone = |lang: Lang| -> HashMap<PieceId, usize> {
        let pieces = rows.iter().flat_map(|row| row.pieces[lang].iter().map(|id| (*id, *row))).enumerate();
        let alone = pieces.filter(|(_, (_, row))| row.pieces[lang.other()].is_empty());
        alone.map(|(segment, (id, _))| (id, segment)).collect()
    };
    let alone = Sides::of(alone);
    let row_of = |lang: Lang| -> Vec<RowId> {
        rows.iter().flat_map(|row| row.pieces[lang].iter().map(|_| row.id)).collect()
    };
    let row_of = Sides::of(row_of);
    let both = |crossing: &Crossing| {
        let (ar, en) = (*alone.ar.get(&crossing.pieces.ar)?, *alone.en.get(&crossing.pieces.en)?);
        Some(Bead::new(ar..ar + 1, en..en + 1, crossing.confidence))
    };
    let mut found: Vec<Bead> = state.crossings.iter().filter_map(both).collect();
    found.sort_unstable_by_key(|one| (one.sides.ar.start, one.sides.en.start));
    // A row may have several of the pieces.
    let mut runs: Vec<Bead> = Vec::new();
    for one in found {
        let follows = |last: &Bead| {
            let touches = |(lang, side): (Lang, &std::ops::Range<usize>)| {
                [one.sides[lang].start, one.sides[lang].end].contains(&side.end)
            };
            let shares = |(lang, side): (Lang, &std::ops::Range<usize>)| {
                row_of[lang][side.end - 1] == row_of[lang][one.sides[lang].start]
            };
            last.sides.iter().all(touches) && last.sides.iter().any(shares)
        };
        match runs.last_mut().filter(|last| follows(last)) {
            Some(last) => {
                last.sides = Sides::of(|lang| last.sides[lang].start..one.sides[lang].end);
                last.confidence = last.confidence.min(one.confidence);
            }
            None => runs.push(one),
        }
    }
    runs
}

/// The beads of rows that hold both sides of a crossing: text that changed its place, beside its counterpart since.
/// `now` gives for each row its bead.
pub(super) fn in_one_row(state: &State, rows: &[&ReviewRow], now: &[usize]) -> Vec<usize> {
    if state.crossings.is_empty() {
        return Vec::new();
    }
    let row_of = Sides::of(|lang| state.rows_of(lang));
    let same = |crossing: &Crossing| {
        let (ar, en) = (row_of.ar.get(&crossing.pieces.ar)?, row_of.en.get(&crossing.pieces.en)?);
        (ar == en).then_some(*ar)
    };
    let marked: HashSet<RowId> = state.crossings.iter().filter_map(same).collect();
    rows.iter().zip(now).filter(|(row, _)| marked.contains(&row.id)).map(|(_, bead)| *bead).collect()
}

/// Leaves out the findings of displaced text that were accepted in one of its rows, or everywhere. `now` gives for each
/// row its bead.
pub(super) fn leave_out_accepted(bitext: &mut Bitext, state: &State, rows: &[&ReviewRow], now: &[usize]) {
    let mut accepted: HashMap<usize, HashSet<&str>> = HashMap::new();
    for (row, bead) in rows.iter().zip(now).filter(|(_, bead)| bitext.alignment.beads[**bead].displaced) {
        accepted.entry(*bead).or_default().extend(row.marks.accepted.iter().map(String::as_str));
    }
    if accepted.is_empty() {
        return;
    }
    let is_open = |found: &BeadFinding| {
        let Some(here) = accepted.get(&found.bead) else { return true };
        let (pair, finding) = bitext.in_lines(found);
        let of = Identity::of(&finding, &pair.texts.ar, &pair.texts.en);
        // In the row of the Arabic, findings have no place in the English.
        [of.only(Lang::Ar).to_string(), of.to_string()]
            .iter()
            .all(|key| !here.contains(key.as_str()) && !state.accepted.contains(key))
    };
    let open = bitext.findings.iter().filter(|found| is_open(found)).cloned().collect();
    bitext.findings = open;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bitext::{
            Header, Pair,
            judged::{Decision, Judgement},
        },
        check::{Code, Severity, accepted::pair_mark},
        review::{
            export::{self, Choice},
            import, judged,
            testing::{after, bitext},
        },
    };

    /// A review in which the first line is at the end of the English, with another figure.
    fn moved() -> State {
        let (ar, en) = ("حضر ٣٠ رجلا.\nنعم.\nربما.", "Yes.\nPerhaps.\nSome 40 men came.");
        let mut made = bitext(ar, en, &[(1, 0), (1, 1), (1, 1), (0, 1)]);
        made.join(&[Bead::new(0..1, 2..3, 0.75)]);
        made.check();
        import::state(made)
    }

    /// The findings of the displaced pair that someone has to look at, and its lines.
    fn open(state: &State) -> (Vec<Identity>, u64) {
        let made = export::bitext(state, &Choice::default());
        let pair = made.pair(0);
        let grave = pair.details.findings.iter().filter(|found| found.severity > Severity::Note);
        (
            grave.map(|found| Identity::of(found, &pair.texts.ar, &pair.texts.en)).collect(),
            pair_mark(&pair.texts.ar, &pair.texts.en),
        )
    }

    #[test]
    fn displaced_text_is_confirmed_when_both_its_rows_are() {
        let mut state = moved();
        let confidence =
            |state: &State| export::bitext(state, &Choice::default()).alignment.beads[0].confidence;
        state.rows[0].marks.confirmed = true;
        assert_eq!(confidence(&state), 0.75);
        state.rows[3].marks.confirmed = true;
        assert_eq!(confidence(&state), 1.0);
    }

    #[test]
    fn a_finding_of_displaced_text_stays_away_once_accepted() {
        let fresh = moved();
        let (found, _) = open(&fresh);
        assert_eq!(found.len(), 1, "{found:?}");
        let row = &fresh.rows[0];
        let grave = row.assessment.findings.iter().find(|found| found.severity > Severity::Note).unwrap();
        let keys = [fresh.key(row, grave), found[0].to_string()];
        for key in keys {
            for at in [0, 3] {
                let mut state = moved();
                state.rows[at].marks.accepted.insert(key.clone());
                assert!(open(&state).0.is_empty(), "{key} in row {at}");
            }
            let mut state = moved();
            state.accepted.insert(key);
            assert!(open(&state).0.is_empty());
        }
        let mut state = moved();
        state.rows[1].marks.accepted.insert(fresh.key(row, grave));
        assert_eq!(open(&state).0.len(), 1, "it was accepted in another pair");
    }

    #[test]
    fn judgements_on_displaced_text_are_read_back() {
        let mut state = moved();
        let (found, pair) = open(&state);
        let judged = |decision| {
            let of = found[0].clone();
            vec![Judgement { row: 2, pair, of, decision: Some(decision), remark: "so it is".to_owned() }]
        };
        assert_eq!(judged::outcome(&state, judged(Decision::Fixed)).unfixed.len(), 1);
        let found = judged::outcome(&state, judged(Decision::Right));
        assert_eq!((found.right, found.lost.len()), (1, 0));
        after(&mut state, &found.edit);
        assert_eq!((state.rows[0].marks.note.as_str(), open(&state).0.len()), ("so it is", 0));
    }

    #[test]
    fn a_mark_of_displaced_text_in_a_file_of_pairs_is_exported_with_it() {
        let pair = |ar: &str, en: &str, displaced: bool| {
            let mut pair = Pair::new(ar, en);
            pair.details.displaced = displaced;
            pair
        };
        let pairs = [pair("حضر ٣٠ رجلا.", "Some 30 men came.", true), pair("نعم.", "Yes.", false)];
        let options = crate::align::Options::default();
        let state = import::state_of_pairs("m.tmx", &Header::default(), &pairs, &options).unwrap();
        assert_eq!(state.rows.len(), 2);
        let codes = |n: usize| -> Vec<Code> {
            state.rows[n].assessment.findings.iter().map(|found| found.code).collect()
        };
        assert_eq!((codes(0), codes(1)), (vec![Code::Elsewhere], vec![]));
        let out = export::bitext(&state, &Choice::default());
        let marks = |out: &Bitext| out.pairs().map(|pair| pair.details.displaced).collect::<Vec<_>>();
        assert_eq!(marks(&out), [true, false]);
        let ids: Vec<_> = out.pairs().filter_map(|pair| pair.id).collect();
        assert_eq!(ids, ["b1", "b2"]);
    }

    #[test]
    fn displaced_beads_of_unequal_shape_beside_each_other_stay_apart() {
        let mut made = bitext("ا\nب\nج", "c\na\nand\nb", &[(1, 0), (1, 0), (1, 1), (0, 2), (0, 1)]);
        made.join(&[Bead::new(0..1, 1..3, 0.9), Bead::new(1..2, 3..4, 0.8)]);
        let state = import::state(made.clone());
        let out = export::bitext(&state, &Choice::default());
        assert_eq!(out.alignment, made.alignment);
        assert_eq!(out.alignment.displaced().len(), 2);
    }
}
