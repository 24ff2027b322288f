//! The project file: a review on disk, in SQLite.
//!
//! Every edit is one transaction, which is on the disk before the edit is acknowledged. The tables
//! contain the review as it is now; the journal contains every change with the old values, so that
//! undo reaches back to the beginning. A program that dies at any moment leaves a file that opens
//! with everything that was acknowledged.

mod draft;
mod identity;
mod load;
mod lock;
mod memory;
mod original;
mod reading;
mod schema;
#[cfg(test)]
mod tests;
mod write;

pub use super::journal::JournalHead;
pub use draft::Draft;
pub use memory::MAGIC;
pub use original::Original;

use super::{
    change::Change,
    journal::{Journal, JournalEntry},
    state::State,
};
use crate::{Error, Result, bitext::sync_folder, lock::Lock};
use identity::Opened;
use load::{head, load, parsed};
use reading::{Still, can_be_written, folder_of, open_still};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use schema::{making, sqlite};
use std::{fs::File, path::Path};
use tempfile::TempDir;
use write::{fill, json, renumber, set_head, set_words, write_step};

/// An open project file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// `None` for a project in memory.
    opened: Option<Opened>,
    /// The unique id of the project; empty for projects of earlier versions.
    id: String,
    /// The rank of every row, which orders the rows in the file.
    ranks: Vec<i64>,
    mode: Mode,
    /// The version of its tables, which may be an earlier one if nothing is written.
    version: usize,
    /// The author of changes.
    who: String,
}

/// The kind of access to an open project.
#[derive(Debug)]
enum Mode {
    /// Reading and writing, with the lock.
    Write(Lock),
    /// In memory, without a file.
    Memory,
    /// Reading only, where another process may write.
    Look,
    /// Reading only, where nothing can be written; the file that is read may be a copy.
    Still(#[expect(dead_code, reason = "removed when it is dropped")] Option<TempDir>),
}

impl Store {
    /// Creates a project file. It appears under its name only when it is complete.
    ///
    /// # Errors
    /// When there is already a file of that name, or it cannot be written.
    pub fn create(path: &Path, state: &State) -> Result<()> {
        Self::create_with(path, state, &[])
    }

    /// Like [`Store::create`], with the files that the texts were read from.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create_with(path: &Path, state: &State, originals: &[Original]) -> Result<()> {
        if path.exists() {
            return Err(Error::new("there is such a file already").at(path.display()));
        }
        let failed = |error: std::io::Error| Error::io(path, &error);
        // In a folder, because SQLite writes next to the file; all of it is deleted on failure.
        let beside = tempfile::Builder::new().prefix(".mizan-").suffix(".tmp").tempdir_in(folder_of(path));
        let beside = beside.map_err(failed)?;
        let made = beside.path().join("project");
        identity::clear(path)?;
        Self::make(&made, state, originals).map_err(|error| making(error).at(path.display()))?;
        File::open(&made).and_then(|file| file.sync_all()).map_err(failed)?;
        let made = tempfile::TempPath::try_from_path(made).map_err(failed)?;
        made.persist_noclobber(path).map_err(|error| failed(error.error))?;
        sync_folder(path);
        Ok(())
    }

