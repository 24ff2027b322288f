//! Arabic words in the form that a dictionary lists: without article and particles.

use super::{Learner, words::Id};
use crate::{
    lexicon::Lexicon,
    text::{
        Lang,
        clitics::{self, Classes, Split},
        fold,
    },
};
use rustc_hash::FxHashMap;

/// The dictionary forms of the Arabic words.
pub(super) struct Forms {
    /// The form of every word.
    pub(super) of_word: Vec<Id>,
    /// The most frequent spelling of every form.
    pub(super) spelled: Vec<String>,
}

impl Forms {
    pub(super) fn of(learner: &Learner<'_>) -> Self {
        let spellings = learner.ar.spellings();
        let mut counts = vec![0u32; spellings.len()];
        learner.left.tokens.iter().for_each(|&word| counts[word as usize] += 1);
        let mut seen: FxHashMap<String, u32> = FxHashMap::default();
        for (spelled, &count) in spellings.iter().zip(&counts) {
            *seen.entry(fold::fold(Lang::Ar, spelled)).or_default() += count;
        }
        let mut index: FxHashMap<String, Id> = FxHashMap::default();
        let mut votes: Vec<FxHashMap<&str, u32>> = Vec::new();
        let mut of_word = Vec::with_capacity(spellings.len());
        for (&spelled, &count) in spellings.iter().zip(&counts) {
            let form = listed_form(spelled, &seen, learner.known);
            let next = votes.len() as Id;
            let id = *index.entry(fold::fold(Lang::Ar, form)).or_insert(next);
            if id == next {
                votes.push(FxHashMap::default());
            }
            *votes[id as usize].entry(form).or_default() += count;
            of_word.push(id);
        }
        let commonest = |votes: &FxHashMap<&str, u32>| {
            let best = votes.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            best.map_or_else(String::new, |(spelled, _)| (*spelled).to_owned())
        };
        Forms { of_word, spelled: votes.iter().map(commonest).collect() }
    }
}

/// A word without article and particles, where that is a word too: `وللشركة` becomes شركة, but
/// التزام stays, because nobody writes تزام.
fn listed_form<'a>(spelled: &'a str, seen: &FxHashMap<String, u32>, known: &Lexicon) -> &'a str {
    let count = |word: &str| seen.get(&fold::fold(Lang::Ar, word)).copied().unwrap_or_default();
    let lists = |word: &str| known.lists(&fold::fold(Lang::Ar, word));
    let long = |rest: &&str| rest.chars().count() >= 3;
    if lists(spelled) {
        return spelled;
    }
    let splits = || clitics::splits(spelled, Classes::ALL).rev().filter(|split| long(&split.rest));
    if let Some(Split { classes, rest }) = splits().find(|split| split.classes.has(Classes::ARTICLE)) {
        if lists(rest) || count(rest) > 0 {
            return rest;
        }
        // الالتزام: the word is التزام, and its ال is not the article.
        let is_word = count(&format!("ال{spelled}")) > 0;
        return if classes == Classes::ARTICLE && is_word { spelled } else { rest };
    }
    let is_word = |rest: &&str| lists(rest) || 2 * count(rest) > count(spelled);
    splits().map(|split| split.rest).find(is_word).unwrap_or(spelled)
}
