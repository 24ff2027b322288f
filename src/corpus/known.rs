//! The known parts of a row of another format, as members of JSON.

use super::{members::Members, parse::Row, row::Translation};

/// The JSON members for a row of another format.
pub(super) fn members_of(row: &Row<'_>) -> Members<'static> {
    let texts = Translation { ar: row.ar.as_ref().into(), en: row.en.as_ref().into() };
    let mut members = Members(Vec::new());
    members.add("id", row.id.as_ref());
    members.add("doc", row.doc.as_ref());
    members.add("translation", Some(&texts));
    members.add("type", row.kind.as_ref());
    members.add("confidence", row.confidence.as_ref());
    members.add("adequacy", row.adequacy.as_ref());
    members.add("score", row.score.as_ref());
    members.add("findings", row.findings.as_ref());
    members
}
