//! The answers to a page, whether from the server on this machine or from WebAssembly in the page itself.

use super::{List, ReviewProgress, RowFilter, RowView, list, progress, row};
use crate::{
    Result,
    check::Code,
    review::{
        Change, Desk, Done, Edit,
        change::Step,
        journal::Journal,
        state::{Piece, RowId, State},
    },
    text::{Lang, Sides},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Most rows per request.
pub const MOST_ROWS: usize = 500;

/// Most entries of the journal that are listed; undo reaches further.
const MOST_ENTRIES: u32 = 1000;
/// Most entries of the journal that are listed with their content.
const MOST_SENT: usize = 200;
/// Most rows of an entry whose places are listed.
const MOST_NAMED: usize = 5;

/// The data that a page needs to start.
#[derive(Debug, Serialize)]
pub struct ProjectView {
    /// The unique id of the project.
    id: String,
    name: String,
    #[serde(flatten)]
    names: Sides<String>,
    source: &'static str,
    /// The names of every kind of finding in English and Arabic.
    codes: BTreeMap<&'static str, [&'static str; 2]>,
    /// The row that was changed last.
    last: Option<RowId>,
    /// The name of the person at the page; empty if unknown.
    who: String,
    version: &'static str,
    #[serde(flatten)]
    standing: Standing,
}

/// The progress of a review.
#[derive(Debug, Serialize)]
struct Standing {
    revision: i64,
    /// The names of the edits that undo and redo would apply.
    undo: Option<String>,
    redo: Option<String>,
    progress: ReviewProgress,
}

impl Standing {
    fn of<J: Journal>(desk: &Desk<J>) -> Self {
        let (undo, redo) = desk.neighbours();
        Standing { revision: desk.head().revision, undo, redo, progress: progress(desk.state()) }
    }
}

impl ProjectView {
    /// The data that a page needs to start with a review of the given name.
    pub fn new<J: Journal>(name: &str, desk: &Desk<J>) -> Self {
        let state = desk.state();
        ProjectView {
            id: desk.journal().id().to_owned(),
            name: name.to_owned(),
            names: state.sides.as_ref().map(|side| side.document.name.clone()),
            source: state.source.code(),
            codes: Code::ALL
                .iter()
                .map(|code| (code.as_str(), [code.title(Lang::En), code.title(Lang::Ar)]))
                .collect(),
            last: desk.last_place(),
            who: desk.journal().author().to_owned(),
            version: env!("CARGO_PKG_VERSION"),
            standing: Standing::of(desk),
        }
    }
}

/// The rows that pass a filter.
#[derive(Debug, Serialize)]
pub struct ListView {
    revision: i64,
    #[serde(flatten)]
    list: List,
}

impl ListView {
    /// The rows that pass a filter.
    pub fn new<J: Journal>(desk: &Desk<J>, filter: &RowFilter) -> Self {
        ListView { revision: desk.head().revision, list: list(desk.state(), filter) }
    }
}

/// Some rows.
#[derive(Debug, Serialize)]
pub struct RowsView {
    revision: i64,
    rows: Vec<RowView>,
}

impl RowsView {
    /// The rows with the given numbers, in the order of the texts.
    pub fn new<J: Journal>(desk: &Desk<J>, ids: &HashSet<RowId>) -> Self {
        RowsView { revision: desk.head().revision, rows: rows(desk, ids) }
    }
}

fn rows<J: Journal>(desk: &Desk<J>, ids: &HashSet<RowId>) -> Vec<RowView> {
    let state = desk.state();
    let at = state.rows.iter().enumerate().filter(|(_, row)| ids.contains(&row.id)).map(|(at, _)| at);
    at.take(MOST_ROWS).filter_map(|at| row(state, at)).collect()
}

/// A request to change something, from a page that has seen `revision`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditRequest {
    /// The revision that the page has seen.
    pub revision: i64,
    /// The requested edit.
    pub edit: Edit,
    /// The name that the page has given itself.
    #[serde(default)]
    pub page: String,
}

/// A request for undo or redo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepRequest {
    /// The revision that the page has seen.
    pub revision: i64,
    /// The name that the page has given itself.
    #[serde(default)]
    pub page: String,
}

