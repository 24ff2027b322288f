//! Answering requests: work on the project runs outside the threads of the server, and refusals have a reason.

use super::{Open, Shared, guests::Visitor, limits::PAGE};
use crate::review::{Done, Project, Refusal, view::DoneView};
use axum::{
    Json,
    extract::{FromRequestParts, rejection::JsonRejection},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::sync::Arc;

/// A refusal, with its reason for people.
pub(super) struct Denied(StatusCode, String);

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        (self.0, Json(serde_json::json!({ "error": self.1 }))).into_response()
    }
}

pub(super) fn refusal(status: StatusCode, reason: &str) -> Denied {
    Denied(status, reason.to_owned())
}

impl From<Refusal> for Denied {
    fn from(refused: Refusal) -> Self {
        match refused {
            Refusal::Stale => refusal(StatusCode::CONFLICT, "the rows have changed since this page saw them"),
            Refusal::Impossible(error) => refusal(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string()),
            Refusal::Disk(error) => refusal(StatusCode::INSUFFICIENT_STORAGE, &error.to_string()),
        }
    }
}

/// A person who asks something about the open project.
#[derive(Debug, Clone)]
pub(super) struct Asker {
    pub(super) shared: Arc<Shared>,
    pub(super) visitor: Visitor,
}

impl FromRequestParts<Arc<Shared>> for Asker {
    type Rejection = Denied;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Denied> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        let visitor = visitor.ok_or_else(|| refusal(StatusCode::FORBIDDEN, "nobody is known to ask"))?;
        Ok(Asker { shared: Arc::clone(shared), visitor })
    }
}

/// Runs work on the project outside the threads that answer requests.
pub(super) async fn with<T: Send + 'static>(
    asker: Asker,
    work: impl FnOnce(&mut Project) -> T + Send + 'static,
) -> Result<T, Denied> {
    with_open(asker, |open| work(&mut open.project)).await
}

/// Like [`with`], for work that also needs the name of the project.
///
/// A request is judged before its body has come. Meanwhile its person may have been dismissed or
/// given another role, or another project may have been opened, so that is asked again here.
pub(super) async fn with_open<T: Send + 'static>(
    asker: Asker,
    work: impl FnOnce(&mut Open) -> T + Send + 'static,
) -> Result<T, Denied> {
    let run = move || {
        let mut open = asker.shared.open();
        let open = open.as_mut().ok_or_else(|| refusal(StatusCode::NOT_FOUND, "no project is open"))?;
        let holds = asker.shared.guests().hold_for(&asker.visitor, open.project.journal().id());
        if holds { Ok(work(open)) } else { Err(changed()) }
    };
    tokio::task::spawn_blocking(run)
        .await
        .map_err(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the request failed; nothing has changed"))?
}

/// The refusal of a request whose person may no longer make it.
pub(super) fn changed() -> Denied {
    refusal(StatusCode::FORBIDDEN, "your invitation was changed meanwhile; load the page again")
}

/// A change as all pages hear of it.
#[derive(Serialize)]
struct Made<'a> {
    #[serde(flatten)]
    view: DoneView,
    /// Whether anything has changed.
    made: bool,
    /// How: an edit, undo, redo, travel or merge.
    way: &'a str,
    who: &'a str,
    page: &'a str,
}

/// Changes the project in the name of a person, and tells every page.
pub(super) async fn change(
    asker: Asker,
    page: String,
    way: &'static str,
    work: impl FnOnce(&mut Open) -> Result<Done, Denied> + Send + 'static,
) -> Result<Response, Denied> {
    if page.len() > PAGE {
        return Err(refusal(StatusCode::BAD_REQUEST, "not a name of a page"));
    }
    let (hub, visitor) = (Arc::clone(&asker.shared.hub), asker.visitor.clone());
    let made = with_open(asker, move |open| {
        open.project.sign(&visitor.name);
        let before = open.project.head().revision;
        let done = work(open)?;
        let made = open.project.head().revision != before;
        let view = DoneView::new(&open.project, done);
        let page = hub.own(&page, &visitor.name);
        let change = Made { view, made, way, who: &visitor.name, page };
        let answer = serde_json::to_string(&change).map_err(|error| {
            refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                &format!("the change was made, but not announced: {error}"),
            )
        })?;
        // While the project is held, so that the changes are heard in their order.
        if made {
            hub.tell("done", &answer);
        }
        Ok::<String, Denied>(answer)
    });
    let answer = made.await??;
    Ok(([(header::CONTENT_TYPE, "application/json")], answer).into_response())
}

pub(super) type Sent<T> = Result<Json<T>, JsonRejection>;

pub(super) fn body<T>(sent: Sent<T>) -> Result<T, Denied> {
    sent.map(|Json(body)| body).map_err(|error| {
        refusal(error.status(), &format!("not a request of the page: {}", error.body_text()))
    })
}
