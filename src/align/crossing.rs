//! Text that changed its place: a footnote that was moved, two paragraphs that were exchanged.
//!
//! The path of beads runs forward on both sides, so of two pieces that cross, one is left without a
//! counterpart on either side, or is paired with what was left over at its place. This module pairs such
//! pieces: those not far apart that have strong evidence in common and are each the best match of the other,
//! among all segments around both and not only among those left over; and, at any distance, runs of segments
//! that follow each other on both sides, as in exchanged chapters. Each becomes a displaced bead.

mod rivals;

use super::alignment::Bead;
use super::anchors::Explainer;
use super::gain::gain;
use super::model::Tuning;
use super::pins::Pins;
use super::score::group_weight;
use super::words::TypeId;
use crate::text::{Lang, Sides};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Greatest distance between the two halves of a crossing, in beads, unless they are part of a run.
const REACH: usize = 60;
/// Most segments that a run skips between two of its pairs, on either side.
const STEP: usize = 3;
/// Least number of pairs in a run, and least evidence of a run in nats.
const RUN: usize = 4;
const RUN_STRONG: f64 = 40.0;
/// Words that occur more often than this in one-sided beads cannot by themselves propose a counterpart.
const COMMON: usize = 24;
/// Evidence in nats that a crossing needs beyond the cost of two texts without a counterpart;
/// crossings are rare.
const STRONG: f64 = 8.0;
/// Least evidence without the order of the words of a pair that is looked at more closely, and how many such pairs
/// of an Arabic segment are.
const LIKELY: f64 = 5.0;
const CLOSELY: usize = 4;

/// Evidence that the neighbours of a crossing need on both sides: text seldom moves by single sentences.
const ALONG: f64 = 3.0;

/// A pair of one segment each that is less certain than this may be two texts left over at the same place.
const DOUBTFUL: f64 = 0.99;
/// Most evidence of such a pair.
const WEAK: f64 = 15.0;

/// A segment of a one-sided bead, or of one that may be two.
#[derive(Debug, Clone, Copy)]
struct Alone {
    /// Number of its bead.
    bead: usize,
    segment: usize,
}

/// Text that changed its place: runs of as many Arabic as English segments of one-sided beads, which correspond in
/// order.
#[derive(Debug, Clone, PartialEq)]
struct Crossing {
    ar: Range<usize>,
    en: Range<usize>,
    /// Probability, 0 to 1, that the two belong together.
    confidence: f64,
}

/// Finds the crossings among beads that are not pinned. Returns the path, in which pairs of leftovers that took part in
/// a crossing are two one-sided beads, and the crossings as beads in the order of their Arabic segments.
pub(super) fn find(path: Vec<Bead>, explainer: &Explainer<'_>, pins: &Pins) -> (Vec<Bead>, Vec<Bead>) {
    let loose: Vec<bool> = path.iter().map(|bead| is_loose(bead, explainer, pins)).collect();
    let found = crossings(&path, &loose, explainer);
    let path = parted(path, &loose, &found);
    let bead = |Crossing { ar, en, confidence }| Bead::new(ar, en, confidence);
    (path, found.into_iter().map(bead).collect())
}

/// True if the segments of a bead may belong to others: a bead that is not pinned and has one side, or a weak pair.
fn is_loose(bead: &Bead, explainer: &Explainer<'_>, pins: &Pins) -> bool {
    let Sides { ar, en } = &bead.sides;
    let is_weak = || {
        let is_doubtful = bead.confidence < DOUBTFUL && ar.len() == 1 && en.len() == 1;
        is_doubtful && explainer.evidence_of(ar.start, en.start) < WEAK
    };
    (bead.is_one_sided() || is_weak()) && !pins.hold(&bead.sides)
}