/// A request to go to another position in the journal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TravelRequest {
    /// The revision that the page has seen.
    pub revision: i64,
    /// Number of changes that are then applied.
    pub to: i64,
    /// The name that the page has given itself.
    #[serde(default)]
    pub page: String,
}

/// The effect of a change, the progress after it, and the changed rows if they are few.
#[derive(Debug, Serialize)]
pub struct DoneView {
    #[serde(flatten)]
    done: Done,
    standing: Standing,
    rows: Vec<RowView>,
}

impl DoneView {
    /// The answer to a change.
    pub fn new<J: Journal>(desk: &Desk<J>, done: Done) -> Self {
        let inserted = done.splices.iter().flat_map(|splice| &splice.inserted);
        let touched: HashSet<RowId> = done.changed.iter().chain(inserted).copied().collect();
        DoneView { rows: rows(desk, &touched), standing: Standing::of(desk), done }
    }
}

/// The current texts of pieces, `None` for numbers that do not exist; `ids` are like `ar:12`,
/// separated by commas.
pub fn pieces(state: &State, ids: &str) -> Vec<Option<String>> {
    let text = |key: &str| {
        let (lang, id) = key.split_once(':')?;
        let (side, id) = (state.side(lang.parse::<Lang>().ok()?), id.parse().ok()?);
        side.pieces.contains_key(&id).then(|| side.text(id))
    };
    ids.split(',').take(MOST_ROWS).map(text).collect()
}

/// An entry of the journal.
#[derive(Debug, Serialize)]
pub struct JournalEntryView {
    seq: i64,
    at: String,
    name: String,
    /// The author; empty if unknown.
    who: String,
    undone: bool,
    /// The places of its rows that still exist, counted from 1.
    rows: Vec<usize>,
    /// The old and new value of a text or a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

/// The rows of a change, and the first text or note that it changes: before and after.
fn about(state: &State, change: &Change) -> (Vec<RowId>, Option<(String, String)>) {
    let mut rows = Vec::new();
    let mut texts = None;
    for step in &change.steps {
        match step {
            Step::Rows { before, after, .. } => rows.extend(after.iter().chain(before).map(|row| row.id)),
            Step::Marks { row, before, after, .. } => {
                rows.push(*row);
                if before.note != after.note {
                    texts = texts.or_else(|| Some((before.note.clone(), after.note.clone())));
                } else if let Some(reply) = after.replies.get(before.replies.len()) {
                    texts = texts.or_else(|| Some((before.note.clone(), reply.text.clone())));
                }
            }
            Step::Confirmed { at, .. } => {
                rows.extend(
                    at.iter().filter_map(|at| state.rows.get(*at)).take(MOST_NAMED).map(|row| row.id),
                );
            }
            Step::Piece { lang, before: Some(before), after: Some(after), .. } => {
                let side = state.side(*lang);
                let read = |piece: &Piece| piece.corrected.clone().unwrap_or_else(|| side.original(piece));
                texts = texts.or_else(|| Some((read(before), read(after))));
            }
            Step::Piece { .. } | Step::Crossings { .. } | Step::Accepted { .. } => {}
        }
    }
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert(*row));
    (rows, texts)
}

/// The entries of the journal, newest first.
///
/// # Errors
/// When it cannot be read.
pub fn history<J: Journal>(desk: &Desk<J>) -> Result<Vec<JournalEntryView>> {
    let done = desk.head().done;
    let state = desk.state();
    let places: HashMap<RowId, usize> =
        state.rows.iter().enumerate().map(|(at, row)| (row.id, at + 1)).collect();
    let entry = |(n, (seq, at, name)): (usize, (i64, String, String))| {
        // The content of a realignment is too long for people, and old entries are not needed.
        let sent = n < MOST_SENT && name != "realign";
        let change = if sent { desk.journal().change(seq)?.map(|(_, change)| change) } else { None };
        let (rows, texts) = change.map_or_else(Default::default, |change| about(state, &change));
        let rows = rows.iter().filter_map(|id| places.get(id)).copied().take(MOST_NAMED).collect();
        let (before, after) = texts.unzip();
        let who = desk.journal().who(seq)?;
        Ok(JournalEntryView { seq, at, name, who, undone: seq > done, rows, before, after })
    };
    desk.journal().history(MOST_ENTRIES)?.into_iter().enumerate().map(entry).collect()
}
