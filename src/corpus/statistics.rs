//! Statistics of a corpus: counts, lengths, ratios, vocabulary, bead types, confidence, findings.
//!
//! Memory does not grow with the corpus: lengths and ratios are histograms, and distinct words and
//! documents are counted by [`super::different`].

use super::{
    different::Different, measure::Measures, normal::normal, parse::Row, parts::Broken, parts::each_row,
    row::RowFinding, source::Corpus,
};
use crate::{Result, bitext::rows::SCHEMA, text::Sides};
use serde::Serialize;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// Bins of the histogram of lengths, in words; the last one is open-ended.
const WORDS: usize = 100;
/// Bins of the histogram of confidence.
const TENTHS: usize = 10;
/// Bins of the histogram of ratios, each a quarter of an octave, from 1/16 to 16.
const RATIOS: usize = 32;

/// The statistics of a corpus, as written in JSON.
#[derive(Debug, Clone, Serialize)]
pub struct Statistics {
    /// Name and version of the schema.
    pub schema: &'static str,
    /// Rows that could be read.
    pub pairs: u64,
    /// Rows that could not be read.
    pub unreadable: u64,
    /// Approximate number of documents that rows name.
    pub documents: u64,
    /// The two sides.
    #[serde(flatten)]
    pub sides: Sides<SideStatistics>,
    /// Visible English characters per visible Arabic character, over all pairs.
    pub ratio: f64,
    /// Pairs by this ratio: `[from, pairs]`; the first and the last bin are open-ended.
    pub ratios: Vec<(f64, u64)>,
    /// Pairs by bead type.
    pub types: BTreeMap<String, u64>,
    /// Mean confidence; `None` when no row has one.
    pub mean_confidence: Option<f64>,
    /// Pairs by confidence, in ten bins from 0 to 1.
    pub confidence: [u64; TENTHS],
    /// Number of findings of each kind in the rows.
    pub findings: BTreeMap<String, u64>,
    /// Pairs without any finding above a note.
    pub without_findings: u64,
}

/// Counts of one language.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SideStatistics {
    /// Visible characters.
    pub characters: u64,
    /// Words: runs of visible characters.
    pub words: u64,
    /// Words per pair.
    pub mean_words: f64,
    /// Median of the number of words per side.
    pub median_words: u64,
    /// Approximate number of distinct words after folding.
    pub vocabulary: u64,
    /// Sides without text.
    pub empty: u64,
    /// Pairs by number of words, one bin per number; the last bin is open-ended.
    pub lengths: Vec<u64>,
}

/// The counts while rows are processed.
struct Counting {
    pairs: u64,
    documents: Different,
    sides: Sides<(SideStatistics, Different)>,
    ratios: [u64; RATIOS],
    types: BTreeMap<String, u64>,
    /// Sum in millionths and number: sums of fractions would depend on their order.
    confidence: (u64, u64),
    tenths: [u64; TENTHS],
    findings: BTreeMap<String, u64>,
    without_findings: u64,
}

/// The contribution of one row.
struct Seen {
    document: Option<u64>,
    sides: Sides<(Measures, Vec<u64>)>,
    kind: Option<String>,
    confidence: Option<f64>,
    findings: Vec<RowFinding>,
}

/// Counts a corpus.
///
/// # Errors
/// When a file cannot be read.
pub fn statistics(corpus: &Corpus) -> Result<(Statistics, Broken)> {
    let side = || {
        (SideStatistics { lengths: vec![0; WORDS + 1], ..SideStatistics::default() }, Different::default())
    };
    let mut counting = Counting {
        pairs: 0,
        documents: Different::default(),
        sides: Sides::of(|_| side()),
        ratios: [0; RATIOS],
        types: BTreeMap::new(),
        confidence: (0, 0),
        tenths: [0; TENTHS],
        findings: BTreeMap::new(),
        without_findings: 0,
    };
    let mut broken = Broken::default();
    each_row(corpus, look, |seen| match seen {
        Ok(seen) => counting.add(seen),
        Err(error) => broken.add(error),
    })?;
    Ok((counting.finish(broken.count), broken))
}

fn look(row: &Row<'_>) -> Seen {
    let words = |lang, text: &str| {
        let mut out = String::new();
        normal(lang, text, &mut String::new(), &mut out);
        (
            Measures::of(text),
            out.split(' ').filter(|word| !word.is_empty()).map(|w| xxh3_64(w.as_bytes())).collect(),
        )
    };
    Seen {
        document: row.document().map(|doc| xxh3_64(doc.as_bytes())),
        sides: Sides::of(|lang| words(lang, &row.texts[lang])),
        kind: row.kind.as_deref().map(str::to_owned),
        confidence: row.confidence,
        findings: row.findings.clone().unwrap_or_default(),
    }
}

