//! Codes that begin with Latin letters: `COVID-19`, `B814`, `JO94 CBJO …`.

use crate::figure::{
    Dimension, Form, Kind, Reading, Value, digits,
    hit::Hit,
    lexicon::Role,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};

/// A code that begins with Latin letters.
pub(super) const RECOGNIZER: Recognizer =
    Recognizer { starts: |look| matches!(look, Look::Led), read: |p, start| one(p.coded(start.at)) };

impl Paragraph<'_> {
    /// A code that begins with Latin letters: `COVID-19`, `B814`, `JO94 CBJO …`.
    pub(in crate::figure) fn coded(&self, at: usize) -> Option<Hit> {
        let tok = self.tok(at).filter(|tok| tok.latin)?;
        let next = self.tok(at + 1).filter(|t| t.glued)?;
        let direct = next.kind == TokKind::Digits;
        let hyphen = next.is_dash()
            && self.tok(at + 2).is_some_and(|t| t.glued && !matches!(t.kind, TokKind::Mark(_)));
        if !(direct || hyphen) || tok.glued && at > 0 && self.toks[at - 1].kind == TokKind::Digits {
            return None;
        }
        let raw = self.raw(tok);
        if self.symbol(at).is_some_and(|(unit, end)| unit.dimension() == Dimension::Money && end == at + 1)
            && direct
        {
            return None;
        }
        if hyphen && (self.plays(at, Role::Beginning) || self.date(at).is_some()) {
            return None;
        }
        let end = self.chunk_end(at);
        let chunks = self.chunks();
        let runs = chunks.digits(at, end);
        // Lower-case words before a hyphen are ordinary words: twenty-5, day-28.
        let capital = chunks.has_capital(at, end);
        if runs == 0 {
            return None;
        }
        if hyphen && !capital {
            return None;
        }
        // Several hyphens with a single number in a sentence of words are not a code: Al-Aqsa-2.
        let plain_end = end;
        let mut end = end;
        let mut long = end;
        if direct && raw.len() == 2 && tok.capital {
            // An IBAN in groups of four.
            while let Some(group) = self.tok(long).filter(|t| !t.glued && !matches!(t.kind, TokKind::Mark(_)))
            {
                let stop = self.chunk_end(long);
                let length = self.toks[stop - 1].end - group.start;
                let upper = (long..stop).all(|n| !self.raw(&self.toks[n]).chars().any(char::is_lowercase));
                if length > 4 || !upper || length < 4 && long == end {
                    break;
                }
                long = stop;
            }
            let length: usize = self.toks[at..long].iter().map(|t| t.end - t.start).sum();
            if (15..=34).contains(&length) {
                end = long;
            }
        }
        let code = Reading { kind: Kind::Identifier, value: Value::Code(self.code(at, end)), unit: None };
        let mut hit = Hit::new(at, end, code, Form::Digits);
        if runs == 1
            && end == plain_end
            && let Some(only) = self.toks[at..end].iter().find(|tok| tok.kind == TokKind::Digits)
            && let Some(value) = digits::whole(self.text, only)
        {
            hit.also(Reading::number(Kind::Cardinal, value));
        }
        Some(hit)
    }
}
