//! Regrouping pieces in rows: merge, split, move, unlink, link, swap.

use super::{Edge, Plan, changed};
use crate::{
    Error, Result,
    review::{
        change::Change,
        state::{Assessment, Marks, PieceId, ReviewRow, RowId},
    },
    text::{Lang, Sides},
};

impl Plan<'_> {
    pub(super) fn merge(&self, row: RowId) -> Result<Change> {
        let at = self.at(row)?;
        let Some(next) = self.state.rows.get(at + 1) else {
            return Err(Error::new("there is no row below to merge with"));
        };
        let merged = joined(&self.state.rows[at], next);
        Ok(self.rows(at, 2, vec![changed(merged)]))
    }

    pub(super) fn split(&self, row: RowId, ar: Option<usize>, en: Option<usize>) -> Result<Change> {
        let at = self.at(row)?;
        let row = &self.state.rows[at];
        let (ar, en) = match (ar, en) {
            (Some(ar), Some(en)) => (ar, en),
            (ar, en) => self.best_cut(row, ar, en)?,
        };
        let (ar_total, en_total) = (row.pieces.ar.len(), row.pieces.en.len());
        if ar > ar_total || en > en_total || ar + en == 0 || ar + en == ar_total + en_total {
            return Err(Error::new("both rows need something; cut a sentence first"));
        }
        let mut upper = row.clone();
        let lower =
            new_row(self.state.next_row(), upper.pieces.ar.split_off(ar), upper.pieces.en.split_off(en));
        Ok(self.rows(at, 1, vec![changed(upper), lower]))
    }

    /// The cut that divides both sides in the most similar proportion, and as near the middle as that allows.
    fn best_cut(&self, row: &ReviewRow, ar: Option<usize>, en: Option<usize>) -> Result<(usize, usize)> {
        let shares = |lang| {
            let mut sum = 0.0;
            let mut shares = vec![0.0];
            for id in &row.pieces[lang] {
                sum += self.state.side(lang).text(*id).chars().count() as f64;
                shares.push(sum);
            }
            shares.iter_mut().for_each(|share| *share /= f64::max(sum, 1.0));
            shares
        };
        let (left, right) = (shares(Lang::Ar), shares(Lang::En));
        // A single piece against several cannot be cut on both sides: the rest is then one-sided.
        let inner = |given: Option<usize>, shares: &[f64]| match given {
            Some(cut) => cut..cut + 1,
            None if shares.len() > 2 => 1..shares.len() - 1,
            None => shares.len() - 1..shares.len(),
        };
        let mut best: Option<(f64, (usize, usize))> = None;
        for a in inner(ar, &left) {
            for e in inner(en, &right) {
                let (Some(l), Some(r)) = (left.get(a), right.get(e)) else { continue };
                if a + e == 0 || a + e == row.pieces.ar.len() + row.pieces.en.len() {
                    continue;
                }
                let cost = (l - r).abs() + 0.2 * ((l + r) / 2.0 - 0.5).abs();
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, (a, e)));
                }
            }
        }
        best.map(|(_, cut)| cut)
            .ok_or_else(|| Error::new("there is only one sentence on each side; cut one first"))
    }

    pub(super) fn shift(&self, row: RowId, lang: Lang, edge: Edge) -> Result<Change> {
        let at = self.at(row)?;
        let rows = &self.state.rows;
        let upper = match edge {
            Edge::First => at.checked_sub(1).ok_or_else(|| Error::new("there is no row above"))?,
            Edge::Last => at,
        };
        let (Some(a), Some(b)) = (rows.get(upper), rows.get(upper + 1)) else {
            return Err(Error::new("there is no row below"));
        };
        let (mut a, mut b) = (a.clone(), b.clone());
        let moved = match edge {
            Edge::First if !b.pieces[lang].is_empty() => {
                let id = b.pieces[lang].remove(0);
                a.pieces[lang].push(id);
                true
            }
            Edge::Last => match a.pieces[lang].pop() {
                Some(id) => {
                    b.pieces[lang].insert(0, id);
                    true
                }
                None => false,
            },
            Edge::First => false,
        };
        if !moved {
            return Err(Error::new(format!("this row has no {} to move", lang.name())));
        }
        // A row that becomes empty is removed; its marks go to its neighbour.
        let empty = ReviewRow::is_empty;
        let after = if empty(&a) {
            vec![changed(with_marks_of(b, &a))]
        } else if empty(&b) {
            vec![changed(with_marks_of(a, &b))]
        } else {
            vec![changed(a), changed(b)]
        };
        Ok(self.rows(upper, 2, after))
    }

    pub(super) fn unlink(&self, row: RowId) -> Result<Change> {
        let at = self.at(row)?;
        let row = &self.state.rows[at];
        if row.is_one_sided() {
            return Err(Error::new("this row has only one side already"));
        }
        let mut upper = row.clone();
        let lower = new_row(self.state.next_row(), Vec::new(), std::mem::take(&mut upper.pieces.en));
        Ok(self.rows(at, 1, vec![changed(upper), lower]))
    }

    /// The positions of two different rows, the upper first.
    fn two(&self, rows: [RowId; 2]) -> Result<(usize, usize)> {
        let (a, b) = (self.at(rows[0])?, self.at(rows[1])?);
        if a == b {
            return Err(Error::new("choose two different rows"));
        }
        Ok((a.min(b), a.max(b)))
    }

    pub(super) fn link(&self, rows: [RowId; 2]) -> Result<Change> {
        let (upper, lower) = self.two(rows)?;
        let made = changed(joined(&self.state.rows[upper], &self.state.rows[lower]));
        if lower == upper + 1 {
            return Ok(self.rows(upper, 2, vec![made]));
        }
        let mut change = self.rows(lower, 1, Vec::new());
        change.steps.extend(self.rows(upper, 1, vec![made]).steps);
        Ok(change)
    }

    pub(super) fn swap(&self, rows: [RowId; 2]) -> Result<Change> {
        let (upper, lower) = self.two(rows)?;
        let (mut a, mut b) = (self.state.rows[upper].clone(), self.state.rows[lower].clone());
        std::mem::swap(&mut a.pieces.en, &mut b.pieces.en);
        if [&a, &b].iter().any(|row| row.is_empty()) {
            return Err(Error::new("a row would be left empty; link the two instead"));
        }
        let mut change = self.rows(upper, 1, vec![changed(a)]);
        change.steps.extend(self.rows(lower, 1, vec![changed(b)]).steps);
        Ok(change)
    }
}

