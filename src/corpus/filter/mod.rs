//! Named filters: which pairs of a corpus are not worth training on, and why.
//!
//! A row is dropped by the first filter that it fails, in the order of [`Filter::ALL`] (cheap ones
//! first), so that the counts of a report add up. Test sets are searched in the remaining rows, and
//! duplicates in the rows that remain after that.

mod boilerplate;
mod bound;
mod coarse;
pub mod faults;
mod frequent;
mod holes;
mod kind;
mod lengths;
mod look;
mod makeup;
mod names;
mod numbers;
mod order;
mod prior;
mod remainder;
mod repeat;
mod report;
mod words;

pub use self::{
    bound::FilterBound,
    holes::{FEATURES as HOLE_FEATURES, features as hole_features},
    kind::{Description, Filter},
    makeup::{MAKEUP, makeup},
    report::report,
};

pub(super) use self::lengths::{Length, Lengths};

use self::{
    frequent::Frequent,
    kind::Kind,
    look::{Checks, Look, Looked, Room},
    prior::Priors,
};
use super::{
    against::{self, Against, TestSetHits},
    duplicates::{Duplicate, DuplicateReason, Rows, Rule},
    fluency::Fluency,
    leaks::Match,
    note::{Note, Notes, Of},
    parse::Row,
    parts::{Broken, each_row},
    source::Corpus,
};
use crate::{Error, Result, bitext::rows::six};
use std::{collections::HashSet, sync::Mutex};

/// The decision that a row is kept.
pub const KEPT: u8 = 0;
/// The decision on a row that could not be read.
pub const UNREADABLE: u8 = 1;

/// The criteria by which rows are judged.
#[derive(Default)]
pub struct Criteria<'a> {
    /// The filters; the last one of a name counts.
    pub filters: Vec<Filter>,
    /// When rows count as duplicates. The filters `duplicate` and `near` decide whether equal and
    /// similar rows are searched.
    pub rule: Rule,
    /// Test sets that must not occur in the corpus.
    pub against: Option<&'a Against>,
    /// How usual texts look, for the filter `fluency`.
    pub fluency: Option<&'a Fluency>,
    /// Bounds on numbers stored with the pairs; they are checked before the filters.
    pub bounds: Vec<FilterBound>,
}

/// The decisions of a set of filters on a corpus.
#[derive(Debug, Default)]
pub struct FilterVerdicts {
    /// One decision per row: [`KEPT`], [`UNREADABLE`], or one that [`FilterVerdicts::reason`] names.
    pub decisions: Vec<u8>,
    /// The rows that could not be read.
    pub broken: Broken,
    /// The rows that are dropped in favour of others, by number.
    pub duplicates: Vec<Duplicate>,
    /// The occurrences of each test set.
    pub found: Vec<TestSetHits>,
    names: Vec<&'static str>,
    leaks: Vec<(u32, u16, Match)>,
}

impl FilterVerdicts {
    /// The filter that dropped a row; `None` for rows that were kept or could not be read.
    pub fn reason(&self, decision: u8) -> Option<&'static str> {
        self.names.get(usize::from(decision).checked_sub(2)?).copied()
    }

    /// The number of rows that each filter dropped, in the order of the filters.
    pub fn counts(&self) -> Vec<(&'static str, u64)> {
        let mut counts = [0_u64; 256];
        self.decisions.iter().for_each(|decision| counts[usize::from(*decision)] += 1);
        self.names.iter().enumerate().map(|(n, name)| (*name, counts[n + 2])).collect()
    }

    /// The number of rows that are kept.
    pub fn kept(&self) -> u64 {
        self.decisions.iter().filter(|decision| **decision == KEPT).count() as u64
    }

    /// The rows or test sets of which dropped rows are duplicates; rows are given by number.
    pub fn notes(&self) -> Notes {
        let duplicates = self.duplicates.iter().map(|found| {
            let similarity = Some(six(f64::from(found.similarity)));
            (found.row, Note { of: Of::Row(found.of), similarity, side: found.side })
        });
        let leaks = self.leaks.iter().map(|(row, set, (_, side, similarity))| {
            let of = Of::TestSet(self.found[usize::from(*set)].test_set.clone());
            (*row, Note { of, similarity: (*similarity > 0.0).then(|| six(*similarity)), side: *side })
        });
        duplicates.chain(leaks).collect()
    }

    fn code(&self, name: &str) -> u8 {
        // There are fewer filters than values of a byte.
        self.names.iter().position(|known| *known == name).map_or(UNREADABLE, |n| n as u8 + 2)
    }
}