/// Makes two beads of each loose pair that has a segment in a crossing.
fn parted(path: Vec<Bead>, loose: &[bool], found: &[Crossing]) -> Vec<Bead> {
    let mut confidences: FxHashMap<(Lang, usize), f64> = FxHashMap::default();
    for one in found {
        confidences.extend(one.ar.clone().map(|n| ((Lang::Ar, n), one.confidence)));
        confidences.extend(one.en.clone().map(|n| ((Lang::En, n), one.confidence)));
    }
    let mut beads = Vec::with_capacity(path.len());
    for (bead, loose) in path.into_iter().zip(loose) {
        let Sides { ar, en } = &bead.sides;
        let confidence = [(Lang::Ar, ar.start), (Lang::En, en.start)]
            .iter()
            .filter_map(|half| confidences.get(half).copied())
            .max_by(f64::total_cmp);
        match confidence.filter(|_| *loose && !bead.is_one_sided()) {
            Some(confidence) => beads.extend([
                Bead::new(ar.clone(), en.start..en.start, confidence),
                Bead::new(ar.end..ar.end, en.clone(), confidence),
            ]),
            None => beads.push(bead),
        }
    }
    beads
}

fn crossings(beads: &[Bead], loose: &[bool], explainer: &Explainer<'_>) -> Vec<Crossing> {
    let alone = |lang: Lang| -> Vec<Alone> {
        let segments = |(n, bead): (usize, &Bead)| {
            bead.sides[lang].clone().map(move |segment| Alone { bead: n, segment })
        };
        beads.iter().enumerate().filter(|(n, _)| loose[*n]).flat_map(segments).collect()
    };
    let Sides { ar: left, en: right } = Sides::of(alone);
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let scores = scores(&left, &right, beads, explainer);
    // Formulas that are repeated form runs with those of other places: what has a partner is no part of one.
    let is_alone =
        |a: usize, e: usize| beads[left[a].bead].is_one_sided() && beads[right[e].bead].is_one_sided();
    let of_alone: Vec<_> = scores.iter().copied().filter(|&(a, e, _)| is_alone(a, e)).collect();
    let runs = runs(&of_alone, &left, &right);
    let is_near = |a: usize, e: usize| left[a].bead.abs_diff(right[e].bead) <= REACH;
    let near: Vec<_> =
        scores.into_iter().filter(|&(a, e, _)| is_near(a, e) || runs.contains(&(a, e))).collect();
    let segments = |(a, e): (usize, usize)| (left[a].segment, right[e].segment);
    let exact = |(a, e)| {
        let (ar, en) = segments((a, e));
        explainer.evidence_of(ar, en)
    };
    let closely = closely(&near, &runs, exact);
    let mut found: Vec<Crossing> = Vec::new();
    for (a, e, score) in best_of_both(&closely) {
        let (ar, en) = segments((a, e));
        let confidence = if runs.contains(&(a, e)) {
            Some(certainty(score - ALONG, explainer.tuning))
        } else if score >= STRONG {
            rivals::lead(explainer, (ar, en), score)
                .map(|lead| certainty((score - 0.5 * STRONG).min(lead), explainer.tuning))
        } else {
            None
        };
        if let Some(confidence) = confidence {
            found.push(Crossing { ar: ar..ar + 1, en: en..en + 1, confidence });
        }
    }
    let near_alone = near.into_iter().filter(|&(a, e, _)| is_alone(a, e));
    let near_alone = near_alone.map(|(a, e, score)| (segments((a, e)), score));
    widen(&mut found, &near_alone.collect(), explainer.tuning);
    join(found)
}

/// The pairs of runs, and the likeliest of the others with the evidence that the order of their words gives.
fn closely(
    scores: &[(usize, usize, f64)],
    runs: &FxHashSet<(usize, usize)>,
    exact: impl Fn((usize, usize)) -> f64,
) -> Vec<(usize, usize, f64)> {
    let mut closely = Vec::new();
    for row in scores.chunk_by(|one, next| one.0 == next.0) {
        let is_run = |&&(a, e, _): &&(usize, usize, f64)| runs.contains(&(a, e));
        closely.extend(row.iter().filter(is_run));
        let mut likely: Vec<_> = row.iter().filter(|pair| !is_run(pair) && pair.2 >= LIKELY).collect();
        likely.sort_by(|one, other| other.2.total_cmp(&one.2));
        closely.extend(likely.into_iter().take(CLOSELY).map(|&(a, e, _)| (a, e, exact((a, e)))));
    }
    closely
}

