//! The words of a text as used for linking: folded, with the information from capitals and sentence starts.

use super::known::{Form, form};
use super::small::{Role, is_small};
use crate::text::{Lang, Span, token};
use std::{ops::Deref, rc::Rc};

/// One word or number of a text.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    form: Rc<Form>,
    /// English: the first word of a sentence, where a capital has no meaning.
    pub(super) first: bool,
    /// Only blanks, hyphens or the stop of an initial are between this word and the next.
    pub(super) joins: bool,
    /// Letters, not digits.
    pub(super) letters: bool,
}

impl Deref for Word {
    type Target = Form;

    fn deref(&self) -> &Form {
        &self.form
    }
}

impl Word {
    /// True for a word of letters in the script of its own side.
    pub(super) fn sounds(&self, lang: Lang) -> bool {
        self.letters && self.latin == (lang == Lang::En)
    }
}

/// Bytes of a word and the blank after it, mostly more.
const LETTERS: usize = 6;

/// The words and numbers of a text, in order.
pub(super) fn read(lang: Lang, text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / LETTERS);
    let mut first = true;
    let mut end = 0;
    for token in token::tokens(text) {
        let piece = token.span.of(text);
        first |= text[end..token.span.start].contains('\n');
        end = token.span.end;
        if token.kind == token::TokenKind::Mark {
            let dotted = piece == "." && is_dotted(&words, token.span.start);
            if let Some(last) = words.last_mut() {
                if dotted {
                    last.span.end = end;
                }
                let initial = matches!(piece, "." | "'" | "’") && is_short(&last.folded);
                last.joins &= initial || matches!(piece, "-" | "‐" | "‑" | "–" | "ـ" | "&" | "'" | "’");
                first |= match piece {
                    "." => !initial,
                    "!" | "?" | ":" | "؟" | "…" => true,
                    _ => false,
                };
            }
            continue;
        }
        let form = form(lang, piece);
        if let Some(last) = words.last_mut() {
            last.joins &= !text[last.span.end..token.span.start].contains('\n');
        }
        let letters = token.kind == token::TokenKind::Word;
        words.push(Word { span: token.span, form, first, joins: true, letters });
        first = false;
    }
    words
}

/// True if the last two words are single letters with a stop after each, the second at `stop` (`U.S.`).
fn is_dotted(words: &[Word], stop: usize) -> bool {
    let single = |word: &Word| word.folded.chars().nth(1).is_none() && word.letters;
    match words {
        [.., a, b] => single(a) && single(b) && b.span.end == stop && a.span.end + 1 >= b.span.start,
        _ => false,
    }
}

/// True for initials and titles, whose stop does not end a sentence.
fn is_short(folded: &str) -> bool {
    folded.chars().nth(1).is_none() || is_title(folded)
}

/// Abbreviated titles before a name.
pub(super) fn is_title(folded: &str) -> bool {
    is_small(Role::Title, folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_start_is_seen_and_an_initial_is_none() {
        let words = read(Lang::En, "Old John F. Kennedy met Dr. Jones. Then he left: Paris");
        let firsts: Vec<&str> = words.iter().filter(|w| w.first).map(|w| &*w.folded).collect();
        assert_eq!(firsts, ["old", "then", "paris"]);
        assert!(words[2].joins && !words[6].joins);
    }

    #[test]
    fn the_owner_is_the_name() {
        assert_eq!(&*read(Lang::En, "Gandhi’s")[0].folded, "gandhi");
    }
}
