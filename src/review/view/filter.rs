//! The selection and order of the listed rows, and the progress of the review.

use crate::{
    adequacy::Adequacy,
    check::Severity,
    review::{
        part::ReviewPart,
        state::{ReviewRow, RowId, State},
    },
    text::{Lang, chars, fold::fold_into},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowOrder {
    /// As in the documents.
    #[default]
    Document,
    /// The most doubtful first.
    Doubt,
}

/// The selection of rows. All conditions that are set must hold.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RowFilter {
    /// With an open finding.
    pub findings: bool,
    /// With an open finding of at least this severity.
    pub severity: Option<Severity>,
    /// With an open finding of this kind.
    pub code: Option<String>,
    /// With a confidence below this, and not confirmed.
    pub below: Option<f64>,
    /// With an adequacy below one half, and not confirmed.
    pub doubted: bool,
    /// Not one sentence to one.
    pub uneven: bool,
    /// Of the document with this number.
    pub part: Option<usize>,
    /// Not confirmed yet.
    pub unreviewed: bool,
    /// Changed by a person.
    pub edited: bool,
    /// Flagged.
    pub flagged: bool,
    /// With a note.
    pub noted: bool,
    /// With these words on either side, ignoring the spelling of letters and digits.
    pub text: String,
    /// The order.
    pub order: RowOrder,
}

/// The selected rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct List {
    /// Their numbers in order.
    pub ids: Vec<RowId>,
    /// Their lengths in characters of the longer side, for estimating their heights.
    pub lengths: Vec<u32>,
    /// The doubt about each row, from 0 for confirmed to 9; see [`doubt`].
    pub doubts: String,
}

/// The progress of the review.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ReviewProgress {
    /// All rows.
    pub rows: usize,
    /// Confirmed rows.
    pub confirmed: usize,
    /// Open findings more serious than notes.
    pub open: usize,
    /// Those of them about figures.
    pub figures: usize,
    /// Rows that are flagged.
    pub flagged: usize,
    /// Rows with an adequacy.
    pub judged: usize,
    /// Unconfirmed rows with an adequacy below one half.
    pub doubted: usize,
    /// Rows without text on one side.
    pub unpaired: usize,
    /// The texts do not look like translations of each other.
    pub unrelated: bool,
    /// Open findings by kind.
    pub codes: BTreeMap<String, usize>,
    /// The documents, if there are several.
    pub parts: Vec<PartProgress>,
}

/// The progress of one document.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PartProgress {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: usize,
    /// Its confirmed rows.
    pub confirmed: usize,
    /// Its open findings more serious than notes.
    pub open: usize,
}

/// Counts what is done and what is open.
pub fn progress(state: &State) -> ReviewProgress {
    let named = |part: &ReviewPart| PartProgress { name: part.name.clone(), ..PartProgress::default() };
    let parts = state.parts.iter().map(named).collect();
    let mut progress = ReviewProgress { rows: state.rows.len(), parts, ..ReviewProgress::default() };
    for row in &state.rows {
        let before = progress.open;
        progress.confirmed += usize::from(row.marks.confirmed);
        progress.flagged += usize::from(row.marks.flagged);
        progress.judged += usize::from(row.assessment.adequacy.is_some());
        progress.doubted += usize::from(is_doubted(row));
        progress.unpaired += usize::from(row.is_one_sided());
        for finding in state.open_findings(row) {
            let grave = finding.severity > Severity::Note;
            progress.open += usize::from(grave);
            progress.figures += usize::from(grave && finding.code.is_about_figures());
            *progress.codes.entry(finding.code.to_string()).or_insert(0) += 1;
        }
        let open = progress.open - before;
        if let Some(part) = progress.parts.get_mut(state.part_of(row)) {
            part.rows += 1;
            part.confirmed += usize::from(row.marks.confirmed);
            part.open += open;
        }
    }
    progress.unrelated = are_unrelated(state, &progress);
    progress
}

/// Least number of rows by which texts are judged.
const LEAST: usize = 3;

/// True if most of the judged rows seem to say different things. Of texts that have nothing in
/// common few rows can be judged, because most have no counterpart.
fn are_unrelated(state: &State, progress: &ReviewProgress) -> bool {
    let ReviewProgress { rows, judged, doubted, unpaired, .. } = *progress;
    let alone = |lang: Lang| {
        state.rows.iter().filter(|row| row.pieces[lang.other()].is_empty()).take(LEAST).count() == LEAST
    };
    let few = rows >= LEAST && 2 * (doubted + unpaired) > rows;
    match judged {
        0 => few && alone(Lang::Ar) && alone(Lang::En),
        _ => 2 * doubted > judged && (judged >= LEAST || few),
    }
}

