//! The edits of a reviewer, each converted to a [`Change`].
//!
//! An [`Edit`] is a request as the page sends it; [`Edit::change`] determines its effect on the
//! current rows, or why it is impossible. Nothing is changed here. Regrouping pieces in rows is in
//! `regroup`, changing pieces in `pieces`, marking rows in `marks`.

mod marks;
mod pieces;
mod regroup;

pub(super) use marks::add_remark;

use super::{
    assess::{self, Assess},
    change::{Change, Step},
    parts,
    state::{PieceId, ReviewRow, RowId, State},
};
use crate::{Error, Result, text::Lang};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Longest note or corrected sentence, in bytes.
const LONGEST_TEXT: usize = 100_000;

/// The first or the last piece of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Edge {
    /// The first piece, which moves to the end of the row above.
    First,
    /// The last piece, which moves to the start of the row below.
    Last,
}

/// The new text of a piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewText {
    /// The side.
    pub lang: Lang,
    /// The piece.
    pub piece: PieceId,
    /// Its new text.
    pub text: String,
}

/// A place in the text of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caret {
    /// The side.
    pub lang: Lang,
    /// The piece.
    pub piece: PieceId,
    /// The number of UTF-16 units before it, in the new text.
    pub at: usize,
}

/// What was said about the findings of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// The row.
    pub row: RowId,
    /// The [keys](super::state::State::key) of the findings that are no errors.
    pub right: Vec<String>,
    /// What is added to its note; may be empty.
    pub remark: String,
}

/// A request of the reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Edit {
    /// Merges a row with the next.
    Merge {
        /// The upper row.
        row: RowId,
    },
    /// Splits a row in two. Without numbers it is split where the lengths of both sides fit best.
    Split {
        /// The row.
        row: RowId,
        /// Number of Arabic pieces that stay in the upper row.
        ar: Option<usize>,
        /// Number of English pieces that stay in the upper row.
        en: Option<usize>,
    },
    /// Cuts a piece in two; both stay in the row.
    Cut {
        /// The row.
        row: RowId,
        /// The side.
        lang: Lang,
        /// The place in the line of that side, in UTF-16 units as browsers count.
        at: usize,
    },
    /// Moves a piece at the edge of a row to the neighbouring row.
    Move {
        /// The row.
        row: RowId,
        /// The side.
        lang: Lang,
        /// The piece, which determines the direction.
        edge: Edge,
    },
    /// Splits a row into one with its Arabic and one with its English.
    Unlink {
        /// The row.
        row: RowId,
    },
    /// Merges two rows, wherever they are, at the place of the upper one.
    Link {
        /// The two rows.
        rows: [RowId; 2],
    },
    /// Exchanges the English sides of two rows.
    Swap {
        /// The two rows.
        rows: [RowId; 2],
    },
    /// Confirms rows, or takes that back.
    Confirm {
        /// The rows.
        rows: Vec<RowId>,
        /// Whether to confirm.
        on: bool,
        /// Skip rows with an open error.
        #[serde(default)]
        spare: bool,
    },
    /// Flags a row as doubtful, or takes that back.
    Flag {
        /// The row.
        row: RowId,
        /// Whether to flag.
        on: bool,
    },
    /// Sets the note of a row; an empty one removes it with its replies.
    Note {
        /// The row.
        row: RowId,
        /// The note.
        text: String,
    },
    /// Replies to the note of a row; where there is none, this is the note.
    Reply {
        /// The row.
        row: RowId,
        /// The reply.
        text: String,
    },
    /// Sets the texts of pieces, wherever they are, and may cut one of them. Writing the text of
    /// the document removes a correction.
    Texts {
        /// The new texts.
        texts: Vec<NewText>,
        /// The place where one of them is cut in two.
        #[serde(default)]
        cut: Option<Caret>,
    },
    /// Accepts a finding in rows, or takes that back.
    Accept {
        /// The rows; those without the finding are skipped.
        rows: Vec<RowId>,
        /// The [key](super::state::State::key) of the finding.
        key: String,
        /// Whether to accept.
        on: bool,
    },
    /// Accepts a finding wherever it occurs, or takes that back.
    AcceptEverywhere {
        /// The [key](super::state::State::key) of the finding.
        key: String,
        /// Whether to accept.
        on: bool,
    },
    /// Applies what was said about findings elsewhere, as one edit.
    Judge {
        /// What was said, at most once for each row.
        rows: Vec<Judged>,
    },
    /// Aligns everything between the confirmed rows again.
    Realign,
}

