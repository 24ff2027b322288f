//! What a reviewer can do to the rows, each thing turned into a [`Change`].
//!
//! An [`Edit`] is a wish as the page sends it; [`Edit::change`] says what it means for the rows at hand, or why it
//! cannot be. Nothing is changed here.

use super::{
    change::{Change, Step},
    state::{Marks, Piece, PieceId, Row, RowId, State},
    weigh::Weigh,
};
use crate::{
    Error, Result,
    bitext::Flat,
    text::{Lang, Span},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest note or corrected sentence, in bytes.
const LONGEST_TEXT: usize = 100_000;

/// The first or the last piece of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Edge {
    /// The first piece, which moves up to the end of the row above.
    First,
    /// The last piece, which moves down to the head of the row below.
    Last,
}

/// A wish of the reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Edit {
    /// Puts a row and the next into one.
    Merge {
        /// The upper row.
        row: RowId,
    },
    /// Makes two rows of one. Without numbers it is parted where the lengths of both sides fit best.
    Split {
        /// The row.
        row: RowId,
        /// How many Arabic pieces stay in the upper row.
        ar: Option<usize>,
        /// How many English pieces stay in the upper row.
        en: Option<usize>,
    },
    /// Cuts a piece in two; both stay in the row.
    Cut {
        /// The row.
        row: RowId,
        /// The side.
        lang: Lang,
        /// Where in the line of that side, in UTF-16 units as browsers count.
        at: usize,
    },
    /// Moves a piece at the edge of a row to the neighbouring row.
    Move {
        /// The row.
        row: RowId,
        /// The side.
        lang: Lang,
        /// Which piece, and so in which direction.
        edge: Edge,
    },
    /// Takes a row apart: Arabic alone, English alone.
    Unlink {
        /// The row.
        row: RowId,
    },
    /// Puts two rows, wherever they are, into one, at the place of the upper.
    Link {
        /// The two rows.
        rows: [RowId; 2],
    },
    /// Exchanges the English sides of two rows.
    Swap {
        /// The two rows.
        rows: [RowId; 2],
    },
    /// Says that rows are right, or takes that back.
    Confirm {
        /// The rows.
        rows: Vec<RowId>,
        /// Right or not yet.
        on: bool,
    },
    /// Says that a row and all above it are right.
    ConfirmAbove {
        /// The lowest row.
        row: RowId,
    },
    /// Says that a row needs another look, or no longer.
    Flag {
        /// The row.
        row: RowId,
        /// It does or not.
        on: bool,
    },
    /// Writes a remark on a row; an empty one takes it away.
    Note {
        /// The row.
        row: RowId,
        /// The remark.
        text: String,
    },
    /// Corrects the text of a piece. The text of the document puts it back as it was.
    Correct {
        /// The row.
        row: RowId,
        /// The side.
        lang: Lang,
        /// The piece.
        piece: PieceId,
        /// Its new text.
        text: String,
    },
    /// Says that a finding is all right in this row, or takes that back.
    Accept {
        /// The row.
        row: RowId,
        /// The [key](super::state::finding_key) of the finding.
        key: String,
        /// It is or not.
        on: bool,
    },
    /// Says that a finding is all right wherever it occurs, or takes that back.
    AcceptEverywhere {
        /// The [key](super::state::finding_key) of the finding.
        key: String,
        /// It is or not.
        on: bool,
    },
    /// Aligns everything between the confirmed rows anew.
    Realign,
}

