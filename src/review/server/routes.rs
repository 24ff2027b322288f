//! The routes of the server.

use super::{
    Shared,
    answer::{Denied, Sent, body, refusal, with, with_open},
    assets,
    guard::Verdict,
    leave,
    limits::{COPIES, FILES, LARGEST},
    lookup, merge,
    peer::Peer,
    start,
    whole::whole,
};
use crate::{
    review::{
        Done, Project, Refusal,
        view::{
            self, DoneView, EditRequest, Entry, Filter, ListView, MOST_ROWS, ProjectView, RowsView,
            StepRequest, TravelRequest,
        },
    },
    text::Lang,
};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Query, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, sync::Arc, time::Duration};

/// Time limit for a request; realigning a very long text takes longest.
const LONGEST: Duration = Duration::from_secs(600);
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn router(shared: Arc<Shared>) -> Router {
    let mut router = Router::new()
        .route("/", get(async || ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], assets::INDEX)))
        .route("/api/project", get(project))
        .route("/api/list", get(list))
        .route("/api/rows", get(rows))
        .route("/api/edit", post(edit))
        .route("/api/undo", post(undo))
        .route("/api/redo", post(redo))
        .route("/api/travel", post(travel))
        .route("/api/history", get(history))
        .route("/api/pieces", get(pieces))
        .route("/api/repair", get(repair))
        .route("/api/drafts", get(drafts))
        .route("/api/draft", post(draft))
        .route("/api/export", get(leave::exported))
        .route("/api/export/count", get(leave::count))
        .route("/api/export/formats", get(async || Json(leave::formats())))
        .route("/api/concordance", get(lookup::uses))
        .route("/api/replace", post(lookup::replace))
        .route("/api/remarks", get(lookup::remarks))
        .route("/api/merge", get(merge::waiting).post(merge::merge))
        .route(COPIES, post(merge::file).layer(DefaultBodyLimit::max(start::LARGEST_FILE)))
        .route("/api/merge/forget", post(merge::forget))
        .route("/api/start", get(start::start))
        .route(FILES, post(start::file).layer(DefaultBodyLimit::max(start::LARGEST_FILE)))
        .route("/api/start/clear", post(start::clear))
        .route("/api/start/make", post(start::make))
        .route("/api/start/open", post(start::open))
        .route("/api/work", get(start::work))
        .route("/api/stop", post(start::stop))
        .route("/api/close", post(start::close));
    for asset in assets::ALL {
        router = router.route(asset.path, get(async || ([(header::CONTENT_TYPE, asset.kind)], asset.body)));
    }
    router
        .fallback(async || refusal(StatusCode::NOT_FOUND, "there is nothing here"))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guarded))
        .with_state(shared)
}

