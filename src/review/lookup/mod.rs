//! Searches over a whole review: uses of words, effects of a replacement, violated terms, and
//! inconsistent translations.

mod concordance;
mod consistency;
mod replace;
pub mod terms;

pub use concordance::{Hit, Memory, concordance};
pub use consistency::{TwoWays, two_ways};
pub use replace::{Replacement, Wanted, replacements};

use crate::text::{Lang, Span, stem, token};

/// A word of a line: its place and its stem.
struct Word {
    span: Span,
    stem: String,
}

/// The words of a line by their stems; numbers are words, punctuation is not.
fn words(lang: Lang, line: &str) -> Vec<Word> {
    let is_word = |span: &Span| span.of(line).chars().any(char::is_alphanumeric);
    let spans = token::tokens(line).map(|token| token.span).filter(is_word);
    spans.map(|span| Word { span, stem: stem::stem(lang, span.of(line)) }).collect()
}

/// The places of a run of stems in a line.
fn runs(line: &[Word], wanted: &[Word]) -> Vec<Span> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let fits = |run: &&[Word]| run.iter().zip(wanted).all(|(a, b)| a.stem == b.stem);
    let span = |run: &[Word]| run[0].span.to(run[run.len() - 1].span);
    line.windows(wanted.len()).filter(fits).map(span).collect()
}

/// The language of some words: Arabic if they contain an Arabic letter.
fn language(text: &str) -> Lang {
    if text.chars().any(|c| ('\u{0600}'..='\u{06FF}').contains(&c)) { Lang::Ar } else { Lang::En }
}

/// A place in UTF-16 units, as browsers count.
fn units(text: &str, span: Span) -> [usize; 2] {
    let count = |to: usize| text[..to].encode_utf16().count();
    [count(span.start), count(span.end)]
}
