//! Chunks of glued tokens in a paragraph, computed once because every token of a long chain needs them.

use crate::figure::{
    paragraph::Paragraph,
    scan::{Tok, TokKind},
};

/// The chunks of a paragraph: tokens that are glued together.
#[derive(Debug)]
pub(in crate::figure) struct Chunks {
    /// For each token, the token after its chunk.
    ends: Vec<usize>,
    /// Number of runs of digits before each token.
    digits: Vec<usize>,
    /// Number of Latin words with a capital before each token.
    capitals: Vec<usize>,
}

impl Chunks {
    fn of(of: &Paragraph<'_>) -> Self {
        let mut ends = vec![of.toks.len(); of.toks.len()];
        for at in (1..of.toks.len()).rev() {
            ends[at - 1] = if of.goes_on(at) { ends[at] } else { at };
        }
        let before = |counts: &dyn Fn(&Tok) -> bool| {
            let mut sum = 0;
            let sums = of.toks.iter().map(|tok| {
                sum += usize::from(counts(tok));
                sum
            });
            std::iter::once(0).chain(sums).collect()
        };
        Chunks {
            ends,
            digits: before(&|tok| tok.kind == TokKind::Digits),
            capitals: before(&|tok| tok.latin && of.raw(tok).chars().any(char::is_uppercase)),
        }
    }

    /// The number of runs of digits from one token up to another.
    pub(in crate::figure) fn digits(&self, from: usize, end: usize) -> usize {
        self.digits[end] - self.digits[from]
    }

    /// True if a Latin word with a capital is among the tokens.
    pub(in crate::figure) fn has_capital(&self, from: usize, end: usize) -> bool {
        self.capitals[end] > self.capitals[from]
    }
}

impl Paragraph<'_> {
    /// The token after the chunk of a token.
    pub(in crate::figure) fn chunk_end(&self, at: usize) -> usize {
        self.chunks().ends.get(at).copied().unwrap_or(at + 1)
    }

    /// The chunks of the paragraph.
    pub(in crate::figure) fn chunks(&self) -> &Chunks {
        self.chunks.get_or_init(|| Chunks::of(self))
    }

    /// True if a token continues the chunk before it.
    fn goes_on(&self, at: usize) -> bool {
        let tok = &self.toks[at];
        tok.glued
            && match tok.kind {
                TokKind::Word => tok.latin,
                TokKind::Digits => true,
                TokKind::Mark(c) => {
                    (c == '-' || c == '_' || c == '/' || c == '.' || tok.is_dash())
                        && self.tok(at + 1).is_some_and(|t| t.glued && !matches!(t.kind, TokKind::Mark(_)))
                }
            }
    }
}
