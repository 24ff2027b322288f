//! How long the English of a corpus and of each of its documents is beside the Arabic, apart from what the texts consist
//! of ([`super::makeup`]): the translator of a novel needs more words than that of the news, and a pair is too long only
//! beside others of its document.

use super::makeup::deviation;
use crate::{
    Result,
    corpus::{parse::Row, parts::each_row, source::Corpus},
};
use rustc_hash::FxHashMap;
use std::ops::AddAssign;
use xxhash_rust::xxh3::xxh3_64;

/// Pairs of the corpus whose lengths count as much as those of the document.
const OF_CORPUS: f64 = 20.0;
/// Pairs of usual length that count as much as those of the corpus.
const USUAL: f64 = 20.0;
/// The greatest deviation of a pair that counts.
const MOST: f64 = 0.7;
/// Steps of a deviation of one: sums of whole numbers do not depend on their order.
const STEPS: f64 = 65_536.0;

/// The deviations of some pairs.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    steps: i64,
    pairs: u64,
}

impl Sum {
    /// Their mean together with some pairs that deviate by `usual`.
    fn mean(self, usual: f64, pairs: f64) -> f64 {
        (self.steps as f64 / STEPS + usual * pairs) / (self.pairs as f64 + pairs)
    }
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Sum) {
        self.steps += other.steps;
        self.pairs += other.pairs;
    }
}

/// The mean deviations of a corpus and of its documents.
#[derive(Debug, Default)]
pub(in crate::corpus) struct Lengths {
    all: Sum,
    documents: FxHashMap<u64, Sum>,
}

/// What [`Lengths`] takes of a row: its document, and its deviation.
#[derive(Debug, Clone, Copy)]
pub(in crate::corpus) struct Length {
    document: Option<u64>,
    steps: i64,
}

impl Length {
    /// The length of a row; `None` if a side is empty.
    pub(in crate::corpus) fn of(row: &Row<'_>) -> Option<Self> {
        let steps = (deviation(&row.texts.ar, &row.texts.en)?.clamp(-MOST, MOST) * STEPS).round() as i64;
        Some(Length { document: document(row), steps })
    }
}

fn document(row: &Row<'_>) -> Option<u64> {
    row.document().map(|name| xxh3_64(name.as_bytes()))
}

impl Lengths {
    /// Measures all rows of a corpus that can be read.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(super) fn of(corpus: &Corpus) -> Result<Self> {
        let mut lengths = Lengths::default();
        each_row(corpus, Length::of, |length| lengths.add(length.ok().flatten()))?;
        Ok(lengths)
    }

    /// Adds a row.
    pub(in crate::corpus) fn add(&mut self, length: Option<Length>) {
        let Some(Length { document, steps }) = length else { return };
        let sum = Sum { steps, pairs: 1 };
        self.all += sum;
        if let Some(document) = document {
            *self.documents.entry(document).or_default() += sum;
        }
    }

    /// The deviation that pairs of the document of a row have on average: that of the corpus as far as it has few pairs.
    pub(super) fn usual(&self, row: &Row<'_>) -> f64 {
        let corpus = self.all.mean(0.0, USUAL);
        let sum = document(row).and_then(|document| self.documents.get(&document));
        sum.map_or(corpus, |sum| sum.mean(corpus, OF_CORPUS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(doc: &'static str, en: &'static str) -> Row<'static> {
        Row {
            doc: Some(doc.into()), ..Row::of_texts("وصل الوفد إلى القاهرة يوم الأحد", en)
        }
    }

    #[test]
    fn a_document_of_many_pairs_has_a_length_of_its_own() {
        let (short, long) = (
            "The delegation came on Sunday",
            "On that Sunday the whole delegation arrived at last in the city of Cairo",
        );
        let mut lengths = Lengths::default();
        for n in 0..200 {
            lengths.add(Length::of(&row(
                "news",
                if n % 2 == 0 { short } else { "The delegation arrived in Cairo" },
            )));
            lengths.add(Length::of(&row("novel", long)));
        }
        lengths.add(Length::of(&row("note", short)));
        let [news, novel, note] = ["news", "novel", "note"].map(|doc| lengths.usual(&row(doc, short)));
        assert!(news < 0.1 && novel > 0.5 && news < note && note < novel, "{news} {novel} {note}");
        assert!(Lengths::default().usual(&row("news", short)).abs() < 1e-9);
    }

    #[test]
    fn one_pair_never_counts_for_much_and_an_empty_side_for_nothing() {
        let mut lengths = Lengths::default();
        lengths.add(Length::of(&row("d", "x")));
        lengths.add(Length::of(&row("d", "")));
        assert!(lengths.usual(&row("d", "x")).abs() < 0.1);
        assert_eq!(lengths.all.pairs, 1);
    }
}