/// The filters in the order in which they run; of several with the same name, the last counts.
fn chosen(filters: &[Filter]) -> Vec<Filter> {
    let mut chosen: Vec<Filter> = Vec::new();
    for filter in filters {
        chosen.retain(|other| other.kind != filter.kind);
        chosen.push(*filter);
    }
    chosen.sort_by_key(|filter| filter.kind);
    chosen
}

/// Judges rows one after another, for programs that read the rows themselves. The decisions are
/// those of [`judge`] with the first of equal rows kept ([`super::rank::Best::First`]), because a
/// decision on an earlier row is final, and with `holes` that expects usual lengths, because those of
/// later rows are not known. `adequacy` judges every row by itself: that many rows of a document or of the corpus are
/// translations of each other, which [`judge`] takes into account, is not known. The filters `near` and `frequent`, which
/// need all rows, and `fluency`, which needs a model, are not available.
pub struct Judge {
    chosen: Vec<Filter>,
    duplicates: bool,
    seen: HashSet<u128, rustc_hash::FxBuildHasher>,
    room: Room,
}

impl Judge {
    /// A judge that has seen no rows yet.
    ///
    /// # Errors
    /// When `near` or `fluency` is among the filters.
    pub fn new(filters: &[Filter]) -> Result<Self> {
        let mut chosen = chosen(filters);
        let has = |kind| chosen.iter().any(|filter| filter.kind == kind);
        if has(Kind::Near) {
            return Err(Error::new("`near` has to know all pairs before it decides about one")
                .advise("use `mizan corpus filter` for it"));
        }
        if has(Kind::Fluency) {
            return Err(Error::new("`fluency` needs a model of usual texts")
                .advise("use `mizan corpus filter` with --fluency FILE"));
        }
        let duplicates = has(Kind::Duplicate);
        chosen.retain(|filter| filter.kind < Kind::Duplicate && filter.kind != Kind::Frequent);
        Ok(Judge { duplicates, chosen, seen: HashSet::default(), room: Room::default() })
    }

    /// The name of the first filter that drops the row; `None` for a row that is kept.
    pub fn reason(&mut self, row: &Row<'_>) -> Option<&'static str> {
        if let Look::Failed(code) = self.room.look(row, &self.chosen, &Checks::default()).look {
            return self.chosen.get(usize::from(code).checked_sub(2)?).map(Filter::name);
        }
        (self.duplicates && !self.seen.insert(self.room.fingerprint(row))).then_some("duplicate")
    }
}

/// Judges every row of a corpus.
///
/// # Errors
/// When a file cannot be read, or when there are too many rows to find near-duplicates among.
pub fn judge(corpus: &Corpus, criteria: &Criteria<'_>) -> Result<FilterVerdicts> {
    let chosen = chosen(&criteria.filters);
    let has = |kind| chosen.iter().find(|filter| filter.kind == kind);
    let (equal, near) = (has(Kind::Duplicate).is_some(), has(Kind::Near).map(|filter| filter.least));
    let rule = Rule { equal, near, ..criteria.rule };
    let compares = equal || near.is_some() || rule.template.is_some();
    // Test sets come before the filters that are decided when all rows are known.
    let late = chosen.iter().position(|filter| filter.kind >= Kind::Duplicate).unwrap_or(chosen.len());
    let mut names: Vec<&'static str> = chosen.iter().map(Filter::name).collect();
    if criteria.against.is_some() {
        names.insert(late, "against");
    }
    names.extend(rule.template.map(|_| "template"));
    names.extend((!criteria.bounds.is_empty()).then_some("bound"));
    let mut verdicts = FilterVerdicts { names, ..FilterVerdicts::default() };
    verdicts.found = criteria.against.map(Against::counts).unwrap_or_default();
    let against = verdicts.code("against");
    let bound = verdicts.code("bound");
    let lengths = has(Kind::Holes).map_or(Ok(Lengths::default()), |_| Lengths::of(corpus))?;
    let checks = Checks {
        lengths: Some(&lengths),
        against: criteria.against,
        rule: compares.then_some(&rule),
        fluency: criteria.fluency,
    };
    if has(Kind::Fluency).is_some() && criteria.fluency.is_none() {
        return Err(Error::new("the filter fluency has nothing to compare with")
            .advise("give --fluency FILE, which `mizan corpus fluency` makes of a clean corpus"));
    }
    let rooms: Mutex<Vec<Room>> = Mutex::default();
    let look = |row: &Row<'_>| {
        if criteria.bounds.iter().any(|bound| bound.fails(row)) {
            return Looked { look: Look::Failed(bound), sides: None, witness: None };
        }
        let mut room = rooms.lock().ok().and_then(|mut rooms| rooms.pop()).unwrap_or_default();
        let look = room.look(row, &chosen[..late], &checks);
        if let Ok(mut rooms) = rooms.lock() {
            rooms.push(room);
        }
        look
    };
    let mut all = All::new(against, rule);
    each_row(corpus, look, |looked| all.add(looked, &mut verdicts))?;
    criteria.bounds.iter().try_for_each(FilterBound::check)?;
    let least = |kind| has(kind).map(|filter| filter.least);
    all.decide((least(Kind::Frequent), least(Kind::Adequacy)), &mut verdicts)?;
    Ok(verdicts)
}

