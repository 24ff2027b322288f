//! The logistic models, with a weight for each feature read from `data/evidence.tsv`.

use super::{Features, features::FEATURES};
use crate::text::table;
use std::sync::LazyLock;

/// The probability below which a finding is a note.
pub(super) const LEAST: f64 = 0.5;

const TABLE: &str = include_str!("../../../data/evidence.tsv");

/// The probability, 0 to 1, that what has these features is a mistake.
pub(super) fn probability(features: &Features) -> f64 {
    let logit: f64 = WEIGHTS.iter().zip(features).map(|(weight, value)| weight * value).sum();
    1.0 / (1.0 + (-logit).exp())
}

static WEIGHTS: LazyLock<Features> = LazyLock::new(|| {
    let mut weights = [0.0; FEATURES.len()];
    for (name, weight) in table::rows(TABLE).filter_map(|row| row.split_once('\t')) {
        let at = FEATURES.iter().position(|known| *known == name);
        if let (Some(at), Ok(weight)) = (at, weight.parse()) {
            weights[at] = weight;
        }
    }
    weights
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_number_for_every_feature_and_no_other() {
        let rows: Vec<(&str, &str)> = table::rows(TABLE).filter_map(|row| row.split_once('\t')).collect();
        let mut names: Vec<&str> = FEATURES.to_vec();
        names.sort_unstable();
        assert_eq!(rows.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
        assert!(rows.iter().all(|(_, weight)| weight.parse::<f64>().is_ok_and(f64::is_finite)));
    }
}
