//! The words of both sides while pairs are collected: spellings, classes of words with the same
//! stem, and texts as ids.

use crate::{
    lexicon::Lexicon,
    text::{Lang, fold, stem},
};
use rustc_hash::FxHashMap;

/// The id of a word, a class or a form.
pub(super) type Id = u32;

/// The spellings of one language and the classes that they belong to.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) words: FxHashMap<Box<str>, Id>,
    /// The class of every word; [`FUNCTION`] for words that are left out.
    pub(super) class_of: Vec<Id>,
    pub(super) classes: FxHashMap<Box<str>, Id>,
}

/// The class of function words and single letters, which are left out.
pub(super) const FUNCTION: Id = Id::MAX;

impl Vocabulary {
    pub(super) fn add(&mut self, lang: Lang, spelled: &str, known: &Lexicon) -> Id {
        if let Some(&id) = self.words.get(spelled) {
            return id;
        }
        let folded = fold::fold(lang, spelled);
        let stem = stem::stem_folded(lang, &folded);
        let function = match lang {
            Lang::Ar => known.look_up(&folded).is_function,
            Lang::En => known.english(&stem).is_some_and(|id| known.is_english_function(id)),
        };
        let class = if function || folded.chars().count() < 2 {
            FUNCTION
        } else {
            let next = self.classes.len() as Id;
            *self.classes.entry(stem.as_ref().into()).or_insert(next)
        };
        let id = self.class_of.len() as Id;
        self.words.insert(spelled.into(), id);
        self.class_of.push(class);
        id
    }

    /// The spellings, sorted by id.
    pub(super) fn spellings(&self) -> Vec<&str> {
        let mut spellings = vec![""; self.words.len()];
        for (spelled, &id) in &self.words {
            spellings[id as usize] = spelled;
        }
        spellings
    }
}

/// One side of all pairs: the ids of their words, one pair after another.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) tokens: Vec<Id>,
    pub(super) ends: Vec<usize>,
}

impl Stream {
    pub(super) fn pair(&self, n: usize) -> &[Id] {
        let from = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.tokens[from..self.ends[n]]
    }

    /// Keeps only every second pair.
    pub(super) fn halve(&mut self) {
        let mut kept = Stream::default();
        for n in (0..self.ends.len()).step_by(2) {
            kept.tokens.extend_from_slice(self.pair(n));
            kept.ends.push(kept.tokens.len());
        }
        *self = kept;
    }
}
