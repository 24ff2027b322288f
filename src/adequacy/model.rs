//! Logistic models, with a weight for each feature read from `data/adequacy.tsv`.

use super::features::{BESIDE, DOCUMENT, PAIR, SAID, of_logit};
use std::sync::LazyLock;

/// A logistic model with `N` features.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Logistic<const N: usize> {
    weights: [f64; N],
    intercept: f64,
}

impl<const N: usize> Logistic<N> {
    /// The logarithm of the odds.
    pub(super) fn logit(&self, features: &[f64; N]) -> f64 {
        self.weights.iter().zip(features).map(|(weight, value)| weight * value).sum::<f64>() + self.intercept
    }

    /// The probability, 0 to 1.
    pub(super) fn probability(&self, features: &[f64; N]) -> f64 {
        probability(self.logit(features))
    }

    /// The model with the given name; features without a row have weight 0.
    fn read(table: &str, name: &str, features: &[&str; N]) -> Self {
        let weight = |feature: &str| {
            let rows = table.lines().filter_map(|row| row.strip_prefix(name)?.strip_prefix('\t'));
            let mut cells = rows.filter_map(|rest| rest.split_once('\t'));
            let found = cells.find(|(known, _)| *known == feature);
            found.and_then(|(_, weight)| weight.trim().parse().ok()).unwrap_or(0.0)
        };
        Logistic { weights: features.map(weight), intercept: weight("intercept") }
    }
}

/// The probability of a logit, 0 to 1.
pub(super) fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// The three models, and the calibration of the logits of two of them.
#[derive(Debug)]
pub(super) struct Models {
    /// A pair on its own.
    pub(super) pair: Logistic<{ PAIR.len() }>,
    /// A document.
    pub(super) document: Logistic<{ DOCUMENT.len() }>,
    /// A pair together with its neighbours and within its document.
    pub(super) beside: Logistic<{ BESIDE.len() }>,
    pair_said: Logistic<{ SAID.len() }>,
    beside_said: Logistic<{ SAID.len() }>,
}

impl Models {
    /// The probability that a pair says the same, from its logit on its own.
    pub(super) fn of_pair(&self, logit: f64) -> f64 {
        self.pair_said.probability(&of_logit(logit))
    }

    /// The probability that a pair says the same, from its features together with its neighbours.
    pub(super) fn of_beside(&self, features: &[f64; BESIDE.len()]) -> f64 {
        self.beside_said.probability(&of_logit(self.beside.logit(features)))
    }
}

static MODELS: LazyLock<Models> = LazyLock::new(|| Models {
    pair: Logistic::read(TABLE, "pair", &PAIR),
    document: Logistic::read(TABLE, "document", &DOCUMENT),
    beside: Logistic::read(TABLE, "beside", &BESIDE),
    pair_said: Logistic::read(TABLE, "pair-said", &SAID),
    beside_said: Logistic::read(TABLE, "beside-said", &SAID),
});

const TABLE: &str = include_str!("../../data/adequacy.tsv");

/// The models from the table.
pub(super) fn model() -> &'static Models {
    &MODELS
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODELS_OF_TABLE: [(&str, &[&str]); 5] = [
        ("pair", &PAIR),
        ("document", &DOCUMENT),
        ("beside", &BESIDE),
        ("pair-said", &SAID),
        ("beside-said", &SAID),
    ];

    #[test]
    fn the_table_has_a_number_for_every_feature_and_no_other() {
        let mut expected = Vec::new();
        for (name, features) in MODELS_OF_TABLE {
            expected
                .extend(features.iter().chain(&["intercept"]).map(|feature| format!("{name}\t{feature}")));
        }
        let rows = TABLE.lines().filter(|row| !row.starts_with('#'));
        let rows: Vec<(&str, &str)> = rows.map(|row| row.rsplit_once('\t').unwrap()).collect();
        assert!(rows.iter().all(|(_, weight)| weight.parse::<f64>().is_ok_and(f64::is_finite)));
        assert_eq!(rows.iter().map(|(key, _)| (*key).to_owned()).collect::<Vec<_>>(), expected);
    }
    #[test]
    fn what_is_more_likely_is_said_to_be() {
        let said = |n: i32| model().of_pair(f64::from(n) / 10.0);
        let beside = |n: i32| model().beside_said.probability(&of_logit(f64::from(n) / 10.0));
        assert!((-90..90).all(|n| said(n) < said(n + 1) && beside(n) < beside(n + 1)));
    }
}
