//! Logistic models, with a weight for each feature read from `data/adequacy.tsv`.

use super::features::{BESIDE, BESIDE_SAID, DOCUMENT, PAIR, PAIR_SAID, of_beside_logit, of_pair_logit};
use std::sync::LazyLock;

/// A logistic model with `N` features.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Logistic<const N: usize> {
    weights: [f64; N],
    intercept: f64,
}

impl<const N: usize> Logistic<N> {
    /// The logarithm of the odds.
    pub(crate) fn logit(&self, features: &[f64; N]) -> f64 {
        self.weights.iter().zip(features).map(|(weight, value)| weight * value).sum::<f64>() + self.intercept
    }

    /// True if no weight is missing from the table.
    #[cfg(test)]
    pub(crate) fn has_every_weight(&self) -> bool {
        self.weights.iter().chain([&self.intercept]).all(|weight| weight.is_finite() && *weight != 0.0)
    }

    /// The probability, 0 to 1.
    pub(crate) fn probability(&self, features: &[f64; N]) -> f64 {
        probability(self.logit(features))
    }

    /// The model with the given name of a table: its rows begin with the name and a tab.
    pub(crate) fn read(table: &str, name: &str, features: &[&str; N]) -> Self {
        let rows = table.lines().filter_map(|row| row.strip_prefix(name)?.strip_prefix('\t'));
        Self::of_rows(rows, features)
    }

    /// The model of rows with a feature, a tab and its weight; features without a row have weight 0.
    pub(crate) fn of_rows<'t>(rows: impl Iterator<Item = &'t str>, features: &[&str; N]) -> Self {
        let mut model = Logistic { weights: [0.0; N], intercept: 0.0 };
        for (name, weight) in rows.filter_map(|row| row.split_once('\t')) {
            let Ok(weight) = weight.trim().parse() else { continue };
            match features.iter().position(|known| *known == name) {
                Some(at) => model.weights[at] = weight,
                None if name == "intercept" => model.intercept = weight,
                None => {}
            }
        }
        model
    }
}

/// The probability of a logit, 0 to 1.
pub(crate) fn probability(logit: f64) -> f64 {
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
    pair_said: Logistic<{ PAIR_SAID.len() }>,
    beside_said: Logistic<{ BESIDE_SAID.len() }>,
}

impl Models {
    /// The probability that a pair says the same, from its logit on its own and what that is read with.
    pub(super) fn of_pair(&self, logit: f64, meaning: &[f64; PAIR_SAID.len() - 1]) -> f64 {
        let said = self.pair_said.probability(&of_pair_logit(logit, meaning));
        UNEXPLAINED + (1.0 - 2.0 * UNEXPLAINED) * said
    }

    /// The probability that a pair says the same, from its features together with its neighbours.
    pub(super) fn of_beside(&self, features: &[f64; BESIDE.len()]) -> f64 {
        self.beside_said.probability(&of_beside_logit(self.beside.logit(features)))
    }
}

/// Share of pairs by themselves that mean the same, or do not, against all that is counted: a gold pair with an error,
/// or two sentences of one document that say nearly the same.
const UNEXPLAINED: f64 = 0.001;

static MODELS: LazyLock<Models> = LazyLock::new(|| Models {
    pair: Logistic::read(TABLE, "pair", &PAIR),
    document: Logistic::read(TABLE, "document", &DOCUMENT),
    beside: Logistic::read(TABLE, "beside", &BESIDE),
    pair_said: Logistic::read(TABLE, "pair-said", &PAIR_SAID),
    beside_said: Logistic::read(TABLE, "beside-said", &BESIDE_SAID),
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
        ("pair-said", &PAIR_SAID),
        ("beside-said", &BESIDE_SAID),
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
        let said = |n: i32| model().of_pair(f64::from(n) / 10.0, &[0.5, 0.7, 1.0, 0.5, 2.0]);
        let beside = |n: i32| model().beside_said.probability(&of_beside_logit(f64::from(n) / 10.0));
        let by_words = |n: i32| {
            let evidence = f64::from(n) / 10.0;
            model().of_pair(0.0, &[evidence, (evidence + 0.2).max(0.0), 1.0, 0.5, 2.0])
        };
        assert!((-90..90).all(|n| said(n) < said(n + 1) && beside(n) < beside(n + 1)));
        assert!((-12..28).all(|n| by_words(n) < by_words(n + 1)));
    }
}
