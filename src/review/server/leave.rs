//! What leaves the page as a file: rows in every format, what is open as a table or as a page.

use super::{
    Shared,
    routes::{Denied, refusal, with},
};
use crate::{
    bitext::{Format, Select, WriteOptions},
    check::Severity,
    review::{export, findings},
};
use axum::{
    Json,
    body::Body,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use std::sync::Arc;

/// What can leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The rows, in a format.
    Rows(Format),
    /// What is open, as a table.
    FindingsTable,
    /// What is open, as a page.
    FindingsPage,
}

impl Kind {
    /// Everything that fits into one file.
    fn all() -> impl Iterator<Item = Kind> {
        let built_in = |format: Format| format != Format::Xlsx || cfg!(feature = "xlsx");
        let one_file =
            move |format: &Format| format.can_be_written() && *format != Format::Moses && built_in(*format);
        let rows = Format::ALL.into_iter().filter(one_file).map(Kind::Rows);
        rows.chain([Kind::FindingsTable, Kind::FindingsPage])
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Rows(format) => format.name(),
            Kind::FindingsTable => "findings-tsv",
            Kind::FindingsPage => "findings-html",
        }
    }

    /// How a file of this kind ends.
    fn extension(self) -> &'static str {
        match self {
            Kind::Rows(Format::Xliff2) => "xliff",
            Kind::Rows(Format::PlainJsonl) => "jsonl",
            Kind::Rows(format) => format.name(),
            Kind::FindingsTable => "findings.tsv",
            Kind::FindingsPage => "findings.html",
        }
    }
}

/// What leaves and in which form.
#[derive(Deserialize)]
pub(super) struct Leave {
    /// The name of a [`Kind`].
    format: String,
    /// JSON of a [`export::Choice`].
    choice: Option<String>,
}

impl Leave {
    fn read(&self) -> Result<(Kind, export::Choice), Denied> {
        let kind = Kind::all()
            .find(|kind| kind.name() == self.format)
            .ok_or_else(|| refusal(StatusCode::BAD_REQUEST, "no such format"))?;
        let choice = self.choice.as_deref().map_or(Ok(export::Choice::default()), |json| {
            serde_json::from_str(json)
                .map_err(|error| refusal(StatusCode::BAD_REQUEST, &format!("not a choice of rows: {error}")))
        });
        Ok((kind, choice?))
    }
}

/// What can leave, by name.
pub(super) fn formats() -> Vec<&'static str> {
    Kind::all().map(Kind::name).collect()
}

/// How many rows, or findings, leave.
pub(super) async fn count(
    State(shared): State<Arc<Shared>>,
    Query(leave): Query<Leave>,
) -> Result<Response, Denied> {
    let (kind, choice) = leave.read()?;
    let count = with(shared, move |project| {
        let state = project.state();
        let rows = state.rows.iter().filter(|row| choice.takes(row));
        match kind {
            // Formats of pairs leave out text without a counterpart; what changed its place is a pair there.
            Kind::Rows(format) if format.holds_pairs_only() && !state.crossings.is_empty() => {
                let bitext = export::bitext(state, &choice);
                bitext.joined_pairs().filter(|pair| !pair.is_one_sided()).count()
            }
            Kind::Rows(format) => {
                let one_sided = !format.holds_pairs_only();
                rows.filter(|row| one_sided || !(row.ar.is_empty() || row.en.is_empty())).count()
            }
            _ => rows
                .flat_map(|row| state.open_findings(row))
                .filter(|finding| finding.severity > Severity::Note)
                .count(),
        }
    });
    Ok(Json(serde_json::json!({ "count": count.await? })).into_response())
}

pub(super) async fn exported(
    State(shared): State<Arc<Shared>>,
    Query(leave): Query<Leave>,
) -> Result<Response, Denied> {
    let (kind, choice) = leave.read()?;
    let name = shared.name.clone();
    let title = name.clone();
    let made = with(shared, move |project| -> crate::Result<Vec<u8>> {
        let bitext = export::bitext(project.state(), &choice);
        let mut bytes = Vec::new();
        let options = WriteOptions {
            safe_cells: true,
            adequacy: false,
            select: Select::default(),
            date: Timestamp::now(),
        };
        let written = match kind {
            Kind::Rows(format) => bitext.write(format, &options, &mut bytes),
            Kind::FindingsTable => findings::table(&bitext, &mut bytes),
            Kind::FindingsPage => findings::page(&bitext, &title, &mut bytes),
        };
        written.map_err(|error| crate::Error::new(error.to_string()))?;
        Ok(bytes)
    });
    let bytes = made.await?.map_err(|error| refusal(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string()))?;
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

/// A file name as RFC 5987 writes it.
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