/// Of scores sorted by their first number, those that are the best of both their numbers.
fn best_of_both(scores: &[(usize, usize, f64)]) -> Vec<(usize, usize, f64)> {
    let mut best_of_right: FxHashMap<usize, (f64, usize)> = FxHashMap::default();
    for &(a, e, score) in scores {
        let best = best_of_right.entry(e).or_insert((score, a));
        if score > best.0 {
            *best = (score, a);
        }
    }
    let best_of_row = scores
        .chunk_by(|one, next| one.0 == next.0)
        .filter_map(|row| row.iter().max_by(|one, other| one.2.total_cmp(&other.2)));
    best_of_row.filter(|(a, e, _)| best_of_right.get(e).is_some_and(|best| best.1 == *a)).copied().collect()
}

/// The best run up to a pair.
#[derive(Debug, Clone, Copy)]
struct Reached {
    nats: f64,
    pairs: usize,
    before: Option<(usize, usize)>,
}

/// The pairs (as numbers in `left` and `right`) that are part of a run: pairs that follow each
/// other closely on both sides and together have much evidence. Text that moved far has moved as a
/// whole.
fn runs(scores: &[(usize, usize, f64)], left: &[Alone], right: &[Alone]) -> FxHashSet<(usize, usize)> {
    let mut best: FxHashMap<(usize, usize), Reached> = FxHashMap::default();
    let mut last_of: Vec<(usize, usize)> = Vec::new();
    let follows = |side: &[Alone], before: usize, n: usize| side[n].segment - side[before].segment <= STEP;
    for &(a, e, score) in scores.iter().filter(|pair| pair.2 >= ALONG) {
        let mut own = Reached { nats: score, pairs: 1, before: None };
        for before_a in a.saturating_sub(STEP)..a {
            for before_e in e.saturating_sub(STEP)..e {
                if !follows(left, before_a, a) || !follows(right, before_e, e) {
                    continue;
                }
                if let Some(reached) = best.get(&(before_a, before_e))
                    && reached.nats + score > own.nats
                {
                    let before = Some((before_a, before_e));
                    own = Reached { nats: reached.nats + score, pairs: reached.pairs + 1, before };
                }
            }
        }
        best.insert((a, e), own);
        last_of.push((a, e));
    }
    last_of.retain(|pair| best[pair].pairs >= RUN && best[pair].nats >= RUN_STRONG);
    last_of.sort_by(|one, other| best[other].nats.total_cmp(&best[one].nats).then(one.cmp(other)));
    let mut kept: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut used: FxHashSet<(Lang, usize)> = FxHashSet::default();
    for pair in last_of {
        // The beginning of a run may belong to a better one.
        let (mut own, mut at) = (Vec::new(), Some(pair));
        while let Some((a, e)) = at
            && !used.contains(&(Lang::Ar, a))
            && !used.contains(&(Lang::En, e))
        {
            own.push((a, e));
            at = best[&(a, e)].before;
        }
        let nats = best[&pair].nats - at.map_or(0.0, |rest| best[&rest].nats);
        if own.len() >= RUN && nats >= RUN_STRONG {
            used.extend(own.iter().flat_map(|&(a, e)| [(Lang::Ar, a), (Lang::En, e)]));
            kept.extend(own);
        }
    }
    kept
}

/// Probability of a crossing with so many nats more than what speaks against it.
fn certainty(more: f64, tuning: &Tuning) -> f64 {
    1.0 / (1.0 + (-more / tuning.temperature).exp())
}

