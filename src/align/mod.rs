//! Pairing the segments of two documents.
//!
//! A first round aligns with what is known (lexicon, names, figures, identical words, lengths).
//! Word translations, bead shares and the length ratio are then learnt from its result, and the
//! texts are aligned again, in up to four rounds. [`words`] turns the texts into types,
//! [`evidence`] says which types may translate each other, [`corridor`] and [`coarse`] limit the
//! search, [`score`] scores beads, [`search`] finds the path.

mod alignment;
mod anchors;
mod atoms;
mod coarse;
mod common;
mod confidence;
mod corridor;
mod counterpart;
mod crossing;
mod evidence;
#[doc(hidden)]
pub mod fit;
mod gain;
mod glued;
mod grown;
mod kinds;
mod layout;
mod learn;
mod length;
mod model;
mod nearness;
mod order;
mod path;
mod pins;
mod recut;
mod score;
mod search;
#[cfg(test)]
mod testing;
mod times;
mod tokens;
mod vectors;
mod watch;
mod window;
mod words;

use crate::text::{Lang, Sides};
use crate::{Error, Result, document::Document, lexicon::Lexicon, segment::Segment};
pub use alignment::{Alignment, Anchor, AnchorKind, Bead, Parts, Place};
use anchors::Explainer;
pub use common::{Common, Comparison, Couples, Order, SideCounts, compare};
use corridor::Corridor;
use evidence::Evidence;
pub use kinds::{KINDS, WordKinds};
use learn::Learnt;
pub(crate) use length::length_deviation;
pub use model::{Free, Tuning};
use model::{MAX_AR, MAX_EN, Model};
use path::PathBead;
pub use pins::Pin;
use pins::Pins;
pub use recut::recut;
pub(crate) use recut::rejoin;
use score::Scorer;
use search::{Aim, Lattice};
use std::sync::Arc;
pub use vectors::{Embedder, Embeddings, Progress, Vectors};
use watch::Course;
pub use watch::Watch;
use words::Words;

/// One of the two texts to align: a document and its segments.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its segments, in order.
    pub segments: &'a [Segment],
}

/// Options of the aligner.
#[derive(Debug, Default)]
pub struct Options {
    /// Lexicons in addition to the built-in one.
    pub lexicons: Vec<Arc<Lexicon>>,
    /// A translation of the Arabic, one line per segment, whose words are further evidence.
    pub translation: Option<Vec<String>>,
    /// Vectors of the segments, which are further evidence.
    pub vectors: Option<Embeddings>,
    /// Confirmed beads; the rest is aligned around them.
    pub pins: Vec<Pin>,
    /// Omit the anchors and the parts of the scores.
    pub without_reasons: bool,
    /// Segments without a full stop at their end may be cut where the other side asks for it.
    pub optional_cuts: bool,
    /// Receives progress, and may stop the alignment.
    pub watch: Option<Arc<Watch>>,
    /// Constants of the score.
    pub tuning: Tuning,
}

/// Share of the work that asking for vectors counts as, because it takes as long as all else.
const ASKING: f64 = 0.5;

/// Mean confidence of a round after which one further round is enough.
const SETTLED: f32 = 0.9;

/// Aligns the segments of two documents.
///
/// # Errors
/// When [`Options::pins`] overlap, cross, or name segments that do not exist; when
/// [`Options::translation`] does not have one line per Arabic segment, or [`Options::vectors`] one
/// vector per segment; when [`Options::watch`] stops the alignment.
pub fn align(ar: Side<'_>, en: Side<'_>, options: &Options) -> Result<Alignment> {
    align_and_compare(ar, en, options).map(|(alignment, _)| alignment)
}

