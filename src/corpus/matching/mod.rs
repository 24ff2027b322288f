//! Which document translates which, for collections whose names do not say it.
//!
//! A document is a bag of keys that both languages share: figures by value, names, Latin words, and the words of the
//! lexicon, which stand for all their renderings ([`Bag`]). Rare keys find the candidates of each document, an inverted
//! index long, and the cosine of the whole bags orders them. The best candidates are aligned, by the beginnings of the
//! documents ([`Head`]), and judged as any two documents are ([`crate::adequacy`]): of two texts on one subject the
//! bags are alike, but their sentences do not say the same. Pairs are taken one to one, the best first ([`matched`]).

mod assign;
mod bag;
mod head;
mod index;

pub use assign::{Matching, Partner};
pub use bag::Bag;
pub use head::Head;

use crate::{document::Document, lexicon::Lexicon};
use assign::{Assigner, BREADTH, Judged};
use index::Candidate;
use rayon::prelude::*;

/// A document of a collection, as far as matching needs it.
#[derive(Debug, Clone)]
pub struct Entry {
    bag: Bag,
    head: Head,
}

impl Entry {
    /// What is needed of a document.
    pub fn of(document: &Document, lexicon: &Lexicon) -> Self {
        Entry { bag: Bag::of(document.lang, &document.text, lexicon), head: Head::of(document) }
    }
}

/// Pairs documents one to one. `seen` is told how many Arabic documents have been looked up.
pub fn matched(ar: &[Entry], en: &[Entry], seen: impl Fn(u64) + Sync) -> Matching {
    let bags = |side: &[Entry]| -> Vec<Bag> { side.iter().map(|entry| entry.bag.clone()).collect() };
    let candidates = index::Index::new(&bags(ar), &bags(en)).candidates(&seen);
    let judge = |candidate: Candidate| {
        let score = ar[candidate.ar as usize].head.score(&en[candidate.en as usize].head);
        Judged { candidate, score }
    };
    let mut assigner = Assigner::new(ar.len(), en.len(), candidates);
    // In each round for the documents that found no partner in those before.
    for breadth in BREADTH {
        let chosen = assigner.next(breadth);
        assigner.take(chosen.into_par_iter().map(judge).collect());
    }
    assigner.finish()
}

#[cfg(test)]
mod tests;
