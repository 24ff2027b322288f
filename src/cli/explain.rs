//! Explanation of each bead: confidence, parts of the score, evidence.
//!
//! Labels and figures come first on each line, then the English, and the Arabic last, so that
//! nothing relies on how a terminal orders two directions.

use super::console::{Palette, harmless};
use mizan::{
    align::{Anchor, Bead},
    bitext::{Bitext, bead_id},
    text::{Lang, Span},
};
use std::io::{self, Write};

/// Writes a paragraph about every bead.
pub(super) fn write(bitext: &Bitext, palette: &Palette, out: &mut dyn Write) -> io::Result<()> {
    for (index, bead) in bitext.alignment.beads.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        explain(bitext, index, bead, palette, out)?;
    }
    Ok(())
}

fn explain(
    bitext: &Bitext,
    index: usize,
    bead: &Bead,
    palette: &Palette,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (strong, faint) = (palette.strong, palette.faint);
    let parts = bead.parts;
    write!(out, "{strong}{}{strong:#}  {}  confidence {:.3}", bead_id(index), bead.kind(), bead.confidence)?;
    if bead.is_one_sided() {
        writeln!(out, "  without a counterpart")?;
    } else {
        if bead.displaced {
            write!(out, "  changed place")?;
        }
        write!(
            out,
            "  score {:.2} = words {:.2}, length {:.2}, shape {:.2}",
            parts.total(),
            parts.words,
            parts.length,
            parts.shape
        )?;
        if parts.vectors != 0.0 {
            write!(out, ", vectors {:.2}", parts.vectors)?;
        }
        writeln!(out)?;
    }
    let width = bead.anchors.iter().map(|anchor| place(bitext, Lang::En, anchor.en).chars().count()).max();
    for anchor in &bead.anchors {
        evidence(bitext, anchor, width.unwrap_or(0).min(WIDEST), palette, out)?;
    }
    for lang in [Lang::En, Lang::Ar] {
        let text = bitext.flat(lang, bead).text;
        if !text.is_empty() {
            writeln!(out, "    {faint}{lang}{faint:#}  {}", harmless(text))?;
        }
    }
    Ok(())
}

/// Longer places extend beyond their column.
const WIDEST: usize = 24;

fn evidence(
    bitext: &Bitext,
    anchor: &Anchor,
    width: usize,
    palette: &Palette,
    out: &mut dyn Write,
) -> io::Result<()> {
    let faint = palette.faint;
    let (en, ar) = (place(bitext, Lang::En, anchor.en), place(bitext, Lang::Ar, anchor.ar));
    writeln!(
        out,
        "    {:+6.2}  {faint}{:<10}{faint:#} {en:<width$}  {ar}",
        anchor.weight,
        anchor.kind.as_str()
    )
}

fn place(bitext: &Bitext, lang: Lang, span: Span) -> String {
    let words: Vec<&str> = span.of(&bitext.document(lang).text).split_whitespace().collect();
    harmless(words.join(" "))
}
