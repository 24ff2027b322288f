//! The features of pairs and documents.
//!
//! Shares are drawn towards a middle value where there is little to count. Those of a pair are
//! repeated, multiplied by the logarithm of their base: the same share is stronger evidence with
//! more words.

use crate::align::{Common, KINDS, SideCounts, length_deviation};
use std::ops::Range;

/// The features of a pair on its own.
pub const PAIR: [&str; 62] = [
    "english-found",
    "arabic-found",
    "english-strength",
    "arabic-strength",
    "english-found-by-size",
    "arabic-found-by-size",
    "english-strength-by-size",
    "arabic-strength-by-size",
    "arabic-words",
    "english-words",
    "figures-equal",
    "figures-alone",
    "names-equal",
    "english-names-alone",
    "arabic-names-alone",
    "length",
    "identical",
    "english-near",
    "arabic-near",
    "english-near-by-size",
    "english-alone-short",
    "english-alone-middling",
    "english-alone-long",
    "english-unlikely-short",
    "english-unlikely-middling",
    "english-unlikely-long",
    "english-possible-short",
    "english-possible-middling",
    "english-possible-long",
    "english-likely-short",
    "english-likely-middling",
    "english-likely-long",
    "english-sure-short",
    "english-sure-middling",
    "english-sure-long",
    "english-unlisted-short",
    "english-unlisted-middling",
    "english-unlisted-long",
    "english-unlisted-found",
    "english-function-found",
    "english-function-alone",
    "arabic-alone-short",
    "arabic-alone-middling",
    "arabic-alone-long",
    "arabic-unlikely-short",
    "arabic-unlikely-middling",
    "arabic-unlikely-long",
    "arabic-possible-short",
    "arabic-possible-middling",
    "arabic-possible-long",
    "arabic-likely-short",
    "arabic-likely-middling",
    "arabic-likely-long",
    "arabic-sure-short",
    "arabic-sure-middling",
    "arabic-sure-long",
    "arabic-unlisted-short",
    "arabic-unlisted-middling",
    "arabic-unlisted-long",
    "arabic-unlisted-found",
    "arabic-function-found",
    "arabic-function-alone",
];

/// Number of features per side at the end of the list: counts of content words by kind, and of
/// function words with and without a possible translation.
const WORDS: usize = KINDS + 2;

/// The features of a document.
pub const DOCUMENT: [&str; COUNTED + OF_PAIRS] = [
    "english-found",
    "arabic-found",
    "english-strength",
    "arabic-strength",
    "one-sided",
    "figures-equal",
    "names-equal",
    "length",
    "english-above-chance",
    "arabic-above-chance",
    "english-strength-above-chance",
    "arabic-strength-above-chance",
    "english-deviation",
    "arabic-deviation",
    "pairs",
    "pairs-for",
    "best-run",
    "best-run-words",
    "best-run-covered",
];

/// Number of features of a document that are made of counts, and of those that are made of the logits of its pairs.
const COUNTED: usize = 14;
const OF_PAIRS: usize = 5;

/// The features of a pair together with its neighbours; logits are capped.
pub(super) const BESIDE: [&str; 6] =
    ["alone", "neighbours", "document", "below-neighbours", "alone-by-neighbours", "neighbours-by-document"];

/// The features for the calibration of the logit of a pair by itself: the logit, and then those of
/// [`meaning`], whose middle is the same in texts of any kind, where the logit of a free translation
/// is lower throughout.
pub(super) const PAIR_SAID: [&str; 6] = [
    "logit",
    "arabic-evidence",
    "arabic-evidence-beyond",
    "order-words",
    "order-agreement",
    "arabic-probable",
];
/// The same beside its neighbours.
pub(super) const BESIDE_SAID: [&str; 2] = ["logit", "beyond-even"];

/// The features in the order of [`PAIR_SAID`].
pub(super) fn of_pair_logit(logit: f64, meaning: &[f64; PAIR_SAID.len() - 1]) -> [f64; PAIR_SAID.len()] {
    let mut features = [logit; PAIR_SAID.len()];
    features[1..].copy_from_slice(meaning);
    features
}

