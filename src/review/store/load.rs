//! Reading a review from the tables of a project file, which may be of untrusted origin.

use super::{JournalHead, schema::WITH_PEOPLE};
use crate::{
    document::Document,
    review::{
        part::ReviewPart,
        state::{Assessment, Crossing, Marks, Piece, ReviewRow, ReviewSide, RowId, State},
    },
    text::{Lang, Sides, Span},
};
use rusqlite::{Transaction, types::Type};
use serde::de::DeserializeOwned;
use std::{collections::BTreeSet, sync::Arc};

/// The value of a key in the table of metadata.
pub(super) fn meta(on: &Transaction<'_>, key: &str) -> rusqlite::Result<String> {
    on.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
}

/// The position of the review in its journal.
pub(super) fn head(on: &Transaction<'_>) -> rusqlite::Result<JournalHead> {
    let number =
        |key: &str| -> rusqlite::Result<i64> { meta(on, key)?.parse().map_err(|error| conversion(0, error)) };
    let all = on.query_row("SELECT coalesce(max(seq), 0) FROM journal", [], |row| row.get(0))?;
    Ok(JournalHead { done: number("done")?, all, revision: number("revision")? })
}

/// The review, and the rank of every row, from tables of the given version, which are not updated.
pub(super) fn load(on: &Transaction<'_>, version: usize) -> rusqlite::Result<(State, Vec<i64>)> {
    let mut sides = [load_side(on, Lang::Ar, version)?, load_side(on, Lang::En, version)?].into_iter();
    let (Some(ar), Some(en)) = (sides.next(), sides.next()) else {
        return Err(rusqlite::Error::QueryReturnedNoRows);
    };
    let adequacy = if version < 4 { "NULL" } else { "adequacy" };
    let people = if version < WITH_PEOPLE { "'{}', '[]'" } else { "people, replies" };
    let mut select = on.prepare(&format!(
        "SELECT id, ar, en, edited, confidence, anchors, findings, confirmed, flagged, note, accepted, rank, {adequacy}, {people}
         FROM bead ORDER BY rank"
    ))?;
    let (mut rows, mut ranks) = (Vec::new(), Vec::new());
    let mut found = select.query([])?;
    while let Some(row) = found.next()? {
        let id: RowId = row.get(0)?;
        rows.push(ReviewRow {
            id,
            pieces: Sides::new(parsed(row, 1)?, parsed(row, 2)?),
            edited: row.get(3)?,
            assessment: Assessment {
                confidence: row.get(4)?,
                adequacy: row.get(12)?,
                anchors: parsed(row, 5)?,
                findings: parsed(row, 6)?,
            },
            marks: Marks {
                confirmed: row.get(7)?,
                flagged: row.get(8)?,
                note: row.get(9)?,
                accepted: parsed(row, 10)?,
                by: parsed(row, 13)?,
                replies: parsed(row, 14)?,
            },
        });
        ranks.push(row.get(11)?);
    }
    let accepted = on
        .prepare("SELECT key FROM accepted")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<BTreeSet<String>>>()?;
    let source =
        meta(on, "source")?.parse().map_err(|error: String| conversion(0, std::io::Error::other(error)))?;
    let crossings = if version < 3 { Vec::new() } else { load_crossings(on)? };
    let parts = if version < 6 { Vec::new() } else { parts(on, &ar, &en)? };
    let mut state = State { sides: Sides::new(ar, en), source, rows, crossings, accepted, parts };
    make_sound(&mut state);
    Ok((state, ranks))
}

/// The documents; places outside the texts are an error.
fn parts(on: &Transaction<'_>, ar: &ReviewSide, en: &ReviewSide) -> rusqlite::Result<Vec<ReviewPart>> {
    let mut select = on.prepare("SELECT name, ar_start, ar_end, en_start, en_end FROM part ORDER BY n")?;
    let found = select.query_map([], |row| {
        let span = |side: &ReviewSide, column: usize| {
            let (start, end): (u32, u32) = (row.get(column)?, row.get(column + 1)?);
            let (start, end) = (start as usize, end as usize);
            if start > end || side.document.text.get(start..end).is_none() {
                return Err(conversion(column, std::io::Error::other("a document is outside the text")));
            }
            Ok(Span::new(start, end))
        };
        Ok(ReviewPart { name: row.get(0)?, spans: Sides::new(span(ar, 1)?, span(en, 3)?) })
    });
    found?.collect()
}

fn load_crossings(on: &Transaction<'_>) -> rusqlite::Result<Vec<Crossing>> {
    on.prepare("SELECT ar, en, confidence FROM crossing ORDER BY n")?
        .query_map([], |row| {
            let confidence: f64 = row.get(2)?;
            Ok(Crossing {
                pieces: Sides::new(row.get(0)?, row.get(1)?),
                confidence: confidence.clamp(0.0, 1.0),
            })
        })?
        .collect()
}

fn load_side(on: &Transaction<'_>, lang: Lang, version: usize) -> rusqlite::Result<ReviewSide> {
    let cues = if version < 2 { "'[]'" } else { "cues" };
    let document = on.query_row(
        &format!("SELECT name, encoding, text, paragraphs, {cues} FROM document WHERE lang = ?1"),
        [lang.code()],
        |row| {
            Ok(Document {
                name: row.get(0)?,
                lang,
                encoding: row.get(1)?,
                text: row.get(2)?,
                paragraphs: parsed(row, 3)?,
                cues: parsed(row, 4)?,
                left_out: Default::default(),
            })
        },
    )?;
    let pieces = on
        .prepare("SELECT id, start, end, paragraph, corrected FROM piece WHERE lang = ?1")?
        .query_map([lang.code()], |row| {
            let (start, end): (u32, u32) = (row.get(1)?, row.get(2)?);
            let (start, end) = (start as usize, end as usize);
            if start > end || document.text.get(start..end).is_none() {
                return Err(conversion(1, std::io::Error::other("a piece is outside the text")));
            }
            let piece = Piece { span: Span::new(start, end), paragraph: row.get(3)?, corrected: row.get(4)? };
            Ok((row.get(0)?, piece))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ReviewSide { document: Arc::new(document), pieces })
}

/// Removes places outside their lines, because the file may be of untrusted origin.
fn make_sound(state: &mut State) {
    let lines: Vec<(String, String)> = state
        .rows
        .iter()
        .map(|row| {
            if row.assessment.anchors.is_empty() && row.assessment.findings.is_empty() {
                return Default::default();
            }
            (state.line(Lang::Ar, row).text, state.line(Lang::En, row).text)
        })
        .collect();
    for (row, (ar, en)) in state.rows.iter_mut().zip(&lines) {
        let inside = |span: Span, text: &str| text.get(span.start..span.end).is_some();
        row.assessment.anchors.retain(|anchor| inside(anchor.ar, ar) && inside(anchor.en, en));
        row.assessment.findings.retain(|finding| {
            finding.ar.as_ref().is_none_or(|marked| inside(marked.span, ar))
                && finding.en.as_ref().is_none_or(|marked| inside(marked.span, en))
        });
        row.assessment.confidence = row.assessment.confidence.clamp(0.0, 1.0);
        row.assessment.adequacy = row.assessment.adequacy.filter(|share| (0.0..=1.0).contains(share));
    }
}

/// A value from a cell written by [`super::write::json`].
pub(super) fn parsed<T: DeserializeOwned>(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|error| conversion(column, error))?;
    serde_json::from_str(text).map_err(|error| conversion(column, error))
}

fn conversion(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}
