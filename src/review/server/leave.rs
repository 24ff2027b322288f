//! Serving exports of a review as files.

use super::answer::{Asker, Denied, refusal, with, with_open};
use crate::review::{export, leave::ExportKind};
use axum::{
    Json,
    body::Body,
    extract::Query,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Deserialize;

/// The kind of export and its selection.
#[derive(Deserialize)]
pub(super) struct Leave {
    /// The name of a [`ExportKind`].
    format: String,
    /// An [`export::Choice`] as JSON.
    choice: Option<String>,
}

impl Leave {
    fn read(&self) -> Result<(ExportKind, export::Choice), Denied> {
        let kind = ExportKind::named(&self.format)
            .ok_or_else(|| refusal(StatusCode::BAD_REQUEST, "no such format"))?;
        let choice = self.choice.as_deref().map_or(Ok(export::Choice::default()), |json| {
            serde_json::from_str(json)
                .map_err(|error| refusal(StatusCode::BAD_REQUEST, &format!("not a choice of rows: {error}")))
        });
        Ok((kind, choice?))
    }
}

/// The names of all kinds of export.
pub(super) fn formats() -> Vec<&'static str> {
    ExportKind::all().map(ExportKind::name).collect()
}

/// Counts the rows or findings to be exported, the exported rows with an open error, and the rows
/// that are not exported.
pub(super) async fn count(asker: Asker, Query(leave): Query<Leave>) -> Result<Response, Denied> {
    let (kind, choice) = leave.read()?;
    let made = with(asker, move |project| {
        let state = project.state();
        let (wrong, omitted) = kind.remarks(state, &choice);
        serde_json::json!({ "count": kind.count(state, &choice), "wrong": wrong, "omitted": omitted })
    });
    Ok(Json(made.await?).into_response())
}

pub(super) async fn exported(asker: Asker, Query(leave): Query<Leave>) -> Result<Response, Denied> {
    let (kind, choice) = leave.read()?;
    let made = with_open(asker, move |open| {
        let bytes = kind.bytes(open.project.state(), &choice, &open.name, Timestamp::now());
        (open.name.clone(), bytes)
    });
    let (name, bytes) = made.await?;
    let bytes = bytes.map_err(|error| refusal(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string()))?;
    let name = format!("{name}.{}", kind.extension());
    let disposition = format!(
        "attachment; filename=\"{}\"; filename*=UTF-8''{}",
        name.chars()
            .map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' })
            .collect::<String>(),
        encoded(&name)
    );
    Ok((
        [
            (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        Body::from(bytes),
    )
        .into_response())
}

/// A file name encoded according to RFC 5987.
fn encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
