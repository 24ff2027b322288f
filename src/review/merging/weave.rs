//! The rows of two copies woven into one list, as a change of this review.

use super::{
    Copy, base_of,
    blocks::{Block, Kind, MINE, THEIRS, words},
    marks::{added, agree, blended},
};
use crate::{
    review::{
        change::{Change, Step},
        state::{Marks, PieceId, ReviewRow, RowId, State},
    },
    text::{Lang, Sides},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many rows of a block get something new that was said elsewhere.
pub(super) fn said(mine: &State, copy: &Copy, block: &Block) -> usize {
    let made = marks_of(mine, copy, block, MINE);
    let rows = block.rows[MINE].iter().map(|at| &mine.rows[*at].marks);
    rows.zip(&made).filter(|(old, new)| *old != *new).count()
}

/// The change for blocks of which each is kept or, if it is [`Kind::Theirs`], taken.
pub(super) fn change(mine: &State, copy: &Copy, blocks: &[Block]) -> Change {
    let mut numbers = Numbers::new(mine);
    let mut steps = Vec::new();
    let mut taken = vec![false; mine.rows.len()];
    let mut new_marks: HashMap<usize, Marks> = HashMap::new();
    // The rows that are taken, by their position in the other copy.
    let mut rows: HashMap<usize, ReviewRow> = HashMap::new();
    let mut home = vec![0; copy.state.rows.len()];
    for (n, block) in blocks.iter().enumerate() {
        block.rows[THEIRS].iter().for_each(|at| home[*at] = n);
        let side = if block.kind == Kind::Theirs { THEIRS } else { MINE };
        let marks = marks_of(mine, copy, block, side);
        if side == MINE {
            new_marks.extend(block.rows[MINE].iter().copied().zip(marks));
            continue;
        }
        block.rows[MINE].iter().for_each(|at| taken[*at] = true);
        let (made, pieces) = numbers.adopt(mine, &copy.state, block, marks);
        steps.extend(pieces);
        rows.extend(block.rows[THEIRS].iter().copied().zip(made));
    }
    let mut after: BTreeMap<Option<usize>, Vec<ReviewRow>> = BTreeMap::new();
    let mut place: Option<usize> = None;
    for (at, block) in home.iter().map(|n| &blocks[*n]).enumerate() {
        if let Some(row) = rows.remove(&at) {
            after.entry(place).or_default().push(row);
        } else if let Some(last) = block.rows[MINE].last() {
            let nth = block.rows[THEIRS].iter().position(|there| *there == at).unwrap_or(0);
            let alike = block.rows[MINE].len() == block.rows[THEIRS].len();
            place = Some(if alike { block.rows[MINE][nth] } else { *last });
        }
    }
    weave(mine, &taken, &mut after, &mut new_marks, &mut steps);
    steps.extend(accepted(mine, copy));
    Change { steps }
}

/// The steps from the rows that are there to those that are kept and come, from the top.
fn weave(
    mine: &State,
    taken: &[bool],
    after: &mut BTreeMap<Option<usize>, Vec<ReviewRow>>,
    new_marks: &mut HashMap<usize, Marks>,
    steps: &mut Vec<Step>,
) {
    let mut at = 0;
    let (mut gone, mut come) = (Vec::new(), after.remove(&None).unwrap_or_default());
    let flush =
        |at: &mut usize, gone: &mut Vec<ReviewRow>, come: &mut Vec<ReviewRow>, steps: &mut Vec<Step>| {
            let (before, after) = (std::mem::take(gone), std::mem::take(come));
            if !before.is_empty() || !after.is_empty() {
                let next = *at + after.len();
                steps.push(Step::Rows { at: *at, before, after });
                *at = next;
            }
        };
    for (n, row) in mine.rows.iter().enumerate() {
        if taken[n] {
            gone.push(row.clone());
        } else {
            flush(&mut at, &mut gone, &mut come, steps);
            if let Some(marks) = new_marks.remove(&n).filter(|marks| *marks != row.marks) {
                steps.push(Step::marks(at, row.id, row.marks.clone(), marks));
            }
            at += 1;
        }
        come.extend(after.remove(&Some(n)).unwrap_or_default());
    }
    flush(&mut at, &mut gone, &mut come, steps);
}

/// The marks of the rows of one version of a block, with what was said in the other.
fn marks_of(mine: &State, copy: &Copy, block: &Block, side: usize) -> Vec<Marks> {
    let state = |version: usize| if version == MINE { mine } else { &copy.state };
    let rows_of = |version: usize| -> Vec<&ReviewRow> {
        block.rows[version].iter().map(|at| &state(version).rows[*at]).collect()
    };
    let far = if side == MINE { THEIRS } else { MINE };
    let (kept, others, base) = (rows_of(side), rows_of(far), base_of(copy, block));
    let shape = |state: &State, rows: &[&ReviewRow]| -> Vec<_> {
        rows.iter()
            .map(|row| {
                words(state, row).map(|pieces| pieces.into_iter().map(|one| one.0).collect::<Vec<_>>())
            })
            .collect()
    };
    let alike = shape(state(side), &kept) == shape(state(far), &others);
    let with_base = alike && shape(&copy.base, &base) == shape(state(side), &kept);
    let texts = |state: &State, row: &ReviewRow| words(state, row).map(|pieces| format!("{pieces:?}"));
    let mut made: Vec<Marks> = kept.iter().map(|row| row.marks.clone()).collect();
    let before: Vec<&Marks> = base.iter().map(|row| &row.marks).collect();
    for (n, other) in others.iter().enumerate() {
        // What was said about rows of another shape is kept at the first.
        let Some(marks) = made.get_mut(if alike { n } else { 0 }) else { continue };
        if with_base {
            *marks = blended(marks, before[n], &other.marks);
        } else {
            added(marks, &before, &other.marks);
        }
        let same = alike && texts(state(side), kept[n]) == texts(state(far), other);
        if same && block.kind != Kind::Conflict {
            let unchanged = with_base && texts(&copy.base, base[n]) == texts(state(side), kept[n]);
            agree(marks, before.get(n).copied().filter(|_| unchanged), &other.marks);
        }
    }
    made
}

/// Findings that are accepted everywhere, by either side since both were the same.
fn accepted(mine: &State, copy: &Copy) -> Vec<Step> {
    let step = |after: bool| move |key: &String| Step::Accepted { key: key.clone(), after };
    let (here, base, there): (&BTreeSet<String>, _, _) =
        (&mine.accepted, &copy.base.accepted, &copy.state.accepted);
    let new = there.difference(base).filter(|key| !here.contains(*key)).map(step(true));
    let gone = base.difference(there).filter(|key| here.contains(*key)).map(step(false));
    new.chain(gone).collect()
}

/// Numbers for rows and pieces that come from another copy.
struct Numbers {
    row: RowId,
    pieces: Sides<PieceId>,
}

impl Numbers {
    fn new(mine: &State) -> Self {
        Numbers { row: mine.next_row(), pieces: Sides::of(|lang| mine.next_piece(lang)) }
    }

    /// The rows of a block of the other copy under numbers of this one, with the steps for their
    /// pieces. Numbers that the block has here already are kept.
    fn adopt(
        &mut self,
        mine: &State,
        theirs: &State,
        block: &Block,
        marks: Vec<Marks>,
    ) -> (Vec<ReviewRow>, Vec<Step>) {
        let mut steps = Vec::new();
        let here: BTreeSet<RowId> = block.rows[MINE].iter().map(|at| mine.rows[*at].id).collect();
        let mut made: Vec<ReviewRow> = block.rows[THEIRS].iter().map(|at| theirs.rows[*at].clone()).collect();
        for (row, marks) in made.iter_mut().zip(marks) {
            row.marks = marks;
            if !here.contains(&row.id) {
                row.id = self.row;
                self.row += 1;
            }
        }
        for lang in [Lang::Ar, Lang::En] {
            let old = block.rows[MINE].iter().flat_map(|at| &mine.rows[*at].pieces[lang]);
            let mut old: BTreeSet<PieceId> = old.copied().collect();
            for id in made.iter_mut().flat_map(|row| &mut row.pieces[lang]) {
                let Some(piece) = theirs.side(lang).pieces.get(id) else { continue };
                let before = if old.remove(id) {
                    mine.side(lang).pieces.get(id).cloned()
                } else {
                    *id = self.pieces[lang];
                    self.pieces[lang] += 1;
                    None
                };
                if before.as_ref() != Some(piece) {
                    steps.push(Step::Piece { lang, id: *id, before, after: Some(piece.clone()) });
                }
            }
            let gone = old.into_iter().filter_map(|id| Some((id, mine.side(lang).pieces.get(&id)?)));
            steps.extend(gone.map(|(id, piece)| Step::Piece {
                lang,
                id,
                before: Some(piece.clone()),
                after: None,
            }));
        }
        (made, steps)
    }
}
