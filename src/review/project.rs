//! An open review: the state in memory and its journal, kept consistent.

use super::{
    assess::Assessor,
    change::Change,
    done::Done,
    edit::Edit,
    journal::{Journal, JournalEntry, JournalHead},
    merging::{self, Choice, Copy},
    realign,
    recent::Recent,
    signing,
    state::{RowId, State},
};
use crate::{Error, Result, align::Watch};
use jiff::Timestamp;
use std::sync::Arc;
#[cfg(feature = "project")]
use {super::store::Store, std::path::Path};

/// A review with its journal.
#[derive(Debug)]
pub struct Desk<J> {
    journal: J,
    state: State,
    head: JournalHead,
    recent: Recent,
    /// Receives the progress of a realignment.
    watch: Arc<Watch>,
}

/// An open project: a review in a file.
#[cfg(feature = "project")]
pub type Project = Desk<Store>;

/// The reason why an edit was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The page that sent it had not seen the latest change.
    Stale,
    /// It is impossible; nothing has changed.
    Impossible(Error),
    /// It could not be written to disk; nothing has changed.
    Disk(Error),
}

/// The current time in the format of the journal.
fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(feature = "project")]
impl Project {
    /// Opens a project file; read-only if it cannot be written.
    ///
    /// # Errors
    /// When it is not a project, is newer than this program, or is open in another process.
    pub fn open(path: &Path) -> Result<Self> {
        let (journal, state, head) = Store::open(path)?;
        Ok(Desk { journal, state, head, recent: Recent::default(), watch: Arc::default() })
    }

    /// Creates a project in memory.
    ///
    /// # Errors
    /// When there is not enough memory.
    pub fn in_memory(state: &State) -> Result<Self> {
        let (journal, state, head) = Store::in_memory(state)?;
        Ok(Desk { journal, state, head, recent: Recent::default(), watch: Arc::default() })
    }

    /// Opens in memory the project of a file with the given content.
    ///
    /// # Errors
    /// When it is not a project or is newer than this program.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self> {
        let (journal, state, head) = Store::of_bytes(bytes)?;
        Ok(Desk { journal, state, head, recent: Recent::default(), watch: Arc::default() })
    }

    /// The current content of the project file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        self.journal.bytes()
    }

    /// Stores the address of the page, for the message of a second process that tries to open the project.
    pub fn say_address(&mut self, address: &str) {
        self.journal.say_address(address);
    }

    /// True if the project cannot be written: changes are refused.
    pub fn is_read_only(&self) -> bool {
        self.journal.is_read_only()
    }

    /// Sets the author of the following changes.
    pub fn sign(&mut self, who: &str) {
        self.journal.sign(who);
    }

    /// Stores text that was typed and not saved, or deletes it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_draft(&mut self, key: &str, text: Option<&str>) -> Result<()> {
        self.journal.keep_draft(key, text, &now())
    }
}

impl<J: Journal> Desk<J> {
    /// A review with an empty journal.
    pub fn new(state: State, journal: J) -> Self {
        Desk {
            journal,
            state,
            head: JournalHead::default(),
            recent: Recent::default(),
            watch: Arc::default(),
        }
    }

    /// Sets the receiver of the progress of a realignment, which may also stop it.
    pub fn watch_by(&mut self, watch: Arc<Watch>) {
        self.watch = watch;
    }

    /// The review as it is now.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The position in the journal.
    pub fn head(&self) -> JournalHead {
        self.head
    }

    /// The row that was changed last, if it still exists, for the reviewer to continue there.
    pub fn last_place(&self) -> Option<RowId> {
        let (name, change) = self.journal.change(self.head.done).ok().flatten()?;
        let done = Done::of(&name, &change, &self.state, self.head);
        done.focus.or(done.changed.last().copied()).filter(|row| self.state.position(*row).is_some())
    }

    /// The names of the changes that undo and redo would apply.
    pub fn neighbours(&self) -> (Option<String>, Option<String>) {
        let name = |seq| self.journal.change(seq).ok().flatten().map(|(name, _)| name);
        let redo = if self.head.done < self.head.all { name(self.head.done + 1) } else { None };
        (name(self.head.done), redo)
    }

