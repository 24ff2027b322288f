//! A paragraph as tokens, with queries on them.

mod chunks;

use crate::figure::{
    lexicon::{Around, Lexicon, Part, Role, Sense},
    scan::{Tok, TokKind},
};
use crate::text::{Lang, chars, fold};
use chunks::Chunks;
use std::cell::OnceCell;

/// A paragraph as tokens, ready to be read.
#[derive(Debug)]
pub(in crate::figure) struct Paragraph<'a> {
    pub(in crate::figure) lang: Lang,
    pub(in crate::figure) lexicon: &'static Lexicon,
    pub(in crate::figure) text: &'a str,
    pub(in crate::figure) toks: Vec<Tok>,
    /// The chunks, computed on first use.
    pub(in crate::figure) chunks: OnceCell<Chunks>,
}

impl<'a> Paragraph<'a> {
    pub(in crate::figure) fn tok(&self, at: usize) -> Option<&Tok> {
        self.toks.get(at)
    }

    pub(in crate::figure) fn raw(&self, tok: &Tok) -> &'a str {
        &self.text[tok.start..tok.end]
    }

    pub(in crate::figure) fn senses(&self, at: usize) -> &'static [Sense] {
        self.toks.get(at).map_or(&[], |tok| tok.senses(self.lexicon))
    }

    /// The first result of `pick` for a sense of the word.
    pub(in crate::figure) fn sense<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses(at).iter().find_map(|&sense| pick(sense))
    }

    pub(in crate::figure) fn has(&self, at: usize, sense: Sense) -> bool {
        self.senses(at).contains(&sense)
    }

    /// True if the token is a small word with this role.
    pub(in crate::figure) fn plays(&self, at: usize, role: Role) -> bool {
        self.tok(at).is_some_and(|tok| tok.kind == TokKind::Word && self.lexicon.plays(self.raw(tok), role))
    }

    /// The longest phrase at a token for which `pick` has a result, or else the single word; with
    /// the token after it.
    pub(in crate::figure) fn phrase<T>(
        &self,
        at: usize,
        pick: impl Fn(Sense) -> Option<T>,
    ) -> Option<(T, usize)> {
        let tok = self.toks.get(at)?;
        if tok.found.word == 0 || tok.kind != TokKind::Word {
            return None;
        }
        let entry = self.lexicon.entry(tok.found.word);
        for phrase in entry.phrases {
            if phrase.art != tok.found.art {
                continue;
            }
            let Some(meaning) = pick(phrase.sense) else { continue };
            if let Some(end) = self.rest_of_phrase(at + 1, &phrase.rest) {
                return Some((meaning, end));
            }
        }
        entry.senses.iter().find_map(|&sense| pick(sense)).map(|meaning| (meaning, at + 1))
    }

    fn rest_of_phrase(&self, mut at: usize, rest: &[Part]) -> Option<usize> {
        for &(word, art) in rest {
            at = self.over_joints(at, word)?;
            let found = self.toks.get(at)?.found;
            let same = found.word == word && found.art == art
                || art && !found.art && self.lexicon.entry(found.word).bare == Some(word);
            if !same || found.and || found.prep {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The next word of a phrase, skipping joints: hyphens (`years-old`), an apostrophe at the end
    /// of a romanised word (`Rabi' II`) and the Arabic article in Latin letters (`Dhu l-Hijja`).
    fn over_joints(&self, mut at: usize, word: u32) -> Option<usize> {
        loop {
            let tok = self.toks.get(at)?;
            let apostrophe = matches!(tok.kind, TokKind::Mark(c) if chars::is_apostrophe(c));
            let joint = match tok.kind {
                _ if tok.is_dash() => tok.glued && self.glued(at + 1),
                // Rab. II
                TokKind::Mark('.') => tok.glued && at > 0 && self.toks[at - 1].capital && !self.glued(at + 1),
                TokKind::Mark(_) => apostrophe && tok.glued,
                _ => tok.latin && tok.found.word != word && self.has(at, Sense::Around(Around::LatinArticle)),
            };
            if !joint {
                return Some(at);
            }
            at += 1;
        }
    }

    /// The context word at a token with the given meaning; returns the token after it.
    pub(in crate::figure) fn around(&self, at: usize, meaning: Around) -> Option<usize> {
        self.phrase(at, |sense| (sense == Sense::Around(meaning)).then_some(()))
            .map(|((), end)| end)
            .or_else(|| self.dotted(at, meaning))
    }

    /// Dotted abbreviations (`a.m.`, `ق.م.`, `A.D.`): letters separated by stops, looked up as one word.
    fn dotted(&self, at: usize, meaning: Around) -> Option<usize> {
        let first = self.toks.get(at)?;
        let letter = |tok: &Tok| {
            tok.kind == TokKind::Word && self.raw(tok).chars().filter(|&c| chars::is_letter(c)).count() == 1
        };
        if !self.toks.get(at + 1).is_some_and(|t| t.is('.')) || !letter(first) {
            return None;
        }
        let mut folded = String::new();
        let mut end = at;
        while end < at + 8 {
            let Some(tok) = self
                .toks
                .get(end)
                .filter(|tok| letter(tok) && (end == at || tok.glued || self.lang == Lang::Ar))
            else {
                break;
            };
            folded.push_str(&fold::fold(self.lang, self.raw(tok)));
            end += 1;
            match self.toks.get(end) {
                Some(tok) if tok.is('.') && tok.glued => {
                    end += 1;
                    folded.push('.');
                }
                _ => break,
            }
        }
        let known =
            |form: &str| self.lexicon.senses(self.lexicon.find(form).word).contains(&Sense::Around(meaning));
        // p.m. and p.m are the same word; the last stop may end the sentence, but may also stay with the word.
        let bare = folded.trim_end_matches('.');
        (folded.contains('.') && (known(&folded) || bare.contains('.') && known(bare))).then_some(end)
    }

    /// True for a token glued to the previous one.
    pub(in crate::figure) fn glued(&self, at: usize) -> bool {
        self.toks.get(at).is_some_and(|tok| tok.glued)
    }

    /// True for a u on the first letter, which distinguishes خُمس, a fifth, from خَمس, five.
    pub(in crate::figure) fn u_on_first(&self, tok: &Tok) -> bool {
        let raw = self.raw(tok);
        let mut letters = raw.char_indices().filter(|&(_, c)| chars::is_arabic_letter(c)).map(|(i, _)| i);
        // After clitics and article the first letter is that of the folded word. Counting from the
        // end is safe, because these words have three letters, or four with an ending.
        let count = letters.clone().count();
        let last: String = raw.chars().rev().filter(|&c| chars::is_arabic_letter(c)).take(2).collect();
        // خُمسان, خُمسين
        let long = if matches!(last.as_str(), "نا" | "ني") && count > 4 { 5 } else { 3 };
        let Some(first) = letters.nth(count.saturating_sub(long)) else { return false };
        raw[first..].chars().nth(1) == Some('\u{064F}')
    }

    /// The tokens as one code: ASCII digits, capitals, without blanks.
    pub(in crate::figure) fn code(&self, from: usize, end: usize) -> String {
        let mut code = String::new();
        for tok in &self.toks[from..end] {
            for c in self.raw(tok).chars() {
                match chars::digit_value(c) {
                    Some(n) => code.push(char::from(b'0' + n)),
                    None if c == '٫' => code.push('.'),
                    None if crate::text::bidi::is_invisible(c) => {}
                    None => code.extend(c.to_uppercase()),
                }
            }
        }
        code
    }

    /// True after `رقم`, `No.`, `Article`.
    pub(in crate::figure) fn labelled(&self, at: usize) -> bool {
        let mut before = at;
        for _ in 0..2 {
            let Some(prev) = before.checked_sub(1) else { return false };
            before = prev;
            if self.has(before, Sense::Around(Around::Label)) {
                return true;
            }
            if !matches!(self.toks[before].kind, TokKind::Mark('.' | ':' | '#')) {
                return false;
            }
        }
        false
    }
}

/// True for marks that separate what is on both sides: no figure, code or address begins with one
/// or contains one.
pub(in crate::figure) fn divides(mark: char) -> bool {
    matches!(
        mark,
        ',' | '،'
            | ';'
            | '؛'
            | ':'
            | '!'
            | '?'
            | '؟'
            | '"'
            | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | ')'
            | '['
            | ']'
            | '…'
    )
}
