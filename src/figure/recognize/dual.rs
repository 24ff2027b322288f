//! The dual of a noun: `لاعبان`.

use crate::figure::{
    Certainty, Decimal, Form, Kind, Reading,
    hit::Hit,
    lexicon::Sense,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::Tok,
};

/// The dual of a noun.
pub(super) const RECOGNIZER: Recognizer =
    Recognizer { starts: |look| matches!(look, Look::Dual), read: |p, start| one(p.dual(start.at)) };

impl Paragraph<'_> {
    /// The dual of a noun; an adjective in agreement does not count again.
    fn dual(&self, at: usize) -> Option<Hit> {
        let likely = |tok: &Tok| tok.dual == Some(true);
        self.tok(at).filter(|tok| likely(tok))?;
        let agrees = at > 0 && (likely(&self.toks[at - 1]) || self.dual_unit(at - 1));
        if agrees && !self.toks[at].found.and {
            return None;
        }
        let mut hit = Hit::new(at, at + 1, Reading::number(Kind::Cardinal, Decimal::TWO), Form::Dual);
        hit.certainty = Certainty::Soft;
        Some(hit)
    }

    fn dual_unit(&self, at: usize) -> bool {
        self.sense(at, |s| matches!(s, Sense::Measure { dual: true, .. } | Sense::Unit(2)).then_some(()))
            .is_some()
    }
}
