//! Synthetic bitexts: sentences composed from the lexicon by a seeded generator, with known beads.
//!
//! They make no sense, but they are word-by-word translations with gaps, which is what real ones
//! are for the aligner: some words are translated differently, some are not listed, and sentences
//! are merged and omitted.

use mizan::{
    align::{Alignment, Options, Place, Side, align},
    document::{self, Document, ReadOptions},
    lexicon::built_in_rows,
    segment::{self, Segment},
    text::Lang,
};
use std::ops::Range;

/// A reproducible generator of numbers (Steele, Lea and Flood 2014: SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// True with a probability of `percent`.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Two texts, one segment per line, and the right beads.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) ar: Vec<String>,
    pub(crate) en: Vec<String>,
    pub(crate) beads: Vec<(Range<usize>, Range<usize>)>,
}

/// Generates sentences and their translations.
pub(crate) struct Maker {
    dice: Dice,
    words: Vec<(String, Vec<String>)>,
}

impl Maker {
    pub(crate) fn new(seed: u64) -> Self {
        let rows = built_in_rows();
        let single =
            |row: &&mizan::lexicon::LexiconRow<'_>| !row.is_function() && !row.english.contains([' ', '-']);
        let words = rows.iter().filter(single).map(|row| {
            let forms = row.arabic().filter(|form| !form.contains(' ')).map(str::to_owned).collect();
            (row.english.to_owned(), forms)
        });
        let words: Vec<(String, Vec<String>)> =
            words.filter(|(_, forms): &(String, Vec<String>)| !forms.is_empty()).collect();
        Maker { dice: Dice::new(seed), words }
    }

    /// A sentence of 5 to 14 words with its translation. A fifth of the words is translated freely.
    pub(crate) fn sentence(&mut self) -> (String, String) {
        let (mut ar, mut en) = (Vec::new(), Vec::new());
        for n in 0..5 + self.dice.below(10) {
            let (english, forms) = &self.words[self.dice.below(self.words.len())];
            let free = self.dice.chance(20);
            let forms = if free { &self.words[self.dice.below(self.words.len())].1 } else { forms };
            let form = &forms[self.dice.below(forms.len().min(3))];
            ar.push(if n % 3 == 0 { format!("ال{form}") } else { form.clone() });
            if n % 4 == 1 {
                en.push("of the".to_owned());
            }
            en.push(english.clone());
        }
        (format!("{}.", ar.join(" ")), format!("The {}.", en.join(" ")))
    }

    /// Adds a bead of one Arabic and `parts` English segments.
    pub(crate) fn add(&mut self, made: &mut Made, parts: usize) {
        let (mut ar, start) = (Vec::new(), made.en.len());
        for _ in 0..parts {
            let (a, e) = self.sentence();
            ar.push(a.trim_end_matches('.').to_owned());
            made.en.push(e);
        }
        made.ar.push(format!("{}.", ar.join("، ")));
        made.beads.push((made.ar.len() - 1..made.ar.len(), start..made.en.len()));
    }

    /// Adds segments of one side without a counterpart.
    pub(crate) fn alone(&mut self, made: &mut Made, lang: Lang, count: usize) {
        for _ in 0..count {
            let (a, e) = self.sentence();
            match lang {
                Lang::Ar => made.ar.push(a),
                Lang::En => made.en.push(e),
            }
        }
    }
}

impl Made {
    /// Adds a pair of lines as a bead.
    pub(crate) fn pair(&mut self, ar: &str, en: &str) {
        self.ar.push(ar.to_owned());
        self.en.push(en.to_owned());
        self.beads.push((self.ar.len() - 1..self.ar.len(), self.en.len() - 1..self.en.len()));
    }

    /// The share of the right beads that an alignment contains.
    pub(crate) fn found(&self, alignment: &Alignment) -> f64 {
        let got: std::collections::HashSet<_> =
            alignment.beads.iter().map(|bead| (bead.sides.ar.clone(), bead.sides.en.clone())).collect();
        let right = self.beads.iter().filter(|bead| got.contains(bead)).count();
        right as f64 / self.beads.len() as f64
    }

    /// Aligns the two texts, and checks that the result is consistent.
    pub(crate) fn align(&self, options: &Options) -> Alignment {
        align_lines(&self.ar, &self.en, options)
    }
}

fn document(lang: Lang, lines: &[String]) -> (Document, Vec<Segment>) {
    let options = ReadOptions { lang: Some(lang), lines: true, ..ReadOptions::default() };
    let document = document::read(lines.join("\n").as_bytes(), lang.code(), &options).unwrap();
    let segments = segment::lines(&document);
    assert_eq!(segments.len(), lines.len());
    (document, segments)
}

/// Aligns lines, and checks that every segment is in exactly one bead and every confidence is a probability.
#[track_caller]
pub(crate) fn align_lines(ar: &[String], en: &[String], options: &Options) -> Alignment {
    let (ar, en) = (document(Lang::Ar, ar), document(Lang::En, en));
    let alignment =
        align(Side { document: &ar.0, segments: &ar.1 }, Side { document: &en.0, segments: &en.1 }, options)
            .unwrap();
    let (mut i, mut j) = (0, 0);
    for Place { bead, sides } in alignment.places() {
        assert_eq!((sides.ar.start, sides.en.start), (i, j), "beads follow one another");
        assert!(!sides.ar.is_empty() || !sides.en.is_empty());
        let confidence = alignment.beads[bead].confidence;
        assert!((0.0..=1.0).contains(&confidence), "{confidence}");
        (i, j) = (sides.ar.end, sides.en.end);
    }
    assert_eq!((i, j), (ar.1.len(), en.1.len()), "every segment is in a bead");
    alignment
}
