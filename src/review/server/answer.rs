//! Answering requests: work on the project runs outside the threads of the server, and refusals have a reason.

use super::{Open, Shared};
use crate::review::{Project, Refusal};
use axum::{
    Json,
    extract::rejection::JsonRejection,
    http::StatusCode,
    response::{IntoResponse, Response},
};
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

/// Runs work on the project outside the threads that answer requests.
pub(super) async fn with<T: Send + 'static>(
    shared: Arc<Shared>,
    work: impl FnOnce(&mut Project) -> T + Send + 'static,
) -> Result<T, Denied> {
    with_open(shared, |open| work(&mut open.project)).await
}

/// Like [`with`], for work that also needs the name of the project.
pub(super) async fn with_open<T: Send + 'static>(
    shared: Arc<Shared>,
    work: impl FnOnce(&mut Open) -> T + Send + 'static,
) -> Result<T, Denied> {
    tokio::task::spawn_blocking(move || shared.open().as_mut().map(work))
        .await
        .map_err(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the request failed; nothing has changed"))?
        .ok_or_else(|| refusal(StatusCode::NOT_FOUND, "no project is open"))
}

pub(super) type Sent<T> = Result<Json<T>, JsonRejection>;

pub(super) fn body<T>(sent: Sent<T>) -> Result<T, Denied> {
    sent.map(|Json(body)| body).map_err(|error| {
        refusal(error.status(), &format!("not a request of the page: {}", error.body_text()))
    })
}
