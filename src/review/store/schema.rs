//! The tables of a project file, and the migration of older versions.

use crate::{Error, Result};
use rusqlite::{Connection, TransactionBehavior};

/// Identifies a SQLite file as a project of this program (`Mizn` in ASCII).
const APPLICATION: i64 = 0x4D69_7A6E;

/// One migration per version; their number is the current version.
const STEPS: [&str; 8] = [
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
    // The times of subtitles.
    "ALTER TABLE document ADD COLUMN cues TEXT NOT NULL DEFAULT '[]';",
    // Displaced text.
    "CREATE TABLE crossing (n INTEGER PRIMARY KEY, ar INTEGER NOT NULL, en INTEGER NOT NULL, confidence REAL NOT NULL);",
    // The probability that the two sides of a row say the same.
    "ALTER TABLE bead ADD COLUMN adequacy REAL;",
    // Text that was typed and not saved yet.
    "CREATE TABLE draft (key TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;",
    // The documents of a project of several, and the files that they were read from.
    "CREATE TABLE part (
        n INTEGER PRIMARY KEY, name TEXT NOT NULL, ar_start INTEGER NOT NULL, ar_end INTEGER NOT NULL,
        en_start INTEGER NOT NULL, en_end INTEGER NOT NULL
    );
    CREATE TABLE original (n INTEGER, lang TEXT, name TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (n, lang));",
    // The author of a change.
    "ALTER TABLE journal ADD COLUMN who TEXT NOT NULL DEFAULT '';",
    // Who did what to a row, and the replies to its note.
    "ALTER TABLE bead ADD COLUMN people TEXT NOT NULL DEFAULT '{}'; ALTER TABLE bead ADD COLUMN replies TEXT NOT NULL DEFAULT '[]';",
];

/// The current version of the tables.
pub(super) const VERSION: usize = STEPS.len();
/// The first version with the files that the texts were read from.
pub(super) const WITH_ORIGINALS: usize = 6;
/// The first version with authors of changes.
pub(super) const WITH_NAMES: usize = 7;
/// The first version with people and replies of rows.
pub(super) const WITH_PEOPLE: usize = 8;

/// Checks that the file is a project that this program can read, and returns the version of its tables.
///
/// # Errors
/// When the file is not a project, or was written by a newer program.
pub(super) fn version(connection: &Connection) -> Result<usize> {
    let number =
        |query: &str| -> Result<i64> { connection.query_row(query, [], |row| row.get(0)).map_err(sqlite) };
    if number("PRAGMA application_id")? != APPLICATION {
        return Err(match number("SELECT count(*) FROM sqlite_schema")? {
            0 => Error::new("an empty file, not a review project").advise("give a .mizan file"),
            _ => Error::new("a SQLite file, but not a review project"),
        });
    }
    let version = usize::try_from(number("PRAGMA user_version")?).unwrap_or(usize::MAX);
    if version > VERSION {
        return Err(Error::new(format!(
            "written by a newer mizan (project version {version}; this one reads up to {VERSION})"
        ))
        .advise("update mizan"));
    }
    Ok(version)
}

/// Migrates tables of an earlier version; version 0 is an empty file.
///
/// # Errors
/// When they cannot be written.
pub(super) fn update(connection: &mut Connection, from: usize) -> rusqlite::Result<()> {
    if from >= VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in &STEPS[from..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION as i64)?;
    transaction.commit()
}

/// The error for a failure to create a project, when nothing has been acknowledged yet.
pub(super) fn making(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => {
            Error::new("the disk is full").advise("free some space; no project was made")
        }
        _ => sqlite(error),
    }
}

/// The error for a change to a project that cannot be written.
pub(super) fn read_only() -> Error {
    Error::new("the project cannot be written here: it is open for reading only")
        .advise("copy it into a folder of your own and open the copy")
}

/// An error of SQLite, worded for users where the cause is known.
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
        Some(ErrorCode::SystemIoFailure) => Error::new("the disk fails while the project is read or written")
            .advise("look after the disk, then open the project again"),
        Some(ErrorCode::OutOfMemory | ErrorCode::TooBig) => {
            damaged("a value in it is larger than any that a project has")
        }
        // A table, a column or a value that a project should have is missing or wrong.
        _ => damaged(match error {
            rusqlite::Error::QueryReturnedNoRows => "something that every project has is missing",
            rusqlite::Error::SqliteFailure(..) | rusqlite::Error::SqlInputError { .. } => {
                "a table is missing or is not what a project has there"
            }
            _ => "a value in it cannot be read",
        }),
    }
}

/// The error for a project that cannot be read.
pub(super) fn damaged(what: &str) -> Error {
    Error::new(format!("the project file is damaged ({what})")).advise("take it from a backup")
}