/// What the logit of a pair by itself is read with: how much an Arabic word says on average for having a
/// counterpart, and how far that exceeds a certain point, which makes its effect piecewise linear; how many words
/// have one translation opposite, and whether these follow each other as the words do; how many Arabic words have a
/// probable translation. Sentences of the same common words by chance have no order, and few probable translations.
pub(super) fn meaning(common: &Common) -> [f64; PAIR_SAID.len() - 1] {
    let evidence = evidence(common);
    let ordered = f64::from(common.order.words).ln_1p();
    let agreement = (common.order.all.share() - 0.5) * ordered;
    let probable = f64::from(common.ar.kinds.probable()).sqrt();
    [evidence, (evidence + 0.2).max(0.0), ordered, agreement, probable]
}

/// Words without evidence that are added to those of a text, so that short ones have no extreme mean.
const MORE_WORDS: f64 = 3.0;

/// How much an Arabic word of a pair says on average for having a counterpart; negative if against it.
fn evidence(common: &Common) -> f64 {
    f64::from(common.ar.evidence) / (f64::from(common.ar.words) + MORE_WORDS)
}

/// The features in the order of [`BESIDE_SAID`].
pub(super) fn of_beside_logit(logit: f64) -> [f64; BESIDE_SAID.len()] {
    [logit, logit.max(0.0)]
}

fn share(part: impl Into<f64>, whole: impl Into<f64>, middle: f64, weight: f64) -> f64 {
    (part.into() + middle * weight) / (whole.into() + weight)
}

/// A feature for a count of which a few are nearly as significant as many.
fn few(count: u32) -> f64 {
    f64::from(count.min(4)).sqrt()
}

fn length(common: &Common) -> f64 {
    length_deviation(common.ar.letters, common.en.letters).abs()
}

fn content(common: &Common) -> f64 {
    f64::from(common.ar.content) + f64::from(common.en.content)
}

/// The largest count: more words are no further evidence.
const MANY: u32 = 40;

/// The numbers of words of a side by kind.
fn words(side: &SideCounts) -> [f64; WORDS] {
    let mut counts = [0; WORDS];
    counts[..KINDS].copy_from_slice(&side.kinds.0);
    counts[KINDS] = side.function_found;
    counts[KINDS + 1] = side.function.saturating_sub(side.function_found);
    counts.map(|count| f64::from(count.min(MANY)).sqrt())
}

/// The features of a pair, in the order of [`PAIR`].
pub(super) fn of_pair(common: &Common) -> [f64; PAIR.len()] {
    let Common { ar, en, .. } = common;
    let mut features = [0.0; PAIR.len()];
    let (shares, counts) = features.split_at_mut(PAIR.len() - 2 * WORDS);
    shares.copy_from_slice(&shares_of_pair(common));
    counts[..WORDS].copy_from_slice(&words(en));
    counts[WORDS..].copy_from_slice(&words(ar));
    features
}

/// The features of a pair before the counts.
fn shares_of_pair(common: &Common) -> [f64; PAIR.len() - 2 * WORDS] {
    let Common { ar, en, .. } = common;
    let size = content(common).ln_1p();
    let found = |side: &SideCounts| share(side.found, side.content, 0.5, 1.0);
    let strength = |side: &SideCounts| share(side.strength, side.content, 0.15, 1.0);
    let (en_found, ar_found) = (found(en), found(ar));
    let (en_strength, ar_strength) = (strength(en), strength(ar));
    let near = |side: &SideCounts| share(side.near, side.content, 0.15, 1.0);
    let alone = |side: &SideCounts| side.figures.saturating_sub(side.equal).min(4);
    [
        en_found,
        ar_found,
        en_strength,
        ar_strength,
        (en_found - 0.45) * size,
        (ar_found - 0.45) * size,
        (en_strength - 0.13) * size,
        (ar_strength - 0.13) * size,
        f64::from(ar.words).ln_1p(),
        f64::from(en.words).ln_1p(),
        few(en.equal),
        f64::from(alone(en) + alone(ar)).sqrt(),
        few(en.named),
        few(en.names.saturating_sub(en.named)),
        few(ar.names.saturating_sub(ar.named)),
        length(common),
        few(en.identical),
        near(en),
        near(ar),
        (near(en) - 0.25) * size,
    ]
}

