//! Which rows of two copies of a review, and of the state that both came from, are about the same
//! text: blocks that share no text with each other.

use crate::{
    review::{
        newer::rising,
        state::{PieceId, ReviewRow, State},
    },
    text::{Lang, Span},
};
use std::collections::{HashMap, HashSet};

/// The three versions of a review.
pub(super) const MINE: usize = 0;
pub(super) const BASE: usize = 1;
pub(super) const THEIRS: usize = 2;

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nobody changed it, or both in the same way.
    Same,
    /// Only this copy was changed.
    Mine,
    /// Only the other copy was changed.
    Theirs,
    /// Both were changed, and have the same texts.
    Agreed,
    /// Both were changed in different ways.
    Conflict,
}

/// Rows of the three versions, by position, that together have the same text.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) rows: [Vec<usize>; 3],
    pub(super) kind: Kind,
}

/// A piece as the copies can be compared: its place and its corrected text.
type Words<'a> = (Span, Option<&'a str>);

/// The pieces of a row on both sides.
pub(super) fn words<'a>(state: &'a State, row: &ReviewRow) -> [Vec<Words<'a>>; 2] {
    [Lang::Ar, Lang::En].map(|lang| {
        let piece = |id: &PieceId| state.side(lang).pieces.get(id);
        let pieces = row.pieces[lang].iter().filter_map(piece);
        pieces.map(|piece| (piece.span, piece.corrected.as_deref())).collect()
    })
}

/// Divides three versions into blocks, in the order of the rows of the first.
pub(super) fn blocks(versions: [&State; 3]) -> Vec<Block> {
    let starts = [0, versions[0].rows.len(), versions[0].rows.len() + versions[1].rows.len()];
    let mut groups = Groups::new(versions.iter().map(|state| state.rows.len()).sum());
    for lang in [Lang::Ar, Lang::En] {
        let mut places: Vec<(usize, usize, usize)> = Vec::new();
        for (state, start) in versions.iter().zip(starts) {
            for (at, row) in state.rows.iter().enumerate() {
                let pieces = row.pieces[lang].iter().filter_map(|id| state.side(lang).pieces.get(id));
                places.extend(pieces.map(|piece| (piece.span.start, piece.span.end, start + at)));
            }
        }
        places.sort_unstable();
        let mut run: Option<(usize, usize)> = None;
        for (from, to, node) in places {
            run = match run {
                // A piece without text belongs to the one that it touches.
                Some((end, first)) if from < end || (from == end && from == to) => {
                    groups.join(first, node);
                    Some((end.max(to), first))
                }
                _ => Some((to, node)),
            };
        }
    }
    let mut found: HashMap<usize, usize> = HashMap::new();
    let mut made: Vec<[Vec<usize>; 3]> = Vec::new();
    for (version, (state, start)) in versions.iter().zip(starts).enumerate() {
        for at in 0..state.rows.len() {
            let root = groups.root(start + at);
            let block = *found.entry(root).or_insert_with(|| {
                made.push(Default::default());
                made.len() - 1
            });
            made[block][version].push(at);
        }
    }
    let moved = [MINE, THEIRS].map(|version| moved(&made, version));
    let kind_of = |n: usize| kind(versions, &made[n], [moved[0][n], moved[1][n]]);
    let kinds: Vec<Kind> = (0..made.len()).map(kind_of).collect();
    made.into_iter().zip(kinds).map(|(rows, kind)| Block { rows, kind }).collect()
}

/// Which blocks have changed their place among the others since the base, as few as possible.
fn moved(blocks: &[[Vec<usize>; 3]], version: usize) -> Vec<bool> {
    let mut places: Vec<(usize, usize, usize)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(n, rows)| Some((*rows[BASE].first()?, *rows[version].first()?, n)))
        .collect();
    places.sort_unstable();
    let pairs: Vec<(usize, usize)> = places.iter().map(|(base, now, _)| (*base, *now)).collect();
    let still: HashSet<(usize, usize)> = rising(&pairs).into_iter().collect();
    let mut moved = vec![false; blocks.len()];
    for (base, now, n) in places {
        moved[n] = !still.contains(&(base, now));
    }
    moved
}

fn kind(versions: [&State; 3], rows: &[Vec<usize>; 3], moved: [bool; 2]) -> Kind {
    let texts = |version: usize| -> Vec<[Vec<Words<'_>>; 2]> {
        rows[version].iter().map(|at| words(versions[version], &versions[version].rows[*at])).collect()
    };
    let confirmed = |version: usize| -> Vec<bool> {
        rows[version].iter().map(|at| versions[version].rows[*at].marks.confirmed).collect()
    };
    let (mine, base, theirs) = (texts(MINE), texts(BASE), texts(THEIRS));
    let said = [confirmed(MINE), confirmed(BASE), confirmed(THEIRS)];
    let changed = |texts: &Vec<_>, version: usize| *texts != base || said[version] != said[BASE];
    match (moved[0] || changed(&mine, MINE), moved[1] || changed(&theirs, THEIRS)) {
        (false, false) => Kind::Same,
        (true, false) => Kind::Mine,
        (false, true) => Kind::Theirs,
        // Who confirmed the same texts is put together row by row.
        (true, true) if mine == theirs => Kind::Agreed,
        (true, true) => Kind::Conflict,
    }
}

/// Sets of nodes that are joined (union–find, with halved paths).
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Groups((0..count).collect())
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.0[node] != node {
            self.0[node] = self.0[self.0[node]];
            node = self.0[node];
        }
        node
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The lower number is the root, so that blocks are in the order of the rows.
        self.0[a.max(b)] = a.min(b);
    }
}
