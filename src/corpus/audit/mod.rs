//! Estimates from a sample how large a share of a corpus is misaligned, in another language, cut
//! off, or has figures that disagree, and how certain that is.
//!
//! The sample is drawn by bands of a score, so that the few pairs of a low score, which have most
//! of the faults, are examined as closely as the many of a high score; an estimate weights each
//! band by its share of the corpus.

pub mod annotate;
pub mod estimate;
pub mod page;
mod verdicts;

pub use verdicts::Verdicts;

use self::estimate::{Estimate, Stratum, estimate};
use super::{
    filter::{
        Length, Lengths,
        faults::{Judge, PairFault},
    },
    parse::Row,
    parts::{Broken, each_row},
    source::Corpus,
};
use crate::{Result, adequacy, bitext::rows::six, text::Sides};
use serde::Serialize;
use std::{borrow::Cow, collections::BinaryHeap};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Number of bands: fifths of the score, and pairs without a score.
pub const BANDS: usize = 6;

/// A pair of the sample.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sampled {
    /// Its number in the corpus, counted from 1.
    pub row: u64,
    /// Its id, if it has one.
    pub id: Option<String>,
    /// The texts.
    #[serde(flatten)]
    pub texts: Sides<String>,
    /// Its score, if it has one.
    pub score: Option<f64>,
    /// The number of its band, counted from 0.
    pub band: usize,
    /// The faults that the program finds, as names of [`PairFault::ALL`] separated by blanks.
    pub found: String,
    /// A person's verdict: the same names, or `ok`; empty if nobody has judged it.
    pub verdict: String,
}

impl Sampled {
    /// Its id, or its number in the corpus.
    pub fn place(&self) -> String {
        self.id.clone().unwrap_or_else(|| self.row.to_string())
    }
}

/// The estimate for one fault.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    /// The name of the fault.
    pub fault: &'static str,
    /// The share of the corpus that has the fault.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Pairs of the sample that have the fault, by band.
    pub by_band: [u64; BANDS],
}

/// The result of examining a sample of a corpus.
#[derive(Debug, Clone, Serialize)]
pub struct Audit {
    /// Pairs of the corpus.
    pub pairs: u64,
    /// Rows that could not be read.
    pub unreadable: u64,
    /// Pairs of the corpus by band.
    pub bands: [u64; BANDS],
    /// Pairs of the sample by band.
    pub sampled: [u64; BANDS],
    /// Pairs of the sample judged by people; if there are any, the estimates use only these.
    pub judged: u64,
    /// Pairs judged by people on which the program agreed.
    pub agreed: u64,
    /// The estimates.
    pub shares: Vec<Share>,
    /// The pairs of the sample, in corpus order.
    #[serde(skip)]
    pub sample: Vec<Sampled>,
}

/// How a sample is drawn.
#[derive(Debug, Clone, Copy)]
pub struct AuditPlan {
    /// Number of pairs.
    pub count: usize,
    /// Seed: another number gives another sample.
    pub seed: u64,
}

/// A candidate for a band: its random key, and the number of its row.
type Candidate = (u64, u64);

/// Draws a sample of a corpus, judges it, and estimates the faults of the whole. Verdicts of people
/// take precedence over those of the program.
///
/// # Errors
/// When a file cannot be read.
pub fn audit(corpus: &Corpus, plan: &AuditPlan, verdicts: &Verdicts) -> Result<(Audit, Broken)> {
    let mut lengths = Lengths::default();
    let (bands, rows, broken) = draw(corpus, plan, &mut lengths)?;
    let mut sample = Vec::with_capacity(rows.len());
    let (mut number, mut next) = (0_u64, 0);
    let judge = Judge::new(lengths);
    let look = |row: &Row<'_>| {
        (
            row.id.clone(),
            row.document().map(str::to_owned),
            row.texts.clone().map(Cow::into_owned),
            score(row),
            row.findings.clone(),
        )
    };
    each_row(corpus, look, |row| {
        let is_wanted = rows.get(next) == Some(&number);
        number += 1;
        if !is_wanted {
            return;
        }
        next += 1;
        let Ok((id, doc, texts, score, findings)) = row else { return };
        let row = Row { findings, doc: doc.map(Cow::Owned), ..Row::of_texts(&texts.ar, &texts.en) };
        let found = judge.faults(&row, score);
        let verdict = verdicts.of(&texts.ar, &texts.en).unwrap_or_default().to_owned();
        let (found, band) = (names(&found), band(score));
        sample.push(Sampled { row: number, id, texts, score: score.map(six), band, found, verdict });
    })?;
    Ok((Audit::new(bands, sample, &broken), broken))
}