    fn make(path: &Path, state: &State, originals: &[Original]) -> rusqlite::Result<()> {
        let mut connection = Connection::open(path)?;
        // A review is private until its owner changes that; files that SQLite makes next to it
        // inherit the permissions.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
        }
        connection.execute_batch("PRAGMA journal_mode = WAL;")?;
        schema::update(&mut connection, 0)?;
        fill(&mut connection, state, originals)?;
        connection.close().map_err(|(_, error)| error)
    }

    /// Opens a project for reading and writing, or for reading only if it cannot be written.
    ///
    /// # Errors
    /// When the file is not a project, is newer than this program, or is open in another process.
    pub fn open(path: &Path) -> Result<(Self, State, JournalHead)> {
        if !path.is_file() {
            return Err(Error::io(path, &std::io::ErrorKind::NotFound.into()));
        }
        if !can_be_written(path) {
            return Self::look(path);
        }
        let lock = lock::take(path)?;
        let opened = Opened::new(path, true)?;
        let run = || {
            identity::leave_foreign_logs(path)?;
            let mut connection = open_in_place(path)?;
            harden(&connection)?;
            let version = schema::version(&connection)?;
            schema::update(&mut connection, version).map_err(sqlite)?;
            connection
                .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
                .map_err(sqlite)?;
            let read = Self::read(connection, Some(opened), Mode::Write(lock))?;
            read.0.merge_log()?;
            Ok(read)
        };
        run().map_err(|error: Error| error.at(path.display()))
    }

    /// Reads the review of a project, which may be open elsewhere, without changing anything.
    ///
    /// # Errors
    /// When the file is not a project or is newer than this program.
    pub fn peek(path: &Path) -> Result<State> {
        Self::inspect(path).map(|(state, _)| state)
    }

    /// Like [`Store::peek`], also returning the store, for the other content of the project.
    ///
    /// # Errors
    /// As [`Store::peek`].
    pub fn inspect(path: &Path) -> Result<(State, Self)> {
        if !path.is_file() {
            return Err(Error::io(path, &std::io::ErrorKind::NotFound.into()));
        }
        Self::look(path).map(|(store, state, _)| (state, store))
    }

    /// Opens a project for reading.
    fn look(path: &Path) -> Result<(Self, State, JournalHead)> {
        let run = || {
            let opened = Opened::new(path, false)?;
            let (connection, mode) = if can_be_written(path) {
                if !identity::is_taken(path) {
                    identity::leave_foreign_logs(path)?;
                }
                (open_in_place(path)?, Mode::Look)
            } else {
                let Still { connection, copy } = open_still(path)?;
                (connection, Mode::Still(copy))
            };
            connection.pragma_update(None, "query_only", true).map_err(sqlite)?;
            harden(&connection)?;
            Self::read(connection, Some(opened), mode)
        };
        run().map_err(|error: Error| error.at(path.display()))
    }

    fn read(
        mut connection: Connection,
        opened: Option<Opened>,
        mode: Mode,
    ) -> Result<(Self, State, JournalHead)> {
        let version = schema::version(&connection)?;
        let reading = connection.transaction().map_err(sqlite)?;
        let (state, ranks) = load(&reading, version).map_err(sqlite)?;
        let head = head(&reading).map_err(sqlite)?;
        check_texts(&reading, &state)?;
        let id = load::meta(&reading, "id").optional().map_err(sqlite)?.unwrap_or_default();
        reading.finish().map_err(sqlite)?;
        Ok((Store { connection, opened, id, ranks, mode, version, who: String::new() }, state, head))
    }

    /// True if the project cannot be written: changes are refused.
    pub fn is_read_only(&self) -> bool {
        matches!(self.mode, Mode::Look | Mode::Still(_))
    }

    /// Checks that the project may be written and is still the file that was opened.
    ///
    /// # Errors
    /// When it is not.
    fn check(&self) -> Result<()> {
        if self.is_read_only() {
            return Err(schema::read_only());
        }
        self.opened.as_ref().map_or(Ok(()), Opened::check)
    }

    /// The unique id of the project; empty for projects of earlier versions.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Stores the address of the page, for the message of a second process that tries to open the project.
    pub fn say_address(&mut self, address: &str) {
        if let Mode::Write(lock) = &mut self.mode {
            lock.say(address);
        }
    }

    /// Writes a new change, after which undone changes can no longer be redone.
    ///
    /// `state` is the review with the change applied.
    ///
    /// # Errors
    /// When it cannot be written; the file is then unchanged.
    pub fn record(
        &mut self,
        state: &State,
        entry: JournalEntry<'_>,
        head: JournalHead,
    ) -> Result<JournalHead> {
        let JournalEntry { name, change, at } = entry;
        let next = head.after_change();
        let who = self.who.clone();
        self.write(state, change, next, |transaction| {
            transaction.execute("DELETE FROM journal WHERE seq > ?1", [head.done])?;
            transaction.execute(
                "INSERT INTO journal (seq, at, name, change, who) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![next.done, at, name, json(change)?, who],
            )?;
            Ok(())
        })?;
        Ok(next)
    }

    /// Sets the author of the following changes.
    pub fn sign(&mut self, who: &str) {
        who.clone_into(&mut self.who);
    }

    /// The author of the following changes.
    pub fn author(&self) -> &str {
        &self.who
    }

    /// The author of a change; empty if unknown.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn who(&self, seq: i64) -> Result<String> {
        if self.version < schema::WITH_NAMES {
            return Ok(String::new());
        }
        let read = || {
            let mut select = self.connection.prepare_cached("SELECT who FROM journal WHERE seq = ?1")?;
            select.query_row([seq], |row| row.get(0)).optional()
        };
        read().map(Option::unwrap_or_default).map_err(sqlite)
    }

    /// The change with the given number, with its name: undo applies the inverse of change `done`,
    /// redo change `done + 1`.
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

    /// The position in the journal.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn head(&self) -> Result<JournalHead> {
        let reading = self.connection.unchecked_transaction().map_err(sqlite)?;
        head(&reading).map_err(sqlite)
    }

    /// The number, time and name of the last changes, newest first.
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

    /// Writes an undo or a redo: `change` has been applied to `state`.
    ///
    /// # Errors
    /// When it cannot be written; the file is then unchanged.
    pub fn moved(&mut self, state: &State, change: &Change, next: JournalHead) -> Result<()> {
        self.write(state, change, next, |_| Ok(()))
    }

    fn write(
        &mut self,
        state: &State,
        change: &Change,
        next: JournalHead,
        journal: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<()> {
        self.check()?;
        let mut ranks = self.ranks.clone();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = transaction.map_err(sqlite)?;
        let there = head(&transaction).map_err(sqlite)?.revision;
        if there + 1 != next.revision {
            return Err(Error::new("another process has changed the project in the meantime")
                .advise("end that one, then end this one and open the project again"));
        }
        let run = |transaction: Transaction<'_>, ranks: &mut Vec<i64>| -> rusqlite::Result<()> {
            for step in &change.steps {
                write_step(&transaction, step, ranks)?;
            }
            debug_assert_eq!(ranks.len(), state.rows.len());
            if ranks.windows(2).any(|pair| pair[0] >= pair[1]) {
                renumber(&transaction, state, ranks)?;
            }
            journal(&transaction)?;
            set_words(&transaction, state)?;
            set_head(&transaction, next)?;
            transaction.commit()
        };
        run(transaction, &mut ranks).map_err(sqlite)?;
        self.ranks = ranks;
        self.merge_log()
    }

    /// Writes the log into the file itself, so that a copy of the file alone has everything that
    /// was acknowledged. A concurrent reader only delays this.
    fn merge_log(&self) -> Result<()> {
        let run = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        run.map_err(sqlite)
    }
}

