//! A file of pairs that was exported from this project, corrected in another program and sent back.
//!
//! The file has no places in the documents, so its pairs are found by their texts: in the moment of
//! the journal that most of them read like, which is taken for the moment of the export.

use super::Copy;
use crate::{
    Error, Result,
    bitext::{Flat, Pair},
    review::{
        change::{Change, Step},
        newer::matches,
        people::Reply,
        state::{Piece, PieceId, ReviewRow, State},
    },
    text::{Lang, Sides, Span},
};
use std::collections::HashMap;

/// A pair of the file that belongs to no row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Its number in the file, counted from 1.
    pub n: usize,
    /// The two texts.
    pub texts: Sides<String>,
}

/// The pairs of a file as a copy of this review; `journal` reads the changes that led here, the
/// last one first.
///
/// # Errors
/// When most of its pairs are of no row, or the journal cannot be read.
pub fn of_pairs(
    mine: &State,
    name: String,
    pairs: &[Pair],
    journal: impl Iterator<Item = Result<Change>>,
) -> Result<Copy> {
    let texts: Vec<Sides<String>> = pairs.iter().map(|pair| pair.strs().map(flat)).collect();
    let base = moment(mine, &texts, journal)?;
    let homes = homes(&base, &texts);
    if homes.len() * 2 < pairs.len() || homes.is_empty() {
        return Err(Error::new(format!(
            "{name}: only {} of its {} pairs are of this project, so nothing was merged",
            homes.len(),
            pairs.len()
        ))
        .advise("merge a file that was exported from this project"));
    }
    let mut state = base.clone();
    let mut lost = Vec::new();
    for (n, (pair, texts)) in pairs.iter().zip(&texts).enumerate() {
        let found = homes.get(&n).is_some_and(|at| correct(&mut state, *at, pair, texts));
        if !found {
            lost.push(Lost { n: n + 1, texts: texts.clone() });
        }
    }
    Ok(Copy { name, state, base, scored: false, lost })
}

fn flat(text: &str) -> String {
    Flat::new(text, Span::new(0, text.len())).text
}

/// The texts of a row.
fn read(state: &State, row: &ReviewRow) -> Sides<String> {
    Sides::of(|lang| state.line(lang, row).text)
}

/// The state of the journal in which most pairs are rows.
fn moment(
    mine: &State,
    texts: &[Sides<String>],
    journal: impl Iterator<Item = Result<Change>>,
) -> Result<State> {
    let wanted: HashMap<&Sides<String>, ()> = texts.iter().map(|texts| (texts, ())).collect();
    let count = |state: &State, rows: &[ReviewRow]| {
        rows.iter().filter(|row| wanted.contains_key(&read(state, row))).count() as i64
    };
    let mut now = mine.clone();
    let mut score = count(&now, &now.rows);
    let mut best = (score, 0);
    let mut way: Vec<Change> = Vec::new();
    for change in journal {
        let back = change?.inverse();
        let rows = |change: &Change, came: bool| -> Vec<ReviewRow> {
            let of = |step: &Step| match step {
                Step::Rows { before, after, .. } => {
                    if came {
                        after.clone()
                    } else {
                        before.clone()
                    }
                }
                _ => Vec::new(),
            };
            change.steps.iter().flat_map(of).collect()
        };
        score -= count(&now, &rows(&back, false));
        back.apply(&mut now)?;
        score += count(&now, &rows(&back, true));
        way.push(back);
        if score > best.0 {
            best = (score, way.len());
        }
    }
    let mut base = mine.clone();
    way[..best.1].iter().try_for_each(|back| back.apply(&mut base))?;
    Ok(base)
}

