//! The result of aligning: beads in order, each with its confidence and its anchors.
//!
//! Text that changed its place (a footnote that was moved, two exchanged chapters) is one bead too, a displaced one.
//! The beads are in the order of the Arabic text; how they follow each other in a text is a view,
//! [`Alignment::in_order`] for one side and [`Alignment::places`] for both.

use crate::{
    Error, Result,
    text::{Lang, Sides, Span},
};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, collections::BTreeMap, ops::Range};

/// The kind of evidence that an [`Anchor`] gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnchorKind {
    /// Two figures of the same value.
    Figure,
    /// A name linked through the table of names or by its sound.
    Name,
    /// A pair of words from the lexicon.
    Lexicon,
    /// A pair of words learnt from the text being aligned.
    Learnt,
    /// The same spelling on both sides (Latin words, URLs, codes).
    Identical,
    /// A word of a translation supplied as evidence; its place is the whole Arabic segment.
    Translated,
    /// The same closing mark, quotation or enumerator.
    Mark,
}

impl AnchorKind {
    /// The name in files and on the terminal: `figure`.
    pub const fn as_str(self) -> &'static str {
        match self {
            AnchorKind::Figure => "figure",
            AnchorKind::Name => "name",
            AnchorKind::Lexicon => "lexicon",
            AnchorKind::Learnt => "learnt",
            AnchorKind::Identical => "identical",
            AnchorKind::Translated => "translated",
            AnchorKind::Mark => "mark",
        }
    }
}

/// A piece of evidence that links a place on the Arabic side with a place on the English side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// The kind of evidence.
    pub kind: AnchorKind,
    /// The place in the Arabic document.
    pub ar: Span,
    /// The place in the English document.
    pub en: Span,
    /// Its contribution to the score of its bead, in nats.
    pub weight: f64,
}

/// The parts of a bead's score, in nats; higher is better.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Parts {
    /// The gain from words, names and figures in common.
    pub words: f64,
    /// The penalty for lengths that do not fit, and for the times of subtitles.
    pub length: f64,
    /// The penalty for the bead's type (rare types cost more) and for sentences and paragraphs on
    /// one side only.
    pub shape: f64,
    /// The gain from vectors of the segments, if there are any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub vectors: f64,
}

fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

impl Parts {
    /// The sum of the parts.
    pub fn total(self) -> f64 {
        self.words + self.length + self.shape + self.vectors
    }
}

/// A group of Arabic and English segments that translate each other. One side may be empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bead {
    /// Indices of the segments of both sides. An empty range is where a counterpart would be.
    #[serde(flatten)]
    pub sides: Sides<Range<usize>>,
    /// Probability, 0 to 1, that exactly these segments form a bead.
    pub confidence: f64,
    /// The parts of the bead's score.
    pub parts: Parts,
    /// The evidence, strongest first.
    pub anchors: Vec<Anchor>,
    /// The text changed its place: its English is not between the English of the neighbouring beads.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub displaced: bool,
}

impl Bead {
    /// A bead in its place, without evidence.
    pub fn new(ar: Range<usize>, en: Range<usize>, confidence: f64) -> Self {
        let (parts, anchors) = (Parts::default(), Vec::new());
        Bead { sides: Sides { ar, en }, confidence, parts, anchors, displaced: false }
    }

    /// The bead's type in the usual notation, Arabic first: `1-1`, `2-1`, `1-0`.
    pub fn kind(&self) -> String {
        format!("{}-{}", self.sides.ar.len(), self.sides.en.len())
    }

    /// True if one of the sides is empty: the text has no counterpart.
    pub fn is_one_sided(&self) -> bool {
        self.sides.ar.is_empty() || self.sides.en.is_empty()
    }
}

/// A stretch of both texts that one bead covers. Places run forward on both sides, so a displaced bead has two,
/// each with one empty side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index of the bead.
    pub bead: usize,
    /// Indices of the segments of both sides.
    pub sides: Sides<Range<usize>>,
}

