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
mod write;

pub use super::journal::Head;
pub use draft::Draft;
pub use memory::MAGIC;
pub use original::Original;

use super::{change::Change, journal::Journal, state::State};
use crate::{Error, Result, bitext::sync_folder, lock::Lock};
use identity::Opened;
use load::{head, load, parsed};
use reading::{Still, can_be_written, folder_of, open_still};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use schema::{making, sqlite};
use std::{fs::File, path::Path};
use tempfile::TempDir;
use write::{fill, json, rank_anew, set_head, set_words, write_step};

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
    pub fn open(path: &Path) -> Result<(Self, State, Head)> {
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
    fn look(path: &Path) -> Result<(Self, State, Head)> {
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

    fn read(mut connection: Connection, opened: Option<Opened>, mode: Mode) -> Result<(Self, State, Head)> {
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
        name: &str,
        change: &Change,
        now: &str,
        head: Head,
    ) -> Result<Head> {
        let next = head.after_change();
        let who = self.who.clone();
        self.write(state, change, next, |transaction| {
            transaction.execute("DELETE FROM journal WHERE seq > ?1", [head.done])?;
            transaction.execute(
                "INSERT INTO journal (seq, at, name, change, who) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![next.done, now, name, json(change)?, who],
            )?;
            Ok(())
        })?;
        Ok(next)
    }

    /// Sets the author of the following changes.
    pub fn sign(&mut self, who: &str) {
        who.clone_into(&mut self.who);
    }

    /// The author of a change; empty if unknown.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn who(&self, seq: i64) -> Result<String> {
        if self.version < schema::WITH_NAMES {
            return Ok(String::new());
        }
        let who =
            self.connection.query_row("SELECT who FROM journal WHERE seq = ?1", [seq], |row| row.get(0));
        who.optional().map(Option::unwrap_or_default).map_err(sqlite)
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
                rank_anew(&transaction, state, ranks)?;
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

    fn record(&mut self, state: &State, name: &str, change: &Change, now: &str, head: Head) -> Result<Head> {
        Store::record(self, state, name, change, now, head)
    }

    fn moved(&mut self, state: &State, change: &Change, next: Head) -> Result<()> {
        Store::moved(self, state, change, next)
    }

    fn who(&self, seq: i64) -> Result<String> {
        Store::who(self, seq)
    }

    fn history(&self, most: u32) -> Result<Vec<(i64, String, String)>> {
        Store::history(self, most)
    }
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
    fn a_project_of_the_first_version_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old");
        Store::create(&path, &small()).unwrap();
        let old = Connection::open(&path).unwrap();
        old.execute_batch(FIRST).unwrap();
        drop(old);
        for _ in 0..2 {
            assert_eq!(Store::open(&path).unwrap().1, small());
        }
    }

    /// Reverts what versions after the first added.
    const FIRST: &str = "ALTER TABLE document DROP COLUMN cues; ALTER TABLE bead DROP COLUMN adequacy; DROP TABLE crossing; DROP TABLE draft; \
         DROP TABLE part; DROP TABLE original; ALTER TABLE journal DROP COLUMN who; PRAGMA user_version = 1";

    #[test]
    fn reading_brings_no_project_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old");
        Store::create(&path, &small()).unwrap();
        Connection::open(&path).unwrap().execute_batch(FIRST).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert_eq!(Store::peek(&path).unwrap(), small());
        let (state, store) = Store::inspect(&path).unwrap();
        assert_eq!((state, store.original(0, crate::text::Lang::Ar)), (small(), Ok(None)));
        assert_eq!((store.who(1), store.is_read_only()), (Ok(String::new()), true));
        drop(store);
        assert_eq!(std::fs::read(&path).unwrap(), before);
        let Still { connection, .. } = open_still(&path).unwrap();
        let opened = Opened::new(&path, false).unwrap();
        assert_eq!(Store::read(connection, Some(opened), Mode::Still(None)).unwrap().1, small());
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn what_is_read_where_nothing_can_be_written_holds_edits_that_lie_beside_it_and_takes_none() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        Store::create(&at("a"), &small()).unwrap();
        let (mut store, mut state, head) = Store::open(&at("a")).unwrap();
        // The reader keeps the edit in the log.
        let reader = Connection::open(at("a")).unwrap();
        reader.execute_batch("BEGIN; SELECT * FROM bead").unwrap();
        flag(&mut store, &mut state, head, 2).unwrap();
        for end in ["", "-wal"] {
            std::fs::copy(at(&format!("a{end}")), at(&format!("b{end}"))).unwrap();
        }
        let Still { connection, copy } = open_still(&at("b")).unwrap();
        let opened = Opened::new(&at("b"), false).unwrap();
        let (mut still, mut read, head) = Store::read(connection, Some(opened), Mode::Still(copy)).unwrap();
        assert_eq!(read, state);
        let refused = flag(&mut still, &mut read, head, 1).unwrap_err().to_string();
        assert!(refused.contains("open for reading only"), "{refused}");
        assert!(still.is_read_only() && still.keep_draft("ar:1", Some("x"), "now").is_err());
        assert!(still.drafts().unwrap().is_empty());
    }

    #[test]
    fn what_was_changed_in_the_words_of_a_person_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        Store::create(&path, &small()).unwrap();
        let (mut store, mut state, mut head) = Store::open(&path).unwrap();
        let (lang, piece) = (crate::text::Lang::Ar, state.rows[0].ar[0]);
        let written = crate::review::edit::Written { lang, piece, text: "جملة أخرى".to_owned() };
        for edit in [
            Edit::Note { row: state.rows[0].id, text: "انظر هنا".to_owned() },
            Edit::Texts { texts: vec![written], cut: None },
        ] {
            let change = edit.change(&state, &Lengths).unwrap();
            change.apply(&mut state).unwrap();
            head = store.record(&state, edit.name(), &change, "now", head).unwrap();
        }
        drop(store);
        assert_eq!(Store::open(&path).unwrap().1, state);
        for harm in
            ["UPDATE bead SET note = 'انظر هناك' WHERE note <> ''", "UPDATE piece SET corrected = NULL"]
        {
            let copy = folder.path().join("copy");
            std::fs::copy(&path, &copy).unwrap();
            Connection::open(&copy).unwrap().execute_batch(harm).unwrap();
            let refused = Store::peek(&copy).unwrap_err().to_string();
            assert!(refused.contains("corrections or notes"), "{harm}: {refused}");
        }
    }

    #[test]
    fn what_changed_its_place_is_kept_and_found_anew_in_a_change() {
        let mut state = small();
        let crossing = |ar, en| crate::review::state::Crossing { ar, en, confidence: 0.75 };
        state.crossings = vec![crossing(2, 1), crossing(1, 1)];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("moved");
        Store::create(&path, &state).unwrap();
        let (mut store, read, head) = Store::open(&path).unwrap();
        assert_eq!(read, state);
        let after = vec![crossing(0, 3)];
        let step = crate::review::change::Step::Crossings { before: state.crossings.clone(), after };
        let change = Change { steps: vec![step] };
        change.apply(&mut state).unwrap();
        store.record(&state, "realign", &change, "now", head).unwrap();
        assert_eq!(store.change(1).unwrap().unwrap().1, change);
        assert_eq!(Store::peek(&path).unwrap(), state);
    }

    #[test]
    fn the_times_of_subtitles_are_kept() {
        let mut state = small();
        let mut document = (*state.en.document).clone();
        document.cues =
            vec![crate::document::Cue { span: crate::text::Span::new(0, 9), start: 1, end: 2500 }];
        state.en.document = document.into();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film");
        Store::create(&path, &state).unwrap();
        assert_eq!(Store::peek(&path).unwrap(), state);
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

    fn flag(store: &mut Store, state: &mut State, head: Head, row: usize) -> Result<Head> {
        let on = !state.rows[row].marks.flagged;
        let edit = Edit::Flag { row: state.rows[row].id, on };
        let change = edit.change(state, &Lengths)?;
        let mut after = state.clone();
        change.apply(&mut after)?;
        let head = store.record(&after, edit.name(), &change, "now", head)?;
        *state = after;
        Ok(head)
    }

    #[test]
    fn a_copy_of_the_file_alone_holds_every_edit_while_the_project_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("a.mizan"), folder.path().join("copy.mizan"));
        Store::create(&path, &small()).unwrap();
        let (mut store, mut state, mut head) = Store::open(&path).unwrap();
        for n in 0..20 {
            head = flag(&mut store, &mut state, head, n % 4).unwrap();
            std::fs::copy(&path, &copy).unwrap();
            assert_eq!(Store::peek(&copy).unwrap(), state, "edit {n}");
        }
        store.keep_draft("ar:1", Some("نصّ لم يُحفظ"), "now").unwrap();
        std::fs::copy(&path, &copy).unwrap();
        let drafts = Store::open(&copy).unwrap().0.drafts().unwrap();
        assert_eq!((drafts[0].key.as_str(), drafts[0].text.as_str()), ("ar:1", "نصّ لم يُحفظ"));
        store.keep_draft("ar:1", None, "now").unwrap();
        assert!(store.drafts().unwrap().is_empty());
        assert!(store.keep_draft("ar:1", Some(&"a".repeat(200_000)), "now").is_err());
    }

    #[test]
    fn what_another_project_left_behind_is_never_played_into_this_one() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        Store::create(&at("a.mizan"), &small()).unwrap();
        let (mut store, mut state, head) = Store::open(&at("a.mizan")).unwrap();
        flag(&mut store, &mut state, head, 0).unwrap();
        let log = std::fs::read(at("a.mizan-wal")).unwrap();
        assert!(!log.is_empty());
        drop(store);
        // Next to a new project, and next to one that replaced another.
        std::fs::write(at("b.mizan-wal"), &log).unwrap();
        let other = testing::state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        Store::create(&at("b.mizan"), &other).unwrap();
        assert_eq!(Store::open(&at("b.mizan")).unwrap().1, other);
        for (n, end) in [(1, "-wal"), (2, "-wal"), (1, "-journal")] {
            std::fs::write(at(&format!("b.mizan{end}")), &log).unwrap();
            assert_eq!(Store::open(&at("b.mizan")).unwrap().1, other);
            assert!(at(&format!("b.mizan{end}.old{n}")).exists(), "{end}");
        }
        // A log of the project itself is applied.
        let (mut store, mut state, head) = Store::open(&at("a.mizan")).unwrap();
        store.connection.execute_batch("PRAGMA wal_autocheckpoint = 0").unwrap();
        flag(&mut store, &mut state, head, 1).unwrap();
        for end in ["", "-wal"] {
            std::fs::copy(at(&format!("a.mizan{end}")), at(&format!("c.mizan{end}"))).unwrap();
        }
        assert_eq!(Store::open(&at("c.mizan")).unwrap().1, state);
        assert!(!at("c.mizan-wal.old1").exists());
    }

    #[test]
    fn a_project_that_moves_or_changes_under_a_reviewer_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let (path, moved) = (folder.path().join("a.mizan"), folder.path().join("b.mizan"));
        Store::create(&path, &small()).unwrap();
        let (mut store, mut state, head) = Store::open(&path).unwrap();
        std::fs::rename(&path, &moved).unwrap();
        let refused = flag(&mut store, &mut state, head, 0).unwrap_err().to_string();
        assert!(refused.contains("moved or deleted"), "{refused}");
        std::fs::rename(&moved, &path).unwrap();
        let head = flag(&mut store, &mut state, head, 0).unwrap();
        // A second writer that ignores the lock.
        let other = Connection::open(&path).unwrap();
        other.execute_batch("UPDATE meta SET value = '9' WHERE key = 'revision'").unwrap();
        let refused = flag(&mut store, &mut state, head, 1).unwrap_err().to_string();
        assert!(refused.contains("another process has changed"), "{refused}");
        assert!(!Store::peek(&path).unwrap().rows[1].marks.flagged);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_project_is_not_opened_twice_under_two_names_or_without_its_lock() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        Store::create(&at("a.mizan"), &small()).unwrap();
        std::fs::hard_link(at("a.mizan"), at("hard.mizan")).unwrap();
        std::os::unix::fs::symlink(at("a.mizan"), at("soft.mizan")).unwrap();
        let first = Store::open(&at("a.mizan")).unwrap();
        std::fs::remove_file(at("a.mizan.lock")).unwrap();
        for name in ["hard.mizan", "soft.mizan", "a.mizan"] {
            let refused = Store::open(&at(name)).unwrap_err().to_string();
            assert!(refused.contains("open already"), "{name}: {refused}");
        }
        drop(first);
        Store::open(&at("hard.mizan")).unwrap();
    }

    #[test]
    fn a_damaged_project_is_refused_in_plain_words() {
        let folder = tempfile::tempdir().unwrap();
        for (n, harm) in [
            "DROP TABLE bead",
            "UPDATE bead SET ar = '[1,'",
            "UPDATE document SET text = text || 'x' WHERE lang = 'en'",
            "UPDATE piece SET start = 900, end = 901",
            "DELETE FROM meta WHERE key = 'done'",
        ]
        .into_iter()
        .enumerate()
        {
            let path = folder.path().join(format!("{n}.mizan"));
            Store::create(&path, &small()).unwrap();
            Connection::open(&path).unwrap().execute_batch(harm).unwrap();
            let refused = Store::open(&path).unwrap_err().to_string();
            assert!(refused.contains("is damaged") && refused.contains("backup"), "{harm}: {refused}");
        }
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
