//! Random samples of a corpus: every row has the same chance, and the same seed selects the same rows.

use super::{
    parse::Row,
    parts::{Broken, each_row},
    source::Corpus,
};
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::collections::BinaryHeap;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Selects `count` rows; returns for every row whether it is in the sample, and the rows that cannot be read.
///
/// # Errors
/// When a file cannot be read.
pub fn sample(corpus: &Corpus, count: usize, seed: u64) -> Result<(Vec<bool>, Broken)> {
    let mut decisions = Vec::new();
    let mut broken = Broken::default();
    // A heap of the rows with the least hashes, the greatest of them on top.
    let mut least: BinaryHeap<(u64, usize)> = BinaryHeap::new();
    each_row(
        corpus,
        |_| (),
        |row| {
            let number = decisions.len();
            decisions.push(false);
            if let Err(error) = row {
                return broken.add(error);
            }
            least.push((xxh3_64_with_seed(&(number as u64).to_le_bytes(), seed), number));
            if least.len() > count {
                least.pop();
            }
        },
    )?;
    least.into_iter().for_each(|(_, number)| decisions[number] = true);
    Ok((decisions, broken))
}

/// The division of a sample among groups of rows.
#[derive(Debug, Clone)]
pub struct Strata {
    /// The member or column whose values define the groups; `doc` is the document.
    pub by: String,
    /// 1 gives each group its share of the corpus; greater values make the shares more equal.
    pub temperature: f64,
}

/// Like [`sample`], with the rows divided among groups. A group of n rows gets a share proportional
/// to n to the power of 1/temperature, but at most all its rows; what a small group cannot fill
/// goes to the others.
///
/// # Errors
/// When a file cannot be read, or when no row has the member.
pub fn stratified(corpus: &Corpus, count: usize, seed: u64, strata: &Strata) -> Result<(Vec<bool>, Broken)> {
    let mut decisions = Vec::new();
    let mut broken = Broken::default();
    let mut groups: FxHashMap<u64, Vec<(u64, usize)>> = FxHashMap::default();
    let mut met = false;
    let group = |row: &Row<'_>| row.text(&strata.by).map(|text| xxh3_64(text.as_bytes()));
    each_row(corpus, group, |row| {
        let number = decisions.len();
        decisions.push(false);
        match row {
            Err(error) => broken.add(error),
            Ok(group) => {
                met |= group.is_some();
                let chance = xxh3_64_with_seed(&(number as u64).to_le_bytes(), seed);
                groups.entry(group.unwrap_or_default()).or_default().push((chance, number));
            }
        }
    })?;
    if !met && !decisions.is_empty() {
        return Err(Error::new(format!("no pair has a member called `{}`", strata.by))
            .advise("name a member of JSON Lines, a column of a table with a header, or doc"));
    }
    let mut groups: Vec<(u64, Vec<(u64, usize)>)> = groups.into_iter().collect();
    // Small groups first: what they cannot fill is divided among the others.
    groups.sort_unstable_by_key(|(group, rows)| (rows.len(), *group));
    let weight = |rows: &[(u64, usize)]| (rows.len() as f64).powf(1.0 / strata.temperature);
    let mut weights: f64 = groups.iter().map(|(_, rows)| weight(rows)).sum();
    let mut left = count;
    for (_, rows) in &mut groups {
        let share = weight(rows);
        let wanted = (left as f64 * share / weights.max(f64::MIN_POSITIVE)).round() as usize;
        weights -= share;
        rows.sort_unstable();
        for (_, number) in rows.iter().take(wanted.min(left)) {
            decisions[*number] = true;
            left -= 1;
        }
    }
    Ok((decisions, broken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_sample_has_the_number_asked_for_and_depends_on_the_seed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.tsv");
        fs::write(&path, "a\tb\n".repeat(1000) + "broken\n").unwrap();
        let corpus = Corpus::new(&[path]).unwrap();
        let of = |count, seed| {
            let (decisions, broken) = sample(&corpus, count, seed).unwrap();
            assert_eq!((decisions.len(), broken.count), (1001, 1));
            decisions
        };
        assert_eq!(of(50, 1).iter().filter(|d| **d).count(), 50);
        assert_eq!(of(50, 1), of(50, 1));
        assert_ne!(of(50, 1), of(50, 2));
        assert_eq!(of(5000, 1).iter().filter(|d| **d).count(), 1000);
    }

    #[test]
    fn groups_have_their_shares_and_a_temperature_makes_them_equal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.jsonl");
        let row = |domain: &str| format!("{{\"ar\":\"a\",\"en\":\"b\",\"domain\":\"{domain}\"}}\n");
        fs::write(&path, row("news").repeat(900) + &row("law").repeat(90) + &row("verse").repeat(10))
            .unwrap();
        let corpus = Corpus::new(&[path]).unwrap();
        let of = |temperature, by: &str| {
            let (decisions, _) =
                stratified(&corpus, 100, 1, &Strata { by: by.to_owned(), temperature }).unwrap();
            let sum = |range: std::ops::Range<usize>| decisions[range].iter().filter(|d| **d).count();
            [sum(0..900), sum(900..990), sum(990..1000)]
        };
        assert_eq!(of(1.0, "domain"), [90, 9, 1]);
        assert_eq!(of(1e9, "domain"), [45, 45, 10]);
        let [news, law, verse] = of(3.0, "domain");
        assert!(news + law + verse == 100 && law > 20 && verse > 5);
        let wrong = Strata { by: "topic".to_owned(), temperature: 1.0 };
        assert!(stratified(&corpus, 5, 1, &wrong).unwrap_err().to_string().contains("`topic`"));
    }
}
