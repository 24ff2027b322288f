//! The ladder: only which segments belong together, one bead a line, as alignment research writes it.
//!
//! `[0, 1]:[2]` says that the first two Arabic segments and the third English one are a bead; `[]` is an
//! empty side. Segments count from 0.

use super::Bitext;
use std::io::{self, Write};

pub(super) fn write(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    for bead in &bitext.alignment.beads {
        let list = |range: &std::ops::Range<usize>| range.clone().collect::<Vec<_>>();
        writeln!(out, "{:?}:{:?}", list(&bead.ar), list(&bead.en))?;
    }
    Ok(())
}