/// Aligns two documents and counts what the two sides of each bead have in common.
///
/// # Errors
/// As [`align()`].
pub fn align_and_compare(ar: Side<'_>, en: Side<'_>, options: &Options) -> Result<(Alignment, Comparison)> {
    let tuning = &options.tuning;
    let (rows, columns) = (ar.segments.len(), en.segments.len());
    let pins = Pins::new(&options.pins, rows, columns)?;
    let translation = options.translation.as_deref();
    if let Some(lines) = translation.filter(|lines| lines.len() != rows) {
        return Err(Error::new(format!(
            "the translation has {}, but the Arabic text {}",
            count(lines.len(), "line"),
            count(rows, "segment")
        ))
        .advise("give a line for each segment; with --segmented, a line for each line"));
    }
    let mut left = Words::with_translation(Lang::Ar, ar, translation);
    let mut right = Words::read(Lang::En, en);
    (left.times, right.times) = times::of(ar, en);
    let watch = options.watch.as_deref();
    let mut course = Course::new(&pins, watch);
    if let Some(vectors) = &options.vectors {
        let progress = |share: f64| watch.map_or(Ok(()), |watch| watch.tell(ASKING * share));
        let Sides { ar, en } = vectors.of(Sides::new(ar, en), Sides::new(MAX_AR, MAX_EN), &progress)?;
        (left.vectors, right.vectors) = (Some(ar), Some(en));
        course = course.after(if vectors.are_given() { 0.0 } else { ASKING });
    }
    let lexicons = left.lexicons(&options.lexicons);
    let last = Round::last(&left, &right, &lexicons, course, tuning)?;
    let (evidence, model, tuning) = (&last.evidence, &last.model, &last.tuning);
    let lattice =
        last.lattice(&left, &right, course.stage(tuning.rounds.saturating_sub(1), tuning.rounds))?;
    let (mut path, ..) = lattice.most_probable_path(Aim::Beads { price: tuning.price });
    // Where everything matches everywhere (a refrain repeated a thousand times) no bead is worth its price.
    if 2.0 * sum_of_confidence(&path) < path.len() as f32 {
        (path, ..) = lattice.most_probable_path(Aim::Segments);
    }
    let explainer = Explainer { sides: Sides::new((ar, &left), (en, &right)), evidence, model, tuning };
    let alignment = finish(path, &explainer, &pins, options.without_reasons);
    let common = common::of_beads(&left, &right, last.known(), &alignment.beads);
    Ok((alignment, common))
}

fn sum_of_confidence(path: &[PathBead]) -> f32 {
    path.iter().map(|bead| bead.confidence).sum()
}

/// The data of a round before the search.
struct Round {
    evidence: Evidence,
    /// The evidence from before anything was learnt, if something was learnt since.
    known: Option<Evidence>,
    model: Model,
    corridor: Corridor,
    /// The constants for a text that is as free as this one.
    tuning: Tuning,
}

impl Round {
    /// Runs all rounds but the search of the last, and returns what that one knows.
    ///
    /// # Errors
    /// When the alignment is stopped.
    fn last(
        left: &Words,
        right: &Words,
        lexicons: &[&Lexicon],
        course: Course<'_>,
        tuning: &Tuning,
    ) -> Result<Self> {
        let pins = course.pins;
        let known = Evidence::gather(left, right, lexicons, tuning);
        let wide = Corridor::first(left, right, &known);
        let corridor = coarse::narrowed(wide, left, right, &known, tuning).with_corners(pins.corners());
        let model = Model::start(left, right, tuning);
        let mut round = Round { evidence: known, known: None, model, corridor, tuning: tuning.clone() };
        for n in 1..tuning.rounds {
            let lattice = round.lattice(left, right, course.stage(n - 1, tuning.rounds))?;
            // Learning needs every probable bead; only the final result is pruned.
            let (path, counts, possible) = lattice.most_probable_path(Aim::Beads { price: 0.0 });
            drop(lattice);
            round.tuning = tuning.at(model::freedom(&counts));
            let tuning = &round.tuning;
            round.model.estimate(&counts, &path, Sides::new(left, right), tuning);
            let lessons = Learnt::from_beads(left, right, &round.evidence, &path, tuning);
            let turns: Vec<(usize, usize)> = std::iter::once((0, 0))
                .chain(path.iter().map(|bead| (bead.sides.ar.end, bead.sides.en.end)))
                .collect();
            round.corridor = possible.around_detours(&turns).unwrap_or(possible).with_corners(pins.corners());
            let evidence = lessons.added_to(round.known(), left, right, tuning);
            let before = std::mem::replace(&mut round.evidence, evidence);
            round.known.get_or_insert(before);
            if sum_of_confidence(&path) >= SETTLED * path.len() as f32 {
                break;
            }
        }
        Ok(round)
    }

    /// The evidence from before anything was learnt.
    fn known(&self) -> &Evidence {
        self.known.as_ref().unwrap_or(&self.evidence)
    }

    fn lattice<'a>(&'a self, left: &Words, right: &Words, course: Course<'_>) -> Result<Lattice<'a>> {
        let (words, tuning) = (Sides::new(left, right), &self.tuning);
        let mut scorer = Scorer::new(words, &self.evidence, &self.corridor, &self.model, tuning);
        Lattice::build(&mut scorer, &self.corridor, tuning.temperature, course)
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn finish(path: Vec<PathBead>, explainer: &Explainer<'_>, pins: &Pins, without_reasons: bool) -> Alignment {
    let bead = |PathBead { sides: Sides { ar, en }, confidence }| Bead::new(ar, en, f64::from(confidence));
    let path: Vec<Bead> = path.into_iter().map(bead).collect();
    let (path, crossings) = crossing::find(path, explainer, pins);
    let (mut alignment, _) = Alignment::with_displaced(path, &crossings);
    confidence::of_one_sided(&mut alignment.beads);
    if !without_reasons {
        alignment.beads.iter_mut().for_each(|bead| explainer.explain(bead));
    }
    alignment
}
