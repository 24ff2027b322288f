//! A review in memory that answers the requests of the review page.

use crate::{options, words};
use jiff::Timestamp;
use mizan::{
    align,
    bitext::{Bitext, Format, Pair, PairOptions, read_pairs},
    document,
    review::{
        Project, Refusal, State, export, import,
        leave::ExportKind,
        store,
        view::{
            self, DoneView, EditRequest, ListView, MOST_ROWS, ProjectView, RowFilter, RowsView, StepRequest,
            TravelRequest,
        },
    },
    text::Lang,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, path::Path};
use wasm_bindgen::prelude::*;

/// A review and its journal: a project in memory.
#[wasm_bindgen]
pub struct Review {
    name: String,
    desk: Project,
}

/// An answer to the page: JSON, or an HTTP status with a message.
type Answer = Result<String, (u16, String)>;

fn answer(value: &impl Serialize) -> Answer {
    serde_json::to_string(value).map_err(|error| (500, error.to_string()))
}

fn read<'a, T: serde::Deserialize<'a>>(body: &'a str) -> Result<T, (u16, String)> {
    serde_json::from_str(body).map_err(|error| (400, format!("not a request of the page: {error}")))
}

fn refused(refusal: Refusal) -> (u16, String) {
    match refusal {
        Refusal::Stale => (409, "the rows have changed since this page saw them".to_owned()),
        Refusal::Impossible(error) => (422, error.to_string()),
        Refusal::Disk(error) => (507, error.to_string()),
    }
}

#[wasm_bindgen]
impl Review {
    /// Aligns the bytes of two files, given in either order, and starts a review.
    #[wasm_bindgen(js_name = ofFiles)]
    pub fn of_files(
        first_name: &str,
        first: &[u8],
        second_name: &str,
        second: &[u8],
        options: &str,
    ) -> Result<Review, String> {
        let options = self::options(options)?;
        let made = Bitext::of_files((first_name, first), (second_name, second), &options);
        let made = made.map_err(|error| words(&error))?;
        let name = stem(&made.documents.ar.name);
        Review::new(&name, &import::state(made)).map_err(|error| words(&error))
    }

    /// Starts a review of a file of pairs or an alignment in JSON, or continues that of a project file.
    #[wasm_bindgen(js_name = ofPairs)]
    pub fn of_pairs(name: &str, bytes: &[u8]) -> Result<Review, String> {
        Self::read(name, bytes).map_err(|error| words(&error))
    }

    /// True when a file seems to contain pairs or a project rather than a text.
    #[wasm_bindgen(js_name = holdsPairs)]
    pub fn holds_pairs(name: &str, bytes: &[u8]) -> bool {
        if bytes.starts_with(store::MAGIC) {
            return true;
        }
        let head = &bytes[..bytes.len().min(4096)];
        Format::detect(Path::new(name), head).is_some_and(Format::can_be_read)
    }

    /// Answers a request of the page, given by its path, its query as a JSON object of strings, and
    /// its body. The answer is JSON with `status` and `body`.
    pub fn answer(&mut self, path: &str, query: &str, body: &str) -> String {
        let (status, body) = match self.answered(path, query, body) {
            Ok(body) => (200, body),
            Err((status, why)) => (status, serde_json::json!({ "error": why }).to_string()),
        };
        format!("{{\"status\":{status},\"body\":{body}}}")
    }

    /// An exported file, requested as by the page.
    pub fn file(&self, query: &str) -> Result<Vec<u8>, String> {
        let (kind, choice) = wanted(query).map_err(|(_, why)| why)?;
        kind.bytes(self.desk.state(), &choice, &self.name, Timestamp::now()).map_err(|error| words(&error))
    }

    /// The project file, in the format that `mizan review` opens.
    pub fn project(&self) -> Result<Vec<u8>, String> {
        self.desk.bytes().map_err(|error| words(&error))
    }

    /// The unique id of the review.
    pub fn id(&self) -> String {
        self.desk.journal().id().to_owned()
    }

    /// The name of the review.
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// The name of the exported file.
    #[wasm_bindgen(js_name = fileName)]
    pub fn file_name(&self, query: &str) -> Result<String, String> {
        let (kind, _) = wanted(query).map_err(|(_, why)| why)?;
        Ok(format!("{}.{}", self.name, kind.extension()))
    }
}

/// A name without folder and extensions.
fn stem(name: &str) -> String {
    let last = Path::new(name).file_name().map(|last| last.to_string_lossy().into_owned());
    let last = last.unwrap_or_default();
    last.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("mizan").to_owned()
}