impl Edit {
    /// The name of the edit, as in its JSON form.
    pub fn name(&self) -> &'static str {
        match self {
            Edit::Merge { .. } => "merge",
            Edit::Split { .. } => "split",
            Edit::Cut { .. } => "cut",
            Edit::Move { .. } => "move",
            Edit::Unlink { .. } => "unlink",
            Edit::Link { .. } => "link",
            Edit::Swap { .. } => "swap",
            Edit::Confirm { .. } => "confirm",
            Edit::ConfirmAbove { .. } => "confirm-above",
            Edit::Flag { .. } => "flag",
            Edit::Note { .. } => "note",
            Edit::Correct { .. } => "correct",
            Edit::Accept { .. } => "accept",
            Edit::AcceptEverywhere { .. } => "accept-everywhere",
            Edit::Realign => "realign",
        }
    }

    /// What the wish means for the rows at hand; empty when everything is so already.
    ///
    /// # Errors
    /// When it cannot be done: no such row, nothing to split, no row below …
    pub fn change(&self, state: &State, scales: &dyn Weigh) -> Result<Change> {
        let plan = Plan { state, scales, pieces: BTreeMap::new() };
        match self {
            Edit::Merge { row } => plan.merge(*row),
            Edit::Split { row, ar, en } => plan.split(*row, *ar, *en),
            Edit::Cut { row, lang, at } => plan.cut(*row, *lang, *at),
            Edit::Move { row, lang, edge } => plan.shift(*row, *lang, *edge),
            Edit::Unlink { row } => plan.unlink(*row),
            Edit::Link { rows } => plan.link(*rows),
            Edit::Swap { rows } => plan.swap(*rows),
            Edit::Confirm { rows, on } => plan.confirm(rows, *on),
            Edit::ConfirmAbove { row } => {
                let last = plan.at(*row)?;
                Ok(plan.confirmed((0..=last).collect(), true))
            }
            Edit::Flag { row, on } => plan.mark(*row, |marks| marks.flagged = *on),
            Edit::Note { row, text } => {
                let text = text.trim();
                if text.len() > LONGEST_TEXT {
                    return Err(Error::new("the note is too long"));
                }
                plan.mark(*row, |marks| text.clone_into(&mut marks.note))
            }
            Edit::Correct { row, lang, piece, text } => plan.correct(*row, *lang, *piece, text),
            Edit::Accept { row, key, on } => plan.accept(*row, key, *on),
            Edit::AcceptEverywhere { key, on } => Ok(plan.accept_everywhere(key, *on)),
            Edit::Realign => Err(Error::new("realignment is not an edit of single rows")),
        }
    }
}

/// The state, the scales, and pieces that the change will make or alter.
struct Plan<'a> {
    state: &'a State,
    scales: &'a dyn Weigh,
    pieces: BTreeMap<(Lang, PieceId), Piece>,
}