/// The row of each pair: by both texts, or by one if the other was corrected.
fn homes(base: &State, texts: &[Sides<String>]) -> HashMap<usize, usize> {
    let rows: Vec<Sides<String>> = base.rows.iter().map(|row| read(base, row)).collect();
    let column = |all: &[Sides<String>], side: Lang| -> Vec<String> {
        all.iter().map(|texts| texts[side].clone()).collect()
    };
    let whole = |all: &[Sides<String>]| -> Vec<String> {
        all.iter().map(|texts| format!("{}\t{}", texts.ar, texts.en)).collect()
    };
    let mut found = matches(&whole(&rows), &whole(texts));
    let mut used: Vec<bool> = vec![false; rows.len()];
    found.values().for_each(|at| used[*at] = true);
    for side in [Lang::Ar, Lang::En] {
        for (n, at) in matches(&column(&rows, side), &column(texts, side)) {
            if !texts[n][side].is_empty() && !found.contains_key(&n) && !used[at] {
                used[at] = true;
                found.insert(n, at);
            }
        }
    }
    found
}

/// Writes what a pair says into its row; false if the row cannot have such a text.
fn correct(state: &mut State, at: usize, pair: &Pair, texts: &Sides<String>) -> bool {
    let before = read(state, &state.rows[at]);
    let mut changed = false;
    for (lang, (old, new)) in before.as_ref().zip(texts.as_ref()) {
        if old != new {
            if new.is_empty() || !write(state, at, lang, new) {
                return false;
            }
            changed = true;
        }
    }
    let said = &pair.details;
    let row = &mut state.rows[at];
    row.edited |= changed;
    if changed {
        // The file does not say who corrected it.
        row.marks.by.edited.clear();
    }
    if changed || said.confirmed {
        row.marks.confirmed = said.confirmed;
        row.marks.by.confirmed.clear();
    }
    row.marks.flagged |= said.flagged;
    let known = row.marks.thread();
    for note in said.notes.iter().filter(|note| !known.contains(note)) {
        row.marks.hear(Reply { text: note.clone(), ..Reply::default() });
    }
    true
}

/// Gives one side of a row a new text: to the only piece that changed, or to several as one piece.
fn write(state: &mut State, at: usize, lang: Lang, new: &str) -> bool {
    let ids: Vec<PieceId> = state.rows[at].pieces[lang].clone();
    let olds: Vec<String> = ids.iter().map(|id| state.side(lang).text(*id)).collect();
    let mut rest = new;
    let mut first = 0;
    while first + 1 < ids.len() {
        let Some(tail) = rest.strip_prefix(&olds[first]).and_then(|tail| tail.strip_prefix(' ')) else {
            break;
        };
        rest = tail;
        first += 1;
    }
    let mut last = ids.len();
    while last > first + 1 {
        let Some(head) = rest.strip_suffix(&olds[last - 1]).and_then(|head| head.strip_suffix(' ')) else {
            break;
        };
        rest = head;
        last -= 1;
    }
    let Some(changed) = ids.get(first..last).filter(|changed| !changed.is_empty() && !rest.is_empty()) else {
        return false;
    };
    let pieces: Vec<Piece> =
        changed.iter().filter_map(|id| state.side(lang).pieces.get(id)).cloned().collect();
    if pieces.windows(2).any(|two| two[0].span.end > two[1].span.start) {
        return false;
    }
    let (Some(head), Some(tail)) = (pieces.first(), pieces.last()) else { return false };
    let piece = Piece {
        span: Span::new(head.span.start, tail.span.end),
        paragraph: head.paragraph,
        corrected: Some(rest.to_owned()),
    };
    // Another row may have text between them.
    let inside = |(id, other): (&PieceId, &Piece)| {
        !changed.contains(id) && other.span.start < piece.span.end && other.span.end > piece.span.start
    };
    let side = &mut state.sides[lang];
    if side.pieces.iter().any(inside) {
        return false;
    }
    let corrected = (side.original(&piece) != rest).then(|| rest.to_owned());
    side.pieces.insert(changed[0], Piece { corrected, ..piece });
    for id in &changed[1..] {
        side.pieces.remove(id);
    }
    let gone = &ids[first + 1..last];
    state.rows[at].pieces[lang].retain(|id| !gone.contains(id));
    true
}
