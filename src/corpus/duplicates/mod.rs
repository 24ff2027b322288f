//! Finds the rows of a corpus that count as duplicates, and decides which of them stay.
//!
//! Rows are ordered ([`super::rank`]) from best to worst, independently of their places. Of equal
//! rows the best stay. Among the remaining rows, texts that share a band of their signatures
//! ([`super::near`]) are in one bucket, in which each is compared with at most [`COMPARED`] better
//! rows that differ from each other. Two rows that are alike are an edge; edges form components.
//! The rows of a component are processed in order: a row that is like one that stayed is dropped in
//! favour of it, and a row that is like none stays. A chain of small steps therefore does not merge
//! two rows that are unlike each other, and every rule needs only one bucket or one component at a
//! time, wherever it is computed.
//!
//! Memory is 222 bytes per row and compared text: 144 for the signature, 68 for order, equality and
//! guard, 12 while one band is sorted.

mod form;
mod stayed;

pub use self::stayed::COMPARED;

pub(super) use self::{
    form::{Form, number},
    stayed::{Bucket, Stayed},
};

use self::form::{View, alike};
use super::{
    guard::Guard,
    near::{BANDS, Signature},
    rank::Best,
    side::DuplicateSide,
};
use crate::{Error, Result};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// The conditions under which rows count as duplicates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// The side that is compared.
    pub side: DuplicateSide,
    /// Whether rows that are equal after folding are duplicates.
    pub equal: bool,
    /// Similarity (0 to 1) from which rows are duplicates; `None` to ignore similar rows.
    pub near: Option<f64>,
    /// Number of rows that stay if they differ only in their figures; `None` for no limit.
    pub template: Option<usize>,
    /// Whether rows that differ in figures, negations or opposites may be duplicates ([`super::guard`]).
    pub loose: bool,
    /// Number of duplicates of a row that stay.
    pub keep: usize,
    /// Which of them stay.
    pub best: Best,
}

impl Default for Rule {
    fn default() -> Self {
        Rule {
            side: DuplicateSide::Pair,
            equal: true,
            near: None,
            template: None,
            loose: false,
            keep: 1,
            best: Best::default(),
        }
    }
}

/// The reason why a row is a duplicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DuplicateReason {
    /// Equal after folding.
    Equal,
    /// Similar.
    Near,
    /// Equal except for its figures.
    Template,
}

impl DuplicateReason {
    /// The filter that drops such rows.
    pub(super) fn name(self) -> &'static str {
        match self {
            DuplicateReason::Equal => "duplicate",
            DuplicateReason::Near => "near",
            DuplicateReason::Template => "template",
        }
    }
}

/// A dropped row, and the row that stays in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duplicate {
    /// The number of the row in the corpus, counted from 0.
    pub row: u32,
    /// The number of the row that stays.
    pub of: u32,
    /// Their similarity, 0 to 1.
    pub similarity: f32,
    /// The side that is similar.
    pub side: DuplicateSide,
    /// The rule that made the row a duplicate.
    pub why: DuplicateReason,
}

/// The rows to compare.
pub(super) struct Rows {
    rule: Rule,
    rows: Vec<u32>,
    orders: Vec<u128>,
    templates: Vec<u128>,
    views: Vec<Column>,
}

/// One view of all rows.
#[derive(Default)]
struct Column {
    fingerprints: Vec<Option<u128>>,
    guards: Vec<Guard>,
    signatures: Vec<Signature>,
}

impl Rows {
    pub(super) fn new(rule: Rule) -> Self {
        let views = rule.side.views().iter().map(|_| Column::default()).collect();
        Rows { rule, rows: Vec::new(), orders: Vec::new(), templates: Vec::new(), views }
    }

    /// Adds the row with the given number in the corpus.
    ///
    /// # Errors
    /// When the number does not fit 32 bits.
    pub(super) fn add(&mut self, row: usize, form: Form) -> Result<()> {
        let row = u32::try_from(row).map_err(|_| {
            Error::new("more than 4,294,967,295 rows at a time")
                .advise("see the plan for a cluster in docs/scale.md")
        })?;
        self.rows.push(row);
        self.orders.push(if self.rule.best == Best::First { u128::from(row) } else { form.order });
        if self.rule.template.is_some() {
            self.templates.push(form.template);
        }
        for (column, view) in self.views.iter_mut().zip(form.views) {
            column.fingerprints.push(view.fingerprint);
            if let Some(signature) = view.signature {
                column.guards.push(view.guard);
                column.signatures.push(*signature);
            }
        }
        Ok(())
    }

