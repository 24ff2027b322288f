//! How near the vectors of both sides of a bead are: its cosine beyond what unrelated text has.

use super::model::Tuning;
use super::vectors::dot;
use super::words::Words;
use crate::text::Sides;
use std::ops::Range;

/// Sums of the products of one Arabic vector with English ones: before each of the cells
/// `first..end`, and after the last.
pub(super) fn running(sums: &mut Vec<f32>, words: Sides<&Words>, n: usize, (first, end): (usize, usize)) {
    sums.clear();
    if let (Some(ar), Some(en)) = (&words.ar.vectors, &words.en.vectors) {
        let mut sum = 0.0;
        sums.push(sum);
        for j in first..end {
            sum += dot(ar.row(n), en.row(j));
            sums.push(sum);
        }
    }
}

/// The gain of the vectors for a two-sided bead before weighting, from the summed products of its
/// segments; 0 where there are no vectors.
pub(super) fn of_products(
    words: Sides<&Words>,
    bead: &Sides<Range<usize>>,
    sum: f32,
    tuning: &Tuning,
) -> f64 {
    let (Some(ar), Some(en)) = (&words.ar.vectors, &words.en.vectors) else { return 0.0 };
    let lengths = ar.length(bead.ar.start, bead.ar.len()) * en.length(bead.en.start, bead.en.len());
    let cosine = if lengths > 0.0 { f64::from(sum / lengths) } else { 0.0 };
    0.5 * (bead.ar.len() + bead.en.len()) as f64 * (cosine - tuning.unrelated)
}

/// The same from the vectors themselves.
pub(super) fn of_bead(words: Sides<&Words>, bead: &Sides<Range<usize>>, tuning: &Tuning) -> f64 {
    let (Some(ar), Some(en)) = (&words.ar.vectors, &words.en.vectors) else { return 0.0 };
    let products = bead.ar.clone().flat_map(|a| bead.en.clone().map(move |e| dot(ar.row(a), en.row(e))));
    of_products(words, bead, products.sum(), tuning)
}

#[cfg(test)]
mod tests {
    use super::super::model::{MAX_AR, MAX_EN};
    use super::super::testing;
    use super::super::vectors::{Directions, Vectors};
    use super::*;
    use crate::text::Lang;

    fn words(lang: Lang, vectors: &[[f32; 3]], most: usize) -> Words {
        let lines = vec!["x"; vectors.len()];
        let mut words = testing::words(lang, &lines);
        let vectors = Vectors::new(3, vectors.concat()).expect("finite");
        words.vectors = Some(Directions::of(vectors, most));
        words
    }

    fn sides() -> Sides<Words> {
        let ar = [[1.0, 0.0, 0.2], [0.0, 1.0, 0.2], [1.0, 1.0, 0.2], [-1.0, 0.5, 0.2]];
        let en = [[0.9, 0.1, -0.3], [0.1, 0.9, -0.3], [-1.0, 0.6, -0.3], [1.0, 1.0, -0.3], [0.0, 0.0, 0.0]];
        Sides::new(words(Lang::Ar, &ar, MAX_AR), words(Lang::En, &en, MAX_EN))
    }

    #[test]
    fn a_bead_gains_most_with_its_own_counterpart_and_several_segments_as_their_mean() {
        let (sides, tuning) = (sides(), Tuning::default());
        let gain = |ar: Range<usize>, en: Range<usize>| of_bead(sides.as_ref(), &Sides::new(ar, en), &tuning);
        assert!(gain(0..1, 0..1) > gain(0..1, 1..2) && gain(3..4, 2..3) > gain(3..4, 3..4));
        // Two segments whose mean is one opposite: better than either of them alone.
        assert!(gain(0..2, 3..4) > gain(0..1, 3..4) && gain(0..2, 3..4) > gain(1..2, 3..4));
    }

    #[test]
    fn running_sums_of_products_give_what_the_vectors_give() {
        let (sides, tuning) = (sides(), Tuning::default());
        let mut rows = vec![Vec::new(); 4];
        for (n, row) in rows.iter_mut().enumerate() {
            running(row, sides.as_ref(), n, (0, 5));
        }
        for bead in [Sides::new(0..1, 0..1), Sides::new(1..4, 2..5), Sides::new(0..2, 1..3)] {
            let sum = rows[bead.ar.clone()].iter().map(|row| row[bead.en.end] - row[bead.en.start]).sum();
            let (fast, slow) =
                (of_products(sides.as_ref(), &bead, sum, &tuning), of_bead(sides.as_ref(), &bead, &tuning));
            assert!((fast - slow).abs() < 1e-5, "{bead:?}: {fast} {slow}");
        }
    }

    #[test]
    fn vectors_of_any_size_and_of_zeros_have_a_finite_gain() {
        let tuning = Tuning::default();
        let odd = [[f32::MAX, f32::MAX, 0.0], [f32::MIN_POSITIVE, 0.0, 0.0], [0.0; 3], [1e-40, 0.0, 0.0]];
        let sides = Sides::new(words(Lang::Ar, &odd, MAX_AR), words(Lang::En, &odd, MAX_EN));
        for bead in [Sides::new(0..4, 0..4), Sides::new(2..3, 0..1), Sides::new(1..2, 3..4)] {
            assert!(of_bead(sides.as_ref(), &bead, &tuning).is_finite(), "{bead:?}");
        }
        assert_eq!(
            of_bead(
                Sides::new(&testing::words(Lang::Ar, &["x"]), &sides.en),
                &Sides::new(0..1, 0..1),
                &tuning
            ),
            0.0
        );
    }
}
