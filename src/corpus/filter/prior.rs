//! How many pairs of each document, and of the corpus, say the same: what is expected of a pair before it is looked at.
//!
//! A pair on its own is judged as if one in two were wrong. Of two documents that have nothing to do with each other nearly
//! all pairs are, and the few that look right by chance, or are too short to be judged, are no exceptions.

use crate::{adequacy::probability, corpus::parse::Row};
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

/// Words of a pair at which its weight is capped.
const LONG: usize = 40;
/// Weight of the prior of a corpus and of a document, in words.
const PRIOR: f64 = 20.0;
/// The share that is expected of a corpus. More is expected of no document, because a wrong one among right ones is
/// judged by its own pairs.
const EVEN: f64 = 0.5;
/// How many times the odds of a share count: it is the mean of probabilities that were said as if one in two were wrong,
/// and lies too near the middle.
const TIMES: f64 = 2.0;
/// Bound of logits: no pair is beyond doubt.
const SURE: f64 = 6.0;
/// Steps of a weight of one: sums of whole numbers do not depend on their order.
const STEPS: f64 = 65_536.0;

/// What a row that carries no score of its document says about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Witness {
    document: Option<u64>,
    adequacy: Option<f64>,
    words: usize,
    is_final: bool,
}

impl Witness {
    /// Of a row with its adequacy and its number of words; `None` where the score of the document is known. An adequacy
    /// that came with the row was judged with its neighbours, and is final.
    pub(super) fn of(row: &Row<'_>, adequacy: Option<f64>, words: usize) -> Option<Self> {
        let document = row.document().map(|name| xxh3_64(name.as_bytes()));
        let is_final = row.adequacy.is_some();
        row.score.is_none().then_some(Witness { document, adequacy, words, is_final })
    }
}

/// The weighted share of pairs that say the same.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    right: i64,
    all: i64,
}

impl Share {
    fn add(&mut self, adequacy: f64, words: usize) {
        let weight = words.min(LONG) as i64;
        self.right += (adequacy * weight as f64 * STEPS).round() as i64;
        self.all += weight;
    }

    /// The share if so much is expected.
    fn expected(self, prior: f64) -> f64 {
        ((self.right as f64 / STEPS + prior * PRIOR) / (self.all as f64 + PRIOR)).min(EVEN)
    }
}

/// A row that has passed, and may still be dropped because of the others.
#[derive(Debug, Clone, Copy)]
struct Open {
    row: u32,
    document: u32,
    logit: f32,
}

/// What the rows of a corpus say about its documents: 12 bytes for each row that is open.
#[derive(Debug, Default)]
pub(super) struct Priors {
    corpus: Share,
    numbers: FxHashMap<u64, u32>,
    documents: Vec<Share>,
    open: Vec<Open>,
}

/// The document of rows that name none.
const NONE: u32 = u32::MAX;

impl Priors {
    /// Adds a row; `passed` if no filter has dropped it.
    pub(super) fn add(&mut self, row: usize, witness: Witness, passed: bool) {
        let document = witness.document.map_or(NONE, |name| self.number(name));
        if let Some(adequacy) = witness.adequacy {
            self.corpus.add(adequacy, witness.words);
            if let Some(share) = self.documents.get_mut(document as usize) {
                share.add(adequacy, witness.words);
            }
        }
        if let (true, Ok(row)) = (passed && !witness.is_final, u32::try_from(row)) {
            let logit = witness.adequacy.map_or(0.0, logit).clamp(-SURE, SURE);
            self.open.push(Open { row, document, logit: logit as f32 });
        }
    }

    fn number(&mut self, name: u64) -> u32 {
        let Ok(next) = u32::try_from(self.documents.len()) else { return NONE };
        *self.numbers.entry(name).or_insert_with(|| {
            self.documents.push(Share::default());
            next
        })
    }

    /// The rows that say the same less probably than `least` if as much is expected of them as of their document.
    pub(super) fn doubtful(&self, least: f64) -> FxHashSet<u32> {
        let corpus = self.corpus.expected(EVEN);
        let prior = |document: u32| {
            let share = self.documents.get(document as usize);
            TIMES * logit(share.map_or(corpus, |share| share.expected(corpus)))
        };
        let is_doubtful = |open: &&Open| probability(f64::from(open.logit) + prior(open.document)) < least;
        self.open.iter().filter(is_doubtful).map(|open| open.row).collect()
    }
}

fn logit(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: f64 = 0.2;

    /// The rows that are dropped of those of a document with the given adequacy, all of 20 words.
    fn dropped(rows: &[(&'static str, Option<f64>)]) -> Vec<u32> {
        let mut priors = Priors::default();
        for (n, (doc, adequacy)) in rows.iter().enumerate() {
            let doc = (!doc.is_empty()).then(|| (*doc).into());
            let row = Row { doc, ..Row::of_texts("", "") };
            let passed = adequacy.is_none_or(|adequacy| adequacy >= LEAST);
            priors.add(n, Witness::of(&row, *adequacy, 20).unwrap(), passed);
        }
        let mut rows: Vec<u32> = priors.doubtful(LEAST).into_iter().collect();
        rows.sort_unstable();
        rows
    }

    #[test]
    fn a_pair_among_wrong_ones_is_not_believed_and_one_among_right_ones_is() {
        let wrong = ("a", Some(0.01));
        assert_eq!(dropped(&[wrong, wrong, wrong, ("a", None), ("a", Some(0.6))]), [3, 4]);
        let right = ("b", Some(0.95));
        assert_eq!(dropped(&[right, wrong, right, ("b", None), ("b", Some(0.6)), ("a", None)]), [5]);
        // One that is sure is believed in bad company too.
        assert!(dropped(&[wrong, wrong, wrong, wrong, ("a", Some(0.99))]).is_empty());
    }

    #[test]
    fn a_mixture_keeps_its_right_pairs() {
        let rows: Vec<(&str, Option<f64>)> =
            (0..20).map(|n| ("site", Some(if n % 3 == 0 { 0.9 } else { 0.02 }))).collect();
        assert!(dropped(&rows).is_empty());
    }

    #[test]
    fn without_documents_the_corpus_decides_and_it_decides_for_small_documents() {
        let mut rows = vec![("", Some(0.02)); 50];
        rows.extend([("", None), ("small", None), ("", Some(0.7))]);
        assert_eq!(dropped(&rows), [50, 51, 52]);
        let mut rows = vec![("", Some(0.9)); 50];
        rows.extend([("", None), ("small", None), ("small", Some(0.45))]);
        assert!(dropped(&rows).is_empty());
    }

    #[test]
    fn what_a_document_or_its_aligner_said_is_not_said_again() {
        let row = |adequacy, score| Row { adequacy, score, ..Row::of_texts("", "") };
        assert_eq!(Witness::of(&row(None, Some(0.9)), None, 9), None);
        let mut priors = Priors::default();
        for n in 0..20 {
            priors.add(n, Witness::of(&row(Some(0.01), None), Some(0.01), 20).unwrap(), false);
        }
        priors.add(20, Witness::of(&row(Some(0.5), None), Some(0.5), 20).unwrap(), true);
        assert!(priors.doubtful(LEAST).is_empty());
    }
}