impl Edit {
    /// The name of the edit, as in its JSON form.
    pub fn name(&self) -> &'static str {
        match self {
            Edit::Merge { .. } => "merge",
            Edit::Split { .. } => "split",
            Edit::Cut { .. } => "cut",
            Edit::Move { .. } => "move",
            Edit::Unlink { .. } => "unlink",
            Edit::Link { .. } => "link",
            Edit::Swap { .. } => "swap",
            Edit::Confirm { rows, .. } if rows.len() > 1 => "confirm-many",
            Edit::Confirm { .. } => "confirm",
            Edit::Flag { .. } => "flag",
            Edit::Note { .. } => "note",
            Edit::Reply { .. } => "reply",
            Edit::Texts { cut: Some(_), .. } => "cut",
            Edit::Texts { .. } => "correct",
            Edit::Accept { rows, .. } if rows.len() > 1 => "accept-many",
            Edit::Accept { .. } => "accept",
            Edit::AcceptEverywhere { .. } => "accept-everywhere",
            Edit::Judge { .. } => "judge",
            Edit::Realign => "realign",
        }
    }

    /// The effect of the edit on the current rows; empty when nothing would change.
    ///
    /// # Errors
    /// When the edit is impossible: no such row, nothing to split, no row below …
    pub fn change(&self, state: &State, assessor: &dyn Assess) -> Result<Change> {
        let mut change = self.plan(&Plan::new(state))?;
        parts::keep_apart(state, &change)?;
        assess::assess(&mut change, state, assessor);
        Ok(change)
    }

    fn plan(&self, plan: &Plan<'_>) -> Result<Change> {
        match self {
            Edit::Merge { row } => plan.merge(*row),
            Edit::Split { row, ar, en } => plan.split(*row, *ar, *en),
            Edit::Cut { row, lang, at } => plan.cut(*row, *lang, *at),
            Edit::Move { row, lang, edge } => plan.shift(*row, *lang, *edge),
            Edit::Unlink { row } => plan.unlink(*row),
            Edit::Link { rows } => plan.link(*rows),
            Edit::Swap { rows } => plan.swap(*rows),
            Edit::Confirm { rows, on, spare } => plan.confirm(rows, *on, *spare),
            Edit::Flag { row, on } => plan.mark(*row, |marks| marks.flagged = *on),
            Edit::Note { row, text } => plan.note(*row, text),
            Edit::Reply { row, text } => plan.reply(*row, text),
            Edit::Texts { texts, cut } => plan.texts(texts, cut.as_ref()),
            Edit::Accept { rows, key, on } => plan.accept(rows, key, *on),
            Edit::AcceptEverywhere { key, on } => Ok(plan.accept_everywhere(key, *on)),
            Edit::Judge { rows } => plan.judge(rows),
            Edit::Realign => Err(Error::new("realignment is not an edit of single rows")),
        }
    }
}

/// The state that an edit applies to; its methods create the changes.
struct Plan<'a> {
    state: &'a State,
}

impl<'a> Plan<'a> {
    fn new(state: &'a State) -> Self {
        Plan { state }
    }

    fn at(&self, id: RowId) -> Result<usize> {
        self.state.position(id).ok_or_else(gone)
    }

    /// The positions of rows, sorted.
    fn all_at(&self, ids: &[RowId]) -> Result<Vec<usize>> {
        let wanted: HashSet<RowId> = ids.iter().copied().collect();
        let rows = self.state.rows.iter().enumerate();
        let found: Vec<usize> = rows.filter(|(_, row)| wanted.contains(&row.id)).map(|(at, _)| at).collect();
        if found.len() == wanted.len() { Ok(found) } else { Err(gone()) }
    }

    /// The change that replaces `count` rows from `at` on by `after`.
    fn rows(&self, at: usize, count: usize, after: Vec<ReviewRow>) -> Change {
        let before = self.state.rows[at..at + count].to_vec();
        Change { steps: vec![Step::Rows { at, before, after }] }
    }
}

fn gone() -> Error {
    Error::new("this row is no longer there")
}

/// What a person typed or pasted, without characters that XML, and so a translation memory, cannot
/// contain: U+0000, other controls except tab and line ends, and noncharacters.
pub(in crate::review) fn typed(text: &str) -> String {
    let is_none = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || u32::from(c) & 0xFFFE == 0xFFFE
            || ('\u{FDD0}'..='\u{FDEF}').contains(&c)
    };
    text.chars().filter(|c| !is_none(*c)).collect()
}

