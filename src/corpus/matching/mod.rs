//! Finding which document translates which, in collections whose names do not tell.
//!
//! A document is represented by a bag of keys that both languages share: figures by value, names,
//! Latin words, and words of the lexicon with all their translations ([`Bag`]). Rare keys find the
//! candidates of each document through an inverted index, and the cosine of the whole bags ranks
//! them. The best candidates are aligned by the beginnings of the documents ([`Head`]) and judged
//! like any two documents ([`crate::adequacy`]): texts on the same subject have similar bags, but
//! their sentences do not say the same. Pairs are assigned one to one, best first ([`matched`]).

mod assign;
mod bag;
mod head;
mod index;

pub use assign::{DocumentMatching, Partner};
pub use bag::Bag;
pub use head::Head;

use crate::{document::Document, lexicon::Lexicon, text::Sides};
use assign::{Assigner, BREADTH, Judged};
use index::Candidate;
use rayon::prelude::*;

/// The data of a document needed for matching.
#[derive(Debug, Clone)]
pub struct DocumentEntry {
    bag: Bag,
    head: Head,
}

impl DocumentEntry {
    /// The data of a document.
    pub fn of(document: &Document, lexicon: &Lexicon) -> Self {
        DocumentEntry { bag: Bag::of(document.lang, &document.text, lexicon), head: Head::of(document) }
    }
}

/// Pairs documents one to one. Calls `seen` with the number of Arabic documents looked up.
pub fn matched(entries: Sides<&[DocumentEntry]>, seen: impl Fn(u64) + Sync) -> DocumentMatching {
    let bags = entries.map(|side| side.iter().map(|entry| entry.bag.clone()).collect::<Vec<_>>());
    let candidates = index::Index::new(bags.as_ref().map(Vec::as_slice)).candidates(&seen);
    let judge = |candidate: Candidate| {
        let Sides { ar, en } = entries.zip(candidate.indices()).map(|(side, n)| &side[n].head);
        let score = ar.score(en);
        Judged { candidate, score }
    };
    let mut assigner = Assigner::new(entries.map(<[_]>::len), candidates);
    // In each round, for the documents without a partner so far.
    for breadth in BREADTH {
        let chosen = assigner.next(breadth);
        assigner.take(chosen.into_par_iter().map(judge).collect());
    }
    assigner.finish()
}

#[cfg(test)]
mod tests;