/// What the filters that decide when all rows are known have seen of them.
struct All {
    against: u8,
    rows: Rows,
    frequent: Frequent,
    priors: Priors,
    full: Result<()>,
}

impl All {
    /// Nothing yet; `against` is the decision on rows that a test set contains.
    fn new(against: u8, rule: Rule) -> Self {
        let (frequent, priors) = (Frequent::default(), Priors::default());
        All { against, rows: Rows::new(rule), frequent, priors, full: Ok(()) }
    }

    /// Adds the next row, and the decision on it so far.
    fn add(&mut self, looked: Result<Looked>, verdicts: &mut FilterVerdicts) {
        let number = verdicts.decisions.len();
        let decision = match looked {
            Err(error) => {
                verdicts.broken.add(error);
                UNREADABLE
            }
            Ok(looked) => {
                if let Some(sides) = looked.sides {
                    self.frequent.add(number, sides);
                }
                let decision = self.decision(looked.look, number, verdicts);
                if let Some(witness) = looked.witness {
                    self.priors.add(number, witness, decision == KEPT);
                }
                decision
            }
        };
        verdicts.decisions.push(decision);
    }

    fn decision(&mut self, look: Look, number: usize, verdicts: &mut FilterVerdicts) -> u8 {
        match look {
            Look::Failed(code) => code,
            Look::Leaks(hits) => {
                against::count(&mut verdicts.found, &hits);
                let first = hits.first().zip(u32::try_from(number).ok());
                verdicts.leaks.extend(first.map(|((set, found), row)| (row, *set, *found)));
                self.against
            }
            Look::Passed(form) => {
                if let (Some(form), Ok(())) = (form, &self.full) {
                    self.full = self.rows.add(number, *form);
                }
                KEPT
            }
        }
    }

    /// Decides about the rows that passed: sides in so many documents, an adequacy that is too low for their document, and
    /// duplicates of what remains.
    fn decide(
        self,
        (documents, least): (Option<f64>, Option<f64>),
        verdicts: &mut FilterVerdicts,
    ) -> Result<()> {
        self.full?;
        let frequent = self.frequent.rows(documents.map_or(usize::MAX, |least| least as usize));
        let mut gone = self.priors.doubtful(least.unwrap_or_default());
        let (code, adequacy) = (verdicts.code("frequent"), verdicts.code("adequacy"));
        gone.iter().for_each(|row| verdicts.decisions[*row as usize] = adequacy);
        for row in &frequent {
            let decision = &mut verdicts.decisions[*row as usize];
            *decision = if *decision == self.against { self.against } else { code };
        }
        gone.extend(frequent);
        verdicts.duplicates = self.rows.duplicates(&gone);
        let codes = [DuplicateReason::Equal, DuplicateReason::Near, DuplicateReason::Template]
            .map(|why| verdicts.code(why.name()));
        for found in &verdicts.duplicates {
            verdicts.decisions[found.row as usize] = codes[found.why as usize];
        }
        Ok(())
    }
}
