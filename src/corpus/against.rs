//! Test sets that must not occur in a corpus: finds the rows that contain a sentence of them, or most of one.

use super::{
    leaks::{How, Leaks, Match},
    measure::Measures,
    packing::Packing,
    parse::Row,
    parts::each_row,
    shape::Layout,
    side::{DuplicateSide, Normal},
    source::{Corpus, reading},
    target::Target,
};
use crate::{
    Error, Result,
    bitext::PairOptions,
    document::decode,
    language::{Fault, fault_throughout},
    text::{Lang, Sides},
};
use rustc_hash::FxHashSet;
use std::{
    io::{BufRead, BufReader},
    ops::RangeInclusive,
    path::{Path, PathBuf},
};
use xxhash_rust::xxh3::xxh3_64;

/// The conditions under which a row counts as containing something of a test set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OverlapLimits {
    /// Similarity (0 to 1) from which texts count as the same.
    pub near: f64,
    /// Number of consecutive words from which texts count as the same; 0 for no such limit. Of a sentence of the test set
    /// that is shorter than twice as many, half of the words are enough.
    pub ngram: usize,
}

/// The test sets to look for.
pub struct Against {
    limits: OverlapLimits,
    sets: Vec<Set>,
}

struct Set {
    name: String,
    rows: u64,
    leaks: Leaks,
    ngrams: [FxHashSet<u64>; 2],
}

/// The occurrences of a test set in a corpus.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TestSetHits {
    /// The name of the test set.
    pub test_set: String,
    /// Number of its sentences.
    pub sentences: u64,
    /// Rows of the corpus that contain an equal text.
    pub equal: u64,
    /// Rows that hold a similar text.
    pub near: u64,
    /// Rows that have consecutive words in common with it.
    pub words: u64,
}

/// The matches of one row with each test set: the number of the set, how it was found, and on which side.
pub(super) type Hits = Vec<(u16, Match)>;

impl Against {
    /// Reads test sets: corpus files, or plain texts of one language with one sentence per line
    /// (`.txt`, or `.ar` without the `.en` file).
    ///
    /// # Errors
    /// When a file cannot be read, has no sentence, or is in another language than its name or columns say.
    pub fn read(paths: &[PathBuf], limits: OverlapLimits) -> Result<Self> {
        if paths.len() > usize::from(u16::MAX) {
            return Err(Error::new("too many test sets").advise("name 65,535 at most"));
        }
        let sets = paths.iter().map(|path| Set::read(path, &limits)).collect::<Result<_>>()?;
        Ok(Against { limits, sets })
    }

    /// Looks for the test sets in a row.
    pub(super) fn look(&self, normal: &Normal) -> Hits {
        let mut ngrams: Option<[Vec<u64>; 2]> = None;
        let mut hits = Vec::new();
        for (n, set) in (0..).zip(&self.sets) {
            let found = set.leaks.find(normal).or_else(|| {
                let ngrams = ngrams.get_or_insert_with(|| self.limits.ngrams(normal));
                let common = |side: usize| ngrams[side].iter().any(|ngram| set.ngrams[side].contains(ngram));
                let side = if common(0) {
                    DuplicateSide::Ar
                } else if common(1) {
                    DuplicateSide::En
                } else {
                    return None;
                };
                Some((How::Words, side, 0.0))
            });
            hits.extend(found.map(|found| (n, found)));
        }
        hits
    }

    /// The initial counts, one per test set.
    pub(super) fn counts(&self) -> Vec<TestSetHits> {
        let of = |set: &Set| TestSetHits {
            test_set: set.name.clone(),
            sentences: set.rows,
            equal: 0,
            near: 0,
            words: 0,
        };
        self.sets.iter().map(of).collect()
    }
}

