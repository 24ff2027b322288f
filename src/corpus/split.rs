//! Dividing a corpus into training, development and test data by document, without test sentences
//! in the training data through another document.
//!
//! The part of a document is given by a hash of its name and the seed: it does not change when
//! other documents are added or removed, and a program on a cluster computes the same one
//! ([`place`]). A row of development data that is like one of test data is dropped, and so is a row
//! of training data that is like one of either. Being alike on one side of the pair is enough if so
//! chosen, with a margin for the error of the estimated similarity ([`super::near::SURE`]).

use super::{
    against::{self, Against, Hits, TestSetHits},
    leaks::{Leaks, Match},
    parse::Row,
    parts::{Broken, each_row},
    side::{DuplicateSide, Normal},
    source::Corpus,
};
use crate::{Error, Result};
use std::sync::Mutex;
use xxhash_rust::xxh64::xxh64;

/// Shares of the documents; the rest is training data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Share of development data, 0 to 1.
    pub dev: f64,
    /// Share of test data, 0 to 1.
    pub test: f64,
}

/// The settings of a division.
#[derive(Clone, Copy)]
pub struct SplitPlan<'a> {
    /// Shares of the parts.
    pub shares: Shares,
    /// The side on which rows are compared.
    pub side: DuplicateSide,
    /// Similarity (0 to 1) from which rows are alike.
    pub near: f64,
    /// Seed: another number gives another division.
    pub seed: u64,
    /// Test sets that must not occur in any part.
    pub against: Option<&'a Against>,
}

/// What becomes of a row; of the parts, the rarer ones come later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum SplitDecision {
    /// It cannot be read.
    Unreadable,
    /// It is training data.
    Train,
    /// It is development data.
    Dev,
    /// It is test data.
    Test,
    /// It is dropped because a similar one is in a rarer part.
    Similar,
    /// It is dropped because it is in a test set.
    Known,
}

/// The division of a corpus.
#[derive(Debug, Default)]
pub struct Split {
    /// One for every row.
    pub decisions: Vec<SplitDecision>,
    /// Rows that could not be read.
    pub broken: Broken,
    /// Rows without a document, which are divided individually.
    pub without_document: u64,
    /// The occurrences of each test set.
    pub found: Vec<TestSetHits>,
}

impl Split {
    /// The number of rows with a decision.
    pub fn count(&self, decision: SplitDecision) -> u64 {
        self.decisions.iter().filter(|found| **found == decision).count() as u64
    }
}

/// The place of a document between 0 and 1: below the share of test data it is test data, and below
/// the sum of the shares of test and development data it is development data. It is computed from
/// the upper 53 bits of XXH64 with the seed 42 over `SEED`, a tab and the name of the document,
/// which is `xxhash64(concat_ws('\t', SEED, doc))` in Spark.
pub fn place(doc: &str, seed: u64) -> f64 {
    let hash = xxh64(format!("{seed}\t{doc}").as_bytes(), 42);
    // 53 bits fit a floating-point number without rounding.
    (hash >> 11) as f64 / (1_u64 << 53) as f64
}

/// Divides a corpus.
///
/// # Errors
/// When the shares exceed a whole, when a file cannot be read, or when it changes in the meantime.
pub fn split(corpus: &Corpus, plan: &SplitPlan<'_>) -> Result<Split> {
    let valid = |share: f64| (0.0..1.0).contains(&share);
    if !valid(plan.shares.dev) || !valid(plan.shares.test) || plan.shares.dev + plan.shares.test >= 1.0 {
        return Err(Error::new("the shares of development and test data must be below 1 together")
            .advise("try --dev-share 0.01 --test-share 0.01"));
    }
    let mut split =
        Split { found: plan.against.map(Against::counts).unwrap_or_default(), ..Split::default() };
    let mut parts = [
        (SplitDecision::Test, Leaks::new(plan.side, plan.near)),
        (SplitDecision::Dev, Leaks::new(plan.side, plan.near)),
    ];
    each_row(
        corpus,
        |row| first_look(row, plan),
        |found| match found {
            Err(error) => {
                split.broken.add(error);
                split.decisions.push(SplitDecision::Unreadable);
            }
            Ok(First::Known(hits)) => {
                against::count(&mut split.found, &hits);
                split.decisions.push(SplitDecision::Known);
            }
            Ok(First::Part { part, alone, normal }) => {
                split.without_document += u64::from(alone);
                split.decisions.push(part);
                let leaks = parts.iter_mut().find(|(rare, _)| *rare == part);
                if let Some(((_, leaks), normal)) = leaks.zip(normal) {
                    leaks.add(&normal);
                }
            }
        },
    )?;
    parts.iter_mut().for_each(|(_, leaks)| leaks.finish());
    if parts.iter().all(|(_, leaks)| leaks.is_empty()) {
        return Ok(split);
    }
    drop_leaks(corpus, plan, &parts, &mut split)?;
    Ok(split)
}

