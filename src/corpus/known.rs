//! The known parts of a row of another format, as members of JSON.

use super::{members::Members, parse::Row, row::as_text};

/// The JSON members for a row of another format.
pub(super) fn members_of(row: &Row<'_>) -> Members<'static> {
    let mut members = Members(Vec::new());
    members.add("id", row.id.as_ref());
    members.add("doc", row.doc.as_ref());
    members.add("translation", Some(&row.texts));
    members.add("type", row.kind.as_ref());
    members.add("confidence", row.confidence.as_ref());
    members.add("adequacy", row.adequacy.as_ref());
    members.add("score", row.score.as_ref());
    members.add("findings", row.findings.as_deref().map(as_text).as_ref());
    members
}
