//! How long an English text is beside its Arabic one.

/// English letters per Arabic letter, on average.
const LETTERS: f64 = 1.12;
/// Letters added to both sides: the lengths of short texts vary more.
const MORE: f64 = 10.0;

/// The logarithm of the ratio of the letters of an English text and an Arabic one, 0 for the usual ratio.
pub(crate) fn length_deviation(ar: u32, en: u32) -> f64 {
    ((f64::from(en) + MORE) / (f64::from(ar) + MORE) / LETTERS).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_length_deviates_by_nothing_and_short_texts_by_little() {
        assert!(length_deviation(1_000, 1_120).abs() < 0.01);
        assert!(length_deviation(1_000, 2_240) > 0.6 && length_deviation(1_000, 560) < -0.6);
        assert!(length_deviation(2, 4) < length_deviation(200, 400));
        assert!(length_deviation(0, 0).is_finite());
    }
}