/// The first result for one row.
enum First {
    Known(Hits),
    /// `alone`: it names no document. `normal`: its normal texts, unless it is training data.
    Part {
        part: SplitDecision,
        alone: bool,
        normal: Option<Box<Normal>>,
    },
}

fn first_look(row: &Row<'_>, plan: &SplitPlan<'_>) -> First {
    let mut normal = Box::<Normal>::default();
    normal.take(row.strs());
    let hits = plan.against.map(|against| against.look(&normal)).unwrap_or_default();
    if !hits.is_empty() {
        return First::Known(hits);
    }
    let part = part_of(row, &normal, plan);
    First::Part {
        part,
        alone: row.document().is_none(),
        normal: (part != SplitDecision::Train).then_some(normal),
    }
}

/// The place of the document of a row, or of the row itself if it names none.
pub(super) fn place_of(row: &Row<'_>, normal: &Normal, seed: u64) -> f64 {
    let by_text = || format!("{:032x}", normal.fingerprint(DuplicateSide::Pair).unwrap_or_default());
    match row.document() {
        Some(doc) => place(doc, seed),
        None => place(&by_text(), seed),
    }
}

fn part_of(row: &Row<'_>, normal: &Normal, plan: &SplitPlan<'_>) -> SplitDecision {
    let place = place_of(row, normal, plan.seed);
    if place < plan.shares.test {
        SplitDecision::Test
    } else if place < plan.shares.test + plan.shares.dev {
        SplitDecision::Dev
    } else {
        SplitDecision::Train
    }
}

