//! Words that imply a number: twice, ضعف, both, مرتين.

use crate::figure::{
    Certainty, Decimal, Form, Kind, Reading,
    hit::Hit,
    lexicon::{Around, Sense},
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
};
use crate::text::Lang;

/// Twice, both and the like.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| {
        matches!(
            look,
            Look::Word(Sense::Times(_) | Sense::Both(_) | Sense::Around(Around::Twice | Around::Times))
        )
    },
    read: |p, start| one(unsaid(p, start.at)),
};

/// The number implied by a word.
fn unsaid(p: &Paragraph<'_>, at: usize) -> Option<Hit> {
    let soft = |kind: Kind, n: u32, end: usize, form: Form| {
        let mut hit = Hit::new(at, end, Reading::number(kind, Decimal::from(n)), form);
        hit.certainty = Certainty::Soft;
        hit
    };
    if let Some(hit) = p.times_and_a_part(at) {
        return Some(hit);
    }
    if let Some(end) = p.around(at, Around::Twice) {
        return Some(soft(Kind::Multiplier, 2, end, Form::Dual));
    }
    let found = p.sense(at, |s| match s {
        Sense::Times(n) => Some((Kind::Multiplier, n)),
        Sense::Both(n) => Some((Kind::Cardinal, n)),
        _ => None,
    });
    found.map(|(kind, n)| soft(kind, n, at + 1, Form::Words))
}

impl Paragraph<'_> {
    /// `مرة ونصف المرة`, `مرتين ونصفا`: once or twice, and a part of it.
    fn times_and_a_part(&self, at: usize) -> Option<Hit> {
        let twice = self.has(at, Sense::Around(Around::Twice));
        let once = self.has(at, Sense::Around(Around::Times));
        self.tok(at).filter(|t| self.lang == Lang::Ar && (once || twice) && !t.found.art)?;
        let (part, end) = self.and_a_part(at + 1, None).filter(|(part, _)| *part > Decimal::ZERO)?;
        let again = self.tok(end).is_some_and(|t| t.found.art) && self.has(end, Sense::Around(Around::Times));
        let value = if twice { Decimal::TWO } else { Decimal::ONE }.checked_add(part)?;
        let end = end + usize::from(again);
        Some(Hit::new(at, end, Reading::number(Kind::Multiplier, value), Form::Words))
    }
}
