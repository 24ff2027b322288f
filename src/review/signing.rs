//! The names of people in what they change.

use super::{
    change::{Change, Step},
    state::{Marks, ReviewRow},
};

/// Writes the name of a person into the change of an edit: rows that it alters, confirmations,
/// flags, notes and replies.
pub(super) fn sign(change: &mut Change, who: &str, now: &str) {
    for step in &mut change.steps {
        match step {
            Step::Rows { after, .. } => after.iter_mut().for_each(|row| sign_row(row, who)),
            Step::Marks { before, after, .. } => sign_marks(before, after, who, now),
            Step::Confirmed { after: true, by, .. } => who.clone_into(by),
            _ => {}
        }
    }
}

/// A row that a person has made or changed.
fn sign_row(row: &mut ReviewRow, who: &str) {
    if row.edited {
        who.clone_into(&mut row.marks.by.edited);
    }
    if !row.marks.confirmed {
        row.marks.by.confirmed.clear();
    }
}

fn sign_marks(before: &Marks, after: &mut Marks, who: &str, now: &str) {
    let name = |on: bool| if on { who.to_owned() } else { String::new() };
    if after.flagged != before.flagged {
        after.by.flagged = name(after.flagged);
    }
    if after.confirmed != before.confirmed {
        after.by.confirmed = name(after.confirmed);
    }
    if after.note != before.note {
        after.by.noted = name(!after.note.is_empty());
    }
    for reply in after.replies.iter_mut().skip(before.replies.len()).filter(|reply| reply.at.is_empty()) {
        who.clone_into(&mut reply.who);
        now.clone_into(&mut reply.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{
        edit::Edit,
        testing::{Lengths, state},
    };

    fn signed(state: &mut super::super::State, edit: &Edit, who: &str) -> Change {
        let mut change = edit.change(state, &Lengths).unwrap();
        sign(&mut change, who, "2026-01-01T00:00:00Z");
        change.apply(state).unwrap();
        change
    }

    #[test]
    fn every_edit_note_and_confirmation_has_the_name_of_its_author_and_undo_takes_it_back() {
        let mut state = state("ا\nب\nج", "a\nb\nc", &[(1, 1), (1, 1), (1, 1)]);
        let start = state.clone();
        let rows: Vec<u32> = state.rows.iter().map(|row| row.id).collect();
        let text = |text: &str| text.to_owned();
        let done = [
            ("Huda", Edit::Confirm { rows: rows[..2].to_vec(), on: true, spare: false }),
            ("Sami", Edit::Flag { row: rows[1], on: true }),
            ("Huda", Edit::Note { row: rows[1], text: text("why a?") }),
            ("Sami", Edit::Reply { row: rows[1], text: text("it says so") }),
            ("Huda", Edit::Reply { row: rows[1], text: text("fine") }),
        ]
        .map(|(who, edit)| signed(&mut state, &edit, who));
        let marks = &state.rows[1].marks;
        assert_eq!(
            (marks.by.confirmed.as_str(), marks.by.flagged.as_str(), marks.by.noted.as_str()),
            ("Huda", "Sami", "Huda")
        );
        assert_eq!(marks.thread(), ["Huda: why a?", "Sami: it says so", "Huda: fine"]);
        let confirmed = state.clone();
        // Another person takes the confirmation back; the undo of that names the first again.
        let back = signed(&mut state, &Edit::Confirm { rows: rows.clone(), on: false, spare: false }, "Sami");
        assert_eq!(state.rows[0].marks.by.confirmed, "");
        back.inverse().apply(&mut state).unwrap();
        assert_eq!(state, confirmed);
        let merged = signed(&mut state, &Edit::Merge { row: rows[1] }, "Mona");
        let marks = &state.rows[1].marks;
        assert_eq!((marks.by.edited.as_str(), marks.by.confirmed.as_str()), ("Mona", ""));
        merged.inverse().apply(&mut state).unwrap();
        for change in done.iter().rev() {
            change.inverse().apply(&mut state).unwrap();
        }
        assert_eq!(state, start);
    }

    #[test]
    fn what_two_people_said_about_rows_that_become_one_stays_apart() {
        let mut state = state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        let rows: Vec<u32> = state.rows.iter().map(|row| row.id).collect();
        signed(&mut state, &Edit::Note { row: rows[0], text: "one".to_owned() }, "Huda");
        signed(&mut state, &Edit::Note { row: rows[1], text: "two".to_owned() }, "Sami");
        signed(&mut state, &Edit::Merge { row: rows[0] }, "Huda");
        assert_eq!(state.rows[0].marks.thread(), ["Huda: one", "Sami: two"]);
        // Without its note, a thread is gone; a reply to nothing is a note.
        signed(&mut state, &Edit::Note { row: rows[0], text: String::new() }, "Huda");
        assert_eq!(state.rows[0].marks.thread(), Vec::<String>::new());
        signed(&mut state, &Edit::Reply { row: rows[0], text: "three".to_owned() }, "Sami");
        let marks = &state.rows[0].marks;
        assert_eq!((marks.note.as_str(), marks.by.noted.as_str(), marks.replies.len()), ("three", "Sami", 0));
    }
}
