//! Updating the tables of a project file to a changed review.

use super::{JournalHead, Original};
use crate::{
    document::Document,
    review::{
        change::Step,
        part::ReviewPart,
        state::{Crossing, Piece, ReviewRow, State},
    },
    text::{Lang, Sides},
};
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

/// Gap between the ranks of neighbouring rows, so that new ones fit between without changing the others.
const GAP: i64 = 1 << 20;

/// Updates the tables for one step. Ranks of new rows may coincide when there is no room left.
pub(super) fn write_step(on: &Transaction<'_>, step: &Step, ranks: &mut Vec<i64>) -> rusqlite::Result<()> {
    match step {
        Step::Rows { at, before, after } => {
            let end = at + before.len();
            let below = at.checked_sub(1).and_then(|n| ranks.get(n)).copied();
            let above = ranks.get(end).copied();
            let new = between(below, above, after.len());
            let mut delete = on.prepare_cached("DELETE FROM bead WHERE id = ?1")?;
            for row in before {
                delete.execute([row.id])?;
            }
            for (row, rank) in after.iter().zip(&new) {
                insert_row(on, row, *rank)?;
            }
            ranks.splice(*at..end, new);
        }
        Step::Piece { lang, id, after, .. } => match after {
            Some(piece) => insert_piece(on, *lang, *id, piece)?,
            None => {
                on.execute("DELETE FROM piece WHERE lang = ?1 AND id = ?2", params![lang.code(), id])?;
            }
        },
        Step::Marks { row, after, .. } => {
            on.execute(
                "UPDATE bead SET confirmed = ?2, flagged = ?3, note = ?4, accepted = ?5, people = ?6, replies = ?7
                 WHERE id = ?1",
                params![
                    row,
                    after.confirmed,
                    after.flagged,
                    after.note,
                    json(&after.accepted)?,
                    json(&after.by)?,
                    json(&after.replies)?
                ],
            )?;
        }
        Step::Confirmed { at, after, by } => {
            let mut update = on.prepare_cached(
                "UPDATE bead SET confirmed = ?2, people = json_set(people, '$.confirmed', ?3) WHERE rank = ?1",
            )?;
            let by = if *after { by } else { "" };
            for rank in at.iter().filter_map(|at| ranks.get(*at)) {
                update.execute(params![rank, after, by])?;
            }
        }
        Step::Crossings { after, .. } => {
            on.execute("DELETE FROM crossing", [])?;
            insert_crossings(on, after)?;
        }
        Step::Accepted { key, after } => {
            let sql = if *after {
                "INSERT OR IGNORE INTO accepted (key) VALUES (?1)"
            } else {
                "DELETE FROM accepted WHERE key = ?1"
            };
            on.execute(sql, [key])?;
        }
    }
    Ok(())
}

/// Ranks for `count` rows between two others.
fn between(below: Option<i64>, above: Option<i64>, count: usize) -> Vec<i64> {
    let count = count as i64;
    let (start, step) = match (below, above) {
        (Some(below), Some(above)) => (below, ((above - below) / (count + 1)).max(0)),
        (Some(below), None) => (below, GAP),
        (None, Some(above)) => (above - GAP * (count + 1), GAP),
        (None, None) => (0, GAP),
    };
    (1..=count).map(|n| start + step * n).collect()
}

pub(super) fn renumber(on: &Transaction<'_>, state: &State, ranks: &mut [i64]) -> rusqlite::Result<()> {
    let mut update = on.prepare_cached("UPDATE bead SET rank = ?2 WHERE id = ?1")?;
    for (n, (row, rank)) in state.rows.iter().zip(ranks).enumerate() {
        *rank = GAP * (n as i64 + 1);
        update.execute(params![row.id, *rank])?;
    }
    Ok(())
}

pub(super) fn fill(
    connection: &mut Connection,
    state: &State,
    originals: &[Original],
) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for lang in [Lang::Ar, Lang::En] {
        let Document { name, encoding, text, paragraphs, cues, .. } = &*state.side(lang).document;
        transaction.execute(
            "INSERT INTO document (lang, name, encoding, text, paragraphs, cues) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![lang.code(), name, encoding, text, json(paragraphs)?, json(cues)?],
        )?;
        for (id, piece) in &state.side(lang).pieces {
            insert_piece(&transaction, lang, *id, piece)?;
        }
    }
    for (row, rank) in state.rows.iter().zip(between(None, None, state.rows.len())) {
        insert_row(&transaction, row, rank)?;
    }
    insert_crossings(&transaction, &state.crossings)?;
    for (n, ReviewPart { name, spans: Sides { ar, en } }) in state.parts.iter().enumerate() {
        transaction.execute(
            "INSERT INTO part (n, name, ar_start, ar_end, en_start, en_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![n as i64, name, ar.start as i64, ar.end as i64, en.start as i64, en.end as i64],
        )?;
    }
    for Original { part, lang, name, bytes } in originals {
        transaction.execute(
            "INSERT INTO original (n, lang, name, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![*part as i64, lang.code(), name, bytes],
        )?;
    }
    for key in &state.accepted {
        transaction.execute("INSERT INTO accepted (key) VALUES (?1)", [key])?;
    }
    set_meta(&transaction, "source", state.source.code())?;
    set_meta(&transaction, "written-by", env!("CARGO_PKG_VERSION"))?;
    set_meta(&transaction, "id", &new_id())?;
    set_meta(&transaction, "documents", &hash_of_documents(state))?;
    set_words(&transaction, state)?;
    set_head(&transaction, JournalHead::default())?;
    transaction.commit()
}

