//! Dividing a corpus into training, development and test data by document, without letting a test sentence into
//! training by way of another document.
//!
//! The part of a document is a hash of its name and the seed: it does not change when other documents come or go.
//! Near-duplicates are looked for among all rows, with a margin for the error of the estimate ([`near::surely`]); where a cluster has rows in several parts, they stay in the rarest
//! one (test before development before training) and are dropped from the others.

use super::{
    filter::UNREADABLE,
    near::{self, Signature},
    normal::{fingerprint, normal},
    parse::Row,
    parts::{Broken, each_row},
    source::Corpus,
};
use crate::{Error, Result, text::Lang};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Shares of the documents; what is left goes to training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Share of development data, 0 to 1.
    pub dev: f64,
    /// Share of test data, 0 to 1.
    pub test: f64,
}

/// The decision that a row is training data.
pub const TRAIN: u8 = 2;
/// The decision that a row is development data.
pub const DEV: u8 = 3;
/// The decision that a row is test data.
pub const TEST: u8 = 4;
/// The decision that a row is dropped: a near-duplicate of it is in a rarer part.
pub const LEAK: u8 = 5;

/// Where the rows of a corpus belong.
#[derive(Debug, Default)]
pub struct Split {
    /// [`TRAIN`], [`DEV`], [`TEST`], [`LEAK`] or [`UNREADABLE`] for every row.
    pub decisions: Vec<u8>,
    /// Rows that could not be read.
    pub broken: Broken,
    /// Rows that name no document and are divided by themselves.
    pub without_document: u64,
}

impl Split {
    /// How many rows have a decision.
    pub fn count(&self, decision: u8) -> u64 {
        self.decisions.iter().filter(|found| **found == decision).count() as u64
    }
}

/// Divides a corpus. Rows at least `near` similar count as the same, and some that are a little less so.
///
/// # Errors
/// When the shares are more than a whole, or when a file cannot be read.
pub fn split(corpus: &Corpus, shares: Shares, near: f64, seed: u64) -> Result<Split> {
    let valid = |share: f64| (0.0..1.0).contains(&share);
    if !valid(shares.dev) || !valid(shares.test) || shares.dev + shares.test >= 1.0 {
        return Err(Error::new("the shares of development and test data must be below 1 together")
            .advise("try --dev 0.01 --test 0.01"));
    }
    let mut split = Split::default();
    let mut signatures: Vec<Signature> = Vec::new();
    let look = |row: &Row<'_>| {
        let (mut folded, mut ar, mut en) = (String::new(), String::new(), String::new());
        normal(Lang::Ar, &row.ar, &mut folded, &mut ar);
        normal(Lang::En, &row.en, &mut folded, &mut en);
        let by_text = || xxh3_64_with_seed(&fingerprint(&ar, &en).to_le_bytes(), seed);
        let hash = row.document().map_or_else(by_text, |doc| xxh3_64_with_seed(doc.as_bytes(), seed));
        // 53 bits make a number between 0 and 1 without rounding.
        let place = (hash >> 11) as f64 / (1_u64 << 53) as f64;
        let part = if place < shares.test {
            TEST
        } else if place < shares.test + shares.dev {
            DEV
        } else {
            TRAIN
        };
        (part, row.document().is_none(), near::signature(&ar, &en))
    };
    each_row(corpus, look, |found| match found {
        Err(error) => {
            split.broken.add(error);
            split.decisions.push(UNREADABLE);
            // Rows and signatures stay in step; it is never looked at, for it is no part.
            signatures.push([0; 64]);
        }
        Ok((part, alone, signature)) => {
            split.without_document += u64::from(alone);
            split.decisions.push(part);
            signatures.push(signature);
        }
    })?;
    let roots = near::clusters(&signatures, near::surely(near))?;
    drop(signatures);
    // The rarest part of each cluster, kept at its root.
    let mut rarest = vec![UNREADABLE; roots.len()];
    for (part, root) in split.decisions.iter().zip(&roots) {
        let rarest = &mut rarest[*root as usize];
        *rarest = (*rarest).max(*part);
    }
    for (part, root) in split.decisions.iter_mut().zip(&roots) {
        if *part != UNREADABLE && *part != rarest[*root as usize] {
            *part = LEAK;
        }
    }
    Ok(split)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        collections::{BTreeMap, HashSet},
        fs,
    };

    fn corpus(rows: &[String]) -> (tempfile::TempDir, Corpus) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.tsv");
        fs::write(&path, rows.concat()).unwrap();
        let corpus = Corpus::new(&[path]).unwrap();
        (folder, corpus)
    }

    /// Sentences that have nothing in common with one another.
    fn row(doc: u64, n: u64) -> String {
        let word = |k: u64| format!("{:x}", xxh3_64_with_seed(&[n as u8, (n >> 8) as u8, k as u8], 7));
        let text = (0..6).map(word).collect::<Vec<_>>().join(" ");
        format!("{text}\t{text}\t1.0000\t1-1\tdoc{doc}#b{n}\n")
    }

    #[test]
    fn a_document_is_never_divided_and_the_shares_are_about_right() {
        let rows: Vec<String> = (0..4000).map(|n| row(n / 4, n)).collect();
        let (_folder, corpus) = corpus(&rows);
        let split = split(&corpus, Shares { dev: 0.1, test: 0.2 }, 0.8, 1).unwrap();
        let mut parts: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        for (n, part) in split.decisions.iter().enumerate() {
            parts.entry(n / 4).or_default().push(*part);
        }
        assert!(parts.values().all(|parts| parts.iter().all(|part| *part == parts[0])));
        assert!((320..480).contains(&split.count(DEV)), "{}", split.count(DEV));
        assert!((700..900).contains(&split.count(TEST)), "{}", split.count(TEST));
        assert_eq!(split.count(LEAK), 0);
    }

    #[test]
    fn a_sentence_of_the_test_data_is_not_in_training_by_another_document() {
        // The same sentence in a hundred documents.
        let rows: Vec<String> = (0..100).map(|doc| row(doc, 3)).collect();
        let (_folder, corpus) = corpus(&rows);
        let split = split(&corpus, Shares { dev: 0.1, test: 0.2 }, 0.8, 1).unwrap();
        assert!(split.count(TEST) > 5);
        assert_eq!(split.count(TEST) + split.count(LEAK), 100);
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
        let split = split(&corpus, Shares { dev: 0.0, test: 0.2 }, 0.8, 1).unwrap();
        let of = |part| {
            texts.iter().zip(&split.decisions).filter(move |(_, p)| **p == part).map(|(t, _)| shingles(t))
        };
        let (train, test): (Vec<_>, Vec<_>) = (of(TRAIN).collect(), of(TEST).collect());
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
        assert!(split(&corpus, Shares { dev: 0.5, test: 0.5 }, 0.8, 1).is_err());
    }
}