/// Drops rows from the commoner parts that are alike to rows of a rarer one.
fn drop_leaks(
    corpus: &Corpus,
    plan: &SplitPlan<'_>,
    parts: &[(SplitDecision, Leaks); 2],
    split: &mut Split,
) -> Result<()> {
    let rooms: Mutex<Vec<Normal>> = Mutex::default();
    let look = |row: &Row<'_>| -> Option<(SplitDecision, Match)> {
        let mut normal = rooms.lock().ok().and_then(|mut rooms| rooms.pop()).unwrap_or_default();
        normal.take(row.strs());
        let part = part_of(row, &normal, plan);
        let mut rarer = parts.iter().filter(|(rare, _)| *rare > part);
        let found = rarer.find_map(|(rare, leaks)| Some((*rare, leaks.find(&normal)?)));
        if let Ok(mut rooms) = rooms.lock() {
            rooms.push(normal);
        }
        found
    };
    let mut number = 0;
    let mut dropped = Vec::new();
    each_row(corpus, look, |found| {
        if let Ok(Some(_)) = found {
            dropped.push(number);
        }
        number += 1;
    })?;
    if number != split.decisions.len() {
        return Err(
            Error::new("the corpus changed while it was read").advise("run again when it is complete")
        );
    }
    for row in dropped {
        if split.decisions[row] != SplitDecision::Known {
            split.decisions[row] = SplitDecision::Similar;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        collections::{BTreeMap, HashSet},
        fs,
    };
    use xxhash_rust::xxh3::xxh3_64_with_seed;

    fn corpus(rows: &[String]) -> (tempfile::TempDir, Corpus) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.tsv");
        fs::write(&path, rows.concat()).unwrap();
        let corpus = Corpus::new(&[path]).unwrap();
        (folder, corpus)
    }

    fn plan(dev: f64, test: f64) -> SplitPlan<'static> {
        SplitPlan {
            shares: Shares { dev, test },
            side: DuplicateSide::Either,
            near: 0.8,
            seed: 1,
            against: None,
        }
    }

    /// A sentence that has nothing in common with any other.
    fn row(doc: u64, n: u64) -> String {
        let word = |k: u64| format!("{:x}", xxh3_64_with_seed(&[n as u8, (n >> 8) as u8, k as u8], 7));
        let text = (0..6).map(word).collect::<Vec<_>>().join(" ");
        format!("{text}\t{text}\t1.0000\t1-1\tdoc{doc}#b{n}\n")
    }

    #[test]
    fn a_document_is_never_divided_and_the_shares_are_about_right() {
        let rows: Vec<String> = (0..4000).map(|n| row(n / 4, n)).collect();
        let (_folder, corpus) = corpus(&rows);
        let split = split(&corpus, &plan(0.1, 0.2)).unwrap();
        let mut parts: BTreeMap<usize, Vec<SplitDecision>> = BTreeMap::new();
        for (n, part) in split.decisions.iter().enumerate() {
            parts.entry(n / 4).or_default().push(*part);
        }
        assert!(parts.values().all(|parts| parts.iter().all(|part| *part == parts[0])));
        assert!((320..480).contains(&split.count(SplitDecision::Dev)), "{}", split.count(SplitDecision::Dev));
        assert!(
            (700..900).contains(&split.count(SplitDecision::Test)),
            "{}",
            split.count(SplitDecision::Test)
        );
        assert_eq!(split.count(SplitDecision::Similar), 0);
    }

    #[test]
    fn a_sentence_of_the_test_data_is_not_in_training_by_another_document() {
        // The same sentence in a hundred documents.
        let rows: Vec<String> = (0..100).map(|doc| row(doc, 3)).collect();
        let (_folder, corpus) = corpus(&rows);
        let split = split(&corpus, &plan(0.1, 0.2)).unwrap();
        assert!(split.count(SplitDecision::Test) > 5);
        assert_eq!(split.count(SplitDecision::Test) + split.count(SplitDecision::Similar), 100);
    }

    #[test]
    fn no_sentence_of_the_test_data_is_similar_to_one_in_training() {
        let shingles = |text: &str| -> HashSet<String> {
            let chars: Vec<char> = format!("    {text}  ").chars().collect();
            chars.windows(5).map(|five| five.iter().collect()).collect()
        };
        let word = |n: u64| format!("{:x}", xxh3_64_with_seed(&n.to_le_bytes(), 3) as u32);
        // Six variants of each sentence, all in different documents: one word of thirty differs.
        let texts: Vec<String> = (0..600_u64)
            .map(|n| {
                let words = (0..30).map(|k| word(if k == n % 6 { n * 100 } else { n / 6 * 1_000_000 + k }));
                words.collect::<Vec<_>>().join(" ")
            })
            .collect();
        let rows: Vec<String> =
            texts.iter().enumerate().map(|(n, text)| format!("{text}\t{text}\t1\t1-1\td{n}#b1\n")).collect();
        let (_folder, corpus) = corpus(&rows);
        let split = split(&corpus, &plan(0.0, 0.2)).unwrap();
        let of = |part: SplitDecision| {
            texts.iter().zip(&split.decisions).filter(move |(_, p)| **p == part).map(|(t, _)| shingles(t))
        };
        let (train, test): (Vec<_>, Vec<_>) =
            (of(SplitDecision::Train).collect(), of(SplitDecision::Test).collect());
        assert!(train.len() > 50 && test.len() > 50, "{} {}", train.len(), test.len());
        for left in &test {
            for right in &train {
                let common = left.intersection(right).count() as f64;
                let similarity = common / ((left.len() + right.len()) as f64 - common);
                assert!(similarity < 0.8, "{similarity}");
            }
        }
    }

    #[test]
    fn shares_above_a_whole_are_refused() {
        let (_folder, corpus) = corpus(&[row(1, 1)]);
        assert!(split(&corpus, &plan(0.5, 0.5)).is_err());
    }

    #[test]
    fn one_side_of_a_test_pair_is_enough_to_leak() {
        // The English of each row is in ten documents, with different Arabic.
        let row = |n: u64| {
            let en = row(0, n / 10).split('\t').next().unwrap_or_default().to_owned();
            let ar = row(0, n + 1000).split('\t').next().unwrap_or_default().to_owned();
            format!("{ar}\t{en}\t1.0\t1-1\td{n}#b1\n")
        };
        let rows: Vec<String> = (0..600).map(row).collect();
        let (_folder, corpus) = corpus(&rows);
        let leaks = |side| {
            let split = split(&corpus, &SplitPlan { side, ..plan(0.0, 0.1) }).unwrap();
            let en = |part: SplitDecision| -> HashSet<&str> {
                let rows = rows.iter().zip(&split.decisions).filter(|(_, found)| **found == part);
                rows.filter_map(|(row, _)| row.split('\t').nth(1)).collect()
            };
            en(SplitDecision::Train).intersection(&en(SplitDecision::Test)).count()
        };
        assert_eq!((leaks(DuplicateSide::Either), leaks(DuplicateSide::En)), (0, 0));
        assert!(leaks(DuplicateSide::Pair) > 10);
    }

    #[test]
    fn the_place_of_a_document_is_that_of_spark() {
        // xxhash64(concat_ws('\t', '1', 'news/7')) and so on, as XXH64 with the seed 42.
        assert_eq!(xxh64(b"1\tnews/7", 42) >> 11, (place("news/7", 1) * (1_u64 << 53) as f64) as u64);
        assert_ne!(place("news/7", 1), place("news/7", 2));
    }
}
