//! Pins: beads that a reviewer has confirmed and that no path may break.

use crate::{Error, Result, text::Sides};
use std::ops::Range;

/// A confirmed bead: its Arabic and its English segments.
pub type Pin = (Range<usize>, Range<usize>);

/// Pins in a form that can be asked whether a bead respects them.
#[derive(Debug, Default)]
pub(super) struct Pins {
    pins: Vec<Pin>,
}

impl Pins {
    /// Sorts and checks pins against the number of segments on each side.
    ///
    /// # Errors
    /// When pins overlap, cross, or name segments that do not exist.
    pub(super) fn new(pins: &[Pin], ar: usize, en: usize) -> Result<Self> {
        let mut sorted = pins.to_vec();
        sorted.retain(|(a, e)| !a.is_empty() || !e.is_empty());
        sorted.sort_by_key(|(a, e)| (a.start, e.start, a.end, e.end));
        sorted.dedup();
        let mut at = (0, 0);
        for (a, e) in &sorted {
            if a.start < at.0
                || e.start < at.1
                || a.end > ar
                || e.end > en
                || a.start > a.end
                || e.start > e.end
            {
                return Err(Error::new(format!(
                    "the pinned bead of segments {}..{} and {}..{} overlaps or crosses another, or does not exist",
                    a.start, a.end, e.start, e.end
                ))
                .advise("take back one of the confirmations"));
            }
            at = (a.end, e.end);
        }
        Ok(Pins { pins: sorted })
    }

    /// True if nothing is pinned.
    pub(super) fn is_empty(&self) -> bool {
        self.pins.is_empty()
    }

    /// True if one of the pins is exactly these segments.
    pub(super) fn hold(&self, Sides { ar, en }: &Sides<Range<usize>>) -> bool {
        let from = self.pins.partition_point(|(a, e)| (a.start, e.start) < (ar.start, en.start));
        let here = self.pins[from..].iter().take_while(|(a, e)| (a.start, e.start) == (ar.start, en.start));
        here.into_iter().any(|(a, e)| (a, e) == (ar, en))
    }

    /// The boundaries where pins begin and end, in order.
    pub(super) fn corners(&self) -> impl Iterator<Item = (usize, usize)> {
        self.pins.iter().flat_map(|(a, e)| [(a.start, e.start), (a.end, e.end)])
    }

    /// The pin that begins at a boundary; the first in order where a one-sided pin and another begin together.
    pub(super) fn starting_at(&self, i: usize, j: usize) -> Option<&Pin> {
        let from = self.pins.partition_point(|(a, e)| (a.start, e.start) < (i, j));
        self.pins.get(from).filter(|(a, e)| (a.start, e.start) == (i, j))
    }

    /// True if a bead from `(i, j)` to `(to_i, to_j)` neither overlaps a pin nor passes one.
    pub(super) fn allow(&self, (i, j): (usize, usize), (to_i, to_j): (usize, usize)) -> bool {
        // The bead respects all pins if it respects the first that ends after the bead's beginning
        // on either side.
        let next = self.pins.partition_point(|(a, e)| a.end <= i && e.end <= j);
        self.pins.get(next).is_none_or(|(a, e)| to_i <= a.start && to_j <= e.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bead_may_touch_a_pin_but_not_enter_or_pass_it() {
        let pins = Pins::new(&[(2..3, 4..6)], 10, 10).expect("one pin");
        assert!(pins.allow((0, 0), (2, 4)));
        assert!(!pins.allow((0, 0), (3, 4)));
        assert!(!pins.allow((1, 5), (2, 6)), "an English segment of the pin");
        assert!(pins.allow((3, 6), (4, 7)));
        assert_eq!(pins.starting_at(2, 4), Some(&(2..3, 4..6)));
    }

    #[test]
    fn crossing_pins_are_refused() {
        assert!(Pins::new(&[(0..1, 5..6), (2..3, 1..2)], 10, 10).is_err());
        assert!(Pins::new(&[(0..1, 0..1), (0..2, 1..2)], 10, 10).is_err());
        assert!(Pins::new(&[(9..11, 0..1)], 10, 10).is_err());
    }
}
