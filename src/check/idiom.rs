//! Idioms that contain a number but do not mean one, from `data/idioms.tsv`: `third party`, `للوهلة الأولى`.

use crate::text::{
    Lang, Span,
    clitics::{self, Classes},
    fold, table,
    token::{TokenKind, tokens},
};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/idioms.tsv");

/// The words of each phrase, folded.
fn table() -> &'static Vec<(Lang, Vec<String>)> {
    static IDIOMS: OnceLock<Vec<(Lang, Vec<String>)>> = OnceLock::new();
    IDIOMS.get_or_init(|| {
        let mut idioms = Vec::new();
        for line in table::rows(TABLE) {
            let Some((lang, phrases)) = line.split_once('\t') else { continue };
            let Ok(lang) = lang.parse::<Lang>() else { continue };
            idioms.extend(phrases.split('|').map(|phrase| (lang, words(lang, phrase))));
        }
        idioms
    })
}

fn words(lang: Lang, text: &str) -> Vec<String> {
    tokens(text)
        .filter(|token| token.kind != TokenKind::Mark)
        .map(|token| fold::fold(lang, token.span.of(text)))
        .collect()
}

/// True if the place is inside an idiom.
pub(super) fn holds(lang: Lang, text: &str, place: Span) -> bool {
    // Idioms are short: a few words on either side are enough.
    let (from, to) = (around(text, place.start, false), around(text, place.end, true));
    let before = words(lang, &text[from..place.start]);
    let inside = words(lang, &text[place.start..place.end]);
    let all: Vec<String> = before
        .iter()
        .cloned()
        .chain(inside.iter().cloned())
        .chain(words(lang, &text[place.end..to]))
        .collect();
    let (first, last) = (before.len(), before.len() + inside.len());
    table().iter().filter(|(of, _)| *of == lang).any(|(_, phrase)| {
        all.windows(phrase.len().max(1))
            .enumerate()
            .any(|(at, run)| at < last && at + run.len() > first && same(lang, run, phrase))
    })
}

/// True if the words are equal; the first Arabic one may have a clitic.
fn same(lang: Lang, run: &[String], phrase: &[String]) -> bool {
    run.iter().zip(phrase).enumerate().all(|(n, (seen, word))| {
        seen == word
            || lang == Lang::Ar && n == 0 && clitics::forms(seen, Classes::NOUN).any(|form| form == word)
    })
}

/// A character boundary some words away.
fn around(text: &str, from: usize, forward: bool) -> usize {
    const REACH: usize = 60;
    let mut at = if forward { (from + REACH).min(text.len()) } else { from.saturating_sub(REACH) };
    while !text.is_char_boundary(at) {
        at = if forward { at - 1 } else { at + 1 };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(lang: Lang, text: &str, word: &str) -> bool {
        let start = text.find(word).unwrap();
        holds(lang, text, Span::new(start, start + word.len()))
    }

    #[test]
    fn a_third_party_is_no_third_and_the_third_floor_is() {
        assert!(inside(Lang::En, "It went to a third-party firm.", "third"));
        assert!(!inside(Lang::En, "It is on the third floor.", "third"));
        assert!(inside(Lang::Ar, "بدا وللوهلة الأولى غريبا", "الأولى"));
    }

    #[test]
    fn every_phrase_of_the_table_has_words() {
        assert!(table().len() > 100);
        assert!(table().iter().all(|(_, phrase)| !phrase.is_empty()));
    }
}
