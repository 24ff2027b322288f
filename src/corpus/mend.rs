//! Repairing the texts of a corpus ([`super::fix`]): every row is written, changed rows with the
//! names of the repairs.

use super::{
    block::Block,
    fix::{TextRepair, repair},
    parts::{Broken, refuse_own_files},
    piece::{FilePiece, Repaired},
    source::Corpus,
    target::Target,
};
use crate::{Result, text::Sides};

/// The result of repairing a corpus.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Mended {
    /// Number of rows, including those that cannot be read.
    pub rows: u64,
    /// Number of rows that changed.
    pub changed: u64,
    /// Number of rows that each repair changed, in the order of [`TextRepair::ALL`].
    pub counts: [u64; TextRepair::ALL.len()],
    /// The rows that could not be read, which are omitted.
    pub broken: Broken,
}

/// Writes a corpus with its texts repaired; without a target it only counts.
///
/// # Errors
/// When a file cannot be read or written.
pub fn mend(corpus: &Corpus, asked: &[TextRepair], target: Option<&Target>) -> Result<Mended> {
    target.map_or(Ok(()), |target| refuse_own_files(corpus, target))?;
    let mut sink = target.map(|target| corpus.sink(target)).transpose()?;
    let layout = target.map(|target| target.shape.layout);
    let of_piece = |piece: &FilePiece| {
        let mut block = Block::default();
        let mut found = Mended::default();
        for (n, row) in piece.rows().enumerate() {
            found.rows += 1;
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    found.broken.add(error);
                    continue;
                }
            };
            let (ar, en) = (repair(&row.texts.ar, asked), repair(&row.texts.en, asked));
            let made: Vec<TextRepair> = TextRepair::ALL
                .into_iter()
                .filter(|one| ar.made.contains(one) || en.made.contains(one))
                .collect();
            found.changed += u64::from(!made.is_empty());
            for (count, repair) in found.counts.iter_mut().zip(TextRepair::ALL) {
                *count += u64::from(made.contains(&repair));
            }
            if let Some(layout) = layout {
                let texts = Sides::new(&*ar.text, &*en.text);
                match made.is_empty() {
                    true => piece.put(n, layout, None, &mut block),
                    false => piece.put_changed(n, layout, Repaired { texts, made: &made }, &mut block),
                }
            }
        }
        (block, found)
    };
    let mut all = Mended::default();
    corpus.pieces(of_piece, |pieces| -> Result<()> {
        for piece in pieces {
            let (block, found) = piece?;
            if let Some(sink) = &mut sink {
                sink.write(block.all())?;
            }
            all.add(found);
        }
        Ok(())
    })?;
    sink.map_or(Ok(()), |sink| sink.commit().map(drop))?;
    Ok(all)
}

impl Mended {
    fn add(&mut self, other: Mended) {
        self.rows += other.rows;
        self.changed += other.changed;
        self.counts.iter_mut().zip(other.counts).for_each(|(sum, count)| *sum += count);
        self.broken.join(other.broken);
    }
}