/// The beads of two documents; every segment of both sides is in exactly one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Alignment {
    /// The beads in the order of the Arabic text. The English of all beads that are not displaced is in order too.
    pub beads: Vec<Bead>,
}

impl Alignment {
    /// An alignment of documents with the given numbers of segments.
    ///
    /// # Errors
    /// When a segment is in no bead or in several, when a bead has no segments, or when beads are not in order: the
    /// Arabic of all of them, and the English of those that are not displaced.
    pub fn new(beads: Vec<Bead>, segments: Sides<usize>) -> Result<Self> {
        for lang in [Lang::Ar, Lang::En] {
            let mut ranges: Vec<(usize, &Range<usize>)> =
                beads.iter().enumerate().map(|(n, bead)| (n, &bead.sides[lang])).collect();
            if lang == Lang::En {
                // Displaced beads fill the places that the others leave free.
                let (mut moved, kept): (Vec<_>, Vec<_>) =
                    ranges.into_iter().partition(|(n, _)| beads[*n].displaced);
                moved.sort_by_key(|(_, range)| range.start);
                ranges = merged(kept, moved);
            }
            let mut next = 0;
            for (n, range) in ranges {
                if range.start != next || range.end < range.start {
                    let wanted = format!("{} segment {}", lang.name(), next + 1);
                    return Err(Error::new(format!("bead {} does not begin at {wanted}", n + 1)));
                }
                next = range.end;
            }
            if next != segments[lang] {
                let had = super::count(next, &format!("{} segment", lang.name()));
                return Err(Error::new(format!("the beads have {had}, not {}", segments[lang])));
            }
        }
        match beads.iter().position(|bead| bead.sides.ar.is_empty() && bead.sides.en.is_empty()) {
            Some(n) => Err(Error::new(format!("bead {} is empty", n + 1))),
            None => Ok(Alignment { beads }),
        }
    }

    /// Makes an alignment from beads that run forward on both sides, and from text that changed its place: runs of
    /// segments of one-sided beads, which correspond in order. Each run is divided where beads end on
    /// both sides, and the one-sided beads become displaced ones; those that a run covers only in part stay.
    ///
    /// Returns also for each of the given beads the index of the bead that it is part of now.
    pub fn with_displaced(path: Vec<Bead>, runs: &[Bead]) -> (Self, Vec<usize>) {
        let mut group_of: Vec<Option<usize>> = vec![None; path.len()];
        let mut groups: Vec<Bead> = Vec::new();
        for run in runs {
            for group in divided(run, &path, &group_of) {
                for (lang, side) in group.sides.iter() {
                    let first = path.partition_point(|bead| bead.sides[lang].end <= side.start);
                    let after = path.partition_point(|bead| bead.sides[lang].start < side.end);
                    for n in (first..after).filter(|&n| !path[n].sides[lang].is_empty()) {
                        group_of[n] = Some(groups.len());
                    }
                }
                groups.push(group);
            }
        }
        let mut index_of_group = vec![0; groups.len()];
        let mut beads: Vec<Bead> = Vec::with_capacity(path.len());
        let mut now = Vec::with_capacity(path.len());
        for (bead, group) in path.into_iter().zip(&group_of) {
            match group {
                None => beads.push(bead),
                Some(n) if bead.sides.ar.start == groups[*n].sides.ar.start && !bead.sides.ar.is_empty() => {
                    beads.push(groups[*n].clone());
                    index_of_group[*n] = beads.len() - 1;
                }
                Some(_) => {}
            }
            now.push(beads.len().saturating_sub(1));
        }
        for (now, group) in now.iter_mut().zip(group_of) {
            *now = group.map_or(*now, |n| index_of_group[n]);
        }
        (Alignment { beads }, now)
    }

