//! Only the numbers of segments that belong together, in formats of alignment research: the index
//! alignment of vecalign, and the ladder of hunalign. Segments count from 0.

use super::Bitext;
use crate::align::Place;
use std::io::{self, Write};

/// The index alignment (Thompson and Koehn 2019), one bead per line: `[0, 1]:[2]` means that the
/// first two Arabic segments and the third English one are a bead; `[]` is an empty side.
pub(super) fn write_index(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    for bead in &bitext.alignment.beads {
        let list = |range: &std::ops::Range<usize>| range.clone().collect::<Vec<_>>();
        writeln!(out, "{:?}:{:?}", list(&bead.sides.ar), list(&bead.sides.en))?;
    }
    Ok(())
}

/// The ladder (Varga et al. 2005), one rung per line: the beginning of a bead on the Arabic and on
/// the English side, and its confidence; the last rung is after the last segments. Rungs run forward on both sides,
/// so the two texts of a displaced bead have one each.
pub(super) fn write_ladder(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    for Place { bead, sides } in bitext.alignment.places() {
        let confidence = bitext.alignment.beads[bead].confidence;
        writeln!(out, "{}\t{}\t{confidence:.4}", sides.ar.start, sides.en.start)?;
    }
    writeln!(out, "{}\t{}\t0.0000", bitext.segments.ar.len(), bitext.segments.en.len())
}
