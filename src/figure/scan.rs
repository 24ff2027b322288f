//! The pass over the characters: looks words up and finds runs of digits and marks.

use super::lexicon::{Found, Lexicon, Sense};
use crate::text::clitics::{self, Classes};
use crate::text::{Lang, chars, fold};

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokKind {
    /// Letters of one script.
    Word,
    /// Decimal digits of any script.
    Digits,
    /// One mark.
    Mark(char),
}

/// A token with what the lexicon knows about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tok {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: TokKind,
    pub(super) found: Found,
    /// Nothing is between it and the previous token.
    pub(super) glued: bool,
    /// It begins with a Latin capital.
    pub(super) capital: bool,
    /// It is written in Latin letters.
    pub(super) latin: bool,
    /// An Arabic word that ends like a dual and is not in the tables: `Some(true)` if it hardly has
    /// another meaning.
    pub(super) dual: Option<bool>,
    /// The length of a run of digits.
    pub(super) digits: u32,
}

/// Splits a text into tokens. Clitics written alone before a number (`و`, `الـ`) become flags of the number.
pub(super) fn scan(lang: Lang, lexicon: &Lexicon, text: &str, toks: &mut Vec<Tok>) {
    toks.clear();
    toks.reserve(text.len() / 8);
    let mut words = Words { lang, lexicon, text, folded: String::new() };
    let mut at = 0;
    let bytes = text.as_bytes();
    // The end of the previous token, including invisible marks after it.
    let mut touched = usize::MAX;
    while let Some(&byte) = bytes.get(at) {
        if byte == b' ' {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let (kind, end) = match class(c) {
            Class::Blank => {
                at += c.len_utf8();
                continue;
            }
            Class::Extender => {
                if touched == at {
                    touched += c.len_utf8();
                }
                at += c.len_utf8();
                continue;
            }
            Class::Digit => (TokKind::Digits, run(text, at, |k| k == Class::Digit)),
            Class::Arabic => (TokKind::Word, arabic_run(text, at)),
            Class::Latin => (TokKind::Word, latin_run(text, at)),
            // The ratio sign is the colon of typographers: 15∶30.
            Class::Mark if c == '\u{2236}' => (TokKind::Mark(':'), at + c.len_utf8()),
            Class::Mark => (TokKind::Mark(c), at + c.len_utf8()),
        };
        let mut tok = Tok {
            start: at,
            end,
            kind,
            found: Found::default(),
            glued: touched == at,
            capital: false,
            latin: false,
            dual: None,
            digits: 0,
        };
        touched = match kind {
            TokKind::Word => words.add(tok, toks),
            TokKind::Digits => {
                tok.digits = text[at..end].chars().filter(|&c| chars::is_digit(c)).count() as u32;
                merge_clitic(lang, lexicon, text, toks, &mut tok);
                toks.push(tok);
                end
            }
            TokKind::Mark(_) => {
                toks.push(tok);
                end
            }
        };
        at = touched;
    }
}

/// Looks words of a text up.
struct Words<'a> {
    lang: Lang,
    lexicon: &'a Lexicon,
    text: &'a str,
    /// The folded spelling of a word.
    folded: String,
}

impl Words<'_> {
    /// Adds a word to the tokens, and returns its end: of two joined words only the first is added.
    fn add(&mut self, mut tok: Tok, toks: &mut Vec<Tok>) -> usize {
        let Words { lang, lexicon, text, .. } = *self;
        let word = &text[tok.start..tok.end];
        let Some(c) = word.chars().next() else { return tok.end };
        tok.latin = class(c) == Class::Latin;
        tok.capital = tok.latin && c.is_uppercase();
        if tok.latin == (lang == Lang::En) && c <= 'ي' && !lexicon.prefilter.may_know(word) {
            tok.found.and = c == 'و';
            toks.push(tok);
            return tok.end;
        }
        fold::fold_into(lang, word, &mut self.folded);
        tok.found = lexicon.find(&self.folded);
        if lang == Lang::Ar && !tok.latin {
            self.look_closer(word, &mut tok);
        }
        let end = tok.end;
        merge_and(lexicon, toks, &mut tok, text);
        toks.push(tok);
        end
    }

    /// Reads an Arabic word by its hamza, as two words without a blank, as one with a clitic, or as a dual.
    fn look_closer(&mut self, word: &str, tok: &mut Tok) {
        let lexicon = self.lexicon;
        mind_hamza(lexicon, word, &self.folded, &mut tok.found);
        if tok.found.word == 0
            && self.folded.len() >= 12
            && let Some(head) = joined(lexicon, word, &mut self.folded)
        {
            tok.end = tok.start + head;
            tok.found = lexicon.find(&self.folded);
            return;
        }
        if tok.found.word == 0 {
            tok.found = clitic(&self.folded).unwrap_or(tok.found);
        }
        if self.folded.ends_with("ان") || self.folded.ends_with("ين") {
            let known = lexicon.senses(tok.found.word).iter().any(|s| *s != Sense::DualNoun);
            tok.dual = if known { None } else { lexicon.dual(&self.folded) };
        }
    }
}

