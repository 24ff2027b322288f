//! English names of which the Arabic text knows nothing.

use crate::{
    name,
    text::{
        Span,
        token::{TokenKind, tokens},
    },
};

/// True when the English text has names, three or more, and too few of them are in the Arabic.
pub(super) fn names_disagree(ar: &str, en: &str, least: f64) -> bool {
    let names = capitalised(en);
    if names.len() < 3 {
        return false;
    }
    let links = name::link(ar, en);
    let linked = names
        .iter()
        .filter(|name| links.iter().any(|link| link.en.start < name.end && name.start < link.en.end));
    (linked.count() as f64) < least * names.len() as f64
}

/// Words in capitals where English would not have them otherwise.
fn capitalised(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut inside = false;
    for token in tokens(text) {
        let word = token.span.of(text);
        if token.kind == TokenKind::Word {
            if inside && word.len() > 2 && word.chars().next().is_some_and(char::is_uppercase) {
                out.push(token.span);
            }
            inside = true;
        } else if matches!(word, "." | "!" | "?" | ":" | "\"" | "“" | "(") {
            inside = false;
        }
    }
    out
}
