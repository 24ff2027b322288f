//! The project file: a review on disk, in SQLite.
//!
//! Every edit is one transaction that is on the disk before anybody hears that it is done. The tables hold the
//! review as it is now; the journal holds every change with what was before, so that undo reaches back to the
//! first day. A program that dies at any moment leaves a file that opens with everything that was acknowledged.

mod lock;
mod schema;

use super::{
    change::{Change, Step},
    state::{Marks, Piece, Row, RowId, Side, State, Weight},
};
use crate::{
    Error, Result,
    document::Document,
    text::{Lang, Span},
};
use lock::Lock;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, params, types::Type};
use schema::sqlite;
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::BTreeSet, path::Path, sync::Arc};

/// Room between the ranks of neighbouring rows, so that new ones fit between without touching the others.
const GAP: i64 = 1 << 20;

/// An open project file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// The rank of every row, which orders them in the file; as many as there are rows.
    ranks: Vec<i64>,
    lock: Option<Lock>,
}

/// Where a review stands in its journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// How many changes of the journal are done.
    pub done: i64,
    /// How many there are.
    pub all: i64,
    /// Grows with every change, undo and redo.
    pub revision: i64,
}

impl Store {
    /// Makes a project file. It appears under its name only when it is complete.
    ///
    /// # Errors
    /// When there is a file of that name already, or it cannot be written.
    pub fn create(path: &Path, state: &State) -> Result<()> {
        if path.exists() {
            return Err(Error::new("there is such a file already").at(path.display()));
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let beside = tempfile::Builder::new()
            .prefix(".mizan-")
            .suffix(".tmp")
            .tempfile_in(folder)
            .map_err(|error| Error::io(path, &error))?;
        let at = |error: Error| error.at(path.display());
        let mut connection = Connection::open(beside.path()).map_err(sqlite).map_err(at)?;
        schema::prepare(&mut connection).map_err(at)?;
        fill(&mut connection, state).map_err(sqlite).map_err(at)?;
        connection.close().map_err(|(_, error)| at(sqlite(error)))?;
        beside.as_file().sync_all().map_err(|error| Error::io(path, &error))?;
        beside.persist_noclobber(path).map_err(|error| Error::io(path, &error.error))?;
        Ok(())
    }

    /// Opens a project to go on with it.
    ///
    /// # Errors
    /// When the file is not a project, is newer than this program, or is open in another process.
    pub fn open(path: &Path) -> Result<(Self, State, Head)> {
        if !path.is_file() {
            return Err(Error::io(path, &std::io::ErrorKind::NotFound.into()));
        }
        let lock = Lock::take(path)?;
        Self::read(path, Some(lock)).map_err(|error| error.at(path.display()))
    }

    /// Reads the review of a project that may be open elsewhere.
    ///
    /// # Errors
    /// When the file is not a project or is newer than this program.
    pub fn peek(path: &Path) -> Result<State> {
        if !path.is_file() {
            return Err(Error::io(path, &std::io::ErrorKind::NotFound.into()));
        }
        Self::read(path, None).map(|(_, state, _)| state).map_err(|error| error.at(path.display()))
    }

    fn read(path: &Path, lock: Option<Lock>) -> Result<(Self, State, Head)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
        connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(sqlite)?;
        // Nothing in a file from elsewhere may run.
        connection
            .set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)
            .and_then(|_| {
                connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)
            })
            .map_err(sqlite)?;
        schema::prepare(&mut connection)?;
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;").map_err(sqlite)?;
        let reading = connection.transaction().map_err(sqlite)?;
        let (state, ranks) = load(&reading).map_err(sqlite)?;
        let head = head(&reading).map_err(sqlite)?;
        reading.finish().map_err(sqlite)?;
        Ok((Store { connection, ranks, lock }, state, head))
    }

    /// Tells a second process, should there be one, where the page of this one is.
    pub fn say_address(&mut self, address: &str) {
        if let Some(lock) = &mut self.lock {
            lock.say(address);
        }
    }

    /// Writes a new change. What had been undone can no longer be redone.
    ///
    /// `state` is the review with the change done.
    ///
    /// # Errors
    /// When it cannot be written; the file is then as before.
    pub fn record(
        &mut self,
        state: &State,
        name: &str,
        change: &Change,
        now: &str,
        head: Head,
    ) -> Result<Head> {
        let next = Head { done: head.done + 1, all: head.done + 1, revision: head.revision + 1 };
        self.write(state, change, next, |transaction| {
            transaction.execute("DELETE FROM journal WHERE seq > ?1", [head.done])?;
            transaction.execute(
                "INSERT INTO journal (seq, at, name, change) VALUES (?1, ?2, ?3, ?4)",
                params![next.done, now, name, json(change)?],
            )?;
            Ok(())
        })?;
        Ok(next)
    }

    /// The change that undo would take back (`done`) or redo would do again (`done + 1`), with its name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn change(&self, seq: i64) -> Result<Option<(String, Change)>> {
        self.connection
            .query_row("SELECT name, change FROM journal WHERE seq = ?1", [seq], |row| {
                Ok((row.get(0)?, parsed(row, 1)?))
            })
            .optional()
            .map_err(sqlite)
    }

    /// The names of the changes that undo and redo would meet, with the time of each, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history(&self, limit: u32) -> Result<Vec<(i64, String, String)>> {
        let run = || {
            let mut select = self
                .connection
                .prepare_cached("SELECT seq, at, name FROM journal ORDER BY seq DESC LIMIT ?1")?;
            select
                .query_map([limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        run().map_err(sqlite)
    }

    /// Writes an undo or a redo: `change` has been done to `state`.
    ///
    /// # Errors
    /// When it cannot be written; the file is then as before.
    pub fn moved(&mut self, state: &State, change: &Change, next: Head) -> Result<()> {
        self.write(state, change, next, |_| Ok(()))
    }

    fn write(
        &mut self,
        state: &State,
        change: &Change,
        next: Head,
        journal: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<()> {
        let mut ranks = self.ranks.clone();
        let run = |connection: &mut Connection, ranks: &mut Vec<i64>| -> rusqlite::Result<()> {
            let transaction = connection.transaction()?;
            for step in &change.steps {
                write_step(&transaction, step, ranks)?;
            }
            debug_assert_eq!(ranks.len(), state.rows.len());
            if ranks.windows(2).any(|pair| pair[0] >= pair[1]) {
                rank_anew(&transaction, state, ranks)?;
            }
            journal(&transaction)?;
            set_head(&transaction, next)?;
            transaction.commit()
        };
        run(&mut self.connection, &mut ranks).map_err(sqlite)?;
        self.ranks = ranks;
        Ok(())
    }
}

/// Brings the tables in line with one step. Ranks of new rows may coincide when there is no room left.
fn write_step(on: &Transaction<'_>, step: &Step, ranks: &mut Vec<i64>) -> rusqlite::Result<()> {
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
                "UPDATE bead SET confirmed = ?2, flagged = ?3, note = ?4, accepted = ?5 WHERE id = ?1",
                params![row, after.confirmed, after.flagged, after.note, json(&after.accepted)?],
            )?;
        }
        Step::Confirmed { at, after } => {
            let mut update = on.prepare_cached("UPDATE bead SET confirmed = ?2 WHERE rank = ?1")?;
            for rank in at.iter().filter_map(|at| ranks.get(*at)) {
                update.execute(params![rank, after])?;
            }
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

fn rank_anew(on: &Transaction<'_>, state: &State, ranks: &mut [i64]) -> rusqlite::Result<()> {
    let mut update = on.prepare_cached("UPDATE bead SET rank = ?2 WHERE id = ?1")?;
    for (n, (row, rank)) in state.rows.iter().zip(ranks).enumerate() {
        *rank = GAP * (n as i64 + 1);
        update.execute(params![row.id, *rank])?;
    }
    Ok(())
}

fn fill(connection: &mut Connection, state: &State) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for lang in [Lang::Ar, Lang::En] {
        let Document { name, encoding, text, paragraphs, .. } = &*state.side(lang).document;
        transaction.execute(
            "INSERT INTO document (lang, name, encoding, text, paragraphs) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![lang.code(), name, encoding, text, json(paragraphs)?],
        )?;
        for (id, piece) in &state.side(lang).pieces {
            insert_piece(&transaction, lang, *id, piece)?;
        }
    }
    for (row, rank) in state.rows.iter().zip(between(None, None, state.rows.len())) {
        insert_row(&transaction, row, rank)?;
    }
    for key in &state.accepted {
        transaction.execute("INSERT INTO accepted (key) VALUES (?1)", [key])?;
    }
    set_meta(&transaction, "source", state.source.code())?;
    set_meta(&transaction, "written-by", env!("CARGO_PKG_VERSION"))?;
    set_head(&transaction, Head::default())?;
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

fn insert_row(on: &Transaction<'_>, row: &Row, rank: i64) -> rusqlite::Result<()> {
    let Row { id, ar, en, edited, weight, marks } = row;
    on.prepare_cached(
        "INSERT INTO bead (id, rank, ar, en, edited, confidence, anchors, findings, confirmed, flagged, note, accepted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        id,
        rank,
        json(ar)?,
        json(en)?,
        edited,
        weight.confidence,
        json(&weight.anchors)?,
        json(&weight.findings)?,
        marks.confirmed,
        marks.flagged,
        marks.note,
        json(&marks.accepted)?
    ])?;
    Ok(())
}

fn set_meta(on: &Transaction<'_>, key: &str, value: &str) -> rusqlite::Result<()> {
    on.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?.execute([key, value])?;
    Ok(())
}

fn set_head(on: &Transaction<'_>, head: Head) -> rusqlite::Result<()> {
    set_meta(on, "done", &head.done.to_string())?;
    set_meta(on, "revision", &head.revision.to_string())
}

fn meta(on: &Transaction<'_>, key: &str) -> rusqlite::Result<String> {
    on.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
}

fn head(on: &Transaction<'_>) -> rusqlite::Result<Head> {
    let number =
        |key: &str| -> rusqlite::Result<i64> { meta(on, key)?.parse().map_err(|error| conversion(0, error)) };
    let all = on.query_row("SELECT coalesce(max(seq), 0) FROM journal", [], |row| row.get(0))?;
    Ok(Head { done: number("done")?, all, revision: number("revision")? })
}

fn load(on: &Transaction<'_>) -> rusqlite::Result<(State, Vec<i64>)> {
    let mut sides = [load_side(on, Lang::Ar)?, load_side(on, Lang::En)?].into_iter();
    let (Some(ar), Some(en)) = (sides.next(), sides.next()) else {
        return Err(rusqlite::Error::QueryReturnedNoRows);
    };
    let mut select = on.prepare(
        "SELECT id, ar, en, edited, confidence, anchors, findings, confirmed, flagged, note, accepted, rank
         FROM bead ORDER BY rank",
    )?;
    let (mut rows, mut ranks) = (Vec::new(), Vec::new());
    let mut found = select.query([])?;
    while let Some(row) = found.next()? {
        let id: RowId = row.get(0)?;
        rows.push(Row {
            id,
            ar: parsed(row, 1)?,
            en: parsed(row, 2)?,
            edited: row.get(3)?,
            weight: Weight { confidence: row.get(4)?, anchors: parsed(row, 5)?, findings: parsed(row, 6)? },
            marks: Marks {
                confirmed: row.get(7)?,
                flagged: row.get(8)?,
                note: row.get(9)?,
                accepted: parsed(row, 10)?,
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
    let mut state = State { ar, en, source, rows, accepted };
    make_sound(&mut state);
    Ok((state, ranks))
}

fn load_side(on: &Transaction<'_>, lang: Lang) -> rusqlite::Result<Side> {
    let document = on.query_row(
        "SELECT name, encoding, text, paragraphs FROM document WHERE lang = ?1",
        [lang.code()],
        |row| {
            Ok(Document {
                name: row.get(0)?,
                lang,
                encoding: row.get(1)?,
                text: row.get(2)?,
                paragraphs: parsed(row, 3)?,
                cues: Vec::new(),
            })
        },
    )?;
    let pieces = on
        .prepare("SELECT id, start, end, paragraph, corrected FROM piece WHERE lang = ?1")?
        .query_map([lang.code()], |row| {
            let (start, end): (u32, u32) = (row.get(1)?, row.get(2)?);
            let (start, end) = (start as usize, end as usize);
            if start > end || document.text.get(start..end).is_none() {
                return Err(conversion(1, std::io::Error::other("a piece leaves the text")));
            }
            let piece = Piece { span: Span::new(start, end), paragraph: row.get(3)?, corrected: row.get(4)? };
            Ok((row.get(0)?, piece))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Side { document: Arc::new(document), pieces })
}

/// Drops places that do not lie in their lines: a file may come from anywhere.
fn make_sound(state: &mut State) {
    let lines: Vec<(String, String)> = state
        .rows
        .iter()
        .map(|row| {
            if row.weight.anchors.is_empty() && row.weight.findings.is_empty() {
                return Default::default();
            }
            (state.line(Lang::Ar, row).text, state.line(Lang::En, row).text)
        })
        .collect();
    for (row, (ar, en)) in state.rows.iter_mut().zip(&lines) {
        let inside = |span: Span, text: &str| text.get(span.start..span.end).is_some();
        row.weight.anchors.retain(|anchor| inside(anchor.ar, ar) && inside(anchor.en, en));
        row.weight.findings.retain(|finding| {
            finding.ar.as_ref().is_none_or(|marked| inside(marked.span, ar))
                && finding.en.as_ref().is_none_or(|marked| inside(marked.span, en))
        });
        row.weight.confidence = row.weight.confidence.clamp(0.0, 1.0);
    }
}

fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn parsed<T: DeserializeOwned>(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|error| conversion(column, error))?;
    serde_json::from_str(text).map_err(|error| conversion(column, error))
}

fn conversion(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{
        edit::Edit,
        testing::{self, Lengths, random_edit},
    };
    use proptest::prelude::*;

    fn small() -> State {
        testing::state(
            "جملة أولى\nثانية\nثالثة هنا\nرابعة",
            "first one\nsecond\nthird here\nfourth",
            &[(1, 1), (2, 1), (0, 1), (1, 1)],
        )
    }

    #[test]
    fn a_second_process_is_refused_by_name_and_the_lock_goes_with_its_holder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mizan");
        Store::create(&path, &small()).unwrap();
        let (mut first, ..) = Store::open(&path).unwrap();
        first.say_address("http://127.0.0.1:1/");
        let message = Store::open(&path).unwrap_err().to_string();
        let expected = format!("open already in process {} http://127.0.0.1:1/", std::process::id());
        assert!(message.contains(&expected), "{message}");
        assert_eq!(Store::peek(&path).unwrap(), small());
        drop(first);
        Store::open(&path).unwrap();
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn files_that_are_no_projects_or_newer_are_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let open = |name: &str| Store::open(&folder.path().join(name)).unwrap_err().to_string();
        std::fs::write(folder.path().join("text"), "not a database at all, just some text\n".repeat(9))
            .unwrap();
        assert!(open("text").contains("not a review project"));
        assert!(open("missing").contains("no such file"));
        let other = Connection::open(folder.path().join("other")).unwrap();
        other.execute_batch("CREATE TABLE t (x)").unwrap();
        assert!(open("other").contains("not a review project"));
        let path = folder.path().join("new");
        Store::create(&path, &small()).unwrap();
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert!(open("new").contains("written by a newer mizan (project version 99"));
    }

    #[test]
    fn rows_go_on_fitting_between_two_others_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mizan");
        let mut state = testing::state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        Store::create(&path, &state).unwrap();
        let (mut store, _, mut head) = Store::open(&path).unwrap();
        for _ in 0..60 {
            for edit in [Edit::Unlink { row: state.rows[0].id }, Edit::Merge { row: state.rows[0].id }] {
                let change = edit.change(&state, &Lengths).unwrap();
                change.apply(&mut state).unwrap();
                head = store.record(&state, edit.name(), &change, "now", head).unwrap();
            }
        }
        drop(store);
        assert_eq!(Store::peek(&path).unwrap(), state);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn after_any_edits_and_undos_the_file_holds_the_very_state(seeds in proptest::collection::vec(any::<[u16; 4]>(), 1..25)) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.mizan");
            let mut state = small();
            Store::create(&path, &state).unwrap();
            let (mut store, read, mut head) = Store::open(&path).unwrap();
            prop_assert_eq!(&read, &state);
            for seed in seeds {
                if seed[0] % 5 == 0 {
                    let Some((_, change)) = store.change(head.done).unwrap() else { continue };
                    let back = change.inverse();
                    back.apply(&mut state).unwrap();
                    head = Head { done: head.done - 1, revision: head.revision + 1, ..head };
                    store.moved(&state, &back, head).unwrap();
                } else {
                    let edit = random_edit(seed, &state);
                    let Ok(change) = edit.change(&state, &Lengths) else { continue };
                    change.apply(&mut state).unwrap();
                    head = store.record(&state, edit.name(), &change, "now", head).unwrap();
                }
            }
            drop(store);
            let (_, read, read_head) = Store::open(&path).unwrap();
            prop_assert_eq!(read, state);
            prop_assert_eq!(read_head, head);
        }
    }
}
