//! The logistic model, with a weight for each feature read from `data/evidence.tsv`.

use super::{Features, features::FEATURES};
use crate::{adequacy::Logistic, text::table};
use std::sync::LazyLock;

/// The probability below which a finding is a note.
pub(super) const LEAST: f64 = 0.5;

const TABLE: &str = include_str!("../../../data/evidence.tsv");

static MODEL: LazyLock<Logistic<{ FEATURES.len() }>> =
    LazyLock::new(|| Logistic::of_rows(table::rows(TABLE), &FEATURES));

/// The probability, 0 to 1, that what has these features is a mistake.
pub(super) fn probability(features: &Features) -> f64 {
    MODEL.probability(features)
}

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
