//! Units as written in a text: words, phrases and symbols.

use crate::figure::{Dimension, Unit, lexicon::Sense, paragraph::Paragraph, scan::TokKind};
use crate::text::chars;

impl Paragraph<'_> {
    /// The unit at a token (phrase, word or symbol), whether it is a dual, and the token after it.
    pub(in crate::figure) fn unit(&self, at: usize) -> Option<(Unit, bool, usize)> {
        let tok = self.tok(at)?;
        if tok.kind == TokKind::Word && !tok.found.and && !tok.found.prep && !tok.found.art {
            let named = self.phrase(at, |s| match s {
                Sense::Measure { unit, dual } => Some((unit, dual)),
                _ => None,
            });
            if let Some(((unit, dual), end)) = named {
                return Some((unit, dual, end));
            }
        }
        self.symbol(at).map(|(unit, end)| (unit, false, end))
    }

    /// The unit at a token if it is not a dual: سنتا after a number is cents, not two years.
    pub(in crate::figure) fn single_unit(&self, at: usize) -> Option<(Unit, usize)> {
        let tok = self.tok(at)?;
        let bare = tok.kind == TokKind::Word && !tok.found.and && !tok.found.prep && !tok.found.art;
        let named = bare.then(|| {
            self.phrase(at, |s| match s {
                Sense::Measure { unit, dual: false } => Some(unit),
                _ => None,
            })
        });
        match named.flatten() {
            // كيلو واط/ساعة is longer than كيلو واط.
            Some(named) if self.glued(named.1) => {
                self.symbol(at).filter(|written| written.1 > named.1).or(Some(named))
            }
            Some(named) => Some(named),
            None => self.symbol(at),
        }
    }

    /// The symbol or abbreviation at a token as written, and the token after it.
    pub(in crate::figure) fn symbol(&self, at: usize) -> Option<(Unit, usize)> {
        let tok = self.tok(at)?;
        let rest = &self.text[tok.start..];
        let first = rest.chars().next()?;
        for &(symbol, unit) in self.lexicon.symbols(first) {
            let Some(after) = rest.strip_prefix(symbol) else { continue };
            let end_byte = tok.start + symbol.len();
            // A symbol of letters ends where the word ends.
            let open = symbol.chars().next_back().is_some_and(chars::is_letter)
                && after.chars().next().is_some_and(|c| chars::is_letter(c) || chars::is_tashkeel(c));
            if open {
                continue;
            }
            let end = at + self.toks[at..].iter().take_while(|t| t.start < end_byte).count();
            return Some((unit, end));
        }
        None
    }

    /// True for units that English counts with an article: `a kilogram`, `a month`.
    pub(in crate::figure) fn countable(unit: Unit) -> bool {
        !matches!(unit.dimension(), Dimension::Other | Dimension::Share | Dimension::Points)
            && !matches!(
                unit.code(),
                "Foot" | "Second" | "Cup" | "Quarter" | "Minute" | "Night" | "Degree" | "Span" | "Yard"
            )
    }
}
