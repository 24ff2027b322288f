//! Another copy of the project, sent by the page or named on the command line, and what becomes of it.

use super::{
    Open, Shared,
    answer::{Asker, Denied, Sent, body, change, refusal, with_open},
    start::plain,
};
use crate::{
    Error, Result,
    review::merging::{self, Choice, Comparison, Copy},
};
use axum::{Json, body::Bytes, extract::Query, http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, fs, sync::Arc};

/// The comparison with the copy that waits to be merged.
#[derive(Serialize)]
pub(super) struct WaitingView {
    name: String,
    #[serde(flatten)]
    comparison: Comparison,
    /// Pairs of a file that belong to no row.
    lost: usize,
}

impl WaitingView {
    fn of(open: &Open) -> Option<Self> {
        let copy = open.waiting.as_ref()?;
        let comparison = merging::compare(open.project.state(), copy);
        Some(WaitingView { name: copy.name.clone(), comparison, lost: copy.lost.len() })
    }
}

/// The copy that waits, compared with the project as it is now; `null` if there is none.
pub(super) async fn waiting(asker: Asker) -> Result<Json<Option<WaitingView>>, Denied> {
    with_open(asker, |open| WaitingView::of(open)).await.map(Json)
}

#[derive(Deserialize)]
pub(super) struct Named {
    name: String,
    size: usize,
}

/// Receives a copy and compares it.
pub(super) async fn file(
    asker: Asker,
    Query(Named { name, size }): Query<Named>,
    bytes: Bytes,
) -> Result<Json<Option<WaitingView>>, Denied> {
    if bytes.len() != size {
        return Err(refusal(StatusCode::BAD_REQUEST, "the file did not arrive whole; send it again"));
    }
    let shelf = Arc::clone(&asker.shared);
    let taken = with_open(asker, move |open| {
        open.waiting = Some(read(&shelf, open, &name, &bytes)?);
        Ok(WaitingView::of(open))
    });
    taken
        .await?
        .map(Json)
        .map_err(|error: Error| refusal(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string()))
}

/// A file from a page as a copy of the open project.
fn read(shared: &Shared, open: &Open, name: &str, bytes: &[u8]) -> Result<Copy> {
    let inside = plain(name).and_then(|path| path.file_name().map(ToOwned::to_owned));
    let inside = inside.ok_or_else(|| Error::new("not a name of a file").at(name))?;
    let folder = tempfile::tempdir().map_err(|error| Error::new(error.to_string()))?;
    let path = folder.path().join(inside);
    fs::write(&path, bytes).map_err(|error| Error::io(&path, &error))?;
    let copy = match shared.shelf.as_deref() {
        Some(shelf) => shelf.copy(&open.project, &path),
        None => merging::of_file((open.project.state(), open.project.journal()), &path),
    };
    // The folder is of no use to people.
    let own = format!("{}/", folder.path().display());
    copy.map_err(|error| Error::new(error.to_string().replace(&own, "")))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    revision: i64,
    /// The conflicts, counted from 0, in which the other copy is taken.
    theirs: HashSet<usize>,
    #[serde(default)]
    page: String,
}

/// Merges the copy that waits.
pub(super) async fn merge(asker: Asker, sent: Sent<Chosen>) -> Result<Response, Denied> {
    let Chosen { revision, theirs, page } = body(sent)?;
    change(asker, page, "merge", move |open| {
        let none = || refusal(StatusCode::NOT_FOUND, "there is no copy to merge");
        let copy = open.waiting.as_ref().ok_or_else(none)?;
        let done = open.project.merge(revision, copy, &Choice::Some(theirs))?;
        open.waiting = None;
        Ok(done)
    })
    .await
}

/// Forgets the copy that waits.
pub(super) async fn forget(asker: Asker) -> Result<Json<serde_json::Value>, Denied> {
    with_open(asker, |open| open.waiting = None).await?;
    Ok(Json(serde_json::json!({})))
}