/// How much a row needs attention, 0 to 9: 9 for an error, 8 for a warning, 7 for text without a
/// counterpart, lower values for increasing confidence; 0 for confirmed.
pub(super) fn doubt(state: &State, row: &ReviewRow) -> u8 {
    let worst = state.open_findings(row).map(|finding| finding.severity).max();
    match worst {
        Some(Severity::Error) => 9,
        Some(Severity::Warning) => 8,
        _ if row.marks.confirmed => 0,
        _ if row.is_one_sided() => 7,
        _ => 1 + ((1.0 - sure(row)).clamp(0.0, 1.0) * 5.0).round() as u8,
    }
}

/// The program's confidence in a row: the lesser of the confidence in its cut and its adequacy.
fn sure(row: &ReviewRow) -> f64 {
    row.assessment.confidence.min(row.assessment.adequacy.unwrap_or(1.0))
}

fn is_doubted(row: &ReviewRow) -> bool {
    !row.marks.confirmed && row.assessment.adequacy.is_some_and(|adequacy| adequacy < Adequacy::DOUBTFUL)
}

/// The rows that pass the filter.
pub fn list(state: &State, filter: &RowFilter) -> List {
    let needle = searchable(&filter.text);
    let mut found: Vec<(&ReviewRow, u8)> = state
        .rows
        .iter()
        .filter(|row| passes(state, row, filter))
        .filter(|row| needle.is_empty() || holds(state, row, &needle))
        .map(|row| (row, doubt(state, row)))
        .collect();
    if filter.order == RowOrder::Doubt {
        found.sort_by(|(a, da), (b, db)| db.cmp(da).then(sure(a).total_cmp(&sure(b))));
    }
    List {
        ids: found.iter().map(|(row, _)| row.id).collect(),
        lengths: found.iter().map(|(row, _)| length(state, row)).collect(),
        doubts: found.iter().map(|(_, doubt)| char::from(b'0' + doubt)).collect(),
    }
}

fn passes(state: &State, row: &ReviewRow, filter: &RowFilter) -> bool {
    let finding = |test: &dyn Fn(&crate::check::Finding) -> bool| state.open_findings(row).any(test);
    (!filter.findings || finding(&|finding| finding.severity > Severity::Note))
        && filter.severity.is_none_or(|least| finding(&|finding| finding.severity >= least))
        && filter.code.as_ref().is_none_or(|code| finding(&|finding| finding.code == *code))
        && filter.below.is_none_or(|below| !row.marks.confirmed && row.assessment.confidence < below)
        && (!filter.doubted || is_doubted(row))
        && (!filter.uneven || row.pieces.ar.len() != 1 || row.pieces.en.len() != 1)
        && filter.part.is_none_or(|part| state.part_of(row) == part)
        && (!filter.unreviewed || !row.marks.confirmed)
        && (!filter.edited || row.edited)
        && (!filter.flagged || row.marks.flagged)
        && (!filter.noted || !row.marks.note.is_empty())
}

fn holds(state: &State, row: &ReviewRow, needle: &str) -> bool {
    [Lang::Ar, Lang::En].iter().any(|lang| searchable(&state.line(*lang, row).text).contains(needle))
        || row.marks.thread().iter().any(|text| searchable(text).contains(needle))
}

/// The text folded as Arabic, which also folds Latin letters and all digits, without separators
/// inside numbers.
fn searchable(text: &str) -> String {
    let mut folded = String::new();
    fold_into(Lang::Ar, text.trim(), &mut folded);
    let all: Vec<char> = folded.chars().collect();
    let digit = |at: usize| all.get(at).copied().is_some_and(chars::is_digit);
    let separates = |at: usize, c: char| {
        matches!(c, ',' | '٬' | '.' | '٫' | '،' | '\'' | '\u{00A0}' | '\u{202F}')
            && at > 0
            && digit(at - 1)
            && (1..=3).all(|n| digit(at + n))
            && !digit(at + 4)
    };
    all.iter().enumerate().filter(|(at, c)| !separates(*at, **c)).map(|(_, c)| *c).collect()
}