    /// The places of the beads in both texts. Of one-sided places that touch, those in the order of
    /// [`Alignment::beads`] come first, unless English comes before them.
    pub fn places(&self) -> Vec<Place> {
        let mut moved: Vec<usize> = (0..self.beads.len()).filter(|&n| self.beads[n].displaced).collect();
        moved.sort_by_key(|&n| self.beads[n].sides.en.start);
        let mut moved = moved.into_iter().peekable();
        let mut places = Vec::with_capacity(self.beads.len());
        let mut at = Sides::new(0, 0);
        // The English of displaced beads before a place in the English text.
        let mut before = |at: &mut Sides<usize>, end: usize, places: &mut Vec<Place>| {
            while let Some(bead) = moved.next_if(|&n| self.beads[n].sides.en.start < end) {
                let en = self.beads[bead].sides.en.clone();
                at.en = en.end;
                places.push(Place { bead, sides: Sides::new(at.ar..at.ar, en) });
            }
        };
        for (n, bead) in self.beads.iter().enumerate() {
            let mut sides = bead.sides.clone();
            if bead.displaced {
                sides.en = at.en..at.en;
            } else {
                before(&mut at, sides.en.start, &mut places);
                at.en = sides.en.end;
            }
            at.ar = sides.ar.end;
            places.push(Place { bead: n, sides });
        }
        before(&mut at, usize::MAX, &mut places);
        places
    }

    /// The indices of the beads in the reading order of one side. One-sided beads of the other side are where their
    /// counterparts would be.
    pub fn in_order(&self, lang: Lang) -> impl Iterator<Item = usize> {
        let is_read = move |place: &Place| !self.beads[place.bead].displaced || !place.sides[lang].is_empty();
        self.places().into_iter().filter(is_read).map(|place| place.bead)
    }

    /// The displaced beads in the order of the Arabic text, each with the bead that its English follows; `None` if
    /// it comes first.
    pub fn displaced(&self) -> BTreeMap<usize, Option<usize>> {
        if !self.beads.iter().any(|bead| bead.displaced) {
            return BTreeMap::new();
        }
        let order: Vec<usize> = self.in_order(Lang::En).collect();
        let before = std::iter::once(None).chain(order.iter().copied().map(Some));
        order.iter().copied().zip(before).filter(|(n, _)| self.beads[*n].displaced).collect()
    }
}

