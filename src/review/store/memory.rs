//! A project without a file: the same tables in memory, and the bytes of the corresponding file.

use super::{JournalHead, Mode, Store, harden, schema, schema::sqlite, write::fill};
use crate::{Error, Result, review::state::State};
use rusqlite::{Connection, MAIN_DB};

/// The first bytes of every SQLite file.
pub const MAGIC: &[u8] = b"SQLite format 3\0";

/// The bytes of a SQLite file that say how it is written and read: 1 with a journal, 2 with a write-ahead log.
const MODES: [usize; 2] = [18, 19];

impl Store {
    /// Creates a project in memory.
    ///
    /// # Errors
    /// When there is not enough memory.
    pub fn in_memory(state: &State) -> Result<(Self, State, JournalHead)> {
        let mut connection = Connection::open_in_memory().map_err(sqlite)?;
        schema::update(&mut connection, 0).map_err(sqlite)?;
        fill(&mut connection, state, &[]).map_err(sqlite)?;
        Self::read(connection, None, Mode::Memory)
    }

    /// The project of a file with the given content, which is copied.
    ///
    /// # Errors
    /// When it is not a project or is newer than this program.
    pub fn of_bytes(bytes: &[u8]) -> Result<(Self, State, JournalHead)> {
        if !bytes.starts_with(MAGIC) || MODES.iter().any(|at| bytes.len() <= *at) {
            return Err(Error::new("not a review project").advise("give a .mizan file"));
        }
        let mut bytes = bytes.to_vec();
        // In memory there is no log, and SQLite refuses files that say that they have one.
        MODES.iter().for_each(|at| bytes[*at] = 1);
        let mut connection = Connection::open_in_memory().map_err(sqlite)?;
        let length = bytes.len();
        connection.deserialize_read_exact(MAIN_DB, bytes.as_slice(), length, false).map_err(sqlite)?;
        harden(&connection)?;
        let version = schema::version(&connection)?;
        schema::update(&mut connection, version).map_err(sqlite)?;
        Self::read(connection, None, Mode::Memory)
    }

    /// The content of the project file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        self.connection.serialize(MAIN_DB).map(|data| data.to_vec()).map_err(sqlite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Edit, Project, testing};

    fn state() -> State {
        testing::state("ا\nب\nج", "a\nb\nc", &[(1, 1), (1, 1), (1, 1)])
    }

    #[test]
    fn what_was_begun_in_memory_goes_on_in_a_file_and_back() {
        let mut desk = Project::in_memory(&state()).unwrap();
        assert_eq!(desk.state(), &state());
        desk.edit(0, &Edit::Merge { row: 1 }).unwrap();
        desk.keep_draft("note:3", Some("look")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mizan");
        std::fs::write(&path, desk.bytes().unwrap()).unwrap();
        let mut project = Project::open(&path).unwrap();
        assert_eq!((project.state(), project.head()), (desk.state(), desk.head()));
        project.edit(1, &Edit::Flag { row: 3, on: true }).unwrap();
        let kept = project.state().clone();
        drop(project);
        let mut again = Project::of_bytes(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(again.state(), &kept);
        assert_eq!(again.journal().drafts().unwrap().len(), 1);
        again.undo(2).unwrap();
        again.undo(3).unwrap();
        assert_eq!(again.state(), &state());
    }

    #[test]
    fn what_is_no_project_is_refused() {
        let refused = |bytes: &[u8]| Project::of_bytes(bytes).unwrap_err().to_string();
        assert!(refused(b"").contains("not a review project"));
        assert!(refused(MAGIC).contains("not a review project"));
        let whole = Project::in_memory(&state()).unwrap().bytes().unwrap();
        assert!(
            refused(&whole[..whole.len() / 2]).contains("damaged"),
            "{}",
            refused(&whole[..whole.len() / 2])
        );
        let other = Connection::open_in_memory().unwrap();
        other.execute_batch("CREATE TABLE t (x)").unwrap();
        assert!(refused(&other.serialize(MAIN_DB).unwrap()).contains("not a review project"));
    }
}
