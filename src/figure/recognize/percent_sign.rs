//! Shares with the sign first: `٪٢٥`, `%25`.

use crate::figure::{
    Form, Reading, Unit, UnitName,
    hit::Hit,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};

/// A share with the sign first.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Mark('%' | '٪')),
    read: |p, start| one(share(p, start.at)),
};

/// `٪٢٥`, `%25`.
fn share(p: &Paragraph<'_>, at: usize) -> Option<Hit> {
    let tok = p.tok(at).filter(|t| t.is('%') || t.is('٪'))?;
    let glued = p.tok(at + 1).is_some_and(|t| t.glued && t.kind == TokKind::Digits);
    let free = at == 0 || !(tok.glued && p.toks[at - 1].kind == TokKind::Digits);
    let num = p.number(at + 1).filter(|_| glued && free)?;
    let percent = Unit::of(UnitName::Percent);
    let mut hit = Hit::new(at, num.end, Reading::with_unit(num.values[0], percent), Form::Digits);
    hit.readings.extend(num.values[1..].iter().map(|&v| Reading::with_unit(v, percent)));
    Some(hit)
}
