//! Which document translates which, for collections whose names do not say it.
//!
//! A document is a bag of keys that both languages share: figures by value, names, Latin words, and the words of the
//! lexicon, which stand for all their renderings ([`Bag`]). Rare keys find the candidates of each document, an inverted
//! index long, and the cosine of the whole bags orders them. Pairs are taken one to one, the clearest first: a pair is
//! clear when it is better than what else either document might go with ([`matched`]).

mod assign;
mod bag;
mod index;

pub use assign::{Matching, Partner};
pub use bag::Bag;

/// Pairs documents one to one. `seen` is told how many Arabic documents are done.
pub fn matched(ar: &[Bag], en: &[Bag], seen: impl Fn(u64) + Sync) -> Matching {
    let index = index::Index::new(ar, en);
    let candidates = index.candidates(&seen);
    assign::assign(ar.len(), en.len(), candidates)
}

#[cfg(test)]
mod tests;