/// Two lists of numbered ranges as one list; those of the second come before the first range that begins after them.
fn merged<'a>(
    kept: Vec<(usize, &'a Range<usize>)>,
    moved: Vec<(usize, &'a Range<usize>)>,
) -> Vec<(usize, &'a Range<usize>)> {
    let mut moved = moved.into_iter().peekable();
    let mut all = Vec::new();
    for (n, range) in kept {
        while let Some(before) = moved.next_if(|(_, moved)| moved.start < range.start) {
            all.push(before);
        }
        all.push((n, range));
    }
    all.extend(moved);
    all
}

/// The smallest parts of a run of displaced text that consist of whole one-sided beads of `path` on both sides.
fn divided(run: &Bead, path: &[Bead], taken: &[Option<usize>]) -> Vec<Bead> {
    // The end of the one-sided bead that begins at a segment.
    let end_of = |lang: Lang, segment: usize| {
        let n = path.partition_point(|bead| bead.sides[lang].end <= segment);
        let bead = path.get(n).filter(|bead| bead.is_one_sided() && taken[n].is_none())?;
        let side = &bead.sides[lang];
        (side.start == segment && side.end <= run.sides[lang].end).then_some(side.end)
    };
    let mut parts = Vec::new();
    let mut start = run.sides.as_ref().map(|side| side.start);
    let next = |start: &Sides<usize>| {
        let mut end = Sides::new(end_of(Lang::Ar, start.ar)?, end_of(Lang::En, start.en)?);
        loop {
            let length = Sides::of(|lang| end[lang] - start[lang]);
            let shorter = match length.ar.cmp(&length.en) {
                Ordering::Equal => return Some(end),
                _ if end == run.sides.as_ref().map(|side| side.end) => return Some(end),
                Ordering::Less => Lang::Ar,
                Ordering::Greater => Lang::En,
            };
            end[shorter] = end_of(shorter, end[shorter])?;
        }
    };
    while let Some(end) = next(&start) {
        let sides = Sides::of(|lang| start[lang]..end[lang]);
        parts.push(Bead { sides, parts: Parts::default(), displaced: true, ..run.clone() });
        start = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An alignment of beads of the given sizes, with runs of displaced segments.
    fn alignment(
        sizes: &[(usize, usize)],
        runs: &[(Range<usize>, Range<usize>)],
    ) -> (Alignment, Vec<usize>, Vec<Bead>) {
        let mut at = (0, 0);
        let path: Vec<Bead> = sizes
            .iter()
            .map(|(ar, en)| {
                let bead = Bead::new(at.0..at.0 + ar, at.1..at.1 + en, 0.5);
                at = (bead.sides.ar.end, bead.sides.en.end);
                bead
            })
            .collect();
        let runs: Vec<Bead> = runs.iter().map(|(ar, en)| Bead::new(ar.clone(), en.clone(), 0.9)).collect();
        let (made, now) = Alignment::with_displaced(path.clone(), &runs);
        (made, now, path)
    }

    fn shown(alignment: &Alignment) -> String {
        let bead = |bead: &Bead| {
            let Sides { ar, en } = &bead.sides;
            format!("{ar:?} {en:?}{}", if bead.displaced { " moved" } else { "" })
        };
        alignment.beads.iter().map(bead).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn text_that_changed_its_place_is_one_bead_where_its_arabic_is() {
        let (made, now, path) = alignment(&[(1, 0), (1, 0), (1, 1), (0, 1), (0, 1), (1, 1)], &[(0..2, 1..3)]);
        assert_eq!(shown(&made), "0..1 1..2 moved, 1..2 2..3 moved, 2..3 0..1, 3..4 3..4");
        assert_eq!(now, [0, 1, 2, 0, 1, 3]);
        assert_eq!(made.in_order(Lang::Ar).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(made.in_order(Lang::En).collect::<Vec<_>>(), [2, 0, 1, 3]);
        let places: Vec<_> = made.places().into_iter().map(|place| place.sides).collect();
        assert_eq!(places, path.into_iter().map(|bead| bead.sides).collect::<Vec<_>>());
        assert_eq!(made.displaced().into_iter().collect::<Vec<_>>(), [(0, Some(2)), (1, Some(0))]);
    }

    #[test]
    fn english_may_come_before_the_arabic_and_at_the_beginning() {
        let (made, now, _) = alignment(&[(0, 1), (1, 1), (1, 0)], &[(1..2, 0..1)]);
        assert_eq!(shown(&made), "0..1 1..2, 1..2 0..1 moved");
        assert_eq!(now, [1, 0, 1]);
        assert_eq!(made.in_order(Lang::En).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(made.displaced().into_iter().collect::<Vec<_>>(), [(1, None)]);
    }

    #[test]
    fn beads_of_several_segments_move_as_a_whole_or_not_at_all() {
        let (made, now, _) = alignment(&[(2, 0), (1, 1), (0, 1), (0, 1)], &[(0..2, 1..3)]);
        assert_eq!((shown(&made).as_str(), now), ("0..2 1..3 moved, 2..3 0..1", vec![0, 1, 0, 0]));
        for run in [(0..1, 1..2), (1..2, 1..2)] {
            let (made, now, path) = alignment(&[(2, 0), (1, 1), (0, 1), (0, 1)], &[run]);
            assert_eq!((made.beads, now), (path, vec![0, 1, 2, 3]));
        }
    }

    #[test]
    fn text_without_a_counterpart_keeps_its_place_beside_displaced_text() {
        let (made, _, path) = alignment(&[(1, 0), (0, 1), (1, 1), (1, 0), (0, 1), (0, 1)], &[(0..1, 2..3)]);
        assert_eq!(shown(&made), "0..1 2..3 moved, 1..1 0..1, 1..2 1..2, 2..3 2..2, 3..3 3..4");
        let places: Vec<_> = made.places().into_iter().map(|place| place.sides).collect();
        assert_eq!(places, path.into_iter().map(|bead| bead.sides).collect::<Vec<_>>());
    }
}