/// Corrects the effect of folding on a hamza with alif: وأحد is و with أحد, not واحد, and ألف never
/// has its hamza below.
fn mind_hamza(lexicon: &Lexicon, word: &str, folded: &str, found: &mut Found) {
    if found.word == 0 || !word.contains(['أ', 'إ']) {
        return;
    }
    let mut letters = word.chars().filter(|&c| !chars::is_word_extender(c) && !chars::is_tashkeel(c));
    if !found.and && letters.next() == Some('و') && matches!(letters.next(), Some('أ' | 'إ')) {
        let bare = lexicon.find(&folded['و'.len_utf8()..]);
        if bare.word != 0 && !bare.and {
            *found = Found { and: true, ..bare };
        }
    }
    let thousand = |s: &Sense| matches!(s, Sense::Scale(3) | Sense::DualScale(3));
    if word.contains('إ') && lexicon.senses(found.word).iter().any(thousand) {
        *found = Found { and: found.and, ..Found::default() };
    }
}

#[derive(PartialEq, Clone, Copy)]
enum Class {
    Arabic,
    Latin,
    Digit,
    Extender,
    Blank,
    Mark,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' => Class::Latin,
            '0'..='9' => Class::Digit,
            _ if c.is_ascii_whitespace() || c.is_ascii_control() => Class::Blank,
            _ => Class::Mark,
        };
    }
    if chars::is_arabic_letter(c) {
        Class::Arabic
    } else if matches!(c, '،' | '؛' | '؟' | '«' | '»' | '\u{2010}'..='\u{2027}') {
        Class::Mark
    } else if chars::is_digit(c) {
        Class::Digit
    } else if chars::is_word_extender(c) {
        Class::Extender
    } else if c.is_alphabetic() {
        Class::Latin
    } else if c.is_whitespace() || c.is_control() {
        Class::Blank
    } else {
        Class::Mark
    }
}

fn run(text: &str, from: usize, belongs: impl Fn(Class) -> bool) -> usize {
    text[from..].char_indices().find(|&(_, c)| !belongs(class(c))).map_or(text.len(), |(i, _)| from + i)
}

fn arabic_run(text: &str, from: usize) -> usize {
    // Letters and signs from U+0620 to U+065F have two bytes, which identify them.
    let plain = text.as_bytes()[from..].as_chunks::<2>().0.iter();
    let plain = plain.take_while(|pair| matches!(pair, [0xD8, 0xA0..=0xFF] | [0xD9, 0x80..=0x9F])).count();
    run(text, from + 2 * plain, |k| k == Class::Arabic || k == Class::Extender)
}

