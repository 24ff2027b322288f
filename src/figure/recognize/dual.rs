//! The dual of a noun: `لاعبان`.

use crate::figure::{
    Certainty, Decimal, Form, Kind, Reading,
    hit::Hit,
    lexicon::Sense,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::{Tok, TokKind},
};

/// The dual of a noun.
pub(super) const RECOGNIZER: Recognizer =
    Recognizer { starts: |look| matches!(look, Look::Dual), read: |p, start| one(p.dual(start.at)) };

impl Paragraph<'_> {
    /// The dual of a noun; an adjective in agreement does not count again.
    fn dual(&self, at: usize) -> Option<Hit> {
        let likely = |tok: &Tok| tok.dual == Some(true);
        let tok = self.tok(at).filter(|tok| tok.dual.is_some())?;
        if let Some(hit) = self.dual_and_a_part(at) {
            return Some(hit);
        }
        if !likely(tok) {
            return None;
        }
        let agrees = at > 0 && (likely(&self.toks[at - 1]) || self.dual_unit(at - 1));
        if agrees && !self.toks[at].found.and {
            return None;
        }
        let mut hit = Hit::new(at, at + 1, Reading::number(Kind::Cardinal, Decimal::TWO), Form::Dual);
        hit.certainty = Certainty::Soft;
        Some(hit)
    }

    /// `موسمين ونصف`: two of something and a part of it.
    fn dual_and_a_part(&self, at: usize) -> Option<Hit> {
        let (part, end) = self.and_a_part(at + 1, None).filter(|(part, _)| *part > Decimal::ZERO)?;
        // مدينتين ونصف السكان: the part is one of something else.
        if self.tok(end).is_some_and(|tok| {
            tok.kind == TokKind::Word && !tok.found.and && !tok.found.prep && self.raw(tok).starts_with("ال")
        }) {
            return None;
        }
        // طردين ونصف كيلو
        if self.unit(end).is_some() {
            return None;
        }
        let value = Decimal::TWO.checked_add(part)?;
        Some(Hit::new(at, end, Reading::number(Kind::Cardinal, value), Form::Words))
    }

    fn dual_unit(&self, at: usize) -> bool {
        self.sense(at, |s| matches!(s, Sense::Measure { dual: true, .. } | Sense::Unit(2)).then_some(()))
            .is_some()
    }
}