/// The kind of export, and the selection of rows.
fn wanted(query: &str) -> Result<(ExportKind, export::Choice), (u16, String)> {
    let query: HashMap<String, String> = read(query)?;
    let format = query.get("format").map_or("", String::as_str);
    let kind = ExportKind::named(format).ok_or_else(|| (400, "no such format".to_owned()))?;
    let choice = query.get("choice").map_or_else(|| Ok(export::Choice::default()), |json| read(json))?;
    Ok((kind, choice))
}

impl Review {
    fn new(name: &str, state: &State) -> mizan::Result<Self> {
        Ok(Review { name: name.to_owned(), desk: Project::in_memory(state)? })
    }

    fn read(name: &str, bytes: &[u8]) -> mizan::Result<Review> {
        if bytes.starts_with(store::MAGIC) {
            let desk = Project::of_bytes(bytes).map_err(|error| error.at(name))?;
            return Ok(Review { name: stem(name), desk });
        }
        if let Some(refusal) = document::refusal(bytes, name) {
            return Err(refusal.at(name));
        }
        let head = &bytes[..bytes.len().min(4096)];
        let format = Format::detect(Path::new(name), head).unwrap_or(Format::Tsv);
        if format == Format::Json {
            return Review::new(&stem(name), &import::state(Bitext::from_json(name, bytes)?));
        }
        let mut rows = read_pairs(name, format, Box::new(bytes), &PairOptions::default())?;
        let pairs: Vec<Pair> = rows.by_ref().collect::<mizan::Result<_>>()?;
        let header = rows.header().clone();
        let state = import::state_of_pairs(name, &header, &pairs, &align::Options::default())?;
        Review::new(&stem(name), &state)
    }

    fn answered(&mut self, path: &str, query: &str, body: &str) -> Answer {
        let desk = &mut self.desk;
        let done = match path {
            "/api/edit" => {
                let asked: EditRequest = read(body)?;
                desk.edit(asked.revision, &asked.edit)
            }
            "/api/undo" => desk.undo(read::<StepRequest>(body)?.revision),
            "/api/redo" => desk.redo(read::<StepRequest>(body)?.revision),
            "/api/travel" => {
                let asked: TravelRequest = read(body)?;
                desk.travel(asked.revision, asked.to)
            }
            "/api/draft" => {
                let Kept { key, text } = read(body)?;
                desk.keep_draft(&key, text.as_deref()).map_err(stored)?;
                return Ok("{}".to_owned());
            }
            _ => return self.shown(path, query),
        };
        let done = done.map_err(refused)?;
        answer(&DoneView::new(desk, done))
    }

    /// Answers requests that change nothing.
    fn shown(&self, path: &str, query: &str) -> Answer {
        let (desk, state) = (&self.desk, self.desk.state());
        match path {
            "/api/project" => answer(&ProjectView::new(&self.name, desk)),
            "/api/list" => {
                let Query { filter } = read(query)?;
                let filter = filter.map_or_else(|| Ok(RowFilter::default()), |json| read(&json))?;
                answer(&ListView::new(desk, &filter))
            }
            "/api/rows" => {
                let Ids { ids } = read(query)?;
                let ids = ids.split(',').take(MOST_ROWS).map(str::parse).collect::<Result<_, _>>();
                let ids = ids.map_err(|_| (400, "ids are numbers with commas between".to_owned()))?;
                answer(&RowsView::new(desk, &ids))
            }
            "/api/pieces" => answer(&view::pieces(state, &read::<Ids>(query)?.ids)),
            "/api/repair" => {
                let Broken { row, key, side } = read(query)?;
                let row = row.parse().map_err(|_| (400, "a row is a number".to_owned()))?;
                answer(&view::repair(state, row, &key, side.unwrap_or(state.source.other())))
            }
            "/api/drafts" => answer(&view::drafts(desk).map_err(stored)?),
            "/api/history" => answer(&view::history(desk).map_err(stored)?),
            "/api/export/formats" => answer(&ExportKind::all().map(ExportKind::name).collect::<Vec<_>>()),
            "/api/export/count" => {
                let (kind, choice) = wanted(query)?;
                let (wrong, omitted) = kind.remarks(state, &choice);
                let count = kind.count(state, &choice);
                answer(&serde_json::json!({ "count": count, "wrong": wrong, "omitted": omitted }))
            }
            _ => Err((404, "there is nothing here".to_owned())),
        }
    }
}

#[derive(Deserialize)]
struct Query {
    filter: Option<String>,
}

#[derive(Deserialize)]
struct Ids {
    ids: String,
}

#[derive(Deserialize)]
struct Broken {
    row: String,
    key: String,
    side: Option<Lang>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    key: String,
    text: Option<String>,
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err passes")]
fn stored(error: mizan::Error) -> (u16, String) {
    (507, error.to_string())
}
