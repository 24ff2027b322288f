//! The words of a text as used for linking: folded, with the information from capitals and sentence starts.

use super::known::form;
use super::small::{Role, is_small};
use super::table::Key;
use crate::text::{Lang, Span, chars, token};
use std::rc::Rc;

/// One word or number of a text.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    /// The folded form, without an English `'s`.
    pub(super) folded: Rc<str>,
    /// English: begins with a capital.
    pub(super) capital: bool,
    /// English: two or more letters, all capitals.
    pub(super) shouted: bool,
    /// English: a capital after a small letter or in a short word of capitals (HCoV, UN, HFCs),
    /// which indicates an abbreviation.
    pub(super) abbreviates: bool,
    /// English: the first word of a sentence, where a capital has no meaning.
    pub(super) first: bool,
    /// Only blanks, hyphens or the stop of an initial are between this word and the next.
    pub(super) joins: bool,
    /// Letters, not digits.
    pub(super) letters: bool,
    /// Written in Latin letters.
    pub(super) latin: bool,
    /// Its key in the table.
    pub(super) key: Key,
}

impl Word {
    /// True for a word of letters in the script of its own side.
    pub(super) fn sounds(&self, lang: Lang) -> bool {
        self.letters && self.latin == (lang == Lang::En)
    }
}

/// The words and numbers of a text, in order.
pub(super) fn read(lang: Lang, text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
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
        // The romanisation signs for hamza and ain are not letters of their own.
        let mut letters = piece.trim_start_matches(['ʿ', 'ʾ']).chars();
        let cased = !is_of_arabic(piece);
        words.push(Word {
            span: token.span,
            capital: cased && letters.clone().next().is_some_and(char::is_uppercase),
            abbreviates: cased && abbreviates(piece),
            shouted: cased && letters.clone().nth(1).is_some() && letters.clone().all(char::is_uppercase),
            latin: letters.next().is_some_and(chars::is_latin_letter),
            letters: token.kind == token::TokenKind::Word,
            first,
            joins: true,
            key: form.key,
            folded: form.folded.clone(),
        });
        first = false;
    }
    words
}

/// True for a word of nothing but characters from the Arabic blocks, which have no capitals.
fn is_of_arabic(piece: &str) -> bool {
    piece.bytes().all(|byte| matches!(byte, 0x80..=0xBF | 0xD8..=0xDB))
}

/// True for a word with capitals after its first letter that is not a family name (McDonald, ElBaradei).
fn abbreviates(piece: &str) -> bool {
    let rest = behind_prefix(piece).unwrap_or(piece);
    let capitals = rest.chars().skip(1).filter(|c| c.is_uppercase()).count();
    let small = rest.chars().filter(|c| c.is_lowercase()).count();
    capitals > 0 && (small > 0 && !piece.contains(['\'', '’', '-']) || capitals + 1 < SHOUTED)
}

/// The word behind a prefix of family names, from its capital: `McDonald` is a name from `D`.
fn behind_prefix(piece: &str) -> Option<&str> {
    let capital = piece.char_indices().skip(1).find(|(_, c)| c.is_uppercase())?.0;
    let (head, rest) = piece.split_at(capital);
    (is_small(Role::Prefix, &head.to_lowercase()) && rest.chars().nth(1).is_some()).then_some(rest)
}

/// Least length of a word in capitals that is not an abbreviation.
const SHOUTED: usize = 6;

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
