//! Marking rows: confirmed, flagged, with a note, with an accepted finding.

use super::{Judged, LONGEST_TEXT, Plan, typed};
use crate::{
    Error, Result,
    check::Severity,
    review::{
        change::{Change, Step},
        people::Reply,
        state::{Marks, RowId},
    },
};
use std::collections::BTreeMap;

/// Most replies to a note: every page that shows the row is sent all of them.
const MOST_REPLIES: usize = 200;

impl Plan<'_> {
    pub(super) fn confirm(&self, rows: &[RowId], on: bool, spare: bool) -> Result<Change> {
        let mut at = self.all_at(rows)?;
        let wrong = |row| self.state.open_findings(row).any(|finding| finding.severity == Severity::Error);
        at.retain(|at| {
            let row = &self.state.rows[*at];
            row.marks.confirmed != on && !(spare && wrong(row))
        });
        // One step for each person who has confirmed them, so that its inverse names that person.
        let mut by: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in at {
            by.entry(self.state.rows[at].marks.by.confirmed.clone()).or_default().push(at);
        }
        let steps = by.into_iter().map(|(by, at)| Step::Confirmed { at, after: on, by });
        Ok(Change { steps: steps.collect() })
    }

    pub(super) fn mark(&self, row: RowId, change: impl FnOnce(&mut Marks)) -> Result<Change> {
        let at = self.at(row)?;
        let before = self.state.rows[at].marks.clone();
        let mut after = before.clone();
        change(&mut after);
        let steps = if after == before { Vec::new() } else { vec![Step::marks(at, row, before, after)] };
        Ok(Change { steps })
    }

    /// Sets the note; without it its replies are gone too.
    pub(super) fn note(&self, row: RowId, text: &str) -> Result<Change> {
        let text = said(text)?;
        self.mark(row, |marks| {
            if text.is_empty() {
                marks.replies.clear();
            }
            marks.note = text;
        })
    }

    pub(super) fn reply(&self, row: RowId, text: &str) -> Result<Change> {
        let text = said(text)?;
        if text.is_empty() {
            return Err(Error::new("a reply needs words"));
        }
        if self.state.rows[self.at(row)?].marks.replies.len() >= MOST_REPLIES {
            return Err(Error::new(format!("this note has {MOST_REPLIES} replies already"))
                .advise("write the outcome into the note"));
        }
        self.mark(row, |marks| marks.hear(Reply { text, ..Reply::default() }))
    }

    pub(super) fn accept(&self, rows: &[RowId], key: &str, on: bool) -> Result<Change> {
        let mut at = self.all_at(rows)?;
        let row = |at: usize| &self.state.rows[at];
        at.retain(|at| !on || self.state.has_finding(row(*at), key));
        if at.is_empty() {
            return Err(Error::new("this finding is no longer there"));
        }
        let step = |at: usize| {
            let before = row(at).marks.clone();
            let mut after = before.clone();
            if on {
                after.accepted.insert(key.to_owned());
            } else {
                after.accepted.remove(key);
            }
            (after != before).then(|| Step::marks(at, row(at).id, before, after))
        };
        Ok(Change { steps: at.into_iter().filter_map(step).collect() })
    }

    /// Accepts findings and adds remarks; findings and remarks that are there already are skipped.
    pub(super) fn judge(&self, judged: &[Judged]) -> Result<Change> {
        let mut change = Change::default();
        for Judged { row, right, remark } in judged {
            let remark = typed(remark.trim());
            let at = self.at(*row)?;
            let found = |key: &&String| self.state.has_finding(&self.state.rows[at], key);
            let right: Vec<String> = right.iter().filter(found).cloned().collect();
            let one = self.mark(*row, |marks| {
                marks.accepted.extend(right);
                add_remark(&mut marks.note, &remark);
            })?;
            if remark.len() > LONGEST_TEXT || one.steps.iter().any(is_too_long) {
                return Err(Error::new("the note is too long"));
            }
            change.steps.extend(one.steps);
        }
        Ok(change)
    }

    pub(super) fn accept_everywhere(&self, key: &str, on: bool) -> Change {
        let steps = if self.state.accepted.contains(key) == on || key.len() > LONGEST_TEXT {
            Vec::new()
        } else {
            vec![Step::Accepted { key: key.to_owned(), after: on }]
        };
        Change { steps }
    }
}

/// A note as it was typed.
fn said(text: &str) -> Result<String> {
    let text = typed(text.trim());
    if text.len() > LONGEST_TEXT { Err(Error::new("the note is too long")) } else { Ok(text) }
}

/// Adds a remark to a note, on a line of its own, unless it is there already.
pub(in crate::review) fn add_remark(note: &mut String, remark: &str) {
    let is_there = format!("\n{note}\n").contains(&format!("\n{remark}\n"));
    if remark.is_empty() || is_there {
        return;
    }
    if !note.is_empty() {
        note.push('\n');
    }
    note.push_str(remark);
}

/// True if a step makes a note longer than one may be.
fn is_too_long(step: &Step) -> bool {
    matches!(step, Step::Marks { after, .. } if after.note.len() > LONGEST_TEXT)
}

