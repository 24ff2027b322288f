//! Vectors of the segments, made by a model elsewhere, as evidence.
//!
//! The vectors of a side are centred, because those of one text in one language have much in
//! common, and made one unit long. The vector of several segments is the mean of theirs. A bead
//! gains by how much the cosine of its sides exceeds what text without a counterpart is worth.

use super::{Side, count};
use crate::text::Sides;
use crate::{Error, Result};
use std::borrow::Cow;
use std::sync::Arc;

/// Vectors of one length, one for each segment of a side.
#[derive(Debug, Clone, PartialEq)]
pub struct Vectors {
    dimensions: usize,
    values: Vec<f32>,
}

impl Vectors {
    /// Vectors from their numbers, one after the other.
    ///
    /// # Errors
    /// When the numbers are not a whole number of vectors, or when one is not finite.
    pub fn new(dimensions: usize, values: Vec<f32>) -> Result<Self> {
        if dimensions == 0 || !values.len().is_multiple_of(dimensions) {
            return Err(Error::new(format!(
                "{} are no vectors of {dimensions}",
                count(values.len(), "number")
            )));
        }
        if let Some(place) = values.iter().position(|value| !value.is_finite()) {
            return Err(Error::new(format!("vector {} has {} in it", place / dimensions + 1, values[place]))
                .advise("make the vectors again: every number must be finite"));
        }
        Ok(Vectors { dimensions, values })
    }

    /// The number of vectors.
    pub fn len(&self) -> usize {
        self.values.len() / self.dimensions
    }

    /// True if there is no vector.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The numbers in each vector.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }
}

/// Makes vectors of texts, so that the aligner can ask for those of the segments that it uses.
pub trait Embedder: std::fmt::Debug + Send + Sync {
    /// One vector for each text of both sides, all of one length.
    ///
    /// # Errors
    /// When the vectors cannot be made.
    fn embed(&self, texts: &Sides<Vec<&str>>) -> Result<Sides<Vectors>>;
}

/// Where the vectors of the segments come from.
#[derive(Debug, Clone)]
pub enum Embeddings {
    /// One for each segment as it is given; the aligner makes no optional cuts then.
    Given(Sides<Vectors>),
    /// They are asked for when the segments are known.
    Asked(Arc<dyn Embedder>),
}

impl Embeddings {
    /// True if the vectors belong to the segments as they are given.
    pub fn are_given(&self) -> bool {
        matches!(self, Embeddings::Given(_))
    }

    /// The vectors of the segments of both sides, of which at most so many are in a bead.
    ///
    /// # Errors
    /// When there is not one for each segment, or when they have several lengths.
    pub(super) fn of(&self, sides: Sides<Side<'_>>, most: Sides<usize>) -> Result<Sides<Directions>> {
        let vectors = match self {
            Embeddings::Given(vectors) => Cow::Borrowed(vectors),
            Embeddings::Asked(embedder) => {
                let texts = sides.map(|side| {
                    side.segments.iter().map(|segment| segment.span.of(&side.document.text)).collect()
                });
                Cow::Owned(embedder.embed(&texts)?)
            }
        };
        for (lang, side) in sides.iter() {
            let (own, segments) = (vectors[lang].len(), side.segments.len());
            if own != segments {
                return Err(Error::new(format!(
                    "there are {} for the {} text, which has {}",
                    count(own, "vector"),
                    lang.name(),
                    count(segments, "segment")
                ))
                .advise("make one for each segment, as `mizan segment` prints them; with --segmented, one for each line"));
            }
        }
        let Sides { ar: left, en: right } = vectors.as_ref();
        if !left.is_empty() && !right.is_empty() && left.dimensions != right.dimensions {
            return Err(Error::new(format!(
                "the Arabic vectors have {} and the English ones {}",
                count(left.dimensions, "number"),
                right.dimensions
            ))
            .advise("make both with one model"));
        }
        Ok(vectors.into_owned().zip(most).map(|(vectors, most)| Directions::of(vectors, most)))
    }
}

/// Vectors that are added to the mean as zeros, so that the few of a short text keep their direction.
const FEW: f64 = 4.0;

/// The vectors of a side, centred and one unit long.
#[derive(Debug)]
pub(super) struct Directions {
    dimensions: usize,
    values: Vec<f32>,
    /// Most segments of a bead on this side.
    most: usize,
    /// For every segment, the lengths of the sums of its vector and those after it: of one, two, up
    /// to `most` vectors.
    lengths: Vec<f32>,
}

impl Directions {
    pub(super) fn of(vectors: Vectors, most: usize) -> Self {
        let Vectors { dimensions, mut values } = vectors;
        let mut mean = vec![0.0f64; dimensions];
        for row in values.chunks_exact_mut(dimensions) {
            to_unit(row);
            mean.iter_mut().zip(&*row).for_each(|(sum, &value)| *sum += f64::from(value));
        }
        let number = values.len() as f64 / dimensions as f64 + FEW;
        for row in values.chunks_exact_mut(dimensions) {
            row.iter_mut().zip(&mean).for_each(|(value, sum)| *value -= (sum / number) as f32);
            to_unit(row);
        }
        let mut lengths = Vec::with_capacity(values.len() / dimensions * most);
        let mut sum = vec![0.0f32; dimensions];
        for first in 0..values.len() / dimensions {
            sum.fill(0.0);
            for n in first..first + most {
                let row = values.get(n * dimensions..(n + 1) * dimensions).unwrap_or(&[]);
                sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
                lengths.push(dot(&sum, &sum).sqrt());
            }
        }
        Directions { dimensions, values, most, lengths }
    }

    pub(super) fn row(&self, n: usize) -> &[f32] {
        &self.values[n * self.dimensions..(n + 1) * self.dimensions]
    }

    /// The length of the sum of `number` vectors from `first` on.
    pub(super) fn length(&self, first: usize, number: usize) -> f32 {
        self.lengths[first * self.most + number - 1]
    }
}

/// Makes a vector one unit long, unless it is zero.
fn to_unit(row: &mut [f32]) {
    // Numbers near the greatest have squares that are infinite.
    let top = row.iter().fold(0.0f32, |top, value| top.max(value.abs()));
    if top > 0.0 {
        row.iter_mut().for_each(|value| *value /= top);
        let length = dot(row, row).sqrt();
        row.iter_mut().for_each(|value| *value /= length);
    }
}

/// Lanes of a sum, so that several products are added at a time.
const LANES: usize = 8;

/// The product of two vectors.
pub(super) fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0f32; LANES];
    let (ones, others) = (one.chunks_exact(LANES), other.chunks_exact(LANES));
    let rest: f32 = ones.remainder().iter().zip(others.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in ones.zip(others) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_one_segment_keeps_its_direction() {
        let one = Directions::of(Vectors::new(2, vec![3.0, 4.0]).expect("finite"), 4);
        assert!((one.row(0)[0] - 0.6).abs() < 1e-6 && (one.length(0, 1) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn numbers_that_are_no_vectors_are_refused() {
        assert!(Vectors::new(0, Vec::new()).is_err() && Vectors::new(2, vec![1.0]).is_err());
        let error = Vectors::new(2, vec![1.0, 2.0, 3.0, f32::INFINITY]).unwrap_err().to_string();
        assert!(error.contains("vector 2 has inf"), "{error}");
        assert_eq!(Vectors::new(3, Vec::new()).expect("none").len(), 0);
    }
}