/// Adds what was found in a row to the counts.
pub(super) fn count(counts: &mut [TestSetHits], hits: &Hits) {
    for (set, (how, ..)) in hits {
        let Some(found) = counts.get_mut(usize::from(*set)) else { continue };
        match how {
            How::Equal => found.equal += 1,
            How::Near => found.near += 1,
            How::Words => found.words += 1,
        }
    }
}

/// Least number of consecutive words of a short sentence that count: fewer are in texts that have nothing to do with it.
const FEWEST: usize = 7;

impl OverlapLimits {
    /// The hashes of consecutive words of a row, in every number that counts for sentences of some length.
    fn ngrams(&self, normal: &Normal) -> [Vec<u64>; 2] {
        let least = FEWEST.min(self.ngram);
        [&normal.texts.ar, &normal.texts.en].map(|text| ngrams(text, |_| least..=self.ngram))
    }

    /// The hashes of consecutive words of a sentence of a test set: half of it says enough where it has few words.
    fn ngrams_of_test(&self, normal: &Normal) -> [Vec<u64>; 2] {
        let size = |words: usize| words.div_ceil(2).max(FEWEST).min(self.ngram);
        [&normal.texts.ar, &normal.texts.en].map(|text| ngrams(text, |words| size(words)..=size(words)))
    }
}