impl Counting {
    fn add(&mut self, seen: Seen) {
        self.pairs += 1;
        if let Some(document) = seen.document {
            self.documents.add(document);
        }
        for (_, ((side, sketch), (measures, words))) in self.sides.as_mut().zip(seen.sides.as_ref()) {
            side.characters += measures.visible as u64;
            side.words += measures.words as u64;
            side.empty += u64::from(measures.visible == 0);
            side.lengths[measures.words.min(WORDS)] += 1;
            words.iter().for_each(|word| sketch.add(*word));
        }
        let Sides { ar: (ar, _), en: (en, _) } = &seen.sides;
        if ar.visible > 0 && en.visible > 0 {
            let octaves = (en.visible as f64 / ar.visible as f64).log2();
            let step = (octaves * 4.0).floor() + (RATIOS / 2) as f64;
            self.ratios[step.clamp(0.0, (RATIOS - 1) as f64) as usize] += 1;
        }
        if let Some(kind) = seen.kind {
            *self.types.entry(kind).or_default() += 1;
        }
        if let Some(confidence) = seen.confidence.filter(|confidence| (0.0..=1.0).contains(confidence)) {
            self.confidence.0 += (confidence * 1e6).round() as u64;
            self.confidence.1 += 1;
            self.tenths[((confidence * TENTHS as f64) as usize).min(TENTHS - 1)] += 1;
        }
        self.without_findings += u64::from(!seen.findings.iter().any(RowFinding::is_serious));
        for finding in &seen.findings {
            *self.findings.entry(finding.to_string()).or_default() += 1;
        }
    }

    fn finish(self, unreadable: u64) -> Statistics {
        let pairs = self.pairs;
        let sides = self.sides.map(|(side, sketch)| {
            let mut before = 0;
            let half = side.lengths.iter().position(|count| {
                before += count;
                2 * before >= pairs
            });
            SideStatistics {
                mean_words: three_decimals(side.words as f64 / pairs.max(1) as f64),
                median_words: half.unwrap_or(0) as u64,
                vocabulary: sketch.estimate(),
                ..side
            }
        });
        let from = |step: usize| three_decimals(((step as f64 - (RATIOS / 2) as f64) / 4.0).exp2());
        Statistics {
            schema: SCHEMA,
            pairs,
            unreadable,
            documents: self.documents.estimate(),
            ratio: three_decimals(sides.en.characters as f64 / sides.ar.characters.max(1) as f64),
            sides,
            ratios: self.ratios.iter().enumerate().map(|(step, count)| (from(step), *count)).collect(),
            types: self.types,
            mean_confidence: (self.confidence.1 > 0)
                .then(|| three_decimals(self.confidence.0 as f64 / 1e6 / self.confidence.1 as f64)),
            confidence: self.tenths,
            findings: self.findings,
            without_findings: self.without_findings,
        }
    }
}

fn three_decimals(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn rows_are_counted_by_everything_they_hold() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.jsonl");
        let rows = [
            r#"{"id":"d#b1","translation":{"ar":"وصل الوفد.","en":"The delegation arrived."},"type":"1-1","confidence":0.95,"findings":"note:order"}"#,
            r#"{"id":"d#b2","translation":{"ar":"وصل","en":""},"type":"1-0","confidence":0.35,"findings":"warning:unpaired note:order"}"#,
            "{}",
        ];
        fs::write(&path, rows.join("\n")).unwrap();
        let (got, broken) = statistics(&Corpus::new(&[path]).unwrap()).unwrap();
        assert_eq!((got.pairs, got.unreadable, got.documents, broken.count), (2, 1, 1, 1));
        assert_eq!(
            (got.sides.ar.words, got.sides.ar.vocabulary, got.sides.en.empty, got.sides.en.median_words),
            (3, 2, 1, 0)
        );
        assert_eq!(got.types, BTreeMap::from([("1-0".to_owned(), 1), ("1-1".to_owned(), 1)]));
        assert_eq!((got.confidence[3], got.confidence[9], got.mean_confidence), (1, 1, Some(0.65)));
        assert_eq!((got.findings["note:order"], got.without_findings), (2, 1));
        assert_eq!(got.ratios.iter().map(|(_, count)| count).sum::<u64>(), 1);
    }
}