/// The approximate length of a row, computed from bytes, with two per Arabic letter.
fn length(state: &State, row: &ReviewRow) -> u32 {
    let bytes = |lang| {
        let side = state.side(lang);
        let piece = |id| {
            side.pieces
                .get(id)
                .map_or(0, |piece| piece.corrected.as_ref().map_or_else(|| piece.span.len(), String::len))
        };
        row.pieces[lang].iter().map(piece).sum::<usize>()
    };
    (bytes(Lang::Ar) * 5 / 9).max(bytes(Lang::En)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{Code, Finding, Marked},
        review::{edit::Edit, testing},
        text::Span,
    };

    fn finding(severity: Severity, code: Code) -> Finding {
        let en = Some(Marked { span: Span::new(0, 1), value: "7".to_owned() });
        Finding { severity, code, message: String::new(), ar: None, en, throughout: false }
    }

    fn state() -> State {
        let mut state = testing::state(
            "الأمّة ٣٬٤٥٧ رجلا\nب\nج\nد",
            "a\nCAFÉ 3.457\n1,5 b\nx\ny",
            &[(1, 1), (1, 1), (1, 2), (1, 0), (0, 1)],
        );
        state.rows[1].assessment.findings = vec![finding(Severity::Error, Code::Scale)];
        state.rows[2].assessment.findings = vec![finding(Severity::Note, Code::Missing)];
        state
    }

    fn ids(state: &State, filter: &RowFilter) -> Vec<RowId> {
        list(state, filter).ids
    }

    #[test]
    fn a_search_sees_through_spelling_and_digits() {
        let state = state();
        for (text, rows) in [
            ("3457", vec![1, 2]),
            ("٣٤٥٧", vec![1, 2]),
            ("3,457", vec![1, 2]),
            ("الامه", vec![1]),
            ("cafe", vec![2]),
            ("15", vec![]),
            (" ", vec![1, 2, 3, 4, 5]),
        ] {
            assert_eq!(
                ids(&state, &RowFilter { text: text.to_owned(), ..RowFilter::default() }),
                rows,
                "{text}"
            );
        }
    }

    #[test]
    fn conditions_add_up() {
        let mut state = state();
        state.rows[0].marks.confirmed = true;
        state.rows[2].marks.flagged = true;
        let all = RowFilter::default();
        assert_eq!(ids(&state, &RowFilter { findings: true, ..all.clone() }), [2]);
        assert_eq!(ids(&state, &RowFilter { code: Some("missing".to_owned()), ..all.clone() }), [3]);
        assert_eq!(ids(&state, &RowFilter { severity: Some(Severity::Note), ..all.clone() }), [2, 3]);
        assert_eq!(ids(&state, &RowFilter { uneven: true, ..all.clone() }), [3, 4, 5]);
        assert_eq!(ids(&state, &RowFilter { uneven: true, flagged: true, ..all.clone() }), [3]);
        assert_eq!(ids(&state, &RowFilter { unreviewed: true, ..all.clone() }), [2, 3, 4, 5]);
        assert_eq!(ids(&state, &RowFilter { below: Some(0.6), ..all.clone() }), [2, 3, 4, 5]);
        assert_eq!(ids(&state, &RowFilter { noted: true, ..all }), [0; 0]);
    }

    #[test]
    fn doubt_puts_wrong_figures_first_and_confirmed_rows_last() {
        let mut state = state();
        state.rows[0].marks.confirmed = true;
        let filter = RowFilter { order: RowOrder::Doubt, ..RowFilter::default() };
        let list = list(&state, &filter);
        assert_eq!(list.ids, [2, 4, 5, 3, 1]);
        assert_eq!(list.doubts, "97740");
    }

    #[test]
    fn rows_that_say_different_things_are_found_counted_and_sorted_first_until_confirmed() {
        let mut state = state();
        state.rows[1].assessment.findings.clear();
        for (row, adequacy) in [(0, Some(0.02)), (1, Some(0.97)), (2, None)] {
            state.rows[row].assessment.confidence = 0.9;
            state.rows[row].assessment.adequacy = adequacy;
        }
        let doubted = RowFilter { doubted: true, ..RowFilter::default() };
        assert_eq!(ids(&state, &doubted), [1]);
        let sorted = RowFilter { order: RowOrder::Doubt, ..RowFilter::default() };
        assert_eq!(ids(&state, &sorted)[..3], [4, 5, 1]);
        assert_eq!((progress(&state).judged, progress(&state).doubted), (2, 1));
        state.rows[0].marks.confirmed = true;
        assert_eq!((ids(&state, &doubted), progress(&state).doubted), (Vec::new(), 0));
    }

    #[test]
    fn texts_of_which_most_rows_are_doubted_or_alone_are_unrelated() {
        let mut state = state();
        let unrelated = |state: &State, judged: &[(usize, f64)]| {
            let mut state = state.clone();
            for (row, adequacy) in judged {
                state.rows[*row].assessment.adequacy = Some(*adequacy);
            }
            progress(&state).unrelated
        };
        // Rows 4 and 5 have text on one side only.
        assert!(!unrelated(&state, &[]));
        assert!(unrelated(&state, &[(0, 0.1)]) && !unrelated(&state, &[(0, 0.9)]));
        assert!(unrelated(&state, &[(0, 0.1), (1, 0.2), (2, 0.9)]));
        assert!(!unrelated(&state, &[(0, 0.1), (1, 0.8), (2, 0.9)]));
        // One short row among others that cannot be judged says nothing about the texts.
        state.rows.truncate(3);
        assert!(!unrelated(&state, &[(0, 0.1)]));
    }

    #[test]
    fn an_accepted_finding_is_no_longer_open() {
        let mut state = state();
        assert_eq!((progress(&state).open, progress(&state).codes.len()), (1, 2));
        let key = state.key(&state.rows[1], &state.rows[1].assessment.findings[0]);
        let accept = Edit::AcceptEverywhere { key, on: true };
        accept.change(&state, &testing::Lengths).unwrap().apply(&mut state).unwrap();
        assert_eq!((progress(&state).open, progress(&state).codes.len()), (0, 1));
    }
}