/// Share of content words that two texts have in common by chance, used where it cannot be measured.
const CHANCE: f64 = 0.2;
/// The same for the strength of these words.
const CHANCE_STRENGTH: f64 = 0.05;
/// Standard deviations at which the feature is capped.
const DEVIATIONS: f64 = 12.0;

/// The features of a document, in the order of [`DOCUMENT`]: `sum` is the sum over its two-sided
/// beads, which are `paired` and judged as `alone`, `total` that over all beads, `chance` what runs
/// far apart have in common.
pub(super) fn of_document(
    (sum, total): (&Common, &Common),
    (paired, alone): (&[&Common], &[Neighbour]),
    chance: &Common,
) -> [f64; DOCUMENT.len()] {
    let found = |side: &SideCounts| share(side.found, side.content, 0.4, 3.0);
    let strength = |side: &SideCounts| share(side.strength, side.content, 0.12, 3.0);
    let words = |common: &Common| f64::from(common.ar.words) + f64::from(common.en.words);
    let both = |of: fn(&SideCounts) -> u32| f64::from(of(&sum.ar)) + f64::from(of(&sum.en));
    let lengths: f64 = paired.iter().map(|common| length(common)).sum();
    let by_chance = |side: &SideCounts| share(side.found, side.content, CHANCE, 6.0);
    let strength_by_chance = |side: &SideCounts| share(side.strength, side.content, CHANCE_STRENGTH, 6.0);
    // Standard deviations (binomial) by which the share exceeds the one expected by chance.
    let deviation = |side: &SideCounts, chance: &SideCounts| {
        let expected = by_chance(chance);
        let spread = (expected * (1.0 - expected) * (f64::from(side.content) + 1.0)).sqrt();
        let above = f64::from(side.found) - expected * f64::from(side.content);
        (above / spread.max(0.5)).clamp(-DEVIATIONS, DEVIATIONS)
    };
    let counted: [f64; COUNTED] = [
        found(&sum.en),
        found(&sum.ar),
        strength(&sum.en),
        strength(&sum.ar),
        1.0 - words(sum) / words(total).max(1.0),
        share(both(|side| side.equal), both(|side| side.figures), 0.5, 4.0),
        share(both(|side| side.named), both(|side| side.names), 0.5, 4.0),
        lengths / (paired.len() as f64).max(1.0),
        found(&sum.en) - by_chance(&chance.en),
        found(&sum.ar) - by_chance(&chance.ar),
        strength(&sum.en) - strength_by_chance(&chance.en),
        strength(&sum.ar) - strength_by_chance(&chance.ar),
        deviation(&sum.en, &chance.en),
        deviation(&sum.ar, &chance.ar),
    ];
    let mut features = [0.0; DOCUMENT.len()];
    features[..COUNTED].copy_from_slice(&counted);
    features[COUNTED..].copy_from_slice(&of_pairs(alone));
    features
}

/// Bound at which a pair counts in a run: one pair beyond doubt is not more than two that are right.
const SURE_IN_RUN: f64 = 3.0;

/// The features of a document that are made of the logits of its pairs. A text that goes on for
/// longer on one side, or has another one in it, has a run of right pairs that covers much of one
/// side; texts that have nothing to do with each other have none.
fn of_pairs(pairs: &[Neighbour]) -> [f64; OF_PAIRS] {
    let (sum, run) = best_run(pairs);
    let run = &pairs[run];
    let words = |pairs: &[Neighbour], side: usize| pairs.iter().map(|pair| pair.words[side]).sum::<f64>();
    let covered = [0, 1].map(|side| words(run, side) / words(pairs, side).max(1.0));
    [
        weighted(pairs.iter(), |logit| logit),
        weighted(pairs.iter(), |logit| logit.max(0.0)),
        sum.ln_1p(),
        run.iter().map(|pair| pair.weight).sum::<f64>().ln_1p(),
        weighted(run.iter(), |logit| logit) * covered[0].max(covered[1]),
    ]
}