impl Audit {
    fn new(bands: [u64; BANDS], sample: Vec<Sampled>, broken: &Broken) -> Self {
        let judged: Vec<&Sampled> = sample.iter().filter(|one| !one.verdict.is_empty()).collect();
        let agreed = judged.iter().filter(|one| same(&one.found, &one.verdict)).count() as u64;
        let judged_count = judged.len() as u64;
        let counted: Vec<&Sampled> = if judged.is_empty() { sample.iter().collect() } else { judged };
        let mut sampled = [0; BANDS];
        counted.iter().for_each(|one| sampled[one.band] += 1);
        let share = |fault: &PairFault| {
            let mut by_band = [0; BANDS];
            for one in counted.iter().filter(|one| has(one.said(), fault.name())) {
                by_band[one.band] += 1;
            }
            let stratum = |n: usize| Stratum { size: bands[n], looked_at: sampled[n], have: by_band[n] };
            let strata: Vec<Stratum> = (0..BANDS).map(stratum).collect();
            Share { fault: fault.name(), estimate: estimate(&strata), by_band }
        };
        let shares = PairFault::ALL.iter().map(share).collect();
        let pairs = bands.iter().sum();
        Audit {
            pairs,
            unreadable: broken.count,
            bands,
            sampled,
            judged: judged_count,
            agreed,
            shares,
            sample,
        }
    }
}

impl Sampled {
    /// The faults of the pair: a person's verdict if there is one, otherwise what the program finds.
    pub fn said(&self) -> &str {
        if self.verdict.is_empty() { &self.found } else { &self.verdict }
    }
}

fn has(said: &str, fault: &str) -> bool {
    said.split_whitespace().any(|name| name == fault)
}

fn same(found: &str, verdict: &str) -> bool {
    PairFault::ALL.iter().all(|fault| has(found, fault.name()) == has(verdict, fault.name()))
}

fn names(found: &[PairFault]) -> String {
    found.iter().map(|fault| fault.name()).collect::<Vec<_>>().join(" ")
}

/// The score of a pair: its own adequacy, or the adequacy computed here, or else its confidence.
fn score(row: &Row<'_>) -> Option<f64> {
    row.adequacy.or_else(|| adequacy::pair(&row.texts.ar, &row.texts.en)).or(row.confidence)
}

/// The band of a score.
fn band(score: Option<f64>) -> usize {
    score.map_or(BANDS - 1, |score| ((score * 5.0) as usize).min(BANDS - 2))
}

/// Counts the pairs of each band, measures their lengths, and draws a sample; returns the sorted numbers of its rows.
fn draw(
    corpus: &Corpus,
    plan: &AuditPlan,
    lengths: &mut Lengths,
) -> Result<([u64; BANDS], Vec<u64>, Broken)> {
    let mut broken = Broken::default();
    let mut bands = [0; BANDS];
    let mut least: [BinaryHeap<Candidate>; BANDS] = Default::default();
    let mut number = 0_u64;
    each_row(
        corpus,
        |row| (band(score(row)), Length::of(row)),
        |row| {
            match row {
                Err(error) => broken.add(error),
                Ok((band, length)) => {
                    lengths.add(length);
                    bands[band] += 1;
                    least[band].push((xxh3_64_with_seed(&number.to_le_bytes(), plan.seed), number));
                    if least[band].len() > plan.count {
                        least[band].pop();
                    }
                }
            }
            number += 1;
        },
    )?;
    let wanted = divide(plan.count, &bands);
    let mut rows = Vec::new();
    for (heap, wanted) in least.into_iter().zip(wanted) {
        rows.extend(heap.into_sorted_vec().into_iter().take(wanted).map(|(_, number)| number));
    }
    rows.sort_unstable();
    Ok((bands, rows, broken))
}

