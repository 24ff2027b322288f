//! Evidence from layout: the sentences of a bead, and the paragraphs, headings, items and blocks of
//! code that begin in it.
//!
//! A translation seldom turns a heading into a list item or merges two items. How seldom is
//! estimated from the text itself: where the two texts are laid out differently, layout says
//! nothing.

use super::Side;
use super::path::PathBead;
use crate::document::ParagraphKind;
use crate::text::Sides;
use std::ops::{Add, Range, Sub};

/// The features that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feature {
    Sentence,
    Paragraph,
    Heading,
    Item,
    Code,
}

/// Number of features.
const FEATURES: usize = 5;
const ALL: [Feature; FEATURES] =
    [Feature::Sentence, Feature::Paragraph, Feature::Heading, Feature::Item, Feature::Code];

impl Feature {
    fn of(kind: ParagraphKind) -> Option<Self> {
        match kind {
            ParagraphKind::Body => None,
            ParagraphKind::Heading => Some(Feature::Heading),
            ParagraphKind::Item => Some(Feature::Item),
            ParagraphKind::Code => Some(Feature::Code),
        }
    }
}

/// How often each feature occurs in a run of segments; as costs, nats for each occurrence on one side only.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Layout([f64; FEATURES]);

impl Layout {
    fn get(&self, feature: Feature) -> f64 {
        self.0[feature as usize]
    }
}

impl Add for Layout {
    type Output = Layout;

    fn add(mut self, other: Layout) -> Layout {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
        self
    }
}

impl Sub for Layout {
    type Output = Layout;

    fn sub(mut self, other: Layout) -> Layout {
        self.0.iter_mut().zip(other.0).for_each(|(sum, less)| *sum -= less);
        self
    }
}

/// The layout of one side.
#[derive(Debug)]
pub(super) struct Layouts {
    /// Sums before each segment, and one more entry at the end.
    sums: Vec<Layout>,
}

impl Layouts {
    /// The layout of an empty text.
    pub(super) fn new() -> Self {
        Layouts { sums: vec![Layout::default()] }
    }

    /// Adds segment `n` of a side, which contains `sentences` sentences.
    pub(super) fn push(&mut self, side: Side<'_>, n: usize, sentences: usize) {
        let paragraph = side.segments[n].paragraph;
        let mut own = Layout::default();
        own.0[Feature::Sentence as usize] = sentences.max(1) as f64;
        if n == 0 || side.segments[n - 1].paragraph != paragraph {
            own.0[Feature::Paragraph as usize] = 1.0;
            let kind = side.document.paragraphs.get(paragraph as usize).map(|paragraph| paragraph.kind);
            if let Some(feature) = kind.and_then(Feature::of) {
                own.0[feature as usize] = 1.0;
            }
        }
        self.sums.push(self.sums[n] + own);
    }

    /// The features of a run of segments.
    pub(super) fn between(&self, segments: Range<usize>) -> Layout {
        self.sums[segments.end] - self.sums[segments.start]
    }

    fn total(&self, feature: Feature) -> f64 {
        self.sums.last().map_or(0.0, |sum| sum.get(feature))
    }

    /// True if a feature is informative. The beginning of a paragraph is not where every
    /// paragraph is one segment of running text.
    fn tells(&self, feature: Feature) -> bool {
        let begin = self.total(feature);
        match feature {
            Feature::Sentence => true,
            Feature::Paragraph => {
                let is_laid_out = self.total(Feature::Heading) + self.total(Feature::Item) > 0.0;
                begin > 1.0 && (is_laid_out || 4.0 * begin <= 3.0 * (self.sums.len() - 1) as f64)
            }
            Feature::Heading | Feature::Item | Feature::Code => begin > 0.0,
        }
    }
}

/// Prior share of beads with unequal counts of a feature, and its strength in beads.
const UNEQUAL: f64 = 0.2;
const DOUBT: f64 = 10.0;

/// Greatest difference of a feature's counts that affects the score of a bead.
const MOST_UNEVEN: f64 = 3.0;

/// Log odds against an event of the given probability.
fn odds(probability: f64) -> f64 {
    ((1.0 - probability) / probability).ln()
}

/// The cost, in nats, of a feature on one side of a bead only: the log odds that a bead of this
/// text has equal counts on both sides; 0 where a feature is not informative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Costs(Layout);

/// The layout cost of a bead before weighting; negative where sentences fit better than segments do.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Uneven {
    /// Difference in sentences between the sides.
    pub sentence: f64,
    /// Beginnings of paragraphs.
    pub paragraph: f64,
    /// Headings, items and blocks of code.
    pub kind: f64,
}