impl Plan<'_> {
    fn at(&self, id: RowId) -> Result<usize> {
        self.state.position(id).ok_or_else(|| Error::new("this row is no longer there"))
    }

    fn text(&self, lang: Lang, id: PieceId) -> String {
        let side = self.state.side(lang);
        match self.pieces.get(&(lang, id)) {
            Some(Piece { corrected: Some(text), .. }) => text.clone(),
            Some(piece) => side.original(piece),
            None => side.text(id),
        }
    }

    /// A row with new content, weighed; a person vouched for the old content only.
    fn weighed(&self, mut row: Row) -> Row {
        let texts = |lang| row.pieces(lang).iter().map(|id| self.text(lang, *id)).collect::<Vec<_>>();
        row.weight = self.scales.weigh(&texts(Lang::Ar), &texts(Lang::En));
        row.marks.confirmed = false;
        row.edited = true;
        row
    }

    fn new_row(&self, id: RowId, ar: Vec<PieceId>, en: Vec<PieceId>) -> Row {
        self.weighed(Row { id, ar, en, edited: true, weight: Default::default(), marks: Marks::default() })
    }

    /// The change that puts `after` in the place of the rows from `at` on.
    fn rows(&self, at: usize, count: usize, after: Vec<Row>) -> Change {
        let before = self.state.rows[at..at + count].to_vec();
        Change { steps: vec![Step::Rows { at, before, after }] }
    }

    fn merge(&self, row: RowId) -> Result<Change> {
        let at = self.at(row)?;
        let Some(next) = self.state.rows.get(at + 1) else {
            return Err(Error::new("there is no row below to merge with"));
        };
        let merged = joined(&self.state.rows[at], next);
        Ok(self.rows(at, 2, vec![self.weighed(merged)]))
    }

    fn split(&self, row: RowId, ar: Option<usize>, en: Option<usize>) -> Result<Change> {
        let at = self.at(row)?;
        let row = &self.state.rows[at];
        let (ar, en) = match (ar, en) {
            (Some(ar), Some(en)) => (ar, en),
            (ar, en) => self.best_cut(row, ar, en)?,
        };
        let (ar_total, en_total) = (row.ar.len(), row.en.len());
        if ar > ar_total || en > en_total || ar + en == 0 || ar + en == ar_total + en_total {
            return Err(Error::new("both rows need something; cut a sentence first"));
        }
        let mut upper = row.clone();
        let lower = self.new_row(self.state.next_row(), upper.ar.split_off(ar), upper.en.split_off(en));
        Ok(self.rows(at, 1, vec![self.weighed(upper), lower]))
    }

    /// Where both sides are parted in the most similar proportion, as near the middle as that allows.
    fn best_cut(&self, row: &Row, ar: Option<usize>, en: Option<usize>) -> Result<(usize, usize)> {
        let shares = |lang| {
            let mut sum = 0.0;
            let mut shares = vec![0.0];
            for id in row.pieces(lang) {
                sum += self.text(lang, *id).chars().count() as f64;
                shares.push(sum);
            }
            shares.iter_mut().for_each(|share| *share /= f64::max(sum, 1.0));
            shares
        };
        let (left, right) = (shares(Lang::Ar), shares(Lang::En));
        // One piece against several cannot be parted on both sides: the rest then stands alone.
        let inner = |given: Option<usize>, shares: &[f64]| match given {
            Some(cut) => cut..cut + 1,
            None if shares.len() > 2 => 1..shares.len() - 1,
            None => shares.len() - 1..shares.len(),
        };
        let mut best: Option<(f64, (usize, usize))> = None;
        for a in inner(ar, &left) {
            for e in inner(en, &right) {
                let (Some(l), Some(r)) = (left.get(a), right.get(e)) else { continue };
                if a + e == 0 || a + e == row.ar.len() + row.en.len() {
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

    fn cut(mut self, row: RowId, lang: Lang, at: usize) -> Result<Change> {
        let position = self.at(row)?;
        let row = &self.state.rows[position];
        let line = self.state.line(lang, row);
        let byte = byte_of_utf16(&line.text, at);
        let nothing = || Error::new("there is nothing to cut here; put the caret inside a sentence");
        let index = line.places.iter().position(|p| p.start < byte && byte < p.end).ok_or_else(nothing)?;
        let id = row.pieces(lang)[index];
        let text = self.text(lang, id);
        let byte = byte - line.places[index].start;
        let (head, tail) = (text[..byte].trim_end(), text[byte..].trim_start());
        if head.is_empty() || tail.is_empty() {
            return Err(nothing());
        }
        let side = self.state.side(lang);
        let piece = side.pieces.get(&id).ok_or_else(nothing)?;
        let (first, second) = cut_piece(&side.document.text, piece, head, tail);
        let new = self.state.next_piece(lang);
        let mut after = row.clone();
        after.pieces_mut(lang).insert(index + 1, new);
        let steps = vec![
            Step::Piece { lang, id, before: Some(piece.clone()), after: Some(first.clone()) },
            Step::Piece { lang, id: new, before: None, after: Some(second.clone()) },
        ];
        self.pieces.insert((lang, id), first);
        self.pieces.insert((lang, new), second);
        let mut change = Change { steps };
        change.steps.extend(self.rows(position, 1, vec![self.weighed(after)]).steps);
        Ok(change)
    }

    fn shift(&self, row: RowId, lang: Lang, edge: Edge) -> Result<Change> {
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
            Edge::First if !b.pieces(lang).is_empty() => {
                let id = b.pieces_mut(lang).remove(0);
                a.pieces_mut(lang).push(id);
                true
            }
            Edge::Last => match a.pieces_mut(lang).pop() {
                Some(id) => {
                    b.pieces_mut(lang).insert(0, id);
                    true
                }
                None => false,
            },
            Edge::First => false,
        };
        if !moved {
            return Err(Error::new(format!("this row has no {} to move", lang.name())));
        }
        // A row without anything left goes; what was said about it stays with its neighbour.
        let empty = |row: &Row| row.ar.is_empty() && row.en.is_empty();
        let after = if empty(&a) {
            vec![self.weighed(with_marks_of(b, &a))]
        } else if empty(&b) {
            vec![self.weighed(with_marks_of(a, &b))]
        } else {
            vec![self.weighed(a), self.weighed(b)]
        };
        Ok(self.rows(upper, 2, after))
    }

    fn unlink(&self, row: RowId) -> Result<Change> {
        let at = self.at(row)?;
        let row = &self.state.rows[at];
        if row.ar.is_empty() || row.en.is_empty() {
            return Err(Error::new("this row has only one side already"));
        }
        let mut upper = row.clone();
        let lower = self.new_row(self.state.next_row(), Vec::new(), std::mem::take(&mut upper.en));
        Ok(self.rows(at, 1, vec![self.weighed(upper), lower]))
    }

    /// Positions of two different rows, the upper first.
    fn two(&self, rows: [RowId; 2]) -> Result<(usize, usize)> {
        let (a, b) = (self.at(rows[0])?, self.at(rows[1])?);
        if a == b {
            return Err(Error::new("choose two different rows"));
        }
        Ok((a.min(b), a.max(b)))
    }

    fn link(&self, rows: [RowId; 2]) -> Result<Change> {
        let (upper, lower) = self.two(rows)?;
        let made = self.weighed(joined(&self.state.rows[upper], &self.state.rows[lower]));
        if lower == upper + 1 {
            return Ok(self.rows(upper, 2, vec![made]));
        }
        let mut change = self.rows(lower, 1, Vec::new());
        change.steps.extend(self.rows(upper, 1, vec![made]).steps);
        Ok(change)
    }

    fn swap(&self, rows: [RowId; 2]) -> Result<Change> {
        let (upper, lower) = self.two(rows)?;
        let (mut a, mut b) = (self.state.rows[upper].clone(), self.state.rows[lower].clone());
        std::mem::swap(&mut a.en, &mut b.en);
        if [&a, &b].iter().any(|row| row.ar.is_empty() && row.en.is_empty()) {
            return Err(Error::new("a row would be left empty; link the two instead"));
        }
        let mut change = self.rows(upper, 1, vec![self.weighed(a)]);
        change.steps.extend(self.rows(lower, 1, vec![self.weighed(b)]).steps);
        Ok(change)
    }

    fn confirm(&self, rows: &[RowId], on: bool) -> Result<Change> {
        let mut at = rows.iter().map(|row| self.at(*row)).collect::<Result<Vec<_>>>()?;
        at.sort_unstable();
        at.dedup();
        Ok(self.confirmed(at, on))
    }

    fn confirmed(&self, mut at: Vec<usize>, on: bool) -> Change {
        at.retain(|at| self.state.rows[*at].marks.confirmed != on);
        let steps = if at.is_empty() { Vec::new() } else { vec![Step::Confirmed { at, after: on }] };
        Change { steps }
    }

    fn mark(&self, row: RowId, change: impl FnOnce(&mut Marks)) -> Result<Change> {
        let at = self.at(row)?;
        let before = self.state.rows[at].marks.clone();
        let mut after = before.clone();
        change(&mut after);
        let steps = if after == before { Vec::new() } else { vec![Step::Marks { at, row, before, after }] };
        Ok(Change { steps })
    }

    fn correct(mut self, row: RowId, lang: Lang, id: PieceId, text: &str) -> Result<Change> {
        let position = self.at(row)?;
        let row = &self.state.rows[position];
        let side = self.state.side(lang);
        let piece = side
            .pieces
            .get(&id)
            .filter(|_| row.pieces(lang).contains(&id))
            .ok_or_else(|| Error::new("this sentence is no longer in the row"))?;
        if text.len() > LONGEST_TEXT {
            return Err(Error::new("the text is too long"));
        }
        let text = Flat::new(text, Span::new(0, text.len())).text;
        if text.is_empty() {
            return Err(Error::new("a sentence cannot be left empty; unlink the row instead"));
        }
        if text == side.text(id) {
            return Ok(Change::default());
        }
        let corrected = (text != side.original(piece)).then_some(text);
        let after = Piece { corrected, ..piece.clone() };
        let step = Step::Piece { lang, id, before: Some(piece.clone()), after: Some(after.clone()) };
        self.pieces.insert((lang, id), after);
        let mut change = Change { steps: vec![step] };
        change.steps.extend(self.rows(position, 1, vec![self.weighed(row.clone())]).steps);
        Ok(change)
    }

    fn accept(&self, row: RowId, key: &str, on: bool) -> Result<Change> {
        let known = |key: &str| {
            self.state.position(row).is_some_and(|at| {
                let findings = &self.state.rows[at].weight.findings;
                findings.iter().any(|finding| super::state::finding_key(finding) == key)
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

    fn accept_everywhere(&self, key: &str, on: bool) -> Change {
        let steps = if self.state.accepted.contains(key) == on || key.len() > LONGEST_TEXT {
            Vec::new()
        } else {
            vec![Step::Accepted { key: key.to_owned(), after: on }]
        };
        Change { steps }
    }
}

/// Two rows as one, with the number of the upper.
fn joined(upper: &Row, lower: &Row) -> Row {
    let mut made = with_marks_of(upper.clone(), lower);
    made.ar.extend(&lower.ar);
    made.en.extend(&lower.en);
    made
}

/// A row that also keeps what was said about another.
fn with_marks_of(mut row: Row, other: &Row) -> Row {
    row.marks.flagged |= other.marks.flagged;
    if !other.marks.note.is_empty() {
        if !row.marks.note.is_empty() {
            row.marks.note.push('\n');
        }
        row.marks.note.push_str(&other.marks.note);
    }
    row.marks.accepted.extend(other.marks.accepted.iter().cloned());
    row
}

/// The byte in `text` before which stand `units` UTF-16 units; inside a character, its start.
fn byte_of_utf16(text: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        seen += c.len_utf16();
        if seen > units {
            return at;
        }
    }
    text.len()
}

/// Both parts of a piece whose text now reads `head` and `tail`.
fn cut_piece(document: &str, piece: &Piece, head: &str, tail: &str) -> (Piece, Piece) {
    let flat = Flat::new(document, piece.span);
    // Where the document is cut: at the same distance from whichever end is as it was.
    let (front, back) = if flat.text.starts_with(head) {
        (head.len(), flat.text.len() - flat.text[head.len()..].trim_start().len())
    } else if flat.text.ends_with(tail) {
        let at = flat.text.len() - tail.len();
        (flat.text[..at].trim_end().len(), at)
    } else {
        let near = head.len().min(flat.text.len());
        let at = (near..=flat.text.len()).find(|at| flat.text.is_char_boundary(*at));
        let at = at.unwrap_or(flat.text.len());
        (flat.text[..at].trim_end().len(), flat.text.len() - flat.text[at..].trim_start().len())
    };
    let part = |flat_span: Span, text: &str| {
        let span = if flat_span.is_empty() {
            let at = if flat_span.start == 0 { piece.span.start } else { piece.span.end };
            Span::new(at, at)
        } else {
            flat.source(flat_span)
        };
        let corrected = (Flat::new(document, span).text != text).then(|| text.to_owned());
        Piece { span, paragraph: piece.paragraph, corrected }
    };
    (part(Span::new(0, front), head), part(Span::new(back.max(front), flat.text.len()), tail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing::{Lengths, random_edit, state, texts};
    use proptest::prelude::*;

    /// Does an edit and gives the texts of the rows.
    fn after(state: &mut State, edit: &Edit) -> Vec<(String, String)> {
        edit.change(state, &Lengths).unwrap().apply(state).unwrap();
        texts(state)
    }

    fn rows(rows: &[(&str, &str)]) -> Vec<(String, String)> {
        rows.iter().map(|(ar, en)| ((*ar).to_owned(), (*en).to_owned())).collect()
    }

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
    fn a_sentence_is_cut_at_the_caret_and_the_row_split_there() {
        let mut state = state("كلمة أولى كلمة ثانية", "one two. three four.", &[(1, 1)]);
        let id = state.rows[0].id;
        after(&mut state, &Edit::Cut { row: id, lang: Lang::En, at: 8 });
        after(&mut state, &Edit::Cut { row: id, lang: Lang::Ar, at: 9 });
        let split = Edit::Split { row: id, ar: None, en: None };
        assert_eq!(
            after(&mut state, &split),
            rows(&[("كلمة أولى", "one two."), ("كلمة ثانية", "three four.")])
        );
        assert!(state.en.pieces.values().all(|piece| piece.corrected.is_none()));
    }

    #[test]
    fn a_corrected_sentence_can_be_cut_and_keeps_its_original() {
        let mut state = state("نص", "teh cat. and dog", &[(1, 1)]);
        let id = state.rows[0].id;
        let text = "the cat. and dog".to_owned();
        after(&mut state, &Edit::Correct { row: id, lang: Lang::En, piece: 0, text });
        after(&mut state, &Edit::Cut { row: id, lang: Lang::En, at: 8 });
        let pieces: Vec<_> = state.en.pieces.values().collect();
        assert_eq!(pieces[0].corrected.as_deref(), Some("the cat."));
        assert_eq!(state.en.original(pieces[0]), "teh cat.");
        assert_eq!((pieces[1].corrected.as_deref(), state.en.text(1).as_str()), (None, "and dog"));
    }

    #[test]
    fn the_text_of_the_document_takes_a_correction_back() {
        let mut state = state("نص", "teh", &[(1, 1)]);
        let row = state.rows[0].id;
        for (text, left) in [("the", Some("the")), ("  teh ", None)] {
            let edit = Edit::Correct { row, lang: Lang::En, piece: 0, text: text.to_owned() };
            after(&mut state, &edit);
            assert_eq!(state.en.pieces[&0].corrected.as_deref(), left);
        }
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

    #[test]
    fn what_cannot_be_done_is_refused_with_a_reason() {
        let state = state("ا", "a", &[(1, 1)]);
        let id = state.rows[0].id;
        let text = String::from(" \n");
        for (edit, reason) in [
            (Edit::Merge { row: id }, "no row below"),
            (Edit::Merge { row: 77 }, "no longer there"),
            (Edit::Split { row: id, ar: None, en: None }, "cut one first"),
            (Edit::Split { row: id, ar: Some(9), en: Some(0) }, "both rows need something"),
            (Edit::Split { row: id, ar: Some(9), en: None }, "cut one first"),
            (Edit::Cut { row: id, lang: Lang::En, at: 0 }, "nothing to cut"),
            (Edit::Move { row: id, lang: Lang::En, edge: Edge::First }, "no row above"),
            (Edit::Swap { rows: [id, id] }, "two different rows"),
            (Edit::Correct { row: id, lang: Lang::En, piece: 0, text }, "cannot be left empty"),
            (Edit::Accept { row: id, key: "x".to_owned(), on: true }, "no longer there"),
        ] {
            let error = edit.change(&state, &Lengths).unwrap_err().to_string();
            assert!(error.contains(reason), "{edit:?}: {error}");
        }
    }

    #[test]
    fn edits_read_back_from_the_form_the_page_sends() {
        let edit: Edit = serde_json::from_str(r#"{"do":"move","row":3,"lang":"ar","edge":"last"}"#).unwrap();
        assert_eq!(edit, Edit::Move { row: 3, lang: Lang::Ar, edge: Edge::Last });
        assert!(serde_json::from_str::<Edit>(r#"{"do":"move","row":3}"#).is_err());
        assert!(serde_json::from_str::<Edit>(r#"{"do":"merge","row":3,"path":"/etc/passwd"}"#).is_err());
        let json = serde_json::to_value(Edit::ConfirmAbove { row: 1 }).unwrap();
        assert_eq!(json["do"], Edit::ConfirmAbove { row: 1 }.name());
    }

    proptest! {
        #[test]
        fn any_edits_can_be_undone_to_the_start_and_lose_no_text(seeds in proptest::collection::vec(any::<[u16; 4]>(), 1..40)) {
            let start = state("جملة أولى\nثانية\nثالثة هنا\nرابعة", "first one\nsecond\nthird here\nfourth", &[(1, 1), (2, 1), (0, 1), (1, 1)]);
            let solid = |state: &State, lang| {
                let mut all: Vec<char> = texts(state).into_iter().flat_map(|(ar, en)| if lang == Lang::Ar { ar } else { en }.chars().collect::<Vec<_>>()).filter(|c| !c.is_whitespace()).collect();
                all.sort_unstable();
                all
            };
            let mut now = start.clone();
            let mut done = Vec::new();
            for seed in seeds {
                let edit = random_edit(seed, &now);
                let Ok(change) = edit.change(&now, &Lengths) else { continue };
                let before = now.clone();
                change.apply(&mut now).unwrap();
                if !matches!(edit, Edit::Correct { .. }) {
                    prop_assert_eq!(solid(&before, Lang::Ar), solid(&now, Lang::Ar), "{:?}", &edit);
                    prop_assert_eq!(solid(&before, Lang::En), solid(&now, Lang::En), "{:?}", &edit);
                }
                prop_assert!(now.rows.iter().all(|row| !(row.ar.is_empty() && row.en.is_empty())));
                // What is written to disk says the same.
                let json = serde_json::to_string(&change).unwrap();
                let read: Change = serde_json::from_str(&json).unwrap();
                prop_assert_eq!(&read, &change);
                let mut back = now.clone();
                read.inverse().apply(&mut back).unwrap();
                prop_assert_eq!(back, before);
                done.push(change);
            }
            let end = now.clone();
            for change in done.iter().rev() {
                change.inverse().apply(&mut now).unwrap();
            }
            prop_assert_eq!(&now, &start);
            for change in &done {
                change.apply(&mut now).unwrap();
            }
            prop_assert_eq!(now, end);
        }
    }
}