fn insert_piece(on: &Transaction<'_>, lang: Lang, id: u32, piece: &Piece) -> rusqlite::Result<()> {
    let Piece { span, paragraph, corrected } = piece;
    on.prepare_cached(
        "INSERT OR REPLACE INTO piece (lang, id, start, end, paragraph, corrected) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![lang.code(), id, span.start as i64, span.end as i64, paragraph, corrected])?;
    Ok(())
}

fn insert_row(on: &Transaction<'_>, row: &ReviewRow, rank: i64) -> rusqlite::Result<()> {
    let ReviewRow { id, pieces: Sides { ar, en }, edited, assessment, marks } = row;
    on.prepare_cached(
        "INSERT INTO bead (id, rank, ar, en, edited, confidence, anchors, findings, confirmed, flagged, note, accepted,
                           adequacy, people, replies)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        id,
        rank,
        json(ar)?,
        json(en)?,
        edited,
        assessment.confidence,
        json(&assessment.anchors)?,
        json(&assessment.findings)?,
        marks.confirmed,
        marks.flagged,
        marks.note,
        json(&marks.accepted)?,
        assessment.adequacy,
        json(&marks.by)?,
        json(&marks.replies)?
    ])?;
    Ok(())
}

fn insert_crossings(on: &Transaction<'_>, crossings: &[Crossing]) -> rusqlite::Result<()> {
    let mut insert = on.prepare_cached("INSERT INTO crossing (ar, en, confidence) VALUES (?1, ?2, ?3)")?;
    for Crossing { pieces: Sides { ar, en }, confidence } in crossings {
        insert.execute(params![ar, en, confidence])?;
    }
    Ok(())
}

/// A unique id for a project.
fn new_id() -> String {
    let mut bytes = [0; 8];
    // Without random numbers, the time of creation is used.
    if getrandom::fill(&mut bytes).is_err() {
        bytes = (jiff::Timestamp::now().as_nanosecond() as u64).to_le_bytes();
    }
    format!("{:016x}", u64::from_le_bytes(bytes))
}

/// A hash of both documents.
pub(super) fn hash_of_documents(state: &State) -> String {
    let hash = |lang| xxhash_rust::xxh3::xxh3_64(state.side(lang).document.text.as_bytes());
    format!("{:016x} {:016x}", hash(Lang::Ar), hash(Lang::En))
}

/// A hash of all texts written by people: corrections and notes.
pub(super) fn hash_of_words(state: &State) -> String {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    let mut add = |number: u32, text: &str| {
        hasher.update(&number.to_le_bytes());
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for lang in [Lang::Ar, Lang::En] {
        for (id, piece) in &state.side(lang).pieces {
            if let Some(corrected) = &piece.corrected {
                add(*id, corrected);
            }
        }
        // A separator between the sides, and between them and the notes.
        add(u32::MAX, "");
    }
    for row in state.rows.iter().filter(|row| !row.marks.note.is_empty()) {
        add(row.id, &row.marks.note);
        for reply in &row.marks.replies {
            add(row.id, &reply.text);
        }
    }
    format!("{:016x}", hasher.digest())
}

/// Stores the hash of the texts written by people.
pub(super) fn set_words(on: &Transaction<'_>, state: &State) -> rusqlite::Result<()> {
    set_meta(on, "words", &hash_of_words(state))
}

fn set_meta(on: &Transaction<'_>, key: &str, value: &str) -> rusqlite::Result<()> {
    on.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?.execute([key, value])?;
    Ok(())
}

pub(super) fn set_head(on: &Transaction<'_>, head: JournalHead) -> rusqlite::Result<()> {
    set_meta(on, "done", &head.done.to_string())?;
    set_meta(on, "revision", &head.revision.to_string())
}

/// A value as JSON for a cell.
pub(super) fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
