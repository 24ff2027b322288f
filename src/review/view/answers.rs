//! What a page is answered, whoever answers: the server on this machine, or WebAssembly in the page itself.

use super::{Filter, List, Progress, RowView, list, progress, row};
use crate::{
    Result,
    check::Code,
    review::{Desk, Done, Edit, State, journal::Journal, state::RowId},
    text::Lang,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// How many rows one request may ask for.
pub const MOST_ROWS: usize = 500;

/// How many entries of the journal are listed; undo reaches further.
const MOST_ENTRIES: u32 = 1000;

/// What a page needs to begin.
#[derive(Debug, Serialize)]
pub struct ProjectView {
    /// What no other project is called.
    id: String,
    name: String,
    ar: String,
    en: String,
    source: &'static str,
    /// What every kind of finding is called, in English and in Arabic.
    codes: BTreeMap<&'static str, [&'static str; 2]>,
    /// The row that was changed last.
    last: Option<RowId>,
    version: &'static str,
    #[serde(flatten)]
    standing: Standing,
}

/// How far a review is.
#[derive(Debug, Serialize)]
struct Standing {
    revision: i64,
    /// Names of the edits that undo and redo would meet.
    undo: Option<String>,
    redo: Option<String>,
    progress: Progress,
}

impl Standing {
    fn of<J: Journal>(desk: &Desk<J>) -> Self {
        let (undo, redo) = desk.neighbours();
        Standing { revision: desk.head().revision, undo, redo, progress: progress(desk.state()) }
    }
}

impl ProjectView {
    /// What a page needs to begin with a review that is called `name`.
    pub fn new<J: Journal>(name: &str, desk: &Desk<J>) -> Self {
        let state = desk.state();
        ProjectView {
            id: desk.journal().id().to_owned(),
            name: name.to_owned(),
            ar: state.ar.document.name.clone(),
            en: state.en.document.name.clone(),
            source: state.source.code(),
            codes: Code::ALL
                .iter()
                .map(|code| (code.as_str(), [code.title(Lang::En), code.title(Lang::Ar)]))
                .collect(),
            last: desk.last_place(),
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
    pub fn new<J: Journal>(desk: &Desk<J>, filter: &Filter) -> Self {
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
    /// The rows with some numbers, in the order of the texts.
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
    /// What is to be done.
    pub edit: Edit,
}

/// A request for undo or redo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepRequest {
    /// The revision that the page has seen.
    pub revision: i64,
}

/// A request to go to another moment of the journal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TravelRequest {
    /// The revision that the page has seen.
    pub revision: i64,
    /// How many changes are to be done then.
    pub to: i64,
}

/// What was done, how far the review now is, and the rows that look different, as far as they are few.
#[derive(Debug, Serialize)]
pub struct DoneView {
    #[serde(flatten)]
    done: Done,
    standing: Standing,
    rows: Vec<RowView>,
}

impl DoneView {
    /// What a page is told about a change.
    pub fn new<J: Journal>(desk: &Desk<J>, done: Done) -> Self {
        let inserted = done.splices.iter().flat_map(|splice| &splice.inserted);
        let touched: HashSet<RowId> = done.changed.iter().chain(inserted).copied().collect();
        DoneView { rows: rows(desk, &touched), standing: Standing::of(desk), done }
    }
}

/// The texts of pieces as they are now, `None` where there is none of that number; `ids` are `ar:12` and the like, with
/// commas between.
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
pub struct Entry {
    seq: i64,
    at: String,
    name: String,
    undone: bool,
}

/// The journal, newest first.
///
/// # Errors
/// When it cannot be read.
pub fn history<J: Journal>(desk: &Desk<J>) -> Result<Vec<Entry>> {
    let done = desk.head().done;
    let entry = |(seq, at, name)| Entry { seq, at, name, undone: seq > done };
    Ok(desk.journal().history(MOST_ENTRIES)?.into_iter().map(entry).collect())
}