fn open_in_place(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
    connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(sqlite)?;
    Ok(connection)
}

/// Disables everything in SQLite that a file of untrusted origin could execute.
fn harden(connection: &Connection) -> Result<()> {
    use rusqlite::config::DbConfig;
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)
        .and_then(|_| connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false))
        .map(drop)
        .map_err(sqlite)
}

/// Checks by hashes that both documents and the texts written by people are unchanged.
fn check_texts(on: &Transaction<'_>, state: &State) -> Result<()> {
    let kept = |key| load::meta(on, key).optional().map_err(sqlite);
    // Older projects have no hashes.
    if kept("documents")?.is_some_and(|kept| kept != write::hash_of_documents(state)) {
        return Err(schema::damaged("its texts are not those that it was made of"));
    }
    if kept("words")?.is_some_and(|kept| kept != write::hash_of_words(state)) {
        return Err(schema::damaged("its corrections or notes are not those that were written"));
    }
    Ok(())
}

/// True if a project and its folder can be written.
pub fn is_writable(path: &Path) -> bool {
    can_be_written(path)
}

impl Journal for Store {
    fn id(&self) -> &str {
        Store::id(self)
    }

    fn change(&self, seq: i64) -> Result<Option<(String, Change)>> {
        Store::change(self, seq)
    }

    fn record(&mut self, state: &State, entry: JournalEntry<'_>, head: JournalHead) -> Result<JournalHead> {
        Store::record(self, state, entry, head)
    }

    fn moved(&mut self, state: &State, change: &Change, next: JournalHead) -> Result<()> {
        Store::moved(self, state, change, next)
    }

    fn author(&self) -> &str {
        Store::author(self)
    }

    fn who(&self, seq: i64) -> Result<String> {
        Store::who(self, seq)
    }

    fn history(&self, most: u32) -> Result<Vec<(i64, String, String)>> {
        Store::history(self, most)
    }
}