/// Adds to every crossing its neighbours on both sides that moved with it.
fn widen(found: &mut [Crossing], scores: &FxHashMap<(usize, usize), f64>, tuning: &Tuning) {
    let mut taken: FxHashSet<(Lang, usize)> =
        found.iter().flat_map(|one| [(Lang::Ar, one.ar.start), (Lang::En, one.en.start)]).collect();
    let mut moved_along = |ar: usize, en: usize| -> Option<f64> {
        let free = !taken.contains(&(Lang::Ar, ar)) && !taken.contains(&(Lang::En, en));
        let score = *scores.get(&(ar, en)).filter(|&&score| free && score >= ALONG)?;
        taken.extend([(Lang::Ar, ar), (Lang::En, en)]);
        Some(certainty(score - ALONG, tuning))
    };
    for one in found {
        while let Some(confidence) = moved_along(one.ar.end, one.en.end) {
            (one.ar.end, one.en.end) = (one.ar.end + 1, one.en.end + 1);
            one.confidence = one.confidence.min(confidence);
        }
        while let Some((ar, en)) = one.ar.start.checked_sub(1).zip(one.en.start.checked_sub(1))
            && let Some(confidence) = moved_along(ar, en)
        {
            (one.ar.start, one.en.start) = (ar, en);
            one.confidence = one.confidence.min(confidence);
        }
    }
}

/// Merges crossings that follow each other on both sides.
fn join(found: Vec<Crossing>) -> Vec<Crossing> {
    let mut joined: Vec<Crossing> = Vec::with_capacity(found.len());
    for one in found {
        match joined.last_mut() {
            Some(last) if last.ar.end == one.ar.start && last.en.end == one.en.start => {
                (last.ar.end, last.en.end) = (one.ar.end, one.en.end);
                last.confidence = last.confidence.min(one.confidence);
            }
            _ => joined.push(one),
        }
    }
    joined
}

/// Scores of the pairs of loose segments that have a rare word in common, as (number in `left`,
/// number in `right`, nats), sorted.
fn scores(
    left: &[Alone],
    right: &[Alone],
    beads: &[Bead],
    explainer: &Explainer<'_>,
) -> Vec<(usize, usize, f64)> {
    let Explainer { sides: Sides { ar: (_, ar), en: (_, en) }, evidence, model, tuning } = explainer;
    let mut places: FxHashMap<TypeId, Vec<usize>> = FxHashMap::default();
    for (n, alone) in right.iter().enumerate() {
        let mut words = en.segment(alone.segment).to_vec();
        words.sort_unstable();
        words.dedup();
        for word in words {
            places.entry(word).or_default().push(n);
        }
    }
    let en_groups: Vec<f32> = right
        .iter()
        .map(|alone| group_weight(&evidence.importance.en, en.segment(alone.segment).iter().copied()))
        .collect();
    // Two-sided beads before each bead: halves without any between them were already compared by the search.
    let mut pairs_before = Vec::with_capacity(beads.len());
    let mut pairs = 0usize;
    for bead in beads {
        pairs_before.push(pairs);
        pairs += usize::from(!bead.is_one_sided());
    }
    let mut scores = Vec::new();
    for (a, alone) in left.iter().enumerate() {
        let words = ar.segment(alone.segment);
        let ar_group = group_weight(&evidence.importance.ar, words.iter().copied());
        let mut sums: FxHashMap<usize, f32> = FxHashMap::default();
        for &word in words {
            // Each word counts once per segment opposite, with its best counterpart there.
            let mut said: FxHashMap<usize, f32> = FxHashMap::default();
            for pair in evidence.of(word) {
                let Some(places) = places.get(&pair.en).filter(|places| places.len() <= COMMON) else {
                    continue;
                };
                for &n in places {
                    if pairs_before[right[n].bead] == pairs_before[alone.bead] {
                        continue;
                    }
                    let gain =
                        gain(evidence.importance.ar[word as usize], pair.forward, en_groups[n], tuning)
                            + gain(evidence.importance.en[pair.en as usize], pair.backward, ar_group, tuning);
                    let best = said.entry(n).or_default();
                    *best = best.max(gain);
                }
            }
            for (n, gain) in said {
                *sums.entry(n).or_default() += gain;
            }
        }
        let mut row: Vec<(usize, usize, f64)> = sums
            .into_iter()
            .map(|(n, sum)| {
                let letters = (ar.lengths[alone.segment], en.lengths[right[n].segment]);
                let length = model.length_score(f64::from(letters.0), f64::from(letters.1), tuning.variance);
                (a, n, tuning.words * f64::from(sum) + tuning.length * length)
            })
            .collect();
        row.sort_unstable_by_key(|&(_, n, _)| n);
        scores.extend(row);
    }
    scores
}
