//! Reading a paragraph: at each token the kinds of figures are tried, the most specific first.

use super::{
    Bound, Figure,
    hit::Hit,
    lexicon::{Around, lexicon},
    paragraph::Paragraph,
    recognize::Starts,
    scan::{Tok, TokKind, scan},
};
use crate::text::{Lang, Span};
use std::cell::OnceCell;

/// Reads a text paragraph by paragraph.
pub(in crate::figure) fn read(lang: Lang, text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut paragraph =
        Paragraph { lang, lexicon: lexicon(lang), text: "", toks: Vec::new(), chunks: OnceCell::new() };
    let mut hits: Vec<Hit> = Vec::new();
    let mut base = 0;
    while base < text.len() {
        let end = paragraph_end(text, base);
        paragraph.text = &text[base..end];
        paragraph.chunks = OnceCell::new();
        scan(lang, paragraph.lexicon, paragraph.text, &mut paragraph.toks);
        hits.clear();
        paragraph.walk(&mut hits);
        hits.retain(|hit| !paragraph.is_in_a_label(hit));
        if hits.is_empty() && paragraph.text.len() == text.len() {
            hits.extend(paragraph.alone());
        }
        paragraph.join(&mut hits);
        figures.extend(hits.drain(..).map(|hit| paragraph.figure(hit, base)));
        base = end;
    }
    figures
}

/// See [`super::possible_duals`].
pub(in crate::figure) fn possible_duals(text: &str) -> Vec<Span> {
    let mut toks = Vec::new();
    scan(Lang::Ar, lexicon(Lang::Ar), text, &mut toks);
    toks.iter().filter(|tok| tok.dual == Some(false)).map(|tok| Span::new(tok.start, tok.end)).collect()
}

/// The end of a paragraph: figures do not extend over an empty line. Long runs of lines are divided
/// at a line end, to bound memory.
fn paragraph_end(text: &str, from: usize) -> usize {
    const LONG: usize = 1 << 16;
    let bytes = &text.as_bytes()[from..];
    let mut lines = memchr::memchr_iter(b'\n', bytes);
    loop {
        let Some(at) = lines.next() else { return text.len() };
        if at >= LONG || matches!(bytes.get(at + 1), None | Some(b'\n' | b'\r')) {
            return from + at + 1;
        }
    }
}

impl Paragraph<'_> {
    fn walk(&self, hits: &mut Vec<Hit>) {
        let starts = Starts::of(self.lang);
        let mut at = 0;
        // The bound or the age word that ended where the next figure may begin.
        let mut bound: Option<(usize, Bound)> = None;
        let mut age: Option<usize> = None;
        while let Some(tok) = self.toks.get(at) {
            let kinds = starts.kinds_at(self, at, tok);
            if kinds.is_empty() {
                at += 1;
                continue;
            }
            if tok.latin
                && !tok.glued
                && let Some(end) = self.address(at)
            {
                at = end;
                continue;
            }
            if kinds.has_bound()
                && let Some((end, found)) = self.bound_before(at)
            {
                bound = Some((end, found));
                // Age words may follow: at least, aged.
                at = end;
                continue;
            }
            if let Some(end) = self.around(at, Around::AgeBefore) {
                age = Some(end);
                if bound.is_some_and(|(b, _)| b == at) {
                    bound = bound.map(|(_, b)| (end, b));
                }
                // The number may directly follow سن and age, which have no other use here.
                at = end;
                continue;
            }
            let Some(mut found) = self.figure_at(kinds, at, age == Some(at)) else {
                at += 1;
                continue;
            };
            let next = found.iter().map(|hit| hit.end).max().unwrap_or(at + 1).max(at + 1);
            if let Some((_, b)) = bound.filter(|&(end, _)| end == at) {
                found[0].bound = b;
            }
            let after = self.bound_after(next);
            if let (Some((_, b)), Some(last)) = (after, found.last_mut()) {
                last.bound = b;
            }
            hits.append(&mut found);
            at = next;
        }
    }

    /// True for a number word beside the mark of a key inside a word of a menu: `الف_ترة`, `H_eight`, `Ser&ver`.
    fn is_in_a_label(&self, hit: &Hit) -> bool {
        let is_word = |tok: &Tok| tok.kind == TokKind::Word;
        let is_key = |tok: &Tok| tok.glued && (tok.is('_') || tok.is('&'));
        let mark = |at: usize| self.toks.get(at).is_some_and(is_key);
        let glued = |at: usize| self.toks.get(at).is_some_and(|tok| tok.glued && is_word(tok));
        let last = hit.end.max(hit.from + 1);
        let before =
            glued(hit.from) && mark(hit.from - 1) && hit.from >= 2 && is_word(&self.toks[hit.from - 2]);
        let after = is_word(&self.toks[last - 1]) && mark(last) && glued(last + 1);
        before || after
    }

    fn figure(&self, hit: Hit, base: usize) -> Figure {
        let span = |from: usize, end: usize| {
            let start = self.toks[from].start;
            let stop = self.toks[end.max(from + 1) - 1].end;
            Span::new(base + start, base + stop)
        };
        let mut whole = span(hit.from, hit.end);
        // `(500) ألف دينار` begins at its bracket.
        let (before, said) =
            (&self.text[..whole.start - base], &self.text[whole.start - base..whole.end - base]);
        if before.ends_with('(') && said.contains(')') && !said.contains('(') {
            whole.start -= 1;
        }
        if let Some(end) = hit.end_byte {
            whole.end = base + end;
        }
        Figure {
            span: whole,
            readings: hit.readings,
            certainty: hit.certainty,
            form: hit.form,
            bound: hit.bound,
            ends: hit.ends.map(|[a, b]| (span(a.0, a.1), span(b.0, b.1))),
        }
    }
}