    /// The dropped rows, sorted by number; rows in `gone` are ignored.
    pub(super) fn duplicates(self, gone: &FxHashSet<u32>) -> Vec<Duplicate> {
        let all = (0..).take(self.rows.len());
        let mut best: Vec<u32> = all.filter(|n| !gone.contains(&self.rows[*n as usize])).collect();
        best.par_sort_unstable_by_key(|n| (self.orders[*n as usize], *n));
        let mut found: Vec<Duplicate> = Vec::new();
        // For each dropped row, the row in whose favour it was dropped.
        let mut kept_for: FxHashMap<u32, u32> = FxHashMap::default();
        let mut drop = |n: u32, (of, similarity, side): (u32, f64, DuplicateSide), why| {
            kept_for.insert(n, of);
            found.push(Duplicate { row: n, of, similarity: similarity as f32, side, why });
        };
        let mut left = best;
        if self.rule.equal {
            left = self.equal(&left, &mut drop);
        }
        if let Some(near) = self.rule.near {
            left = self.near(&left, near, &mut drop);
        }
        if let Some(keep) = self.rule.template {
            self.same_template(&left, keep, &mut drop);
        }
        for duplicate in &mut found {
            // That row may have been dropped by a later rule.
            while let Some(of) = kept_for.get(&duplicate.of) {
                duplicate.of = *of;
            }
            (duplicate.row, duplicate.of) =
                (self.rows[duplicate.row as usize], self.rows[duplicate.of as usize]);
        }
        found.par_sort_unstable_by_key(|duplicate| duplicate.row);
        found
    }

    fn equal(
        &self,
        best: &[u32],
        drop: &mut impl FnMut(u32, (u32, f64, DuplicateSide), DuplicateReason),
    ) -> Vec<u32> {
        let rule = &self.rule;
        let mut known: Vec<FxHashMap<u128, (u32, usize)>> =
            self.views.iter().map(|_| FxHashMap::default()).collect();
        let mut left = Vec::with_capacity(best.len());
        for &n in best {
            let of_view = |view: usize| self.views[view].fingerprints[n as usize];
            if rule.side == DuplicateSide::Both {
                // One key for both sides of the row.
                let key = of_view(0).zip(of_view(1)).map(|(ar, en)| ar ^ en.rotate_left(64));
                match key.map(|key| known[0].entry(key).or_insert((n, 0))) {
                    Some((of, count)) if *count >= rule.keep => {
                        drop(n, (*of, 1.0, rule.side), DuplicateReason::Equal);
                    }
                    entry => {
                        entry.into_iter().for_each(|(_, count)| *count += 1);
                        left.push(n);
                    }
                }
                continue;
            }
            let full = (0..known.len()).find_map(|view| {
                let (of, count) = known[view].get(&of_view(view)?)?;
                (*count >= rule.keep).then_some((*of, 1.0, rule.side.views()[view]))
            });
            if let Some(of) = full {
                drop(n, of, DuplicateReason::Equal);
                continue;
            }
            for (view, known) in known.iter_mut().enumerate() {
                if let Some(key) = of_view(view) {
                    known.entry(key).or_insert((n, 0)).1 += 1;
                }
            }
            left.push(n);
        }
        left
    }

    fn same_template(
        &self,
        best: &[u32],
        keep: usize,
        drop: &mut impl FnMut(u32, (u32, f64, DuplicateSide), DuplicateReason),
    ) {
        let mut known: FxHashMap<u128, (u32, usize)> = FxHashMap::default();
        for &n in best {
            let (of, count) = known.entry(self.templates[n as usize]).or_insert((n, 0));
            if *count >= keep {
                drop(n, (*of, 1.0, self.rule.side), DuplicateReason::Template);
            }
            *count += 1;
        }
    }

    /// The similarity of two rows and the side that is similar, if they count as duplicates.
    fn alike(&self, a: u32, b: u32, near: f64) -> Option<(f64, DuplicateSide)> {
        let at = |n: u32| {
            let n = n as usize;
            self.views.iter().map(move |view| View {
                fingerprint: view.fingerprints[n],
                guard: view.guards[n],
                signature: view.signatures.get(n),
            })
        };
        alike(self.rule.side, near, at(a).zip(at(b)))
    }

    fn near(
        &self,
        best: &[u32],
        near: f64,
        drop: &mut impl FnMut(u32, (u32, f64, DuplicateSide), DuplicateReason),
    ) -> Vec<u32> {
        let mut roots = self.components(best, near);
        let mut sizes: FxHashMap<u32, u32> = FxHashMap::default();
        for at in (0..).take(best.len()) {
            let root = find(&mut roots, at);
            if root != at {
                *sizes.entry(root).or_default() += 1;
            }
        }
        let mut stayed: FxHashMap<u32, Stayed<u32>> = FxHashMap::default();
        let mut left = Vec::with_capacity(best.len());
        for (at, &n) in (0..).zip(best) {
            let root = find(&mut roots, at);
            if !sizes.contains_key(&root) {
                left.push(n);
                continue;
            }
            let alike = |of: &u32| self.alike(n, *of, near);
            match stayed.entry(root).or_default().judge(self.rule.keep, alike, || n) {
                Some((of, similarity, side)) => drop(n, (*of, similarity, side), DuplicateReason::Near),
                None => left.push(n),
            }
        }
        left
    }

