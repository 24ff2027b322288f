//! Filters with names: which pairs of a corpus are not worth training on, and why.
//!
//! A row is dropped by the first filter that it fails, in the order of [`Filter::ALL`] (cheap ones first), so that the
//! counts of a report add up.

mod boilerplate;
mod kind;
mod look;
mod names;

pub use self::kind::{Description, Filter};

use self::{
    kind::Kind,
    look::{Look, Room},
};
use super::{
    near::{self, Signature},
    parse::Row,
    parts::{Broken, each_row},
    source::Corpus,
};
use crate::{Error, Result};
use std::{collections::HashSet, sync::Mutex};

/// The decision that a row is kept.
pub const KEPT: u8 = 0;
/// The decision on a row that could not be read.
pub const UNREADABLE: u8 = 1;

/// What a set of filters says about a corpus.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// A decision for every row: [`KEPT`], [`UNREADABLE`], or what [`Verdicts::reason`] names.
    pub decisions: Vec<u8>,
    /// The rows that could not be read.
    pub broken: Broken,
    names: Vec<&'static str>,
}

impl Verdicts {
    /// The filter that dropped a row; `None` for rows that were kept or could not be read.
    pub fn reason(&self, decision: u8) -> Option<&'static str> {
        self.names.get(usize::from(decision).checked_sub(2)?).copied()
    }

    /// How many rows each filter dropped, in the order of the filters.
    pub fn counts(&self) -> Vec<(&'static str, u64)> {
        let mut counts = [0_u64; 256];
        self.decisions.iter().for_each(|decision| counts[usize::from(*decision)] += 1);
        self.names.iter().enumerate().map(|(n, name)| (*name, counts[n + 2])).collect()
    }

    /// How many rows are kept.
    pub fn kept(&self) -> u64 {
        self.decisions.iter().filter(|decision| **decision == KEPT).count() as u64
    }
}

/// The filters in the order in which they look at a row; of two of one name the last counts.
fn chosen(filters: &[Filter]) -> Vec<Filter> {
    let mut chosen: Vec<Filter> = Vec::new();
    for filter in filters {
        chosen.retain(|other| other.kind != filter.kind);
        chosen.push(*filter);
    }
    chosen.sort_by_key(|filter| filter.kind);
    chosen
}

/// The judgement on one row after the other, for programs that read rows themselves. It is that of [`judge`], whose
/// filter `near` alone has to know all rows before it decides about one.
pub struct Judge {
    chosen: Vec<Filter>,
    duplicates: bool,
    seen: HashSet<u128, rustc_hash::FxBuildHasher>,
    room: Room,
}

impl Judge {
    /// A judge who has seen nothing yet.
    ///
    /// # Errors
    /// When `near` is among the filters.
    pub fn new(filters: &[Filter]) -> Result<Self> {
        let chosen = chosen(filters);
        let has = |kind| chosen.iter().any(|filter| filter.kind == kind);
        if has(Kind::Near) {
            return Err(Error::new("`near` has to know all pairs before it decides about one")
                .advise("use `mizan corpus filter` for it"));
        }
        Ok(Judge {
            duplicates: has(Kind::Duplicate),
            chosen,
            seen: HashSet::default(),
            room: Room::default(),
        })
    }

    /// The name of the first filter that drops the row; `None` for a row that is kept.
    pub fn reason(&mut self, row: &Row<'_>) -> Option<&'static str> {
        let look = self.room.look(row, &self.chosen, self.duplicates, false);
        match look.failed {
            Some(code) => self.chosen.get(usize::from(code).checked_sub(2)?).map(Filter::name),
            None => (self.duplicates && !self.seen.insert(look.fingerprint)).then_some("duplicate"),
        }
    }
}

/// Judges every row of a corpus.
///
/// # Errors
/// When a file cannot be read, or when there are too many rows to find near-duplicates among.
pub fn judge(corpus: &Corpus, filters: &[Filter]) -> Result<Verdicts> {
    let chosen = chosen(filters);
    let code =
        |kind| chosen.iter().position(|filter| filter.kind == kind).and_then(|n| u8::try_from(n + 2).ok());
    let (duplicate, near) = (code(Kind::Duplicate), code(Kind::Near));
    let mut verdicts = Verdicts { names: chosen.iter().map(Filter::name).collect(), ..Verdicts::default() };
    let mut seen: HashSet<u128, rustc_hash::FxBuildHasher> = HashSet::default();
    let mut signatures: Vec<Signature> = Vec::new();
    // Only rows that are still there have a signature.
    let mut signed: Vec<u32> = Vec::new();
    let rooms: Mutex<Vec<Room>> = Mutex::default();
    let look = |row: &Row<'_>| {
        let mut room = rooms.lock().ok().and_then(|mut rooms| rooms.pop()).unwrap_or_default();
        let look = room.look(row, &chosen, duplicate.is_some(), near.is_some());
        if let Ok(mut rooms) = rooms.lock() {
            rooms.push(room);
        }
        look
    };
    each_row(corpus, look, |look| {
        let decision = match look {
            Err(error) => {
                verdicts.broken.add(error);
                UNREADABLE
            }
            Ok(Look { failed: Some(code), .. }) => code,
            Ok(look) => match duplicate {
                Some(code) if !seen.insert(look.fingerprint) => code,
                _ => {
                    if let Some(signature) = look.signature {
                        signatures.push(*signature);
                        // More rows than that are refused when clusters are looked for.
                        signed.push(u32::try_from(verdicts.decisions.len()).unwrap_or(u32::MAX));
                    }
                    KEPT
                }
            },
        };
        verdicts.decisions.push(decision);
    })?;
    drop(seen);
    if let (Some(code), Some(filter)) = (near, chosen.iter().find(|filter| filter.kind == Kind::Near)) {
        if u32::try_from(verdicts.decisions.len()).is_err() {
            return Err(Error::new("more than 4,294,967,295 rows at a time").advise("see docs/scale.md"));
        }
        for (n, root) in near::clusters(&signatures, filter.least)?.into_iter().enumerate() {
            if root as usize != n {
                verdicts.decisions[signed[n] as usize] = code;
            }
        }
    }
    Ok(verdicts)
}
