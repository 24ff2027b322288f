//! Holes: parts of one side that have no counterpart on the other, because text was lost or cut
//! off, or because two sentences were paired with one.
//!
//! Two logistic models (`data/holes.tsv`, fitted by `scripts/fit-holes`), one for each side that
//! may lack something, use the lengths of the sides beside those of pairs of the same makeup
//! ([`super::makeup`]) and of other pairs of the document, the share of words found opposite, and the run of words that says most against having a counterpart.

use crate::{
    adequacy::{self, Logistic},
    align::{Common, SideCounts, length_deviation},
};
use std::sync::LazyLock;

/// The features of a side that may lack something; `full` is the other side.
pub const FEATURES: [&str; 20] = [
    "length",
    "length-by-size",
    "length-by-run",
    "full-run",
    "own-run",
    "full-run-root",
    "own-run-root",
    "full-evidence",
    "own-evidence",
    "own-evidence-by-run",
    "full-found",
    "own-found",
    "full-gap",
    "own-gap",
    "full-gap-words",
    "own-gap-words",
    "full-figures-alone",
    "own-figures-alone",
    "full-names-alone",
    "size",
];

/// Content words of both sides together below which there is no estimate.
const LEAST_CONTENT: u32 = 6;
/// The probability, 0 to 1, that one side lacks a part of the other; `None` where there is too
/// little evidence. `usual` is how much longer the English of such pairs is than usual, as a logarithm.
pub(super) fn probability(common: &Common, usual: f64) -> Option<f64> {
    let [ar, en] = features(common, usual)?;
    let [of_ar, of_en] = &*MODELS;
    Some(adequacy::probability(of_ar.logit(&ar).max(of_en.logit(&en))))
}

/// The features of the Arabic side and of the English one, in the order of [`FEATURES`]; `None`
/// where there is too little evidence.
pub fn features(common: &Common, usual: f64) -> Option<[[f64; FEATURES.len()]; 2]> {
    if common.ar.content + common.en.content < LEAST_CONTENT {
        return None;
    }
    let length = length_deviation(common.ar.letters, common.en.letters) - usual;
    Some([of_side(&common.ar, &common.en, length), of_side(&common.en, &common.ar, -length)])
}

fn of_side(own: &SideCounts, full: &SideCounts, length: f64) -> [f64; FEATURES.len()] {
    let size = (f64::from(own.content) + f64::from(full.content)).ln_1p();
    let share = |part: u32, side: &SideCounts, middle: f64| {
        (f64::from(part) + middle) / (f64::from(side.content) + 1.0)
    };
    let alone = |all: u32, met: u32| f64::from(all.saturating_sub(met).min(4)).sqrt();
    let run = |side: &SideCounts| f64::from(side.against);
    let evidence = |side: &SideCounts| {
        f64::from(side.evidence) / f64::from((side.words + side.foreign + side.names).max(1))
    };
    [
        length,
        length * size,
        length * run(full).sqrt(),
        run(full).ln_1p(),
        run(own).ln_1p(),
        run(full).sqrt(),
        run(own).sqrt(),
        evidence(full),
        evidence(own),
        evidence(own) * run(full).ln_1p(),
        share(full.found, full, 0.5),
        share(own.found, own, 0.5),
        share(full.gap, full, 0.3),
        share(own.gap, own, 0.3),
        f64::from(full.gap).ln_1p(),
        f64::from(own.gap).ln_1p(),
        alone(full.figures, full.equal),
        alone(own.figures, own.equal),
        alone(full.names, full.named),
        size,
    ]
}

/// The models of the Arabic side and of the English one.
static MODELS: LazyLock<[Logistic<{ FEATURES.len() }>; 2]> = LazyLock::new(|| {
    let table = include_str!("../../../data/holes.tsv");
    ["ar", "en"].map(|side| Logistic::read(table, side, &FEATURES))
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{adequacy::common_of, corpus::filter::MAKEUP};

    #[test]
    fn every_weight_has_its_row() {
        let rows = include_str!("../../../data/holes.tsv").lines().filter(|row| !row.starts_with('#'));
        assert_eq!(rows.count(), 2 * (FEATURES.len() + 1) + MAKEUP.len() + 1);
        assert!(MODELS.iter().all(Logistic::has_every_weight));
    }

    #[test]
    fn a_pair_is_long_beside_others_of_its_document() {
        let ar = "ثم خرج الرجل من بيته القديم ومشى إلى السوق.";
        let en = "Then at last the man went out of that old house of his, and off he walked, all the long way, to the market.";
        let of = |usual: f64| probability(&common_of(ar, en), usual).unwrap();
        assert!(of(0.5) < 0.5 * of(0.0), "{} {}", of(0.5), of(0.0));
    }

    #[test]
    fn a_side_that_lacks_half_of_the_other_is_seen() {
        let ar = "زار وزير الصحة المستشفى الجديد في شمال المدينة صباح أمس، وقال إن الحكومة سترسل الأدوية قبل الشتاء.";
        let en = "The minister of health visited the new hospital in the north of the city yesterday morning, and said that \
                  the government would send the medicines before winter.";
        let of = |ar: &str, en: &str| probability(&common_of(ar, en), 0.0).unwrap();
        assert!(of(ar, en) < 0.3);
        assert!(of("زار وزير الصحة المستشفى الجديد في شمال المدينة صباح أمس.", en) > 0.5);
        assert!(of(ar, "The minister of health said that the government would send the medicines.") > 0.5);
        assert_eq!(probability(&common_of("نعم.", "Yes."), 0.0), None);
    }
}