    /// For every row of `best`, a link towards the best row of its component.
    fn components(&self, best: &[u32], near: f64) -> Vec<u32> {
        let mut parents: Vec<u32> = (0..).take(best.len()).collect();
        let mut keys: Vec<u64> = Vec::with_capacity(best.len());
        // Rows that must be alike on both sides are in one bucket by the first side.
        let views = if self.rule.side == DuplicateSide::Both { 1 } else { self.views.len() };
        for view in &self.views[..views] {
            for band in 0..BANDS {
                keys.clear();
                keys.par_extend(best.par_iter().zip(0..best.len()).map(|(n, at)| {
                    let key = view.signatures[*n as usize].band(band) ^ view.guards[*n as usize].key();
                    (u64::from(key) << 32) | at as u64
                }));
                // All keys differ, so the order does not depend on the threads.
                keys.par_sort_unstable();
                let buckets = keys.par_chunk_by(|a, b| a >> 32 == b >> 32).filter(|bucket| bucket.len() > 1);
                let edges: Vec<(u32, u32)> = buckets
                    .flat_map_iter(|bucket| {
                        let at = |n: u32| best[n as usize];
                        edges(bucket.iter().map(|key| *key as u32), move |a, b| {
                            self.alike(at(a), at(b), near).is_some()
                        })
                    })
                    .collect();
                edges.into_iter().for_each(|(a, b)| unite(&mut parents, a, b));
            }
        }
        parents
    }
}

/// The edges of one bucket, whose rows are sorted.
fn edges(rows: impl Iterator<Item = u32>, alike: impl Fn(u32, u32) -> bool) -> Vec<(u32, u32)> {
    let mut bucket = Bucket::default();
    rows.filter_map(|row| bucket.judge(row, |a, b| alike(*a, *b)).map(|(row, of)| (row, *of))).collect()
}

fn find(parents: &mut [u32], mut row: u32) -> u32 {
    while parents[row as usize] != row {
        let above = parents[parents[row as usize] as usize];
        parents[row as usize] = above;
        row = above;
    }
    row
}