/// A new row.
fn new_row(id: RowId, ar: Vec<PieceId>, en: Vec<PieceId>) -> ReviewRow {
    ReviewRow {
        id,
        pieces: Sides::new(ar, en),
        edited: true,
        assessment: Assessment::default(),
        marks: Marks::default(),
    }
}

/// Two rows merged, with the number of the upper one.
fn joined(upper: &ReviewRow, lower: &ReviewRow) -> ReviewRow {
    let mut made = with_marks_of(upper.clone(), lower);
    made.pieces.ar.extend(&lower.pieces.ar);
    made.pieces.en.extend(&lower.pieces.en);
    made
}

/// A row with the marks of another added.
fn with_marks_of(mut row: ReviewRow, other: &ReviewRow) -> ReviewRow {
    row.marks.take_over(&other.marks);
    row
}

#[cfg(test)]
mod tests {
    use crate::{
        review::{
            edit::{Edge, Edit},
            testing::{after, rows, state, texts},
        },
        text::Lang,
    };

    #[test]
    fn merging_and_splitting_lead_back_to_the_same_pieces() {
        let mut state = state("ا\nب\nج", "a\nb\nc", &[(1, 1), (1, 1), (1, 1)]);
        let id = state.rows[0].id;
        assert_eq!(after(&mut state, &Edit::Merge { row: id }), rows(&[("ا ب", "a b"), ("ج", "c")]));
        assert!(state.rows[0].edited && !state.rows[1].edited);
        let split = Edit::Split { row: id, ar: None, en: None };
        assert_eq!(after(&mut state, &split), rows(&[("ا", "a"), ("ب", "b"), ("ج", "c")]));
    }

    #[test]
    fn pieces_move_to_the_neighbours_and_an_empty_row_goes() {
        let mut state = state("ا\nب", "a\nb\nc", &[(1, 2), (1, 1)]);
        let (first, second) = (state.rows[0].id, state.rows[1].id);
        let down = Edit::Move { row: first, lang: Lang::En, edge: Edge::Last };
        assert_eq!(after(&mut state, &down), rows(&[("ا", "a"), ("ب", "b c")]));
        let up = Edit::Move { row: second, lang: Lang::Ar, edge: Edge::First };
        assert_eq!(after(&mut state, &up), rows(&[("ا ب", "a"), ("", "b c")]));
        for _ in 0..2 {
            after(&mut state, &Edit::Move { row: second, lang: Lang::En, edge: Edge::First });
        }
        assert_eq!(texts(&state), rows(&[("ا ب", "a b c")]));
    }

    #[test]
    fn distant_rows_are_linked_and_sides_exchanged() {
        let mut state = state("ا\nب", "a\nb", &[(1, 0), (1, 1), (0, 1)]);
        let ids: Vec<_> = state.rows.iter().map(|row| row.id).collect();
        let link = Edit::Link { rows: [ids[2], ids[0]] };
        assert_eq!(after(&mut state, &link), rows(&[("ا", "b"), ("ب", "a")]));
        let swap = Edit::Swap { rows: [ids[0], ids[1]] };
        assert_eq!(after(&mut state, &swap), rows(&[("ا", "a"), ("ب", "b")]));
    }
}
