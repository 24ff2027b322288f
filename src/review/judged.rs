//! Judgements on findings that were made in a workbook, as one edit of the review.

use super::{
    displaced,
    edit::{Edit, Judged, add_remark},
    export,
    state::{ReviewRow, RowId, State},
};
use crate::{
    align::Bead,
    bitext::judged::{Decision, Judgement},
    check::accepted::{Identity, pair_mark},
    text::Lang,
};
use std::collections::{BTreeMap, HashMap};

/// What becomes of the judgements of a workbook.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The edit that applies them.
    pub edit: Edit,
    /// Open findings of the review that were judged right.
    pub right: usize,
    /// Remarks.
    pub remarks: usize,
    /// Judgements *fixed* on findings that are still open here, because the text has not changed.
    pub unfixed: Vec<Judgement>,
    /// Judgements *not an error* on findings that the review does not have.
    pub unknown: Vec<Judgement>,
    /// Judgements on pairs that the review does not have: their texts have changed since.
    pub lost: Vec<Judgement>,
}

/// Finds the rows that judgements are about.
pub fn outcome(state: &State, judgements: Vec<Judgement>) -> Outcome {
    let mut rows: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, row) in state.rows.iter().enumerate() {
        let text = |lang| state.line(lang, row).text;
        rows.entry(pair_mark(&text(Lang::Ar), &text(Lang::En))).or_default().push(at);
    }
    // Displaced text is exported as one pair, whose findings are in the row of the Arabic.
    for (mark, at) in displaced_marks(state) {
        rows.entry(mark).or_default().push(at);
    }
    let mut judged: BTreeMap<usize, Judged> = BTreeMap::new();
    let (mut right, mut remarks) = (0, 0);
    let (mut unfixed, mut unknown, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for judgement in judgements {
        let key = |row: &ReviewRow| key_in(row, &judgement.of);
        let Some(places) = rows.get(&judgement.pair) else {
            // A text that was fixed has changed.
            if judgement.decision != Some(Decision::Fixed) {
                lost.push(judgement);
            }
            continue;
        };
        let is_right = judgement.decision == Some(Decision::Right);
        let is_known = places.iter().map(|at| &state.rows[*at]).any(|row| state.has_finding(row, &key(row)));
        let is_open = places.iter().any(|at| {
            let row = &state.rows[*at];
            let key = key(row);
            state.open_findings(row).any(|finding| state.key(row, finding) == key)
        });
        right += usize::from(is_right && is_open);
        remarks += usize::from(!judgement.remark.is_empty());
        for at in places {
            let row = &state.rows[*at];
            let of_row = judged.entry(*at).or_insert_with(|| empty(row.id));
            if is_right {
                of_row.right.push(key(row));
            }
            add_remark(&mut of_row.remark, &judgement.remark);
        }
        if judgement.decision == Some(Decision::Fixed) && is_open {
            unfixed.push(judgement);
        } else if is_right && !is_known {
            unknown.push(judgement);
        }
    }
    Outcome {
        edit: Edit::Judge { rows: judged.into_values().collect() },
        right,
        remarks,
        unfixed,
        unknown,
        lost,
    }
}

/// The key of a finding in a row: where the row has only the Arabic, without its place in the English.
fn key_in(row: &ReviewRow, of: &Identity) -> String {
    if row.pieces.en.is_empty() { of.only(Lang::Ar).to_string() } else { of.to_string() }
}

/// The [marks](pair_mark) of the pairs of displaced text, as they are exported, each with the position of a row of its
/// Arabic.
fn displaced_marks(state: &State) -> Vec<(u64, usize)> {
    if state.crossings.is_empty() {
        return Vec::new();
    }
    let rows: Vec<&ReviewRow> = state.rows.iter().collect();
    let mut bitext = export::bitext_of(state, &rows);
    let now = bitext.join(&displaced::runs(state, &rows));
    let text = |lang: Lang, bead: &Bead| bitext.flat(lang, bead).text;
    let arabic = now.iter().enumerate().filter(|(at, _)| !rows[*at].pieces.ar.is_empty());
    let beads = arabic.map(|(at, bead)| (at, &bitext.alignment.beads[*bead]));
    let moved = beads.filter(|(_, bead)| bead.displaced);
    moved.map(|(at, bead)| (pair_mark(&text(Lang::Ar, bead), &text(Lang::En, bead)), at)).collect()
}

fn empty(row: RowId) -> Judged {
    Judged { row, right: Vec::new(), remark: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{Code, Finding, Severity},
        review::testing::{after, state},
    };

    #[test]
    fn judgements_find_their_rows_and_what_is_left_over_is_reported() {
        let mut state = state("له 3 كتب\nنعم", "He has 4 books\nyes", &[(1, 1), (1, 1)]);
        let found = Finding {
            severity: Severity::Error,
            code: Code::Number,
            message: String::new(),
            ar: None,
            en: None,
            throughout: false,
        };
        state.rows[0].assessment.findings = vec![found];
        let one = |ar: &str, en: &str, decision, remark: &str| Judgement {
            row: 2,
            pair: pair_mark(ar, en),
            of: Identity::of_cells("number", "-", "-"),
            decision,
            remark: remark.to_owned(),
        };
        let here = |decision, remark| one("له 3 كتب", "He has 4 books", decision, remark);
        let result = outcome(&state, vec![here(Some(Decision::Fixed), "")]);
        assert_eq!((result.unfixed.len(), result.lost.len(), result.right), (1, 0, 0));
        let mut other = here(Some(Decision::Right), "");
        other.of = Identity::of_cells("scale", "-", "-");
        let result = outcome(&state, vec![other.clone()]);
        assert_eq!((result.right, &result.unknown[..]), (0, &[other][..]), "a finding that is not there");
        let gone = one("لا", "no", Some(Decision::Right), "");
        let fixed = one("لا", "no", Some(Decision::Fixed), "");
        let result = outcome(&state, vec![here(Some(Decision::Right), "so it is"), gone.clone(), fixed]);
        assert_eq!((result.right, result.remarks, &result.lost[..]), (1, 1, &[gone][..]));
        after(&mut state, &result.edit);
        assert_eq!(state.open_findings(&state.rows[0]).count(), 0);
        assert_eq!(state.rows[0].marks.note, "so it is");
    }
}