/// Joins two trees; the better of the two roots becomes the root of both.
fn unite(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(parents, a), find(parents, b));
    parents[a.max(b) as usize] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::{
        super::{parse::Row, side::Normal},
        *,
    };

    /// The dropped row, the row in its place, the side and the reason.
    type Dropped = (String, String, DuplicateSide, DuplicateReason);

    /// The ids that stay, sorted, and the dropped ones.
    fn judged(rule: Rule, rows: &[(&str, &str, &str)]) -> (Vec<String>, Vec<Dropped>) {
        let mut all = Rows::new(rule);
        let mut normal = Normal::default();
        for (n, (id, ar, en)) in rows.iter().enumerate() {
            let row = Row { id: Some((*id).to_owned()), ..Row::of_texts(ar, en) };
            normal.take(row.strs());
            all.add(n, Form::of(&rule, &row, &normal)).unwrap();
        }
        let found = all.duplicates(&FxHashSet::default());
        let id = |n: u32| rows[n as usize].0.to_owned();
        let mut stay: Vec<String> =
            (0..).take(rows.len()).filter(|n| found.iter().all(|found| found.row != *n)).map(id).collect();
        stay.sort();
        (stay, found.into_iter().map(|found| (id(found.row), id(found.of), found.side, found.why)).collect())
    }

    const ROWS: [(&str, &str, &str); 5] = [
        ("d#1", "وصل الوفد إلى القاهرة أمس.", "The delegation came to Cairo yesterday."),
        ("d#2", "وصل الوفد الى القاهره امس", "THE DELEGATION CAME TO CAIRO YESTERDAY"),
        ("d#3", "وصل الوفد إلى القاهرة أمس.", "Yesterday a mission reached Egypt."),
        ("d#4", "بلغت البعثة مصر بالأمس.", "The delegation came to Cairo yesterday!"),
        ("d#5", "لا شيء من ذلك يعنيهم.", "None of this is their business."),
    ];

    #[test]
    fn a_side_says_which_rows_are_equal() {
        for (side, stay) in [
            (DuplicateSide::Pair, "d#1 d#3 d#4 d#5"),
            (DuplicateSide::Both, "d#1 d#3 d#4 d#5"),
            (DuplicateSide::Ar, "d#1 d#4 d#5"),
            (DuplicateSide::En, "d#1 d#3 d#5"),
            (DuplicateSide::Either, "d#1 d#5"),
        ] {
            let rule = Rule { side, ..Rule::default() };
            let (got, dropped) = judged(rule, &ROWS);
            assert_eq!(got.join(" "), stay, "{side}");
            assert!(dropped.iter().all(|(_, of, ..)| got.contains(of)), "{dropped:?}");
            let (near, _) = judged(Rule { near: Some(0.8), ..rule }, &ROWS);
            assert_eq!(near, got, "{side}");
        }
        let (got, _) = judged(Rule { side: DuplicateSide::Either, keep: 2, ..Rule::default() }, &ROWS);
        assert_eq!(got.join(" "), "d#1 d#2 d#5");
    }

    #[test]
    fn the_order_of_the_input_does_not_matter() {
        let words = [
            "river", "bridge", "harbour", "market", "village", "mountain", "garden", "station", "island",
            "castle",
        ];
        let text = |n: usize, k: usize| {
            let mut all: Vec<&str> = (0..24)
                .map(|w| words[xxhash_rust::xxh3::xxh3_64(&[n as u8, w as u8]) as usize % 10])
                .collect();
            all[k % 24] = "lantern";
            if k > 5 {
                all[(k * 5) % 24] = "window";
            }
            all.join(" ")
        };
        let texts: Vec<(String, String)> =
            (0..40).flat_map(|n| (0..10).map(move |k| (format!("d{n}#b{k}"), text(n, k)))).collect();
        let mut rows: Vec<(&str, &str, &str)> =
            texts.iter().map(|(id, en)| (id.as_str(), "نعم", en.as_str())).collect();
        let rule = Rule { near: Some(0.7), ..Rule::default() };
        let (stay, dropped) = judged(rule, &rows);
        assert!(dropped.len() > 100 && stay.len() > 39, "{} {}", dropped.len(), stay.len());
        for seed in 1..4_u64 {
            rows.sort_by_key(|(id, ..)| xxhash_rust::xxh3::xxh3_64_with_seed(id.as_bytes(), seed));
            assert_eq!(judged(rule, &rows).0, stay);
        }
    }

    #[test]
    fn rows_that_differ_in_a_figure_stay_unless_asked() {
        let en = |what: &str| {
            format!(
                "The committee for water and electricity of the province spent {what} on new pumps last year"
            )
        };
        let texts = [en("50 million"), en("60 million"), en("nothing"), en("nothing indeed")];
        let rows: Vec<(&str, &str, &str)> =
            ["1", "2", "3", "4"].into_iter().zip(&texts).map(|(id, en)| (id, "نعم", en.as_str())).collect();
        let rule = Rule { near: Some(0.7), ..Rule::default() };
        assert_eq!(judged(rule, &rows).0.join(" "), "1 2 3");
        assert_eq!(judged(Rule { loose: true, ..rule }, &rows).0.join(" "), "1");
        let template = Rule { template: Some(1), ..Rule::default() };
        let (stay, dropped) = judged(template, &rows);
        assert_eq!((stay.join(" ").as_str(), dropped[0].3), ("1 3 4", DuplicateReason::Template));
    }

    #[test]
    fn a_chain_does_not_make_one_of_what_is_unlike() {
        // Each text shares nine tenths with the next, but the last shares nothing with the first.
        let word = |n: usize| format!("{:x}", xxhash_rust::xxh3::xxh3_64(&[n as u8]) as u32);
        let texts: Vec<String> =
            (0..40).map(|n| (n..n + 40).map(word).collect::<Vec<_>>().join(" ")).collect();
        let ids: Vec<String> = (0..40).map(|n| format!("d#{n}")).collect();
        let rows: Vec<(&str, &str, &str)> =
            ids.iter().zip(&texts).map(|(id, en)| (id.as_str(), "نعم", en.as_str())).collect();
        let rule = Rule { near: Some(0.8), loose: true, ..Rule::default() };
        let (stay, dropped) = judged(rule, &rows);
        assert!((6..=16).contains(&stay.len()), "{stay:?}");
        let number = |id: &str| id[2..].parse::<i32>().unwrap();
        assert!(dropped.iter().all(|(row, of, ..)| (number(row) - number(of)).abs() <= 7), "{dropped:?}");
    }

    #[test]
    fn a_template_repeated_many_times_takes_linear_time() {
        let rule = Rule { near: Some(0.8), equal: false, ..Rule::default() };
        let mut rows = Rows::new(rule);
        let mut normal = Normal::default();
        let row = Row::of_texts("نعم", "the same text again and again");
        normal.take(row.strs());
        for n in 0..20_000 {
            rows.add(n, Form::of(&rule, &row, &normal)).unwrap();
        }
        assert_eq!(rows.duplicates(&FxHashSet::default()).len(), 19_999);
    }
}
