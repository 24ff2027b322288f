//! Saying something about rows: right, doubtful, a note, a finding that is all right.

use super::{LONGEST_TEXT, Plan};
use crate::{
    Error, Result,
    review::{
        change::{Change, Step},
        state::{Marks, RowId, finding_key},
    },
};

impl Plan<'_> {
    pub(super) fn confirm(&self, rows: &[RowId], on: bool) -> Result<Change> {
        let mut at = rows.iter().map(|row| self.at(*row)).collect::<Result<Vec<_>>>()?;
        at.sort_unstable();
        at.dedup();
        Ok(self.confirmed(at, on))
    }

    pub(super) fn confirmed(&self, mut at: Vec<usize>, on: bool) -> Change {
        at.retain(|at| self.state.rows[*at].marks.confirmed != on);
        let steps = if at.is_empty() { Vec::new() } else { vec![Step::Confirmed { at, after: on }] };
        Change { steps }
    }

    pub(super) fn mark(&self, row: RowId, change: impl FnOnce(&mut Marks)) -> Result<Change> {
        let at = self.at(row)?;
        let before = self.state.rows[at].marks.clone();
        let mut after = before.clone();
        change(&mut after);
        let steps = if after == before { Vec::new() } else { vec![Step::Marks { at, row, before, after }] };
        Ok(Change { steps })
    }

    pub(super) fn accept(&self, row: RowId, key: &str, on: bool) -> Result<Change> {
        let known = |key: &str| {
            self.state.position(row).is_some_and(|at| {
                let findings = &self.state.rows[at].weight.findings;
                findings.iter().any(|finding| finding_key(finding) == key)
            })
        };
        if on && !known(key) {
            return Err(Error::new("this finding is no longer there"));
        }
        self.mark(row, |marks| {
            if on {
                marks.accepted.insert(key.to_owned());
            } else {
                marks.accepted.remove(key);
            }
        })
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

#[cfg(test)]
mod tests {
    use crate::review::{
        edit::Edit,
        testing::{after, state},
    };

    #[test]
    fn changed_content_is_no_longer_confirmed_and_notes_stay() {
        let mut state = state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        let ids: Vec<_> = state.rows.iter().map(|row| row.id).collect();
        after(&mut state, &Edit::ConfirmAbove { row: ids[1] });
        assert!(state.rows.iter().all(|row| row.marks.confirmed));
        after(&mut state, &Edit::Note { row: ids[1], text: " look \n".to_owned() });
        after(&mut state, &Edit::Merge { row: ids[0] });
        assert!(!state.rows[0].marks.confirmed);
        assert_eq!(state.rows[0].marks.note, "look");
    }
}
