//! The scan.
use crate::{
    document::lines::{is_blank, trimmed},
    text::{Lang, Span},
};

pub(super) fn sentences(_lang: Lang, text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = matches!(c, '.' | '!' | '?' | '؟') && chars.peek().is_none_or(|&(_, next)| is_blank(next));
        if ends {
            let span = trimmed(text, Span::new(start, at + c.len_utf8()));
            if !span.is_empty() {
                spans.push(span);
            }
            start = at + c.len_utf8();
        }
    }
    let span = trimmed(text, Span::new(start, text.len()));
    if !span.is_empty() {
        spans.push(span);
    }
    spans
}