/// Authorizes a request, limits its time, and adds the headers that restrict the browser.
async fn guarded(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let mut response = match shared.guard.judge(request.method(), request.uri(), request.headers()) {
        Verdict::Pass => {
            if let Some(peer) = request.extensions().get::<Peer>() {
                peer.recognize();
            }
            let answered = async {
                let request = whole(request).await?;
                tokio::time::timeout(LONGEST, next.run(request))
                    .await
                    .map_err(|_| refusal(StatusCode::SERVICE_UNAVAILABLE, "this took too long"))
            };
            answered.await.unwrap_or_else(IntoResponse::into_response)
        }
        Verdict::Welcome { cookie } => {
            let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response();
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            response
        }
        Verdict::Refuse(status, reason) => refusal(status, reason).into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// The data that a page needs to start, and whether other projects can be opened from it.
#[derive(Serialize)]
struct Opened {
    #[serde(flatten)]
    project: ProjectView,
    shelf: bool,
    /// Whether another copy waits to be merged.
    waiting: bool,
}

async fn project(State(shared): State<Arc<Shared>>) -> Result<Json<Opened>, Denied> {
    let shelf = shared.shelf.is_some();
    let opened = with_open(shared, move |open| Opened {
        project: ProjectView::new(&open.name, &open.project),
        shelf,
        waiting: open.waiting.is_some(),
    });
    opened.await.map(Json)
}

/// A filter as sent by the page: JSON in one parameter, so that numbers and strings keep their types.
#[derive(Deserialize)]
struct Asked {
    filter: Option<String>,
}

async fn list(
    State(shared): State<Arc<Shared>>,
    Query(asked): Query<Asked>,
) -> Result<Json<ListView>, Denied> {
    let filter: Filter = match asked.filter {
        Some(json) => serde_json::from_str(&json)
            .map_err(|error| refusal(StatusCode::BAD_REQUEST, &format!("not a filter: {error}")))?,
        None => Filter::default(),
    };
    let made = with(shared, move |project| ListView::new(project, &filter));
    made.await.map(Json)
}

#[derive(Deserialize)]
struct Wanted {
    ids: String,
}

async fn rows(
    State(shared): State<Arc<Shared>>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<RowsView>, Denied> {
    let ids: HashSet<u32> =
        wanted
            .ids
            .split(',')
            .take(MOST_ROWS)
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| refusal(StatusCode::BAD_REQUEST, "ids are numbers with commas between"))?;
    let made = with(shared, move |project| RowsView::new(project, &ids));
    made.await.map(Json)
}

async fn change(
    shared: Arc<Shared>,
    work: impl FnOnce(&mut Project) -> Result<Done, Refusal> + Send + 'static,
) -> Result<Json<DoneView>, Denied> {
    let made = with(shared, |project| work(project).map(|done| DoneView::new(project, done)));
    made.await?.map(Json).map_err(Denied::from)
}

async fn edit(State(shared): State<Arc<Shared>>, sent: Sent<EditRequest>) -> Result<Json<DoneView>, Denied> {
    let request = body(sent)?;
    change(shared, move |project| project.edit(request.revision, &request.edit)).await
}

async fn undo(State(shared): State<Arc<Shared>>, sent: Sent<StepRequest>) -> Result<Json<DoneView>, Denied> {
    let StepRequest { revision } = body(sent)?;
    change(shared, move |project| project.undo(revision)).await
}

async fn redo(State(shared): State<Arc<Shared>>, sent: Sent<StepRequest>) -> Result<Json<DoneView>, Denied> {
    let StepRequest { revision } = body(sent)?;
    change(shared, move |project| project.redo(revision)).await
}

async fn travel(
    State(shared): State<Arc<Shared>>,
    sent: Sent<TravelRequest>,
) -> Result<Json<DoneView>, Denied> {
    let TravelRequest { revision, to } = body(sent)?;
    change(shared, move |project| project.travel(revision, to)).await
}

#[derive(Deserialize)]
struct Broken {
    row: u32,
    key: String,
    /// The side to correct; the translation if not given.
    side: Option<Lang>,
}

/// The replacement for a wrong figure, or `null`.
async fn repair(
    State(shared): State<Arc<Shared>>,
    Query(Broken { row, key, side }): Query<Broken>,
) -> Result<Json<Option<view::RepairView>>, Denied> {
    let made = with(shared, move |project| {
        let state = project.state();
        view::repair(state, row, &key, side.unwrap_or(state.source.other()))
    });
    made.await.map(Json)
}

/// The current texts of pieces, `null` for numbers that do not exist.
async fn pieces(
    State(shared): State<Arc<Shared>>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Option<String>>>, Denied> {
    with(shared, move |project| view::pieces(project.state(), &wanted.ids)).await.map(Json)
}

async fn drafts(State(shared): State<Arc<Shared>>) -> Result<Json<Vec<view::DraftView>>, Denied> {
    let made = with(shared, |project| view::drafts(project));
    made.await?.map(Json).map_err(|error| Denied::from(Refusal::Disk(error)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    key: String,
    text: Option<String>,
}

async fn draft(
    State(shared): State<Arc<Shared>>,
    sent: Sent<Kept>,
) -> Result<Json<serde_json::Value>, Denied> {
    let Kept { key, text } = body(sent)?;
    let made = with(shared, move |project| project.keep_draft(&key, text.as_deref()));
    made.await?.map_err(|error| Denied::from(Refusal::Disk(error)))?;
    Ok(Json(serde_json::json!({})))
}

async fn history(State(shared): State<Arc<Shared>>) -> Result<Json<Vec<Entry>>, Denied> {
    let made = with(shared, |project| view::history(project));
    made.await?.map(Json).map_err(|error| Denied::from(Refusal::Disk(error)))
}
