//! Paragraphs of articles: `147(1)`, which Arabic writes `147/1`.

use crate::figure::{
    Form, Kind, Reading, Value, digits,
    hit::Hit,
    paragraph::Paragraph,
    recognize::{Look, Recognizer, one},
    scan::TokKind,
};

/// A paragraph of an article.
pub(super) const RECOGNIZER: Recognizer = Recognizer {
    starts: |look| matches!(look, Look::Digits),
    read: |p, start| one(p.article_paragraph(start.at)),
};

impl Paragraph<'_> {
    /// `147(1)`: a paragraph of an article, in Arabic `147/1`.
    pub(in crate::figure) fn article_paragraph(&self, at: usize) -> Option<Hit> {
        let first = self.tok(at).filter(|t| t.kind == TokKind::Digits)?;
        self.tok(at + 1).filter(|t| t.glued && t.is('('))?;
        let second = self.tok(at + 2).filter(|t| t.glued && t.kind == TokKind::Digits)?;
        self.tok(at + 3).filter(|t| t.glued && t.is(')'))?;
        let (a, b) = (digits::small(self.text, first)?, digits::small(self.text, second)?);
        if !self.labelled(at) || b > 99 {
            return None;
        }
        let code = Reading { kind: Kind::Identifier, value: Value::Code(format!("{a}/{b}")), unit: None };
        let mut hit = Hit::new(at, at + 4, code, Form::Digits);
        hit.also(Reading { kind: Kind::Score, value: Value::Pair(a.into(), b.into()), unit: None });
        hit.ends = Some([(at, at + 1), (at + 2, at + 3)]);
        Some(hit)
    }
}
