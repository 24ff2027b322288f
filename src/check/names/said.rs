//! What each side says of the other's words, by the lexicon.

use super::words;
use crate::{
    lexicon::{EnglishId, built_in},
    name::{self, Survey},
    text::{
        Lang, Span, fold, stem,
        token::{TokenKind, tokens},
    },
};
use rustc_hash::FxHashSet;

/// Share of the Arabic words with a counterpart from which on nearly all is said.
const NEARLY_ALL: f64 = 0.6;

/// What the lexicon says of one Arabic word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    span: Span,
    /// The English has a word for it.
    pub(super) explained: bool,
    /// A particle, a pronoun, a preposition.
    pub(super) function: bool,
    /// The lexicon has it.
    pub(super) listed: bool,
    /// It belongs to a linked name.
    linked: bool,
}

/// Both texts held against the lexicon.
#[derive(Debug)]
pub(super) struct Said {
    words: Vec<Word>,
    /// All that the Arabic words may mean.
    meanings: FxHashSet<EnglishId>,
}

impl Said {
    pub(super) fn new(ar: &str, en: &str, survey: &Survey) -> Self {
        // Nobody asks for the words when there are only names of the table.
        if survey.en.is_empty() {
            return Said { words: Vec::new(), meanings: FxHashSet::default() };
        }
        let lexicon = built_in();
        let english: FxHashSet<EnglishId> = tokens(en)
            .filter(|token| token.kind == TokenKind::Word)
            .filter_map(|token| english_id(token.span.of(en)))
            .collect();
        // Links stand in Arabic order.
        let is_linked = |span: Span| {
            let at = survey.links.partition_point(|link| link.ar.end <= span.start);
            survey.links.get(at).is_some_and(|link| link.ar.overlaps(span))
        };
        let mut meanings = FxHashSet::default();
        let mut words = Vec::new();
        for token in tokens(ar).filter(|token| token.kind == TokenKind::Word) {
            let found = lexicon.look_up(&fold::fold(Lang::Ar, token.span.of(ar)));
            words.push(Word {
                span: token.span,
                explained: found.entries.iter().any(|entry| english.contains(&entry.english)),
                function: found.is_function,
                listed: !found.entries.is_empty(),
                linked: is_linked(token.span),
            });
            meanings.extend(found.entries.iter().map(|entry| entry.english));
        }
        Said { words, meanings }
    }

    /// What is known of the Arabic word at a place.
    pub(super) fn word(&self, span: Span) -> Word {
        let at = self.words.partition_point(|word| word.span.start < span.start);
        self.words.get(at).filter(|word| word.span.overlaps(span)).copied().unwrap_or_default()
    }

    /// True when an Arabic word may mean a word of this English name: Old City, the Blue Nile.
    pub(super) fn translates(&self, text: &str) -> bool {
        // A title is translated whoever bears it.
        words(text).filter(|word| !name::is_marker(Lang::En, word)).any(|word| {
            english_id(word)
                .is_some_and(|id| !built_in().is_english_function(id) && self.meanings.contains(&id))
        })
    }

    /// True when the name has a word that is none of the lexicon's.
    pub(super) fn holds_no_word(&self, name: &str) -> bool {
        words(name).any(|word| word.chars().nth(2).is_some() && english_id(word).is_none())
    }

    /// The share of the Arabic words, particles apart, that have a counterpart.
    pub(super) fn share(&self) -> f64 {
        let content = || self.words.iter().filter(|word| !word.function);
        let said = content().filter(|word| word.explained || word.linked).count();
        said as f64 / content().count().max(1) as f64
    }

    /// True when the English has a counterpart for nearly all Arabic words.
    pub(super) fn says_nearly_all(&self) -> bool {
        self.share() >= NEARLY_ALL
    }
}

fn english_id(word: &str) -> Option<EnglishId> {
    let folded = fold::fold(Lang::En, word);
    built_in().english(&stem::stem_folded(Lang::En, &folded))
}
