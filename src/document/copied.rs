//! A bound on what a reader repeats, so that a small file cannot become a large one.

/// The most bytes: 128 MiB.
const MOST: usize = 128 << 20;

/// The bytes that a reader has copied from one place of a file to others.
#[derive(Debug, Default)]
pub(crate) struct Copied(usize);

impl Copied {
    /// Adds to them; false when that is too much.
    #[must_use]
    pub(crate) fn allows(&mut self, bytes: usize) -> bool {
        self.0 = self.0.saturating_add(bytes);
        self.0 <= MOST
    }
}
