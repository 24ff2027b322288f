//! The faults of a single pair, as an audit counts them.

use super::{Filter, Lengths, kind::Kind, look::Room};
use crate::corpus::parse::Row;

/// A fault of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairFault {
    /// The two texts do not say the same.
    Misaligned,
    /// A side is in another language, or was left untranslated.
    Language,
    /// One side lacks a part of the other.
    Truncated,
    /// Figures disagree.
    Figures,
}

impl PairFault {
    /// Every fault.
    pub const ALL: [PairFault; 4] =
        [PairFault::Misaligned, PairFault::Language, PairFault::Truncated, PairFault::Figures];

    /// The name of the fault.
    pub fn name(self) -> &'static str {
        match self {
            PairFault::Misaligned => "misaligned",
            PairFault::Language => "language",
            PairFault::Truncated => "truncated",
            PairFault::Figures => "figures",
        }
    }
}

/// Finds faults.
#[derive(Debug)]
pub(in crate::corpus) struct Judge {
    language: Vec<Filter>,
    truncated: Vec<Filter>,
    figures: Vec<Filter>,
    lengths: Lengths,
}

impl Judge {
    /// A judge of the pairs of a corpus with these lengths.
    pub(in crate::corpus) fn new(lengths: Lengths) -> Self {
        let of = |kinds: &[Kind]| {
            let known = Filter::ALL.iter().filter(|known| kinds.contains(&known.kind));
            known.filter_map(|known| known.name.parse().ok()).collect()
        };
        Judge {
            language: of(&[Kind::Language, Kind::Untranslated, Kind::Remainder]),
            truncated: of(&[Kind::Holes]),
            figures: of(&[Kind::Figures]),
            lengths,
        }
    }

    /// The faults of a pair with the given score. A misaligned pair is not truncated as well: its
    /// other side is simply another text.
    pub(in crate::corpus) fn faults(&self, row: &Row<'_>, score: Option<f64>) -> Vec<PairFault> {
        let mut room = Room::default();
        let mut fails = |filters: &[Filter]| room.fails(row, filters, &self.lengths);
        let mut found = Vec::new();
        if fails(&self.language) {
            found.push(PairFault::Language);
        }
        if fails(&self.figures) {
            found.push(PairFault::Figures);
        }
        if score.is_some_and(|score| score < 0.5) {
            found.push(PairFault::Misaligned);
        } else if fails(&self.truncated) {
            found.push(PairFault::Truncated);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(ar: &str, en: &str, score: f64) -> Vec<PairFault> {
        Judge::new(Lengths::default()).faults(&Row::of_texts(ar, en), Some(score))
    }

    #[test]
    fn each_fault_is_seen_and_a_good_pair_has_none() {
        let ar = "وصل الوفد إلى القاهرة يوم الأحد وغادرها بعد 3 أيام.";
        let en = "The delegation arrived in Cairo on Sunday and left it after 3 days.";
        assert_eq!(faults(ar, en, 0.9), []);
        assert_eq!(faults(ar, en, 0.1), [PairFault::Misaligned]);
        assert_eq!(faults(en, en, 0.9), [PairFault::Language]);
        assert_eq!(faults(ar, &en.replace('3', "4"), 0.9), [PairFault::Figures]);
    }
}
