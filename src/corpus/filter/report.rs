//! Writes the values that the filters see in every pair, so that bounds can be chosen afterwards.

use super::{lengths::Lengths, look::Room};
use crate::{
    Result,
    corpus::{
        block::Block,
        parts::{Broken, refuse_own_files},
        piece::FilePiece,
        source::Corpus,
        target::Target,
    },
};

/// Writes all pairs with their values for the filters as members `filter_NAME`, except for filters
/// that need all pairs (`frequent`, `duplicate`, `near`). Returns the number of rows and those that
/// cannot be read.
///
/// # Errors
/// When a file cannot be read or written.
pub fn report(corpus: &Corpus, target: &Target) -> Result<(u64, Broken)> {
    refuse_own_files(corpus, target)?;
    let mut sink = corpus.sink(target)?;
    let lengths = Lengths::of(corpus)?;
    let of_piece = |piece: &FilePiece| {
        let (mut block, mut broken, mut room) = (Block::default(), Broken::default(), Room::default());
        for (n, row) in piece.rows().enumerate() {
            match row {
                Ok(row) => piece.put_values(n, &row, &room.values(&row, &lengths), &mut block),
                Err(error) => broken.add(error),
            }
        }
        (block, broken, piece.len() as u64)
    };
    let (mut rows, mut all) = (0, Broken::default());
    corpus.pieces(of_piece, |pieces| -> Result<()> {
        for piece in pieces {
            let (block, broken, count) = piece?;
            sink.write(block.all())?;
            rows += count;
            all.join(broken);
        }
        Ok(())
    })?;
    sink.commit()?;
    Ok((rows, all))
}
