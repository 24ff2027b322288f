//! Bounds around a figure: about, over, under.

use crate::figure::{
    Bound,
    lexicon::{Around, Sense},
    paragraph::Paragraph,
};

impl Paragraph<'_> {
    pub(in crate::figure) fn bound_before(&self, at: usize) -> Option<(usize, Bound)> {
        self.phrase(at, |s| match s {
            Sense::Around(Around::About) => Some(Bound::About),
            Sense::Around(Around::Over) => Some(Bound::Over),
            Sense::Around(Around::Under) => Some(Bound::Under),
            _ => None,
        })
        .map(|(bound, end)| (end, bound))
    }

    pub(in crate::figure) fn bound_after(&self, at: usize) -> Option<(usize, Bound)> {
        self.phrase(at, |s| match s {
            Sense::Around(Around::AboutAfter) => Some(Bound::About),
            Sense::Around(Around::OverAfter) => Some(Bound::Over),
            Sense::Around(Around::UnderAfter) => Some(Bound::Under),
            _ => None,
        })
        .map(|(bound, end)| (end, bound))
    }
}