    /// Applies an edit; the change is on the disk when this returns. It may be made on an earlier
    /// revision if what it is about has not changed since.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn edit(&mut self, revision: i64, edit: &Edit) -> Result<Done, Refusal> {
        if revision != self.head.revision && !self.recent.leave(revision, edit, &self.state) {
            return Err(Refusal::Stale);
        }
        let mut change = match edit {
            Edit::Realign => {
                self.watch.begin();
                let align = realign::watched(Arc::clone(&self.watch));
                realign::change(&self.state, &align).map_err(Refusal::Impossible)?
            }
            edit => edit.change(&self.state, &Assessor).map_err(Refusal::Impossible)?,
        };
        if change.is_empty() {
            return Ok(Done::of(edit.name(), &change, &self.state, self.head));
        }
        let now = now();
        // Rows that the aligner makes are of nobody.
        if *edit != Edit::Realign {
            signing::sign(&mut change, self.journal.author(), &now);
        }
        self.perform(&change, |journal, state, head| {
            journal.record(state, JournalEntry { name: edit.name(), change: &change, at: &now }, head)
        })?;
        Ok(Done::of(edit.name(), &change, &self.state, self.head))
    }

    /// Merges another copy of the review into this one, as one change.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn merge(&mut self, revision: i64, copy: &Copy, choice: &Choice) -> Result<Done, Refusal> {
        self.fresh(revision)?;
        let change = merging::change(&self.state, copy, choice, &Assessor).map_err(Refusal::Impossible)?;
        if !change.is_empty() {
            let now = now();
            self.perform(&change, |journal, state, head| {
                journal.record(state, JournalEntry { name: "merge-copy", change: &change, at: &now }, head)
            })?;
        }
        Ok(Done::of("merge-copy", &change, &self.state, self.head))
    }

    /// Undoes the last change.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn undo(&mut self, revision: i64) -> Result<Done, Refusal> {
        self.fresh(revision)?;
        self.step(self.head.done, self.head.done - 1, "there is nothing to undo", Change::inverse)
    }

    /// Redoes the last undone change.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn redo(&mut self, revision: i64) -> Result<Done, Refusal> {
        self.fresh(revision)?;
        self.step(self.head.done + 1, self.head.done + 1, "there is nothing to redo", Change::clone)
    }

    fn step(
        &mut self,
        seq: i64,
        done: i64,
        nothing: &str,
        turn: impl FnOnce(&Change) -> Change,
    ) -> Result<Done, Refusal> {
        let (name, change) = self
            .journal
            .change(seq)
            .map_err(Refusal::Disk)?
            .ok_or_else(|| Refusal::Impossible(Error::new(nothing)))?;
        let change = turn(&change);
        let next = JournalHead { done, revision: self.head.revision + 1, ..self.head };
        self.perform(&change, |journal, state, _| journal.moved(state, &change, next).map(|()| next))?;
        Ok(Done::of(&name, &change, &self.state, self.head))
    }

    /// Goes to the state in which the first `to` changes of the journal are applied, backward or
    /// forward, in one transaction. All rows may be different afterwards.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn travel(&mut self, revision: i64, to: i64) -> Result<Done, Refusal> {
        self.fresh(revision)?;
        let JournalHead { done, all, .. } = self.head;
        if !(0..=all).contains(&to) {
            return Err(Refusal::Impossible(Error::new("the journal has no such moment")));
        }
        let read = |seq| {
            let found = self.journal.change(seq).map_err(Refusal::Disk)?;
            found
                .map(|(_, change)| change)
                .ok_or_else(|| Refusal::Impossible(Error::new("the journal has a gap")))
        };
        let mut way = Change::default();
        for seq in (to + 1..=done).rev() {
            way.steps.extend(read(seq)?.inverse().steps);
        }
        for seq in done + 1..=to {
            way.steps.extend(read(seq)?.steps);
        }
        if !way.is_empty() {
            let before = self.state.clone();
            let next = JournalHead { done: to, revision: self.head.revision + 1, all };
            let went =
                self.perform(&way, |journal, state, _| journal.moved(state, &way, next).map(|()| next));
            if went.is_err() {
                // If a change in the middle does not fit, those before it have been applied.
                self.state = before;
            }
            went?;
        }
        Ok(Done::of("travel", &Change::default(), &self.state, self.head))
    }

    fn fresh(&self, revision: i64) -> Result<(), Refusal> {
        if revision == self.head.revision { Ok(()) } else { Err(Refusal::Stale) }
    }

    /// Applies a change to both the rows and the disk, or to neither.
    fn perform(
        &mut self,
        change: &Change,
        write: impl FnOnce(&mut J, &State, JournalHead) -> Result<JournalHead>,
    ) -> Result<(), Refusal> {
        change.apply(&mut self.state).map_err(Refusal::Impossible)?;
        match write(&mut self.journal, &self.state, self.head) {
            Ok(head) => {
                self.head = head;
                self.recent.add(head.revision, change, &self.state);
                Ok(())
            }
            Err(error) => {
                change.inverse().apply(&mut self.state).map_err(Refusal::Impossible)?;
                Err(Refusal::Disk(error))
            }
        }
    }

    /// The journal, which has the history.
    pub fn journal(&self) -> &J {
        &self.journal
    }
}

