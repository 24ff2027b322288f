//! Merging: another copy of the review, corrected elsewhere, is brought into this one.
//!
//! Both copies are compared with the state that they came from, block by block: rows that share no
//! text with others, however they were merged, split and moved. A block that only one side changed
//! is taken from there, and where both changed it in different ways a person chooses. The places of
//! pieces in the documents, which never change, say what belongs together, so no text can be lost.
//! The result is one [`Change`], like every other edit.

mod blocks;
mod marks;
mod pairs;
#[cfg(feature = "project")]
mod project;
#[cfg(test)]
mod tests;
mod weave;

pub use pairs::{Lost, of_pairs};
#[cfg(feature = "project")]
pub use project::{of_file, of_project};

use super::{
    assess::{self, Assess},
    change::Change,
    parts,
    state::{ReviewRow, State},
};
use crate::{
    Error, Result,
    text::{Lang, Sides},
};
use blocks::{BASE, Block, Kind, MINE, THEIRS, blocks};
use serde::Serialize;
use std::collections::HashSet;

/// Another copy of a review, and the state that it has in common with this one.
#[derive(Debug, Clone)]
pub struct Copy {
    /// Its name for people.
    pub name: String,
    /// What it is now.
    pub state: State,
    /// What both were.
    pub base: State,
    /// Whether its rows were scored and checked.
    pub scored: bool,
    /// Pairs that belong to no row.
    pub lost: Vec<Lost>,
}

/// A row of a conflict, as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// The two texts.
    #[serde(flatten)]
    pub texts: Sides<String>,
    /// Whether it is confirmed.
    pub confirmed: bool,
    /// Who confirmed or corrected it; empty if unknown.
    pub who: String,
}

/// Rows that both sides changed in different ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The place of the first row, counted from 1.
    pub n: usize,
    /// The rows here.
    pub mine: Vec<Version>,
    /// The rows of the other copy.
    pub theirs: Vec<Version>,
}

/// The comparison of two copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Rows here that both sides changed in the same way.
    pub agreed: usize,
    /// Rows that only this side changed.
    pub mine: usize,
    /// Rows of the other copy that only it changed.
    pub theirs: usize,
    /// Rows with something new said about them: notes, replies, flags, accepted findings.
    pub said: usize,
    /// What both changed in different ways, in the order of the rows.
    pub conflicts: Vec<Conflict>,
}

/// The versions to choose from where both sides changed the same rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// This side everywhere.
    Mine,
    /// The other copy everywhere.
    Theirs,
    /// The other copy for the conflicts with these numbers, counted from 0, and this side elsewhere.
    Some(HashSet<usize>),
}

impl Choice {
    fn takes(&self, conflict: usize) -> bool {
        match self {
            Choice::Mine => false,
            Choice::Theirs => true,
            Choice::Some(theirs) => theirs.contains(&conflict),
        }
    }
}

/// Refuses a review of other documents.
///
/// # Errors
/// When the texts of the two are not the same.
pub fn check_documents(mine: &State, theirs: &State) -> Result<()> {
    let same = |lang| mine.side(lang).document.text == theirs.side(lang).document.text;
    if same(Lang::Ar) && same(Lang::En) {
        return Ok(());
    }
    Err(Error::new("it is a review of other texts than this project, so nothing was merged")
        .advise("merge a copy of this project, or a project made of the same two texts"))
}

/// Compares a copy with this review.
pub fn compare(mine: &State, copy: &Copy) -> Comparison {
    let blocks = blocks([mine, &copy.base, &copy.state]);
    let count = |kind: Kind, version: usize| {
        blocks.iter().filter(|block| block.kind == kind).map(|block| block.rows[version].len()).sum()
    };
    let conflicts = blocks.iter().filter(|block| block.kind == Kind::Conflict);
    let version = |state: &State, at: &usize| read(state, &state.rows[*at]);
    let conflict = |block: &Block| Conflict {
        n: block.rows[MINE].first().map_or(0, |at| at + 1),
        mine: block.rows[MINE].iter().map(|at| version(mine, at)).collect(),
        theirs: block.rows[THEIRS].iter().map(|at| version(&copy.state, at)).collect(),
    };
    let conflicts = conflicts.map(conflict).collect();
    let kept = |block: &&Block| !matches!(block.kind, Kind::Theirs);
    let said = blocks.iter().filter(kept).map(|block| weave::said(mine, copy, block)).sum();
    Comparison {
        agreed: count(Kind::Agreed, MINE),
        mine: count(Kind::Mine, MINE),
        theirs: count(Kind::Theirs, THEIRS),
        said,
        conflicts,
    }
}

fn read(state: &State, row: &ReviewRow) -> Version {
    let by = &row.marks.by;
    let who = if row.marks.confirmed { &by.confirmed } else { &by.edited };
    let texts = Sides::of(|lang| state.line(lang, row).text);
    Version { texts, confirmed: row.marks.confirmed, who: who.clone() }
}

/// The change that merges a copy into this review.
///
/// # Errors
/// When its texts are not those of this review, or it would put sentences of two documents into a row.
pub fn change(mine: &State, copy: &Copy, choice: &Choice, assessor: &dyn Assess) -> Result<Change> {
    check_documents(mine, &copy.state)?;
    let mut blocks = blocks([mine, &copy.base, &copy.state]);
    let mut conflicts = 0;
    for block in &mut blocks {
        if block.kind == Kind::Conflict {
            block.kind = if choice.takes(conflicts) { Kind::Theirs } else { Kind::Mine };
            conflicts += 1;
        }
    }
    let mut change = weave::change(mine, copy, &blocks);
    parts::keep_apart(mine, &change)?;
    if !copy.scored {
        assess::assess(&mut change, mine, assessor);
    }
    Ok(change)
}

/// The marks of rows of the base in a block.
fn base_of<'a>(copy: &'a Copy, block: &Block) -> Vec<&'a ReviewRow> {
    block.rows[BASE].iter().map(|at| &copy.base.rows[*at]).collect()
}