#[cfg(test)]
mod tests {
    use crate::{
        check::{Code, Finding, Severity},
        review::{
            edit::{Edit, Judged},
            testing::{Lengths, after, state},
        },
    };

    #[test]
    fn changed_content_is_no_longer_confirmed_and_notes_stay() {
        let mut state = state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        let ids: Vec<_> = state.rows.iter().map(|row| row.id).collect();
        after(&mut state, &Edit::Confirm { rows: ids.clone(), on: true, spare: false });
        assert!(state.rows.iter().all(|row| row.marks.confirmed));
        after(&mut state, &Edit::Note { row: ids[1], text: " look \n".to_owned() });
        after(&mut state, &Edit::Merge { row: ids[0] });
        assert!(!state.rows[0].marks.confirmed);
        assert_eq!(state.rows[0].marks.note, "look");
    }

    #[test]
    fn a_note_has_a_limited_number_of_replies() {
        let mut state = state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        let reply = |n: usize| Edit::Reply { row: 1, text: n.to_string() };
        // The first words are the note.
        for n in 0..=super::MOST_REPLIES {
            after(&mut state, &reply(n));
        }
        assert_eq!(state.rows[0].marks.replies.len(), super::MOST_REPLIES);
        assert!(reply(1000).change(&state, &Lengths).is_err());
        assert!(Edit::Reply { row: 2, text: "x".to_owned() }.change(&state, &Lengths).is_ok());
    }

    #[test]
    fn many_rows_are_confirmed_without_those_whose_errors_are_open_unless_that_is_asked() {
        let mut state = state("ا\nب\nج", "a\nb\nc", &[(1, 1), (1, 1), (1, 1)]);
        let ids: Vec<_> = state.rows.iter().map(|row| row.id).collect();
        let wrong = |severity| Finding {
            severity,
            code: Code::Scale,
            message: String::new(),
            ar: None,
            en: None,
            throughout: false,
        };
        state.rows[0].assessment.findings = vec![wrong(Severity::Error)];
        state.rows[1].assessment.findings = vec![wrong(Severity::Warning)];
        let key = state.key(&state.rows[0], &state.rows[0].assessment.findings[0]);
        let confirmed = |state: &crate::review::State| {
            state.rows.iter().map(|row| row.marks.confirmed).collect::<Vec<_>>()
        };
        after(&mut state, &Edit::Confirm { rows: ids.clone(), on: true, spare: true });
        assert_eq!(confirmed(&state), [false, true, true]);
        after(&mut state, &Edit::Confirm { rows: ids.clone(), on: true, spare: false });
        assert_eq!(confirmed(&state), [true, true, true]);
        // An accepted finding is not open, so its row is not skipped.
        after(&mut state, &Edit::Confirm { rows: ids.clone(), on: false, spare: false });
        after(&mut state, &Edit::Accept { rows: ids[..1].to_vec(), key, on: true });
        after(&mut state, &Edit::Confirm { rows: ids[..2].to_vec(), on: true, spare: true });
        assert_eq!(confirmed(&state), [true, true, false]);
    }

    #[test]
    fn a_finding_is_accepted_in_the_rows_that_are_named_and_have_it() {
        let mut state = state("ا\nب\nج", "a\nb\nc", &[(1, 1), (1, 1), (1, 1)]);
        let ids: Vec<_> = state.rows.iter().map(|row| row.id).collect();
        let found = Finding {
            severity: Severity::Error,
            code: Code::Scale,
            message: String::new(),
            ar: None,
            en: None,
            throughout: false,
        };
        for at in [0, 2] {
            state.rows[at].assessment.findings = vec![found.clone()];
        }
        let key = state.key(&state.rows[0], &found);
        let edit = Edit::Accept { rows: ids[..2].to_vec(), key, on: true };
        after(&mut state, &edit);
        let open: Vec<_> = state.rows.iter().map(|row| state.open_findings(row).count()).collect();
        assert_eq!(open, [0, 0, 1]);
        assert!(state.rows[1].marks.accepted.is_empty());
    }

    #[test]
    fn judgements_accept_what_is_there_and_add_remarks_once() {
        let mut state = state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        let found = Finding {
            severity: Severity::Error,
            code: Code::Scale,
            message: String::new(),
            ar: None,
            en: None,
            throughout: false,
        };
        state.rows[0].assessment.findings = vec![found.clone()];
        let key = state.key(&state.rows[0], &found);
        let judged = |at: usize, remark: &str| Judged {
            row: state.rows[at].id,
            right: vec![key.clone()],
            remark: remark.to_owned(),
        };
        let edit = Edit::Judge { rows: vec![judged(0, "as the ministry writes"), judged(1, "look")] };
        let note = Edit::Note { row: state.rows[1].id, text: "mine".to_owned() };
        after(&mut state, &note);
        after(&mut state, &edit);
        assert_eq!(state.open_findings(&state.rows[0]).count(), 0);
        assert!(state.rows[1].marks.accepted.is_empty(), "there is no such finding");
        let notes: Vec<&str> = state.rows.iter().map(|row| row.marks.note.as_str()).collect();
        assert_eq!(notes, ["as the ministry writes", "mine\nlook"]);
        let before = state.clone();
        after(&mut state, &edit);
        assert_eq!(state, before, "read twice, it changes nothing more");
    }
}
