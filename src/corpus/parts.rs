//! Deciding on every row of a corpus, and writing the rows according to the decisions.

use super::{
    block::Block,
    note::Notes,
    parse::Row,
    piece::{DropReason, FilePiece},
    shape::Layout,
    source::Corpus,
    target::Target,
};
use crate::{Error, Result};

/// Most rows that cannot be read that are kept with their reasons.
const SHOWN: usize = 5;

/// The rows that could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Broken {
    /// Their number.
    pub count: u64,
    /// The errors of the first of them.
    pub shown: Vec<Error>,
}

impl Broken {
    /// Appends those of another part of the corpus.
    pub(super) fn join(&mut self, other: Broken) {
        let more = other.count - other.shown.len() as u64;
        other.shown.into_iter().for_each(|error| self.add(error));
        self.count += more;
    }

    /// Adds one.
    pub fn add(&mut self, error: Error) {
        self.count += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(error);
        }
    }
}

/// Examines every row with all threads (`look`), and passes the results to `settle` in order.
///
/// # Errors
/// When a file cannot be read.
pub fn each_row<T: Send>(
    corpus: &Corpus,
    look: impl Fn(&Row<'_>) -> T + Sync,
    mut settle: impl FnMut(Result<T>),
) -> Result<()> {
    let of_piece =
        |piece: &FilePiece| -> Vec<Result<T>> { piece.rows().map(|row| row.map(|row| look(&row))).collect() };
    corpus.pieces(of_piece, |pieces| {
        pieces.try_for_each(|piece| {
            piece?.into_iter().for_each(&mut settle);
            Ok(())
        })
    })
}

/// The destination of the rows with certain decisions.
pub struct DecisionFile<'a, D = u8> {
    /// The files.
    pub target: &'a Target,
    /// Whether the part takes rows with a decision; if so, the name of the filter to be written
    /// with them, if any.
    pub takes: &'a (dyn Fn(D) -> Option<Option<&'static str>> + Sync),
    /// Notes to be written with rows, by row number.
    pub notes: Option<&'a Notes>,
}

/// Writes every row to the parts that take its decision; `decisions` has one entry per row of the
/// corpus. Either all files appear at the end, or none.
///
/// # Errors
/// When a file cannot be read or written, or when the corpus has changed since the decisions were made.
pub fn distribute<D: Copy + Sync>(
    corpus: &Corpus,
    decisions: &[D],
    parts: &[DecisionFile<'_, D>],
) -> Result<()> {
    parts.iter().try_for_each(|part| refuse_own_files(corpus, part.target))?;
    let mut sinks = parts.iter().map(|part| corpus.sink(part.target)).collect::<Result<Vec<_>>>()?;
    let of_piece = |piece: &FilePiece| {
        let mut blocks: Vec<Block> = parts.iter().map(|_| Block::default()).collect();
        // The decisions on this piece; fewer than rows if the corpus has grown in the meantime.
        let decisions = decisions.get(piece.start()..).unwrap_or_default();
        for (n, decision) in decisions.iter().take(piece.len()).enumerate() {
            for (part, block) in parts.iter().zip(&mut blocks) {
                if let Some(reason) = (part.takes)(*decision) {
                    let row = u32::try_from(piece.start() + n).ok();
                    let note = row.and_then(|row| part.notes?.get(&row));
                    let reason = reason.map(|rejected| DropReason { rejected, note });
                    piece.put(n, part.target.shape.layout, reason, block);
                }
            }
        }
        (piece.len(), blocks)
    };
    let rows = corpus.pieces(of_piece, |pieces| -> Result<usize> {
        let mut rows = 0;
        for piece in pieces {
            let (len, blocks) = piece?;
            rows += len;
            for (sink, block) in sinks.iter_mut().zip(&blocks) {
                sink.write(block.all())?;
            }
        }
        Ok(rows)
    })?;
    if rows != decisions.len() {
        return Err(
            Error::new("the corpus changed while it was read").advise("run again when it is complete")
        );
    }
    sinks.into_iter().try_for_each(|sink| sink.commit().map(drop))
}

/// Refuses to overwrite a file that is being read.
///
/// # Errors
/// When a file of the target is also a file of the corpus.
pub(super) fn refuse_own_files(corpus: &Corpus, target: &Target) -> Result<()> {
    match target.paths.iter().find(|path| corpus.paths().any(|read| same(read, path))) {
        None => Ok(()),
        Some(path) => Err(Error::new("this is a file of the corpus that is read; it would be overwritten")
            .at(path.display())
            .advise("write to another file")),
    }
}

fn same(a: &std::path::Path, b: &std::path::Path) -> bool {
    matches!((std::fs::canonicalize(a), std::fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Refuses a target whose layout has no place for reasons.
///
/// # Errors
/// When the layout is neither JSON Lines nor Parquet.
pub fn holds_reasons(target: &Target) -> Result<()> {
    if target.shape.layout.of_lines() == Layout::Jsonl {
        return Ok(());
    }
    Err(Error::new("reasons are written as JSON Lines or Parquet")
        .at(target.paths[0].display())
        .advise("give a name that ends in .jsonl or .parquet"))
}