/// The end of a Latin word, including apostrophes of any shape between letters (`o'clock`,
/// `Sha'ban`, ``Qa`dah``).
fn latin_run(text: &str, from: usize) -> usize {
    let from = from + text.as_bytes()[from..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let mut end = from;
    let mut rest = text[from..].char_indices().peekable();
    while let Some((i, c)) = rest.next() {
        let joins = match class(c) {
            Class::Latin | Class::Extender => true,
            _ => chars::is_apostrophe(c) && rest.peek().is_some_and(|&(_, next)| class(next) == Class::Latin),
        };
        if !joins {
            break;
        }
        end = from + i + c.len_utf8();
    }
    end
}

/// `ثلاثمرات`: the length in bytes of the number word at the beginning of a word; `folded` keeps only that.
fn joined(lexicon: &Lexicon, word: &str, folded: &mut String) -> Option<usize> {
    // الفلتر does not contain a thousand, which would have a hamza.
    if folded.starts_with("الف") && !word.starts_with('أ') {
        return None;
    }
    let letters = lexicon.joint(folded)?;
    // Folding keeps the order of letters and removes only vowel signs and tatweel.
    let kept = |c: char| !(chars::is_tashkeel(c) || c == chars::TATWEEL || chars::is_word_extender(c));
    let (cut, _) = word.char_indices().filter(|&(_, c)| kept(c)).nth(letters)?;
    fold::fold_into(Lang::Ar, &word[..cut], folded);
    Some(cut)
}

/// The clitics of a word that consists only of clitics, as before digits.
fn clitic(folded: &str) -> Option<Found> {
    clitics::alone(folded, Classes::NOUN).map(Found::with_clitics)
}

/// `و٢٥`, `الـ 15`, `و 25`: the clitics become flags of the digits.
fn merge_clitic(lang: Lang, lexicon: &Lexicon, text: &str, toks: &mut Vec<Tok>, tok: &mut Tok) {
    let Some(last) = toks.last().filter(|last| lang == Lang::Ar && last.kind == TokKind::Word && !last.latin)
    else {
        return;
    };
    let Some(found) = clitic(&fold::fold(Lang::Ar, &text[last.start..last.end])) else { return };
    // A separate letter is a clitic only if it has no other meaning: و and ال.
    if !tok.glued && found.prep {
        return;
    }
    tok.found = found;
    tok.glued = last.glued;
    toks.pop();
    // و before a blank before الـ15 is rare but costs nothing.
    merge_and(lexicon, toks, tok, text);
}

/// `ثلاث و ثلاثون`: a separate و becomes a flag of the next word.
fn merge_and(lexicon: &Lexicon, toks: &mut Vec<Tok>, tok: &mut Tok, text: &str) {
    if tok.latin {
        return;
    }
    let Some(last) = toks.last().filter(|last| last.kind == TokKind::Word && !last.latin) else { return };
    let lone = last.found.word == 0 && last.found.and && clitic_is_and(&text[last.start..last.end]);
    let useful = tok.kind == TokKind::Digits || !lexicon.senses(tok.found.word).is_empty();
    if lone && useful {
        tok.found.and = true;
        tok.glued = last.glued;
        toks.pop();
    }
}

fn clitic_is_and(word: &str) -> bool {
    let mut letters = word.chars().filter(|&c| !chars::is_word_extender(c));
    letters.next() == Some('و') && letters.next().is_none()
}

impl Tok {
    /// True for one certain mark.
    pub(super) fn is(&self, mark: char) -> bool {
        self.kind == TokKind::Mark(mark)
    }

    /// True for a hyphen or dash of any length.
    pub(super) fn is_dash(&self) -> bool {
        matches!(
            self.kind,
            TokKind::Mark('-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}')
        )
    }

    /// The senses of the single word.
    pub(super) fn senses<'l>(&self, lexicon: &'l Lexicon) -> &'l [Sense] {
        lexicon.senses(self.found.word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::lexicon::lexicon;

    fn toks(text: &str) -> Vec<Tok> {
        let mut toks = Vec::new();
        scan(Lang::Ar, lexicon(Lang::Ar), text, &mut toks);
        toks
    }

    #[test]
    fn clitics_go_over_to_the_digits_after_them() {
        for (text, and, art, prep) in [
            ("و٢٥", true, false, false),
            ("بـ50", false, false, true),
            ("ال15", false, true, false),
            ("والـ 15", true, true, false),
            ("و 25", true, false, false),
        ] {
            let toks = toks(text);
            assert_eq!(toks.len(), 1, "{text}");
            let found = toks[0].found;
            assert_eq!((found.and, found.art, found.prep), (and, art, prep), "{text}");
            assert_eq!(toks[0].digits, 2);
        }
    }

    #[test]
    fn a_lone_and_joins_number_words() {
        let toks = toks("ثلاث و ثلاثون");
        assert_eq!(toks.len(), 2);
        assert!(toks[1].found.and);
    }

    #[test]
    fn invisible_marks_do_not_part_what_is_glued() {
        let toks = toks("25\u{200F}%");
        assert!(toks[1].is('%') && toks[1].glued);
    }
}