/// The hashes of consecutive words of a text, in numbers that depend on how many it has.
fn ngrams(text: &str, sizes: impl Fn(usize) -> RangeInclusive<usize>) -> Vec<u64> {
    let words: Vec<u64> = text.split(' ').map(|word| xxh3_64(word.as_bytes())).collect();
    let sizes = sizes(words.len());
    let mut ngrams = Vec::new();
    for start in 0..words.len() {
        let mut hash = 0_u64;
        for (word, size) in words[start..].iter().zip(1..=*sizes.end()) {
            hash = (hash.rotate_left(7) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            if sizes.contains(&size) {
                ngrams.push(hash);
            }
        }
    }
    ngrams
}

impl Set {
    fn read(path: &Path, limits: &OverlapLimits) -> Result<Self> {
        let name = path.display().to_string();
        let mut letters = [Measures::default(); 2];
        let mut texts: Vec<(String, String)> = Vec::new();
        let mut take = |ar: &str, en: &str| {
            for (sum, text) in letters.iter_mut().zip([ar, en]) {
                let of = Measures::of(text);
                (sum.arabic, sum.latin, sum.other) =
                    (sum.arabic + of.arabic, sum.latin + of.latin, sum.other + of.other);
            }
            texts.push((ar.to_owned(), en.to_owned()));
        };
        match one_language(path) {
            Some(named) => read_lines(path, named, &mut take)?,
            None => read_pairs(path, &mut take)?,
        }
        let [ar, en] = letters;
        let wrong = |other: usize, own: usize| other > own && other > 0;
        if wrong(ar.latin + ar.other, ar.arabic) || wrong(en.arabic + en.other, en.latin) {
            return Err(Error::new("the test set is in another language than its name or columns say")
                .at(&name)
                .advise(
                    "a test set is Arabic, English or both; .ar holds Arabic, .en English, .txt either",
                ));
        }
        if ar.arabic + en.latin == 0 {
            return Err(Error::new("no sentence in this test set")
                .at(&name)
                .advise("is this the right file?"));
        }
        for (lang, side) in [(Lang::Ar, 0), (Lang::En, 1)] {
            let side = texts.iter().map(|(ar, en)| [ar, en][side].as_str());
            let fault = fault_throughout(lang, side);
            if let Some(fault @ (Fault::Language(_) | Fault::Untranslated)) = fault {
                return Err(Error::new(fault.what(lang)).at(&name).advise("is this the right test set?"));
            }
        }
        // One side of a pair is enough to spoil a test.
        let leaks = Leaks::new(DuplicateSide::Either, limits.near);
        let mut set = Set { name, rows: 0, leaks, ngrams: Default::default() };
        let mut normal = Normal::default();
        for (ar, en) in &texts {
            normal.take(Sides::new(ar, en));
            if normal.texts.ar.is_empty() && normal.texts.en.is_empty() {
                continue;
            }
            set.rows += 1;
            set.leaks.add(&normal);
            for (all, ngrams) in set.ngrams.iter_mut().zip(limits.ngrams_of_test(&normal)) {
                all.extend(ngrams);
            }
        }
        set.leaks.finish();
        Ok(set)
    }
}

/// For a file of lines in one language, `Some` of the language that its name gives, if it gives one.
fn one_language(path: &Path) -> Option<Option<Lang>> {
    let (_, rest) = Packing::of_path(path);
    match rest.extension()?.to_str()? {
        "txt" => Some(None),
        "ar" | "en" => {
            let target = Target::of_path(path).ok().filter(|target| target.shape.layout == Layout::Moses)?;
            let both = target.paths[0].exists() && target.paths[1].exists();
            let named = if rest.extension()?.to_str()? == "ar" { Lang::Ar } else { Lang::En };
            (!both).then_some(Some(named))
        }
        _ => None,
    }
}

fn read_lines(path: &Path, named: Option<Lang>, take: &mut impl FnMut(&str, &str)) -> Result<()> {
    let input = Packing::of_path(path).0.open(path).map_err(|error| reading(path, &error))?;
    let (text, _) = decode::text(input, None).map_err(|error| reading(path, &error))?;
    for line in BufReader::new(text).lines() {
        let line = line.map_err(|error| reading(path, &error))?;
        let of = Measures::of(&line);
        let lang = named.unwrap_or(if of.arabic > of.latin { Lang::Ar } else { Lang::En });
        match lang {
            Lang::Ar => take(&line, ""),
            Lang::En => take("", &line),
        }
    }
    Ok(())
}

fn read_pairs(path: &Path, take: &mut impl FnMut(&str, &str)) -> Result<()> {
    let corpus = Corpus::with_options(&[path.to_owned()], &PairOptions::default())?;
    let mut broken = None;
    let texts = |row: &Row<'_>| (row.texts.ar.clone().into_owned(), row.texts.en.clone().into_owned());
    each_row(&corpus, texts, |row| match row {
        Ok((ar, en)) => take(&ar, &en),
        Err(error) => broken = broken.take().or(Some(error)),
    })?;
    // If a part of a test set were skipped, rows that contain it would go unnoticed.
    broken.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text is found, by its words, in a test set of one English sentence.
    fn is_found(ngram: usize, sentence: &str, text: &str) -> bool {
        let limits = OverlapLimits { near: 1.0, ngram };
        let mut normal = Normal::default();
        normal.take(Sides { ar: "", en: sentence });
        let known: FxHashSet<u64> = limits.ngrams_of_test(&normal)[1].iter().copied().collect();
        normal.take(Sides { ar: "", en: text });
        limits.ngrams(&normal)[1].iter().any(|ngram| known.contains(ngram))
    }

    #[test]
    fn half_of_a_sentence_is_found() {
        let of = |words: std::ops::Range<u32>| words.map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        for words in [14, 20, 26, 60] {
            let half = words / 2;
            let within = format!("so they said {} and left", of(half..words));
            assert!(is_found(13, &of(0..words), &within), "{words}");
            let less = half.min(13) - 1;
            assert!(!is_found(13, &of(0..words), &of(0..less)), "{words}");
        }
        // Few words are in many texts.
        assert!(is_found(13, &of(0..9), &of(1..8)) && !is_found(13, &of(0..9), &of(1..7)));
    }

    #[test]
    fn as_many_words_as_are_asked_for_are_always_enough() {
        let sentence = "the delegation arrived in cairo on sunday and met the minister";
        assert!(
            is_found(4, sentence, "it arrived in cairo on time")
                && !is_found(4, sentence, "in cairo on time")
        );
        assert!(!is_found(0, sentence, sentence));
    }
}
