//! How well the order of the words on one side of a bead agrees with the order on the other.
//!
//! The probability of a pair of words falls with the distance between their relative places,
//! `exp(-d · |x - y|)`, divided by its mean over all places, so that a bead with randomly placed
//! words is neither better nor worse (after Dyer, Chahuneau and Smith 2013, who do so within a
//! sentence).

/// Resolution of the distance between 0 and 1.
const STEPS: usize = 256;

/// The factors for all distances.
#[derive(Debug)]
pub(super) struct Order {
    factors: Vec<f32>,
}

impl Order {
    /// Factors that fall with the given steepness; with 0, order does not count.
    pub(super) fn new(steepness: f64) -> Self {
        let mean = if steepness > 1e-3 {
            2.0 / steepness - 2.0 / steepness.powi(2) * (1.0 - (-steepness).exp())
        } else {
            1.0
        };
        let factor = |step| ((-steepness * f64::from(step) / STEPS as f64).exp() / mean) as f32;
        Order { factors: (0..=STEPS as u32).map(factor).collect() }
    }

    /// The factor of the probability of two words at the given places, 0 to 1.
    pub(super) fn factor(&self, x: f32, y: f32) -> f32 {
        let step = ((x - y).abs() * STEPS as f32 + 0.5) as usize;
        self.factors[step.min(STEPS)]
    }
}

/// The places of the words of one segment within its side of a bead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ruler {
    /// Where the segment begins, 0 to 1.
    pub start: f32,
    /// The distance between two words of the text, and between two words of a given translation.
    pub step: f32,
    pub translated_step: f32,
    /// Number of words of the text; those of a translation come after them, and their places start
    /// at the beginning again.
    pub own: usize,
}

impl Ruler {
    /// Place of the middle of a word.
    pub(super) fn place(&self, k: usize) -> f32 {
        if k < self.own {
            self.start + (k as f32 + 0.5) * self.step
        } else {
            self.start + ((k - self.own) as f32 + 0.5) * self.translated_step
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_over_all_places_is_one() {
        let order = Order::new(3.5);
        let n = 200;
        let middle = |k: i32| (k as f32 + 0.5) / n as f32;
        let sum: f32 = (0..n)
            .flat_map(|x| (0..n).map(move |y| (x, y)))
            .map(|(x, y)| order.factor(middle(x), middle(y)))
            .sum();
        assert!((sum / (n * n) as f32 - 1.0).abs() < 0.01, "{sum}");
    }

    #[test]
    fn near_places_count_more_than_far_ones_and_none_is_out_of_range() {
        let order = Order::new(3.5);
        assert!(order.factor(0.2, 0.25) > 1.0);
        assert!(order.factor(0.1, 0.9) < 0.3);
        assert_eq!(order.factor(0.9, 0.1).to_bits(), order.factor(0.1, 0.9).to_bits());
        assert!(order.factor(-7.0, f32::NAN).is_finite());
        assert!((Order::new(0.0).factor(0.0, 1.0) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn words_of_a_translation_have_places_of_their_own() {
        let ruler = Ruler { start: 0.5, step: 0.125, translated_step: 0.25, own: 4 };
        assert!((ruler.place(0) - 0.5625).abs() < 1e-6);
        assert!((ruler.place(4) - 0.625).abs() < 1e-6);
        assert!((ruler.place(5) - 0.875).abs() < 1e-6);
    }
}