/// The consecutive pairs with the largest sum of logits, and this sum.
fn best_run(pairs: &[Neighbour]) -> (f64, Range<usize>) {
    let (mut best, mut run, mut here, mut start) = (0.0, 0..0, 0.0, 0);
    for (n, pair) in pairs.iter().enumerate() {
        if here <= 0.0 {
            (here, start) = (0.0, n);
        }
        here += pair.logit.clamp(-SURE_IN_RUN, SURE_IN_RUN);
        if here > best {
            (best, run) = (here, start..n + 1);
        }
    }
    (best, run)
}

/// A pair as a neighbour of another one.
pub(super) struct Neighbour {
    /// Its logit on its own, capped.
    logit: f64,
    /// Its weight.
    weight: f64,
    /// Its words on either side.
    words: [f64; 2],
}

/// Bound at which logits are capped.
pub(super) const SURE: f64 = 6.0;
/// Content words at which the weight of a neighbour is capped.
const LONG: f64 = 40.0;
/// Weight of a prior of logit 0 for the neighbours, in content words.
const DOUBT: f64 = 10.0;

impl Neighbour {
    pub(super) fn new(logit: f64, common: &Common) -> Self {
        Neighbour {
            logit: logit.clamp(-SURE, SURE),
            weight: content(common).min(LONG),
            words: [&common.ar, &common.en].map(|side| f64::from(side.words)),
        }
    }
}

/// The mean of what is made of the logits of pairs, by their weights.
fn weighted<'a>(pairs: impl Iterator<Item = &'a Neighbour>, of: impl Fn(f64) -> f64) -> f64 {
    let add = |(sum, weight): (f64, f64), pair: &Neighbour| {
        (sum + of(pair.logit) * pair.weight, weight + pair.weight)
    };
    let (sum, weight) = pairs.fold((0.0, 0.0), add);
    sum / (weight + DOUBT)
}

/// The features of a pair together with its neighbours, in the order of [`BESIDE`]; `document` is
/// the logit of its document.
pub(super) fn beside<'a>(
    own: &Neighbour,
    others: impl Iterator<Item = &'a Neighbour>,
    document: f64,
) -> [f64; BESIDE.len()] {
    let around = weighted(others, |logit| logit);
    let document = document.clamp(-SURE, SURE);
    let trust = 1.0 / (1.0 + (-around).exp());
    [own.logit, around, document, (around - own.logit).max(0.0), own.logit * trust, around * document / SURE]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(logits: &[f64]) -> Vec<Neighbour> {
        logits.iter().map(|logit| Neighbour { logit: *logit, weight: 20.0, words: [10.0, 12.0] }).collect()
    }

    #[test]
    fn the_best_run_is_what_translates_and_not_what_goes_on_after_it() {
        let run = |logits: &[f64]| best_run(&pairs(logits));
        assert_eq!((run(&[]), run(&[-4.0, -2.0])), ((0.0, 0..0), (0.0, 0..0)));
        assert_eq!(run(&[2.0, 1.0, -6.0, -6.0, -6.0]), (3.0, 0..2));
        assert_eq!(run(&[-6.0, 2.0, -1.0, 2.5, -6.0, 1.0]), (3.5, 1..4));
        // One pair is never much evidence.
        assert_eq!((run(&[6.0]), run(&[6.0, 6.0])), ((3.0, 0..1), (6.0, 0..2)));
    }

    #[test]
    fn a_run_counts_by_what_it_covers() {
        let [whole, part, none] =
            [&[4.0, 4.0][..], &[4.0, 4.0, -4.0, -4.0], &[-4.0]].map(|logits| of_pairs(&pairs(logits)));
        assert!(whole[4] > part[4] && part[4] > 0.0 && whole[2] == part[2], "{whole:?} {part:?}");
        assert_eq!((&none[1..], &of_pairs(&[])), (&[0.0; 4][..], &[0.0; OF_PAIRS]));
    }
}
