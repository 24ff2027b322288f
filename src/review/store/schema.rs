//! The tables of a project file and how older ones are brought up to date.

use crate::{Error, Result};
use rusqlite::{Connection, TransactionBehavior};

/// Marks a SQLite file as ours (`Mizn` in ASCII).
const APPLICATION: i64 = 0x4D69_7A6E;

/// One step for every version that ever was; the number of steps is the version that is written.
const STEPS: [&str; 7] = [
    "
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
    lang TEXT PRIMARY KEY, name TEXT NOT NULL, encoding TEXT NOT NULL, text TEXT NOT NULL, paragraphs TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE piece (
    lang TEXT NOT NULL, id INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    paragraph INTEGER NOT NULL, corrected TEXT, PRIMARY KEY (lang, id)
) WITHOUT ROWID;
CREATE TABLE bead (
    id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, ar TEXT NOT NULL, en TEXT NOT NULL, edited INTEGER NOT NULL,
    confidence REAL NOT NULL, anchors TEXT NOT NULL, findings TEXT NOT NULL,
    confirmed INTEGER NOT NULL, flagged INTEGER NOT NULL, note TEXT NOT NULL, accepted TEXT NOT NULL
);
CREATE INDEX bead_rank ON bead (rank);
CREATE TABLE accepted (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE journal (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, change TEXT NOT NULL);
",
    // When the words are shown, for subtitles.
    "ALTER TABLE document ADD COLUMN cues TEXT NOT NULL DEFAULT '[]';",
    // Pieces that changed their place.
    "CREATE TABLE crossing (n INTEGER PRIMARY KEY, ar INTEGER NOT NULL, en INTEGER NOT NULL, confidence REAL NOT NULL);",
    // How probably the two sides of a row say the same.
    "ALTER TABLE bead ADD COLUMN adequacy REAL;",
    // What somebody typed and has not saved yet.
    "CREATE TABLE draft (key TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;",
    // The documents of a project of several, and the files that they were read from.
    "CREATE TABLE part (
        n INTEGER PRIMARY KEY, name TEXT NOT NULL, ar_start INTEGER NOT NULL, ar_end INTEGER NOT NULL,
        en_start INTEGER NOT NULL, en_end INTEGER NOT NULL
    );
    CREATE TABLE original (n INTEGER, lang TEXT, name TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (n, lang));",
    // Who made a change.
    "ALTER TABLE journal ADD COLUMN who TEXT NOT NULL DEFAULT '';",
];

/// Makes or updates the tables.
///
/// # Errors
/// When the file is not a project, or was written by a newer program.
pub(super) fn prepare(connection: &mut Connection) -> Result<()> {
    let number = |name: &str| -> rusqlite::Result<i64> {
        connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
    };
    let (application, version) =
        (number("application_id").map_err(sqlite)?, number("user_version").map_err(sqlite)?);
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(sqlite)?;
    if application != APPLICATION && tables > 0 {
        return Err(Error::new("a SQLite file, but not a review project"));
    }
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    if done > STEPS.len() {
        return Err(Error::new(format!(
            "written by a newer mizan (project version {version}; this one reads up to {})",
            STEPS.len()
        ))
        .advise("update mizan"));
    }
    if done < STEPS.len() {
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
        for step in &STEPS[done..] {
            transaction.execute_batch(step).map_err(sqlite)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION).map_err(sqlite)?;
        transaction.pragma_update(None, "user_version", STEPS.len() as i64).map_err(sqlite)?;
        transaction.commit().map_err(sqlite)?;
    }
    Ok(())
}

/// What SQLite complains about, in plain words where they are known.
#[expect(clippy::needless_pass_by_value, reason = "what map_err passes")]
pub(super) fn sqlite(error: rusqlite::Error) -> Error {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::new("not a review project").advise("give a .mizan file"),
        Some(ErrorCode::DatabaseCorrupt) => {
            Error::new("the project file is damaged").advise("take it from a backup")
        }
        Some(ErrorCode::DiskFull) => {
            Error::new("the disk is full").advise("free some space; what was acknowledged is safe")
        }
        Some(ErrorCode::ReadOnly) => Error::new("the project file cannot be written to"),
        Some(ErrorCode::CannotOpen) => Error::new("the file cannot be opened"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::new("another program is writing into the project file")
                .advise("end it there and try again")
        }
        Some(ErrorCode::SystemIoFailure) => Error::new(format!("the disk fails: {error}")),
        // A table, a column or a value that is not what a project has there.
        _ => damaged(&error.to_string()),
    }
}

/// The refusal of a project that cannot be read.
pub(super) fn damaged(what: &str) -> Error {
    Error::new(format!("the project file is damaged ({what})")).advise("take it from a backup")
}