#[cfg(feature = "project")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing;
    use crate::review::{done::Splice, state::Crossing};

    fn open(folder: &Path) -> Project {
        let path = folder.join("a.mizan");
        if !path.exists() {
            let state = testing::state("ا\nب\nج", "a\nb\nc", &[(1, 1), (1, 1), (1, 1)]);
            Store::create(&path, &state).unwrap();
        }
        Project::open(&path).unwrap()
    }

    #[test]
    fn undo_and_redo_reach_through_closing_and_reopening() {
        let folder = tempfile::tempdir().unwrap();
        let mut project = open(folder.path());
        assert_eq!(project.last_place(), None);
        let start = project.state().clone();
        let mut revision = 0;
        for _ in 0..2 {
            revision = project.edit(revision, &Edit::Merge { row: 1 }).unwrap().revision;
        }
        let end = project.state().clone();
        drop(project);
        let mut project = open(folder.path());
        assert_eq!(project.last_place(), Some(1));
        assert_eq!(project.neighbours(), (Some("merge".to_owned()), None));
        for _ in 0..2 {
            revision = project.undo(revision).unwrap().revision;
        }
        assert_eq!(project.state(), &start);
        assert!(matches!(project.undo(revision), Err(Refusal::Impossible(_))));
        drop(project);
        let mut project = open(folder.path());
        for _ in 0..2 {
            revision = project.redo(revision).unwrap().revision;
        }
        assert_eq!(project.state(), &end);
        assert!(matches!(project.redo(revision), Err(Refusal::Impossible(_))));
    }

    #[test]
    fn the_journal_leads_to_any_moment_and_back_in_one_step() {
        let folder = tempfile::tempdir().unwrap();
        let mut project = open(folder.path());
        let mut moments = vec![project.state().clone()];
        for edit in [
            Edit::Merge { row: 1 },
            Edit::Note { row: 3, text: "look".to_owned() },
            Edit::Unlink { row: 1 },
            Edit::Confirm { rows: vec![1, 3], on: true, spare: false },
        ] {
            project.edit(project.head().revision, &edit).unwrap();
            moments.push(project.state().clone());
        }
        for to in [0, 3, 1, 4, 2] {
            let revision = project.head().revision;
            assert_eq!(project.travel(revision, to).unwrap().revision, revision + 1);
            assert_eq!(project.state(), &moments[to as usize]);
            drop(project);
            project = open(folder.path());
            assert_eq!((project.state(), project.head().all), (&moments[to as usize], 4));
        }
        let head = project.head();
        assert_eq!(project.travel(head.revision, 2).unwrap().revision, head.revision);
        assert!(matches!(project.travel(head.revision, 5), Err(Refusal::Impossible(_))));
        assert!(matches!(project.travel(head.revision, -1), Err(Refusal::Impossible(_))));
        assert_eq!(project.travel(0, 0), Err(Refusal::Stale));
        assert_eq!(project.head(), head);
    }

    #[test]
    fn a_row_is_sent_again_when_its_other_half_finds_a_counterpart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mizan");
        let mut state = testing::state("ا\nب", "b\na\nx", &[(1, 0), (1, 1), (0, 1), (0, 1)]);
        state.crossings = vec![Crossing { pieces: crate::text::Sides::new(0, 1), confidence: 0.9 }];
        Store::create(&path, &state).unwrap();
        let mut project = Project::open(&path).unwrap();
        let elsewhere = |project: &Project| project.state().other_halves(&project.state().rows[0]);
        assert_eq!(elsewhere(&project), [(2, vec![1])]);
        let done = project.edit(0, &Edit::Link { rows: [2, 3] }).unwrap();
        assert_eq!((done.changed, elsewhere(&project)), (vec![1], vec![]));
        let done = project.undo(done.revision).unwrap();
        assert_eq!((done.changed, elsewhere(&project)), (vec![1], vec![(2, vec![1])]));
        // Edits of other rows do not affect it.
        assert_eq!(project.edit(done.revision, &Edit::Flag { row: 2, on: true }).unwrap().changed, [2]);
    }

    #[test]
    fn an_edit_of_a_stale_page_is_refused_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut project = open(folder.path());
        project.edit(0, &Edit::Unlink { row: 1 }).unwrap();
        let before = project.state().clone();
        assert_eq!(project.edit(0, &Edit::Merge { row: 1 }), Err(Refusal::Stale));
        assert_eq!(project.undo(7), Err(Refusal::Stale));
        assert_eq!(project.state(), &before);
    }

    #[test]
    fn an_edit_of_a_row_that_nobody_touched_since_is_made_on_an_earlier_revision() {
        let folder = tempfile::tempdir().unwrap();
        let mut project = open(folder.path());
        let confirm = |row| Edit::Confirm { rows: vec![row], on: true, spare: false };
        let note = |row, text: &str| Edit::Note { row, text: text.to_owned() };
        project.edit(0, &confirm(1)).unwrap();
        project.edit(0, &note(1, "one")).unwrap();
        assert_eq!(project.edit(0, &confirm(3)).unwrap().revision, 3);
        // Somebody else wrote this note meanwhile; a reply is never too late.
        assert_eq!(project.edit(1, &note(1, "two")), Err(Refusal::Stale));
        project.edit(1, &Edit::Reply { row: 1, text: "two".to_owned() }).unwrap();
        // Row 2 has gone: neither its neighbour nor a row that would now be merged with it is as it was.
        let revision = project.head().revision;
        project.edit(revision, &Edit::Merge { row: 2 }).unwrap();
        for edit in [Edit::Merge { row: 1 }, confirm(2), Edit::Link { rows: [1, 2] }] {
            assert_eq!(project.edit(revision, &edit), Err(Refusal::Stale), "{edit:?}");
        }
        // A revision that is not remembered, or not there yet.
        drop(project);
        let mut project = open(folder.path());
        assert_eq!(project.edit(revision, &Edit::Flag { row: 1, on: true }), Err(Refusal::Stale));
        assert_eq!(project.edit(revision + 9, &Edit::Flag { row: 1, on: true }), Err(Refusal::Stale));
    }

    #[test]
    fn an_edit_that_changes_nothing_is_not_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let mut project = open(folder.path());
        assert_eq!(project.edit(0, &Edit::Flag { row: 1, on: false }).unwrap().revision, 0);
        assert_eq!(project.head(), JournalHead::default());
    }

    #[test]
    fn what_was_undone_is_forgotten_when_something_else_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let mut project = open(folder.path());
        project.edit(0, &Edit::Merge { row: 1 }).unwrap();
        project.undo(1).unwrap();
        let done = project.edit(2, &Edit::Unlink { row: 2 }).unwrap();
        assert_eq!((done.focus, project.neighbours()), (Some(2), (Some("unlink".to_owned()), None)));
        assert_eq!(done.splices, [Splice { above: Some(1), removed: vec![2], inserted: vec![2, 4] }]);
    }
}
