//! Words that imply a number: twice, ضعف, both, مرتين.

use crate::figure::{
    Certainty, Decimal, Form, Kind, Reading,
    hit::Hit,
    lexicon::{Around, Sense},
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
};

/// Twice, both and the like.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| {
        matches!(look, Look::Word(Sense::Times(_) | Sense::Both(_) | Sense::Around(Around::Twice)))
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
