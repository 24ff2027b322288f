//! Pairing the segments of two documents.
//!
//! Three rounds: align with what is known (lexicon, names, figures, identical words, lengths); learn word
//! translations, bead shares and length ratio from the result; align again. [`words`] turns the texts into types,
//! [`evidence`] says which types may translate each other, [`score`] weighs beads, [`search`] finds the path.

mod alignment;
mod evidence;
mod learn;
mod model;
mod score;
mod search;
mod words;

use crate::text::Lang;
use crate::{document::Document, lexicon, lexicon::Lexicon, segment::Segment};
pub use alignment::{Alignment, Anchor, AnchorKind, Bead};
use evidence::Evidence;
use learn::Learnt;
use model::Model;
pub use model::Tuning;
use score::{Corridor, Gains};
use search::Lattice;
use words::Words;

/// One pan of the scales: a document and its segments.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its segments, in order.
    pub segments: &'a [Segment],
}

/// What a run may change about aligning.
#[derive(Debug, Default)]
pub struct Options {
    /// Lexicons beside the built-in one.
    pub lexicons: Vec<Lexicon>,
    /// Constants of the score.
    pub tuning: Tuning,
}

/// Aligns the segments of two documents.
pub fn align(ar: Side<'_>, en: Side<'_>, options: &Options) -> Alignment {
    let tuning = &options.tuning;
    let (left, right) = (Words::read(Lang::Ar, ar), Words::read(Lang::En, en));
    let mut lexicons = vec![lexicon::built_in()];
    lexicons.extend(&options.lexicons);
    let corridor = Corridor::full(ar.segments.len(), en.segments.len());
    let letters = |words: &Words| words.lengths.iter().map(|&l| f64::from(l)).sum::<f64>();
    let mut model = Model::start(letters(&left), letters(&right), tuning);
    let mut learnt: Option<Learnt> = None;
    let mut path = Vec::new();
    for _ in 0..tuning.rounds {
        let evidence = Evidence::gather(&left, &right, &lexicons, learnt.as_ref(), tuning);
        let gains = Gains::compute(&left, &right, &evidence, &corridor, tuning);
        path = Lattice::new(&gains, &corridor, &model, tuning).most_probable_path();
        model.estimate(&path, &left.lengths, &right.lengths, tuning);
        learnt = Some(Learnt::from_beads(&left, &right, &evidence, &path, tuning));
    }
    let beads = path
        .into_iter()
        .map(|(ar, en, confidence)| Bead {
            ar,
            en,
            confidence: f64::from(confidence),
            score: 0.0,
            anchors: Vec::new(),
        })
        .collect();
    Alignment { beads }
}
