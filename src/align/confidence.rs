//! Confidence of text without a counterpart.
//!
//! The posterior probability of a one-sided bead is right in no kind of text: faithful translation hardly ever leaves a
//! sentence in doubt that has a counterpart, free translation says the same in so many other words that the sentence seems
//! to have none. How free a text is shows in its beads of several sentences on both sides. The logit is corrected by a
//! logistic model that was fitted on the one-sided beads of twenty sets.

use super::alignment::Bead;
use super::model::share_of_large;

/// Weight of the posterior's logit.
const OWN: f64 = 0.82;
/// Weight of the share of large beads.
const FREE: f64 = -5.0;
const INTERCEPT: f64 = 1.15;

/// Corrects the confidence of one-sided beads; what is certain (a reviewer's pin) stays so.
pub(super) fn of_one_sided(beads: &mut [Bead]) {
    let two_sided = beads.iter().filter(|bead| !bead.is_one_sided());
    let free = share_of_large(two_sided.map(|bead| (bead.sides.ar.len() + bead.sides.en.len(), 1.0)));
    for bead in beads.iter_mut().filter(|bead| bead.is_one_sided()) {
        let confidence = bead.confidence;
        if confidence > 0.0 && confidence < 1.0 {
            let logit = OWN * (confidence / (1.0 - confidence)).ln() + FREE * free + INTERCEPT;
            bead.confidence = 1.0 / (1.0 + (-logit).exp());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The confidence of a one-sided bead with the given posterior, among a hundred beads of two segments and of five.
    fn among(posterior: f64, large: usize) -> f64 {
        let mut beads: Vec<Bead> = (0..100).map(|n| Bead::new(n..n + 1, n..n + 1, 1.0)).collect();
        beads[..large].iter_mut().for_each(|bead| bead.sides.en.end += 3);
        beads.push(Bead::new(100..101, 200..200, posterior));
        of_one_sided(&mut beads);
        assert!(beads[..100].iter().all(|bead| bead.confidence == 1.0));
        beads[100].confidence
    }

    #[test]
    fn one_sided_beads_are_surer_in_faithful_than_in_free_translation() {
        assert!(among(0.8, 2) > 0.88, "{}", among(0.8, 2));
        assert!(among(0.8, 50) < 0.6, "{}", among(0.8, 50));
        assert!(among(0.5, 10) < among(0.6, 10));
    }

    #[test]
    fn what_is_certain_stays_certain() {
        assert_eq!([among(0.0, 0), among(1.0, 50)], [0.0, 1.0]);
    }
}
