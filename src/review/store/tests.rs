//! Tests of the project file.

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
    std::fs::write(folder.path().join("text"), "not a database at all, just some text\n".repeat(9)).unwrap();
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
     DROP TABLE part; DROP TABLE original; ALTER TABLE journal DROP COLUMN who; ALTER TABLE bead DROP COLUMN people; \
     ALTER TABLE bead DROP COLUMN replies; PRAGMA user_version = 1";

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
    let (lang, piece) = (crate::text::Lang::Ar, state.rows[0].pieces.ar[0]);
    let written = crate::review::edit::NewText { lang, piece, text: "جملة أخرى".to_owned() };
    for edit in [
        Edit::Note { row: state.rows[0].id, text: "انظر هنا".to_owned() },
        Edit::Texts { texts: vec![written], cut: None },
    ] {
        let change = edit.change(&state, &Lengths).unwrap();
        change.apply(&mut state).unwrap();
        head = store
            .record(&state, JournalEntry { name: edit.name(), change: &change, at: "now" }, head)
            .unwrap();
    }
    drop(store);
    assert_eq!(Store::open(&path).unwrap().1, state);
    for harm in ["UPDATE bead SET note = 'انظر هناك' WHERE note <> ''", "UPDATE piece SET corrected = NULL"]
    {
        let copy = folder.path().join("copy");
        std::fs::copy(&path, &copy).unwrap();
        Connection::open(&copy).unwrap().execute_batch(harm).unwrap();
        let refused = Store::peek(&copy).unwrap_err().to_string();
        assert!(refused.contains("corrections or notes"), "{harm}: {refused}");
    }
}

#[test]
fn what_changed_its_place_is_kept_and_found_again_in_a_change() {
    let mut state = small();
    let crossing =
        |ar, en| crate::review::state::Crossing { pieces: crate::text::Sides::new(ar, en), confidence: 0.75 };
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
    store.record(&state, JournalEntry { name: "realign", change: &change, at: "now" }, head).unwrap();
    assert_eq!(store.change(1).unwrap().unwrap().1, change);
    assert_eq!(Store::peek(&path).unwrap(), state);
}

#[test]
fn the_times_of_subtitles_are_kept() {
    let mut state = small();
    let mut document = (*state.sides.en.document).clone();
    document.cues = vec![crate::document::Cue { span: crate::text::Span::new(0, 9), start: 1, end: 2500 }];
    state.sides.en.document = document.into();
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
            head = store
                .record(&state, JournalEntry { name: edit.name(), change: &change, at: "now" }, head)
                .unwrap();
        }
    }
    drop(store);
    assert_eq!(Store::peek(&path).unwrap(), state);
}

fn flag(store: &mut Store, state: &mut State, head: JournalHead, row: usize) -> Result<JournalHead> {
    let on = !state.rows[row].marks.flagged;
    let edit = Edit::Flag { row: state.rows[row].id, on };
    let change = edit.change(state, &Lengths)?;
    let mut after = state.clone();
    change.apply(&mut after)?;
    let head = store.record(&after, JournalEntry { name: edit.name(), change: &change, at: "now" }, head)?;
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
                head = JournalHead { done: head.done - 1, revision: head.revision + 1, ..head };
                store.moved(&state, &back, head).unwrap();
            } else {
                let edit = random_edit(seed, &state);
                let Ok(change) = edit.change(&state, &Lengths) else { continue };
                change.apply(&mut state).unwrap();
                head = store.record(&state, JournalEntry { name: edit.name(), change: &change, at: "now" }, head).unwrap();
            }
        }
        drop(store);
        let (_, read, read_head) = Store::open(&path).unwrap();
        prop_assert_eq!(read, state);
        prop_assert_eq!(read_head, head);
    }
}
