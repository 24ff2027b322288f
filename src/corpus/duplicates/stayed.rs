//! The two rules applied to sorted rows: one within a bucket, one within a component.

use super::super::side::DuplicateSide;

/// Most rows of a bucket, unlike each other, that a row is compared with.
pub const COMPARED: usize = 8;
/// Most rows of a component, unlike each other, that a row is compared with.
const STAYED: usize = 64;

/// The rows of a bucket that later rows are compared with.
pub(in crate::corpus) struct Bucket<T>(Vec<T>);

impl<T> Default for Bucket<T> {
    fn default() -> Self {
        Bucket(Vec::with_capacity(COMPARED))
    }
}

impl<T> Bucket<T> {
    /// Compares a row with better ones that are unlike each other; returns the row and the one that
    /// it is like.
    pub(in crate::corpus) fn judge(&mut self, row: T, alike: impl Fn(&T, &T) -> bool) -> Option<(T, &T)> {
        let found = self.0.iter().position(|other| alike(&row, other));
        match found {
            Some(at) => Some((row, &self.0[at])),
            None => {
                if self.0.len() < COMPARED {
                    self.0.push(row);
                }
                None
            }
        }
    }
}

/// The rows of a component that stayed and are unlike each other, each with the number of rows kept for it.
pub(in crate::corpus) struct Stayed<T>(Vec<(T, usize)>);

impl<T> Default for Stayed<T> {
    fn default() -> Self {
        Stayed(Vec::new())
    }
}

impl<T> Stayed<T> {
    /// Judges the next row: returns the row in whose favour it is dropped, their similarity and the
    /// side, if `keep` rows like it have been kept.
    pub(in crate::corpus) fn judge(
        &mut self,
        keep: usize,
        alike: impl Fn(&T) -> Option<(f64, DuplicateSide)>,
        row: impl FnOnce() -> T,
    ) -> Option<(&T, f64, DuplicateSide)> {
        let like = self.0.iter().enumerate().find_map(|(at, (of, _))| Some((at, alike(of)?)));
        match like {
            Some((at, (similarity, side))) if self.0[at].1 >= keep => {
                return Some((&self.0[at].0, similarity, side));
            }
            Some((at, _)) => self.0[at].1 += 1,
            None if self.0.len() < STAYED => self.0.push((row(), 1)),
            None => {}
        }
        None
    }
}