/// The number of pairs to sample from each band: half of the sample is divided equally and half by
/// the size of the bands; what a small band lacks goes to the largest ones.
fn divide(count: usize, bands: &[u64; BANDS]) -> [usize; BANDS] {
    let all: u64 = bands.iter().sum();
    let filled = bands.iter().filter(|size| **size > 0).count().max(1);
    let share = |size: u64| {
        let part = count as f64 * 0.5 * size as f64 / all.max(1) as f64 + count as f64 * 0.5 / filled as f64;
        (part.round() as u64).min(size) as usize
    };
    let mut wanted = bands.map(|size| if size == 0 { 0 } else { share(size) });
    let mut left = count.saturating_sub(wanted.iter().sum());
    let mut order: Vec<usize> = (0..BANDS).collect();
    order.sort_by_key(|band| std::cmp::Reverse(bands[*band]));
    for band in order {
        let more = left.min(bands[band] as usize - wanted[band]);
        wanted[band] += more;
        left -= more;
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    fn corpus(folder: &tempfile::TempDir, spoilt: usize, clean: usize) -> Corpus {
        let path = folder.path().join("x.jsonl");
        let mut rows = String::new();
        for n in 0..clean + spoilt {
            let (ar, en) = (n + 3, if n < spoilt { n + 4 } else { n + 3 });
            let score = if n < spoilt { 0.1 } else { 0.99 };
            let _ = writeln!(
                rows,
                r#"{{"ar":"وصل {ar} رجلا إلى القاهرة يوم الأحد ثم غادروها.","en":"Some {en} men arrived in Cairo on Sunday and then left it.","adequacy":{score}}}"#
            );
        }
        std::fs::write(&path, rows).unwrap();
        Corpus::new(&[path]).unwrap()
    }

    #[test]
    fn the_share_of_a_fault_is_in_its_interval_and_low_bands_are_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = corpus(&folder, 50, 950);
        let (got, _) = audit(&corpus, &AuditPlan { count: 200, seed: 1 }, &Verdicts::default()).unwrap();
        assert_eq!((got.pairs, got.bands[0], got.bands[4]), (1000, 50, 950));
        assert_eq!(got.sampled.iter().sum::<u64>(), 200);
        assert!(got.sampled[0] >= 40, "{:?}", got.sampled);
        let figures = got.shares.iter().find(|share| share.fault == "figures").unwrap();
        let Estimate { share, low, high } = figures.estimate;
        assert!(low <= 0.05 && 0.05 <= high && (share - 0.05).abs() < 0.02, "{figures:?}");
        let misaligned = got.shares.iter().find(|share| share.fault == "misaligned").unwrap();
        assert!((misaligned.estimate.share - 0.05).abs() < 0.02);
    }

    #[test]
    fn what_people_say_counts_more_than_what_the_program_finds() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = corpus(&folder, 20, 20);
        let plan = AuditPlan { count: 40, seed: 1 };
        let (first, _) = audit(&corpus, &plan, &Verdicts::default()).unwrap();
        let mut said = String::new();
        for one in &first.sample {
            let one = Sampled { verdict: "ok".to_owned(), ..one.clone() };
            let _ = writeln!(said, "{}", serde_json::to_string(&one).unwrap());
        }
        let path = folder.path().join("said.jsonl");
        std::fs::write(&path, said).unwrap();
        let (second, _) = audit(&corpus, &plan, &Verdicts::read(&path).unwrap()).unwrap();
        assert_eq!((second.judged, second.agreed), (40, 20));
        assert!(second.shares.iter().all(|share| share.estimate.share == 0.0));
        assert!(first.shares.iter().any(|share| share.estimate.share > 0.4));
    }

    #[test]
    fn a_sample_is_never_larger_than_the_corpus_and_bands_without_pairs_give_none() {
        assert_eq!(divide(100, &[0, 0, 0, 0, 10, 5]), [0, 0, 0, 0, 10, 5]);
        assert_eq!(divide(100, &[0; BANDS]), [0; BANDS]);
        let wanted = divide(100, &[10, 0, 0, 0, 100_000, 10]);
        assert_eq!(wanted.iter().sum::<usize>(), 100);
        assert_eq!((wanted[0], wanted[5]), (10, 10));
    }
}