/// A row with new content, which nobody has confirmed.
fn changed(mut row: ReviewRow) -> ReviewRow {
    row.marks.confirmed = false;
    row.edited = true;
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing::{Lengths, random_edit, state, texts};
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_done_is_refused_with_a_reason() {
        let state = state("ا", "a", &[(1, 1)]);
        let id = state.rows[0].id;
        let text = String::from(" \n");
        for (edit, reason) in [
            (Edit::Merge { row: id }, "no row below"),
            (Edit::Merge { row: 77 }, "no longer there"),
            (Edit::Split { row: id, ar: None, en: None }, "cut one first"),
            (Edit::Split { row: id, ar: Some(9), en: Some(0) }, "both rows need something"),
            (Edit::Split { row: id, ar: Some(9), en: None }, "cut one first"),
            (Edit::Cut { row: id, lang: Lang::En, at: 0 }, "nothing to cut"),
            (Edit::Move { row: id, lang: Lang::En, edge: Edge::First }, "no row above"),
            (Edit::Swap { rows: [id, id] }, "two different rows"),
            (
                Edit::Texts { texts: vec![NewText { lang: Lang::En, piece: 0, text }], cut: None },
                "left empty",
            ),
            (Edit::Accept { rows: vec![id], key: "x".to_owned(), on: true }, "no longer there"),
            (Edit::Confirm { rows: vec![id, 77], on: true, spare: false }, "no longer there"),
        ] {
            let error = edit.change(&state, &Lengths).unwrap_err().to_string();
            assert!(error.contains(reason), "{edit:?}: {error}");
        }
    }

    #[test]
    fn edits_read_back_from_the_form_the_page_sends() {
        let edit: Edit = serde_json::from_str(r#"{"do":"move","row":3,"lang":"ar","edge":"last"}"#).unwrap();
        assert_eq!(edit, Edit::Move { row: 3, lang: Lang::Ar, edge: Edge::Last });
        assert!(serde_json::from_str::<Edit>(r#"{"do":"move","row":3}"#).is_err());
        assert!(serde_json::from_str::<Edit>(r#"{"do":"merge","row":3,"path":"/etc/passwd"}"#).is_err());
        let json = serde_json::to_value(Edit::Unlink { row: 1 }).unwrap();
        assert_eq!(json["do"], Edit::Unlink { row: 1 }.name());
    }

    #[test]
    fn what_is_no_character_of_a_text_is_not_taken_over_from_a_clipboard() {
        assert_eq!(typed("a\0b\u{FFFE}\u{1FFFF}\u{FDD0}\u{1}\tج\n\u{200F}"), "ab\tج\n\u{200F}");
        let mut state = state("ا", "a", &[(1, 1)]);
        let text = "one\0\u{FFFF} two".to_owned();
        let edit = Edit::Texts { texts: vec![NewText { lang: Lang::En, piece: 0, text }], cut: None };
        edit.change(&state, &Lengths).unwrap().apply(&mut state).unwrap();
        assert_eq!(texts(&state)[0].1, "one two");
    }

    proptest! {
        #[test]
        fn any_edits_can_be_undone_to_the_start_and_lose_no_text(seeds in proptest::collection::vec(any::<[u16; 4]>(), 1..40)) {
            let start = state("جملة أولى\nثانية\nثالثة هنا\nرابعة", "first one\nsecond\nthird here\nfourth", &[(1, 1), (2, 1), (0, 1), (1, 1)]);
            let solid = |state: &State, lang| {
                let mut all: Vec<char> = texts(state).into_iter().flat_map(|(ar, en)| if lang == Lang::Ar { ar } else { en }.chars().collect::<Vec<_>>()).filter(|c| !c.is_whitespace()).collect();
                all.sort_unstable();
                all
            };
            let mut now = start.clone();
            let mut done = Vec::new();
            for seed in seeds {
                let edit = random_edit(seed, &now);
                let Ok(change) = edit.change(&now, &Lengths) else { continue };
                let before = now.clone();
                change.apply(&mut now).unwrap();
                if !matches!(edit, Edit::Texts { .. }) {
                    prop_assert_eq!(solid(&before, Lang::Ar), solid(&now, Lang::Ar), "{:?}", &edit);
                    prop_assert_eq!(solid(&before, Lang::En), solid(&now, Lang::En), "{:?}", &edit);
                }
                prop_assert!(now.rows.iter().all(|row| !row.is_empty()));
                // The serialized change is equal.
                let json = serde_json::to_string(&change).unwrap();
                let read: Change = serde_json::from_str(&json).unwrap();
                prop_assert_eq!(&read, &change);
                let mut back = now.clone();
                read.inverse().apply(&mut back).unwrap();
                prop_assert_eq!(back, before);
                done.push(change);
            }
            let end = now.clone();
            for change in done.iter().rev() {
                change.inverse().apply(&mut now).unwrap();
            }
            prop_assert_eq!(&now, &start);
            for change in &done {
                change.apply(&mut now).unwrap();
            }
            prop_assert_eq!(now, end);
        }
    }
}
