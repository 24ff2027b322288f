//! Finding texts that must not occur in training data: equal after folding, or similar.

use super::{
    near::{self, BANDS, SURE, Signature},
    side::{DuplicateSide, Normal},
};
use rustc_hash::FxHashMap;

/// Most texts of a bucket that a text is compared with.
const COMPARED: usize = 256;

/// How a text was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// Equal after folding.
    Equal,
    /// Similar.
    Near,
    /// Some consecutive words are the same.
    Words,
}

/// How two rows are alike, on which side, and their similarity, 0 to 1.
pub(super) type Match = (How, DuplicateSide, f64);

/// Texts to be found among others.
pub(super) struct Leaks {
    side: DuplicateSide,
    near: f64,
    equal: Vec<FxHashMap<u128, u32>>,
    /// The signatures of every row, one per view; `None` for a side without text.
    rows: Vec<[Option<Signature>; 2]>,
    /// A key of view and band, and the row.
    buckets: Vec<(u64, u32)>,
}

impl Leaks {
    /// An empty collection. Rows count as the same if the given side has a similarity of at least
    /// `near`, or possibly has, given the error of the estimate.
    pub(super) fn new(side: DuplicateSide, near: f64) -> Self {
        let equal = side.views().iter().map(|_| FxHashMap::default()).collect();
        Leaks { side, near, equal, rows: Vec::new(), buckets: Vec::new() }
    }

    /// Adds a row. Texts without words are ignored.
    pub(super) fn add(&mut self, normal: &Normal) {
        let Ok(row) = u32::try_from(self.rows.len()) else { return };
        let mut signatures = [None, None];
        let mut is_new = false;
        for (view, side) in self.side.views().iter().enumerate() {
            let Some(fingerprint) = normal.fingerprint(*side) else { continue };
            is_new |= self.equal[view].insert(fingerprint, row).is_none();
            signatures[view] = Some(normal.signature(*side));
        }
        // Repeated texts are found through the first of them.
        if is_new {
            for (view, signature) in signatures.iter().enumerate() {
                let Some(signature) = signature else { continue };
                self.buckets.extend((0..BANDS).map(|band| (key(view, band, signature), row)));
            }
        }
        self.rows.push(signatures);
    }

    /// Must be called after all rows were added and before any search.
    pub(super) fn finish(&mut self) {
        self.buckets.sort_unstable();
    }

    /// True if there is nothing to be found.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Looks for the texts of a row.
    pub(super) fn find(&self, normal: &Normal) -> Option<Match> {
        if self.is_empty() {
            return None;
        }
        let views = self.side.views();
        let mut equal = views.iter().enumerate().filter_map(|(view, side)| {
            self.equal[view].contains_key(&normal.fingerprint(*side)?).then_some((How::Equal, *side, 1.0))
        });
        if self.side != DuplicateSide::Both
            && let Some(equal) = equal.next()
        {
            return Some(equal);
        }
        let mut signatures = [None, None];
        for (signature, side) in signatures.iter_mut().zip(views) {
            *signature = normal.fingerprint(*side).map(|_| normal.signature(*side));
        }
        signatures.iter().enumerate().find_map(|(view, signature)| {
            let signature = signature.as_ref()?;
            (0..BANDS).find_map(|band| {
                let key = key(view, band, signature);
                let start = self.buckets.partition_point(|(other, _)| *other < key);
                let bucket =
                    self.buckets[start..].iter().take(COMPARED).take_while(|(other, _)| *other == key);
                bucket.into_iter().find_map(|(_, row)| self.alike(&signatures, *row, view))
            })
        })
    }

    fn alike(&self, signatures: &[Option<Signature>; 2], row: u32, view: usize) -> Option<Match> {
        let known = &self.rows[row as usize];
        let of =
            |view: usize| near::alike(signatures[view].as_ref()?, known[view].as_ref()?, self.near, SURE);
        match self.side {
            DuplicateSide::Both => {
                let similarity = of(0)?.min(of(1)?);
                Some((
                    if similarity == 1.0 { How::Equal } else { How::Near },
                    DuplicateSide::Both,
                    similarity,
                ))
            }
            side => Some((How::Near, side.views()[view], of(view)?)),
        }
    }
}

fn key(view: usize, band: usize, signature: &Signature) -> u64 {
    ((view * BANDS + band) as u64) << 32 | u64::from(signature.band(band))
}
