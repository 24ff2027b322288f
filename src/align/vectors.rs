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

/// Called with the share of the work that is done, 0 to 1; an error stops the work.
pub type Progress<'a> = &'a dyn Fn(f64) -> Result<()>;

/// Makes vectors of texts, so that the aligner can ask for those of the segments that it uses.
pub trait Embedder: std::fmt::Debug + Send + Sync {
    /// One vector for each text of both sides, all of one length. Work that takes long tells how much of it is done,
    /// and ends when it is answered with an error.
    ///
    /// # Errors
    /// When the vectors cannot be made, or when the work is to end.
    fn embed(&self, texts: &Sides<Vec<&str>>, progress: Progress<'_>) -> Result<Sides<Vectors>>;
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
    /// When there is not one for each segment, or when they have several lengths; when the work is to end.
    pub(super) fn of(
        &self,
        sides: Sides<Side<'_>>,
        most: Sides<usize>,
        progress: Progress<'_>,
    ) -> Result<Sides<Directions>> {
        let vectors = match self {
            Embeddings::Given(vectors) => Cow::Borrowed(vectors),
            Embeddings::Asked(embedder) => {
                let texts = sides.map(|side| {
                    side.segments.iter().map(|segment| segment.span.of(&side.document.text)).collect()
                });
                Cow::Owned(embedder.embed(&texts, progress)?)
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
    /// Most segments on this side of a bead that is searched.
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
                add(&mut sum, row);
                lengths.push(dot(&sum, &sum).sqrt());
            }
        }
        Directions { dimensions, values, most, lengths }
    }

    pub(super) fn row(&self, n: usize) -> &[f32] {
        &self.values[n * self.dimensions..(n + 1) * self.dimensions]
    }

    /// The length of the sum of `number` vectors from `first` on; pinned beads have as many segments as they like.
    pub(super) fn length(&self, first: usize, number: usize) -> f32 {
        if (1..=self.most).contains(&number) {
            return self.lengths[first * self.most + number - 1];
        }
        let mut sum = vec![0.0f32; self.dimensions];
        (first..first + number).for_each(|n| add(&mut sum, self.row(n)));
        dot(&sum, &sum).sqrt()
    }
}

/// Adds a vector to a sum.
fn add(sum: &mut [f32], row: &[f32]) {
    sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
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
    use super::super::{Alignment, Options, Watch, align, testing};
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_text_of_one_segment_keeps_its_direction() {
        let one = Directions::of(Vectors::new(2, vec![3.0, 4.0]).expect("finite"), 4);
        assert!((one.row(0)[0] - 0.6).abs() < 1e-6 && (one.length(0, 1) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_length_of_more_vectors_than_are_searched_is_that_of_their_sum() {
        let rows = [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.5], [0.3, 0.3], [2.0, -1.0], [0.0, -3.0]];
        let all = Directions::of(Vectors::new(2, rows.concat()).expect("finite"), 6);
        let few = Directions::of(Vectors::new(2, rows.concat()).expect("finite"), 2);
        for (first, number) in [(0, 2), (0, 3), (1, 5), (2, 4), (0, 6)] {
            let (wanted, length) = (all.length(first, number), few.length(first, number));
            assert!((wanted - length).abs() < 1e-6, "{number} from {first}: {length} instead of {wanted}");
        }
    }

    /// What makes the vectors of two texts.
    type Making = fn(&Sides<Vec<&str>>, Progress<'_>) -> Result<Sides<Vectors>>;

    /// Aligns a text of seven segments with one of two, whose vectors a function makes.
    fn aligned(made: Making, watch: &Arc<Watch>) -> Result<Alignment> {
        struct Made(Making);
        impl std::fmt::Debug for Made {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("Made")
            }
        }
        impl Embedder for Made {
            fn embed(&self, texts: &Sides<Vec<&str>>, progress: Progress<'_>) -> Result<Sides<Vectors>> {
                (self.0)(texts, progress)
            }
        }
        let ar = testing::text(Lang::Ar, &["مرسى", "شراع", "مجداف", "حبل", "مرساة", "دفة", "سارية"]);
        let en = testing::text(Lang::En, &["harbour", "what a boat needs"]);
        let [ar, en] = [&ar, &en].map(|(document, segments)| Side { document, segments });
        let options = Options {
            vectors: Some(Embeddings::Asked(Arc::new(Made(made)))),
            pins: vec![(1..7, 1..2)],
            watch: Some(Arc::clone(watch)),
            ..Options::default()
        };
        align(ar, en, &options)
    }

    #[test]
    fn a_pinned_bead_at_the_end_may_have_more_segments_than_are_searched() {
        let made = |_: &Sides<Vec<&str>>, _: Progress<'_>| {
            let rows = |number: usize| (0..2 * number).map(|n| (n % 5) as f32).collect();
            Ok(Sides::new(Vectors::new(2, rows(7))?, Vectors::new(2, rows(2))?))
        };
        let watch = Arc::default();
        let alignment = aligned(made, &watch).expect("pinned");
        let last = alignment.beads.last().expect("two beads");
        assert_eq!((&last.sides.ar, &last.sides.en), (&(1..7), &(1..2)));
        assert!(last.parts.vectors.is_finite() && watch.share() >= 0.5);
    }

    #[test]
    fn asking_for_vectors_is_half_of_the_work_and_can_be_stopped() {
        let asked = |_: &Sides<Vec<&str>>, progress: Progress<'_>| {
            progress(0.5)?;
            Err(Error::new("no vectors"))
        };
        let watch: Arc<Watch> = Arc::default();
        assert!(aligned(asked, &watch).unwrap_err().to_string().contains("no vectors"));
        assert_eq!(watch.share(), 0.25);
        watch.stop();
        assert!(aligned(asked, &watch).unwrap_err().to_string().contains("stopped"));
    }

    #[test]
    fn numbers_that_are_no_vectors_are_refused() {
        assert!(Vectors::new(0, Vec::new()).is_err() && Vectors::new(2, vec![1.0]).is_err());
        let error = Vectors::new(2, vec![1.0, 2.0, 3.0, f32::INFINITY]).unwrap_err().to_string();
        assert!(error.contains("vector 2 has inf"), "{error}");
        assert_eq!(Vectors::new(3, Vec::new()).expect("none").len(), 0);
    }
}