impl Costs {
    /// The costs before the first round.
    pub(super) fn start(left: &Layouts, right: &Layouts) -> Self {
        let mut costs = Layout::default();
        for feature in ALL {
            if left.tells(feature) && right.tells(feature) {
                costs.0[feature as usize] = odds(UNEQUAL);
            }
        }
        Costs(costs)
    }

    /// Estimates the costs from two-sided beads and their confidence.
    pub(super) fn estimate<'a>(
        &mut self,
        beads: impl Iterator<Item = &'a PathBead>,
        left: &Layouts,
        right: &Layouts,
    ) {
        let mut unequal = [UNEQUAL * DOUBT; FEATURES];
        let mut all = [DOUBT; FEATURES];
        for PathBead { sides: Sides { ar, en }, confidence } in beads {
            let (ar, en) = (left.between(ar.clone()), right.between(en.clone()));
            for feature in ALL {
                let (own, other) = (ar.get(feature), en.get(feature));
                // A bead without headings says nothing about headings; a bead inside a paragraph
                // rightly begins no paragraph.
                if feature != Feature::Paragraph && own == 0.0 && other == 0.0 {
                    continue;
                }
                all[feature as usize] += f64::from(*confidence);
                if own != other {
                    unequal[feature as usize] += f64::from(*confidence);
                }
            }
        }
        for feature in ALL {
            let cost = &mut self.0.0[feature as usize];
            if feature == Feature::Sentence || *cost > 0.0 {
                *cost = odds(unequal[feature as usize] / all[feature as usize]).max(0.0);
            }
        }
    }

    /// The layout cost of a bead of `m` Arabic and `n` English segments.
    pub(super) fn of(&self, (m, n): (usize, usize), ar: Layout, en: Layout) -> Uneven {
        let apart = |feature: Feature| (ar.get(feature) - en.get(feature)).abs();
        let cost = |feature: Feature| self.0.get(feature) * apart(feature).min(MOST_UNEVEN);
        let more = apart(Feature::Sentence) - m.abs_diff(n) as f64;
        Uneven {
            sentence: self.0.get(Feature::Sentence) * more.clamp(-MOST_UNEVEN, MOST_UNEVEN),
            paragraph: cost(Feature::Paragraph),
            kind: cost(Feature::Heading) + cost(Feature::Item) + cost(Feature::Code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Paragraph, plain};
    use crate::segment::Segment;
    use crate::text::Span;

    /// A text with a paragraph of each given kind, in which every paragraph is one segment.
    fn layouts(kinds: &[ParagraphKind]) -> Layouts {
        let mut document = plain(&"a\n".repeat(kinds.len()), "x", true);
        let span = |n: usize| Span::new(2 * n, 2 * n + 1);
        document.paragraphs =
            kinds.iter().enumerate().map(|(n, &kind)| Paragraph { span: span(n), kind }).collect();
        let segments: Vec<Segment> = (0..kinds.len()).map(|n| Segment::new(span(n), n as u32)).collect();
        let mut layouts = Layouts::new();
        for n in 0..kinds.len() {
            layouts.push(Side { document: &document, segments: &segments }, n, 1);
        }
        layouts
    }

    #[test]
    fn a_heading_costs_beside_what_is_none_and_less_where_that_is_usual() {
        use ParagraphKind::{Body, Heading, Item};
        let left = layouts(&[Heading, Body, Heading, Item]);
        let right = layouts(&[Heading, Body, Body, Item]);
        let mut costs = Costs::start(&left, &right);
        let of =
            |costs: &Costs, n: usize| costs.of((1, 1), left.between(n..n + 1), right.between(n..n + 1)).kind;
        assert_eq!(of(&costs, 0), 0.0);
        assert_eq!(of(&costs, 1), 0.0);
        let before = of(&costs, 2);
        assert!(before > 0.0);
        let bead = |n: usize| PathBead { sides: Sides::new(n..n + 1, n..n + 1), confidence: 1.0 };
        let beads: Vec<PathBead> = std::iter::repeat_n(bead(2), 20).collect();
        costs.estimate(beads.iter(), &left, &right);
        assert!(of(&costs, 2) < before, "the headings of this text are none in the other");
    }

    #[test]
    fn what_one_side_never_has_costs_nothing() {
        use ParagraphKind::{Body, Heading};
        let (left, right) = (layouts(&[Heading, Body]), layouts(&[Body, Body]));
        let costs = Costs::start(&left, &right);
        assert_eq!(costs.of((1, 1), left.between(0..1), right.between(0..1)).kind, 0.0);
    }
}
