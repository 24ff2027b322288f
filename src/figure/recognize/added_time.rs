//! Minutes of a match after its end: `90+5`, which is the 95th minute and the fifth of the added time.

use crate::figure::{
    Decimal, Form, Kind, Reading, Value, digits,
    hit::Hit,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};

/// A minute in added time.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits),
    read: |p, start| one(if start.age { None } else { p.added_time(start.at) }),
};

impl Paragraph<'_> {
    /// `45+2`, `90+5`, `90'+5`
    fn added_time(&self, at: usize) -> Option<Hit> {
        let mark = |n: usize, is: fn(char) -> bool| {
            self.tok(n).is_some_and(|t| matches!(t.kind, TokKind::Mark(c) if t.glued && is(c)))
        };
        let plus = at + 1 + usize::from(mark(at + 1, |c| matches!(c, '\'' | '’' | '′')));
        let small = |n: usize| {
            digits::small(self.text, self.tok(n).filter(|t| t.kind == TokKind::Digits && t.digits <= 3)?)
        };
        let more = plus + 1;
        if !mark(plus, |c| c == '+') || !self.glued(more) || mark(more + 1, |c| matches!(c, '+' | '=' | ':'))
        {
            return None;
        }
        let end = small(at).filter(|end| matches!(end, 45 | 90 | 105 | 120))?;
        let added = small(more).filter(|added| (1..=20).contains(added))?;
        let after = more + 1 + usize::from(self.has_ordinal_sign(more + 1));
        let number = |n: u32| Reading::number(Kind::Cardinal, Decimal::from(n));
        let mut hit = Hit::new(at, after, number(end + added), Form::Digits);
        hit.also(Reading { kind: Kind::Score, value: Value::Pair(end.into(), added.into()), unit: None });
        hit.also(number(added));
        Some(hit)
    }
}
