//! The routes of the server.

use super::{
    Shared,
    answer::{Asker, Denied, Sent, body, change, refusal, with, with_open},
    assets,
    guard::{Door, Verdict},
    guests::{Role, Visitor},
    leave,
    limits::{COPIES, FILES, LARGEST},
    lookup, merge,
    peer::Peer,
    people, start,
    whole::whole,
};
use crate::{
    review::{
        Project, Refusal,
        view::{
            self, EditRequest, JournalEntryView, ListView, MOST_ROWS, ProjectView, RowFilter, RowsView,
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

/// Leads an invited person to the page.
const WELCOME: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Mizan</title>\
    <meta http-equiv=\"refresh\" content=\"0; url=/\"><a href=\"/\">Mizan</a>";

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
        .route("/api/events", get(people::events))
        .route("/api/here", post(people::here))
        .route("/api/people", get(people::people).post(people::invite))
        .route("/api/people/dismiss", post(people::dismiss))
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

/// The decision on a request, by the way that it came.
fn judged(shared: &Shared, request: &Request, is_shared: bool) -> Verdict {
    let judge = |door: Door<'_>| door.judge(request.method(), request.uri(), request.headers());
    match &shared.sharing {
        Some(sharing) if is_shared => judge(Door::Shared(sharing, &shared.guests())),
        _ => judge(Door::Own(&shared.guard, shared.owner())),
    }
}

/// Authorizes a request, limits its time, and adds the headers that restrict the browser.
async fn guarded(State(shared): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().cloned().unwrap_or_default();
    let verdict = judged(&shared, &request, peer.shared);
    let mut response = match verdict {
        Verdict::Pass(visitor) => {
            peer.recognize();
            request.extensions_mut().insert(visitor);
            let answered = async {
                let request = whole(request).await?;
                tokio::time::timeout(LONGEST, next.run(request))
                    .await
                    .map_err(|_| refusal(StatusCode::SERVICE_UNAVAILABLE, "this took too long"))
            };
            answered.await.unwrap_or_else(IntoResponse::into_response)
        }
        Verdict::Welcome { cookie } => {
            // A link from a message of another site leads to a page of ours first, because the
            // browser would not send the cookie with a redirection that began elsewhere.
            let mut response = if peer.shared {
                ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], WELCOME).into_response()
            } else {
                (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response()
            };
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
    /// What the person at the page may do.
    role: Role,
    /// Whether the project is shared.
    sharing: bool,
}

async fn project(asker: Asker) -> Result<Json<Opened>, Denied> {
    let (shared, Visitor { name, role, .. }) = (Arc::clone(&asker.shared), asker.visitor.clone());
    let is_owner = role == Role::Owner;
    let (shelf, sharing) = (shared.shelf.is_some() && is_owner, shared.sharing.is_some());
    let opened = with_open(asker, move |open| {
        open.project.sign(&name);
        let project = ProjectView::new(&open.name, &open.project);
        Opened { project, shelf, waiting: is_owner && open.waiting.is_some(), role, sharing }
    });
    opened.await.map(Json)
}

/// A filter as sent by the page: JSON in one parameter, so that numbers and strings keep their types.
#[derive(Deserialize)]
struct Asked {
    filter: Option<String>,
}

async fn list(asker: Asker, Query(asked): Query<Asked>) -> Result<Json<ListView>, Denied> {
    let filter: RowFilter = match asked.filter {
        Some(json) => serde_json::from_str(&json)
            .map_err(|error| refusal(StatusCode::BAD_REQUEST, &format!("not a filter: {error}")))?,
        None => RowFilter::default(),
    };
    let made = with(asker, move |project| ListView::new(project, &filter));
    made.await.map(Json)
}

#[derive(Deserialize)]
struct Wanted {
    ids: String,
}

async fn rows(asker: Asker, Query(wanted): Query<Wanted>) -> Result<Json<RowsView>, Denied> {
    let ids: HashSet<u32> =
        wanted
            .ids
            .split(',')
            .take(MOST_ROWS)
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| refusal(StatusCode::BAD_REQUEST, "ids are numbers with commas between"))?;
    let made = with(asker, move |project| RowsView::new(project, &ids));
    made.await.map(Json)
}

async fn edit(asker: Asker, sent: Sent<EditRequest>) -> Result<Response, Denied> {
    let EditRequest { revision, edit, page } = body(sent)?;
    let visitor = asker.visitor.clone();
    change(asker, page, "edit", move |open| {
        match visitor.role.refuses_edit(&edit, &visitor.name, open.project.state()) {
            Some(why) => Err(refusal(StatusCode::FORBIDDEN, why)),
            None => Ok(open.project.edit(revision, &edit)?),
        }
    })
    .await
}

/// The revision for undo or redo of a change, which may be outdated if the change is the person's
/// own. Only the owner may undo what somebody else did.
fn step_from(project: &Project, visitor: &Visitor, seq: i64, revision: i64) -> Result<i64, Denied> {
    let who = project.journal().who(seq).map_err(Refusal::Disk)?;
    if visitor.role == Role::Owner {
        return Ok(revision);
    }
    if seq < 1 || seq > project.head().all {
        return Ok(project.head().revision);
    }
    if who == visitor.name {
        let change = project.journal().change(seq).map_err(Refusal::Disk)?;
        let why = change.and_then(|(_, change)| visitor.role.refuses_step(&change));
        return match why {
            Some(why) => Err(refusal(StatusCode::FORBIDDEN, why)),
            None => Ok(project.head().revision),
        };
    }
    let why = format!("the last change is of {who}; only {who} or the owner of the project may undo it");
    Err(refusal(StatusCode::FORBIDDEN, &why))
}

async fn undo(asker: Asker, sent: Sent<StepRequest>) -> Result<Response, Denied> {
    let StepRequest { revision, page } = body(sent)?;
    let visitor = asker.visitor.clone();
    change(asker, page, "undo", move |open| {
        let seq = open.project.head().done;
        let revision = step_from(&open.project, &visitor, seq, revision)?;
        Ok(open.project.undo(revision)?)
    })
    .await
}

async fn redo(asker: Asker, sent: Sent<StepRequest>) -> Result<Response, Denied> {
    let StepRequest { revision, page } = body(sent)?;
    let visitor = asker.visitor.clone();
    change(asker, page, "redo", move |open| {
        let seq = open.project.head().done + 1;
        let revision = step_from(&open.project, &visitor, seq, revision)?;
        Ok(open.project.redo(revision)?)
    })
    .await
}

async fn travel(asker: Asker, sent: Sent<TravelRequest>) -> Result<Response, Denied> {
    let TravelRequest { revision, to, page } = body(sent)?;
    change(asker, page, "travel", move |open| Ok(open.project.travel(revision, to)?)).await
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
    asker: Asker,
    Query(Broken { row, key, side }): Query<Broken>,
) -> Result<Json<Option<view::RepairView>>, Denied> {
    let made = with(asker, move |project| {
        let state = project.state();
        view::repair(state, row, &key, side.unwrap_or(state.source.other()))
    });
    made.await.map(Json)
}

/// The current texts of pieces, `null` for numbers that do not exist.
async fn pieces(asker: Asker, Query(wanted): Query<Wanted>) -> Result<Json<Vec<Option<String>>>, Denied> {
    with(asker, move |project| view::pieces(project.state(), &wanted.ids)).await.map(Json)
}

/// Drafts are kept in the project for its owner; those of others stay in their browsers.
async fn drafts(asker: Asker) -> Result<Json<Vec<view::DraftView>>, Denied> {
    if asker.visitor.role != Role::Owner {
        return Ok(Json(Vec::new()));
    }
    let made = with(asker, |project| view::drafts(project));
    made.await?.map(Json).map_err(|error| Denied::from(Refusal::Disk(error)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    key: String,
    text: Option<String>,
}

async fn draft(asker: Asker, sent: Sent<Kept>) -> Result<Json<serde_json::Value>, Denied> {
    let Kept { key, text } = body(sent)?;
    if asker.visitor.role != Role::Owner {
        return Ok(Json(serde_json::json!({})));
    }
    let made = with(asker, move |project| project.keep_draft(&key, text.as_deref()));
    made.await?.map_err(|error| Denied::from(Refusal::Disk(error)))?;
    Ok(Json(serde_json::json!({})))
}

async fn history(asker: Asker) -> Result<Json<Vec<JournalEntryView>>, Denied> {
    let made = with(asker, |project| view::history(project));
    made.await?.map(Json).map_err(|error| Denied::from(Refusal::Disk(error)))
}
