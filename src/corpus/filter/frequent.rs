//! Sides that occur in many documents: text around the content of pages and forms, recognised by
//! its frequency alone.

use crate::corpus::{
    parse::Row,
    side::{DuplicateSide, Normal},
};
use crate::text::Sides;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

/// The sides of a row and its document, as hashes; rows without a known document are not counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prints {
    sides: Sides<Option<u64>>,
    document: u32,
}

impl Prints {
    /// The sides of a row whose texts are in `normal`.
    pub(super) fn of(row: &Row<'_>, normal: &Normal) -> Option<Self> {
        let side = |side: DuplicateSide| normal.fingerprint(side).map(|print| (print as u64) ^ (side as u64));
        let document = xxh3_64(row.document()?.as_bytes()) as u32;
        Some(Prints { sides: Sides::new(side(DuplicateSide::Ar), side(DuplicateSide::En)), document })
    }
}

/// All sides of a corpus: 32 bytes per row.
#[derive(Default)]
pub(super) struct Frequent {
    seen: Vec<(u64, u32, u32)>,
}

impl Frequent {
    /// Adds the sides of a row.
    pub(super) fn add(&mut self, row: usize, prints: Prints) {
        if let Ok(row) = u32::try_from(row) {
            let sides = prints.sides.into_iter().filter_map(|(_, side)| side);
            self.seen.extend(sides.map(|side| (side, prints.document, row)));
        }
    }

    /// The rows one side of which occurs in at least `documents` documents.
    pub(super) fn rows(mut self, documents: usize) -> FxHashSet<u32> {
        self.seen.par_sort_unstable();
        let mut rows = FxHashSet::default();
        for same in self.seen.chunk_by(|a, b| a.0 == b.0) {
            if same.chunk_by(|a, b| a.1 == b.1).take(documents).count() >= documents {
                rows.extend(same.iter().map(|(.., row)| *row));
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_counts_once_for_each_document() {
        let mut frequent = Frequent::default();
        let mut normal = Normal::default();
        let rows = [
            ("a", "نعم", "yes"),
            ("a", "نعم", "sure"),
            ("b", "نعم!", "Yes"),
            ("c", "لا", "yes."),
            ("c", "لا", "no"),
        ];
        for (n, (doc, ar, en)) in rows.into_iter().enumerate() {
            let row = Row { doc: Some(doc.into()), ..Row::of_texts(ar, en) };
            normal.take(row.strs());
            frequent.add(n, Prints::of(&row, &normal).unwrap());
        }
        let mut found: Vec<u32> = frequent.rows(3).into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, [0, 2, 3]);
        assert!(Prints::of(&Row::of_texts("نعم", "yes"), &normal).is_none());
    }
}
