//! Building a lexicon from rows: words are numbered, and ranks become probabilities. The build
//! script does this for the built-in tables, the program for the lexicons of its users.

use super::{
    store::{Lexicon, LexiconEntry},
    table::LexiconRow,
};
use crate::{
    packed::SetBuilder,
    text::{Lang, fold, stem},
};
use rustc_hash::FxHashMap;

/// Data from the rows about pairs of words (English, Arabic), before they become probabilities.
#[derive(Default)]
struct Pairs {
    /// Greatest weight by rank.
    ranked: FxHashMap<(u32, u32), f32>,
    /// Greatest of the probabilities given in the rows.
    given: FxHashMap<(u32, u32), (f32, f32)>,
}

impl Pairs {
    /// Adds a pair at a rank of its row; `share` is less than 1 where the form or the headword is a phrase.
    fn add(&mut self, pair: (u32, u32), rank: usize, given: Option<(f32, f32)>, share: f32) {
        match given {
            None => {
                let kept = self.ranked.entry(pair).or_insert(0.0);
                *kept = kept.max(share / (rank as f32 + 2.0).sqrt());
            }
            Some((forward, backward)) => {
                let kept = self.given.entry(pair).or_insert((0.0, 0.0));
                *kept = (kept.0.max(forward * share), kept.1.max(backward * share));
            }
        }
    }

    /// The entries of every Arabic form, sorted by English id.
    fn entries(&self, english: usize, arabic: usize) -> Vec<Vec<LexiconEntry>> {
        let mut english_total = vec![0.0f32; english];
        let mut arabic_total = vec![0.0f32; arabic];
        let mut sorted: Vec<(u32, u32, f32)> = self.ranked.iter().map(|(&(e, a), &w)| (a, e, w)).collect();
        // Sums of floats depend on their order, so hash order must not affect the result.
        sorted.sort_unstable_by_key(|&(a, e, _)| (a, e));
        for &(a, e, w) in &sorted {
            english_total[e as usize] += w;
            arabic_total[a as usize] += w;
        }
        let mut entries = vec![Vec::new(); arabic];
        for (a, e, w) in sorted {
            entries[a as usize].push(LexiconEntry {
                english: e,
                forward: w / english_total[e as usize],
                backward: w / arabic_total[a as usize],
            });
        }
        for (&(e, a), &(forward, backward)) in &self.given {
            let list = &mut entries[a as usize];
            match list.iter_mut().find(|entry| entry.english == e) {
                Some(entry) => (entry.forward, entry.backward) = (forward, backward),
                None => list.push(LexiconEntry { english: e, forward, backward }),
            }
        }
        if !self.given.is_empty() {
            entries.iter_mut().for_each(|list| list.sort_unstable_by_key(|entry| entry.english));
        }
        entries
    }
}

/// Votes of a row for a single word, against one vote for a word of a phrase.
const OWN_ROW: u32 = 64;

/// The words of one language, each with the votes of its rows for content word and for function word.
#[derive(Default)]
struct Words {
    set: SetBuilder,
    votes: Vec<[u32; 2]>,
}

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        let id = self.set.add(word.as_bytes());
        self.votes.resize(self.set.len(), [0, 0]);
        id
    }

    fn vote(&mut self, id: u32, row: &LexiconRow<'_>, voice: u32) {
        self.votes[id as usize][usize::from(row.is_function())] += voice;
    }
}

/// A word without surrounding punctuation.
pub(super) fn bared(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

impl Lexicon {
    /// Builds a lexicon from rows.
    pub fn from_rows(rows: &[LexiconRow<'_>]) -> Self {
        Lexicon::build(rows, None)
    }

    /// The same, but function words of `known` in a phrase are omitted, like `of` in
    /// `ministry of defence`: a list of phrases must not make them translations of nouns.
    pub(super) fn build(rows: &[LexiconRow<'_>], known: Option<&Lexicon>) -> Self {
        let (mut english, mut arabic) = (Words::default(), Words::default());
        let mut pairs = Pairs::default();
        let mut folded = String::new();
        let is_particle = |word: &str| {
            known.is_some_and(|known| {
                let id = known.english(&stem::stem(Lang::En, word));
                id.is_some_and(|id| known.is_english_function(id))
            })
        };
        for row in rows {
            let mut words: Vec<&str> = row.english.split([' ', '-']).map(bared).collect();
            words.retain(|word| !word.is_empty());
            if words.len() > 1 && !words.iter().all(|word| is_particle(word)) {
                words.retain(|word| !is_particle(word));
            }
            let heads: Vec<u32> =
                words.into_iter().map(|word| english.number(&stem::stem(Lang::En, word))).collect();
            // A word's own rows decide its class; phrases only where it has none.
            let voice = if heads.len() == 1 { OWN_ROW } else { 1 };
            heads.iter().for_each(|&head| english.vote(head, row, voice));
            let mut probabilities = row.probabilities();
            for (rank, form) in row.arabic().enumerate() {
                let given = probabilities.as_mut().and_then(Iterator::next);
                let words: Vec<&str> = form.split(' ').map(bared).filter(|word| !word.is_empty()).collect();
                let voice = if words.len() == 1 { OWN_ROW } else { 1 };
                let share = 1.0 / (words.len() as f32 * heads.len() as f32);
                for word in words {
                    fold::fold_into(Lang::Ar, word, &mut folded);
                    let id = arabic.number(&folded);
                    arabic.vote(id, row, voice);
                    heads.iter().for_each(|&head| pairs.add((head, id), rank, given, share));
                }
            }
        }
        let entries = pairs.entries(english.set.len(), arabic.set.len());
        let english_is_function = english.votes.iter().map(|[content, function]| function > content);
        let arabic_is_function = arabic.votes.iter().map(|[content, function]| function >= content);
        let english_is_function = english_is_function.collect();
        let arabic_is_function = arabic_is_function.collect();
        Lexicon::new(
            (english.set.finish(), english_is_function),
            (arabic.set.finish(), arabic_is_function),
            &entries,
        )
    }
}
